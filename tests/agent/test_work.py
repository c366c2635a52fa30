"""The tool loop: what it reports, what it feeds back, where it ends."""

import asyncio
from collections.abc import Sequence

import pytest

from microturn.agent.chat import Message
from microturn.agent.endpoint import Endpoint, EndpointConfig
from microturn.agent.step import State, Step
from microturn.agent.tool import Output
from microturn.agent.work import Job, Limits, work
from microturn.core.clock import Clock, SystemClock
from tests.agent.endpoint_server import Script, Server, serving
from tests.agent.tools import FakeTool
from tests.fakes import FakeClock

JOB = Job("d1", [Message(role="user", content="what time is it")])
CALL = Script(calls=[("clock", '{"city": "Rome"}')])


def steps_of(
    server: Server, tools: Sequence[FakeTool] = (), limits: Limits | None = None, clock: Clock | None = None
) -> list[Step]:
    async def run() -> list[Step]:
        endpoint = Endpoint(EndpointConfig(server.url, "m", timeout_s=2.0, max_tokens=200))
        try:
            return [step async for step in work(JOB, endpoint, tools, clock or SystemClock(), limits)]
        finally:
            await endpoint.close()

    return asyncio.run(asyncio.wait_for(run(), 20))


def said(steps: Sequence[Step]) -> list[str]:
    return [step.say for step in steps if step.say]


def test_sentences_one_by_one() -> None:
    with serving(Script(["It is ", "five. And ", "warm."])) as server:
        steps = steps_of(server)
    assert steps == [
        Step("d1", State.ASKED),
        Step("d1", State.WORKING, say="It is five."),
        Step("d1", State.WORKING, say="And warm."),
        Step("d1", State.DONE),
    ]


def test_speech_starts_before_the_answer_is_complete() -> None:
    async def run(server: Server) -> None:
        endpoint = Endpoint(EndpointConfig(server.url, "m"))
        steps = work(JOB, endpoint, (), SystemClock())
        assert (await anext(steps)).state is State.ASKED
        assert (await anext(steps)).say == "It is five."
        await steps.aclose()
        await endpoint.close()

    with serving(Script(["It is five. And", "warm."], hang_after=1)) as server:
        asyncio.run(asyncio.wait_for(run(server), 10))


def test_a_tool_is_called_and_read() -> None:
    tool = FakeTool(output=Output("12:30", "| time |"))
    with serving(CALL, Script(["It is half past twelve."])) as server:
        steps = steps_of(server, [tool])
    assert steps == [
        Step("d1", State.ASKED),
        Step("d1", State.WORKING, tool="clock"),
        Step("d1", State.WORKING, say="It is half past twelve."),
        Step("d1", State.DONE, markdown="| time |"),
    ]
    assert tool.seen == [{"city": "Rome"}]
    asked, read = server.requests[1]["messages"][-2:]
    assert asked["tool_calls"][0]["function"] == {"name": "clock", "arguments": '{"city": "Rome"}'}
    assert read == {"role": "tool", "tool_call_id": "id0", "content": "12:30"}


def test_calls_of_a_round_run_at_once() -> None:
    tool = FakeTool(delay_s=0.05)
    with serving(Script(calls=[("clock", "{}")] * 3), Script(["Done."])) as server:
        steps = steps_of(server, [tool])
    assert tool.most_running == 3 and steps[-1].state is State.DONE
    assert [message["tool_call_id"] for message in server.requests[1]["messages"][-3:]] == ["id0", "id1", "id2"]


@pytest.mark.parametrize(
    ("script", "fed"),
    [
        (Script(calls=[("oven", "{}")]), "expected one of the tools clock, got 'oven'"),
        (Script(calls=[("clock", "[1]")]), "expected the arguments as a JSON object"),
        (CALL, "Failed: no clock here"),
    ],
)
def test_what_goes_wrong_is_told_to_the_model(script: Script, fed: str) -> None:
    with serving(script, Script(["I do not know."])) as server:
        steps = steps_of(server, [FakeTool(error="no clock here")])
    assert fed in server.requests[1]["messages"][-1]["content"]
    assert steps[-1].state is State.DONE and said(steps) == ["I do not know."]


