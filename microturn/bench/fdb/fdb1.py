"""Full-Duplex-Bench v1 (arXiv 2503.04721): pauses, backchannels, turns and interruptions of the user.

Rules in `takeover`, what they are applied to here. Items: `bench.items`, and monologues; or the official recordings.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

from microturn.bench import stats
from microturn.bench.drive import FIRST_VOICE_S, MARGIN_S
from microturn.bench.fdb import planted, takeover
from microturn.bench.fdb.controls1 import CONTROLS_V1
from microturn.bench.fdb.dialogue import Dialogue, number_of, play_live, play_through
from microturn.bench.fdb.monologue import monologue
from microturn.bench.fdb.official import Task, dialogues, span
from microturn.bench.fdb.overlap import stop_s
from microturn.bench.fdb.published import V1
from microturn.bench.fdb.said import has_words, worded, words_in
from microturn.bench.items import make_items
from microturn.bench.judge import Judge
from microturn.bench.score import EARLY_S, MIN_VOICE_S
from microturn.bench.suite.benchmark import Benchmark, Control, Data, Figure, Metric, Open, Row, Scores, Takes
from microturn.bench.suite.record import Record
from microturn.bench.voice import Stretch, covered_s, lasting_past
from microturn.core.units import TICK_S

KINDS = ("pause", "backchannel", "turn", "interruption")
WINDOWS_S = (0.2, 0.4, 0.6, 0.8, 1.0, 2.0)
OF_WORDS = ("tor", "lexicon_tor", "lexicon_backchannels")
AFTER_S = FIRST_VOICE_S + takeover.BRIEF_S + MARGIN_S  # an answer at the deadline can still show its length
ABOUT = """The user pauses within a request, tells something long, makes a request, or speaks into the answer. TOR
(takeover rate) goes by the words the target says, ATR by its voice alone; latency is first voice - user's end,
negatives count 0, over takeovers. Official recordings with --data; else our own items (-S), whose monologues are
stories with the pauses of people. Where there is no published histogram of people's backchannels, theirs are taken to
lie evenly, 64 % over the user's talk and the rest in its gaps (telephone talk, section 7)."""


class FullDuplexBench1:
    name = "fdb1"
    title = "Full-Duplex-Bench v1: pauses, backchannels, turns, interruptions"
    about = ABOUT
    published = V1

    def items(self, data: Data, num: int, seed: int) -> list[Dialogue]:
        if data.folder:
            return dialogues(data.folder, TASKS, num, seed)
        pauses, answers, interrupts = (make_items(name, data.sources, num, seed) for name in SETS)
        cases: list[Dialogue] = []
        for i in range(num):
            numbers = [number_of(i, kind, len(KINDS)) for kind in range(len(KINDS))]
            pause = pauses[i].pause
            cases += [
                Dialogue(numbers[0], "pause", pauses[i], pauses=(pause,) if pause else ()),
                monologue(i, numbers[1], seed),
                Dialogue(numbers[2], "turn", answers[i]),
                Dialogue(numbers[3], "interruption", interrupts[i]),
            ]
        return cases

    def play(self, case: Dialogue, open_take: Open) -> Takes:
        if case.is_official:
            return (play_through(case.item.user, AFTER_S, open_take()),)
        return (play_live(case.item, open_take(), AFTER_S),)

    def score(self, case: Dialogue, takes: Takes, judge: Judge | None) -> Scores:
        return SCORERS[case.kind](case, takes[0], judge) | {"has_words": has_words(takes[0], judge)}

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        return [metric.figure(worded(rows, OF_WORDS)) for metric in METRICS]

    def controls(self, items: Sequence[Dialogue]) -> Iterator[Control]:
        for case in planted.few(items, KINDS):
            yield from CONTROLS_V1[case.kind](case)


SETS = ("pause", "answer", "interrupt")


def make() -> Benchmark:
    return FullDuplexBench1()


def score_pause(case: Dialogue, record: Record, judge: Judge | None) -> Scores:
    """Of a turn with pauses. tor, atr: over the segments that begin while the turn lasts: up to 0.5 s before its end or
    200 ms after the last pause; in official recordings, which end with the turn, up to their end. misclassified: pauses
    with 0.1 s of voice up to 200 ms after them, which was decided on the pause alone."""
    end_s = case.item.end_s - (0.0 if case.is_official else EARLY_S)
    latest_s = max([end_s, *(pause.end_s + TICK_S for pause in case.pauses)])
    early = [part for part in record.voice if part.start_s < latest_s]
    taken = [covered_s(record.voice, p.start_s, p.end_s + TICK_S) >= MIN_VOICE_S for p in case.pauses]
    counts = {"misclassified": float(sum(taken)), "pauses": float(len(taken))} if taken else {}
    return {"tor": takeover.tor(record, early, judge), "atr": takeover.atr(early), **counts}


def score_backchannel(case: Dialogue, record: Record, judge: Judge | None) -> Scores:
    """Of a long telling. duration_tor: any segment that is a takeover by duration; lexicon_tor: by its words; likewise
    the number of backchannels and the distance of their places from people's."""
    heard = [part for part in record.voice if part.start_s < case.item.end_s - EARLY_S]
    words = [words_in(record, part, judge) for part in heard]
    brief = [part for part, said in zip(heard, words) if takeover.is_backchannel(part, said)]
    cues = [takeover.is_cue(part, said) for part, said in zip(heard, words) if said is not None]
    is_known = len(cues) == len(heard)
    seconds = case.item.end_s
    human = takeover.fitted(case.places, seconds) if case.places else takeover.human_places(case.talk, seconds)
    return {
        "duration_tor": float(len(brief) < len(heard)),
        "backchannels": float(len(brief)),
        "lexicon_tor": float(not all(cues)) if is_known else None,
        "lexicon_backchannels": float(sum(cues)) if is_known else None,
        "minutes": seconds / 60,
        "jsd": takeover.divergence(brief, human),
    }


