"""Sound of a peer connection, both ways, over real sockets and without a session."""

import asyncio
import time
from fractions import Fraction
from typing import Any

import numpy as np
import pytest
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import Packet

from microturn.core.clock import SystemClock
from microturn.core.messages import Audio
from microturn.server.media import FRAME_SAMPLES, TRACK_HZ, Playout
from microturn.server.webrtc import Peer
from tests.server.callers import Caller, needs_network
from tests.server.packets import decoded, likeness, loud, packets
from tests.server.test_microphone import play

pytestmark = needs_network
OPUS, NEXT = "a=rtpmap:96 opus/48000/2\r\n", "a=rtpmap:9 G722/8000\r\n"


class Gappy(MediaStreamTrack):
    """Speech of which packets are missing: their time passes, and nothing is sent."""

    kind = "audio"

    def __init__(self, lost: set[int]) -> None:
        super().__init__()
        self._unsent = [(k, each) for k, each in enumerate(packets()) if k not in lost]
        self._start_s = time.monotonic()

    async def recv(self) -> "Packet[Any]":
        if not self._unsent:
            raise MediaStreamError
        number, payload = self._unsent.pop(0)
        await asyncio.sleep(max(0.0, self._start_s + number * 0.02 - time.monotonic()))
        packet = Packet(payload)  # pyright: ignore[reportCallIssue]
        packet.pts, packet.time_base = number * FRAME_SAMPLES, Fraction(1, TRACK_HZ)
        return packet


def test_speech_with_losses_is_heard_in_its_place() -> None:
    """Also holds that packets do reach us, past aiortc's own buffer."""

    async def run() -> None:
        lost = set(loud()[4:90:5])
        heard, caller, peer = list[Audio](), Caller(track=Gappy(lost)), Peer(Playout(), SystemClock())
        answer = await peer.answer(await caller.offer())
        assert "useinbandfec=1" in answer
        peer.join(lambda: None, heard.append)
        await caller.connect(answer)
        async with asyncio.timeout(20):
            while len(heard) < 20:
                await asyncio.sleep(0.02)
        sound = np.concatenate(heard[:20])
        start = max(range(0, 32_000, 160), key=lambda k: likeness(sound, decoded()[k:][: len(sound)]))  # it joined late
        assert likeness(sound, decoded()[start:][: len(sound)]) > 0.9
        await caller.close()
        await peer.close("client_closed")

    play(run)


@pytest.mark.parametrize("is_opus", [True, False])
def test_the_voice_goes_out_in_the_codec_that_the_client_prefers(is_opus: bool) -> None:
    async def run() -> None:
        playout, caller = Playout(), Caller()
        peer = Peer(playout, SystemClock())
        offer = await caller.offer()
        if not is_opus:  # then G.722, the next one
            offer = offer.replace("SAVPF 96 9 ", "SAVPF 9 96 ").replace(OPUS, "", 1).replace(NEXT, NEXT + OPUS, 1)
        answer = await peer.answer(offer)
        await caller.connect(answer)
        playout.put(np.full(24_000, 0.3, np.float32) * np.sin(np.arange(24_000) / 10).astype(np.float32))
        await caller.until_loud()
        assert ("SAVPF 96 " if is_opus else "SAVPF 9 ") in answer
        assert max(caller.levels) == pytest.approx(0.3, abs=0.1), "no noise, as of a codec that is not theirs"
        await caller.close()
        await peer.close("client_closed")

    play(run)
