"""A peer's sound on its way from the network to a session: aiortc's packets in, micro-turns out.

The one place that reaches into aiortc. Its receiver hands every packet to a buffer of its own, which on a loss waits
for 16 more, throws away up to five and keeps what it has waited (its issue 543); it offers no way around that. So ours
takes that buffer's place. All else of the receiver stays in use: routing, codecs, the reports by which senders learn
of losses. Where aiortc has changed, `tap` says so, and so does a test.
"""

import asyncio
import logging
from collections import deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from math import inf

from aiortc import RTCRtpReceiver
from aiortc.jitterbuffer import JitterBuffer
from aiortc.rtp import RtpPacket

from microturn.core.clock import Clock
from microturn.core.errors import MicroturnError
from microturn.core.messages import Audio
from microturn.server.media import Playout
from microturn.server.reception import Reception

log = logging.getLogger("microturn.server")
PLACE = "_RTCRtpReceiver__jitter_buffer"
MOST_UNREAD = 500
NUM_IDLE = 10  # rounds of the event loop in which no packet comes: there is none; one takes some four to get here
MARGIN_S = 0.03  # for the model's own lateness


class Tap(JitterBuffer):
    """Takes packets as aiortc's buffer does, and gives none back to be decoded."""

    def __init__(self, take: Callable[[RtpPacket], None]) -> None:
        super().__init__(capacity=1)
        self._take = take

    def add(self, packet: RtpPacket) -> tuple[bool, None]:
        self._take(packet)
        return False, None


def tap(receiver: RTCRtpReceiver, take: Callable[[RtpPacket], None]) -> None:
    """From now on `take` gets what comes. Raises RuntimeError where aiortc is not as we know it."""
    if not isinstance(getattr(receiver, PLACE, None), JitterBuffer):
        raise RuntimeError(f"expected a receiver of aiortc with a JitterBuffer at {PLACE}; see server/microphone.py")
    setattr(receiver, PLACE, Tap(take))


class Microphone:
    """`kinds`: codecs by payload type, as "audio/opus". `playout`: of the model's answers; what it holds back follows
    from how late micro-turns come here."""

    def __init__(self, kinds: Mapping[int, str], playout: Playout, clock: Clock) -> None:
        self._kinds, self._playout, self._clock, self._reception = kinds, playout, clock, Reception()
        self._came = deque[tuple[RtpPacket, float]](maxlen=MOST_UNREAD)  # and when; the oldest are dropped
        self._has_come = asyncio.Event()

    def take(self, packet: RtpPacket) -> None:
        """What a `tap` gives. Nothing that goes wrong with it later reaches aiortc."""
        self._came.append((packet, self._clock.now_s()))
        self._has_come.set()

    async def listen(self, hear: Callable[[Audio], None]) -> None:
        """`hear` gets micro-turns as they become whole, for ever; those that it is too far behind for are dropped."""
        while True:
            await self._gather()
            now_s = self._clock.now_s()
            for micro_turn in self._reception.take(now_s):
                self._playout.cushion_s = MARGIN_S + self._reception.slack_s(now_s)
                with suppress(MicroturnError):
                    hear(micro_turn)
            wait_s = self._reception.due_s - now_s
            with suppress(TimeoutError):
                async with asyncio.timeout(max(0.0, wait_s) if wait_s < inf else None):
                    await self._has_come.wait()

    def report(self) -> None:
        """For operators."""
        counts = self._reception.counts
        told = {"packets": counts.num, "late": counts.num_late, "missing_s": round(counts.missing_s, 2)}
        log.info("microphone closed", extra={**told, "restored_s": round(self._reception.restored_s, 2)})

    async def _gather(self) -> None:
        """Takes in what has come. Where something is due, that is all that has reached this machine: the loop may have
        stood still, and aiortc reads a packet at a time."""
        self._read()
        num_idle = NUM_IDLE if self._reception.due_s > self._clock.now_s() else 0
        for _ in range(MOST_UNREAD):
            if num_idle == NUM_IDLE:
                return
            await asyncio.sleep(0)
            num_idle = 0 if self._has_come.is_set() else num_idle + 1
            self._read()

    def _read(self) -> None:
        self._has_come.clear()
        while self._came:
            packet, came_s = self._came.popleft()
            kind = self._kinds.get(packet.payload_type)
            if kind is not None and packet.payload:
                self._reception.put(kind, packet.ssrc, packet.timestamp, packet.payload, came_s)
