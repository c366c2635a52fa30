"""Tool calls put together from the pieces in which they arrive. Knows no tools."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

from openai.types.chat.chat_completion_chunk import ChoiceDeltaToolCall

from microturn.agent.chat import Call

MAX_CALLS = 16  # in one answer; more are left out


@dataclass
class Part:
    """A call that is still arriving."""

    id: str = ""
    name: str = ""
    arguments: str = ""


class Calls:
    def __init__(self) -> None:
        self._parts: dict[int, Part] = {}

    def take(self, deltas: Sequence[ChoiceDeltaToolCall]) -> int:
        """-> characters that came."""
        num_chars = 0
        for delta in deltas:
            part = self._part(cast(int | None, delta.index), delta.id)
            part.id = part.id or delta.id or ""
            if delta.function:
                part.name += delta.function.name or ""
                part.arguments += delta.function.arguments or ""
                num_chars += len(delta.function.name or "") + len(delta.function.arguments or "")
        return num_chars

    def made(self) -> list[Call]:
        return [finish(part, index) for index, part in enumerate(self._parts.values())][:MAX_CALLS]

    def _part(self, index: int | None, name: str | None) -> Part:
        """Some endpoints leave the index out and send each call whole, by its id."""
        if index is None:
            index = len(self._parts) if name or not self._parts else len(self._parts) - 1
        return self._parts.setdefault(index, Part())


def is_call(delta: object) -> bool:
    """Whether a piece has the form that the protocol promises."""
    function = getattr(delta, "function", None)
    texts = [getattr(delta, "id", 0)]
    if function is not None:
        texts += [getattr(function, "name", 0), getattr(function, "arguments", 0)]
    return isinstance(getattr(delta, "index", None), int | None) and all(isinstance(text, str | None) for text in texts)


def finish(part: Part, index: int) -> Call:
    """Arguments that are no JSON object make a call with an error."""
    name = part.id or f"call_{index}"
    try:
        arguments: Any = json.loads(part.arguments or "{}")
    except ValueError as error:
        return Call(name, part.name, error=f"expected the arguments as a JSON object, got {error}")
    if not isinstance(arguments, dict):
        return Call(name, part.name, error=f"expected the arguments as a JSON object, got {part.arguments[:100]!r}")
    return Call(name, part.name, cast(dict[str, Any], arguments))
