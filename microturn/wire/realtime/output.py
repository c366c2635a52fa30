"""What the Realtime server says while it responds: the response, its items, their parts, their deltas."""

from typing import Literal

from microturn.wire.base import Count, Id, Maybe, ServerEvent, Wire
from microturn.wire.binary import Base64
from microturn.wire.realtime.items import Item
from microturn.wire.realtime.response import Response


class ResponseCreated(ServerEvent, frozen=True):
    type: Literal["response.created"] = "response.created"
    response: Response


class ResponseDone(ServerEvent, frozen=True):
    """The response with its items and usage, whatever became of it."""

    type: Literal["response.done"] = "response.done"
    response: Response


class _InResponse(ServerEvent, frozen=True):
    response_id: Id
    output_index: Count


class OutputItemAdded(_InResponse, frozen=True):
    type: Literal["response.output_item.added"] = "response.output_item.added"
    item: Item


class OutputItemDone(_InResponse, frozen=True):
    type: Literal["response.output_item.done"] = "response.output_item.done"
    item: Item


class _InItem(_InResponse, frozen=True):
    item_id: Id


class _InPart(_InItem, frozen=True):
    content_index: Count


class Part(Wire, frozen=True):
    """A content part in the making. Its type is "text" or "audio", though the item's says "output_…"."""

    type: Literal["text", "audio"]
    text: Maybe[str] = None
    transcript: Maybe[str] = None


class ContentPartAdded(_InPart, frozen=True):
    type: Literal["response.content_part.added"] = "response.content_part.added"
    part: Part


class ContentPartDone(_InPart, frozen=True):
    type: Literal["response.content_part.done"] = "response.content_part.done"
    part: Part


class TextDelta(_InPart, frozen=True):
    type: Literal["response.output_text.delta"] = "response.output_text.delta"
    delta: str


class TextDone(_InPart, frozen=True):
    type: Literal["response.output_text.done"] = "response.output_text.done"
    text: str


class AudioDelta(_InPart, frozen=True):
    """Sound in the format of `session.audio.output`."""

    type: Literal["response.output_audio.delta"] = "response.output_audio.delta"
    delta: Base64


class AudioDone(_InPart, frozen=True):
    type: Literal["response.output_audio.done"] = "response.output_audio.done"


class TranscriptDelta(_InPart, frozen=True):
    type: Literal["response.output_audio_transcript.delta"] = "response.output_audio_transcript.delta"
    delta: str


class TranscriptDone(_InPart, frozen=True):
    type: Literal["response.output_audio_transcript.done"] = "response.output_audio_transcript.done"
    transcript: str


class ArgumentsDelta(_InItem, frozen=True):
    type: Literal["response.function_call_arguments.delta"] = "response.function_call_arguments.delta"
    call_id: str
    delta: str


class ArgumentsDone(_InItem, frozen=True):
    type: Literal["response.function_call_arguments.done"] = "response.function_call_arguments.done"
    call_id: str
    name: str
    arguments: str
