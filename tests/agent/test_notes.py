"""Running notes: when they are made, what they hold, what happens when they cannot be made."""

import asyncio
from collections.abc import Awaitable, Callable

from microturn.agent.conversation import Conversation
from microturn.agent.endpoint import Endpoint, EndpointConfig
from microturn.agent.notes import MAX_WORDS, Notes
from tests.agent.endpoint_server import Script, Server, serving


class Scene:
    """A conversation with notes every 4 s of it, looked at every 5 ms."""

    def __init__(self, server: Server) -> None:
        self.endpoint = Endpoint(EndpointConfig(server.url, "m", timeout_s=5.0))
        self.conversation, self.made, self.has_work = Conversation(), list[str](), False
        self.notes = Notes(self.endpoint, self.conversation, self.made.append, lambda: self.has_work, 4.0, 0.005)

    def say(self, text: str, until_tick: int) -> None:
        self.conversation.typed(text, until_tick)
        self.conversation.pass_time(until_tick)


def play(server: Server, act: Callable[[Scene], Awaitable[None]]) -> None:
    async def run() -> None:
        scene = Scene(server)
        scene.notes.start()
        await act(scene)
        scene.notes.close()
        await scene.endpoint.close()

    asyncio.run(asyncio.wait_for(run(), 20))


async def until(is_so: Callable[[], bool]) -> None:
    async with asyncio.timeout(5):
        while not is_so():
            await asyncio.sleep(0.005)


def test_old_notes_and_what_is_new_make_new_notes() -> None:
    async def act(scene: Scene) -> None:
        scene.say("my name is Bob", 10)
        await asyncio.sleep(0.05)
        assert not scene.made  # too early
        scene.say("I like jazz", 25)
        await until(lambda: len(scene.made) == 1)
        scene.say("and tea", 50)
        await until(lambda: len(scene.made) == 2)
        assert scene.made == ["Bob likes jazz.", "Bob likes jazz and tea."]
        assert scene.conversation.notes == scene.made[-1]

    with serving(Script(["Bob likes\n", "jazz."]), Script(["Bob likes jazz and tea."])) as server:
        play(server, act)
    first, second = (request["messages"][-1]["content"] for request in server.requests)
    assert "none" in first and "Bob" in first and "jazz" in first
    assert "Bob likes jazz." in second and "and tea" in second and "my name" not in second


def test_failures_keep_the_old_notes_and_lose_nothing() -> None:
    async def act(scene: Scene) -> None:
        scene.conversation.notes = "Old."
        scene.say("one", 25)
        await until(lambda: len(server.requests) == 1)
        await asyncio.sleep(0.05)
        assert len(server.requests) == 1 and scene.conversation.notes == "Old."  # it waits before it asks again
        scene.say("two", 50)
        await until(lambda: bool(scene.made))

    with serving(Script(status=500, error="no"), Script(["New."])) as server:
        play(server, act)
    assert "one" in server.requests[1]["messages"][-1]["content"]


def test_a_delegation_goes_first() -> None:
    async def act(scene: Scene) -> None:
        scene.has_work = True
        scene.say("one", 25)
        await asyncio.sleep(0.05)
        assert not server.requests
        scene.has_work = False
        await until(lambda: len(server.requests) == 1)
        scene.has_work = True
        scene.notes.yield_now()
        await until(lambda: server.num_left == 1)
        scene.has_work = False
        await until(lambda: bool(scene.made))

    with serving(Script(["No.", "No."], hang_after=1), Script(["Yes."])) as server:
        play(server, act)
    assert len(server.requests) == 2


def test_silence_needs_no_notes_and_long_ones_are_cut() -> None:
    async def act(scene: Scene) -> None:
        scene.conversation.pass_time(100)
        await asyncio.sleep(0.05)
        assert not server.requests
        scene.say("one", 150)
        await until(lambda: bool(scene.made))
        assert len(scene.made[0].split()) == MAX_WORDS

    with serving(Script(["word "] * 100)) as server:
        play(server, act)
