"""A client's functions as tools of the agent: in Realtime and in Live, in time, late, twice and unknown."""

import asyncio
import json
from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import Any

import pytest
from openai.types.realtime import RealtimeServerEvent
from pydantic import TypeAdapter

from microturn.agent.agent import Agent
from microturn.agent.chat import Call, Text
from microturn.agent.tool import Spec
from microturn.core.errors import ToolFailed
from microturn.core.messages import MicroTurn, Source
from microturn.server.background import Background
from microturn.server.functions import Answer, Functions
from microturn.server.live import Live
from microturn.server.realtime import Realtime
from microturn.wire.parse import dump
from tests.server.lines import CAPABILITIES, FakeLine, counting_ids, turn
from tests.server.thinkers import Thinker, agent, settle

TOOL = {"type": "function", "name": "lights", "description": "Switches lights.", "parameters": {"type": "object"}}
WANTS = [Call("c1", "lights", {"room": "kitchen"})]
OFFICIAL: TypeAdapter[Any] = TypeAdapter(RealtimeServerEvent)


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(test(), 10)

    asyncio.run(bounded())


class Client:
    """Of either protocol."""

    def __init__(self, mine: Agent, is_live: bool = False) -> None:
        self.line, self.tick = FakeLine(), -1
        background = Background(self.line, mine)
        self.session = (
            Live(background, counting_ids(), CAPABILITIES, 2_000_000_000)
            if is_live
            else Realtime(background, counting_ids(), CAPABILITIES, 2_000_000_000)
        )

    def send(self, kind: str, **fields: Any) -> list[dict[str, Any]]:
        return [json.loads(dump(e)) for e in self.session.read(json.dumps({"type": kind, **fields}), 1 << 20)]

    async def play(self, *turns: MicroTurn) -> list[dict[str, Any]]:
        events: list[dict[str, Any]] = []
        for each in turns or (turn(0),):
            self.tick += 1
            events += [json.loads(dump(e)) for e in self.session.advance(replace(each, tick=self.tick))]
            await settle()
        return events


def of(events: list[dict[str, Any]], kind: str) -> list[dict[str, Any]]:
    return [event for event in events if event["type"] == kind]


def output(call_id: str, text: str = "done") -> dict[str, Any]:
    return {"type": "function_call_output", "call_id": call_id, "output": text}


def test_realtime_calls_between_responses_and_the_output_goes_to_the_agent() -> None:
    async def go() -> None:
        mine = agent(WANTS, [Text("The kitchen is bright now.")])
        client = Client(mine)
        client.send("session.update", session={"type": "realtime", "tools": [TOOL]})
        events = await client.play(replace(turn(0, " lights please", " okay"), is_delegate=True), turn(0, "", " sure"))
        assert not of(events, "response.function_call_arguments.done")
        events = await client.play(*[turn(0)] * 5)
        kinds = [event["type"] for event in events]
        assert kinds.index("response.done") < kinds.index("response.function_call_arguments.done")
        for event in events:
            OFFICIAL.validate_python(event)
        done = of(events, "response.done")[-1]["response"]
        (item,) = done["output"]
        assert (item["type"], item["name"], json.loads(item["arguments"])) == (
            "function_call",
            "lights",
            {"room": "kitchen"},
        )
        answers = client.send("conversation.item.create", item=output(item["call_id"], "lit"))
        assert [a["type"] for a in answers] == ["conversation.item.added", "conversation.item.done"]
        await client.play(turn(0), turn(0))
        assert client.line.texts == [("The kitchen is bright now.", Source.BACKGROUND)]
        assert isinstance(mine.endpoint, Thinker)
        assert mine.endpoint.specs[0][0] == Spec("lights", "Switches lights.", {"type": "object"})
        assert "set_timer" in [spec.name for spec in mine.endpoint.specs[0]]
        assert mine.endpoint.asked[1][-1]["content"] == "lit"
        again = client.send("conversation.item.create", item=output(item["call_id"]))
        assert again[0]["error"]["param"] == "item.call_id"
        client.session.close("close_requested")

    run(go)


def test_an_output_of_a_call_that_nobody_knows_is_read_by_the_model() -> None:
    async def go() -> None:
        client = Client(agent())
        answers = client.send("conversation.item.create", item=output("call_of_another_life", "hm"))
        assert [a["type"] for a in answers] == ["conversation.item.added", "conversation.item.done"]
        assert client.line.texts == [("hm", Source.TOOL)]

    run(go)


def test_live_tells_the_responses_stream_and_takes_the_output() -> None:
    async def go() -> None:
        client = Client(agent(WANTS, [Text("The kitchen is bright now.")]), is_live=True)
        delegation = {"type": "responses", "responses": {"model": "gpt-any", "tools": [TOOL]}}
        (started,) = client.send("session.start", session={"model": "m", "delegation": delegation})
        assert started["session"]["delegation"]["responses"]["model"] == "microturn-background"
        events = await client.play(replace(turn(0, "", " okay"), is_delegate=True), turn(0), turn(0))
        (created,) = of(events, "session.delegation.created")
        assert created["delegation"]["target"] == "responses"
        inner = [event["event"] for event in of(events, "response.event")]
        assert [each["type"] for each in inner] == ["response.created", "response.output_item.done"]
        call = inner[1]["item"]
        assert client.send("response.item.create", item=output(call["call_id"])) == []
        events = await client.play(turn(0), turn(0))
        kinds = [event["event"]["type"] for event in of(events, "response.event")]
        assert kinds == ["response.output_text.delta", "response.output_text.done", "response.completed"]
        assert client.line.texts == [("The kitchen is bright now.", Source.BACKGROUND)]
        (error,) = client.send("response.item.create", item=output("none"))
        assert error["type"] == "error"
        assert client.send("response.item.create", item={"type": "message", "role": "user", "content": "and now"}) == []

    run(go)


def test_live_leaves_the_work_to_the_client_unless_asked() -> None:
    async def go() -> None:
        client = Client(agent([Text("Never.")]), is_live=True)
        client.send("session.start", session={"model": "m"})
        events = await client.play(replace(turn(0), is_delegate=True), turn(0))
        (created,) = of(events, "session.delegation.created")
        assert created["delegation"]["target"] == "client"
        assert client.line.texts == []

    run(go)


def test_our_own_events_tell_every_step_to_who_asks() -> None:
    async def go() -> None:
        for is_live in (False, True):
            client = Client(agent([Text("Found it.")]), is_live)
            client.session.wants_delegations = True
            if is_live:
                delegation = {"type": "responses", "responses": {"model": "any"}}
                client.send("session.start", session={"model": "m", "delegation": delegation})
            events = await client.play(replace(turn(0), is_delegate=True), turn(0), turn(0, "", " found it"), turn(0))
            told = [(e["state"], e["say"]) for e in of(events, "microturn.delegation")]
            assert told == [("asked", ""), ("working", "Found it."), ("done", ""), ("said", "")]

    run(go)


def test_a_client_that_does_not_answer_fails_the_call_and_its_answer_is_late() -> None:
    async def go() -> None:
        functions = Functions(counting_ids(), wait_s=0.01)
        with pytest.raises(ToolFailed, match="lights"):
            await functions.call("lights", {})
        assert functions.answer("call_1", "too late") is Answer.LATE
        assert functions.answer("call_9", "who") is Answer.UNKNOWN
        assert not functions.calls

    run(go)
