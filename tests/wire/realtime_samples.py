"""One of each Realtime event: a client's as OpenAI's types have it, with all its fields; a server's as we build it."""

from typing import Any

from microturn.wire.base import ServerEvent
from microturn.wire.realtime import server
from microturn.wire.realtime.history import Conversation, TokenUsage, TranscribedTokens, TranscriptionError
from microturn.wire.realtime.items import (
    AssistantMessage,
    FunctionCall,
    FunctionCallOutput,
    InputAudio,
    InputText,
    Item,
    OutputAudio,
    OutputText,
    UserMessage,
)
from microturn.wire.realtime.output import Part
from microturn.wire.realtime.response import InputTokens, OutputTokens, Response, StatusDetails, Usage
from microturn.wire.realtime.session import Audio, AudioInput, AudioOutput, Pcm, ServerVad, Session
from tests.wire.extension_samples import CAPABILITIES
from tests.wire.extension_samples import FROM_SERVER as EXTENSION

PCM: dict[str, Any] = {"type": "audio/pcm", "rate": 24000}
TOOLS: list[dict[str, Any]] = [
    {"type": "function", "name": "look_up", "description": "Finds it.", "parameters": {"type": "object", "a": [1.5]}},
    {"type": "mcp", "server_label": "s", "server_url": "https://x", "allowed_tools": ["a"], "headers": {"k": "v"}},
]
VAD: dict[str, Any] = {
    "type": "server_vad",
    "threshold": 0.5,
    "prefix_padding_ms": 300,
    "silence_duration_ms": 500,
    "idle_timeout_ms": 6000,
    "create_response": True,
    "interrupt_response": False,
}
SESSION: dict[str, Any] = {
    "type": "realtime",
    "model": "gpt-realtime",
    "output_modalities": ["audio"],
    "instructions": "Be brief.",
    "audio": {
        "input": {
            "format": PCM,
            "transcription": {"model": "whisper-1", "language": "en", "prompt": "names"},
            "noise_reduction": {"type": "near_field"},
            "turn_detection": VAD,
        },
        "output": {"format": {"type": "audio/pcmu"}, "voice": "marin", "speed": 1.25},
    },
    "tools": TOOLS,
    "tool_choice": {"type": "function", "name": "look_up"},
    "parallel_tool_calls": True,
    "max_output_tokens": "inf",
    "reasoning": {"effort": "low"},
    "tracing": {"workflow_name": "w", "group_id": "g", "metadata": {"a": 1}},
    "truncation": {"type": "retention_ratio", "retention_ratio": 0.8, "token_limits": {"post_instructions": 100}},
    "include": ["item.input_audio_transcription.logprobs"],
    "prompt": {"id": "p", "version": "1", "variables": {"a": "b"}},
}
ITEM: dict[str, Any] = {"id": "i", "object": "realtime.item", "status": "completed"}
ITEMS: list[dict[str, Any]] = [
    {
        **ITEM,
        "type": "message",
        "role": "user",
        "content": [
            {"type": "input_text", "text": "hello"},
            {"type": "input_audio", "audio": "AAEC", "transcript": None},
            {"type": "input_image", "image_url": "data:image/png;base64,AAEC", "detail": "low"},
        ],
    },
    {**ITEM, "type": "message", "role": "system", "content": [{"type": "input_text", "text": "be brief"}]},
    {
        **ITEM,
        "type": "message",
        "role": "assistant",
        "content": [
            {"type": "output_text", "text": "hi"},
            {"type": "output_audio", "audio": "AA==", "transcript": "hi"},
        ],
    },
    {**ITEM, "type": "function_call", "call_id": "c", "name": "f", "arguments": "{}"},
    {**ITEM, "type": "function_call_output", "call_id": "c", "output": "42"},
    {"type": "mcp_approval_response", "id": "m", "approval_request_id": "r", "approve": True, "reason": None},
    {"type": "mcp_list_tools", "id": "m", "server_label": "s", "tools": [{"name": "t", "input_schema": {}}]},
    {"type": "mcp_call", "id": "m", "server_label": "s", "name": "t", "arguments": "{}", "output": None},
    {"type": "mcp_approval_request", "id": "m", "server_label": "s", "name": "t", "arguments": "{}"},
]
FROM_CLIENT: list[dict[str, Any]] = [
    {"type": "session.update", "event_id": "e", "session": SESSION},
    {"type": "input_audio_buffer.append", "event_id": "e", "audio": "AAECAw=="},
    {"type": "input_audio_buffer.commit", "event_id": "e"},
    {"type": "input_audio_buffer.clear", "event_id": "e"},
    {"type": "output_audio_buffer.clear", "event_id": "e"},
    *({"type": "conversation.item.create", "event_id": "e", "previous_item_id": "root", "item": i} for i in ITEMS),
    {"type": "conversation.item.retrieve", "event_id": "e", "item_id": "i"},
    {"type": "conversation.item.truncate", "event_id": "e", "item_id": "i", "content_index": 0, "audio_end_ms": 640},
    {"type": "conversation.item.delete", "event_id": "e", "item_id": "i"},
    {
        "type": "response.create",
        "event_id": "e",
        "response": {
            "output_modalities": ["text"],
            "instructions": "Now.",
            "audio": {"output": {"format": {"type": "audio/pcma"}, "voice": {"id": "v"}}},
            "tools": TOOLS,
            "tool_choice": "required",
            "parallel_tool_calls": False,
            "max_output_tokens": 100,
            "reasoning": {"effort": "high"},
            "conversation": "none",
            "metadata": {"topic": "x"},
            "input": ITEMS,
            "prompt": {"id": "p"},
        },
    },
    {"type": "response.cancel", "event_id": "e", "response_id": "r"},
]


