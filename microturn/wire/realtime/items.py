"""Conversation items of Realtime: messages and their content, function calls and their outputs."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from microturn.wire.base import Id, Maybe, Open, Wire
from microturn.wire.binary import Base64

Status = Literal["completed", "incomplete", "in_progress"]


class InputText(Wire, frozen=True):
    type: Literal["input_text"] = "input_text"
    text: str


class InputAudio(Wire, frozen=True):
    """Speech of the user. `transcript` is written even when it is null: agents-realtime insists on it."""

    type: Literal["input_audio"] = "input_audio"
    audio: Maybe[Base64] = None
    transcript: str | None = None


class InputImage(Wire, frozen=True):
    """`image_url`: a data URL, or one on the web."""

    type: Literal["input_image"] = "input_image"
    image_url: str
    detail: Maybe[Literal["auto", "low", "high"]] = None


class OutputText(Wire, frozen=True):
    type: Literal["output_text"] = "output_text"
    text: str


class OutputAudio(Wire, frozen=True):
    """Speech of the assistant; only an item that was asked for by `conversation.item.retrieve` carries `audio`."""

    type: Literal["output_audio"] = "output_audio"
    audio: Maybe[Base64] = None
    transcript: Maybe[str] = None


UserContent: TypeAlias = Annotated[InputText | InputAudio | InputImage, Field(discriminator="type")]
AssistantContent: TypeAlias = Annotated[OutputText | OutputAudio, Field(discriminator="type")]


class BaseItem(Wire, frozen=True):
    """What items have in common. A server always sets `id` and `status`; clients need not."""

    id: Maybe[Id] = None
    object: Maybe[Literal["realtime.item"]] = "realtime.item"
    status: Maybe[Status] = None


class UserMessage(BaseItem, frozen=True):
    type: Literal["message"] = "message"
    role: Literal["user"] = "user"
    content: list[UserContent]


class AssistantMessage(BaseItem, frozen=True):
    type: Literal["message"] = "message"
    role: Literal["assistant"] = "assistant"
    content: list[AssistantContent]


class SystemMessage(BaseItem, frozen=True):
    type: Literal["message"] = "message"
    role: Literal["system"] = "system"
    content: list[InputText]


class FunctionCall(BaseItem, frozen=True):
    """The model asks the client to run a function. `arguments`: JSON text."""

    type: Literal["function_call"] = "function_call"
    call_id: Maybe[str] = None
    name: str
    arguments: str


class FunctionCallOutput(BaseItem, frozen=True):
    """What the function returned, as text."""

    type: Literal["function_call_output"] = "function_call_output"
    call_id: str
    output: str


class McpItem(Open, frozen=True):
    """Calls and tools of remote MCP servers, handed on as they came."""

    type: Literal["mcp_approval_request", "mcp_approval_response", "mcp_call", "mcp_list_tools"]
    id: Maybe[Id] = None


class ItemReference(Wire, frozen=True):
    """Stands for an item of the conversation in the input of a response."""

    type: Literal["item_reference"] = "item_reference"
    id: Id


Message: TypeAlias = Annotated[UserMessage | AssistantMessage | SystemMessage, Field(discriminator="role")]
Item: TypeAlias = Annotated[Message | FunctionCall | FunctionCallOutput | McpItem, Field(discriminator="type")]
ItemOrReference: TypeAlias = Annotated[
    Message | FunctionCall | FunctionCallOutput | McpItem | ItemReference, Field(discriminator="type")
]
