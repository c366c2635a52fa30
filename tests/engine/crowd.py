"""Callers before a `Worker` in simulated time: a batch of n costs a + b n ms."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np

from microturn.core.messages import Close, Did, Feed, Open, Turned
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_TICK_SAMPLES, TICK_S
from microturn.engine.admission import Bounds
from microturn.engine.runner import Runner, TickResult
from microturn.engine.worker import Worker
from tests.fakes import FakeClock

SOUND = np.zeros(EAR_TICK_SAMPLES, np.float32)
VOICE = np.zeros(MOUTH_TICK_SAMPLES, np.float32)
WIDE = Bounds(least=100, most=100)


@dataclass
class Stream:
    tick: int = 0
    did: Did = field(default_factory=Did)


@dataclass
class CostlyRunner:
    """Does nothing, in the time that it costs."""

    clock: FakeClock = field(default_factory=FakeClock)
    fixed_ms: float = 9.0
    each_ms: float = 5.0
    has_eye: bool = False

    def init_state(self, seed: int) -> Stream:
        return Stream()

    def ticks(self, inputs: Sequence[Any]) -> list[TickResult]:
        self.clock.time_s += (self.fixed_ms + self.each_ms * len(inputs)) / 1000
        for *_, state in inputs:
            state.tick += 1
        return [TickResult([], False, VOICE) for _ in inputs]


class Crowd:
    """Runs as `serve` does: what has come is taken in, then a batch. `lateness_s`: of each caller's micro-turns, from
    arrival to result."""

    def __init__(self, bounds: Bounds = WIDE) -> None:
        self.runner = CostlyRunner()
        self.clock = self.runner.clock
        self.worker = Worker(cast(Runner, self.runner), bounds)
        self.lateness_s, self.batches = defaultdict[str, list[float]](list), list[list[str]]()
        self._coming = list[tuple[float, str]]()
        self._came = defaultdict[str, list[float]](list)

    def open(self, name: str) -> bool:
        """Whether it was let in, as `Engine.open` does it."""
        if len(self.worker.seats) >= self.worker.load.max_open:
            return False
        assert self.worker.take(Open(name)) is None
        return True

    def close(self, name: str) -> None:
        self._coming = [each for each in self._coming if each[1] != name]
        self._came[name].clear()
        assert self.worker.take(Close(name)) is None

    def send(self, name: str, start_s: float, num: int, step_s: float = TICK_S) -> None:
        """So many micro-turns come, the first at `start_s`; at the pace of speech unless said otherwise."""
        self._coming = sorted([*self._coming, *((start_s + k * step_s, name) for k in range(num))])

    def run(self, until_s: float = 1e9, is_over: Callable[[], bool] = lambda: False) -> None:
        """Until then, or until nothing is left to do."""
        while self.clock.time_s < until_s and not is_over():
            self._take()
            if not self.worker.is_idle:
                self._turn()
            elif self._coming:
                self.clock.time_s = min(until_s, self._coming[0][0])
            else:
                return

    def _take(self) -> None:
        while self._coming and self._coming[0][0] <= self.clock.time_s:
            came_s, name = self._coming.pop(0)
            self._came[name].append(came_s)
            assert self.worker.take(Feed(name, SOUND, came_s=came_s)) is None

    def _turn(self) -> None:
        results = self.worker.turn()
        self.batches.append([result.session for result in results])
        for result in results:
            assert isinstance(result, Turned)
            self.lateness_s[result.session].append(self.clock.time_s - self._came[result.session].pop(0))
