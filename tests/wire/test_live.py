"""Live against OpenAI's own types."""

import json
from typing import Any

import pytest
from openai.types.live import ClientEvent, ConnectClientEvent, LiveCreateResponse, ServerEvent, SessionConfig

from microturn.wire.base import Event
from microturn.wire.errors import BadEvent
from microturn.wire.live import client, server
from microturn.wire.live.create import CreatedSession, CreateRequest, CreateResponse, Transport
from microturn.wire.parse import dump, parse_body, parse_client, parse_server
from tests.wire import extension_samples, official
from tests.wire.live_samples import FROM_CLIENT, FROM_SERVER, SESSION

OF_CLIENTS = official.by_type(ClientEvent) | official.by_type(ConnectClientEvent)
OF_SERVERS = official.by_type(ServerEvent)
OURS = extension_samples.TYPES | {"microturn.text.append"}
NOT_SENT = {
    "decision.event",
    "decision.item.created",
    "decision.item.deleted",
    "transport.answered",
    "transport.dtmf.received",
    "transport.dtmf.send",
    "transport.dtmf.sent",
    "transport.failed",
    "transport.ringing",
}


def test_every_official_client_event_has_a_sample_and_a_model() -> None:
    models = official.by_type(client.AnyEvent)
    assert set(OF_CLIENTS) == {sample["type"] for sample in FROM_CLIENT} == set(models) - OURS
    for kind, model in OF_CLIENTS.items():
        assert set(model.model_fields) == set(models[kind].model_fields), kind


def test_the_sample_session_has_every_official_field() -> None:
    assert set(SESSION) == set(SessionConfig.model_fields)


@pytest.mark.parametrize("sample", FROM_CLIENT, ids=lambda sample: sample["type"])
def test_a_client_event_comes_through_whole(sample: dict[str, Any]) -> None:
    assert not official.unknown_fields(OF_CLIENTS[sample["type"]].model_validate(sample))
    event = parse_client("live", json.dumps(sample))
    assert json.loads(dump(event)) == sample
    assert parse_client("live", dump(event)) == event


def test_every_server_event_has_a_sample_and_the_others_are_named() -> None:
    models = official.by_type(server.AnyEvent)
    assert set(models) == {event.type for event in FROM_SERVER}
    assert set(models) - OURS == set(OF_SERVERS) - NOT_SENT


@pytest.mark.parametrize("event", FROM_SERVER, ids=lambda event: event.type)
def test_a_server_event_is_an_official_one(event: Event) -> None:
    assert parse_server("live", dump(event)) == event
    if event.type in OURS:
        return
    model = OF_SERVERS[event.type]
    theirs = model.model_validate_json(dump(event))
    assert official.unknown_fields(theirs) <= {"session.microturn"}
    assert official.required_fields(model) <= set(json.loads(dump(event)))


def test_audio_has_no_event_id_and_no_times_on_the_clients_own_connection() -> None:
    sent = json.loads(dump(server.OutputAudioDelta(delta=b"\0\0")))
    assert sent == {"type": "session.output_audio.delta", "delta": "AAA="}


def test_an_append_always_says_its_delegation() -> None:
    event = parse_client("live", '{"type":"session.thinking.append","content":"x"}')
    assert json.loads(dump(event))["delegation_id"] is None


def test_a_session_needs_a_model() -> None:
    """So a fork of a stored session, which has none, is refused."""
    with pytest.raises(BadEvent, match=r"^session\.model: expected a value, got none$"):
        parse_client("live", '{"type":"session.start","session":{}}')


def test_creation_over_webrtc() -> None:
    transport = {"type": "webrtc", "sdp": "v=0"}
    asked = parse_body(CreateRequest, json.dumps({"session": SESSION, "transport": transport}))
    assert asked.transport == Transport(sdp="v=0")
    assert json.loads(dump(asked.session)) == SESSION
    answer = CreateResponse(session=CreatedSession(id="sess_1"), transport=asked.transport)
    assert not official.unknown_fields(LiveCreateResponse.model_validate_json(dump(answer)))
