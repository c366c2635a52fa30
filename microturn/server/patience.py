"""How long to wait for what may be late, learned from how late it was. Pure: time is passed in.

It grows at once to the latest that has come, and falls slowly to what 98 of 100 need.
"""

from bisect import bisect_left, insort
from collections import deque
from math import ceil

LEAST_S, FIRST_S = 0.03, 0.06  # a packet of 20 ms and a little: the one behind a lost one has come by then
MOST_S = 0.4  # more would be felt in every answer
SHARE = 0.98
FALL = 0.02  # seconds a second
MEMORY = 500  # of those that came last: 10 s of packets


class Patience:
    """`wait_s`: for one that may be late, from when the soonest would have come."""

    def __init__(self) -> None:
        self.wait_s = FIRST_S
        self._recent = deque[float]()
        self._sorted = list[float]()
        self._learned_s = 0.0

    @property
    def soonest_s(self) -> float:
        """The least that any took lately. Needs one that has come."""
        return self._sorted[0]

    def learn(self, took_s: float, now_s: float) -> None:
        """One more has come. `took_s`: how long it took, counted from a start that is the same for all."""
        if len(self._recent) == MEMORY:
            del self._sorted[bisect_left(self._sorted, self._recent.popleft())]
        fallen_s = self.wait_s - FALL * (now_s - self._learned_s) if self._recent else self.wait_s
        self._recent.append(took_s)
        insort(self._sorted, took_s)
        self._learned_s = now_s
        usual_s = self._sorted[ceil(SHARE * len(self._sorted)) - 1]
        self.wait_s = min(MOST_S, max(fallen_s, LEAST_S + max(usual_s, took_s) - self.soonest_s))
