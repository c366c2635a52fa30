"""Time of a live session, in seconds from its first micro-turn on."""

import asyncio
from typing import Protocol

from microturn.core.clock import Clock


class Pace(Protocol):
    def begin(self) -> None:
        """It is 0 s now, unless it has begun already."""
        ...

    def now_s(self) -> float:
        """0 until it has begun."""
        ...

    async def until(self, at_s: float) -> None:
        """Waits for it; returns at once where that is past."""
        ...

    def limit(self, seconds: float) -> asyncio.Timeout:
        """As `asyncio.timeout`."""
        ...


class WallPace:
    """Goes with a clock on the wall. Deadlines are absolute: what is late does not add up."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._start_s: float | None = None

    def begin(self) -> None:
        if self._start_s is None:
            self._start_s = self._clock.now_s()

    def now_s(self) -> float:
        return 0.0 if self._start_s is None else self._clock.now_s() - self._start_s

    async def until(self, at_s: float) -> None:
        await asyncio.sleep(max(0.0, at_s - self.now_s()))

    def limit(self, seconds: float) -> asyncio.Timeout:
        return asyncio.timeout(seconds)
