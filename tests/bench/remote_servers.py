"""Small servers that speak just enough of Realtime, Live and Gemini Live, each on a thread of its own.

They count time in the sound that they have been sent; `Lockstep` makes a session wait for them. So what comes when is
the same on any machine, and no test waits for the wall.
"""

import asyncio
import base64
import contextlib
import json
import math
import ssl
import threading
from collections.abc import Awaitable, Callable
from typing import Any

import numpy as np
from websockets.asyncio.server import Server, ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from microturn.bench.remote.target import open_remote
from microturn.bench.suite.record import Record
from microturn.bench.suite.take import Take
from microturn.core import pcm16
from microturn.core.clock import SystemClock
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ

CASE: Any = None  # targets of others know nothing of items
REALTIME, LIVE = "/v1/realtime?model=m", "/v1/live/sessions"
PCM = {"type": "audio/pcm", "rate": MOUTH_HZ}
SETTINGS = {"audio": {"output": {"format": PCM}, "input": {"turn_detection": {"interrupt_response": True}}}}


class Peer:
    """A session as the server sees it. `pcm`: what it was sent; `events`: all that came but sound."""

    def __init__(self, socket: ServerConnection, rate_hz: int) -> None:
        self.socket, self.rate_hz = socket, rate_hz
        self.packets: list[bytes] = []
        self.events: list[dict[str, Any]] = []
        self.is_closed = False
        self.num_done, self._has_sent = 0.0, False
        self.on_done: Callable[[], object] | None = None

    @property
    def heard(self) -> Audio:
        return pcm16.to_samples(b"".join(self.packets))

    async def send(self, kind: str, **fields: Any) -> None:
        await self.raw(json.dumps({"type": kind, "event_id": "e", **fields}))

    async def raw(self, message: str | bytes) -> None:
        self._has_sent = True
        with contextlib.suppress(ConnectionClosed):  # what a client sent before it left is still to be read
            await self.socket.send(message)

    def done(self, num: float) -> None:
        """So many packets have had all their effects, at the client too."""
        self.num_done = num
        if self.on_done is not None:
            self.on_done()

    async def next(self) -> dict[str, Any]:
        """What the client sends next."""
        if self._has_sent:
            with contextlib.suppress(ConnectionClosed):
                await (await self.socket.ping())  # comes back when the client has got all that was sent
        self._has_sent = False
        self.done(len(self.packets))
        event: dict[str, Any] = json.loads(await self.socket.recv())
        sound = event.get("audio") or event.get("realtime_input", {}).get("audio", {}).get("data")
        if sound:
            self.packets.append(base64.b64decode(sound))
        else:
            self.events.append(event)
        return event

    async def wait(self, kind: str) -> None:
        """Until an event of a kind has come; where events have no type, one with such a field."""
        while True:
            event = await self.next()
            if event.get("type") == kind or kind in event:
                return

    async def hear(self, seconds: float) -> None:
        """Until so much sound has come in all."""
        while sum(map(len, self.packets)) < 2 * round(self.rate_hz * seconds):
            await self.next()

    async def forever(self) -> None:
        while True:
            await self.next()


Script = Callable[[Peer], Awaitable[None]]
Tls = ssl.SSLContext | None


