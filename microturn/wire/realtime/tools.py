"""Tools of Realtime and the choice among them."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from microturn.wire.base import Maybe, Open, Wire
from microturn.wire.common import FunctionTool


class McpTool(Open, frozen=True):
    """A remote MCP server; whoever connects to it checks the rest (`server_url`, `headers`, `allowed_tools`, …)."""

    type: Literal["mcp"] = "mcp"
    server_label: str


class FunctionChoice(Wire, frozen=True):
    type: Literal["function"] = "function"
    name: str


class McpChoice(Wire, frozen=True):
    type: Literal["mcp"] = "mcp"
    server_label: str
    name: Maybe[str] = None


Tool: TypeAlias = Annotated[FunctionTool | McpTool, Field(discriminator="type")]
ToolChoice: TypeAlias = (
    Literal["none", "auto", "required"] | Annotated[FunctionChoice | McpChoice, Field(discriminator="type")]
)
