"""One delegation from beginning to end: ask the model, call the tools it wants, hand on sentences as they are written.

Knows neither sessions nor how an endpoint is reached.
"""

import asyncio
import json
from collections.abc import AsyncGenerator, Awaitable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field
from typing import TypeVar

from microturn.agent.chat import Call, ChatModel, Message, Text
from microturn.agent.speech import MAX_CHARS, PIECE_CHARS, Splitter
from microturn.agent.step import State, Step
from microturn.agent.tool import Output, Spec, Tool
from microturn.core.clock import Clock
from microturn.core.errors import EndpointFailed, ToolFailed

T = TypeVar("T")
SORRY = "Sorry, I could not look that up: {}."


@dataclass(frozen=True)
class Job:
    """`messages`: the conversation as it was when it was handed on."""

    delegation: str
    messages: Sequence[Message]


@dataclass(frozen=True)
class Limits:
    """`wall_s`: of one delegation. `tool_chars`: of a tool's output that the model reads."""

    rounds: int = 6
    wall_s: float = 60.0
    tool_chars: int = 4_000


@dataclass
class Work:
    """Where a delegation stands."""

    job: Job
    model: ChatModel
    tools: dict[str, Tool]
    limits: Limits
    clock: Clock
    until_s: float
    messages: list[Message]
    num_said: int = 0
    answer: str = ""
    has_more: bool = False
    shown: list[str] = field(default_factory=lambda: [])

    def step(self, state: State, say: str = "", tool: str = "", markdown: str = "") -> Step:
        return Step(self.job.delegation, state, say, tool, markdown)

    @property
    def markdown(self) -> str:
        """What people read: the answer where it was not said whole, and what tools show."""
        parts = [self.answer.strip()] if self.has_more else []
        return "\n\n".join(part for part in (*parts, *self.shown) if part)

    async def timely(self, wanted: Awaitable[T]) -> T:
        """Raises TimeoutError where the delegation's time is over."""
        async with asyncio.timeout(max(0.0, self.until_s - self.clock.now_s())):
            return await wanted


async def work(
    job: Job, model: ChatModel, tools: Sequence[Tool], clock: Clock, limits: Limits | None = None
) -> AsyncGenerator[Step, None]:
    """ASKED, then WORKING with tools and text, then DONE or FAILED. Raises what a tool raises besides ToolFailed."""
    limits = limits or Limits()
    by_name = {tool.spec.name: tool for tool in tools}
    until_s = clock.now_s() + limits.wall_s
    state = Work(job, model, by_name, limits, clock, until_s, list(job.messages))
    yield state.step(State.ASKED)
    try:
        async with aclosing(loop(state)) as steps:
            async for step in steps:
                yield step
        yield state.step(State.DONE, markdown=state.markdown)
    except EndpointFailed as error:
        reason: str = getattr(error, "reason", "the endpoint did not answer")
        yield failed(state, reason)
    except TimeoutError:
        yield failed(state, "it took too long")


def failed(state: Work, reason: str) -> Step:
    """What came before is shown, as it may have been said."""
    state.has_more = bool(state.answer.strip())
    return state.step(State.FAILED, say=SORRY.format(reason), markdown=state.markdown)


async def loop(state: Work) -> AsyncGenerator[Step, None]:
    """Asks and calls in turn; when the rounds are over, the model has to answer without tools."""
    specs = [tool.spec for tool in state.tools.values()]
    for num_rounds in range(state.limits.rounds + 1):
        calls: list[Call] = []
        async with aclosing(ask(state, specs if num_rounds < state.limits.rounds else [], calls)) as steps:
            async for step in steps:
                yield step
        if not calls:
            return
        if num_rounds == state.limits.rounds:
            raise TooManyRounds
        for name in dict.fromkeys(call.name for call in calls):
            yield state.step(State.WORKING, tool=name)
        await run(state, calls)


async def ask(state: Work, specs: Sequence[Spec], calls: list[Call]) -> AsyncGenerator[Step, None]:
    """One answer of the model: its sentences come out, its calls go into `calls`."""
    splitter = Splitter(max(PIECE_CHARS, MAX_CHARS - state.num_said))
    state.answer, num_calls = "", len(calls)
    async with aclosing(state.model.stream(state.messages, specs)) as pieces:
        while (piece := await state.timely(following(pieces))) is not None:
            if isinstance(piece, Call):
                calls.append(piece)
                continue
            state.answer += piece.text
            for sentence in splitter.feed(piece.text):
                yield state.step(State.WORKING, say=sentence)
    for sentence in splitter.finish():
        yield state.step(State.WORKING, say=sentence)
    state.num_said += splitter.num_chars
    state.has_more = splitter.has_more
    if len(calls) == num_calls and not state.answer.strip():
        raise EmptyAnswer


class TooManyRounds(EndpointFailed):
    """The model wants tools where it has to answer."""

    reason = "it took too many tries"


class EmptyAnswer(EndpointFailed):
    """Only blanks came."""

    reason = "the answer was empty"


async def following(pieces: AsyncGenerator[Text | Call, None]) -> Text | Call | None:
    return await anext(pieces, None)


async def run(state: Work, calls: Sequence[Call]) -> None:
    """All calls of a round at once; what they bring is read by the model next, and shown."""
    outputs = await state.timely(outputs_of(calls, state.tools))
    state.shown += [output.markdown for output in outputs if output.markdown]
    state.messages.append(asked(state.answer, calls))
    for call, output in zip(calls, outputs):
        text = shortened(output.text, state.limits.tool_chars)
        state.messages.append(Message(role="tool", tool_call_id=call.id, content=text))


async def outputs_of(calls: Sequence[Call], tools: dict[str, Tool]) -> list[Output]:
    async with asyncio.TaskGroup() as group:
        tasks = [group.create_task(output_of(call, tools)) for call in calls]
    return [task.result() for task in tasks]


async def output_of(call: Call, tools: dict[str, Tool]) -> Output:
    """A call that cannot be made, or fails, is told to the model, which may do better."""
    tool = tools.get(call.name)
    if tool is None:
        return Output(f"Failed: expected one of the tools {', '.join(tools)}, got {call.name!r}")
    if call.error:
        return Output(f"Failed: {call.error}")
    try:
        return await tool.call(call.arguments)
    except ToolFailed as error:
        return Output(f"Failed: {error}")


def asked(text: str, calls: Sequence[Call]) -> Message:
    """The model's own message, as it has to be sent back."""
    wanted = [
        {"id": call.id, "type": "function", "function": {"name": call.name, "arguments": json.dumps(call.arguments)}}
        for call in calls
    ]
    return Message(role="assistant", content=text or None, tool_calls=wanted)


def shortened(text: str, max_chars: int) -> str:
    if len(text) <= max_chars:
        return text
    return f"{text[:max_chars]}\n(cut here: {len(text)} characters in all)"