class FakeServer:
    """`script` plays every session. `status`: of the handshake, where it is refused. `tls`: its certificate."""

    def __init__(
        self, script: Script, path: str = REALTIME, status: int = 0, tls: ssl.SSLContext | None = None
    ) -> None:
        self.script, self.path, self.status, self.tls = script, path, status, tls
        self.rate_hz = MOUTH_HZ if path else EAR_HZ
        self.peers: list[Peer] = []
        self.requests: list[Request] = []
        self._loop, self._server = asyncio.new_event_loop(), list[Server]()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def peer(self) -> Peer:
        return self.peers[-1]

    @property
    def url(self) -> str:
        (bound,) = self._server[0].sockets
        return f"ws://127.0.0.1:{bound.getsockname()[1]}{self.path}"

    def __enter__(self) -> "FakeServer":
        self._thread.start()
        asyncio.run_coroutine_threadsafe(self._start(), self._loop).result()
        return self

    def __exit__(self, *_: object) -> None:
        asyncio.run_coroutine_threadsafe(self._stop(), self._loop).result()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    async def _start(self) -> None:
        server = await serve(self._play, "127.0.0.1", 0, process_request=self._answer, close_timeout=0.2, ssl=self.tls)
        self._server.append(server)

    async def _stop(self) -> None:
        self._server[0].close()
        await self._server[0].wait_closed()

    def _answer(self, connection: ServerConnection, request: Request) -> Response | None:
        self.requests.append(request)
        return connection.respond(self.status, "no") if self.status else None

    async def _play(self, socket: ServerConnection) -> None:
        peer = Peer(socket, self.rate_hz)
        self.peers.append(peer)
        try:
            await self.script(peer)
        except ConnectionClosed:
            peer.is_closed = True
        finally:
            peer.done(math.inf)
            await socket.close()


class Lockstep:
    """A session's time stands still until the server has done all that a packet brings about, and the client has taken
    it in. `patience`: seconds of the wall in one of a limit."""

    def __init__(self, server: FakeServer, patience: float = 1.0) -> None:
        self._server, self._patience = server, patience
        self._time_s, self._num_sent = 0.0, 0

    def begin(self) -> None:
        pass

    def now_s(self) -> float:
        return self._time_s

    async def until(self, at_s: float) -> None:
        loop, is_done = asyncio.get_running_loop(), asyncio.Event()
        peer = self._server.peer
        peer.on_done = lambda: loop.call_soon_threadsafe(is_done.set)
        while peer.num_done < self._num_sent:
            is_done.clear()
            if peer.num_done < self._num_sent:
                await is_done.wait()
        peer.on_done = None
        for _ in range(50):  # what has come over the line is taken in
            await asyncio.sleep(0)
        self._time_s, self._num_sent = at_s, self._num_sent + 1

    def limit(self, seconds: float) -> asyncio.Timeout:
        return asyncio.timeout(seconds * self._patience)


def realtime(talk: Script, session: dict[str, Any] | None = None) -> Script:
    """A Realtime session: greeting and settings, then `talk`."""

    async def script(peer: Peer) -> None:
        await peer.send("session.created", session=session or SETTINGS)
        await peer.wait("session.update")
        await peer.send("session.updated", session=session or SETTINGS)
        await talk(peer)

    return script


def live(talk: Script, session: dict[str, Any] | None = None) -> Script:
    async def script(peer: Peer) -> None:
        await peer.wait("session.start")
        await peer.send("session.started", session=session or {"audio": {"format": PCM}})
        await talk(peer)

    return script


def tone(seconds: float, level: float = 0.3) -> Audio:
    times = np.arange(round(seconds * MOUTH_HZ)) / MOUTH_HZ
    return (level * np.sin(2 * np.pi * 300 * times)).astype(np.float32)


def coded(samples: Audio) -> str:
    return base64.b64encode(pcm16.to_bytes(samples)).decode()


def open_take(server: FakeServer, url: str = "", patience: float = 1.0) -> Take:
    """A session in lockstep with the server."""
    target = open_remote(url or server.url, lambda: Lockstep(server, patience))
    assert target.is_live and target.name == (url or server.url)
    return Take(lambda: target.open(CASE), SystemClock())


def steps(take: Take, num_ticks: int, user: Audio | None = None) -> None:
    for tick in range(num_ticks):
        take.step(None if user is None else user[tick * EAR_TICK_SAMPLES : (tick + 1) * EAR_TICK_SAMPLES])


def play(server: FakeServer, num_ticks: int, user: Audio | None = None, url: str = "") -> Record:
    take = open_take(server, url)
    steps(take, num_ticks, user)
    take.close()
    return take.record()
