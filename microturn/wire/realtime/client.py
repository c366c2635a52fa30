"""The 11 events a Realtime client sends, and ours."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from microturn.wire.base import ClientEvent, Count, Id, Maybe
from microturn.wire.binary import Base64
from microturn.wire.extension import DelegationCancel, Playback, VideoAppend
from microturn.wire.realtime.items import Item
from microturn.wire.realtime.response import ResponseParams
from microturn.wire.realtime.session import SessionConfig


class SessionUpdate(ClientEvent, frozen=True):
    """Change what the session mentions, leave the rest."""

    type: Literal["session.update"] = "session.update"
    session: SessionConfig


class InputAudioAppend(ClientEvent, frozen=True):
    """Sound in the format of `session.audio.input`."""

    type: Literal["input_audio_buffer.append"] = "input_audio_buffer.append"
    audio: Base64


class InputAudioCommit(ClientEvent, frozen=True):
    type: Literal["input_audio_buffer.commit"] = "input_audio_buffer.commit"


class InputAudioClear(ClientEvent, frozen=True):
    type: Literal["input_audio_buffer.clear"] = "input_audio_buffer.clear"


class OutputAudioClear(ClientEvent, frozen=True):
    """WebRTC: throw away what the server has not played yet."""

    type: Literal["output_audio_buffer.clear"] = "output_audio_buffer.clear"


class ItemCreate(ClientEvent, frozen=True):
    """`previous_item_id`: where to put it; "root" is the front, absent the end."""

    type: Literal["conversation.item.create"] = "conversation.item.create"
    previous_item_id: Maybe[Id] = None
    item: Item


class ItemRetrieve(ClientEvent, frozen=True):
    type: Literal["conversation.item.retrieve"] = "conversation.item.retrieve"
    item_id: Id


class ItemTruncate(ClientEvent, frozen=True):
    """The user heard `audio_end_ms` of the item's sound, and no more."""

    type: Literal["conversation.item.truncate"] = "conversation.item.truncate"
    item_id: Id
    content_index: Count
    audio_end_ms: Count


class ItemDelete(ClientEvent, frozen=True):
    type: Literal["conversation.item.delete"] = "conversation.item.delete"
    item_id: Id


class ResponseCreate(ClientEvent, frozen=True):
    type: Literal["response.create"] = "response.create"
    response: Maybe[ResponseParams] = None


class ResponseCancel(ClientEvent, frozen=True):
    """Without a `response_id`, the one in progress."""

    type: Literal["response.cancel"] = "response.cancel"
    response_id: Maybe[Id] = None


AnyEvent: TypeAlias = Annotated[
    SessionUpdate
    | InputAudioAppend
    | InputAudioCommit
    | InputAudioClear
    | OutputAudioClear
    | ItemCreate
    | ItemRetrieve
    | ItemTruncate
    | ItemDelete
    | ResponseCreate
    | ResponseCancel
    | VideoAppend
    | Playback
    | DelegationCancel,
    Field(discriminator="type"),
]
