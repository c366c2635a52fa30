"""Which micro-turns of a session came in time, from what its caller noted. Pure.

A micro-turn is *missed* when its result comes later than 200 ms after its last sample was sent, or never. It is not
judged where the caller itself sent that sample late, nor while the server catches up on what came late: for as long
as the caller was late.
"""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, field
from math import inf

from microturn.bench.load.schedule import Packet
from microturn.bench.transports import CHUNK_MS, Ticked
from microturn.core.units import TICK_MS

LATE_S = CHUNK_MS / 1000  # a packet that comes with the next one is late


@dataclass(frozen=True)
class Sent:
    """The last sample of a micro-turn, on the clock: when it was spoken, and when it was sent."""

    spoken_s: float
    sent_s: float


@dataclass(eq=False)
class Log:
    """What a caller notes. `lateness`: of each packet (when it was due, how much later the caller was ready to send
    it), seconds. `end`: why the session was over too soon; `over_s`: since when nobody listened."""

    sent: list[Sent] = field(default_factory=lambda: list[Sent]())
    results: dict[int, Ticked] = field(default_factory=lambda: dict[int, Ticked]())
    lateness: list[tuple[float, float]] = field(default_factory=lambda: list[tuple[float, float]]())
    end: str = ""
    over_s: float = inf

    def offer(self, packet: Packet, start_s: float, late_s: float) -> None:
        """A packet goes out `late_s` after it was due, as far as that is the caller's fault."""
        late_s, due_s = max(0.0, late_s), start_s + packet.due_s
        self.lateness.append((due_s, late_s))
        if packet.ends_tick:
            self.sent.append(Sent(start_s + packet.spoken_s, due_s + late_s))


@dataclass(frozen=True)
class Window:
    """The time that is measured."""

    start_s: float
    end_s: float

    def holds(self, time_s: float) -> bool:
        return self.start_s <= time_s < self.end_s


@dataclass(frozen=True)
class Turn:
    """A micro-turn that was judged. `result_ms`: from its last sample sent to its result; to the end of the waiting,
    where none came (`compute_ms` None)."""

    number: int
    result_ms: float
    compute_ms: float | None

    @property
    def is_missed(self) -> bool:
        return self.result_ms > TICK_MS


@dataclass(frozen=True)
class Judged:
    """Of one session. `num_late`: micro-turns left out because of the caller. `num_filled`: micro-turns of silence that
    the server put in though the caller was ahead."""

    turns: tuple[Turn, ...]
    num_late: int
    num_filled: int


def judge(log: Log, window: Window) -> Judged:
    """Micro-turns spoken in the window."""
    filled, found = num_filled(log), list(_judged(log, window))
    turns = (_turn(log, number, filled) for number, is_fair in found if is_fair)
    kept = tuple(turn for turn in turns if turn is not None)
    return Judged(kept, sum(not is_fair for _, is_fair in found), filled)


def _judged(log: Log, window: Window) -> Iterator[tuple[int, bool]]:
    """The micro-turns of the window, and whether each is to be judged."""
    free_s = -inf  # until then the server catches up
    for number, sent in enumerate(log.sent):
        late_s = sent.sent_s - sent.spoken_s
        if late_s > LATE_S:
            free_s = max(free_s, sent.sent_s + late_s)
        if window.holds(sent.spoken_s):
            yield number, late_s <= LATE_S and sent.spoken_s >= free_s


def _turn(log: Log, number: int, filled: int) -> Turn | None:
    """None where the session was over before its result was due.

    Results move by the silence that was put in: those before it look later than they were, so that a server which
    fills in is never flattered.
    """
    sent_s, result = log.sent[number].sent_s, log.results.get(number + filled)
    if result is not None:
        return Turn(number, (result.at_s - sent_s) * 1000, result.compute_ms)
    turn = Turn(number, (log.over_s - sent_s) * 1000, None)
    return turn if turn.is_missed else None


def num_filled(log: Log) -> int:
    """A result that comes before its sound was sent is that of something else: by how many, at most."""
    sent_s = [sent.sent_s for sent in log.sent]
    ahead = (result.tick + 1 - bisect_right(sent_s, result.at_s) for result in log.results.values())
    return max(0, max(ahead, default=0))
