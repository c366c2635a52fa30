"""Whatever comes in is an event or a BadEvent that says what was expected and what came."""

import json
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microturn.wire.base import Wire
from microturn.wire.decode import MAX_LEVELS, MAX_VALUES
from microturn.wire.errors import BadEvent
from microturn.wire.parse import Protocol, dump, parse_client, parse_server
from microturn.wire.refuse import refuse
from tests.wire import extension_samples, live_samples, realtime_samples

PROTOCOLS: tuple[Protocol, Protocol] = ("realtime", "live")
SAMPLES = realtime_samples.FROM_CLIENT + live_samples.FROM_CLIENT + extension_samples.FROM_CLIENT
ITEM = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "hello"}]}


def bad(text: str | bytes, protocol: Protocol = "realtime", max_bytes: int = 1 << 20) -> BadEvent:
    with pytest.raises(BadEvent) as caught:
        parse_client(protocol, text, max_bytes)
    return caught.value


def bad_item(**fields: object) -> BadEvent:
    return bad(json.dumps({"type": "conversation.item.create", "event_id": "e", "item": {**ITEM, **fields}}))


@pytest.mark.parametrize(
    ("text", "message", "code"),
    [
        ("", "expected JSON", "invalid_json"),
        ("hello", "expected JSON", "invalid_json"),
        ('{"type":', "expected JSON", "invalid_json"),
        (b'{"type":"\xff"}', "expected JSON", "invalid_json"),
        ('"\ud800"', "lone surrogate", "invalid_json"),
        ('{"type":"\\ud800"}', "expected JSON", "invalid_json"),
        ("NaN", "expected JSON", "invalid_json"),
        ('{"type":"response.create","x":Infinity}', "expected JSON", "invalid_json"),
        ('{"type":"response.create","x":1e999}', "expected finite numbers", "invalid_value"),
        ("[]", "expected a JSON object, got an array", "invalid_type"),
        ("null", "expected a JSON object, got null", "invalid_type"),
        ("true", "expected a JSON object, got true", "invalid_type"),
        ('"x"', "expected a JSON object, got 'x'", "invalid_type"),
        ("{}", "type: expected a value, got none", "missing_required_parameter"),
        ('{"type":7}', "type: expected one of 'session.update'", "invalid_value"),
        ('{"type":["x"]}', "got an array", "invalid_value"),
        ('{"type":"session.start"}', "got 'session.start'", "invalid_value"),
        ('{"type":"response.cancel","event_id":7}', "event_id: expected a string, got 7", "invalid_type"),
    ],
)
def test_what_is_no_event(text: str | bytes, message: str, code: str) -> None:
    error = bad(text)
    assert message in error.message
    assert error.code == code
    assert error.event_id is None


def test_the_fault_is_named_by_its_path() -> None:
    missing = bad_item(content=[{"type": "input_text"}])
    assert missing.message == "item.content.0.text: expected a value, got none"
    assert (missing.param, missing.event_id) == ("item.content.0.text", "e")
    unknown = bad_item(content=[{"type": "text", "text": "x"}])
    assert (
        unknown.message == "item.content.0.type: expected one of 'input_text', 'input_audio', 'input_image', got 'text'"
    )
    assert bad_item(content=[5]).message == "item.content.0: expected an object, got 5"
    assert bad_item(role="robot").param == "item.role"
    assert bad_item(content="hello").message == "item.content: expected an array, got 'hello'"
    assert bad_item(id="").param == "item.id"


def test_of_a_union_the_member_that_was_meant_is_explained() -> None:
    text = '{"type":"response.create","response":{"tool_choice":{"type":"function"}}}'
    assert bad(text).param == "response.tool_choice.name"


@pytest.mark.parametrize("audio", ["AAE", "A===", "AA==AA==", "A A=", "é", "_-8=", "AAAA\n"])
def test_bad_base64(audio: str) -> None:
    error = bad(json.dumps({"type": "input_audio_buffer.append", "event_id": "e", "audio": audio}))
    assert error.message.startswith("audio: expected base64 (")
    assert (error.event_id, error.param, error.code) == ("e", "audio", "invalid_value")


