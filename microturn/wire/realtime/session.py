"""The session object of Realtime: what a client may set, and what the server answers.

Turn detection is kept as the client wrote it. What it does is not said here: in our server the model decides.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from microturn.wire.base import Count, Id, JsonObject, Maybe, Sparse, Wire
from microturn.wire.common import Voice
from microturn.wire.extension import Capabilities
from microturn.wire.realtime.tools import Tool, ToolChoice

Modality = Literal["text", "audio"]
MaxTokens: TypeAlias = Annotated[int, Field(ge=1, le=2**53 - 1)] | Literal["inf"]
Fraction: TypeAlias = Annotated[float, Field(ge=0, le=1)]


class Pcm(Wire, frozen=True):
    """16 bits, little-endian, one channel."""

    type: Literal["audio/pcm"] = "audio/pcm"
    rate: Literal[24000] = 24000


class Pcmu(Wire, frozen=True):
    """G.711 µ-law at 8 kHz."""

    type: Literal["audio/pcmu"] = "audio/pcmu"


class Pcma(Wire, frozen=True):
    """G.711 A-law at 8 kHz."""

    type: Literal["audio/pcma"] = "audio/pcma"


Format: TypeAlias = Annotated[Pcm | Pcmu | Pcma, Field(discriminator="type")]


class Transcription(Wire, frozen=True):
    """How the client wants its speech written down."""

    model: Maybe[str] = None
    language: Maybe[str] = None
    languages: Maybe[list[str]] = None
    prompt: Maybe[str] = None
    keywords: Maybe[list[str]] = None
    delay: Maybe[Literal["minimal", "low", "medium", "high", "xhigh"]] = None


class NoiseReduction(Wire, frozen=True):
    type: Maybe[Literal["near_field", "far_field"]] = None
    strength: Maybe[float] = None


class ServerVad(Wire, frozen=True):
    type: Literal["server_vad"] = "server_vad"
    threshold: Maybe[Fraction] = None
    prefix_padding_ms: Maybe[Count] = None
    silence_duration_ms: Maybe[Count] = None
    idle_timeout_ms: Maybe[Count] = None
    create_response: Maybe[bool] = None
    interrupt_response: Maybe[bool] = None


class SemanticVad(Wire, frozen=True):
    type: Literal["semantic_vad"] = "semantic_vad"
    eagerness: Maybe[Literal["low", "medium", "high", "auto"]] = None
    create_response: Maybe[bool] = None
    interrupt_response: Maybe[bool] = None


TurnDetection: TypeAlias = Annotated[ServerVad | SemanticVad, Field(discriminator="type")]


class AudioInput(Sparse, frozen=True):
    """Null turns transcription, noise reduction or turn detection off."""

    format: Format | None = None
    transcription: Transcription | None = None
    noise_reduction: NoiseReduction | None = None
    turn_detection: TurnDetection | None = None


class AudioOutput(Sparse, frozen=True):
    """`speed`: 1 is as the voice speaks."""

    format: Format | None = None
    voice: str | Voice | None = None
    speed: Annotated[float, Field(ge=0.25, le=1.5)] | None = None


class Audio(Sparse, frozen=True):
    input: AudioInput | None = None
    output: AudioOutput | None = None


class Prompt(Wire, frozen=True):
    """A prompt kept at OpenAI, by its id."""

    id: str
    version: Maybe[str] = None
    variables: Maybe[JsonObject] = None


class Reasoning(Wire, frozen=True):
    effort: Maybe[Literal["minimal", "low", "medium", "high", "xhigh"]] = None


class Tracing(Wire, frozen=True):
    workflow_name: Maybe[str] = None
    group_id: Maybe[str] = None
    metadata: Maybe[JsonObject] = None


class TokenLimits(Wire, frozen=True):
    post_instructions: Maybe[Count] = None


class RetentionRatio(Wire, frozen=True):
    """Forget the oldest part of a full conversation, down to this share of it."""

    type: Literal["retention_ratio"] = "retention_ratio"
    retention_ratio: Fraction
    token_limits: Maybe[TokenLimits] = None


class _Settings(Sparse, frozen=True):
    type: Literal["realtime"] = "realtime"
    instructions: str | None = None
    tools: list[Tool] | None = None
    tool_choice: ToolChoice | None = None
    parallel_tool_calls: bool | None = None
    max_output_tokens: MaxTokens | None = None
    reasoning: Reasoning | None = None
    tracing: Literal["auto"] | Tracing | None = None
    truncation: Literal["auto", "disabled"] | RetentionRatio | None = None
    include: list[Literal["item.input_audio_transcription.logprobs"]] | None = None
    prompt: Prompt | None = None


class SessionConfig(_Settings, frozen=True):
    """What a client sets, at the start or later; what it leaves out stays as it is.

    `type` may be left out, as older clients do.
    """

    model: str | None = None
    output_modalities: list[Modality] | None = None
    audio: Audio | None = None


class Session(_Settings, frozen=True):
    """What the server answers: the whole configuration.

    `output_modalities` must be there: agents-realtime reads it. `expires_at`: seconds since 1970.
    """

    id: Id
    object: Literal["realtime.session"] = "realtime.session"
    model: str
    output_modalities: list[Modality]
    audio: Audio
    expires_at: Count | None = None
    microturn: Maybe[Capabilities] = None
