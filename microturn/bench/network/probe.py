"""The measurement's own check: what a link really does to small packets, by echoes of the kernel at its other end."""

import asyncio
import os
import socket
import struct
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager, suppress

from microturn.bench.stats import percentiles
from microturn.core.clock import Clock

EVERY_S = 0.1
SETTLE_S = 2.0  # an echo that has not come by then is lost; packets younger than that at the end do not count
PAYLOAD = bytes(160)  # about a packet of Opus
REQUEST, REPLY = 8, 0  # RFC 792
HEAD = struct.Struct("!BBHHH")  # type, code, checksum, identifier, sequence number
MAX_BYTES = 1 << 12


class Probe:
    """Asks for echoes and notes when they come. `times_s`: known at the end, of each packet until its echo; None where
    none came."""

    def __init__(self, clock: Clock) -> None:
        self.clock, self.name = clock, os.getpid() & 0xFFFF
        self.times_s: list[float | None] = []
        self._sent_s: list[float] = []
        self._came_s: dict[int, float] = {}

    @property
    def rtt_ms(self) -> dict[str, float]:
        """Percentiles of the time to the other end and back; empty without any."""
        known = [1000 * time_s for time_s in self.times_s if time_s is not None]
        return percentiles(known) if known else {}

    @property
    def loss(self) -> float | None:
        """Share of packets that are lost on one way, if the way back is as good as the way there."""
        came = [time_s is not None for time_s in self.times_s]
        return 1 - (sum(came) / len(came)) ** 0.5 if came else None

    async def ask(self, link: socket.socket) -> None:
        while True:
            packet = request(self.name, len(self._sent_s))
            self._sent_s.append(self.clock.now_s())
            with suppress(BlockingIOError):
                link.send(packet)
            await asyncio.sleep(EVERY_S)

    async def listen(self, link: socket.socket) -> None:
        while True:
            number = replied(await asyncio.get_running_loop().sock_recv(link, MAX_BYTES), self.name)
            if number is not None:
                self._came_s.setdefault(number, self.clock.now_s())

    def end(self) -> None:
        old = [at_s for at_s in self._sent_s if at_s <= self.clock.now_s() - SETTLE_S]
        self.times_s = [self._came_s[k] - at_s if k in self._came_s else None for k, at_s in enumerate(old)]


@asynccontextmanager
async def probing(address: str, clock: Clock) -> AsyncGenerator[Probe]:
    """Asks for echoes meanwhile, for less than an hour. Needs the right to raw sockets."""
    probe = Probe(clock)
    with socket.socket(socket.AF_INET, socket.SOCK_RAW, socket.IPPROTO_ICMP) as link:
        link.setblocking(False)
        link.connect((address, 0))
        tasks = [asyncio.create_task(work) for work in (probe.ask(link), probe.listen(link))]
        try:
            yield probe
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            probe.end()


def request(name: int, number: int) -> bytes:
    """A packet that asks for an echo."""
    bare = HEAD.pack(REQUEST, 0, 0, name, number & 0xFFFF) + PAYLOAD
    return HEAD.pack(REQUEST, 0, checksum(bare), name, number & 0xFFFF) + PAYLOAD


def replied(packet: bytes, name: int) -> int | None:
    """An IPv4 packet -> the number that it is the echo of; None where it is none of ours."""
    start = 4 * (packet[0] & 0x0F)
    if len(packet) < start + HEAD.size:
        return None
    kind, _, _, whose, number = HEAD.unpack_from(packet, start)
    return number if (kind, whose) == (REPLY, name) else None


def checksum(data: bytes) -> int:
    """Of an even number of bytes (RFC 1071)."""
    total = sum(struct.unpack(f"!{len(data) // 2}H", data))
    while total >> 16:
        total = (total & 0xFFFF) + (total >> 16)
    return ~total & 0xFFFF
