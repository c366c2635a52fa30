"""A Live session without sockets: continuous sound, timed words, and nothing a client does ends it but closing."""

import base64
import json
from typing import Any

import numpy as np
import pytest

from microturn.core.messages import MicroTurn, Source
from microturn.server.background import Background
from microturn.server.live import Live
from microturn.wire.parse import dump
from tests.server.lines import CAPABILITIES, FakeLine, counting_ids, turn


class Client:
    def __init__(self, **session: Any) -> None:
        self.line = FakeLine()
        self.live = Live(Background(self.line), counting_ids(), CAPABILITIES, 2_000_000_000)
        self.started = self.send("session.start", event_id="e1", session={"model": "gpt-live-1", **session})

    def send(self, kind: str, **fields: Any) -> list[dict[str, Any]]:
        return [json.loads(dump(e)) for e in self.live.read(json.dumps({"type": kind, **fields}), 1 << 20)]

    def play(self, *turns: MicroTurn) -> list[dict[str, Any]]:
        return [json.loads(dump(event)) for each in turns for event in self.live.advance(each)]


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


def test_it_begins_with_its_start_and_says_what_it_is() -> None:
    live = Live(Background(FakeLine()), counting_ids(), CAPABILITIES, 2_000_000_000)
    (error,) = live.read('{"type": "session.close", "event_id": "x"}', 1 << 20)
    assert json.loads(dump(error))["error"]["client_event_id"] == "x"
    assert live.advance(turn(0, " a", " b")) == []
    client = Client(instructions="be brief", input=[{"role": "user", "content": [{"text": "hi"}]}])
    (started,) = client.started
    assert (started["type"], started["client_event_id"]) == ("session.started", "e1")
    assert started["session"]["model"] == "microturn-nano"
    assert started["session"]["audio"] == {"format": {"type": "audio/pcm", "rate": 24000}, "output": {"voice": "heart"}}
    assert client.line.texts == [("be brief", Source.INSTRUCTIONS), ("user said: hi", Source.INSTRUCTIONS)]


def test_sound_goes_out_in_every_micro_turn_and_words_have_times() -> None:
    events = Client().play(turn(0), turn(1, " what"), turn(2, "", " it"))
    assert types(events) == [
        "session.output_audio.delta",
        "session.output_audio.delta",
        "session.input_transcript.delta",
        "session.output_audio.delta",
        "session.output_transcript.delta",
    ]
    assert all(len(base64.b64decode(e["delta"])) == 9600 for e in events if "audio" in e["type"])
    assert (events[2]["start_ms"], events[2]["end_ms"]) == (200, 400)


def test_usage_and_work_for_the_client() -> None:
    client = Client()
    events = client.play(*(turn(tick) for tick in range(50)))
    assert events[-1]["type"] == "session.usage.updated"
    assert events[-1]["usage"]["seconds"] == 10.0
    made = client.play(MicroTurn(50, False, np.zeros(4800, np.float32), is_delegate=True))
    assert made[-1]["delegation"]["target"] == "client"
    assert made[-1]["offset_ms"] == 10_200


def test_muted_sound_is_heard_as_silence() -> None:
    client = Client(audio={"format": {"type": "audio/pcm", "rate": 16000}})
    loud = base64.b64encode(np.full(3200, 9000, "<i2").tobytes()).decode()
    assert types(client.send("session.input_audio.mute", event_id="m")) == ["session.input_audio.muted"]
    client.send("session.input_audio.append", audio=loud)
    assert types(client.send("session.input_audio.unmute")) == ["session.input_audio.unmuted"]
    client.send("session.input_audio.append", audio=loud)
    assert [bool(frame.any()) for frame in client.line.frames] == [False, True]


@pytest.mark.parametrize(
    ("kind", "source"),
    [("instructions", Source.INSTRUCTIONS), ("thinking", Source.TOOL), ("commentary", Source.BACKGROUND)],
)
def test_appended_text_reaches_the_model(kind: str, source: Source) -> None:
    client = Client()
    (made,) = client.send(f"session.{kind}.append", content="it rains", delegation_id=None, event_id="a")
    assert made["type"] == f"session.{kind}.appended"
    assert made["client_event_id"] == "a"
    assert client.line.texts == [("it rains", source)]


def test_a_fixture_plays_in_place_of_the_model() -> None:
    client = Client()
    sound = base64.b64encode(np.full(6000, 5000, "<i2").tobytes()).decode()
    assert types(client.send("session.output_audio.fixture.play", audio=sound)) == [
        "session.output_audio.fixture.playing"
    ]
    events = client.play(turn(0), turn(1), turn(2))
    assert types(events)[1:4] == [
        "session.output_audio.delta", "session.output_audio.fixture.played", "session.output_audio.delta"
    ]  # fmt: skip
    heard = [np.frombuffer(base64.b64decode(e["delta"]), "<i2").any() for e in events if "delta" in e]
    assert heard == [True, True, False]
    assert types(client.send("session.output_audio.fixture.play", audio="")) == ["error"]


def test_typed_text_and_ticks_are_ours() -> None:
    client = Client()
    assert client.send("microturn.text.append", content="hello") == []
    assert client.line.texts == [("hello", Source.TYPED)]
    client.live.wants_ticks = True
    assert client.play(turn(0, "", " a"))[-1]["decision"] == "voice"


def test_what_is_not_there_is_refused_and_the_session_goes_on() -> None:
    client = Client()
    for kind, fields in (
        ("response.create", {}),
        ("session.start", {"session": {"model": "m"}}),
        ("nonsense", {}),
    ):
        assert types(client.send(kind, **fields)) == ["error"], kind
    assert types(client.send("session.update", session={"triggers": []})) == ["session.updated"]
    assert types(client.play(turn(0))) == ["session.output_audio.delta"]


def test_delegation_goes_to_the_client_whatever_is_asked_for() -> None:
    client = Client(delegation={"type": "responses", "responses": {"model": "m"}})
    assert client.started[0]["session"]["delegation"]["type"] == "client"
    settings = {"delegation": {"type": "responses", "responses": {"instructions": "think"}}}
    (updated,) = client.send("session.update", session=settings)
    assert updated["session"]["delegation"]["type"] == "client"


def test_it_closes_with_a_reason() -> None:
    client = Client()
    client.play(turn(0))
    assert client.send("session.close") == []
    assert client.live.ending == "close_requested"
    (closed,) = [json.loads(dump(event)) for event in client.live.close("close_requested")]
    assert (closed["reason"], closed["usage"]["seconds"]) == ("close_requested", 0.2)
    (expired,) = [json.loads(dump(event)) for event in client.live.close("max_duration")]
    assert expired["reason"] == "expired"
