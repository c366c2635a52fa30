"""The events a Live client sends, over the connection of its own or a sideband, and ours.

`session.start` and `session.input_audio.append` belong to the first, `transport.dtmf.send` to the second; the server
tells them apart.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from microturn.wire.base import ClientEvent, Event, Id, JsonObject
from microturn.wire.binary import Base64
from microturn.wire.extension import DelegationCancel, Playback, TextAppend, VideoAppend
from microturn.wire.live.session import SessionConfig, SessionUpdate


class SessionStart(ClientEvent, frozen=True):
    """The first message over WebSocket; WebRTC sends its session with the offer."""

    type: Literal["session.start"] = "session.start"
    session: SessionConfig


class SessionUpdateEvent(ClientEvent, frozen=True):
    type: Literal["session.update"] = "session.update"
    session: SessionUpdate


class SessionClose(ClientEvent, frozen=True):
    type: Literal["session.close"] = "session.close"


class InputAudioAppend(ClientEvent, frozen=True):
    """Sound in the format of `session.audio.format`; never acknowledged."""

    type: Literal["session.input_audio.append"] = "session.input_audio.append"
    audio: Base64


class InputAudioMute(ClientEvent, frozen=True):
    """The model hears silence until `unmute`."""

    type: Literal["session.input_audio.mute"] = "session.input_audio.mute"


class InputAudioUnmute(ClientEvent, frozen=True):
    type: Literal["session.input_audio.unmute"] = "session.input_audio.unmute"


class FixturePlay(ClientEvent, frozen=True):
    """Play this instead of the model. `audio`: PCM at 24 kHz whatever the session's format, at most 30 s."""

    type: Literal["session.output_audio.fixture.play"] = "session.output_audio.fixture.play"
    audio: Base64


class _Append(ClientEvent, frozen=True):
    """`delegation_id` is written even when it is null, and may not be left out by OpenAI's rules; we let it."""

    content: str
    delegation_id: Id | None = None


class InstructionsAppend(_Append, frozen=True):
    """What the developer wants from now on."""

    type: Literal["session.instructions.append"] = "session.instructions.append"


class ThinkingAppend(_Append, frozen=True):
    """What the model should know and need not say."""

    type: Literal["session.thinking.append"] = "session.thinking.append"


class CommentaryAppend(_Append, frozen=True):
    """What the model should tell the user."""

    type: Literal["session.commentary.append"] = "session.commentary.append"


class ResponseItemCreate(ClientEvent, frozen=True):
    """Input for the background model, in the terms of OpenAI's Responses (such as `function_call_output`)."""

    type: Literal["response.item.create"] = "response.item.create"
    item: JsonObject


class ResponseCreate(ClientEvent, frozen=True):
    """The background model goes on."""

    type: Literal["response.create"] = "response.create"


class DecisionCreate(Event, frozen=True):
    """The one event whose id is not optional."""

    type: Literal["decision.create"] = "decision.create"
    event_id: Id


class DecisionItemCreate(ClientEvent, frozen=True):
    type: Literal["decision.item.create"] = "decision.item.create"
    item: JsonObject


class DecisionItemDelete(ClientEvent, frozen=True):
    type: Literal["decision.item.delete"] = "decision.item.delete"
    item_id: Id


class DtmfSend(ClientEvent, frozen=True):
    """A key of the telephone: 0–9, A–D, * or #."""

    type: Literal["transport.dtmf.send"] = "transport.dtmf.send"
    event: str


AnyEvent: TypeAlias = Annotated[
    SessionStart
    | SessionUpdateEvent
    | SessionClose
    | InputAudioAppend
    | InputAudioMute
    | InputAudioUnmute
    | FixturePlay
    | InstructionsAppend
    | ThinkingAppend
    | CommentaryAppend
    | ResponseItemCreate
    | ResponseCreate
    | DecisionCreate
    | DecisionItemCreate
    | DecisionItemDelete
    | DtmfSend
    | TextAppend
    | VideoAppend
    | Playback
    | DelegationCancel,
    Field(discriminator="type"),
]
