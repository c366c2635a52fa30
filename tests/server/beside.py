"""A server with a well-behaved session in it, which must notice nothing of what others do beside it."""

import asyncio
import base64
import contextlib
import json
import time
from collections.abc import AsyncGenerator, Callable
from pathlib import Path

from websockets.asyncio.client import ClientConnection, connect

from microturn.engine.remote import EngineConfig
from microturn.server.app import Server, ServerConfig
from microturn.server.limits import Limits
from tests.server.serving import serving

PING_S = 1.5  # where it is waited for
NEVER_S = 60.0  # between pings: longer than a test
LATE_S = 3.0  # by how much a micro-turn of the well-behaved may be late, on a machine that does nothing else
REALTIME, LIVE = "/v1/realtime?microturn=ticks", "/v1/live/sessions?microturn=ticks"
START = json.dumps({"type": "session.start", "session": {"model": "m"}})


def append(ms: int, kind: str = "session.input_audio.append") -> str:
    """Sound of some length, at 24 kHz."""
    return json.dumps({"type": kind, "audio": base64.b64encode(bytes(48 * ms)).decode()})


class Good:
    """A client that does everything right, and notices what is done wrong to it."""

    def __init__(self, socket: ClientConnection) -> None:
        self.socket, self.ticks = socket, list[int]()
        self.sent, self.late_s = 0, 0.0
        self._loop = asyncio.get_running_loop()

    async def speak(self) -> None:
        start_s = self._loop.time()
        while True:
            self.sent += 1
            await asyncio.sleep(max(0.0, start_s + 0.1 * self.sent - self._loop.time()))
            await self.socket.send(append(100))

    async def listen(self) -> None:
        start_s, sound = self._loop.time(), 0
        async for text in self.socket:
            event = json.loads(text)
            assert event["type"] != "error", event
            sound += event["type"] == "session.output_audio.delta"
            if event["type"] == "microturn.tick":
                self.ticks.append(event["tick"])
                assert sound == len(self.ticks), "every micro-turn has its sound"
                self.late_s = max(self.late_s, self._loop.time() - start_s - 0.2 * len(self.ticks))
        raise AssertionError("the session ended")

    def check(self, slowness: float) -> None:
        assert self.ticks, "it was heard"
        assert self.ticks == list(range(self.ticks[0], self.ticks[0] + len(self.ticks)))
        assert self.late_s < LATE_S * slowness, (self.late_s, slowness)


@contextlib.asynccontextmanager
async def beside(
    checkpoint: Path, ping_s: float = NEVER_S, max_behind: int = 300, max_messages_per_s: float = 200
) -> AsyncGenerator[tuple[Server, int, str]]:
    """A server, its port and a key; a good client is in session with it all the time."""
    engine = EngineConfig(str(checkpoint), max_sessions=8, max_behind=max_behind, min_sessions=8)
    config = ServerConfig(engine, Limits(max_per_key=8, max_messages_per_s=max_messages_per_s))
    slow = await asyncio.to_thread(slowness)
    async with serving(config, ping_s) as (server, port):
        key = server.keys.make("ann")
        socket = await open_live(port, key)
        good = Good(socket)
        tasks = [asyncio.create_task(work) for work in (good.speak(), good.listen())]
        try:
            yield server, port, key
            await emptied(server, 1)
            await until(lambda: len(good.ticks) > 3)
            assert not any(task.done() for task in tasks), [task.exception() for task in tasks if task.done()]
            good.check(max(slow, await asyncio.to_thread(slowness)))
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            await socket.close()
        await emptied(server, 0)


def slowness() -> float:
    """Seconds that pass for one of computing: 1 on a machine that does nothing else."""
    start_s, worked_s = time.perf_counter(), time.thread_time()
    while time.thread_time() - worked_s < 0.05:
        pass
    return (time.perf_counter() - start_s) / 0.05


async def open_socket(port: int, path: str, key: str) -> ClientConnection:
    headers = {"Authorization": f"Bearer {key}"}
    return await connect(f"ws://127.0.0.1:{port}{path}", additional_headers=headers, open_timeout=20)


async def open_live(port: int, key: str) -> ClientConnection:
    socket = await open_socket(port, LIVE, key)
    await socket.send(START)
    assert json.loads(await asyncio.wait_for(socket.recv(), 20))["type"] == "session.started"
    return socket


async def until(is_so: Callable[[], bool], limit_s: float = 30) -> None:
    async with asyncio.timeout(limit_s):
        while not is_so():
            await asyncio.sleep(0.02)


async def emptied(server: Server, num: int) -> None:
    """No more than `num` sessions are left anywhere."""

    def held() -> list[int]:
        return [server.door.num_sessions, len(server.engine.lines), len(server.sessions.desk)]

    with contextlib.suppress(TimeoutError):
        await until(lambda: held() == [num] * 3)
    assert held() == [num] * 3
