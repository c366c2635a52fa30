"""A WebRTC client of the test's own: it offers, connects, talks, and keeps what it gets."""

import asyncio
import json
import urllib.request
from typing import Any

import numpy as np
import pytest
from aioice.ice import get_host_addresses
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import AudioStreamTrack, MediaStreamError, MediaStreamTrack
from av import AudioFrame

needs_network = pytest.mark.skipif(
    not get_host_addresses(use_ipv4=True, use_ipv6=True), reason="peers need an address other than 127.0.0.1"
)


class Caller:
    """`track`: what it says; None: silence."""

    def __init__(self, label: str = "oai-events", track: MediaStreamTrack | None = None) -> None:
        self.pc = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.channel = self.pc.createDataChannel(label)
        self.events: asyncio.Queue[dict[str, Any]] = asyncio.Queue()
        self.types: list[str] = []
        self.levels: list[float] = []  # of each 20 ms heard
        self.is_open, self.is_closed = asyncio.Event(), asyncio.Event()
        self._listening: asyncio.Task[None] | None = None
        self.channel.on("message", self._put)
        self.channel.on("open", self.is_open.set)
        self.channel.on("close", self.is_closed.set)
        self.pc.on("track", self._listen)
        self.pc.addTrack(track or AudioStreamTrack())

    async def offer(self, has_candidates: bool = True) -> str:
        """Browsers send it before they know their own addresses."""
        await self.pc.setLocalDescription(await self.pc.createOffer())
        lines = self.pc.localDescription.sdp.splitlines(keepends=True)
        return "".join(x for x in lines if has_candidates or not x.startswith(("a=candidate", "a=end-of-c")))

    async def connect(self, answer: str) -> None:
        await self.pc.setRemoteDescription(RTCSessionDescription(answer, "answer"))
        await asyncio.wait_for(self.is_open.wait(), 20)

    def send(self, kind: str, **fields: Any) -> None:
        self.channel.send(json.dumps({"type": kind, **fields}))

    async def until(self, kind: str) -> dict[str, Any]:
        async with asyncio.timeout(20):
            while (event := await self.events.get())["type"] != kind:
                pass
        return event

    async def until_loud(self) -> None:
        async with asyncio.timeout(20):
            while not any(level > 0.01 for level in self.levels):
                await asyncio.sleep(0.02)

    async def until_quiet(self, num_frames: int = 25) -> None:
        async with asyncio.timeout(20):
            while len(self.levels) < num_frames or max(self.levels[-num_frames:]) > 0.01:
                await asyncio.sleep(0.02)

    async def close(self) -> None:
        await self.pc.close()
        if self._listening is not None:
            await self._listening

    def _put(self, text: str) -> None:
        event = json.loads(text)
        self.types.append(event["type"])
        self.events.put_nowait(event)

    def _listen(self, track: MediaStreamTrack) -> None:
        self._listening = asyncio.create_task(self._hear(track))

    async def _hear(self, track: MediaStreamTrack) -> None:
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            assert isinstance(frame, AudioFrame)
            self.levels.append(float(np.abs(frame.to_ndarray()).max()) / 32768)


async def post(url: str, headers: dict[str, str], body: str) -> tuple[int, dict[str, str], str]:
    """Raises HTTPError for a refusal."""

    def send() -> tuple[int, dict[str, str], str]:
        request = urllib.request.Request(url, body.encode(), headers, method="POST")
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, dict(answer.headers), answer.read().decode()

    return await asyncio.to_thread(send)
