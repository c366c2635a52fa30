"""What a tool is to the agent: a name, what it is for, what it takes, and a call. Knows no particular tool."""

from dataclasses import dataclass, field
from typing import Any, Protocol


@dataclass(frozen=True)
class Spec:
    """As a model is told of it. `parameters`: JSON schema of an object."""

    name: str
    description: str
    parameters: dict[str, Any] = field(default_factory=lambda: {"type": "object", "properties": {}})


@dataclass(frozen=True)
class Output:
    """`text`: what the model reads. `markdown`: what people are shown besides, "" for nothing."""

    text: str
    markdown: str = ""


class Tool(Protocol):
    """Several calls may run at once. A call that is cancelled leaves nothing running."""

    @property
    def spec(self) -> Spec: ...

    async def call(self, arguments: dict[str, Any]) -> Output:
        """Raises ToolFailed with what was expected and what came."""
        ...
