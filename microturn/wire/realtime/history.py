"""What the Realtime server says about the conversation: its items, and the user's words in them.

`previous_item_id` null means "nothing before it": agents-realtime puts such an item at the front of its history.
"""

from typing import Annotated, Literal

from pydantic import Field

from microturn.wire.base import Count, Id, Maybe, ServerEvent, Wire
from microturn.wire.realtime.items import Item


class Conversation(Wire, frozen=True):
    id: Id
    object: Literal["realtime.conversation"] = "realtime.conversation"


class ConversationCreated(ServerEvent, frozen=True):
    """Sent once after `session.created` by older servers; clients still know it."""

    type: Literal["conversation.created"] = "conversation.created"
    conversation: Conversation


class _ItemPlaced(ServerEvent, frozen=True):
    previous_item_id: Id | None = None
    item: Item


class ItemAdded(_ItemPlaced, frozen=True):
    type: Literal["conversation.item.added"] = "conversation.item.added"


class ItemDone(_ItemPlaced, frozen=True):
    type: Literal["conversation.item.done"] = "conversation.item.done"


class ItemCreated(_ItemPlaced, frozen=True):
    """Name of `ItemAdded` before general availability."""

    type: Literal["conversation.item.created"] = "conversation.item.created"


class ItemRetrieved(ServerEvent, frozen=True):
    type: Literal["conversation.item.retrieved"] = "conversation.item.retrieved"
    item: Item


class ItemTruncated(ServerEvent, frozen=True):
    type: Literal["conversation.item.truncated"] = "conversation.item.truncated"
    item_id: Id
    content_index: Count
    audio_end_ms: Count


class ItemDeleted(ServerEvent, frozen=True):
    type: Literal["conversation.item.deleted"] = "conversation.item.deleted"
    item_id: Id


class _Transcription(ServerEvent, frozen=True):
    item_id: Id
    content_index: Count


class TranscriptionDelta(_Transcription, frozen=True):
    type: Literal["conversation.item.input_audio_transcription.delta"] = (
        "conversation.item.input_audio_transcription.delta"
    )
    delta: str


class TranscribedTokens(Wire, frozen=True):
    text_tokens: Count = 0
    audio_tokens: Count = 0


class TokenUsage(Wire, frozen=True):
    type: Literal["tokens"] = "tokens"
    total_tokens: Count
    input_tokens: Count
    output_tokens: Count
    input_token_details: TranscribedTokens


class DurationUsage(Wire, frozen=True):
    type: Literal["duration"] = "duration"
    seconds: float


class TranscriptionCompleted(_Transcription, frozen=True):
    """agents-realtime answers it with `conversation.item.retrieve`."""

    type: Literal["conversation.item.input_audio_transcription.completed"] = (
        "conversation.item.input_audio_transcription.completed"
    )
    transcript: str
    usage: Annotated[TokenUsage | DurationUsage, Field(discriminator="type")]


class TranscriptionError(Wire, frozen=True):
    type: str
    message: str
    code: Maybe[str] = None
    param: Maybe[str] = None


class TranscriptionFailed(_Transcription, frozen=True):
    type: Literal["conversation.item.input_audio_transcription.failed"] = (
        "conversation.item.input_audio_transcription.failed"
    )
    error: TranscriptionError
