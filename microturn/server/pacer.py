"""Keeps a session's time going: silence for what a client does not send.

The stream's time is that of the sound that came. Where it falls behind the wall clock by more than a moment (a client
that mutes, sends text alone, or lost its connection), silence fills it up; sound that comes late is taken in none the
less, and the stream is then ahead until the clock has caught up.
"""

from collections.abc import Callable

import numpy as np

from microturn.core.clock import Clock
from microturn.core.messages import Audio, Picture, Source
from microturn.core.units import EAR_TICK_SAMPLES, TICK_S
from microturn.engine.remote import Line

SILENCE = np.zeros(EAR_TICK_SAMPLES, np.float32)
PATIENCE_S = 0.3  # how late sound may be before silence takes its place


class Pacer:
    """Pure: time is passed in."""

    def __init__(self, now_s: float) -> None:
        self._start_s, self._num_ticks = now_s, 0

    def fed(self, num_ticks: int) -> None:
        """So many micro-turns of sound have gone to the model."""
        self._num_ticks += num_ticks

    def stood(self, seconds: float) -> None:
        """The session stood still for so long: nothing is due for it."""
        self._start_s += seconds

    def due(self, now_s: float) -> int:
        """How many micro-turns of silence are due now; they count as fed."""
        behind_s = now_s - self._start_s - self._num_ticks * TICK_S - PATIENCE_S
        num = max(0, int(behind_s / TICK_S + 1e-9))
        self._num_ticks += num
        return num

    def wait_s(self, now_s: float) -> float:
        """Until the next silence can be due."""
        return max(0.01, self._start_s + (self._num_ticks + 1) * TICK_S + PATIENCE_S - now_s)


class PacedLine:
    """The line to the model, with the clock in mind."""

    def __init__(self, line: Line, clock: Clock, tap: Callable[[Audio], None] = lambda _: None) -> None:
        """`tap` sees every micro-turn that goes to the model."""
        self.line, self.pacer, self.clock, self.tap = line, Pacer(clock.now_s()), clock, tap

    def feed(self, audio: Audio) -> None:
        self.line.feed(audio)
        self.tap(audio)
        self.pacer.fed(1)

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        self.line.tell(text, source)

    def unhear(self, tick: int) -> None:
        self.line.unhear(tick)

    @property
    def has_eyes(self) -> bool:
        return self.line.has_eyes

    def see(self, picture: Picture) -> None:
        self.line.see(picture)

    def keep_time(self) -> float:
        """Feeds the silence that is due -> seconds until more can be."""
        for _ in range(self.pacer.due(self.clock.now_s())):
            self.line.feed(SILENCE)
            self.tap(SILENCE)
        return self.pacer.wait_s(self.clock.now_s())