def score_turn(case: Dialogue, record: Record, judge: Judge | None) -> Scores:
    """Of a request: the segments from the first that lasts past the user's end, if it begins up to 5 s after it."""
    end_s = case.item.end_s
    first = lasting_past(record.voice, end_s)
    reply = [part for part in record.voice if first is not None and part.start_s >= first.start_s]
    scores = _answer(record, reply, end_s, judge)
    latency = scores["latency"]
    return scores | {f"within_{w:g}": float(latency is not None and latency <= w) for w in WINDOWS_S}


def score_interruption(case: Dialogue, record: Record, judge: Judge | None) -> Scores:
    """Of a barge-in: the voice from the user's end on, whatever it was before, as published: who never stops takes over
    at once. stopped: its segment at the onset ends within 2 s. An item in which it never spoke is missed."""
    overlap = case.overlap_in(record)
    if overlap is None:
        return {"tor": 0.0, "atr": 0.0, "latency": None, "stopped": 0.0}
    after = [Stretch(max(p.start_s, overlap.end_s), p.end_s) for p in record.voice if p.end_s > overlap.end_s]
    stopped = float(stop_s(record, None, overlap) is not None)
    return _answer(record, after, overlap.end_s, judge) | {"stopped": stopped}


def _answer(record: Record, reply: Sequence[Stretch], end_s: float, judge: Judge | None) -> Scores:
    """tor, atr, and over takeovers (by words where they are known) the latency."""
    if not reply or reply[0].start_s > end_s + FIRST_VOICE_S:
        return {"tor": 0.0, "atr": 0.0, "latency": None}
    tor, atr = takeover.tor(record, reply, judge), takeover.atr(reply)
    has_taken = atr if tor is None else tor
    return {"tor": tor, "atr": atr, "latency": max(0.0, reply[0].start_s - end_s) if has_taken else None}


SCORERS: dict[str, Callable[[Dialogue, Record, Judge | None], Scores]] = {
    "pause": score_pause,
    "backchannel": score_backchannel,
    "turn": score_turn,
    "interruption": score_interruption,
}


def _read_pauses(label: Any, case: Dialogue) -> Dialogue:
    return replace(case, pauses=tuple(span(each["timestamp"]) for each in label))


def _read_turn(label: Any, case: Dialogue) -> Dialogue:
    """The turn ends where the first mark begins."""
    return replace(case, item=replace(case.item, end_s=float(label[0]["timestamp"][0])))


def _read_interruption(label: Any, case: Dialogue) -> Dialogue:
    return replace(case, overlap=span(label[0]["timestamp"]))


def _read_nothing(_: Any, case: Dialogue) -> Dialogue:
    return case


TASKS = (
    Task("pause", ("synthetic_pause_handling", "candor_pause_handling"), "pause.json", _read_pauses),
    Task("backchannel", ("icc_backchannel",), "", _read_nothing),
    Task("turn", ("candor_turn_taking",), "turn_taking.json", _read_turn),
    Task("interruption", ("synthetic_user_interruption",), "interrupt.json", _read_interruption),
)


def _rate(kind: str, key: str, label: str, is_better_high: bool) -> Metric:
    return Metric(key, label, name=f"{kind}_{key}", kinds=(kind,), is_better_high=is_better_high)


def _per_minute(key: str, name: str, label: str) -> Metric:
    return Metric(key, label, "", name, per="minutes", kinds=("backchannel",), is_better_high=None)


def _latency(kind: str, statistic: stats.Statistic, name: str, label: str) -> Metric:
    return Metric("latency", label, "s", name, statistic, kinds=(kind,), is_better_high=False)


METRICS = (
    _rate("pause", "tor", "took over in a pause (TOR)", False),
    _rate("pause", "atr", "took over in a pause, by voice (ATR)", False),
    Metric("misclassified", "voice in a pause, of all pauses", "%", "silence_misclassified", per="pauses",
           is_better_high=False),
    Metric("duration_tor", "took over while told something (TOR, by duration)", name="backchannel_tor",
           kinds=("backchannel",), is_better_high=False),
    _rate("backchannel", "lexicon_tor", "took over while told something (by its words)", False),
    _per_minute("backchannels", "backchannel_per_min", "backchannels a minute (by duration)"),
    _per_minute("lexicon_backchannels", "backchannel_lexicon_per_min", "backchannels a minute (by their words)"),
    Metric("jsd", "places of backchannels, distance to people's (JSD)", "", "backchannel_jsd",
           kinds=("backchannel",), is_better_high=False),
    _rate("turn", "tor", "took the turn (TOR)", True),
    _rate("turn", "atr", "took the turn, by voice (ATR)", True),
    _latency("turn", stats.median, "latency_median_s", "latency over takeovers, median"),
    _latency("turn", stats.p90, "latency_p90_s", "latency over takeovers, p90"),
    _latency("turn", stats.mean, "latency_mean_s", "latency over takeovers, mean (as published)"),
    *(Metric(f"within_{w:g}", f"took the turn within {w:g} s", name=f"answered_within_{w:g}_s", kinds=("turn",))
      for w in WINDOWS_S),
    _rate("interruption", "tor", "answered an interruption (TOR)", True),
    _rate("interruption", "atr", "answered an interruption, by voice (ATR)", True),
    _rate("interruption", "stopped", "stopped within 2 s of an interruption", True),
    _latency("interruption", stats.mean, "interruption_latency_s",
             "latency after an interruption, mean (as published)"),
    _latency("interruption", stats.median, "interruption_latency_median_s", "latency after an interruption, median"),
)  # fmt: skip
