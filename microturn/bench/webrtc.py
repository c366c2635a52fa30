"""A Live session over WebRTC, as a browser has it: tracks for sound, a data channel for events. Knows no scores."""

import asyncio
import json
import urllib.request
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import numpy as np
import soxr
from aiortc import RTCConfiguration, RTCPeerConnection, RTCSessionDescription
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import AudioFrame

from microturn.bench.items import Item
from microturn.bench.transports import CHUNKS_PER_S, Arrival, Heard, Sound, arrivals, bearer, read_recording
from microturn.core import pcm16
from microturn.core.clock import Clock
from microturn.core.errors import EngineLost
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ

TRACK_HZ = 48_000  # Opus (RFC 7587, section 4.1)
FRAME_SAMPLES = TRACK_HZ // CHUNKS_PER_S
WAIT_S = 20.0


@dataclass(frozen=True)
class WebRtc:
    """The server at `url`, which writes recordings into `recordings`. `key`: "" for one that asks for none."""

    url: str
    recordings: Path
    clock: Clock
    key: str = ""
    name: str = "webrtc"

    async def open(self, item: Item, user: Audio) -> "PeerLink":
        link = PeerLink(soxr.resample(user, EAR_HZ, TRACK_HZ), self.clock)
        try:
            await link.peer.setLocalDescription(await link.peer.createOffer())
            made = await asyncio.to_thread(self._offer, link.peer.localDescription.sdp)
            link.recording = self.recordings / f"{made['session']['id']}.flac"
            await link.peer.setRemoteDescription(RTCSessionDescription(made["transport"]["sdp"], "answer"))
            await asyncio.wait_for(link.is_open.wait(), WAIT_S)
        except BaseException:
            await link.peer.close()
            raise
        return link

    def _offer(self, sdp: str) -> dict[str, Any]:
        body = {"session": {"model": "microturn"}, "transport": {"type": "webrtc", "sdp": sdp}}
        url = f"{self.url}/v1/live/sessions?microturn=ticks,record"
        headers = {"Content-Type": "application/json", **bearer(self.key)}
        request = urllib.request.Request(url, json.dumps(body).encode(), headers)
        with urllib.request.urlopen(request, timeout=WAIT_S) as answer:
            return json.loads(answer.read())


class Microphone(MediaStreamTrack):
    """Gives out each frame as soon as it is put in."""

    kind = "audio"

    def __init__(self) -> None:
        super().__init__()
        self.frames: asyncio.Queue[AudioFrame] = asyncio.Queue()  # as long as the item

    async def recv(self) -> AudioFrame:
        return await self.frames.get()


class PeerLink:
    """`user`: float32 [n] at 48 kHz."""

    def __init__(self, user: Audio, clock: Clock) -> None:
        self.clock, self.recording = clock, Path()
        self.peer = RTCPeerConnection(RTCConfiguration(iceServers=[]))
        self.is_open, self._is_closed = asyncio.Event(), asyncio.Event()
        self._pcm = np.frombuffer(pcm16.to_bytes(user), "<i2")
        self._microphone = Microphone()
        self._arrived: asyncio.Queue[Arrival | None] = asyncio.Queue()  # as long as the item
        self._listening: asyncio.Task[None] | None = None
        self.peer.addTrack(self._microphone)
        self.peer.on("track", self._listen)
        self._channel = self.peer.createDataChannel("oai-events")
        self._channel.on("open", self.is_open.set)
        self._channel.on("message", self._take)
        self._channel.on("close", self._end)

    async def send(self, chunk: int) -> None:
        samples = self._pcm[chunk * FRAME_SAMPLES : (chunk + 1) * FRAME_SAMPLES]
        frame = AudioFrame.from_ndarray(samples.reshape(1, -1), format="s16", layout="mono")
        frame.sample_rate, frame.pts, frame.time_base = TRACK_HZ, chunk * FRAME_SAMPLES, Fraction(1, TRACK_HZ)
        self._microphone.frames.put_nowait(frame)

    async def receive(self) -> Sequence[Arrival]:
        arrival = await self._arrived.get()
        if arrival is None:
            raise EngineLost("expected the server to go on with the session, it closed the data channel")
        return (arrival,)

    async def close(self) -> Heard:
        """The recording is whole once the server has closed the data channel."""
        if self._channel.readyState == "open":
            self._channel.send(json.dumps({"type": "session.close"}))
        try:
            await asyncio.wait_for(self._is_closed.wait(), WAIT_S)
        finally:
            if self._listening:
                self._listening.cancel()
            await self.peer.close()
        return await asyncio.to_thread(read_recording, self.recording)

    def _take(self, message: str) -> None:
        for arrival in arrivals(json.loads(message), self.clock.now_s(), MOUTH_HZ):
            self._arrived.put_nowait(arrival)

    def _end(self) -> None:
        self._is_closed.set()
        self._arrived.put_nowait(None)

    def _listen(self, track: MediaStreamTrack) -> None:
        self._listening = asyncio.create_task(self._hear(track))

    async def _hear(self, track: MediaStreamTrack) -> None:
        """The model's sound, 20 ms after 20 ms."""
        while True:
            try:
                frame = await track.recv()
            except MediaStreamError:
                return
            assert isinstance(frame, AudioFrame), type(frame)
            sound = pcm16.to_mono(frame.to_ndarray().astype(np.int16, copy=False), frame.layout.nb_channels)
            sound = soxr.resample(sound, frame.sample_rate, MOUTH_HZ)
            self._arrived.put_nowait(Sound(self.clock.now_s(), sound))