def in_response(**fields: Any) -> dict[str, Any]:
    return {"event_id": "event_1", "response_id": "resp_1", "output_index": 0, **fields}


def in_part(**fields: Any) -> dict[str, Any]:
    return in_response(item_id="item_2", content_index=0, **fields)


HEARD = UserMessage(id="item_1", status="completed", content=[InputText(text="hm"), InputAudio(transcript="hello")])
SAID = AssistantMessage(id="item_2", status="completed", content=[OutputAudio(transcript="hi"), OutputText(text="hi")])
CALL = FunctionCall(id="item_3", status="completed", call_id="call_1", name="f", arguments='{"a": 1}')
RESULT = FunctionCallOutput(id="item_4", status="completed", call_id="call_1", output="42")
SESSION_OBJECT = Session(
    id="sess_1",
    model="microturn-nano",
    output_modalities=["audio"],
    instructions="Be brief.",
    audio=Audio(
        input=AudioInput(format=Pcm(), transcription=None, noise_reduction=None, turn_detection=ServerVad()),
        output=AudioOutput(format=Pcm(), voice="heart", speed=1.0),
    ),
    tools=[],
    tool_choice="auto",
    max_output_tokens="inf",
    tracing=None,
    expires_at=1_790_000_000,
    microturn=CAPABILITIES,
)
OPEN = Response(id="resp_1", status="in_progress", conversation_id="conv_1", output_modalities=["audio"])
USAGE = Usage(
    total_tokens=30,
    input_tokens=20,
    output_tokens=10,
    input_token_details=InputTokens(text_tokens=5, audio_tokens=15, cached_tokens=8),
    output_token_details=OutputTokens(text_tokens=2, audio_tokens=8),
)
CLOSED = Response(
    id="resp_1",
    status="cancelled",
    status_details=StatusDetails(type="cancelled", reason="turn_detected"),
    output=[SAID, CALL],
    output_modalities=["audio"],
    usage=USAGE,
    metadata={"client_event_id": "e"},
)
HEARING: dict[str, Any] = {"event_id": "event_1", "item_id": "item_1", "content_index": 0}
TOKENS = TokenUsage(total_tokens=3, input_tokens=2, output_tokens=1, input_token_details=TranscribedTokens())
PLACED: list[Item] = [HEARD, SAID, CALL, RESULT]
FROM_SERVER: list[ServerEvent] = [
    server.SessionCreated(event_id="event_1", session=SESSION_OBJECT),
    server.SessionUpdated(event_id="event_1", session=SESSION_OBJECT),
    server.ConversationCreated(event_id="event_1", conversation=Conversation(id="conv_1")),
    *(server.ItemAdded(event_id="event_1", item=item) for item in PLACED),
    *(server.ItemDone(event_id="event_1", previous_item_id="item_0", item=item) for item in PLACED),
    server.ItemCreated(event_id="event_1", item=HEARD),
    server.ItemRetrieved(event_id="event_1", item=HEARD),
    server.ItemTruncated(event_id="event_1", item_id="item_2", content_index=0, audio_end_ms=640),
    server.ItemDeleted(event_id="event_1", item_id="item_2"),
    server.TranscriptionDelta(**HEARING, delta="hel"),
    server.TranscriptionCompleted(**HEARING, transcript="hello", usage=TOKENS),
    server.TranscriptionFailed(**HEARING, error=TranscriptionError(type="server_error", message="too long")),
    server.InputAudioCommitted(event_id="event_1", item_id="item_1"),
    server.InputAudioCleared(event_id="event_1"),
    server.SpeechStarted(event_id="event_1", item_id="item_1", audio_start_ms=200),
    server.SpeechStopped(event_id="event_1", item_id="item_1", audio_end_ms=1200),
    server.TimeoutTriggered(event_id="event_1", item_id="item_1", audio_start_ms=200, audio_end_ms=6200),
    server.OutputAudioStarted(event_id="event_1", response_id="resp_1"),
    server.OutputAudioStopped(event_id="event_1", response_id="resp_1"),
    server.OutputAudioCleared(event_id="event_1", response_id="resp_1"),
    server.ResponseCreated(event_id="event_1", response=OPEN),
    server.ResponseDone(event_id="event_1", response=CLOSED),
    server.OutputItemAdded(**in_response(item=SAID)),
    server.OutputItemDone(**in_response(item=CALL)),
    server.ContentPartAdded(**in_part(part=Part(type="audio", transcript=""))),
    server.ContentPartDone(**in_part(part=Part(type="text", text="hi"))),
    server.TextDelta(**in_part(delta="h")),
    server.TextDone(**in_part(text="hi")),
    server.AudioDelta(**in_part(delta=bytes(9600))),
    server.AudioDone(**in_part()),
    server.TranscriptDelta(**in_part(delta="h")),
    server.TranscriptDone(**in_part(transcript="hi")),
    server.ArgumentsDelta(**in_response(item_id="item_3", call_id="call_1", delta="{")),
    server.ArgumentsDone(**in_response(item_id="item_3", call_id="call_1", name="f", arguments="{}")),
    server.RateLimitsUpdated(
        event_id="event_1",
        rate_limits=[server.RateLimit(name="tokens", limit=100, remaining=90, reset_seconds=0.5)],
    ),
    server.ErrorEvent(event_id="event_1", error=server.Error(type="invalid_request_error", message="no", event_id="e")),
    *EXTENSION,
]
