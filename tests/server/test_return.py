"""A connection that breaks, clients that come back, sidebands, recordings: over real sockets, with a tiny model."""

import asyncio
import json
import urllib.error
import urllib.request
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
import soundfile
from openai import AsyncOpenAI
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from microturn.engine.remote import EngineConfig
from microturn.server.app import Server, ServerConfig
from tests.engine.checkpoints import tiny_checkpoint
from tests.server.serving import serving

START = {"type": "session.start", "session": {"model": "gpt-live-1", "instructions": "be brief"}}


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"))


def config(checkpoint: Path, **options: Any) -> ServerConfig:
    return ServerConfig(EngineConfig(str(checkpoint), max_sessions=3), **options)


async def until(socket: ClientConnection, kind: str) -> dict[str, Any]:
    """The next event of this type."""
    while True:
        event = json.loads(await asyncio.wait_for(socket.recv(), 20))
        if event["type"] == kind:
            return event


async def emptied(server: Server) -> None:
    async with asyncio.timeout(20):
        while server.door.num_sessions or server.engine.lines:
            await asyncio.sleep(0.05)


def play(run: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(run(), 60))


def fetch(url: str, headers: dict[str, str], body: bytes | None = None) -> bytes:
    with urllib.request.urlopen(urllib.request.Request(url, body, headers), timeout=20) as answer:
        return answer.read()


def keyed(server: Server) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.keys.make('ann')}"}


def test_a_client_whose_connection_broke_goes_on_where_it_was(checkpoint: Path) -> None:
    async def run() -> None:
        async with serving(config(checkpoint)) as (server, port):
            url, headers = f"ws://127.0.0.1:{port}/v1/realtime", keyed(server)
            socket = await connect(f"{url}?microturn=ticks,resume", additional_headers=headers)
            first = await until(socket, "microturn.ticket")
            before = await until(socket, "microturn.tick")
            socket.transport.abort()
            await asyncio.sleep(1.0)  # time in which it stands still
            back = await connect(f"{url}?resume={first['ticket']}", additional_headers=headers)
            second = await until(back, "microturn.ticket")
            assert second["is_resumed"]
            assert second["session"] == first["session"]
            after = await until(back, "microturn.tick")
            assert before["tick"] < after["tick"] <= before["tick"] + 4, "it went on, and stood still meanwhile"
            for ticket in (first["ticket"], "rt_wrong"):
                with pytest.raises(InvalidStatus, match="404"):
                    await connect(f"{url}?resume={ticket}", additional_headers=headers)
            with pytest.raises(InvalidStatus, match="404"):  # another key's
                await connect(f"{url}?resume={second['ticket']}", additional_headers=keyed_other(server))
            third = await connect(f"{url}?resume={second['ticket']}", additional_headers=headers)
            with pytest.raises(ConnectionClosed, match="resumed_elsewhere"):
                await until(back, "none")
            await until(third, "microturn.tick")
            await third.close()
            await emptied(server)
            assert server.store.reason(first["session"]) == "client_closed"

    play(run)


def keyed_other(server: Server) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.keys.make('bob')}"}


def test_a_broken_connection_ends_a_session_that_did_not_ask_to_be_kept(checkpoint: Path) -> None:
    async def run() -> None:
        async with serving(config(checkpoint)) as (server, port):
            socket = await connect(f"ws://127.0.0.1:{port}/v1/realtime", additional_headers=keyed(server))
            created = await until(socket, "session.created")
            socket.transport.abort()
            await emptied(server)
            assert server.store.reason(created["session"]["id"]) == "connection_lost"

    play(run)


def test_a_sideband_follows_steers_and_can_hang_up(checkpoint: Path) -> None:
    async def run() -> None:
        async with serving(config(checkpoint)) as (server, port):
            headers = keyed(server)
            base = f"127.0.0.1:{port}/v1"
            main = await connect(f"ws://{base}/live/sessions", additional_headers=headers)
            await main.send(json.dumps(START))
            name = (await until(main, "session.started"))["session"]["id"]
            key = headers["Authorization"].removeprefix("Bearer ")
            client = AsyncOpenAI(api_key=key, base_url=f"http://{base}", websocket_base_url=f"ws://{base}")
            async with client.live.sideband.connect(session_id=name) as side:
                await side.session.input_audio.mute()
                async for event in side:
                    assert event.type != "session.output_audio.delta", "sidebands get no sound"
                    if event.type == "session.input_audio.muted":
                        break
                await until(main, "session.input_audio.muted")
            await until(main, "session.output_audio.delta")  # the sideband has gone, the session goes on
            with pytest.raises(InvalidStatus, match="404"):
                await connect(f"ws://{base}/live/sessions/{name}/attach", additional_headers=keyed_other(server))
            await asyncio.to_thread(fetch, f"http://{base}/live/sessions/{name}/hangup", headers, b"")
            assert (await until(main, "session.closed"))["reason"] == "close_requested"
            await emptied(server)

    play(run)


def test_recordings_are_made_for_those_who_ask(checkpoint: Path, tmp_path: Path) -> None:
    async def run() -> None:
        async with serving(config(checkpoint, recordings=tmp_path / "r")) as (server, port):
            headers = keyed(server)
            for wish in ("ticks", "ticks,record"):
                socket = await connect(
                    f"ws://127.0.0.1:{port}/v1/realtime?microturn={wish}", additional_headers=headers
                )
                name = (await until(socket, "session.created"))["session"]["id"]
                while (await until(socket, "microturn.tick"))["tick"] < 4:
                    pass
                await socket.close()
            await emptied(server)
            [file] = (tmp_path / "r").iterdir()
            samples, rate_hz = soundfile.read(file)
            assert rate_hz == 24000
            assert samples.shape[1] == 2
            assert 5 * 4800 <= len(samples) <= 40 * 4800
            url = f"http://127.0.0.1:{port}/v1/live/sessions/{name}/content"
            assert await asyncio.to_thread(fetch, url, headers) == file.read_bytes()
            with pytest.raises(urllib.error.HTTPError, match="404"):
                await asyncio.to_thread(fetch, url, keyed_other(server))

    play(run)


def test_sessions_that_a_dead_server_left_open_are_marked(checkpoint: Path, tmp_path: Path) -> None:
    async def run() -> None:
        database = tmp_path / "server.db"
        Server(config(checkpoint, database=database)).store.begin("sess_lost", "key", "live", 0.0)
        async with serving(config(checkpoint, database=database)) as (server, _):
            assert server.store.reason("sess_lost") == "server_lost"

    play(run)
