"""Keeps a session's time going: silence for what a client does not send, and the clock's time again after it.

The stream's time is that of the sound that came. Where none comes for a moment (a client that mutes, sends text alone,
or lost its connection), silence fills it up. A WebSocket loses nothing, so what comes late is heard, all of it: the
silence in its place was wrong, and puts the stream ahead of the clock. That is made good where it costs no word: of
pauses, a micro-turn in three is left out. And silence waits longer from then on. What a client sends ahead of time by
itself stays as it is. (Tracks need none of this: `jitter` gives their sound its place.)
"""

from collections.abc import Callable

import numpy as np

from microturn.core.clock import Clock
from microturn.core.messages import Audio, Picture, Source
from microturn.core.units import EAR_TICK_SAMPLES, TICK_S
from microturn.engine.remote import Line

SILENCE = np.zeros(EAR_TICK_SAMPLES, np.float32)
PATIENCE_S = 0.3  # how late sound may be before silence takes its place
STEADY_S, STEADY_TICKS = 0.6, 50  # the same after so much sound without a pause: then it is rather the network
MOST_S = 1.0  # the same where silence has been wrong; and how long a stream that is ahead by it then stands still
MEANT_TICKS = 10  # of sound after a pause that do not make up for it: it was meant
SLOW_TICKS, SLOW_S = 4, 0.7  # in a row, each so far behind the clock: the client sends too little, it is no stall
QUIET, QUIET_TICKS = 0.01, 3  # of full scale: a pause; the last of so many micro-turns of it may be left out


class Pacer:
    """Pure: time is passed in."""

    def __init__(self, now_s: float) -> None:
        self._start_s, self._num_ticks = now_s, 0
        self._came_s, self._patience_s = now_s, PATIENCE_S  # the former: sound, last
        self._num_steady = 0  # micro-turns of sound since silence was last put in
        self._num_slow = 0  # of sound in a row that were far behind
        self._num_silent = 0  # of silence that may turn out to be wrong
        self._num_wrong = 0  # of silence that has, and is to be made good

    def fed(self, num_ticks: int, now_s: float) -> None:
        """So many micro-turns of sound have gone to the model."""
        self._num_ticks += num_ticks
        self._come(num_ticks, now_s)
        self._num_slow = self._num_slow + num_ticks if self._ahead_s(now_s) < -SLOW_S else 0
        num_new = min(self._num_silent, int(self._ahead_s(now_s) / TICK_S + 1e-9)) - self._num_wrong
        if num_new > 0:
            self._num_wrong += num_new
            self._patience_s = min(MOST_S, self._patience_s + num_new * TICK_S)
        elif self._num_silent and not self._num_wrong and self._num_steady >= MEANT_TICKS:
            self._num_silent, self._patience_s = 0, PATIENCE_S

    def is_ahead(self, now_s: float) -> bool:
        """Whether a micro-turn should be left out, if there is one that can be."""
        return self._num_wrong > 0 and self._ahead_s(now_s) > TICK_S - 1e-9

    def left_out(self, now_s: float) -> None:
        """One has been."""
        self._num_silent, self._num_wrong = self._num_silent - 1, self._num_wrong - 1
        self._come(1, now_s)

    def stood(self, seconds: float) -> None:
        """The session stood still for so long: nothing is due for it."""
        self._start_s, self._came_s = self._start_s + seconds, self._came_s + seconds

    def due(self, now_s: float) -> int:
        """How many micro-turns of silence are due now; they count as fed."""
        if now_s < self._due_s - 1e-9:
            return 0
        behind_s = max(TICK_S + PATIENCE_S, -self._ahead_s(now_s))
        self._start_s = now_s - behind_s - self._num_ticks * TICK_S  # sets the clock where it was waited for MOST_S
        num = int((behind_s - PATIENCE_S) / TICK_S + 1e-9)
        self._num_ticks += num
        self._num_silent, self._num_wrong, self._num_steady, self._num_slow = self._num_silent + num, 0, 0, 0
        return num

    def wait_s(self, now_s: float) -> float:
        """Until the next silence can be due."""
        return max(0.01, self._due_s - now_s)

    @property
    def _due_s(self) -> float:
        """When silence takes the next micro-turn's place. Once it has begun, the clock alone counts."""
        end_s = self._start_s + (self._num_ticks + 1) * TICK_S
        if self._num_silent and not self._num_steady:
            return end_s + PATIENCE_S
        if self._num_slow >= SLOW_TICKS:
            return self._came_s
        due_s = max(end_s, self._came_s + TICK_S) + self._patience_s
        return min(due_s, self._came_s + TICK_S + self._patience_s + MOST_S) if self._num_wrong else due_s

    def _ahead_s(self, now_s: float) -> float:
        """Of the clock."""
        return self._start_s + self._num_ticks * TICK_S - now_s

    def _come(self, num_ticks: int, now_s: float) -> None:
        self._came_s = now_s
        self._num_steady += num_ticks
        if self._num_steady >= STEADY_TICKS:
            self._patience_s = max(self._patience_s, STEADY_S)


class PacedLine:
    """The line to the model, with the clock in mind."""

    def __init__(self, line: Line, clock: Clock, tap: Callable[[Audio], None] = lambda _: None) -> None:
        """`tap` sees every micro-turn that goes to the model."""
        self.line, self.pacer, self.clock, self.tap = line, Pacer(clock.now_s()), clock, tap
        self._num_quiet = 0  # micro-turns in a row

    def feed(self, audio: Audio) -> None:
        now_s = self.clock.now_s()
        self._num_quiet = self._num_quiet + 1 if np.abs(audio).max() < QUIET else 0
        if self._num_quiet >= QUIET_TICKS and self.pacer.is_ahead(now_s):
            self._num_quiet = 0
            self.pacer.left_out(now_s)
            return
        self.line.feed(audio)
        self.tap(audio)
        self.pacer.fed(1, now_s)

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
