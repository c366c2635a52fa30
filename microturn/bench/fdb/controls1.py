"""Planted records for the rules of Full-Duplex-Bench v1: right and wrong behaviour of every kind."""

from collections.abc import Callable, Iterator

from microturn.bench.fdb.dialogue import Dialogue
from microturn.bench.fdb.planted import control, planned, plant, words
from microturn.bench.suite.benchmark import Control

LONG = "that is a long answer to it"
WELL_S = 10.0  # of record after the user's end


def pause(case: Dialogue) -> Iterator[Control]:
    """Silent; taking over; an acknowledgement; four words in a second; in time; voice without words."""
    if not case.pauses:
        return
    seconds, at_s, end_s = case.item.end_s + WELL_S, case.pauses[0].start_s + 0.05, case.item.end_s
    is_one = len(case.pauses) == 1

    def counted(record: float, **scores: float | None) -> dict[str, float | None]:
        return scores | ({"misclassified": record} if is_one else {})

    turn, brief, quick = ((at_s, at_s + length_s) for length_s in (2.0, 0.3, 0.8))
    yield control(case, plant(case, [], seconds), **counted(0, tor=0, atr=0))
    yield control(case, plant(case, [turn], seconds, words(LONG, at_s)), **counted(1, tor=1, atr=1))
    yield control(case, plant(case, [brief], seconds, words("uh-huh", at_s)), **counted(1, tor=0, atr=0))
    yield control(case, plant(case, [quick], seconds, words("no wait a moment", at_s)), **counted(1, tor=1, atr=0))
    yield control(case, plant(case, [turn], seconds), **counted(1, tor=None, atr=1))
    late_s = end_s + 0.3
    late = plant(case, [(late_s, late_s + 2)], seconds, words(LONG, late_s))
    yield control(case, late, **counted(0, tor=0, atr=0))


def backchannel(case: Dialogue) -> Iterator[Control]:
    """Silent; an acknowledgement; two words that are none; a long yeah; a turn; a turn when the user has ended."""
    seconds, end_s = case.item.end_s + WELL_S, case.item.end_s
    at_s = min(case.talk[0].end_s if case.talk else end_s, end_s / 2) - 0.2
    rows = (
        (0.4, "uh-huh", {"duration_tor": 0, "lexicon_tor": 0, "backchannels": 1, "lexicon_backchannels": 1}),
        (0.5, "no wait", {"duration_tor": 0, "lexicon_tor": 1, "backchannels": 1, "lexicon_backchannels": 0}),
        (1.6, "yeah", {"duration_tor": 1, "lexicon_tor": 0, "backchannels": 0, "lexicon_backchannels": 1, "jsd": 1}),
        (0.6, "i see", {"duration_tor": 0, "lexicon_tor": 0, "backchannels": 1, "lexicon_backchannels": 1}),
        (3.6, LONG, {"duration_tor": 1, "lexicon_tor": 1, "backchannels": 0, "lexicon_backchannels": 0, "jsd": 1}),
    )
    for length_s, text, expected in rows:
        yield control(case, plant(case, [(at_s, at_s + length_s)], seconds, words(text, at_s)), **expected)
    yield control(case, plant(case, [], seconds), duration_tor=0, lexicon_tor=0, backchannels=0, jsd=1)
    yield control(case, plant(case, [(at_s, at_s + 0.4)], seconds), duration_tor=0, lexicon_tor=None, backchannels=1)
    after = plant(case, [(end_s + 0.4, end_s + 3.8)], seconds, words(LONG, end_s + 0.4))
    yield control(case, after, duration_tor=0, lexicon_tor=0, backchannels=0, jsd=1)


def turn(case: Dialogue) -> Iterator[Control]:
    """Answers at known times; too late; too brief; begun before the end; voice without words; silent."""
    seconds, end_s = case.item.end_s + WELL_S, case.item.end_s
    for delay_s in (0.1, 0.37, 1.5, 4.5):
        at_s = end_s + delay_s
        record = plant(case, [(at_s, at_s + 2)], seconds, words(LONG, at_s))
        yield control(case, record, tor=1, atr=1, latency=delay_s, within_1=float(delay_s <= 1))
    late, brief, early = end_s + 5.3, end_s + 0.6, end_s - 0.4
    yield control(case, plant(case, [(late, late + 2)], seconds, words(LONG, late)), tor=0, atr=0, latency=None)
    yield control(case, plant(case, [(brief, brief + 0.4)], seconds, words("hm", brief)), tor=0, atr=0, latency=None)
    yield control(case, plant(case, [(early, early + 2)], seconds, words(LONG, early)), tor=1, latency=0, within_1=1)
    yield control(case, plant(case, [(brief, brief + 2)], seconds), tor=None, atr=1, latency=0.6)
    yield control(case, plant(case, [], seconds), tor=0, atr=0, latency=None, within_1=0)


def interruption(case: Dialogue) -> Iterator[Control]:
    """Stops and answers; never stops; stops for good; answers too late; was never spoken into."""
    overlap = planned(case)
    onset_s, end_s = overlap
    seconds, before = end_s + WELL_S, max(0.05, onset_s - 1)
    stopped = (before, onset_s + min(0.6, overlap.seconds / 2))
    rows = (
        ([stopped, (end_s + 0.5, end_s + 2.5)], LONG, {"tor": 1, "atr": 1, "latency": 0.5, "stopped": 1}),
        ([(before, end_s + 6)], LONG, {"tor": 1, "atr": 1, "latency": 0, "stopped": 0}),
        ([stopped], "", {"tor": 0, "atr": 0, "latency": None, "stopped": 1}),
        ([stopped, (end_s + 5.4, end_s + 8)], LONG, {"tor": 0, "atr": 0, "latency": None, "stopped": 1}),
    )
    for voice, text, expected in rows:
        said = words(text, end_s + 0.5)
        yield control(case, plant(case, voice, seconds, said, overlap=overlap), **expected)
    if case.overlap is None:
        yield control(case, plant(case, [], seconds), tor=0, atr=0, latency=None, stopped=0)


CONTROLS_V1: dict[str, Callable[[Dialogue], Iterator[Control]]] = {
    "pause": pause,
    "backchannel": backchannel,
    "turn": turn,
    "interruption": interruption,
}
