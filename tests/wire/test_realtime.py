"""Realtime against OpenAI's own types, and the nulls that official clients insist on or choke on."""

import json
from typing import Any

import pytest
from openai.types.realtime import (
    ClientSecretCreateResponse,
    RealtimeClientEvent,
    RealtimeServerEvent,
    RealtimeSessionCreateRequest,
    RealtimeSessionCreateResponse,
)

from microturn.wire.base import ServerEvent
from microturn.wire.errors import BadEvent
from microturn.wire.parse import dump, parse_body, parse_client, parse_server
from microturn.wire.realtime import client, server
from microturn.wire.realtime.secrets import ExpiresAfter, SecretRequest, SecretResponse
from microturn.wire.realtime.session import SessionConfig
from tests.wire import extension_samples, official
from tests.wire.realtime_samples import FROM_CLIENT, FROM_SERVER, SESSION, SESSION_OBJECT

OF_CLIENTS = official.by_type(RealtimeClientEvent)
OF_SERVERS = official.by_type(RealtimeServerEvent)
OURS = extension_samples.TYPES
NOT_SENT = {
    "conversation.item.input_audio_transcription.segment",
    "input_audio_buffer.dtmf_event_received",
    "mcp_list_tools.completed",
    "mcp_list_tools.failed",
    "mcp_list_tools.in_progress",
    "response.mcp_call.completed",
    "response.mcp_call.failed",
    "response.mcp_call.in_progress",
    "response.mcp_call_arguments.delta",
    "response.mcp_call_arguments.done",
}
# Fields of our session object that the types of `session.created` do not know; clients let them pass.
MORE_OF_SESSION = {"session.id", "session.object", "session.expires_at", "session.microturn"}


def fields_of(event: ServerEvent) -> dict[str, Any]:
    return json.loads(dump(event))


def the(kind: type[ServerEvent]) -> dict[str, Any]:
    return next(fields_of(event) for event in FROM_SERVER if type(event) is kind)


def test_every_official_client_event_has_a_sample_and_a_model() -> None:
    models = official.by_type(client.AnyEvent)
    assert set(OF_CLIENTS) == {sample["type"] for sample in FROM_CLIENT} == set(models) - OURS
    for kind, model in OF_CLIENTS.items():
        assert set(model.model_fields) == set(models[kind].model_fields), kind


def test_the_sample_session_has_every_official_field() -> None:
    assert set(SESSION) == set(RealtimeSessionCreateRequest.model_fields) == set(SessionConfig.model_fields)


@pytest.mark.parametrize("sample", FROM_CLIENT, ids=lambda sample: sample["type"])
def test_a_client_event_comes_through_whole(sample: dict[str, Any]) -> None:
    theirs = OF_CLIENTS[sample["type"]].model_validate(sample)
    assert not official.unknown_fields(theirs)
    event = parse_client("realtime", json.dumps(sample))
    assert json.loads(dump(event)) == sample
    assert parse_client("realtime", dump(event)) == event


def test_every_server_event_has_a_sample_and_the_others_are_named() -> None:
    models = official.by_type(server.AnyEvent)
    assert set(models) == {event.type for event in FROM_SERVER}
    assert set(models) - OURS == set(OF_SERVERS) - NOT_SENT


@pytest.mark.parametrize("event", FROM_SERVER, ids=lambda event: event.type)
def test_a_server_event_is_an_official_one(event: ServerEvent) -> None:
    assert parse_server("realtime", dump(event)) == event
    if event.type in OURS:
        return
    model = OF_SERVERS[event.type]
    theirs = model.model_validate_json(dump(event))
    assert official.unknown_fields(theirs) <= MORE_OF_SESSION
    assert official.required_fields(model) <= set(fields_of(event))


def test_nulls_are_said_where_clients_ask_for_them() -> None:
    for kind in (server.ItemAdded, server.ItemCreated, server.InputAudioCommitted):
        assert the(kind)["previous_item_id"] is None
    response = the(server.ResponseCreated)["response"]
    assert [response[name] for name in ("status_details", "metadata", "usage")] == [None] * 3
    assert response["output"] == []
    assert the(server.ErrorEvent)["error"]["code"] is None
    audio = the(server.SessionCreated)["session"]["audio"]["input"]
    assert audio["transcription"] is None
    assert audio["noise_reduction"] is None


