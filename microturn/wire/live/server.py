"""The events a Live server sends, and ours. Times are ms of the session, from its start.

Not sent: those of OpenAI's decisions and of telephone lines.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from microturn.wire.base import Count, Event, Id, JsonObject, Maybe, ServerEvent, Wire
from microturn.wire.binary import Base64
from microturn.wire.extension import CapabilitiesEvent, Delegation, Tick, Ticket
from microturn.wire.live.session import Session


class _Reply(ServerEvent, frozen=True):
    """`client_event_id`: of the client's event that it answers, if that had one."""

    client_event_id: Maybe[str] = None


class SessionStarted(_Reply, frozen=True):
    type: Literal["session.started"] = "session.started"
    session: Session


class SessionUpdated(_Reply, frozen=True):
    type: Literal["session.updated"] = "session.updated"
    session: Session


class Usage(Wire, frozen=True):
    """`seconds` of audio since the session began: a total, not an increment."""

    seconds: float


class ContextWindow(Wire, frozen=True):
    usage_ratio: float


class SessionUsageUpdated(_Reply, frozen=True):
    type: Literal["session.usage.updated"] = "session.usage.updated"
    usage: Usage
    context_window: Maybe[ContextWindow] = None


class SessionClosed(_Reply, frozen=True):
    """The last event; without it, a client takes the session for lost."""

    type: Literal["session.closed"] = "session.closed"
    reason: Literal["close_requested", "expired", "content", "remote_hangup", "connection_lost"]
    session: Session
    usage: Usage


class InputAudioMuted(_Reply, frozen=True):
    type: Literal["session.input_audio.muted"] = "session.input_audio.muted"


class InputAudioUnmuted(_Reply, frozen=True):
    type: Literal["session.input_audio.unmuted"] = "session.input_audio.unmuted"


class FixturePlaying(_Reply, frozen=True):
    type: Literal["session.output_audio.fixture.playing"] = "session.output_audio.fixture.playing"


class FixturePlayed(_Reply, frozen=True):
    type: Literal["session.output_audio.fixture.played"] = "session.output_audio.fixture.played"


class _Timed(_Reply, frozen=True):
    start_ms: Count
    end_ms: Count


class InstructionsAppended(_Timed, frozen=True):
    type: Literal["session.instructions.appended"] = "session.instructions.appended"


class ThinkingAppended(_Timed, frozen=True):
    type: Literal["session.thinking.appended"] = "session.thinking.appended"


class CommentaryAppended(_Timed, frozen=True):
    type: Literal["session.commentary.appended"] = "session.commentary.appended"


class InputTranscriptDelta(_Timed, frozen=True):
    """Words of the user; there is no end of a turn, and no `done`."""

    type: Literal["session.input_transcript.delta"] = "session.input_transcript.delta"
    delta: str


class OutputTranscriptDelta(_Timed, frozen=True):
    type: Literal["session.output_transcript.delta"] = "session.output_transcript.delta"
    delta: str


class OutputAudioDelta(Event, frozen=True):
    """Sound, silence included, and the one event of a WebSocket without an `event_id`.

    The client's own connection gets the session's format and no times; a sideband gets PCM at 24 kHz with times.
    """

    type: Literal["session.output_audio.delta"] = "session.output_audio.delta"
    delta: Base64
    start_ms: Maybe[Count] = None
    end_ms: Maybe[Count] = None


class InputAudioReflected(Event, frozen=True):
    """For sidebands: what the client sent, as PCM at 24 kHz, before muting. Has the type of the client's event."""

    type: Literal["session.input_audio.append"] = "session.input_audio.append"
    audio: Base64


class DelegationInfo(Wire, frozen=True):
    """`response_id`: of the background model's response; absent when the client does the work."""

    id: Id
    type: Literal["delegation"] = "delegation"
    target: Literal["client", "responses", "decisions"]
    response_id: Maybe[Id] = None


class DelegationCreated(_Reply, frozen=True):
    """The model hands work on. It carries no task: the client has the transcripts."""

    type: Literal["session.delegation.created"] = "session.delegation.created"
    delegation: DelegationInfo
    offset_ms: Count


class ResponseEvent(_Reply, frozen=True):
    """An event of the background model, in the terms of OpenAI's Responses stream."""

    type: Literal["response.event"] = "response.event"
    delegation_id: Id | None = None
    event: JsonObject


class Info(_Reply, frozen=True):
    type: Literal["info"] = "info"
    code: str
    message: str


class Error(Wire, frozen=True):
    type: str
    code: str
    message: str
    param: Maybe[str] = None
    client_event_id: Maybe[str] = None


class ErrorEvent(_Reply, frozen=True):
    """After the start, an error never ends the session."""

    type: Literal["error"] = "error"
    error: Error


AnyEvent: TypeAlias = Annotated[
    SessionStarted
    | SessionUpdated
    | SessionUsageUpdated
    | SessionClosed
    | InputAudioMuted
    | InputAudioUnmuted
    | FixturePlaying
    | FixturePlayed
    | InstructionsAppended
    | ThinkingAppended
    | CommentaryAppended
    | InputTranscriptDelta
    | OutputTranscriptDelta
    | OutputAudioDelta
    | InputAudioReflected
    | DelegationCreated
    | ResponseEvent
    | Info
    | ErrorEvent
    | Tick
    | Ticket
    | Delegation
    | CapabilitiesEvent,
    Field(discriminator="type"),
]
