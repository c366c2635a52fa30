"""Calls that outlive the processes of the engine, over real sockets: killed in mid-speech, replaced by a signal."""

import asyncio
import base64
import json
import os
import signal
import sys
import urllib.request
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from openai import AsyncOpenAI
from openai.resources.realtime.realtime import AsyncRealtimeConnection
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import InvalidStatus

from microturn.bench.host import free_port
from microturn.engine.remote import EngineConfig
from microturn.server.app import ServerConfig
from microturn.server.limits import Limits
from tests.engine.checkpoints import tiny_checkpoint
from tests.server.beside import LIVE, REALTIME, START, append, emptied, open_live, open_socket, until
from tests.server.serving import serving, started

TICKS, KILLED_TICK = 30, 10


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"), is_talkative=True)


def play(run: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(run(), 150))


async def hear(connection: AsyncRealtimeConnection, until_tick: int) -> tuple[list[int], int, str]:
    """-> the micro-turns that came, seconds of sound in bytes, and words said."""
    ticks, num_bytes, said = list[int](), 0, ""
    async for event in connection:
        kind = str(event.type)
        assert kind != "error", event
        if kind == "microturn.tick":
            ticks.append(event.tick)  # pyright: ignore
            if ticks[-1] >= until_tick:
                break
        elif event.type == "response.output_audio.delta":
            num_bytes += len(base64.b64decode(event.delta))
        elif event.type == "response.output_audio_transcript.delta":
            said += event.delta
    return ticks, num_bytes, said


def test_a_call_of_the_official_client_outlives_the_engine(checkpoint: Path) -> None:
    sound = np.random.default_rng(0).normal(0, 3000, (TICKS, 4800)).astype("<i2")

    async def run() -> None:
        async with serving(ServerConfig(EngineConfig(str(checkpoint)))) as (server, port):
            client = AsyncOpenAI(
                api_key=server.keys.make("ann"), base_url=f"http://127.0.0.1:{port}/v1",
                websocket_base_url=f"ws://127.0.0.1:{port}/v1",
            )  # fmt: skip
            options: Any = {"extra_query": {"microturn": "ticks"}}
            async with client.realtime.connect(model="microturn-nano", **options) as connection:
                for samples in sound:
                    await connection.input_audio_buffer.append(audio=base64.b64encode(samples.tobytes()).decode())
                before, num_before, _ = await hear(connection, KILLED_TICK)
                pid = server.engine.engines[0].pid
                assert pid is not None
                os.kill(pid, signal.SIGKILL)
                after, num_after, said = await hear(connection, TICKS)
            assert before + after == list(range(TICKS + 1))
            assert num_before > 0
            assert num_after > 0
            assert said.strip()
            assert server.engine.engines[0].num_starts == 2
            await emptied(server, 0)
            text = await asyncio.to_thread(fetch, f"http://127.0.0.1:{port}/metrics")
            assert 'microturn_moves_total{why="crash"} 1.0' in text
            assert 'microturn_engine_starts{replica="0"} 2.0' in text
            (name,) = server.store.sessions(next(iter(server.store.keys())))
            assert server.store.reason(name) == "client_closed"

    play(run)


def fetch(url: str) -> str:
    with urllib.request.urlopen(url, timeout=20) as answer:
        return answer.read().decode()


class Caller:
    """Speaks all the time, and keeps the micro-turns that come back."""

    def __init__(self, socket: ClientConnection, kind: str) -> None:
        self.socket, self.kind, self.ticks = socket, kind, list[int]()
        self.tasks = [asyncio.create_task(self.speak()), asyncio.create_task(self.listen())]

    async def speak(self) -> None:
        while True:
            await self.socket.send(append(200, self.kind))
            await asyncio.sleep(0.2)

    async def listen(self) -> None:
        async for text in self.socket:
            event = json.loads(text)
            assert event["type"] != "error", event
            if event["type"] == "microturn.tick":
                self.ticks.append(event["tick"])
        raise AssertionError(f"the socket closed: {self.socket.close_reason}")

    async def later(self, num: int = 3) -> None:
        """Some more micro-turns have come."""
        wanted = len(self.ticks) + num
        await until(lambda: len(self.ticks) >= wanted or self.tasks[1].done(), 60)

    async def end(self) -> None:
        for task in self.tasks:
            task.cancel()
        found = await asyncio.gather(*self.tasks, return_exceptions=True)
        assert all(isinstance(each, asyncio.CancelledError) for each in found), found
        await self.socket.close()
        assert self.ticks == list(range(self.ticks[0], self.ticks[0] + len(self.ticks)))


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGHUP")
def test_a_rolling_restart_closes_no_socket(checkpoint: Path) -> None:
    async def run() -> None:
        port = free_port()
        async with started(checkpoint, port, "--replicas", "2", "--max-per-key", "9") as server:

            async def measured(line: str) -> bool:
                return line in await asyncio.to_thread(fetch, f"http://127.0.0.1:{port}/metrics")

            sockets = [await open_socket(port, REALTIME, "any") for _ in range(2)]
            callers = [Caller(socket, "input_audio_buffer.append") for socket in sockets]
            callers += [Caller(await open_live(port, "any"), "session.input_audio.append") for _ in range(2)]
            for caller in callers:
                await caller.later()
            assert await measured('microturn_engine_sessions{replica="1"} 2.0')
            server.send_signal(signal.SIGHUP)
            async with asyncio.timeout(90):
                while not await measured('microturn_engine_starts{replica="1"} 2.0'):
                    await asyncio.sleep(0.1)
                while not await measured('microturn_moves_total{why="restart"} 4.0'):
                    await asyncio.sleep(0.1)
            for caller in callers:
                await caller.later()
                await caller.end()
            server.send_signal(signal.SIGTERM)

    play(run)


def test_a_call_is_refused_where_no_replica_has_room(checkpoint: Path) -> None:
    async def run() -> None:
        config = ServerConfig(EngineConfig(str(checkpoint), max_sessions=1), Limits(), num_replicas=2)
        async with serving(config) as (server, port):
            key = server.keys.make("ann")
            sockets = [await open_live(port, key), await open_socket(port, REALTIME, key)]
            assert [len(engine.lines) for engine in server.engine.engines] == [1, 1]
            with pytest.raises(InvalidStatus) as refused:
                await open_socket(port, LIVE, key)
            assert refused.value.response.status_code == 503
            body = json.loads(refused.value.response.body)
            assert body["error"]["code"] == "server_full"
            assert "expected fewer than 2 sessions, 2 are open" in body["error"]["message"]
            await sockets[1].close()
            await emptied(server, 1)
            again = await open_socket(port, LIVE, key)
            await again.send(START)
            await again.close()

    play(run)
