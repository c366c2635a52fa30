"""Sessions over WebRTC, with aiortc as the client, over real sockets and with a tiny model that never stops talking."""

import asyncio
import json
import time
import urllib.error
from collections.abc import Callable, Coroutine
from pathlib import Path
from typing import Any

import pytest
from openai import AsyncOpenAI
from websockets.asyncio.client import connect

from microturn.core.clock import SystemClock
from microturn.core.messages import Audio
from microturn.engine.remote import EngineConfig
from microturn.server.app import Server, ServerConfig
from microturn.server.limits import Limits
from microturn.server.media import Playout
from microturn.server.webrtc import Peer
from tests.engine.checkpoints import speaking_checkpoint
from tests.server.callers import Caller, needs_network, post
from tests.server.serving import serving

pytestmark = needs_network
SDP = {"Content-Type": "application/sdp"}


@pytest.fixture(scope="module")
def checkpoint(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return speaking_checkpoint(tmp_path_factory.mktemp("tiny"))


def play(run: Callable[[], Coroutine[Any, Any, None]]) -> None:
    asyncio.run(asyncio.wait_for(run(), 60))


def config(checkpoint: Path, **options: Any) -> ServerConfig:
    return ServerConfig(EngineConfig(str(checkpoint), max_sessions=2), **options)


def keyed(server: Server) -> dict[str, str]:
    return {"Authorization": f"Bearer {server.keys.make('ann')}"}


async def call(port: int, headers: dict[str, str], query: str = "") -> tuple[Caller, str]:
    """A Realtime client that is connected, and the session's name."""
    caller = Caller()
    url = f"http://127.0.0.1:{port}/v1/realtime/calls{query}"
    status, answered, answer = await post(url, headers | SDP, await caller.offer(has_candidates=False))
    assert (status, answered["content-type"]) == (201, "application/sdp")
    await caller.connect(answer)
    return caller, answered["location"].removeprefix("/v1/realtime/calls/")


async def emptied(server: Server) -> None:
    async with asyncio.timeout(20):
        while server.door.num_sessions or server.engine.lines or len(server.sessions.desk):
            await asyncio.sleep(0.02)


def test_a_conversation_over_a_peer_connection(checkpoint: Path) -> None:
    async def run() -> None:
        async with serving(config(checkpoint)) as (server, port):
            caller, name = await call(port, keyed(server), "?microturn=ticks")
            created = await caller.until("session.created")
            assert created["session"]["id"] == name
            assert name.startswith("rtc_")
            caller.send("session.update", session={"type": "realtime", "instructions": "hi"})
            assert (await caller.until("session.updated"))["session"]["instructions"] == "hi"
            response_id = (await caller.until("output_audio_buffer.started"))["response_id"]
            await caller.until_loud()
            for _ in range(5):
                await caller.until("microturn.tick")
            caller.send("response.cancel")
            caller.send("output_audio_buffer.clear")
            assert (await caller.until("response.done"))["response"]["status"] == "cancelled"
            assert (await caller.until("output_audio_buffer.cleared"))["response_id"] == response_id
            await caller.until_quiet()
            assert "error" not in caller.types
            assert not [kind for kind in caller.types if kind.endswith("audio.delta")]
            order = ["response.created", "response.content_part.added", "output_audio_buffer.started", "response.done"]
            assert sorted(order, key=caller.types.index) == order
            await caller.close()
            await emptied(server)
            assert server.store.reason(name) == "client_closed"

    play(run)


def test_a_sideband_comes_before_the_client_and_a_hangup_ends_it(checkpoint: Path) -> None:
    async def run() -> None:
        async with serving(config(checkpoint)) as (server, port):
            headers, caller = keyed(server), Caller()
            grant = server.keys.check(key_of(headers))
            assert grant is not None
            fixed = {"type": "realtime", "instructions": "of the secret"}
            secret, _ = server.keys.make_secret(grant, fixed, 60)
            base, by_secret = f"127.0.0.1:{port}/v1/realtime", {"Authorization": f"Bearer {secret}"}
            _, answered, answer = await post(f"http://{base}/calls", by_secret | SDP, await caller.offer())
            name = answered["location"].rsplit("/", 1)[1]
            async with connect(f"ws://{base}?call_id={name}", additional_headers=headers) as side:
                await side.send(json.dumps({"type": "session.update", "session": {"type": "realtime"}}))
                assert json.loads(await asyncio.wait_for(side.recv(), 20))["type"] == "session.updated"
                await caller.connect(answer)
                assert (await caller.until("session.created"))["session"]["instructions"] == "of the secret"
                kinds: list[str] = []
                while "output_audio_buffer.started" not in kinds:
                    kinds.append(json.loads(await asyncio.wait_for(side.recv(), 20))["type"])
                await post(f"http://{base}/calls/{name}/hangup", headers, "")
                assert (await caller.until("error"))["error"]["code"] == "close_requested"
                await asyncio.wait_for(caller.is_closed.wait(), 20)
            await emptied(server)
            assert server.store.reason(name) == "close_requested"
            await caller.close()

    play(run)


def key_of(headers: dict[str, str]) -> str:
    return headers["Authorization"].removeprefix("Bearer ")


def test_the_official_client_opens_both_protocols(checkpoint: Path) -> None:
    async def run() -> None:
        async with serving(config(checkpoint)) as (server, port):
            key = key_of(keyed(server))
            async with AsyncOpenAI(api_key=key, base_url=f"http://127.0.0.1:{port}/v1", max_retries=0) as client:
                caller = Caller()
                made = await client.realtime.calls.create(
                    sdp=await caller.offer(), session={"type": "realtime", "instructions": "of the form"}
                )
                await caller.connect(made.text)
                assert (await caller.until("session.created"))["session"]["instructions"] == "of the form"
                await caller.close()
                live = Caller("any-name")
                opened = await client.live.create(
                    session={"model": "gpt-live-1", "instructions": "be brief"},
                    transport={"type": "webrtc", "sdp": await live.offer()},
                )
                await live.connect(opened.transport.sdp)
                assert (await live.until("session.started"))["session"]["id"] == opened.session.id
                await live.until_loud()
                async with client.live.sideband.connect(session_id=opened.session.id) as side:
                    await side.session.input_audio.mute()
                    await live.until("session.input_audio.muted")
                live.send("session.close")
                assert (await live.until("session.closed"))["reason"] == "close_requested"
                assert "session.output_audio.delta" not in live.types
                await emptied(server)
                await live.close()

    play(run)


def test_what_is_refused_takes_no_seat(checkpoint: Path) -> None:
    async def run() -> None:
        async with serving(config(checkpoint, limits=Limits(max_per_key=1))) as (server, port):
            url, headers = f"http://127.0.0.1:{port}/v1/realtime/calls", keyed(server)
            caller = Caller()
            offer = await caller.offer()
            sound_only = offer[: offer.index("m=application")].replace("BUNDLE 0 1", "BUNDLE 0")
            one_way = offer.replace("a=sendrecv", "a=sendonly")
            for body in ("", "hello", "v=0\r\nm=audio", sound_only, one_way, offer.replace("a=mid:1", "a=mid:7")):
                with pytest.raises(urllib.error.HTTPError) as caught:
                    await post(url, headers | SDP, body)
                error = json.loads(caught.value.read())["error"]
                assert (caught.value.code, error["code"]) == (400, "invalid_offer"), body
                assert error["message"].startswith("expected an SDP offer that can be answered: ")
            for wrong, status in (({}, 401), (headers | {"Origin": "https://evil.example"}, 403)):
                with pytest.raises(urllib.error.HTTPError, match=str(status)):
                    await post(url, wrong | SDP, offer)
            assert server.door.num_sessions == 0
            other, _ = await call(port, headers)
            with pytest.raises(urllib.error.HTTPError, match="429"):
                await post(url, headers | SDP, offer)
            await other.close()
            await caller.close()
            await emptied(server)

    play(run)


def test_a_way_that_is_lost_and_a_server_that_ends(checkpoint: Path) -> None:
    async def run() -> None:
        async with serving(config(checkpoint)) as (server, port):
            headers = keyed(server)
            caller, name = await call(port, headers)
            [task] = server.calls._running  # pyright: ignore[reportPrivateUsage]
            peer = task.get_coro().cr_frame.f_locals["socket"]  # pyright: ignore
            await peer._pc.sctp.transport.transport._connection.close()  # as when checks of the way fail for 30 s
            await emptied(server)
            assert server.store.reason(name) == "connection_lost"
            await caller.close()
            caller, name = await call(port, headers)
            await caller.until("session.created")
        assert server.store.reason(name) == "server_shutdown"
        await caller.close()

    play(run)


def test_a_peer_that_never_connects_is_given_up() -> None:
    async def run() -> None:
        caller, peer = Caller(), Peer(Playout(), SystemClock(), wait_s=0.2)
        await peer.answer(await caller.offer())
        began_s = time.monotonic()
        with pytest.raises(ConnectionError, match="connects within"):
            await peer.receive()
        assert time.monotonic() - began_s < 2
        await peer.close("connection_lost")
        await caller.close()
        with pytest.raises(ConnectionError):
            await peer.send("{}")

    play(run)


def test_the_microphone_is_heard_and_large_messages_come_through() -> None:
    async def run() -> None:
        heard: list[Audio] = []
        caller, peer, arrived = Caller(), Peer(Playout(), SystemClock()), asyncio.Event()
        answer = await peer.answer(await caller.offer())
        peer.join(arrived.set, heard.append)
        await caller.connect(answer)
        await arrived.wait()
        caller.channel.send("x" * 200_000)
        assert await peer.receive() == "x" * 200_000
        for size in (70_000, 300_000, 10):  # the second is over what the client takes: left out, and it goes on
            await peer.send(json.dumps({"type": "y" * size}))
        assert len((await caller.events.get())["type"]) == 70_000
        assert len((await caller.events.get())["type"]) == 10
        async with asyncio.timeout(20):
            while len(heard) < 3:
                await asyncio.sleep(0.02)
        assert {len(each) for each in heard} == {3200}
        await caller.close()
        assert await peer.receive() is None
        await peer.close("client_closed")

    play(run)
