"""Carries IP packets between two devices as a condition says: a process of its own, so that nobody's work delays it.

`python -m microturn.bench.network.carrier A B CONDITION SEED`: two open files of devices, one packet a read or write; a
condition as JSON. It says "ready", goes on until its input ends, and then says in one line what it did.
"""

import asyncio
import json
import os
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass
from heapq import heappop, heappush

from microturn.bench.network.condition import Condition
from microturn.bench.network.fate import Fates

MOST_WAITING = 1000  # packets; more are lost, as in `tc netem`
MAX_BYTES = 1 << 16
IPV4 = 4
READY = "ready"
Write = Callable[[bytes], None]


@dataclass
class Count:
    """Of one direction. `num_lost`: by the condition; `num_dropped`: because too many waited. `late_ms`: 99 % of the
    packets left no later than so long after they were due."""

    num: int = 0
    num_lost: int = 0
    num_dropped: int = 0
    late_ms: float = 0.0


class Direction:
    """Packets on their way. `write`: gives one to the other side."""

    def __init__(self, fates: Fates, write: Write, loop: asyncio.AbstractEventLoop) -> None:
        self.fates, self.write, self.loop, self.count = fates, write, loop, Count()
        self._waiting: list[tuple[float, int, bytes]] = []  # at most MOST_WAITING; what comes then is dropped
        self._late_s: list[float] = []
        self._timer: asyncio.TimerHandle | None = None

    def take(self, packet: bytes) -> None:
        """Anything but IPv4 is left out and not counted."""
        if packet[0] >> 4 != IPV4:
            return
        self.count.num += 1
        due_s = self.fates.due_s(self.loop.time())
        if due_s is None:
            self.count.num_lost += 1
        elif len(self._waiting) >= MOST_WAITING:
            self.count.num_dropped += 1
        else:
            heappush(self._waiting, (due_s, self.count.num, packet))
            self._deliver()

    def _deliver(self) -> None:
        """What is due; the rest later."""
        now_s = self.loop.time()
        while self._waiting and self._waiting[0][0] <= now_s:
            due_s, _, packet = heappop(self._waiting)
            self._late_s.append(now_s - due_s)
            self.write(packet)
        if self._timer is not None:
            self._timer.cancel()
        self._timer = self.loop.call_at(self._waiting[0][0], self._deliver) if self._waiting else None

    def counted(self) -> Count:
        late_s = sorted(self._late_s)
        self.count.late_ms = round(1000 * late_s[len(late_s) * 99 // 100], 2) if late_s else 0.0
        return self.count


async def carry(files: tuple[int, int], condition: Condition, seed: str) -> dict[str, Count]:
    """Until the input ends. -> "out": from the first file to the second; "back"."""
    loop = asyncio.get_running_loop()
    ways = {name: (files[k], files[1 - k]) for k, name in enumerate(("out", "back"))}
    found = {name: Direction(Fates(condition, f"{seed} {name}"), _writer(to), loop) for name, (_, to) in ways.items()}
    for name, (source, _) in ways.items():
        _drain(source, lambda _: None)  # of a condition before
        loop.add_reader(source, _drain, source, found[name].take)
    print(READY, flush=True)
    ended = asyncio.Event()
    loop.add_reader(sys.stdin.fileno(), ended.set)
    await ended.wait()
    return {name: way.counted() for name, way in found.items()}


def _writer(file: int) -> Write:
    def write(packet: bytes) -> None:
        try:
            os.write(file, packet)
        except BlockingIOError:  # the other side's queue is full: packets are lost there, too
            return

    return write


def _drain(file: int, take: Write) -> None:
    while True:
        try:
            take(os.read(file, MAX_BYTES))
        except BlockingIOError:
            return


def main() -> None:
    out, back, condition, seed = sys.argv[1:]
    found = asyncio.run(carry((int(out), int(back)), Condition(**json.loads(condition)), seed))
    print(json.dumps({name: asdict(count) for name, count in found.items()}), flush=True)


if __name__ == "__main__":
    main()
