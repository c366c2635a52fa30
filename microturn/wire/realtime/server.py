"""The events a Realtime speech server sends, ours among them: those of the session here, the others by subject.

Not sent: those of MCP servers, telephone keys, speaker segments.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from microturn.wire.base import Count, ServerEvent, Wire
from microturn.wire.extension import CapabilitiesEvent, Delegation, Tick, Ticket
from microturn.wire.realtime.buffers import (
    InputAudioCleared,
    InputAudioCommitted,
    OutputAudioCleared,
    OutputAudioStarted,
    OutputAudioStopped,
    SpeechStarted,
    SpeechStopped,
    TimeoutTriggered,
)
from microturn.wire.realtime.history import (
    ConversationCreated,
    ItemAdded,
    ItemCreated,
    ItemDeleted,
    ItemDone,
    ItemRetrieved,
    ItemTruncated,
    TranscriptionCompleted,
    TranscriptionDelta,
    TranscriptionFailed,
)
from microturn.wire.realtime.output import (
    ArgumentsDelta,
    ArgumentsDone,
    AudioDelta,
    AudioDone,
    ContentPartAdded,
    ContentPartDone,
    OutputItemAdded,
    OutputItemDone,
    ResponseCreated,
    ResponseDone,
    TextDelta,
    TextDone,
    TranscriptDelta,
    TranscriptDone,
)
from microturn.wire.realtime.session import Session


class SessionCreated(ServerEvent, frozen=True):
    type: Literal["session.created"] = "session.created"
    session: Session


class SessionUpdated(ServerEvent, frozen=True):
    type: Literal["session.updated"] = "session.updated"
    session: Session


class RateLimit(Wire, frozen=True):
    name: Literal["requests", "tokens"]
    limit: Count
    remaining: Count
    reset_seconds: float


class RateLimitsUpdated(ServerEvent, frozen=True):
    type: Literal["rate_limits.updated"] = "rate_limits.updated"
    rate_limits: list[RateLimit]


class Error(Wire, frozen=True):
    """`event_id`: of the client's event that caused it; agents-realtime matches its requests by it."""

    type: str
    code: str | None = None
    message: str
    param: str | None = None
    event_id: str | None = None


class ErrorEvent(ServerEvent, frozen=True):
    type: Literal["error"] = "error"
    error: Error


AnyEvent: TypeAlias = Annotated[
    SessionCreated
    | SessionUpdated
    | ConversationCreated
    | ItemAdded
    | ItemDone
    | ItemCreated
    | ItemRetrieved
    | ItemTruncated
    | ItemDeleted
    | TranscriptionDelta
    | TranscriptionCompleted
    | TranscriptionFailed
    | InputAudioCommitted
    | InputAudioCleared
    | SpeechStarted
    | SpeechStopped
    | TimeoutTriggered
    | OutputAudioStarted
    | OutputAudioStopped
    | OutputAudioCleared
    | ResponseCreated
    | ResponseDone
    | OutputItemAdded
    | OutputItemDone
    | ContentPartAdded
    | ContentPartDone
    | TextDelta
    | TextDone
    | AudioDelta
    | AudioDone
    | TranscriptDelta
    | TranscriptDone
    | ArgumentsDelta
    | ArgumentsDone
    | RateLimitsUpdated
    | ErrorEvent
    | Tick
    | Ticket
    | Delegation
    | CapabilitiesEvent,
    Field(discriminator="type"),
]
