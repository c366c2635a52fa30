"""A Realtime session without sockets: what is sent when, and that nothing a client does ends it."""

import base64
import json
from collections.abc import Iterable
from typing import Any

import numpy as np
import pytest

from microturn.core.messages import Source
from microturn.server.background import Background
from microturn.server.realtime import Realtime
from microturn.wire.parse import dump
from tests.server.lines import CAPABILITIES, FakeLine, counting_ids, turn

LIMIT = 1 << 20


class Client:
    """Talks to a session in JSON, as a client over a socket would."""

    def __init__(self) -> None:
        self.line = FakeLine()
        self.session = Realtime(Background(self.line), counting_ids(), CAPABILITIES, 2_000_000_000)
        self.tick = 0

    def send(self, kind: str, **fields: Any) -> list[dict[str, Any]]:
        return plain(self.session.read(json.dumps({"type": kind, **fields}), LIMIT))

    def play(self, *script: tuple[str, str]) -> list[dict[str, Any]]:
        """(heard, said) of each tick."""
        out: list[dict[str, Any]] = []
        for heard, said in script:
            out += plain(self.session.advance(turn(self.tick, heard, said)))
            self.tick += 1
        return out


def plain(events: Iterable[Any]) -> list[dict[str, Any]]:
    return [json.loads(dump(event)) for event in events]


def types(events: list[dict[str, Any]]) -> list[str]:
    return [event["type"] for event in events]


REST = [("", "")] * 4


def test_the_session_says_what_it_is() -> None:
    client = Client()
    (created,) = plain(client.session.greet())
    assert created["type"] == "session.created"
    session = created["session"]
    assert session["output_modalities"] == ["audio"]
    assert session["audio"]["output"]["voice"] == "heart"
    assert session["microturn"]["turn_taking"] == "model"
    assert session["expires_at"] == 2_000_000_000


def test_a_spoken_exchange_in_the_order_clients_rely_on() -> None:
    client = Client()
    events = client.play((" what", ""), (" time", ""), ("", " It"), ("", " is"), *REST)
    assert types(events) == [
        "input_audio_buffer.speech_started",
        "input_audio_buffer.speech_stopped",
        "input_audio_buffer.committed",
        "conversation.item.added",
        "conversation.item.done",
        "conversation.item.input_audio_transcription.delta",
        "conversation.item.input_audio_transcription.delta",
        "conversation.item.input_audio_transcription.completed",
        "response.created",
        "response.output_item.added",
        "conversation.item.added",
        "response.content_part.added",
        "response.output_audio.delta",
        "response.output_audio_transcript.delta",
        "response.output_audio.delta",
        "response.output_audio_transcript.delta",
        "response.output_audio.done",
        "response.output_audio_transcript.done",
        "response.content_part.done",
        "response.output_item.done",
        "conversation.item.done",
        "response.done",
    ]
    by_type = {event["type"]: event for event in events}
    assert by_type["conversation.item.input_audio_transcription.completed"]["transcript"] == "what time"
    assert by_type["conversation.item.input_audio_transcription.completed"]["usage"]["seconds"] == 0.6
    done = by_type["response.done"]["response"]
    assert done["status"] == "completed"
    assert done["output"][0]["content"][0]["transcript"] == "It is"
    assert done["usage"]["output_token_details"]["audio_tokens"] == 2
    assert done["usage"]["input_token_details"]["audio_tokens"] == 4 * 7  # ticks up to where it is known to have ended
    user_id = by_type["input_audio_buffer.speech_started"]["item_id"]
    added = [event for event in events if event["type"] == "conversation.item.added"]
    assert [event["previous_item_id"] for event in added] == [None, user_id]
    sound = b"".join(base64.b64decode(e["delta"]) for e in events if e["type"] == "response.output_audio.delta")
    assert len(sound) == 2 * 2 * 4800


def test_yielding_is_told_as_cancelled_by_a_turn() -> None:
    events = Client().play(("", " one"), (" wait", "-"), *REST)
    done = next(event for event in events if event["type"] == "response.done")["response"]
    assert done["status"] == "cancelled"
    assert done["status_details"]["reason"] == "turn_detected"


def test_sound_goes_to_the_model_in_micro_turns() -> None:
    client = Client()
    for _ in range(5):  # 5 x 90 ms
        data = base64.b64encode(np.zeros(2160, "<i2").tobytes()).decode()
        assert client.send("input_audio_buffer.append", audio=data) == []
    assert [len(frame) for frame in client.line.frames] == [3200, 3200]
    client.send("session.update", session={"type": "realtime", "audio": {"input": {"format": {"type": "audio/pcmu"}}}})
    client.send("input_audio_buffer.append", audio=base64.b64encode(bytes(3600)).decode())
    assert len(client.line.frames) == 4


