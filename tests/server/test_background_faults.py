"""Whatever goes wrong with the background ends in something to say; the session, and others, go on."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import pytest

from microturn.agent.agent import Agent
from microturn.agent.endpoint import Endpoint, EndpointConfig
from microturn.agent.step import State, Step
from microturn.agent.tool import Output, Spec, Tool
from microturn.agent.work import Limits
from microturn.core.clock import SystemClock
from microturn.core.errors import ToolFailed
from microturn.core.messages import Source
from microturn.server.background import Background
from tests.agent.endpoint_server import Script, serving
from tests.server.lines import FakeLine, turn

LIMIT_S = 15.0
FAULTS = {
    "refuses": [Script(status=503, error="full")],
    "hangs": [Script(["It is"], hang_after=0)],
    "hangs in the middle": [Script(["It is five. And", " then"], hang_after=1)],
    "garbage": [Script(raw="\x00\x01 no json at all\n\n")],
    "a page of HTML": [Script(raw="<html><body>502</body></html>")],
    "dies": [Script(["It is five. And"], is_cut=True)],
    "empty": [Script([" ", "\n"])],
    "only ever calls": [Script(calls=[("broken", "{}")])],
    "unknown tool": [Script(calls=[("no_such_tool", "{}")]), Script(["I have no way to do that."])],
    "broken tool": [Script(calls=[("broken", "{}")]), Script(["That did not work."])],
    "crashing tool": [Script(calls=[("crashing", "{}")])],
}


@dataclass(frozen=True)
class Bad:
    """A tool that fails, as tools do or as they should not."""

    name: str
    error: Exception

    @property
    def spec(self) -> Spec:
        return Spec(self.name, "fails")

    async def call(self, arguments: dict[str, Any]) -> Output:
        raise self.error


TOOLS: Sequence[Tool] = (Bad("broken", ToolFailed("expected to work, did not")), Bad("crashing", KeyError("bug")))


async def outcome(url: str, line: FakeLine) -> list[Step]:
    """Hands work on and plays quiet micro-turns until it has ended; then the session still takes what comes."""
    endpoint = Endpoint(EndpointConfig(url, "m", timeout_s=0.3))
    background = Background(line, Agent(endpoint, TOOLS, SystemClock(), Limits(rounds=2, wall_s=2.0)))
    steps: list[Step] = []
    tick = 0
    background.step(replace(turn(0, " what time is it", " let"), is_delegate=True))
    while not steps or steps[-1].state in (State.ASKED, State.WORKING):
        await asyncio.sleep(0.02)
        tick += 1
        steps += [each for each in background.step(turn(tick)) if isinstance(each, Step)]
    background.tell("and now this", Source.TYPED)
    background.close()
    await endpoint.close()
    return steps


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_something_to_say_and_the_session_goes_on(fault: str, caplog: pytest.LogCaptureFixture) -> None:
    line = FakeLine()
    with serving(*FAULTS[fault]) as server:
        steps = asyncio.run(asyncio.wait_for(outcome(server.url, line), LIMIT_S))
    results = [text for text, source in line.texts if source is Source.BACKGROUND]
    assert results, "expected something for the model to say"
    assert steps[-1].state is State.DONE or results[-1].startswith("Sorry")
    assert line.texts[-1] == ("and now this", Source.TYPED)


def test_nobody_at_the_address() -> None:
    line = FakeLine()
    steps = asyncio.run(asyncio.wait_for(outcome("http://127.0.0.1:9/v1", line), LIMIT_S))
    assert steps[-1].state is State.FAILED
    assert line.texts[0][0].startswith("Sorry")
