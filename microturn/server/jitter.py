"""What comes over a network that loses, delays and mixes packets, put in its place in time. Pure: nothing is decoded.

The model hears micro-turns: a packet is needed only by the end of the micro-turn that it belongs to. So what is there
is given out at once, in order, and where nothing is missing nothing is held back. What is missing is waited for until
its micro-turn is due, or until packets behind it show that it is lost; then a gap of its length takes its place. Time
is that of the sender's clock, so its drift adds no delay.
"""

from collections import deque
from dataclasses import dataclass
from math import inf

from microturn.core.units import TICK_MS
from microturn.server.patience import Patience

MOST_HELD = 500  # packets that wait for one before them; more are dropped
JUMP_S = 0.5  # by so much sooner than any before: the sender's clock has been set forward
# sound that is late without a break and does not catch up: the clock has been set back, or the way is longer now
RUN_S, FAR_S, FAR_RUN_S = 2.0, 1.0, 0.2  # for so long; by so much, and then for so long
SHORTEST = 400  # of a second: gaps are filled in pieces as long as packets, but not shorter than that
NUM_LEADERS = 64  # packets newer than all before, by which overtaking is measured
WRAP = 1 << 32  # of RTP timestamps


@dataclass(frozen=True)
class Piece:
    """So much sound, in samples of the sender's clock. `payload`: of its packet; None: that has not come. `behind`: of
    the packet right behind one that has not come, if that is there: it may hold a copy. `before`: samples of the gap
    that went before."""

    samples: int
    payload: bytes | None = None
    behind: bytes | None = None
    before: int = 0


@dataclass
class Counts:
    """`num`: packets that came. `num_late`: of them, those whose place had been given up or taken. `missing_s`: of
    sound, in gaps."""

    num: int = 0
    num_late: int = 0
    missing_s: float = 0.0


@dataclass(frozen=True)
class Held:
    """A packet that waits for its turn since `came_s`."""

    payload: bytes
    samples: int
    came_s: float


class Buffer:
    """Of one sender with a clock of `rate_hz`. `lead_s`: sound that a micro-turn needs beyond its end, for filters."""

    def __init__(self, rate_hz: int, lead_s: float = 0.0, counts: Counts | None = None) -> None:
        self.rate_hz, self.counts = rate_hz, counts or Counts()
        self.lateness, self.overtaking = Patience(), Patience()
        self._block = rate_hz * TICK_MS // 1000
        self._left = self._block + round(lead_s * rate_hz)  # until the micro-turn is whole
        self._has_begun, self._next = False, 0  # the first sample that has not been given out
        self._frame, self._gap = 0, 0  # samples in which gaps are filled; missing right before the next
        self._held: dict[int, Held] = {}
        self._leaders = deque[tuple[int, float]](maxlen=NUM_LEADERS)
        self._newest = 0  # without wrapping
        self._run: tuple[int, float] | None = None  # the first of late packets in a row, and what it took

    def put(self, timestamp: int, samples: int, payload: bytes, now_s: float) -> None:
        """A packet has come. `timestamp`: that of RTP, of its first sample."""
        assert samples > 0, samples
        at = self._unwrapped(timestamp)
        took_s = now_s - (at + samples) / self.rate_hz
        if not self._has_begun or self._is_set(at, took_s):
            self._begin(at)
        self.counts.num += 1
        self.lateness.learn(took_s, now_s)
        self.overtaking.learn(self._overtaken_s(at, now_s), now_s)
        if at < self._next:
            self.counts.num_late += 1
            self._run = self._run or (at, took_s)
            return
        self._frame, self._run = max(samples, self.rate_hz // SHORTEST), None
        if at in self._held or len(self._held) == MOST_HELD:
            self.counts.num_late += 1
        else:
            self._held[at] = Held(payload, samples, now_s)

    def take(self, now_s: float) -> list[Piece]:
        """What can be given out now, in order."""
        pieces: list[Piece] = []
        while True:
            held = self._held.pop(self._next, None)
            if held is not None:
                pieces.append(Piece(held.samples, held.payload))
                self._gap = 0
                self._pass(held.samples)
            elif now_s >= self.due_s:
                pieces.append(self._miss())
            else:
                return pieces

    @property
    def due_s(self) -> float:
        """When what is missing now is given up, unless it comes; inf: nothing has come yet."""
        if not self._has_begun:
            return inf
        end = self._next + self._left
        due_s = self._expected_s(end) + self.lateness.wait_s
        if self._held and max(at + held.samples for at, held in self._held.items()) >= end:
            lost_s = min(held.came_s for held in self._held.values()) + self.overtaking.wait_s
            return min(due_s, lost_s)
        return due_s

    def slack_s(self, now_s: float) -> float:
        """How much later than now the micro-turn that has just become whole might have come."""
        end = self._next + self._left - self._block
        return max(0.0, self._expected_s(end) + self.lateness.wait_s - now_s)

    def _miss(self) -> Piece:
        """Gives up the next packet."""
        samples = min(self._frame, self._left, *(at - self._next for at in self._held))
        behind = self._held.get(self._next + samples)
        piece = Piece(samples, None, behind.payload if behind else None, self._gap)
        self._gap += samples
        self.counts.missing_s += samples / self.rate_hz
        self._pass(samples)
        return piece

    def _pass(self, samples: int) -> None:
        self._next += samples
        self._left -= samples
        while self._left <= 0:
            self._left += self._block
        for at in [at for at in self._held if at < self._next]:  # packets that overlap: senders make none
            del self._held[at]

    def _expected_s(self, at: int) -> float:
        """When the sound up to here would have come, had it not been late."""
        return self.lateness.soonest_s + at / self.rate_hz

    def _begin(self, at: int) -> None:
        """With this packet; what was measured by another clock, or on another way, is forgotten."""
        self._has_begun, self._next, self._newest, self._gap, self._run = True, at, at, 0, None
        self.lateness, self.overtaking = Patience(), Patience()
        self._held.clear()
        self._leaders.clear()

    def _unwrapped(self, timestamp: int) -> int:
        """The number of this packet's first sample: that which is nearest to the newest packet's."""
        if not self._has_begun:
            return timestamp
        at = self._newest + (timestamp - self._newest + WRAP // 2) % WRAP - WRAP // 2
        self._newest = max(self._newest, at)
        return at

    def _is_set(self, at: int, took_s: float) -> bool:
        """Whether the sender's clock has been set, or the way has become longer for good."""
        if took_s < self.lateness.soonest_s - JUMP_S:
            return True
        if self._run is None or at >= self._next:
            return False
        first, first_took_s = self._run
        ran_s = (at - first) / self.rate_hz
        is_far = self._next - at > FAR_S * self.rate_hz
        return ran_s >= (FAR_RUN_S if is_far else RUN_S) and took_s > first_took_s - ran_s / 2

    def _overtaken_s(self, at: int, now_s: float) -> float:
        """How long ago a packet came that belongs behind this one; 0: in order."""
        if not self._leaders or at > self._leaders[-1][0]:
            self._leaders.append((at, now_s))
            return 0.0
        return now_s - next((came_s for leader, came_s in self._leaders if leader > at), now_s)
