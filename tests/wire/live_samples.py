"""One of each Live event: a client's as OpenAI's types have it, with all its fields; a server's as we build it."""

from typing import Any

from microturn.wire.base import Event
from microturn.wire.live import server
from microturn.wire.live.delegation import ResponsesConfig, ResponsesDelegation, StrictFunctionTool
from microturn.wire.live.session import Audio, AudioOutput, InitialMessage, Pcm, Session, Text
from tests.wire.extension_samples import CAPABILITIES
from tests.wire.extension_samples import FROM_SERVER as EXTENSION

RESPONSES: dict[str, Any] = {
    "model": "gpt-5.5",
    "instructions": "Look it up.",
    "tools": [
        {"type": "function", "name": "f", "description": "Finds.", "parameters": {"type": "object"}, "strict": True},
        {"type": "web_search"},
        {"type": "shell", "environment": {"type": "container_auto"}},
    ],
    "tool_choice": {"type": "function", "name": "f"},
    "parallel_tool_calls": True,
    "max_output_tokens": 500,
    "reasoning": {"effort": "low", "summary": "auto"},
    "text": {"verbosity": "low"},
    "service_tier": "auto",
}
QUESTION: dict[str, Any] = {"type": "predicate", "instructions": "Is it urgent?", "name": "urgent"}
TRIGGER: dict[str, Any] = {
    "type": "decisions",
    "event_type": "session.input_transcript.delta",
    "decisions": {"questions": [QUESTION]},
}
SESSION: dict[str, Any] = {
    "model": "gpt-live-1",
    "audio": {"format": {"type": "audio/pcm", "rate": 16000}, "output": {"voice": {"id": "v"}}},
    "instructions": "Be brief.",
    "input": [
        {
            "type": "message",
            "role": "assistant",
            "content": [{"type": "output_text", "text": "hi"}],
            "id": "i",
            "status": "completed",
        }
    ],
    "delegation": {"type": "responses", "responses": RESPONSES, "acknowledgement_delay_ms": 400},
    "client": {
        "data_channel": {
            "allowed_client_events": ["session.close"],
            "allowed_server_events": [{"type": "response.event", "response_event": "response.completed"}],
        }
    },
    "triggers": [TRIGGER],
    "store": False,
    "safety_identifier": "s",
}
CHANGED: list[dict[str, Any]] = [
    {"delegation": {"type": "client", "acknowledgement_delay_ms": 0}},
    {"delegation": {"type": "responses", "responses": {"instructions": "Briefly.", "tool_choice": "none"}}},
    {"delegation": {"type": "decisions", "decisions": {"questions": [QUESTION]}}, "triggers": []},
]
APPENDED: dict[str, Any] = {"event_id": "e", "content": "It rains.", "delegation_id": None}
OUTPUT: dict[str, Any] = {"type": "function_call_output", "call_id": "c", "output": "42"}
FROM_CLIENT: list[dict[str, Any]] = [
    {"type": "session.start", "event_id": "e", "session": SESSION},
    *({"type": "session.update", "event_id": "e", "session": session} for session in CHANGED),
    {"type": "session.input_audio.append", "event_id": "e", "audio": "AAEC"},
    {"type": "session.input_audio.mute", "event_id": "e"},
    {"type": "session.input_audio.unmute", "event_id": "e"},
    {"type": "session.output_audio.fixture.play", "event_id": "e", "audio": "AAEC"},
    {"type": "session.instructions.append", **APPENDED},
    {"type": "session.thinking.append", **APPENDED},
    {"type": "session.commentary.append", **APPENDED, "delegation_id": "d"},
    {"type": "response.item.create", "event_id": "e", "item": OUTPUT},
    {"type": "response.create", "event_id": "e"},
    {"type": "decision.create", "event_id": "e"},
    {"type": "decision.item.create", "event_id": "e", "item": {"role": "user", "content": "now", "type": "message"}},
    {"type": "decision.item.delete", "event_id": "e", "item_id": "i"},
    {"type": "transport.dtmf.send", "event_id": "e", "event": "#"},
    {"type": "session.close", "event_id": "e"},
]

SESSION_OBJECT = Session(
    id="sess_1",
    model="microturn-nano",
    expires_at=1_790_000_000,
    audio=Audio(format=Pcm(rate=24000), output=AudioOutput(voice="heart")),
    instructions="Be brief.",
    input=[InitialMessage(role="user", content=[Text(type="input_text", text="hello")])],
    delegation=ResponsesDelegation(
        responses=ResponsesConfig(model="local", tools=[StrictFunctionTool(name="f")], tool_choice="auto")
    ),
    microturn=CAPABILITIES,
)
REPLY: dict[str, Any] = {"event_id": "event_1", "client_event_id": "e"}
TIMED: dict[str, Any] = {**REPLY, "start_ms": 1000, "end_ms": 1200}
USAGE = server.Usage(seconds=12.5)
CREATED: dict[str, Any] = {"type": "response.created", "response": {"id": "resp_1"}}
FROM_SERVER: list[Event] = [
    server.SessionStarted(**REPLY, session=SESSION_OBJECT),
    server.SessionUpdated(event_id="event_1", session=SESSION_OBJECT),
    server.SessionUsageUpdated(event_id="event_1", usage=USAGE),
    server.SessionUsageUpdated(event_id="event_1", usage=USAGE, context_window=server.ContextWindow(usage_ratio=0.25)),
    server.SessionClosed(**REPLY, reason="expired", session=SESSION_OBJECT, usage=USAGE),
    server.InputAudioMuted(**REPLY),
    server.InputAudioUnmuted(**REPLY),
    server.FixturePlaying(**REPLY),
    server.FixturePlayed(**REPLY),
    server.InstructionsAppended(**TIMED),
    server.ThinkingAppended(**TIMED),
    server.CommentaryAppended(**TIMED),
    server.InputTranscriptDelta(event_id="event_1", start_ms=0, end_ms=200, delta=" hello"),
    server.OutputTranscriptDelta(event_id="event_1", start_ms=0, end_ms=200, delta=" hi"),
    server.OutputAudioDelta(delta=bytes(9600)),
    server.OutputAudioDelta(delta=bytes(9600), start_ms=0, end_ms=200),
    server.InputAudioReflected(audio=bytes(9600)),
    server.DelegationCreated(
        event_id="event_1", offset_ms=1400, delegation=server.DelegationInfo(id="d_1", target="client")
    ),
    server.ResponseEvent(event_id="event_1", delegation_id="d_1", event=CREATED),
    server.Info(event_id="event_1", code="data_channel_permissions", message="all"),
    server.ErrorEvent(**REPLY, error=server.Error(type="server_error", code="busy", message="later")),
    *EXTENSION,
]