def test_a_bug_in_a_tool_comes_out() -> None:
    with serving(CALL) as server, pytest.raises(ExceptionGroup):
        steps_of(server, [FakeTool(bug=ZeroDivisionError("bug"))])


def test_long_outputs_are_cut() -> None:
    with serving(CALL, Script(["Long."])) as server:
        steps_of(server, [FakeTool(output=Output("x" * 10_000))])
    content = server.requests[1]["messages"][-1]["content"]
    assert len(content) < 4_100 and "10000 characters" in content


def test_after_the_last_round_it_has_to_answer() -> None:
    with serving(CALL, CALL, Script(["Enough."])) as server:
        steps = steps_of(server, [FakeTool()], Limits(rounds=2))
    assert [("tools" in request) for request in server.requests] == [True, True, False]
    assert steps[-1].state is State.DONE and said(steps) == ["Enough."]


def test_a_model_that_only_ever_calls_fails() -> None:
    tool = FakeTool()
    with serving(CALL) as server:
        steps = steps_of(server, [tool], Limits(rounds=2))
    assert len(tool.seen) == 2
    assert steps[-1] == Step("d1", State.FAILED, say="Sorry, I could not look that up: it took too many tries.")


def test_a_long_answer_is_shown_whole() -> None:
    answer = "It is five.\n---\n| a | b |\n|---|---|\n| 1 | 2 |"
    with serving(Script([answer])) as server:
        steps = steps_of(server)
    assert said(steps) == ["It is five.", "The rest is on your screen."]
    assert steps[-1] == Step("d1", State.DONE, markdown=answer)


@pytest.mark.parametrize("pieces", [[], ["  ", "\n"]])
def test_an_empty_answer_fails_with_a_sentence(pieces: list[str]) -> None:
    with serving(Script(pieces)) as server:
        steps = steps_of(server)
    assert steps[-1] == Step("d1", State.FAILED, say="Sorry, I could not look that up: the answer was empty.")


def test_fifty_pages_fail_and_what_came_is_shown() -> None:
    with serving(Script(["All work and no play. "] * 1_000)) as server:
        steps = steps_of(server)
    assert steps[-1].state is State.FAILED and "the answer did not end" in steps[-1].say
    assert 1_000 < len(steps[-1].markdown) < 2_000
    assert sum(map(len, said(steps))) < 600


def test_it_ends_when_its_time_is_over() -> None:
    with serving(Script(["One.", "Two."], hang_after=1)) as server:
        steps = steps_of(server, limits=Limits(wall_s=0.3))
    assert steps[-1] == Step(
        "d1", State.FAILED, say="Sorry, I could not look that up: it took too long.", markdown="One."
    )


def test_a_slow_tool_ends_with_its_time_and_leaves_nothing_running() -> None:
    tool = FakeTool(delay_s=30)
    with serving(CALL) as server:
        steps = steps_of(server, [tool], Limits(wall_s=0.3))
    assert steps[-1].state is State.FAILED and "took too long" in steps[-1].say
    assert tool.num_running == 0


def test_time_is_that_of_the_clock() -> None:
    with serving(CALL) as server:
        steps = steps_of(server, [FakeTool()], Limits(wall_s=60), FakeClock(step_s=61))
    assert steps[-1].state is State.FAILED


def test_no_endpoint() -> None:
    steps = steps_of(Server([], url="http://127.0.0.1:9/v1"))
    assert steps == [
        Step("d1", State.ASKED),
        Step("d1", State.FAILED, say="Sorry, I could not look that up: the endpoint did not answer."),
    ]


def test_it_breaks_off_after_a_sentence() -> None:
    with serving(Script(["It is five. And"], is_cut=True)) as server:
        steps = steps_of(server)
    assert said(steps)[0] == "It is five." and "the answer broke off" in steps[-1].say
    assert steps[-1].markdown == "It is five. And"
