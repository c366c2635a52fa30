"""Voice in ticks of 200 ms, and the events of the tick panel in it (docs/benchmarks.md, section 4).

A tick holds speech if 50 ms of it do. Latencies count in ticks, from edge to edge, and so come out
0.1 s shorter on average than they are.
"""

from collections.abc import Sequence
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

from microturn.bench.voice import Stretch, covered_s
from microturn.core.units import TICK_S

Ticks = NDArray[np.bool_]
SPEECH_S = 0.05
YIELD_S = 2.0  # to stop for an interruption
HOLD_S = 1.0  # who stops within it has stopped for what it should have spoken through
IGNORE_S = 2.0  # who speaks within it has answered what was not meant for it
DEADLINE_S = 5.0  # of a response
RECOVER_S = 3.0
NEAR = 1e-6


class Outcome(StrEnum):
    """Of an opportunity to respond."""

    ANSWERED = "answered"
    MISSED = "missed"
    CENSORED = "censored"  # the session ended before the deadline
    EXCLUDED = "excluded"  # it was speaking already, or nobody wants a response


def ticks_of(spans: Sequence[Stretch], seconds: float) -> Ticks:
    """bool [ticks]: where somebody speaks."""
    starts = np.arange(round(seconds / TICK_S)) * TICK_S
    return np.array([covered_s(spans, start, start + TICK_S) >= SPEECH_S - NEAR for start in starts], np.bool_)


def starts_of(ticks: Ticks) -> list[int]:
    """Ticks in which speech begins."""
    return [int(i) for i in np.flatnonzero(np.diff(np.concatenate([[False], ticks]).astype(np.int8)) == 1)]


def tick_at(time_s: float) -> int:
    return int(time_s / TICK_S + NEAR)


def after_end(end_s: float) -> int:
    """The first tick after speech that ends then: one with less than 50 ms of it counts."""
    return int(np.ceil((end_s - SPEECH_S) / TICK_S - NEAR)) if end_s > SPEECH_S else 0


def is_speaking(agent: Ticks, tick: int) -> bool:
    return 0 <= tick < len(agent) and bool(agent[tick])


def quiet_s(agent: Ticks, onset: int) -> float | None:
    """From a tick in which it speaks to the first in which it does not; None where it speaks to the end."""
    quiet = np.flatnonzero(~agent[onset:])
    return float(quiet[0]) * TICK_S if len(quiet) else None


def start_s(agent: Ticks, first: int, within_s: float) -> float | None:
    """From the start of tick `first` to where speech begins in it or later; None where it does not in time."""
    found = next((at for at in starts_of(agent) if at >= first), None)
    return None if found is None or (found - first) * TICK_S > within_s + NEAR else (found - first) * TICK_S


def opportunity(agent: Ticks, first: int) -> tuple[Outcome, float | None]:
    """Of a turn after which `first` is the first tick: what came of it, and the latency of an answer."""
    if is_speaking(agent, first - 1):
        return Outcome.EXCLUDED, None
    latency_s = start_s(agent, first, DEADLINE_S)
    if latency_s is not None:
        return Outcome.ANSWERED, latency_s
    has_time = (len(agent) - first) * TICK_S > DEADLINE_S - NEAR
    return (Outcome.MISSED if has_time else Outcome.CENSORED), None


def cut_ins(agent: Ticks, user: Ticks) -> int:
    """How often it begins while the user speaks."""
    return sum(is_speaking(user, at) for at in starts_of(agent))