def test_settings_are_merged_and_honest() -> None:
    client = Client()
    (updated,) = client.send(
        "session.update",
        session={
            "type": "realtime",
            "instructions": "be brief",
            "audio": {"input": {"turn_detection": None}, "output": {"voice": "marin"}},
        },
    )
    session = updated["session"]
    assert client.line.texts == [("be brief", Source.INSTRUCTIONS)]
    assert session["audio"]["input"]["turn_detection"] is None
    assert session["audio"]["input"]["format"] == {"type": "audio/pcm", "rate": 24000}
    assert session["audio"]["output"]["voice"] == "heart"
    (updated,) = client.send("session.update", session={"type": "realtime", "audio": {"output": {"speed": 1.5}}})
    assert updated["session"]["audio"]["output"]["speed"] == 1.0
    assert updated["session"]["instructions"] == "be brief"


def test_typed_text_and_results_reach_the_model() -> None:
    client = Client()
    message = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "hello"}]}
    assert types(client.send("conversation.item.create", item=message)) == [
        "conversation.item.added",
        "conversation.item.done",
    ]
    result = {"type": "function_call_output", "call_id": "c", "output": "42"}
    client.send("conversation.item.create", item=result)
    assert client.line.texts == [("hello", Source.TYPED), ("42", Source.TOOL)]
    assert types(client.send("response.create", response={"metadata": {"a": "b"}})) == ["response.created"]
    events = client.play(("", " hi"), *REST)
    assert "response.created" not in types(events)
    assert events[-1]["response"]["metadata"] == {"a": "b"}


def test_a_response_that_stays_empty_is_closed() -> None:
    client = Client()
    client.play(("", ""))
    client.send("response.create")
    (error,) = client.send("response.create", event_id="mine")
    assert error["error"]["event_id"] == "mine"
    events = client.play(*[("", "")] * 30)
    assert types(events) == ["response.done"]
    assert (events[0]["response"]["status"], events[0]["response"]["output"]) == ("completed", [])


def test_cancelled_speech_is_not_sent_any_more() -> None:
    client = Client()
    client.play(("", " one"))
    cancelled = client.send("response.cancel")
    assert cancelled[-1]["response"]["status_details"]["reason"] == "client_cancelled"
    assert client.play(("", " two"), *REST) == []
    assert "response.created" in types(client.play(("", " three")))


def test_a_cancel_that_crosses_the_end_of_a_response_is_no_error() -> None:
    client = Client()
    client.play(("", " one"), *REST)
    assert client.send("response.cancel") == []
    (error,) = client.send("response.cancel", response_id="another")
    assert error["type"] == "error"


def test_history_is_what_was_heard() -> None:
    client = Client()
    client.play(*REST)
    events = client.play(("", " one"), ("", " two"), ("", " three"), *REST)
    item_id = events[-1]["response"]["output"][0]["id"]
    truncated = client.send("conversation.item.truncate", item_id=item_id, content_index=0, audio_end_ms=300)
    assert types(truncated) == ["conversation.item.truncated"]
    assert client.line.unheard == [6]  # began in 4; 300 ms reach into the second micro-turn
    (found,) = client.send("conversation.item.retrieve", item_id=item_id)
    part = found["item"]["content"][0]
    assert part["transcript"] == "one two"
    assert len(base64.b64decode(part["audio"])) == 2 * 24 * 300
    (error,) = client.send("conversation.item.truncate", item_id=item_id, content_index=0, audio_end_ms=400)
    assert "300 ms" in error["error"]["message"]
    assert types(client.send("conversation.item.delete", item_id=item_id)) == ["conversation.item.deleted"]
    (error,) = client.send("conversation.item.retrieve", item_id=item_id)
    assert error["type"] == "error"


def test_items_stand_where_they_are_put() -> None:
    client = Client()
    message = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "x"}]}
    for item_id in ("a", "b"):
        client.send("conversation.item.create", item={**message, "id": item_id})
    first = client.send("conversation.item.create", item={**message, "id": "c"}, previous_item_id="root")
    assert first[0]["previous_item_id"] is None
    middle = client.send("conversation.item.create", item={**message, "id": "d"}, previous_item_id="a")
    assert middle[0]["previous_item_id"] == "a"
    (error,) = client.send("conversation.item.create", item={**message, "id": "a"})
    assert error["error"]["param"] == "item.id"
    (error,) = client.send("conversation.item.create", item=message, previous_item_id="nobody")
    assert error["error"]["param"] == "previous_item_id"


def test_commit_closes_what_was_heard() -> None:
    client = Client()
    client.play((" so", ""))
    events = client.send("input_audio_buffer.commit")
    assert events[-1]["transcript"] == "so"
    assert client.send("input_audio_buffer.commit")[-1]["transcript"] == ""


def test_text_only() -> None:
    client = Client()
    client.send("session.update", session={"type": "realtime", "output_modalities": ["text"]})
    events = client.play(("", " one"), *REST)
    assert "response.output_text.delta" in types(events)
    assert "response.output_audio.delta" not in types(events)
    assert events[-1]["response"]["output"][0]["content"] == [{"type": "output_text", "text": "one"}]


@pytest.mark.parametrize("text", ["", "{", "[]", '{"type": "x"}', '{"type": "response.cancel"}', "\udc80"])
def test_nonsense_is_answered_and_nothing_ends(text: str) -> None:
    client = Client()
    (error,) = plain(client.session.read(text, LIMIT))
    assert error["type"] == "error"
    assert types(client.play((" a", ""), ("", " b")))[-1] == "response.output_audio_transcript.delta"
