"""Servers that break, each in its own way: the item has a failure with its reason, silence, and nothing crashes."""

import json
import socket
import threading
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest

from microturn.bench.remote.link import MAX_EVENT_BYTES
from microturn.bench.remote.target import open_remote
from microturn.bench.suite.take import Take
from microturn.core.clock import SystemClock
from tests.bench.remote_servers import (
    CASE,
    LIVE,
    REALTIME,
    FakeServer,
    Lockstep,
    Peer,
    Script,
    coded,
    live,
    open_take,
    play,
    realtime,
    tone,
)  # fmt: skip

SOUND = {REALTIME: "response.output_audio.delta", LIVE: "session.output_audio.delta"}
WORDS = {REALTIME: "response.output_audio_transcript.delta", LIVE: "session.output_transcript.delta"}


def speaking(path: str, then: Script) -> Script:
    """0.2 s of sound, then the fault."""

    async def talk(peer: Peer) -> None:
        await peer.hear(0.2)
        await peer.send(SOUND[path], item_id="i", content_index=0, delta=coded(tone(0.2)))
        await peer.hear(0.4)
        await then(peer)
        await peer.forever()

    return realtime(talk) if path == REALTIME else live(talk)


def raw(message: str | bytes) -> Script:
    return lambda peer: peer.raw(message)


def event(kind: str, **fields: Any) -> Script:
    return lambda peer: peer.send(kind, **fields)


def fault(kind: dict[str, str], delta: object) -> dict[str, Script]:
    return {path: event(kind[path], item_id="i", delta=delta) for path in kind}


def both(script: Script) -> dict[str, Script]:
    return {REALTIME: script, LIVE: script}


FORMAT = {"output": {"format": {"type": "audio/pcm", "rate": 16_000}}}
FAILED = {"status": "failed", "status_details": {"error": {"code": "quota", "message": "no more money"}}}
FAULTS: dict[str, tuple[dict[str, Script], str]] = {
    "goes away": (both(lambda peer: peer.socket.close(1011, "out of memory")), "out of memory"),
    "is cut off": (both(lambda peer: cut_off(peer)), "ended it"),
    "no JSON": (both(raw("hello")), "JSON"),
    "no object": (both(raw("[1, 2]")), "object"),
    "binary noise": (both(raw(bytes(range(128, 256)))), "JSON"),
    "half a sample": (fault(SOUND, "AAAA"), "16 bits"),
    "no base64": (fault(SOUND, "~~~"), "base64"),
    "no text for sound": (fault(SOUND, {"a": 1}), "expected text as delta"),
    "no text for words": (fault(WORDS, 7), "expected text as delta"),
    "10 MB at once": (both(raw('{"type": "' + "x" * MAX_EVENT_BYTES + '"}')), "bytes"),
    "an error": (both(event("error", error={"code": "rate_limit", "message": "slow down"})), "rate_limit: slow down"),
    "an error that is none": (both(event("error", error=["?"])), "errors"),
    "a failed response": ({REALTIME: event("response.done", response=FAILED)}, "quota: no more money"),
    "another rate": ({REALTIME: event("session.updated", session={"audio": FORMAT})}, "24000 Hz"),
    "a session that ends": ({LIVE: event("session.closed", reason="expired")}, "expired"),
}


async def cut_off(peer: Peer) -> None:
    peer.socket.transport.abort()


def cases() -> Iterator[Any]:
    for name, (scripts, reason) in FAULTS.items():
        for path, script in scripts.items():
            yield pytest.param(path, script, reason, id=f"{'realtime' if path == REALTIME else 'live'}: {name}")


@pytest.mark.parametrize(("path", "script", "reason"), list(cases()))
def test_a_fault_in_the_middle_is_a_failure_with_its_reason(path: str, script: Script, reason: str) -> None:
    with FakeServer(speaking(path, script), path) as server:
        record = play(server, 4)
    assert reason in record.failure
    assert record.seconds == pytest.approx(0.8) and len(record.user) == 0.8 * 16_000
    assert record.output[4_900:9_500].any() and not record.output[14_400:].any()  # what was heard before stays


@pytest.mark.parametrize("session", [{"audio": FORMAT}, {"audio": {"output": {"format": "g711_ulaw"}}}])
def test_a_session_with_another_sound_is_not_opened(session: dict[str, Any]) -> None:
    with FakeServer(realtime(Peer.forever, session)) as server:
        assert "24000 Hz" in open_take(server).failure


def test_live_that_announces_another_rate_is_not_opened() -> None:
    session = {"audio": {"format": {"type": "audio/pcm", "rate": 16_000}}}
    with FakeServer(live(Peer.forever, session), LIVE) as server:
        assert "24000 Hz" in open_take(server).failure


def test_who_refuses_is_named() -> None:
    with FakeServer(Peer.forever, status=403) as server:
        assert "403" in open_take(server).failure
    with socket.socket() as bound:  # nobody listens there
        bound.bind(("127.0.0.1", 0))
        target = open_remote(f"ws://127.0.0.1:{bound.getsockname()[1]}{LIVE}")
        take = Take(lambda: target.open(CASE), SystemClock())
        take.step()
        assert take.failure and not take.record().output.any()


@pytest.mark.parametrize(
    ("first", "reason"),
    [
        ({"type": "error", "error": {"message": "no such model"}}, "no such model"),
        ({"type": "hi"}, "session."),
        ([], "object"),
    ],
)
@pytest.mark.parametrize("path", [REALTIME, LIVE])
def test_a_wrong_greeting_is_a_failure(path: str, first: Any, reason: str) -> None:
    async def script(peer: Peer) -> None:
        await peer.raw(json.dumps(first))
        await peer.forever()

    with FakeServer(script, path) as server:
        assert reason in open_take(server).failure


@pytest.mark.parametrize("path", [REALTIME, LIVE])
def test_who_never_answers_is_not_waited_for(path: str) -> None:
    """Neither where nothing is said, nor where not even the handshake is answered."""
    with FakeServer(Peer.forever, path) as server:
        assert "within 10 s" in open_take(server, patience=0.02).failure
    with socket.create_server(("127.0.0.1", 0)) as deaf:
        url = f"ws://127.0.0.1:{deaf.getsockname()[1]}{path}"
        with FakeServer(Peer.forever, path) as server:
            target = open_remote(url, lambda: Lockstep(server, patience=0.02))
            assert "within 10 s" in Take(lambda: target.open(CASE), SystemClock()).failure


def test_a_broken_session_leaves_no_thread_and_stays_broken() -> None:
    with FakeServer(speaking(REALTIME, raw("hello"))) as server:
        take = open_take(server)
        assert any(thread.name == "remote target" for thread in threading.enumerate())
        for _ in range(4):
            take.step()
            take.tell("Hello?")
            take.see(np.zeros((4, 4, 3), np.uint8))
        assert not any(thread.name == "remote target" for thread in threading.enumerate())
        take.close()
    assert "JSON" in take.failure
