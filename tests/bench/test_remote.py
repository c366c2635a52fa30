"""Remote targets against small servers of each protocol, in lockstep with them: times are exact."""

import base64
import time
from typing import Any

import numpy as np
import pytest

from microturn.bench.drive import drive
from microturn.bench.items import make_items
from microturn.bench.remote.target import open_remote
from microturn.bench.sources import Sources
from microturn.bench.suite.take import Take
from microturn.core.clock import SystemClock
from microturn.core.messages import Source
from microturn.core.units import EAR_HZ
from tests.bench.remote_servers import (
    CASE,
    LIVE,
    PCM,
    FakeServer,
    Peer,
    Script,
    coded,
    live,
    open_take,
    play,
    realtime,
    steps,
    tone,
)

PACKET_S = 0.02
VOICE_S = 0.011  # the detector's frames
HEARD = "conversation.item.input_audio_transcription"
OURS = {"extensions": ["microturn.text.append", "microturn.video.append"]}


def until(is_true: Any) -> None:
    """What the server's thread does may take a moment."""
    end_s = time.monotonic() + 5
    while not is_true():
        assert time.monotonic() < end_s
        time.sleep(0.005)


async def speak(peer: Peer, seconds: float, item: str = "item_1") -> None:
    """A Realtime response, all at once, as fast as the line goes."""
    place = {"response_id": "r", "item_id": item, "output_index": 0, "content_index": 0}
    await peer.send("response.created", response={"id": "r", "status": "in_progress"})
    await peer.send("response.output_audio_transcript.delta", **place, delta=" hello")
    for part in np.split(tone(seconds), 4):
        await peer.send("response.output_audio.delta", **place, delta=coded(part))
        await peer.send("response.output_audio_transcript.delta", **place, delta=" word")


async def answer(peer: Peer) -> None:
    await peer.hear(0.8)
    await speak(peer, 0.8)
    await peer.send("response.done", response={"id": "r", "status": "completed"})
    await peer.send(f"{HEARD}.delta", item_id="u", content_index=0, delta="what")
    await peer.send(f"{HEARD}.delta", item_id="u", content_index=0, delta=" time")
    await peer.send(f"{HEARD}.completed", item_id="u", content_index=0, transcript="what time")
    await peer.send("rate_limits.updated", rate_limits=[])
    await peer.forever()


def test_realtime_hears_the_user_and_is_heard() -> None:
    user = np.sin(2 * np.pi * 440 * np.arange(2 * EAR_HZ) / EAR_HZ).astype(np.float32) * np.float32(0.5)
    with FakeServer(realtime(answer)) as server:
        record = play(server, 10, user)
    assert not record.failure
    (voice,) = record.voice
    assert voice.start_s == pytest.approx(0.8, abs=VOICE_S)
    assert voice.end_s - voice.start_s == pytest.approx(0.8, abs=0.02)
    assert record.said_from(0) == "hello word word word word"
    assert record.said[0].at_s == pytest.approx(voice.start_s, abs=0.21)
    assert record.said[-1].at_s > voice.start_s + 0.35  # where it sounds, though it came at once
    assert "".join(words.text for words in record.heard) == " what time"
    sent = server.peer.packets
    assert {len(packet) for packet in sent} == {960}
    expected = np.sin(2 * np.pi * 440 * (np.arange(2 * 24_000) / 24_000 - 0.0015)) * 0.5
    np.testing.assert_allclose(server.peer.heard[200:], expected[200:], atol=3e-3)


def interrupting(says_cancels: bool) -> Script:
    settings: dict[str, Any] = {"audio": {"input": {"turn_detection": {"interrupt_response": says_cancels}}}}

    async def talk(peer: Peer) -> None:
        await peer.hear(0.4)
        await speak(peer, 4.0)
        await peer.hear(1.0)
        await peer.send("input_audio_buffer.speech_started", item_id="u", audio_start_ms=800)
        await peer.wait("conversation.item.truncate")
        place = {"response_id": "r", "item_id": "item_1", "output_index": 0, "content_index": 0}
        await peer.send("response.output_audio.delta", **place, delta=coded(tone(1.0)))  # was on its way
        error = {"code": "response_cancel_not_active", "message": "too late", "event_id": "cut_1"}
        await peer.send("error", error=error)
        await peer.forever()

    return realtime(talk, settings)


@pytest.mark.parametrize("says_cancels", [True, False])
def test_realtime_stops_playing_when_the_user_speaks_and_says_how_much_was_heard(says_cancels: bool) -> None:
    with FakeServer(interrupting(says_cancels)) as server:
        record = play(server, 7)
    assert not record.failure
    (voice,) = record.voice
    assert voice.end_s == pytest.approx(1.0, abs=VOICE_S + PACKET_S)
    cut = [event for event in server.peer.events if event["type"] == "conversation.item.truncate"]
    assert [(event["item_id"], event["content_index"]) for event in cut] == [("item_1", 0)]
    assert cut[0]["audio_end_ms"] / 1000 == pytest.approx(voice.end_s - voice.start_s, abs=2 * VOICE_S)
    cancels = [event for event in server.peer.events if event["type"] == "response.cancel"]
    assert len(cancels) == (0 if says_cancels else 1)


