"""Work that is handed on: to the agent with the whole conversation, and back to the model in pieces."""

import asyncio
import base64
import json
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import replace

import numpy as np
import pytest

from microturn.agent.chat import Text
from microturn.agent.step import State, Step
from microturn.bench.remote.picture import jpeg_of
from microturn.core.errors import EndpointFailed
from microturn.core.messages import MicroTurn, Source
from microturn.server.background import Background, Report, Said
from microturn.server.delivery import MAX_AHEAD, PATIENCE_TICKS, Delivery
from microturn.server.live import Live
from microturn.server.realtime import Realtime
from tests.server.lines import CAPABILITIES, FakeLine, counting_ids, turn
from tests.server.thinkers import Thinker, agent, settle


def delegating(tick: int, **fields: str) -> MicroTurn:
    return replace(turn(tick, **fields), is_delegate=True)


def run(test: Callable[[], Awaitable[None]]) -> None:
    async def bounded() -> None:
        await asyncio.wait_for(test(), 10)

    asyncio.run(bounded())


def states(reports: list[Report]) -> list[str]:
    return ["said" if isinstance(each, Said) else each.state.value for each in reports]


def test_the_agent_gets_the_conversation_and_the_model_its_answer() -> None:
    async def go() -> None:
        line = FakeLine()
        mine = agent([Text("It rains in Rome.")])
        background = Background(line, mine)
        background.tell("be brief", Source.INSTRUCTIONS)
        background.tell("rome please", Source.TYPED)
        assert background.step(delegating(0, heard=" what about rome", said=" let")) == []
        await settle()
        reports = background.step(turn(1, said=" me check"))
        assert states(reports) == ["asked", "working", "done"]
        assert line.texts[2:] == [("It rains in Rome.", Source.BACKGROUND)]
        assert isinstance(mine.endpoint, Thinker)
        sent = str(mine.endpoint.asked[0])
        assert all(words in sent for words in ("be brief", "rome please", "what about rome", "let"))
        said = [background.step(turn(tick, said=" word")) for tick in range(2, 6)]
        assert states([each for reports in said for each in reports]) == ["said"]
        background.close()

    run(go)


def test_a_result_that_was_said_before_the_agent_ended_is_said() -> None:
    async def go() -> None:
        line, gate = FakeLine(), asyncio.Event()

        async def slow() -> AsyncGenerator[Text, None]:
            yield Text("It rains.\n\n")
            await gate.wait()

        mine = agent()
        mine.endpoint.stream = lambda messages, specs=(): slow()
        background = Background(line, mine)
        background.step(delegating(0))
        await settle()
        for tick in range(1, 6):
            assert "said" not in states(background.step(turn(tick, said=" it rains")))
        gate.set()
        await settle()
        assert states(background.step(turn(6))) == ["done", "said"]
        background.close()

    run(go)


def test_talk_goes_on_while_the_agent_works_and_an_interruption_cancels_nothing() -> None:
    async def go() -> None:
        line, gate = FakeLine(), asyncio.Event()
        background = Background(line, agent([Text("Here it is.")], may_go=gate))
        background.step(delegating(0, said=" let me see"))
        await settle()
        for tick in range(1, 20):
            background.step(turn(tick, heard=" and now something else"))
        background.unhear(1)
        assert line.texts == []
        gate.set()
        await settle()
        assert "done" in states(background.step(turn(20)))
        assert line.texts == [("Here it is.", Source.BACKGROUND)]
        background.close()

    run(go)


def test_the_model_drops_the_newest_and_a_client_any() -> None:
    async def go() -> None:
        line, gate = FakeLine(), asyncio.Event()
        background = Background(line, agent([Text("One.")], [Text("Two.")], may_go=gate))
        background.step(delegating(0))
        background.step(delegating(1))
        await settle()
        asked = [each for each in background.step(turn(2)) if isinstance(each, Step)]
        assert states(list(asked)) == ["asked", "asked"]
        dropped = background.step(replace(turn(3), is_drop=True))
        assert [(each.delegation, each.state) for each in dropped if isinstance(each, Step)] == [
            (asked[1].delegation, State.DROPPED)
        ]
        assert background.cancel(asked[0].delegation)
        assert not background.cancel(asked[0].delegation)
        gate.set()
        await settle()
        assert states(background.step(turn(4))) == ["dropped"]
        assert line.texts == []
        background.close()

    run(go)