def test_user_speech_always_says_its_transcript() -> None:
    text = (
        '{"type":"conversation.item.create","item":{"type":"message","role":"user","content":[{"type":"input_audio"}]}}'
    )
    item = json.loads(dump(parse_client("realtime", text)))["item"]
    assert item["content"] == [{"type": "input_audio", "transcript": None}]


def test_nulls_are_not_said_where_clients_choke_on_them() -> None:
    """agents-realtime drops an event with a null in these places (its schemas say optional, not nullable)."""
    assert the(server.ContentPartAdded)["part"] == {"type": "audio", "transcript": ""}
    assert set(the(server.TranscriptionFailed)["error"]) == {"type", "message"}
    for event in FROM_SERVER:
        item = fields_of(event).get("item", {})
        assert None not in item.values()
    assert None not in the(server.RateLimitsUpdated)["rate_limits"][0].values()


def test_usage_tells_text_audio_and_cached_apart() -> None:
    usage = the(server.ResponseDone)["response"]["usage"]
    assert usage["input_token_details"] == {
        "text_tokens": 5,
        "audio_tokens": 15,
        "image_tokens": 0,
        "cached_tokens": 8,
        "cached_tokens_details": {"text_tokens": 0, "audio_tokens": 0, "image_tokens": 0},
    }
    assert usage["output_token_details"] == {"text_tokens": 2, "audio_tokens": 8}


def test_the_session_says_its_modalities() -> None:
    assert the(server.SessionCreated)["session"]["output_modalities"] == ["audio"]
    assert the(server.SessionUpdated)["session"]["object"] == "realtime.session"


def test_null_and_not_mentioned_are_two_things() -> None:
    text = '{"type":"session.update","session":{"tracing":null,"audio":{"input":{"turn_detection":null}}}}'
    event = parse_client("realtime", text)
    assert isinstance(event, client.SessionUpdate)
    assert event.session.model_fields_set == {"tracing", "audio"}
    audio = event.session.audio
    assert audio is not None
    assert audio.input is not None
    assert audio.input.model_fields_set == {"turn_detection"}
    sent = json.loads(dump(event))["session"]
    assert sent == {"type": "realtime", "tracing": None, "audio": {"input": {"turn_detection": None}}}


@pytest.mark.parametrize(
    "value", [None, {"type": "server_vad", "threshold": 0.5}, {"type": "semantic_vad", "eagerness": "low"}]
)
def test_turn_detection_is_taken_as_it_comes(value: dict[str, Any] | None) -> None:
    session = parse_body(SessionConfig, json.dumps({"audio": {"input": {"turn_detection": value}}}))
    assert json.loads(dump(session))["audio"]["input"]["turn_detection"] == value


def test_a_response_may_refer_to_items() -> None:
    reference = {"type": "item_reference", "id": "item_1"}
    text = json.dumps({"type": "response.create", "response": {"input": [reference]}})
    assert json.loads(dump(parse_client("realtime", text)))["response"] == {"input": [reference]}


def test_secrets() -> None:
    asked = parse_body(SecretRequest, json.dumps({"expires_after": {"seconds": 60}, "session": SESSION}))
    assert asked.expires_after == ExpiresAfter(seconds=60)
    assert parse_body(SecretRequest, "{}").expires_after.seconds == 600
    answer = SecretResponse(value="ek_1", expires_at=1_790_000_000, session=SESSION_OBJECT)
    theirs = ClientSecretCreateResponse.model_validate_json(dump(answer))
    assert isinstance(theirs.session, RealtimeSessionCreateResponse)
    assert official.unknown_fields(theirs) == {"session.microturn"}


@pytest.mark.parametrize("seconds", [9, 7201, 60.5, "60"])
def test_secrets_live_ten_seconds_to_two_hours(seconds: object) -> None:
    with pytest.raises(BadEvent, match=r"^expires_after\.seconds: expected"):
        parse_body(SecretRequest, json.dumps({"expires_after": {"seconds": seconds}}))


@pytest.mark.parametrize("sample", extension_samples.FROM_CLIENT, ids=lambda sample: sample["type"])
def test_our_extension_comes_through_both_protocols(sample: dict[str, Any]) -> None:
    for protocol in ("realtime", "live"):
        assert json.loads(dump(parse_client(protocol, json.dumps(sample)))) == sample