@pytest.mark.parametrize("value", [None, 7, True, [], {}])
def test_audio_is_text(value: object) -> None:
    assert bad(json.dumps({"type": "session.input_audio.append", "audio": value}), "live").param == "audio"


@pytest.mark.parametrize("value", ["1", True, 1.5, -1, 2**53, None])
def test_numbers_are_numbers(value: object) -> None:
    truncate = {"type": "conversation.item.truncate", "item_id": "i", "content_index": 0, "audio_end_ms": value}
    assert bad(json.dumps(truncate)).param == "audio_end_ms"


def test_too_large() -> None:
    text = json.dumps({"type": "input_audio_buffer.append", "audio": "A" * 1000})
    assert parse_client("realtime", text, max_bytes=len(text))
    for sent in (text, text.encode()):
        error = bad(sent, max_bytes=len(text) - 1)
        assert error.message == f"expected at most {len(text) - 1} bytes, got {len(text)}"
        assert error.code == "message_too_large"
    assert bad('"éé"', max_bytes=5).code == "message_too_large"


def test_too_deep_or_too_many() -> None:
    def nested(levels: int) -> str:
        return f'{{"type":"response.create","event_id":"e","x":{"[" * levels}{"]" * levels}}}'

    assert parse_client("realtime", nested(MAX_LEVELS - 2))
    for levels in (MAX_LEVELS, 150):
        assert bad(nested(levels)).event_id == "e"
    for levels in (MAX_LEVELS, 150, 100_000):
        assert bad(nested(levels)).code == "message_too_large"
    assert bad(f'{{"type":"response.create","x":{[0] * MAX_VALUES}}}').code == "message_too_large"


def test_a_long_value_is_not_sent_back_whole() -> None:
    error = bad_item(role="x" * 100_000)
    assert len(error.message) < 200


def test_unknown_fields_are_kept_out() -> None:
    event = parse_client("realtime", '{"type":"response.cancel","colour":"red"}')
    assert dump(event) == '{"type":"response.cancel"}'


def test_playback_names_one_thing() -> None:
    for fields in ({}, {"item_id": "i", "tick": 3}):
        error = bad(json.dumps({"type": "microturn.playback", "played_ms": 3, **fields}))
        assert error.message.startswith("expected either item_id or tick")


@pytest.mark.parametrize("protocol", PROTOCOLS)
def test_the_answer_to_a_bad_event_carries_its_id(protocol: Protocol) -> None:
    error = bad('{"type":"nothing","event_id":"e"}', protocol)
    answer = json.loads(dump(refuse(protocol, error, lambda: "event_1")))
    name = "event_id" if protocol == "realtime" else "client_event_id"
    assert answer["error"][name] == "e"
    assert answer["error"]["param"] == "type"
    assert answer["event_id"] == "event_1"
    assert parse_server(protocol, json.dumps(answer)) == refuse(protocol, error, lambda: "event_1")


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8) | st.just("AAA=")
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3)
)


def check(text: str | bytes) -> None:
    """An event that survives being written and read, or a BadEvent; anything else is raised here."""
    for protocol in PROTOCOLS:
        with suppress(BadEvent):
            event: Wire = parse_client(protocol, text)
            again = dump(event)
            assert parse_client(protocol, again) == event


@given(st.binary(max_size=64) | st.text(st.characters(), max_size=64))
@settings(max_examples=100, deadline=None)
def test_any_bytes(text: str | bytes) -> None:
    check(text)


@given(st.data())
@settings(max_examples=300, deadline=None)
def test_any_json_in_any_place_of_an_event(data: st.DataObject) -> None:
    """One value of a good event, wherever it stands, is replaced or removed."""
    event: Any = json.loads(json.dumps(data.draw(st.sampled_from(SAMPLES))))
    place: Any = event
    while True:
        key: Any = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else range(len(place))))
        if not place[key] or not isinstance(place[key], dict | list) or data.draw(st.booleans()):
            break
        place = place[key]
    if data.draw(st.booleans()):
        del place[key]
    else:
        place[key] = data.draw(VALUES)
    check(json.dumps(event))
