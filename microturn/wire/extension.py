"""Our own events, prefix `microturn.`, in both protocols: ticks, typed text, video, playback, capabilities.

Official clients do not know them: send them to clients that asked.
"""

from typing import Annotated, Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from microturn.wire.base import ClientEvent, Count, Id, Maybe, ServerEvent, Wire
from microturn.wire.binary import Base64

Seconds = Annotated[float, Field(ge=0)]


class VideoAppend(ClientEvent, frozen=True):
    """One frame, JPEG or PNG. `t`: seconds of stream time at which it was taken."""

    type: Literal["microturn.video.append"] = "microturn.video.append"
    image: Base64
    t: Seconds


class TextAppend(ClientEvent, frozen=True):
    """What the user types. Live has no event for it; in Realtime a message with `input_text` is the same."""

    type: Literal["microturn.text.append"] = "microturn.text.append"
    content: str


class Playback(ClientEvent, frozen=True):
    """How much of an item (`item_id`) or of a tick's sound (`tick`) has come out of the loudspeaker."""

    type: Literal["microturn.playback"] = "microturn.playback"
    item_id: Maybe[Id] = None
    tick: Maybe[Count] = None
    played_ms: Count

    @model_validator(mode="after")
    def _names_what_played(self) -> "Playback":
        if (self.item_id is None) == (self.tick is None):
            raise PydanticCustomError("playback", "expected either item_id or tick")
        return self


class DelegationCancel(ClientEvent, frozen=True):
    """The client wants no more of a delegation. What it has brought already stays."""

    type: Literal["microturn.delegation.cancel"] = "microturn.delegation.cancel"
    delegation: Id


class Delegation(ServerEvent, frozen=True):
    """What the background model is doing about a delegation, step by step.

    `tool`: the one at work. `say`: a piece of the result on its way to the model. `markdown`: for people to read, as
    the agent and its tools gave it: whoever shows it removes what could run. "said": all pieces have been spoken.
    """

    type: Literal["microturn.delegation"] = "microturn.delegation"
    delegation: Id
    state: Literal["asked", "working", "done", "failed", "dropped", "said"]
    tool: str = ""
    say: str = ""
    markdown: str = ""


class Tick(ServerEvent, frozen=True):
    """What the model did in one micro-turn.

    `heard`, `said`, `seen`: words with the space before them, "" for none. `compute_ms`: wall time by part.
    """

    type: Literal["microturn.tick"] = "microturn.tick"
    tick: Count
    decision: Literal["voice", "quiet"]
    heard: str = ""
    said: str = ""
    seen: str = ""
    compute_ms: dict[str, float]
    delegate: bool = False
    drop: bool = False


class Ticket(ServerEvent, frozen=True):
    """How to come back to this session when the connection breaks: connect with `?resume=TICKET` within `seconds`.

    Sent to clients that asked for it (`?microturn=resume`); each return voids the ticket and brings a new one.
    """

    type: Literal["microturn.ticket"] = "microturn.ticket"
    ticket: str
    session: Id
    seconds: Count
    is_resumed: bool = False


class VideoLimits(Wire, frozen=True):
    """Frames the server takes."""

    media_types: list[str]
    max_per_s: float
    max_bytes: Count


class Capabilities(Wire, frozen=True):
    """What this server can do besides the protocol, and where it stops.

    `extensions`: types of our events it takes or sends. `turn_taking`: who decides when to speak, whatever
    `turn_detection` says. `video` null: no frames.
    """

    object: Literal["microturn.capabilities"] = "microturn.capabilities"
    extensions: list[str]
    turn_taking: Literal["model"] = "model"
    tick_ms: Count = 200
    input_rates_hz: list[Count]
    output_rates_hz: list[Count]
    max_message_bytes: Count
    max_session_s: Count | None = None
    video: VideoLimits | None = None


class CapabilitiesEvent(ServerEvent, frozen=True):
    """The capabilities as a message of their own; they also stand in the session object."""

    type: Literal["microturn.capabilities"] = "microturn.capabilities"
    capabilities: Capabilities
