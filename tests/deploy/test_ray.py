"""The server on a Ray cluster of this machine: who finds no room gets one more replica, and nobody's call ends."""

# pyright: reportMissingImports=false

import asyncio
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import InvalidStatus

from microturn.bench.host import free_port
from microturn.deploy.ray import application
from microturn.engine.remote import EngineConfig
from microturn.server.app import ServerConfig
from tests.engine.checkpoints import tiny_checkpoint
from tests.server.beside import LIVE, START

ray: Any = pytest.importorskip("ray")
serve: Any = pytest.importorskip("ray.serve")
pytestmark = pytest.mark.filterwarnings("ignore")  # those of Ray


@pytest.fixture
def port() -> Iterator[int]:
    number = free_port()
    ray.init(num_cpus=2, include_dashboard=False, object_store_memory=10**8)
    serve.start(http_options={"host": "127.0.0.1", "port": number})
    yield number
    serve.shutdown()
    ray.shutdown()


async def hear(socket: ClientConnection, ticks: list[int]) -> None:
    async for text in socket:
        event = json.loads(text)
        assert event["type"] != "error", event
        if event["type"] == "microturn.tick":
            ticks.append(event["tick"])
    raise AssertionError(f"the socket closed: {socket.close_reason}")


async def open_live(port: int) -> ClientConnection:
    """As soon as there is room."""
    while True:
        try:
            socket = await connect(f"ws://127.0.0.1:{port}{LIVE}")
        except InvalidStatus as refused:
            if refused.response.status_code != 503:
                raise
            await asyncio.sleep(0.5)
            continue
        await socket.send(START)
        return socket


def test_replicas_come_as_they_are_needed(port: int, tmp_path: Path) -> None:
    """Each holds one session: the second has to wait for the second replica."""
    config = ServerConfig(EngineConfig(str(tiny_checkpoint(tmp_path)), max_sessions=1), is_open=True)
    serve.run(application(config, 1, 2, cores=0.5))

    async def run() -> None:
        sockets, ticks = list[ClientConnection](), ([], [])
        tasks = list[asyncio.Task[None]]()
        for number in range(2):
            sockets.append(await open_live(port))
            tasks.append(asyncio.create_task(hear(sockets[-1], ticks[number])))
        while min(map(len, ticks)) < 3 and not any(task.done() for task in tasks):
            await asyncio.sleep(0.1)
        for task in tasks:
            task.cancel()
        found = await asyncio.gather(*tasks, return_exceptions=True)
        assert all(isinstance(each, asyncio.CancelledError) for each in found), found
        for socket, heard in zip(sockets, ticks):
            await socket.close()
            assert heard == list(range(heard[0], heard[0] + len(heard)))

    asyncio.run(asyncio.wait_for(run(), 240))
    states = serve.status().applications["default"].deployments["microturn"].replica_states
    assert states == {"RUNNING": 2}
