"""A sender's packets over a network that loses and delays them: what of its sound comes out of a buffer, in which
place and how late. No sound is made: a packet carries its number.

`python -m tests.server.lossy` prints the table of docs/benchmarks.md.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket

from microturn.bench.network.condition import Condition
from microturn.bench.network.fate import Fates
from microturn.core.units import TICK_S
from microturn.server.jitter import Buffer

HZ, FRAME = 48_000, 960
FRAME_S = FRAME / HZ
LOSSES, JITTERS_MS = (0, 1, 2, 5, 10, 20), (0, 50, 100, 200)
SECONDS = 120.0


@dataclass(frozen=True)
class Arrival:
    at_s: float
    number: int


@dataclass
class Outcome:
    """`came`: numbers of packets in the order in which they came out. `num_copied`: gaps with the packet behind them at
    hand. `delays_s`: of micro-turns, from when the last sound in them was spoken until they were whole."""

    num_sent: int
    pace: float = 1.0
    came: list[int] = field(default_factory=lambda: list[int]())
    num_copied: int = 0
    num_out: int = 0  # packets, gaps included
    delays_s: list[float] = field(default_factory=lambda: list[float]())

    @property
    def missing(self) -> float:
        """Share of the packets up to the last one that came out."""
        return 1 - len(self.came) / (max(self.came) + 1)

    @property
    def delay_s(self) -> float:
        return float(np.mean(self.delays_s))

    @property
    def delay_p95_s(self) -> float:
        return float(np.percentile(self.delays_s, 95))

    def give(self, end: int, now_s: float) -> None:
        """So many packets of sound, up to the end of this one in the sender's time, have come out."""
        self.num_out += 1
        if self.num_out % round(TICK_S / FRAME_S) == 0:
            self.delays_s.append(now_s - end * FRAME_S / self.pace)


def arrivals(condition: Condition, seconds: float = SECONDS, seed: str = "0", pace: float = 1.0) -> list[Arrival]:
    """`pace`: of the sender's clock against ours."""
    fates, found = Fates(condition, seed), list[Arrival]()
    for number in range(round(seconds / FRAME_S)):
        at_s = fates.due_s((number + 1) * FRAME_S / pace)
        if at_s is not None:
            found.append(Arrival(at_s, number))
    return sorted(found, key=lambda arrival: arrival.at_s)


def through_ours(packets: Iterable[Arrival], num_sent: int, pace: float = 1.0) -> Outcome:
    buffer, outcome, place = Buffer(HZ), Outcome(num_sent, pace), 0

    def give(now_s: float) -> None:
        nonlocal place
        for piece in buffer.take(now_s):
            if piece.payload is not None:
                outcome.came.append(int.from_bytes(piece.payload))
            outcome.num_copied += piece.behind is not None
            place += piece.samples
            outcome.give(place // FRAME, now_s)

    for packet in packets:
        while buffer.due_s <= packet.at_s:
            give(buffer.due_s)
        buffer.put(packet.number * FRAME, FRAME, packet.number.to_bytes(4), packet.at_s)
        give(packet.at_s)
    return outcome


def through_aiortc(packets: Iterable[Arrival], num_sent: int) -> Outcome:
    buffer, outcome = JitterBuffer(capacity=16, prefetch=4), Outcome(num_sent)
    for packet in packets:
        sent = RtpPacket(sequence_number=packet.number & 0xFFFF, timestamp=packet.number * FRAME)
        sent._data = packet.number.to_bytes(4)  # pyright: ignore
        _, frame = buffer.add(sent)
        if frame is not None:
            number = int.from_bytes(frame.data)
            outcome.came.append(number)
            outcome.give(number + 1, packet.at_s)
    return outcome


def cell(outcome: Outcome) -> str:
    return f"{100 * outcome.missing:.0f} %, {1000 * outcome.delay_s:.0f}/{1000 * outcome.delay_p95_s:.0f} ms"


def main() -> None:
    """Markdown: aiortc's buffer, then ours."""
    print("| loss | copies | " + " | ".join(f"jitter {jitter_ms} ms" for jitter_ms in JITTERS_MS) + " |")
    print("|---" * (2 + len(JITTERS_MS)) + "|")
    num = round(SECONDS / FRAME_S)
    for loss in LOSSES:
        came = [arrivals(Condition(loss, jitter_ms=jitter_ms)) for jitter_ms in JITTERS_MS]
        ours = [through_ours(packets, num) for packets in came]
        cells = [f"{cell(through_aiortc(packets, num))} → {cell(each)}" for packets, each in zip(came, ours)]
        without = ours[0].missing - ours[0].num_copied / num
        print(f"| {loss} % | {100 * max(0.0, without):.1f} % | " + " | ".join(cells) + " |")


if __name__ == "__main__":
    main()
