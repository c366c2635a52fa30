"""A WebSocket server whose every delay is known, and a clock that only the test turns.

Sockets are real, time is not: the event loop's clock jumps to the next timer whenever no socket has anything to read.
They are Unix sockets, since TCP may hold bytes back for a moment even on loopback, and the clock would jump over it.
"""

import asyncio
import json
import os
import selectors
import socket
from collections.abc import AsyncGenerator, Callable, Coroutine
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

import numpy as np
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from microturn.bench.load.session import Server
from microturn.bench.load.sound import messages
from microturn.server.pacer import Pacer

T = TypeVar("T")
LINES = messages(np.zeros(16_000, np.float32), 16_000)
TICK_LETTERS = 10 * len(json.loads(LINES[0])["audio"])
PROMPT_S = 0.03


class Jumping(selectors.DefaultSelector):
    """Waits for nothing: where there is nothing to read, the time that would be waited is over at once."""

    time_s = 0.0

    def select(self, timeout: float | None = None) -> list[tuple[selectors.SelectorKey, int]]:
        found = super().select(0 if timeout is not None else 0.01)
        if not found and timeout:
            self.time_s += timeout
        return found


class Loop(asyncio.SelectorEventLoop):
    """Whatever address is connected to, it is the socket of `bound` with this port."""

    def __init__(self) -> None:
        self.jumping = Jumping()
        super().__init__(self.jumping)

    def time(self) -> float:
        return self.jumping.time_s

    async def create_connection(  # pyright: ignore[reportIncompatibleMethodOverride]
        self, factory: Callable[[], asyncio.Protocol], host: str, port: int, **_: Any
    ) -> tuple[asyncio.BaseTransport, asyncio.Protocol]:
        return await self.create_unix_connection(factory, path_of(port))


PORTS = count(1)


def bound() -> tuple[socket.socket, Server]:
    """A socket to listen on, and what is served there."""
    port = next(PORTS)
    made = socket.socket(socket.AF_UNIX)
    made.bind(path_of(port))
    return made, Server.at(f"ws://127.0.0.1:{port}")


def path_of(port: int) -> str:
    """Of no file: "abstract", see unix(7)."""
    return f"\0microturn-{os.getpid()}-{port}"


class LoopClock:
    def now_s(self) -> float:
        return asyncio.get_running_loop().time()


def played(work: Coroutine[Any, Any, T]) -> T:
    with asyncio.Runner(loop_factory=Loop) as runner:
        return runner.run(work)


def prompt(session: int, tick: int) -> float:
    return PROMPT_S


@dataclass(eq=False)
class FakeServer:
    """Answers a micro-turn `delay_s(session, tick)` after its last packet. `seats`: at once. `dies_at`: the tick in
    which a session ends. `fills_at`: the tick before which it puts one of silence. `has_pacer`: it puts silence where
    sound is late, as ours does; `num_silent` counts that."""

    delay_s: Callable[[int, int], float] = prompt
    seats: int = 1000
    dies_at: dict[int, int] = field(default_factory=lambda: {})
    fills_at: int = -1
    has_pacer: bool = False
    num_open: int = 0
    num_begun: int = 0
    num_silent: int = 0

    @asynccontextmanager
    async def listen(self) -> AsyncGenerator[Server]:
        made, server = bound()
        async with serve(self._serve, sock=made, process_request=self._admit, compression=None):
            yield server

    async def _admit(self, connection: ServerConnection, request: Request) -> Response | None:
        if self.num_open >= self.seats:
            return connection.respond(429, json.dumps({"error": {"message": "all are taken"}}))
        self.num_open += 1
        return None

    async def _serve(self, socket: ServerConnection) -> None:
        self.num_begun += 1
        try:
            async with asyncio.TaskGroup() as tasks:
                await self._converse(socket, self.num_begun - 1, tasks)
        finally:
            self.num_open -= 1

    async def _converse(self, socket: ServerConnection, session: int, tasks: asyncio.TaskGroup) -> None:
        assert json.loads(await socket.recv())["type"] == "session.start"
        await socket.send(json.dumps({"type": "session.started", "session": {"id": "sess_1"}}))
        fed, tick, silent, pacer = 0, 0, 0, Pacer(asyncio.get_running_loop().time())
        async for text in socket:
            event = json.loads(text)
            if event["type"] == "session.close":
                return
            due = pacer.due(asyncio.get_running_loop().time()) if self.has_pacer else 0
            self.num_silent, silent = self.num_silent + due, silent + due
            fed += len(event["audio"])
            while fed >= TICK_LETTERS * (tick + 1):
                silent += tick == self.fills_at
                for _ in range(silent):
                    fed, tick = fed + TICK_LETTERS, tick + 1
                    tasks.create_task(self._answer(socket, tick - 1, 0.0))
                pacer.fed(1, asyncio.get_running_loop().time())
                tasks.create_task(self._answer(socket, tick, self.delay_s(session, tick)))
                tick, silent = tick + 1, 0
            if tick > self.dies_at.get(session, 1 << 30):
                await socket.close(1011, "engine_lost")

    async def _answer(self, socket: ServerConnection, tick: int, delay_s: float) -> None:
        await asyncio.sleep(delay_s)
        with suppress(ConnectionClosed):
            await socket.send(json.dumps({"type": "session.output_audio.delta", "delta": "AAAA"}))
            await socket.send(json.dumps({"type": "microturn.tick", "tick": tick, "compute_ms": {"a": 20, "b": 5}}))
