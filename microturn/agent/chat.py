"""What goes to a chat model and what comes from it, piece by piece. Knows no endpoint."""

from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass, field
from typing import Any, Protocol

from microturn.agent.tool import Spec

# As the chat-completions protocol has it: {"role": ..., "content": ...}.
Message = dict[str, Any]


@dataclass(frozen=True)
class Text:
    """A piece of the answer, as it comes."""

    text: str


@dataclass(frozen=True)
class Call:
    """A tool that the model wants called. `error`: why the arguments cannot be used, "" where they can."""

    id: str
    name: str
    arguments: dict[str, Any] = field(default_factory=lambda: {})
    error: str = ""


class ChatModel(Protocol):
    """What the loops of this package need of an endpoint."""

    @property
    def context_chars(self) -> int:
        """How much of a conversation it takes."""
        ...

    @property
    def sees_images(self) -> bool: ...

    def stream(self, messages: Sequence[Message], specs: Sequence[Spec] = ()) -> AsyncGenerator[Text | Call, None]:
        """The answer: text first, then calls. Raises EndpointFailed."""
        ...

    async def close(self) -> None: ...
