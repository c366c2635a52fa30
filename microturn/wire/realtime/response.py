"""Responses of Realtime: what a client asks for, and the object that says what became of it."""

from typing import Literal

from pydantic import Field

from microturn.wire.base import Count, Id, Maybe, Sparse, Wire
from microturn.wire.common import Voice
from microturn.wire.realtime.items import Item, ItemOrReference
from microturn.wire.realtime.session import Format, MaxTokens, Modality, Prompt, Reasoning
from microturn.wire.realtime.tools import Tool, ToolChoice


class OutputParams(Sparse, frozen=True):
    format: Format | None = None
    voice: str | Voice | None = None


class AudioParams(Sparse, frozen=True):
    output: OutputParams | None = None


class ResponseParams(Sparse, frozen=True):
    """Settings for one response, over those of the session.

    `conversation` "none": the response stays out of the conversation. `input`: used instead of the conversation,
    where an empty list is no context at all.
    """

    output_modalities: list[Modality] | None = None
    instructions: str | None = None
    audio: AudioParams | None = None
    tools: list[Tool] | None = None
    tool_choice: ToolChoice | None = None
    parallel_tool_calls: bool | None = None
    max_output_tokens: MaxTokens | None = None
    reasoning: Reasoning | None = None
    conversation: str | None = None
    metadata: dict[str, str] | None = None
    input: list[ItemOrReference] | None = None
    prompt: Prompt | None = None


class StatusError(Wire, frozen=True):
    type: str
    code: Maybe[str] = None
    message: Maybe[str] = None


class StatusDetails(Wire, frozen=True):
    """Why a response ended as it did."""

    type: Literal["completed", "cancelled", "incomplete", "failed"]
    reason: Maybe[Literal["turn_detected", "client_cancelled", "max_output_tokens", "content_filter"]] = None
    error: Maybe[StatusError] = None


class CachedTokens(Wire, frozen=True):
    text_tokens: Count = 0
    audio_tokens: Count = 0
    image_tokens: Count = 0


class InputTokens(Wire, frozen=True):
    """`cached_tokens` are part of the others, not besides them."""

    text_tokens: Count = 0
    audio_tokens: Count = 0
    image_tokens: Count = 0
    cached_tokens: Count = 0
    cached_tokens_details: CachedTokens = CachedTokens()


class OutputTokens(Wire, frozen=True):
    text_tokens: Count = 0
    audio_tokens: Count = 0


class Usage(Wire, frozen=True):
    """Tokens of one response."""

    total_tokens: Count
    input_tokens: Count
    output_tokens: Count
    input_token_details: InputTokens
    output_token_details: OutputTokens


class ResponseOutput(Wire, frozen=True):
    format: Format
    voice: Maybe[str] = None


class ResponseAudio(Wire, frozen=True):
    output: ResponseOutput


class Response(Wire, frozen=True):
    """A response as the server tells it. In flight, `usage` and `status_details` are null.

    `metadata` comes back as the client sent it: LiveKit tells its responses apart by it.
    """

    id: Id
    object: Literal["realtime.response"] = "realtime.response"
    status: Literal["in_progress", "completed", "cancelled", "failed", "incomplete"]
    status_details: StatusDetails | None = None
    output: list[Item] = Field(default_factory=lambda: [])
    conversation_id: str | None = None
    output_modalities: list[Modality]
    max_output_tokens: MaxTokens = "inf"
    audio: Maybe[ResponseAudio] = None
    usage: Usage | None = None
    metadata: dict[str, str] | None = None
