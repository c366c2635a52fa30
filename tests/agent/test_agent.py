"""Desks: several delegations at once, dropping, closing, crashes; always in order."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

import pytest

from microturn.agent.agent import MAX_RUNNING, Agent, Desk
from microturn.agent.conversation import Conversation
from microturn.agent.endpoint import Endpoint, EndpointConfig
from microturn.agent.step import State, Step
from tests.agent.endpoint_server import Script, Server, serving
from tests.agent.tools import FakeTool

SLOW = Script(["One. And", "two."], hang_after=1)


@dataclass
class Scene:
    """One session at the agent of a test."""

    desk: Desk
    conversation: Conversation
    steps: list[Step] = field(default_factory=lambda: [])

    def states(self, name: str) -> list[State]:
        return [step.state for step in self.steps if step.delegation == name]

    async def until(self, is_so: Callable[[], bool]) -> None:
        async with asyncio.timeout(10):
            while not is_so():
                await asyncio.sleep(0.005)

    async def over(self, *names: str) -> None:
        ends = {State.DONE, State.FAILED, State.DROPPED}
        await self.until(lambda: all(ends & set(self.states(name)) for name in names))


def play(server: Server, act: Callable[[Scene], Awaitable[None]], *tools: FakeTool) -> None:
    async def run() -> None:
        agent = Agent(Endpoint(EndpointConfig(server.url, "m", timeout_s=5.0)), tools)
        conversation, steps = Conversation(), list[Step]()
        conversation.typed("what time is it", 3)
        scene = Scene(agent.desk(conversation, steps.append), conversation, steps)
        await act(scene)
        scene.desk.close()
        await agent.close()

    asyncio.run(asyncio.wait_for(run(), 20))


def test_a_delegation_reads_the_conversation_and_reports() -> None:
    async def act(scene: Scene) -> None:
        name = scene.desk.delegate()
        scene.conversation.typed("too late", 9)
        await scene.over(name)
        assert scene.states(name) == [State.ASKED, State.WORKING, State.DONE]
        assert not scene.desk.cancel(name)  # over is over

    with serving(Script(["It is five."])) as server:
        play(server, act)
    text = server.requests[0]["messages"][-1]["content"]
    assert "what time is it" in text and "too late" not in text


def test_several_at_once_up_to_a_bound() -> None:
    async def act(scene: Scene) -> None:
        names = [scene.desk.delegate() for _ in range(MAX_RUNNING + 1)]
        assert len(set(names)) == MAX_RUNNING + 1
        await scene.over(names[-1])
        (refusal,) = (step for step in scene.steps if step.delegation == names[-1])
        assert refusal.state is State.FAILED and "busy" in refusal.say
        assert scene.desk.cancel(names[0])
        again = scene.desk.delegate()
        await scene.until(lambda: State.WORKING in scene.states(again))

    with serving(SLOW) as server:
        play(server, act)


def test_drop_takes_the_newest_and_nothing_follows() -> None:
    async def act(scene: Scene) -> None:
        first, second = scene.desk.delegate(), scene.desk.delegate()
        await scene.until(lambda: all(State.WORKING in scene.states(name) for name in (first, second)))
        assert scene.desk.drop() == second
        await asyncio.sleep(0.05)
        assert scene.states(second)[-1] is State.DROPPED and State.DROPPED not in scene.states(first)
        assert scene.desk.drop() == first
        assert scene.desk.drop() is None
        assert not scene.desk.cancel(first)
        await scene.until(lambda: server.num_left == 2)  # the endpoint is let go of
        assert scene.states(first).count(State.DROPPED) == 1

    with serving(SLOW) as server:
        play(server, act)


def test_dropped_before_it_began() -> None:
    async def act(scene: Scene) -> None:
        name = scene.desk.delegate()
        scene.desk.drop()
        await asyncio.sleep(0.05)
        assert scene.states(name) == [State.DROPPED]

    with serving(SLOW) as server:
        play(server, act)
    assert not server.requests


def test_a_cancelled_tool_leaves_nothing_running() -> None:
    tool = FakeTool(delay_s=30)

    async def act(scene: Scene) -> None:
        scene.desk.delegate()
        await scene.until(lambda: tool.num_running == 1)
        scene.desk.drop()
        await scene.until(lambda: tool.num_running == 0)

    with serving(Script(calls=[("clock", "{}")])) as server:
        play(server, act, tool)


def test_nothing_is_reported_after_close() -> None:
    async def act(scene: Scene) -> None:
        names = [scene.desk.delegate() for _ in range(MAX_RUNNING + 1)]
        scene.desk.close()
        await asyncio.sleep(0.05)
        assert not scene.steps and len(names) == MAX_RUNNING + 1

    with serving(Script(["It is five."])) as server:
        play(server, act)


def test_a_crash_fails_is_logged_and_ends_nothing_else(caplog: pytest.LogCaptureFixture) -> None:
    tool = FakeTool(bug=ZeroDivisionError("a bug"))

    async def act(scene: Scene) -> None:
        name = scene.desk.delegate()
        await scene.over(name)
        assert scene.steps[-1] == Step(name, State.FAILED, "Sorry, I could not look that up: something went wrong.")
        again = scene.desk.delegate()
        await scene.over(again)
        assert scene.states(again)[-1] is State.DONE

    with caplog.at_level(logging.ERROR), serving(Script(calls=[("clock", "{}")]), Script(["Fine."])) as server:
        play(server, act, tool)
    assert "crashed" in caplog.text and "a bug" in caplog.text


def test_a_report_that_fails_ends_nothing(caplog: pytest.LogCaptureFixture) -> None:
    async def run(server: Server) -> None:
        agent, seen = Agent(Endpoint(EndpointConfig(server.url, "m"))), list[Step]()

        def report(step: Step) -> None:
            seen.append(step)
            raise ValueError("nobody listens")

        agent.desk(Conversation(), report).delegate()
        async with asyncio.timeout(5):
            while not seen or seen[-1].state is not State.DONE:
                await asyncio.sleep(0.005)
        await agent.close()

    with serving(Script(["It is five."])) as server:
        asyncio.run(run(server))
    assert "nobody listens" in caplog.text


def test_a_session_brings_tools_of_its_own() -> None:
    async def act(scene: Scene) -> None:
        mine = FakeTool("clock")
        scene.desk.more_tools = lambda: [mine, FakeTool("lamp")]
        await scene.over(scene.desk.delegate())
        assert len(mine.seen) == 1

    others = FakeTool("clock"), FakeTool("search")
    with serving(Script(calls=[("clock", "{}")]), Script(["It is five."])) as server:
        play(server, act, *others)
    assert not others[0].seen
    names = [tool["function"]["name"] for tool in server.requests[0]["tools"]]
    assert names == ["clock", "search", "lamp"]


def test_a_desk_with_notes_closes() -> None:
    async def run(server: Server) -> None:
        agent = Agent(Endpoint(EndpointConfig(server.url, "m")))
        desk = agent.desk(Conversation(), print, print)
        await asyncio.sleep(0)
        desk.close()
        await agent.close()

    with serving(SLOW) as server:
        asyncio.run(run(server))
