"""The session object of Live: what a client starts with, what it may change, what the server answers."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from microturn.wire.base import Count, Id, Maybe, Sparse, Wire
from microturn.wire.common import Voice
from microturn.wire.extension import Capabilities
from microturn.wire.live.delegation import Delegation, DelegationUpdate, Trigger


class Pcm(Wire, frozen=True):
    """16 bits, little-endian, one channel."""

    type: Literal["audio/pcm"] = "audio/pcm"
    rate: Literal[16000, 24000] = 24000


class Pcmu(Wire, frozen=True):
    """G.711 µ-law."""

    type: Literal["audio/pcmu"] = "audio/pcmu"
    rate: Literal[8000] = 8000


class Pcma(Wire, frozen=True):
    """G.711 A-law."""

    type: Literal["audio/pcma"] = "audio/pcma"
    rate: Literal[8000] = 8000


Format: TypeAlias = Annotated[Pcm | Pcmu | Pcma, Field(discriminator="type")]


class AudioOutput(Sparse, frozen=True):
    voice: str | Voice | None = None


class Audio(Sparse, frozen=True):
    """`format`: of both directions, over WebSocket only."""

    format: Format | None = None
    output: AudioOutput | None = None


class EventSelector(Wire, frozen=True):
    """`response_event`: type of the event inside a `response.event`."""

    type: str
    response_event: Maybe[str] = None


class DataChannel(Wire, frozen=True):
    """What a browser may send and see; absent, everything."""

    allowed_client_events: Maybe[Literal["all"] | list[str]] = None
    allowed_server_events: Maybe[Literal["all"] | list[EventSelector]] = None


class Frontend(Wire, frozen=True):
    data_channel: DataChannel


class Text(Wire, frozen=True):
    type: Maybe[Literal["input_text", "output_text", "text"]] = None
    text: str


class InitialMessage(Wire, frozen=True):
    """Something said before the session began; OpenAI takes one part of text in each."""

    type: Maybe[Literal["message"]] = "message"
    role: Literal["developer", "user", "assistant"]
    content: Annotated[list[Text], Field(min_length=1)]
    id: Maybe[Id] = None
    status: Maybe[Literal["incomplete", "completed"]] = None


class SessionConfig(Sparse, frozen=True):
    """What a session starts with. `delegation` absent or null: the client does the work."""

    model: str
    audio: Audio | None = None
    instructions: str | None = None
    input: Annotated[list[InitialMessage], Field(max_length=128)] | None = None
    delegation: Delegation | None = None
    client: Frontend | None = None
    triggers: list[Trigger] | None = None
    store: bool | None = None
    safety_identifier: str | None = None


class SessionUpdate(Sparse, frozen=True):
    """All that a client may change: who does the work, though not to another kind, and the triggers."""

    delegation: DelegationUpdate | None = None
    triggers: list[Trigger] | None = None


class Session(SessionConfig, frozen=True):
    """What the server answers. `status` stays "active" in `session.closed`; `expires_at`: seconds since 1970."""

    id: Id
    status: Literal["active"] = "active"
    expires_at: Count
    microturn: Maybe[Capabilities] = None
