"""How many sessions may be open, by what micro-turns cost and whether they are done in time. Pure bookkeeping: time is
passed in, nothing is known of sessions but their number.

Additive increase, multiplicative decrease (AIMD), as computers share a network whose capacity nobody knows (Chiu and
Jain, "Analysis of the Increase and Decrease Algorithms for Congestion Avoidance in Computer Networks", 1989): one
session more for each second without fault, half as many where a micro-turn was late.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from microturn.core.units import TICK_MS

TARGET_SHARE = 0.7  # of the engine's time: people speak more or less, and other programs want some, too
HEADROOM = 4  # sessions above those that are open: a limit that nobody comes near is not tested (as in RFC 7661)
WINDOW_S = 1.0  # between two steps of the limit: five micro-turns of every session
KEEP = 0.98  # of what a batch says, with each that follows: some 50 count, one to three seconds of work
DOUBT = 1.0  # what is thought before it is known counts as much as a batch of nobody: a rare size is no proof


@dataclass(frozen=True)
class Bounds:
    """Of the limit: `least` and `most` sessions, and where it begins."""

    least: int = 4
    most: int = 32
    first: int = 0  # least, where less

    def __post_init__(self) -> None:
        assert 0 < self.least <= self.most, (self.least, self.most)

    def hold(self, num: int) -> int:
        """The number, or the bound that it is beyond."""
        return max(self.least, min(self.most, num))


class Cost:
    """What a batch takes, a + b n ms for n micro-turns: a line by least squares through what was measured, where older
    batches count less. While sizes do not differ enough to tell a from b, a is thought to be nothing: so more sessions
    are thought to cost too much rather than too little."""

    def __init__(self) -> None:
        self._weight = self._num = self._squares = self._ms = self._product = 0.0

    @property
    def together(self) -> float:
        """Sessions in a batch, on average; 0 before the first."""
        return self._num / self._weight if self._weight else 0.0

    @property
    def is_known(self) -> bool:
        """Whether sizes differ so much that what was measured counts more than what was thought before."""
        return self._spread > self._doubt

    @property
    def _spread(self) -> float:
        return self._squares - self._num * self.together

    @property
    def _doubt(self) -> float:
        return DOUBT * self.together**2

    def add(self, num: int, ms: float) -> None:
        new = (1.0, num, num * num, ms, num * ms)
        old = (self._weight, self._num, self._squares, self._ms, self._product)
        self._weight, self._num, self._squares, self._ms, self._product = (KEEP * a + b for a, b in zip(old, new))

    def batch_ms(self, num: float) -> float:
        """Of a batch of so many; never less than one of fewer. 0 before anything is measured."""
        if not self._weight:
            return 0.0
        mean_ms = self._ms / self._weight
        rise = self._product - self._num * mean_ms + self._doubt * mean_ms / self.together
        slope = max(0.0, rise / (self._spread + self._doubt))
        return max(0.0, mean_ms + slope * (num - self.together))


class Admission:
    """Told after every batch; `limit` is what it says. Sessions that are open stay open, whatever the limit.

    The limit rises while the engine would be busy less than TARGET_SHARE of the time with so many sessions, all in
    batches as large as can be. How busy it is says less: it waits for nobody, and few who come one by one take as much
    of its time as many who come together. Where all came one by one so far, one session more is tried at a time.
    """

    def __init__(self, bounds: Bounds, max_together: int, now_s: float) -> None:
        self.bounds, self.max_together, self.cost = bounds, max_together, Cost()
        self.limit, self.num_missed = bounds.hold(bounds.first), 0
        self._changed_s, self._late_s, self._halved_s = now_s, now_s, now_s - WINDOW_S

    def share(self, num_open: int) -> float:
        """Of the engine's time that so many sessions take at the pace of speech; 1: all of it."""
        size = min(num_open, self.max_together)
        return self.cost.batch_ms(size) * num_open / size / TICK_MS if size else 0.0

    def note(self, ms: float, waits_ms: Sequence[float], num_open: int, now_s: float) -> None:
        """A batch has been computed in so many ms. `waits_ms`: of each of its micro-turns, from its time at the pace of
        speech until now; over TICK_MS it was missed."""
        self.cost.add(len(waits_ms), ms)
        if max(waits_ms) > TICK_MS / 2:
            self._late_s = now_s
        if max(waits_ms) > TICK_MS:
            self.num_missed += sum(wait_ms > TICK_MS for wait_ms in waits_ms)
            self._fall(now_s)
        elif now_s - self._changed_s >= WINDOW_S and self._may_rise(num_open, now_s):
            self.limit, self._changed_s = self.bounds.hold(self.limit + 1), now_s

    def _fall(self, now_s: float) -> None:
        """Once a window: what is late for the same reason counts once."""
        if now_s - self._halved_s >= WINDOW_S:
            self.limit, self._halved_s = self.bounds.hold(self.limit // 2), now_s
        self._changed_s = now_s

    def _may_rise(self, num_open: int, now_s: float) -> bool:
        if self.share(self.limit + 1) < TARGET_SHARE:
            return self.limit < num_open + HEADROOM
        return not self.cost.is_known and self.limit <= num_open and now_s - self._late_s >= WINDOW_S