def test_a_failure_is_something_to_say() -> None:
    async def go() -> None:
        line = FakeLine()
        background = Background(line, agent([EndpointFailed("expected an answer")]))
        background.step(delegating(0))
        await settle()
        assert states(background.step(turn(1))) == ["asked", "failed"]
        ((text, source),) = line.texts
        assert text.startswith("Sorry")
        assert source is Source.BACKGROUND
        background.close()

    run(go)


@pytest.mark.parametrize("is_live", [False, True])
def test_pictures_are_kept_for_the_background(is_live: bool) -> None:
    line = FakeLine()
    background = Background(line)
    session = (Live if is_live else Realtime)(background, counting_ids(), CAPABILITIES, 2_000_000_000)
    if is_live:
        session.read('{"type": "session.start", "session": {"model": "m"}}', 1 << 20)
    for data, num in ((b"\xff\xd8\xff\xe0 picture", 0), (b"GIF89a", 1)):
        event = {"type": "microturn.video.append", "image": base64.b64encode(data).decode(), "t": 0.1}
        assert len(session.read(json.dumps(event), 1 << 20)) == num
    assert [frame.media_type for frame in background.conversation.frames] == ["image/jpeg"]


def test_a_model_with_eyes_gets_pictures_too_and_refuses_broken_ones() -> None:
    line = FakeLine()
    line.has_eyes = True
    session = Realtime(Background(line), counting_ids(), CAPABILITIES, 2_000_000_000)
    whole = jpeg_of(np.full((240, 320, 3), 200, np.uint8))
    for data, num in ((whole, 0), (whole[:40], 1)):
        event = {"type": "microturn.video.append", "image": base64.b64encode(data).decode(), "t": 0.1}
        assert len(session.read(json.dumps(event), 1 << 20)) == num
    (picture,) = line.pictures
    assert picture.shape == (120, 160, 3)
    assert abs(int(picture.mean()) - 200) < 5


def test_nobody_works_where_there_is_no_agent_or_the_client_does() -> None:
    async def go() -> None:
        line = FakeLine()
        assert Background(line).step(delegating(0)) == []
        background = Background(line, agent([Text("Never.")]))
        background.is_at_work = False
        background.step(delegating(0))
        await settle()
        assert background.step(turn(1)) == []
        assert line.texts == []
        background.close()

    run(go)


def test_pieces_go_to_the_model_two_at_a_time() -> None:
    line = FakeLine()
    delivery = Delivery(line)
    for i in range(4):
        delivery.put("d", f"piece number {i} here")
    delivery.step(turn(0))
    assert len(line.texts) == MAX_AHEAD
    delivery.step(turn(1, said=" piece number zero"))
    assert len(line.texts) == MAX_AHEAD + 1
    assert delivery.holds("d")
    for tick in range(2, 10):
        delivery.step(turn(tick, said=" piece number"))
    assert not delivery.holds("d")


def test_what_the_model_never_says_holds_up_nothing_for_ever() -> None:
    line = FakeLine()
    delivery = Delivery(line)
    for i in range(3):
        delivery.put("d", f"piece number {i}")
    for tick in range(PATIENCE_TICKS + 3):
        delivery.step(turn(tick))
    assert len(line.texts) == 3


def test_what_nobody_wants_any_more_is_not_read() -> None:
    line = FakeLine()
    delivery = Delivery(line)
    for i in range(4):
        delivery.put("d", f"piece number {i}")
    delivery.step(turn(0))
    delivery.forget("d")
    for tick in range(1, 9):
        delivery.step(turn(tick, said=" piece number"))
    assert len(line.texts) == MAX_AHEAD
