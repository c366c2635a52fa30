"""Clients, networks and processes that fail, over real sockets. Whatever one of them does, a well-behaved session
beside it gets every micro-turn in order, in time and without an error; and nothing is left of the one that failed."""

import asyncio
import contextlib
import gc
import json
import os
import signal
import sys
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from microturn.bench.host import free_port
from microturn.engine.remote import EngineConfig
from microturn.server.app import Server, ServerConfig
from tests.engine.checkpoints import tiny_checkpoint
from tests.server.beside import (
    LIVE,
    NEVER_S,
    PING_S,
    REALTIME,
    START,
    append,
    beside,
    emptied,
    open_live,
    open_socket,
    until,
)
from tests.server.raw import Raw
from tests.server.serving import serving, started
from tests.server.test_hostile import bend
from tests.wire import live_samples, realtime_samples

MIB = 1 << 20
CLOSE = json.dumps({"type": "session.close"})


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"))


def play(run: Callable[[], Coroutine[Any, Any, None]], limit_s: float = 120) -> None:
    asyncio.run(asyncio.wait_for(run(), limit_s))


async def last_ending(server: Server) -> str:
    """Why the session that was opened last has ended."""
    [key] = server.store.keys()
    name = server.store.sessions(key)[-1]
    await until(lambda: server.store.reason(name) != "")
    return server.store.reason(name)


async def told(socket: ClientConnection) -> list[dict[str, Any]]:
    """Everything up to the end of the connection."""
    events: list[dict[str, Any]] = []
    with contextlib.suppress(ConnectionClosed):
        async with asyncio.timeout(20):
            while True:
                events.append(json.loads(await socket.recv()))
    return events


def test_a_client_that_vanished_is_let_go(checkpoint: Path) -> None:
    async def run() -> None:
        async with beside(checkpoint, PING_S) as (server, port, key):
            with contextlib.closing(await Raw.connect(port, LIVE, key)) as raw:
                await raw.say(json.loads(START))
                await until(lambda: len(server.sessions.desk) == 2)
                await emptied(server, 1)
                assert await last_ending(server) == "connection_lost"
                assert await raw.is_dropped()

    play(run)


@pytest.mark.parametrize(
    ("ping_s", "num_items", "reason"), [(PING_S, 0, "connection_lost"), (NEVER_S, 1100, "client_not_reading")]
)
def test_a_client_that_never_reads_is_hung_up_on(checkpoint: Path, ping_s: float, num_items: int, reason: str) -> None:
    tool = {"type": "function", "name": "f", "description": "x" * 500_000, "parameters": {}}
    update = {"type": "session.update", "session": {"type": "realtime", "tools": [tool]}}
    content = [{"type": "output_text", "text": "hi"}]
    item = {"type": "message", "role": "assistant", "content": content}

    async def run() -> None:
        async with beside(checkpoint, ping_s) as (server, port, key):
            with contextlib.closing(await Raw.connect(port, REALTIME, key)) as raw:
                with contextlib.suppress(ConnectionError):
                    for _ in range(20):  # each is answered as long
                        await raw.say(update)
                    for _ in range(num_items):  # each is answered twice
                        await raw.say({"type": "conversation.item.create", "item": item})
                await emptied(server, 1)
                assert await last_ending(server) == reason
                assert await raw.is_dropped()

    play(run)


def test_one_that_sends_ten_times_too_fast_is_told_and_goes_on(checkpoint: Path) -> None:
    async def run() -> None:
        async with beside(checkpoint, max_behind=20) as (server, port, key):
            socket = await open_live(port, key)
            [line] = [line for line in server.engine.lines.values() if line.name != next(iter(server.engine.lines))]
            reading, most = asyncio.create_task(told(socket)), 0
            for k in range(150):  # 30 s in 3
                await socket.send(append(200))
                most = max(most, line.num_behind)
                await asyncio.sleep(0.02 if k > 40 else 0)
            assert 0 < most <= 20
            await until(lambda: line.num_behind < most)
            await socket.send(CLOSE)
            events = await reading
            errors = [event["error"]["message"] for event in events if event["type"] == "error"]
            assert errors
            assert all("send at the pace of speech" in error for error in errors)
            assert events[-1]["type"] == "session.closed"
            ticks = [event["tick"] for event in events if event["type"] == "microturn.tick"]
            assert ticks == list(range(ticks[0], ticks[0] + len(ticks)))

    play(run)


def test_one_that_sends_too_many_messages_is_told_why_it_ends(checkpoint: Path) -> None:
    async def run() -> None:
        async with beside(checkpoint, max_messages_per_s=30) as (_, port, key):
            socket = await open_live(port, key)
            reading = asyncio.create_task(told(socket))
            with contextlib.suppress(ConnectionClosed):
                for _ in range(600):
                    await socket.send(append(1))
            events = await reading
            assert events[-1]["type"] == "session.closed"
            assert (socket.close_code, socket.close_reason) == (1008, "rate_limited")

    play(run)


