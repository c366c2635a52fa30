"""Who does the work that a Live model hands on: the client, a Responses model, or OpenAI's decisions.

Knows the settings, not the work. Decisions are a service of OpenAI's: we read their settings and keep them as JSON.
"""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from microturn.wire.base import Count, JsonObject, Maybe, Open, Sparse, Wire
from microturn.wire.common import FunctionTool


class StrictFunctionTool(FunctionTool, frozen=True):
    """A function; `strict`: the arguments must follow the schema."""

    strict: Maybe[bool] = None


class HostedTool(Open, frozen=True):
    """A tool that runs at the server or at a third place, handed on as it came."""

    type: Literal[
        "apply_patch",
        "code_interpreter",
        "computer",
        "custom",
        "file_search",
        "image_generation",
        "mcp",
        "namespace",
        "programmatic_tool_calling",
        "shell",
        "tool_search",
        "web_search",
    ]


class ToolChoice(Open, frozen=True):
    """One tool, or a list of allowed ones, handed on as it came."""

    type: str


Tool: TypeAlias = Annotated[StrictFunctionTool | HostedTool, Field(discriminator="type")]


class Reasoning(Wire, frozen=True):
    effort: Maybe[Literal["none", "minimal", "low", "medium", "high", "xhigh"]] = None
    summary: Maybe[Literal["concise", "detailed", "auto"]] = None


class TextConfig(Wire, frozen=True):
    verbosity: Maybe[Literal["low", "medium", "high"]] = None


class _Responses(Sparse, frozen=True):
    instructions: str | None = None
    tools: list[Tool] | None = None
    tool_choice: Literal["auto", "none", "required"] | ToolChoice | None = None
    parallel_tool_calls: bool | None = None
    max_output_tokens: Count | None = None
    reasoning: Reasoning | None = None
    text: TextConfig | None = None
    service_tier: str | None = None


class ResponsesConfig(_Responses, frozen=True):
    """Settings of the background model."""

    model: str


class ResponsesUpdate(_Responses, frozen=True):
    """Changes to them; what is left out stays."""

    model: str | None = None


class DecisionsConfig(Wire, frozen=True):
    model: str
    questions: list[JsonObject]


class DecisionsUpdate(Sparse, frozen=True):
    model: str | None = None
    questions: list[JsonObject] | None = None


class _Delegation(Wire, frozen=True):
    acknowledgement_delay_ms: Maybe[Count] = None


class ClientDelegation(_Delegation, frozen=True):
    """The application does the work and appends what comes of it."""

    type: Literal["client"] = "client"


class ResponsesDelegation(_Delegation, frozen=True):
    type: Literal["responses"] = "responses"
    responses: ResponsesConfig


class DecisionsDelegation(_Delegation, frozen=True):
    type: Literal["decisions"] = "decisions"
    decisions: DecisionsConfig


class ResponsesDelegationUpdate(_Delegation, frozen=True):
    type: Literal["responses"] = "responses"
    responses: Maybe[ResponsesUpdate] = None


class DecisionsDelegationUpdate(_Delegation, frozen=True):
    type: Literal["decisions"] = "decisions"
    decisions: Maybe[DecisionsUpdate] = None


Delegation: TypeAlias = Annotated[
    ClientDelegation | ResponsesDelegation | DecisionsDelegation, Field(discriminator="type")
]
DelegationUpdate: TypeAlias = Annotated[
    ClientDelegation | ResponsesDelegationUpdate | DecisionsDelegationUpdate, Field(discriminator="type")
]


class Questions(Wire, frozen=True):
    questions: list[JsonObject]


class Trigger(Wire, frozen=True):
    """Questions decided on every piece of a transcript."""

    type: Literal["decisions"] = "decisions"
    event_type: Literal["session.input_transcript.delta", "session.output_transcript.delta"]
    decisions: Questions