def test_realtime_is_told_and_shown() -> None:
    async def talk(peer: Peer) -> None:
        await peer.wait("response.create")
        await speak(peer, 0.4)
        await peer.hear(0.6)
        await peer.send("response.done", response={"id": "r", "status": "completed"})
        await peer.forever()

    with FakeServer(realtime(talk)) as server:
        take = open_take(server)
        take.tell("It is three.", Source.BACKGROUND)
        steps(take, 2)
        take.tell("And then?")  # while a response is in progress
        take.tell("Be brief.", Source.INSTRUCTIONS)
        for _ in range(7):
            take.see(np.zeros((16, 16, 3), np.uint8))
            take.step()
        asked = [event for event in server.peer.events if event["type"] == "response.create"]
        take.close()
    assert not take.failure
    items = [event["item"] for event in server.peer.events if "item" in event]
    told = [(item["role"], item["content"][0].get("text")) for item in items]
    pictures = [item for item in items if "image_url" in item["content"][0]]
    assert ("user", "Say exactly: It is three.") in told and ("system", "Be brief.") in told
    assert len(asked) == 2  # the second when the first was over
    assert len(pictures) == 2  # one a second
    assert base64.b64decode(pictures[0]["content"][0]["image_url"].partition(",")[2])[:2] == b"\xff\xd8"


async def answer_live(peer: Peer) -> None:
    """Sound for all of the session, as Live has it."""
    for tick in range(20):
        await peer.hear(0.2 * (tick + 1))
        is_voice = 2 <= tick < 5
        await peer.raw(f'{{"type":"session.output_audio.delta","delta":"{coded(tone(0.2, 0.3 * is_voice))}"}}')
        times = {"start_ms": 200 * tick, "end_ms": 200 * tick + 200}
        if is_voice:
            await peer.send("session.output_transcript.delta", delta=f" w{tick}", **times)
        if tick == 1:
            await peer.send("session.input_transcript.delta", delta=" hey", **times)
    await peer.forever()


def test_live_is_heard_as_it_comes_and_closed_politely() -> None:
    with FakeServer(live(answer_live), LIVE + "?model=gpt-live-9") as server:
        record = play(server, 7)
        until(lambda: any(event["type"] == "session.close" for event in server.peer.events))
    assert not record.failure
    (voice,) = record.voice
    assert voice.start_s == pytest.approx(0.6, abs=VOICE_S)
    assert voice.end_s - voice.start_s == pytest.approx(0.6, abs=2 * VOICE_S)
    assert record.said_from(0) == "w2 w3 w4"
    assert record.said[0].at_s == pytest.approx(voice.start_s, abs=0.21)
    assert [words.text for words in record.heard] == [" hey"]
    assert server.requests[0].path == LIVE
    assert server.peer.events[0]["session"] == {"model": "gpt-live-9", "audio": {"format": PCM}}


@pytest.mark.parametrize("is_ours", [True, False])
def test_live_is_told_and_shown(is_ours: bool) -> None:
    session: dict[str, Any] = {"audio": {"format": PCM}} | ({"microturn": OURS} if is_ours else {})

    with FakeServer(live(Peer.forever, session), LIVE) as server:
        take = open_take(server)
        for source in Source:
            take.tell("so", source)
        take.see(np.zeros((16, 16, 3), np.uint8))
        take.step(text="typed")
        take.close()
        until(lambda: server.peer.is_closed)
    kinds = [event["type"] for event in server.peer.events[1:-1]]
    typed = "microturn.text.append" if is_ours else "session.instructions.append"
    told = ["session.instructions.append", typed, "session.commentary.append", "session.thinking.append"]
    assert kinds == [*told, *(["microturn.video.append"] if is_ours else []), typed]


def test_an_item_is_driven_live(sources: Sources) -> None:
    """The user of a benchmark talks to it as to any other player."""
    (item,) = make_items("answer", sources, 1, 0)

    async def talk(peer: Peer) -> None:
        await peer.hear(item.end_s + 0.5)
        await speak(peer, 0.8)
        await peer.forever()

    with FakeServer(realtime(talk)) as server:
        take = open_take(server)
        run = drive(item, take, SystemClock())
        take.close()
    record = take.record(end=item.end_s)
    assert not record.failure and len(record.user) == len(run.user)
    assert record.voice[-1].start_s - item.end_s == pytest.approx(0.5, abs=VOICE_S + PACKET_S)


def test_a_live_session_takes_its_time_whatever_the_caller_does() -> None:
    with FakeServer(realtime(Peer.forever)) as server:
        target = open_remote(server.url)
        take = Take(lambda: target.open(CASE), SystemClock())
        start_s = time.perf_counter()
        take.step()
        time.sleep(0.1)
        take.step()
        assert time.perf_counter() - start_s >= 0.4
        take.close()
        until(lambda: server.peer.is_closed)
    assert not take.failure and len(server.peer.packets) == 20


def test_a_server_that_says_nothing_is_silent_and_not_broken() -> None:
    with FakeServer(realtime(Peer.forever)) as server:
        record = play(server, 5)
        until(lambda: server.peer.is_closed)
    assert not record.failure and not record.output.any() and record.seconds == pytest.approx(1.0)
