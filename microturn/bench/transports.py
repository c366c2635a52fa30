"""Ways to a session, each behind the same few verbs: sound goes in, what the model did comes back with its time.

Knows nothing of scores. `InProcess` is the engine without a server; `WebSocket` is a client of one.
"""

import asyncio
import base64
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import soundfile
import soxr
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from microturn.bench.items import Item
from microturn.core import pcm16
from microturn.core.clock import Clock
from microturn.core.errors import EngineLost, MicroturnError
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES
from microturn.engine.remote import Engine, Line

CHUNK_MS = 20
CHUNKS_PER_S = 1000 // CHUNK_MS
CHUNK_SAMPLES = EAR_HZ // CHUNKS_PER_S  # 320, at the rate of the ear
CHUNKS_PER_TICK = EAR_TICK_SAMPLES // CHUNK_SAMPLES
MAX_EVENT_BYTES = 1 << 24
TRANSCRIPTS = "session.input_transcript.delta", "session.output_transcript.delta"  # of the user, of the model


@dataclass(frozen=True, eq=False)
class Sound:
    """Sound of the model, float32 [n] at 24 kHz, that can be played from `at_s` on."""

    at_s: float
    audio: Audio


@dataclass(frozen=True)
class Ticked:
    """The result of a micro-turn has come. `compute_ms`: what the engine worked on it."""

    at_s: float
    tick: int
    compute_ms: float


@dataclass(frozen=True)
class Written:
    """Words have come, with the space before them: what the model has understood of the user, or says."""

    at_s: float
    text: str
    is_user: bool


Arrival = Sound | Ticked | Written


@dataclass(frozen=True, eq=False)
class Heard:
    """A session on its own time, from its first micro-turn on: what went to the model, float32 [n] at 16 kHz, and what
    it gave out for it, float32 [m] at 24 kHz."""

    user: Audio
    model: Audio


class Link(Protocol):
    """One session."""

    async def send(self, chunk: int) -> None:
        """The 20 ms of the user's sound with this number."""
        ...

    async def receive(self) -> Sequence[Arrival]:
        """What comes next, perhaps nothing. Raises MicroturnError when the session is over."""
        ...

    async def close(self) -> Heard: ...


class Transport(Protocol):
    @property
    def name(self) -> str: ...

    async def open(self, item: Item, user: Audio) -> Link:
        """A session that will be sent `user`, float32 [n] at 16 kHz, chunk by chunk."""
        ...


class InProcess:
    """The engine's process, spoken to directly."""

    name = "in_process"

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self.engine, self.clock, self._num = engine, clock, 0

    async def open(self, item: Item, user: Audio) -> Link:
        self._num += 1
        return _EngineLink(await self.engine.open(f"bench_{self._num}", item.seed), user, self.clock)


class _EngineLink:
    def __init__(self, line: Line, user: Audio, clock: Clock) -> None:
        self.line, self.user, self.clock = line, user, clock
        self._num_fed, self._said = 0, [np.zeros(0, np.float32)]

    async def send(self, chunk: int) -> None:
        """A micro-turn goes with the last of its chunks."""
        if (chunk + 1) % CHUNKS_PER_TICK == 0:
            end = (chunk + 1) * CHUNK_SAMPLES
            self.line.feed(self.user[end - EAR_TICK_SAMPLES : end])
            self._num_fed = end

    async def receive(self) -> Sequence[Arrival]:
        turn = await self.line.turn()
        now_s = self.clock.now_s()
        self._said.append(turn.audio)
        return Sound(now_s, turn.audio), Ticked(now_s, turn.tick, sum(turn.compute_ms.values()))

    async def close(self) -> Heard:
        self.line.close()
        return Heard(self.user[: self._num_fed], np.concatenate(self._said))


@dataclass(frozen=True)
class WebSocket:
    """A Live session of the server at `url`, which writes recordings into `recordings`.

    `rate_hz`: 24000, as clients send, or 16000, which needs no conversion at the server. `key`: "" for a server that
    asks for none.
    """

    url: str
    recordings: Path
    clock: Clock
    rate_hz: int = MOUTH_HZ
    key: str = ""

    @property
    def name(self) -> str:
        return "websocket" if self.rate_hz == MOUTH_HZ else f"websocket_{self.rate_hz // 1000}khz"

    async def open(self, item: Item, user: Audio) -> Link:
        url = f"{self.url}/v1/live/sessions?microturn=ticks,record"
        headers = bearer(self.key)
        socket = await connect(url, additional_headers=headers, max_size=MAX_EVENT_BYTES, compression=None)
        form = {"format": {"type": "audio/pcm", "rate": self.rate_hz}}
        await socket.send(json.dumps({"type": "session.start", "session": {"model": "microturn", "audio": form}}))
        started: dict[str, Any] = json.loads(await socket.recv())
        if started["type"] != "session.started":
            raise MicroturnError(f"expected session.started from the server, got {started}")
        recording = self.recordings / f"{started['session']['id']}.flac"
        return _SocketLink(socket, soxr.resample(user, EAR_HZ, self.rate_hz), self, recording)


class _SocketLink:
    def __init__(self, socket: ClientConnection, user: Audio, way: WebSocket, recording: Path) -> None:
        self.socket, self.way, self.recording = socket, way, recording
        self._pcm = pcm16.to_bytes(user)

    async def send(self, chunk: int) -> None:
        size = 2 * self.way.rate_hz // CHUNKS_PER_S
        audio = base64.b64encode(self._pcm[chunk * size : (chunk + 1) * size]).decode()
        await self.socket.send(json.dumps({"type": "session.input_audio.append", "audio": audio}))

    async def receive(self) -> Sequence[Arrival]:
        try:
            text = await self.socket.recv()
        except ConnectionClosed as error:
            raise EngineLost(f"expected the server to go on with the session, it closed it: {error}") from error
        return arrivals(json.loads(text), self.way.clock.now_s(), self.way.rate_hz)

    async def close(self) -> Heard:
        """The recording is whole once the server has closed the connection."""
        await self.socket.send(json.dumps({"type": "session.close"}))
        async for _ in self.socket:
            pass
        return await asyncio.to_thread(read_recording, self.recording)


def bearer(key: str) -> dict[str, str]:
    """Headers that show a key; none for ""."""
    return {"Authorization": f"Bearer {key}"} if key else {}


def arrivals(event: dict[str, Any], at_s: float, rate_hz: int) -> Sequence[Arrival]:
    """What an event of a Live session brings; most bring nothing. Raises MicroturnError for an error."""
    if event["type"] == "session.output_audio.delta":
        samples = pcm16.to_samples(base64.b64decode(event["delta"]))
        return (Sound(at_s, soxr.resample(samples, rate_hz, MOUTH_HZ) if rate_hz != MOUTH_HZ else samples),)
    if event["type"] == "microturn.tick":
        return (Ticked(at_s, event["tick"], sum(event["compute_ms"].values())),)
    if event["type"] in TRANSCRIPTS:
        return (Written(at_s, event["delta"], event["type"] == TRANSCRIPTS[0]),)
    if event["type"] == "error":
        raise MicroturnError(f"expected a session without errors, got {event['error']}")
    return ()


def read_recording(path: Path) -> Heard:
    """The user is on the left; the model on the right, where it sounds: a micro-turn after what it answers."""
    samples, rate_hz = soundfile.read(path, dtype="float32", always_2d=True)
    assert rate_hz == MOUTH_HZ, rate_hz
    return Heard(
        soxr.resample(samples[:, 0], MOUTH_HZ, EAR_HZ), samples[MOUTH_TICK_SAMPLES:, 1].astype(np.float32, copy=False)
    )
