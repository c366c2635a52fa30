"""When a simulated caller sends each 20 ms of sound: at the pace of speech, held up now and then. Pure.

Times count from the caller's start. A caller begins with a burst, its lead, and stays ahead by it: a server that puts
silence where sound is late (`server/pacer.py`) has no cause to, so micro-turn k is the k-th 200 ms that was sent.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

import numpy as np

from microturn.bench.transports import CHUNK_MS, CHUNKS_PER_TICK
from microturn.core.units import TICK_S

LEAD_S = 1.0  # and as long as the caller may be held up
HOLDS_PER_S = 1.0  # of a caller with jitter, mean
STALL_S, STALL_EVERY_S = 1.0, 10.0


@dataclass(frozen=True)
class Manner:
    """How a caller sends. `jitter_ms`: the longest hold. `is_stalling`: it sends nothing for a second now and then."""

    jitter_ms: float = 0.0
    is_stalling: bool = False
    seed: int = 0

    @property
    def lead_ticks(self) -> int:
        """Micro-turns of the lead."""
        return math.ceil((LEAD_S + self.jitter_ms / 1000 + STALL_S * self.is_stalling) / TICK_S - 1e-9)


@dataclass(frozen=True)
class Packet:
    """The 20 ms with this number. `spoken_s`: when its last sample has been spoken; `due_s`: when it is sent."""

    number: int
    spoken_s: float
    due_s: float

    @property
    def ends_tick(self) -> bool:
        return (self.number + 1) % CHUNKS_PER_TICK == 0


def packets(manner: Manner) -> Iterator[Packet]:
    """Without end. What is held up comes at once when the hold is over; nothing overtakes."""
    rng = np.random.default_rng(manner.seed)
    lead = manner.lead_ticks * CHUNKS_PER_TICK
    stall_s = rng.uniform(0.2, 0.8) * STALL_EVERY_S if manner.is_stalling else math.inf
    held_s = 0.0
    for number in count():
        spoken_s = max(0, number + 1 - lead) * CHUNK_MS / 1000
        if number >= lead and manner.jitter_ms and rng.random() < HOLDS_PER_S * CHUNK_MS / 1000:
            held_s = max(held_s, spoken_s + rng.uniform(0, manner.jitter_ms) / 1000)
        if spoken_s >= stall_s:
            held_s, stall_s = max(held_s, spoken_s + STALL_S), stall_s + STALL_EVERY_S
        yield Packet(number, spoken_s, max(spoken_s, held_s))


def phase_s(number: int, num: int) -> float:
    """Where in the 200 ms the micro-turns of caller `number` out of `num` end: spread evenly."""
    return number / num * TICK_S


def stalls(number: int, share: float) -> bool:
    """Whether caller `number` is one of the share that stall, rounded up and spread evenly."""
    return math.ceil((number + 1) * share - 1e-9) > math.ceil(number * share - 1e-9)
