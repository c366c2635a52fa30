"""A client's functions as tools of the agent: a call goes out as an event, and what comes back answers it.

Knows neither events nor the agent's work. An answer that nobody waits for (late, a second one, an unknown call) is told
apart, and changes nothing.
"""

import asyncio
import json
from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from microturn.agent.tool import Output, Spec, Tool
from microturn.core.errors import ToolFailed

WAIT_S = 30.0  # for a client's answer
MAX_KEPT = 256  # calls that are remembered, to tell late answers from unknown ones


class Answer(StrEnum):
    """What became of a client's answer."""

    TAKEN = "taken"
    LATE = "late"  # the agent has stopped waiting
    TWICE = "twice"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class FunctionCall:
    """`arguments`: JSON text."""

    call_id: str
    name: str
    arguments: str


class Functions:
    """Calls of one session."""

    def __init__(self, make_id: Callable[[str], str], wait_s: float = WAIT_S) -> None:
        self._make_id, self._wait_s = make_id, wait_s
        self.calls: deque[FunctionCall] = deque()  # to be sent; bounded by the agent's rounds
        self._pending: dict[str, asyncio.Future[str]] = {}
        self._ended: dict[str, Answer] = {}

    def tools(self, specs: Sequence[Spec]) -> list[Tool]:
        return [ClientTool(spec, self) for spec in specs]

    async def call(self, name: str, arguments: dict[str, Any]) -> str:
        """Raises ToolFailed when the client does not answer in time."""
        call_id = self._make_id("call")
        future = self._pending[call_id] = asyncio.get_running_loop().create_future()
        self.calls.append(FunctionCall(call_id, name, json.dumps(arguments)))
        try:
            async with asyncio.timeout(self._wait_s):
                return await future
        except TimeoutError as error:
            message = f"expected {name} to answer within {self._wait_s:.0f} s, nothing came from the application"
            raise ToolFailed(message) from error
        finally:
            del self._pending[call_id]
            if not future.done() or future.cancelled():
                self._end(call_id, Answer.LATE)
            self.calls = deque(call for call in self.calls if call.call_id != call_id)

    def answer(self, call_id: str, output: str) -> Answer:
        """What the client says that its function returned."""
        future = self._pending.get(call_id)
        if future is None or future.done():
            return self._ended.get(call_id, Answer.UNKNOWN)
        future.set_result(output)
        self._end(call_id, Answer.TWICE)
        return Answer.TAKEN

    def _end(self, call_id: str, answer: Answer) -> None:
        self._ended[call_id] = answer
        if len(self._ended) > MAX_KEPT:
            del self._ended[next(iter(self._ended))]


@dataclass(frozen=True)
class ClientTool:
    """A function that the client runs."""

    spec: Spec
    functions: Functions

    async def call(self, arguments: dict[str, Any]) -> Output:
        return Output(await self.functions.call(self.spec.name, arguments))
