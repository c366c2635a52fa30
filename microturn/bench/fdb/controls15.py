"""Planted records for overlaps: yielding and going on, rightly and wrongly, by voice and by words."""

from collections.abc import Iterator, Sequence

from microturn.bench.fdb.dialogue import Dialogue
from microturn.bench.fdb.planted import Voice, control, planned, plant, words
from microturn.bench.suite.benchmark import Control
from microturn.bench.suite.record import Record, Words

AHEAD_S, REST_S = 1.0, 6.0  # of its speech before the onset, and of the record after the overlap


def controls(case: Dialogue) -> Iterator[Control]:
    """For interruptions yielding and answering is right, for all else going on."""
    is_interruption = case.kind == "interruption"
    yes, no = float(is_interruption), float(not is_interruption)
    overlap = planned(case)
    onset_s, end_s = overlap
    first_s = max(0.05, onset_s - AHEAD_S)
    reference = _plant(case, [(first_s, onset_s + REST_S)])

    def shown(voice: Voice, said: Sequence[Words] = (), **expected: float | None) -> Control:
        return control(case, (_plant(case, voice, said), reference), **expected)

    for stop_s in (0.7, 1.5):
        at_s = max(end_s + 0.5, onset_s + stop_s + 0.7)
        voice = [(first_s, onset_s + stop_s), (at_s, at_s + 2)]
        yield shown(voice, right=yes, respond=1, stop=stop_s, response=at_s - end_s)
    yield shown([(first_s, onset_s + 5)], right=no, resume=1, stop=None, response=None)
    yield shown([(first_s, onset_s + 0.7)], right=0, unknown=1, stop=0.7, response=None)
    yield shown([(first_s, onset_s + 0.7), (end_s + 3.4, end_s + 5)], right=0, unknown=1, response=None)
    yield shown([(first_s, onset_s + 2.3), (max(end_s, onset_s + 2.3) + 0.7, end_s + 5)], right=no, resume=1, stop=None)
    yield shown([(first_s, onset_s + 0.5), (onset_s + 0.8, onset_s + 5)], right=no, resume=1)
    brief = _plant(case, [(first_s, onset_s + 0.2)])
    if not case.is_official:
        yield control(case, (brief, brief), spoke=1, right=None)
        yield control(case, (_unmarked(case), _unmarked(case)), spoke=0, right=0, unknown=1)
    yield from _by_words(case, first_s)


def _by_words(case: Dialogue, first_s: float) -> Iterator[Control]:
    """Said 0.1 s after the onset, and so on its way before, a word does not count."""
    overlap, slots = planned(case), case.slots
    if not slots.own:
        return
    own, others = min(slots.own), sorted(slots.other)[:1]
    reference = _plant(case, [(first_s, overlap.start_s + REST_S)])

    def said(*rows: tuple[str, float]) -> tuple[Record, Record]:
        spoken = [word for text, after_s in rows for word in words(text, overlap.start_s + after_s)]
        return _plant(case, [(first_s, overlap.start_s + 5)], spoken), reference

    is_interruption = case.kind == "interruption"
    yield control(case, said(("well", 0.1), (own, 0.9)), word_right=float(not is_interruption))
    yield control(case, said(("could you repeat that", 0.9)), word_right=0, word_uncertain=1)
    for other in others:
        yield control(case, said((own, 0.05), (other, 1.0)), word_right=float(is_interruption), word_uncertain=0)
        yield control(case, said((own, 0.8), (other, 1.6)), word_right=float(not is_interruption))


def _plant(case: Dialogue, voice: Voice, said: Sequence[Words] = ()) -> Record:
    overlap = planned(case)
    return plant(case, voice, overlap.end_s + REST_S + 1, said, overlap=overlap)


def _unmarked(case: Dialogue) -> Record:
    return plant(case, [], planned(case).end_s + REST_S)
