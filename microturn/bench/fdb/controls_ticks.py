"""Planted records for the tick panel: every outcome, yielding and holding, rightly and wrongly."""

from collections.abc import Iterator

from microturn.bench.fdb.dialogue import Dialogue
from microturn.bench.fdb.planted import Voice, planned, plant
from microturn.bench.suite.benchmark import Control
from microturn.core.units import TICK_S

TICK_NEAR_S = 1.5 * TICK_S + 0.01  # both ends of a latency are cut to ticks
REST_S = 8.0


def controls(case: Dialogue) -> Iterator[Control]:
    if case.kind in ("answer", "pause"):
        return _turns(case)
    if case.kind == "interruption":
        return _interruptions(case)
    return _alone(case) if case.kind.endswith("_alone") else _held(case)


def _shown(case: Dialogue, voice: Voice, seconds: float, **expected: float | None) -> Control:
    return Control(case, (plant(case, voice, seconds),), dict(expected), TICK_NEAR_S)


def _turns(case: Dialogue) -> Iterator[Control]:
    """Answered at known times; missed; too late; censored; speaking already, begun in the user's turn; in its pause."""
    end_s, start_s = case.item.end_s, case.talk[0].start_s
    seconds = end_s + REST_S
    for delay_s in (0.3, 1.1, 4.5):
        voice = [(end_s + delay_s, end_s + delay_s + 2)]
        yield _shown(case, voice, seconds, answered=1, due=1, response_s=delay_s, cut_ins=0, turns=1, opportunities=1)
    yield _shown(case, [], seconds, missed=1, answered=0, due=1, cut_ins=0)
    yield _shown(case, [(end_s + 5.6, end_s + 7)], seconds, missed=1, answered=0)
    yield _shown(case, [], end_s + 3, censored=1, missed=0, due=None)
    yield _shown(case, [(start_s + 0.5, end_s + 2)], seconds, excluded=1, cut_ins=1, due=None)
    if case.pauses:
        at_s = case.pauses[0].start_s + 0.1
        yield _shown(case, [(at_s, at_s + 0.25)], seconds, taken=1, pauses=1)
        yield _shown(case, [(end_s + 1, end_s + 2)], seconds, taken=0, pauses=1)


def _interruptions(case: Dialogue) -> Iterator[Control]:
    """Yields and speaks again; for good; too late; never."""
    overlap = planned(case)
    onset_s, end_s = overlap
    first_s, seconds = onset_s - 1.0, end_s + REST_S
    rows: tuple[tuple[Voice, dict[str, float]], ...] = (
        ([(first_s, onset_s + 0.5), (end_s + 0.6, end_s + 2)], {"yields": 1, "yield_s": 0.5, "recovered": 1}),
        ([(first_s, onset_s + 0.5)], {"yields": 1, "yield_s": 0.5, "recovered": 0}),
        ([(first_s, onset_s + 0.5), (end_s + 3.5, end_s + 5)], {"yields": 1, "recovered": 0}),
        ([(first_s, onset_s + 2.5)], {"yields": 0, "recovered": 0}),
        ([(first_s, seconds)], {"yields": 0, "recovered": 0}),
    )
    reference = plant(case, [(first_s, seconds)], seconds)
    for voice, expected in rows:
        record = plant(case, voice, seconds, overlap=overlap)
        yield Control(case, (record, reference), {"barge_ins": 1, **expected}, TICK_NEAR_S)
    ended = plant(case, [(first_s, onset_s + 0.5)], seconds, overlap=overlap)
    yield Control(case, (ended, ended), {"barge_ins": None, "yields": None})


def _held(case: Dialogue) -> Iterator[Control]:
    """Goes on; pauses after more than a second; stops; had ended anyway."""
    overlap = planned(case)
    onset_s, end_s = overlap
    first_s, seconds = onset_s - 1.0, end_s + REST_S
    key = {"backchannel": "s_bc", "tic": "s_vt", "aside": "s_nd"}[case.kind]
    reference = plant(case, [(first_s, seconds)], seconds)
    for stop_s, expected in ((6.0, 1), (1.7, 1), (0.4, 0), (0.7, 0)):
        record = plant(case, [(first_s, onset_s + stop_s)], seconds, overlap=overlap)
        yield Control(case, (record, reference), {key: expected})
    ended = plant(case, [(first_s, onset_s + 0.4)], seconds, overlap=overlap)
    yield Control(case, (ended, ended), {key: None})


def _alone(case: Dialogue) -> Iterator[Control]:
    """Silent; answers; answers later than would be an answer; speaks anyway."""
    key = "s_vt" if case.kind == "tic_alone" else "s_nd"
    start_s, end_s = case.talk[0].start_s, case.item.end_s
    seconds = end_s + REST_S
    yield _shown(case, [], seconds, **{key: 1, "excluded": 1, "opportunities": 1})
    yield _shown(case, [(end_s + 0.5, end_s + 2)], seconds, **{key: 0})
    yield _shown(case, [(start_s + 0.1, end_s + 2)], seconds, **{key: 0})
    yield _shown(case, [(0.1, end_s + 2)], seconds, **{key: 0})
    yield _shown(case, [(end_s + 2.5, end_s + 4)], seconds, **{key: 1})
