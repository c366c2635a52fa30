"""Records whose scores are known, for testing the scorer: tones where voice would be, words with their times."""

from collections.abc import Iterator, Sequence

import numpy as np

from microturn.bench.baselines import TONE_WAVE
from microturn.bench.suite.benchmark import Control, Scores
from microturn.bench.suite.record import Record, Words
from microturn.bench.timed.items import Item
from microturn.bench.timed.score import HI_MS, HIT_MS, allowed
from microturn.bench.voice import MERGE_S
from microturn.core.messages import Audio
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_HZ, TICK_S

TONE_S = 0.25
EARLY_S, LATE_S = -0.9, 1.4  # off by so much: outside the window of 1.0 s
OTHER = "zebra"  # no event asks for it
APART_S = TONE_S + MERGE_S + 0.1  # so that planted voice is a saying of its own
EXACT_S = 0.021  # two frames of the detector
Plan = Sequence[tuple[float, str]]  # when which words begin


def planted(item: Item) -> Iterator[Control]:
    """Right, too early, too late, other words, nothing, a mere tone; right but for something else."""
    exact = [(event.t, event.say) for event in item.events]
    keys = [f"right_{ms}ms" for ms in HI_MS]
    right: Scores = {**dict.fromkeys(keys, 1.0), f"hit_{HIT_MS}ms": 1.0, "alarms": 0.0}
    wrong: Scores = dict.fromkeys(keys[:2], 0.0)
    within = TICK_S if any(event.is_word for event in item.events) else EXACT_S
    yield Control(item, (record(item, exact),), {**right, "onset_error": 0.0}, within)
    yield Control(item, (record(item, _moved(exact, EARLY_S)),), wrong)
    yield Control(item, (record(item, _moved(exact, LATE_S)),), wrong)
    yield Control(item, (record(item, [(t, OTHER) for t, _ in exact]),), wrong | {"alarms": 0.0})
    yield Control(item, (record(item, [(t, "") for t, _ in exact]),), wrong)
    yield Control(item, (record(item, []),), wrong | {"alarms": 0.0, "onset_error": None})
    yield Control(item, (silent_words(item, exact),), wrong | {"alarms": 0.0})
    stray_s = next(_stray(item), None)
    if stray_s is not None:
        yield Control(item, (record(item, [*exact, (stray_s, OTHER)]),), {**right, "alarms": 1.0})
    banned_s = next(_banned(item), None)
    if banned_s is not None:
        say = item.events[0].say
        yield Control(item, (record(item, [*exact, (banned_s, say)]),), dict.fromkeys(keys, 0.0))


def record(item: Item, plan: Plan) -> Record:
    """A tone from each time on, and its words in the piece of 200 ms in which it begins."""
    output = np.zeros(round((item.seconds + TICK_S) * MOUTH_HZ), np.float32)
    size = round(TONE_S * MOUTH_HZ)
    tone = np.resize(TONE_WAVE, size)
    for at_s, _ in plan:
        start = round(at_s * MOUTH_HZ)
        output[start : start + size] = tone[: len(output) - start]
    return Record(_nobody(item), output, _words(plan))


def silent_words(item: Item, plan: Plan) -> Record:
    """A transcript of what nobody could hear."""
    return Record(_nobody(item), np.zeros(round(item.seconds * MOUTH_HZ), np.float32), _words(plan))


def _nobody(item: Item) -> Audio:
    return np.zeros(item.num_ticks * EAR_TICK_SAMPLES, np.float32)


def _words(plan: Plan) -> tuple[Words, ...]:
    return tuple(Words(int(at_s / TICK_S) * TICK_S, f" {text}") for at_s, text in sorted(plan) if text)


def _moved(plan: Plan, by_s: float) -> Plan:
    return [(t + by_s, text) for t, text in plan]


def _stray(item: Item) -> Iterator[float]:
    """Times outside of everything, apart from all that is planted."""
    spots = allowed(item)
    for at_s in np.arange(0.3, item.seconds - APART_S, 0.1):
        is_outside = all(not spot.start_s - 0.1 <= at_s <= spot.end_s + 0.1 for spot in spots)
        if is_outside and _is_apart(item, float(at_s)):
            yield float(at_s)


def _banned(item: Item) -> Iterator[float]:
    for spot in item.forbidden:
        for at_s in np.arange(spot.start_s + 0.1, min(spot.end_s - 0.1, item.seconds - TONE_S), 0.1):
            if _is_apart(item, float(at_s)):
                yield float(at_s)


def _is_apart(item: Item, at_s: float) -> bool:
    return all(abs(at_s - event.t) > APART_S for event in item.events)