def test_one_that_sends_half_of_what_it_should_goes_on(checkpoint: Path) -> None:
    async def run() -> None:
        async with beside(checkpoint) as (_, port, key):
            socket = await open_live(port, key)
            reading = asyncio.create_task(told(socket))
            for _ in range(15):
                await socket.send(append(100))
                await asyncio.sleep(0.2)
            await socket.send(CLOSE)
            events = await reading
            assert "error" not in {event["type"] for event in events}
            assert events[-1]["reason"] == "close_requested"
            ticks = [event["tick"] for event in events if event["type"] == "microturn.tick"]
            assert len(ticks) >= 10, "silence fills what is missing"
            assert ticks == list(range(ticks[0], ticks[0] + len(ticks)))

    play(run)


async def come_and_go(port: int, key: str, how: int) -> None:
    """Leaves properly, breaks off, or never says anything after the handshake has begun."""
    if how == 2:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        writer.write(b"GET /v1/realtime HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\n")
        await writer.drain()
        writer.close()
        del reader
        return
    socket = await open_socket(port, (REALTIME, LIVE)[how], key)
    if how:
        socket.transport.abort()
    else:
        await socket.close()


def memory_mib(pid: int | str = "self") -> float:
    return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / MIB


@pytest.mark.skipif(sys.platform != "linux", reason="reads /proc")
def test_five_hundred_connections_leave_nothing_behind(checkpoint: Path) -> None:
    async def run() -> None:
        async with beside(checkpoint) as (server, port, key):

            async def many(num: int) -> tuple[int, float, float]:
                for batch in range(num // 5):
                    await asyncio.gather(*(come_and_go(port, key, (batch + k) % 3) for k in range(5)))
                await emptied(server, 1)
                gc.collect()
                return len(os.listdir("/proc/self/fd")), memory_mib(), memory_mib(server.engine.engines[0].pid or 0)

            rounds = np.array([await many(num) for num in (150, 175, 175)])
            files, server_mib, engine_mib = np.diff(rounds, axis=0).min(axis=0)  # a leak grows in every round
            assert files <= 3
            assert server_mib < 10
            assert engine_mib < 10

    play(run, 240)


@pytest.mark.parametrize("protocol", ["realtime", "live"])
def test_hostile_messages_are_answered_and_heard_by_nobody_else(checkpoint: Path, protocol: str) -> None:
    rng = np.random.default_rng(7)
    samples = {"realtime": realtime_samples, "live": live_samples}[protocol].FROM_CLIENT
    path, first = {"realtime": (REALTIME, append(20)), "live": (LIVE, START)}[protocol]
    odd: list[str | bytes] = ["", "{", "[]", "null", b"\x00\xff", "[" * 50_000, '{"type": 1}', '"' + "x" * 900_000]

    def bent(i: int) -> str:
        return json.dumps(bend(samples[i % len(samples)], rng))

    async def run() -> None:
        async with beside(checkpoint) as (_, port, key):
            waiting, events = [odd[i] if i < len(odd) else bent(i) for i in range(100)], list[dict[str, Any]]()
            while waiting:  # some of them end the session
                socket = await open_socket(port, path, key)
                reading = asyncio.create_task(told(socket))
                with contextlib.suppress(ConnectionClosed):
                    await socket.send(first)
                    while waiting:
                        await socket.send(waiting.pop())
                    await asyncio.sleep(0.5)
                    await socket.close()
                events += await reading
            errors = [event["error"] for event in events if event["type"] == "error"]
            assert len(errors) > 20
            assert {error["type"] for error in errors} == {"invalid_request_error"}

    play(run)


def test_bytes_that_are_no_frames_end_their_connection_alone(checkpoint: Path) -> None:
    async def run() -> None:
        async with beside(checkpoint) as (server, port, key):
            for data in (b"\x81\x03abc", b"\xff" * 3, b"\x81\xff\x7f" + bytes(7), b"\x81\x82\0\0\0\0\xff\xfe"):
                with contextlib.closing(await Raw.connect(port, LIVE, key)) as raw:
                    await raw.write(data)
                    assert await raw.is_dropped()
            await emptied(server, 1)

    play(run)


def test_a_server_that_is_ended_tells_its_clients_and_one_that_is_killed_remembers(
    checkpoint: Path, tmp_path: Path
) -> None:
    async def run() -> None:
        database, port = tmp_path / "server.db", free_port()
        async with started(checkpoint, port, "--database", str(database)) as server:
            socket = await open_live(port, "any")
            talks = await open_socket(port, REALTIME, "any")
            server.send_signal(signal.SIGTERM)
            assert (await told(socket))[-1]["type"] == "session.closed"
            assert (await told(talks))[-1]["error"]["code"] == "server_shutdown"
            assert (socket.close_code, socket.close_reason) == (1012, "server_shutdown")
        async with started(checkpoint, port, "--database", str(database)) as server:
            socket = await open_live(port, "any")
            server.kill()
            await told(socket)
            assert socket.close_code == 1006
        config = ServerConfig(EngineConfig(str(checkpoint)), database=database)
        async with serving(config) as (again, _):
            [key] = again.store.keys()
            reasons = [again.store.reason(name) for name in again.store.sessions(key)]
            assert reasons == ["server_shutdown", "server_shutdown", "server_lost"]

    play(run, 240)
