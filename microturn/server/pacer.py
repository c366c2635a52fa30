"""Keeps a session's time going: silence for what a client does not send. Pure: time is passed in.

The stream's time is that of the sound that came. Where it falls behind the wall clock by more than a moment (a client
that mutes, sends text alone, or lost its connection), silence fills it up; sound that comes late is taken in none the
less, and the stream is then ahead until the clock has caught up.
"""

from microturn.core.units import TICK_S

PATIENCE_S = 0.3  # how late sound may be before silence takes its place


class Pacer:
    def __init__(self, now_s: float) -> None:
        self._start_s, self._num_ticks = now_s, 0

    def fed(self, num_ticks: int) -> None:
        """So many micro-turns of sound have gone to the model."""
        self._num_ticks += num_ticks

    def due(self, now_s: float) -> int:
        """How many micro-turns of silence are due now; they count as fed."""
        behind_s = now_s - self._start_s - self._num_ticks * TICK_S - PATIENCE_S
        num = max(0, int(behind_s / TICK_S + 1e-9))
        self._num_ticks += num
        return num

    def wait_s(self, now_s: float) -> float:
        """Until the next silence can be due."""
        return max(0.01, self._start_s + (self._num_ticks + 1) * TICK_S + PATIENCE_S - now_s)
