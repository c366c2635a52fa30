"""`speech`: told sentences, spoken by the target. Can they be understood, are they its words, how does it sound?

Word errors by one fixed recogniser, whose own error is the floor; DNSMOS OVRL (P.835), arXiv 2110.01763.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from microturn.bench.baselines import TONE_WAVE
from microturn.bench.drive import drive
from microturn.bench.items import Item, make_items
from microturn.bench.judge import Judge, spoken
from microturn.bench.score import named
from microturn.bench.sources import Clip
from microturn.bench.suite.benchmark import Control, Data, Figure, Metric, Open, Published, Row, Scores, Takes
from microturn.bench.suite.record import Record, Words
from microturn.bench.words import compare
from microturn.core.clock import SystemClock
from microturn.core.units import EAR_TICK_SAMPLES, TICK_S

TOLD, FLOOR = "told", "floor"
MAX_FLOOR = 20  # pieces of speech on which the recogniser's own word error is measured
NUM_CONTROLS = 5
ABOUT = (
    "Sentences that no training text contains are told to the target as the result of background work, and it says "
    "them. One recogniser writes down what can be heard. Against the sentence, all words of a sentence that was not "
    "spoken count as errors; against the target's own text, slips of the voice are told from slips of the words. The "
    "recogniser's own word error, on held-out user speech, is the floor. DNSMOS OVRL (1 to 5) is a predicted opinion "
    "of the sound, over sentences that were spoken."
)


@dataclass(frozen=True, eq=False)
class SpeechCase:
    """A sentence to say (`item`), or held-out speech that only the recogniser hears (`clip`)."""

    number: int
    kind: str
    seed: int
    text: str
    item: Item | None = None
    clip: Clip | None = None


def _word_error(key: str, name: str, label: str, kind: str = TOLD) -> Metric:
    return Metric(f"{key}_errors", label, name=name, per=f"{key}_words", kinds=(kind,), is_better_high=False)


METRICS = (
    Metric("spoke", "told sentences spoken at all", name="spoken", kinds=(TOLD,)),
    _word_error("asr", "said_wer", "word error, its sound against the sentence"),
    _word_error("own", "said_text_wer", "word error, its sound against its own text"),
    _word_error("chose", "chosen_wer", "word error, its own text against the sentence"),
    _word_error("floor", "floor_wer", "word error of the recogniser itself, on users", FLOOR),
    Metric("dnsmos", "DNSMOS OVRL of its speech", "", "dnsmos_ovrl", kinds=(TOLD,)),
)


class Speech:
    """See ABOUT."""

    name, title, about = "speech", "Voice: intelligibility and quality", ABOUT
    published: tuple[Published, ...] = ()

    def items(self, data: Data, num: int, seed: int) -> Sequence[SpeechCase]:
        """Even numbers are sentences, odd ones pieces of speech, at most 20 of these."""
        told = [
            SpeechCase(2 * i, TOLD, item.seed, item.text, item=item)
            for i, item in enumerate(make_items("said", data.sources, num, seed))
        ]
        clips = [data.sources.clip(row) for row in data.sources.rows("request")[: min(num, MAX_FLOOR)]]
        return [*told, *(SpeechCase(2 * i + 1, FLOOR, seed, clip.text, clip=clip) for i, clip in enumerate(clips))]

    def play(self, case: SpeechCase, open_take: Open) -> Takes:
        if case.item is None:
            assert case.clip is not None
            return (Record(case.clip.samples, np.zeros(0, np.float32)).rounded(),)
        take = open_take()
        drive(case.item, take, SystemClock())
        record = take.record()
        take.close()
        return (record,)

    def score(self, case: SpeechCase, takes: Takes, judge: Judge | None) -> Scores:
        """spoke: voice at all. chose: its own text against the sentence; left out where there is voice without text (it
        gives none). asr, own: the recogniser's words against the sentence and against its own text, left out without
        one; missing throughout where there is no voice. dnsmos: of what was spoken."""
        record = takes[0]
        if case.kind == FLOOR:
            return named(FLOOR, compare(case.text, judge.write(record.user))) if judge else {}
        own = record.said_from(0.0)
        scores: Scores = {"spoke": float(bool(record.voice))}
        if own or not record.voice:
            scores |= named("chose", compare(case.text, own))
        if judge:
            speech = spoken(record)
            written = judge.write(speech) if len(speech) else ""
            scores |= named("asr", compare(case.text, written))
            scores |= named("own", compare(own, written)) if own else {}
            scores["dnsmos"] = judge.rate(speech) if len(speech) else None
        return scores

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        return [metric.figure(rows) for metric in METRICS]

    def controls(self, items: Sequence[SpeechCase]) -> Iterable[Control]:
        """Of what can be judged without a recogniser: everything said, a word left out, voice without text, silence."""
        for case in [case for case in items if case.item][:NUM_CONTROLS]:
            num, rest = (float(compare(text, "").words) for text in (case.text, " ".join(case.text.split()[1:])))
            yield Control(case, _planted(case.text), {"spoke": 1.0, "chose_errors": 0.0})
            yield Control(case, _planted(" ".join(case.text.split()[1:])), {"spoke": 1.0, "chose_errors": num - rest})
            yield Control(case, _planted(""), {"spoke": 1.0, "chose_errors": None})
            yield Control(case, _planted("", is_voiced=False), {"spoke": 0.0, "chose_errors": num})


def _planted(text: str, is_voiced: bool = True) -> Takes:
    """A second of tone, or silence, with a text."""
    user = np.zeros(6 * EAR_TICK_SAMPLES, np.float32)
    tone = np.concatenate([0 * TONE_WAVE, *[TONE_WAVE * np.float32(is_voiced)] * 5])
    said = tuple(Words((i + 1) * TICK_S, f" {word}") for i, word in enumerate(text.split()))
    return (Record(user, tone, said).rounded(),)


def make() -> Speech:
    return Speech()
