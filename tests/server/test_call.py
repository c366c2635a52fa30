"""A session over a connection: it ends for a reason, and a client that misbehaves ends no other."""

import asyncio
import json
from dataclasses import dataclass, field

import pytest

from microturn.core.errors import EngineLost, MicroturnError
from microturn.core.messages import Audio, MicroTurn, Picture, Source
from microturn.server.background import Background
from microturn.server.call import Call, Ending
from microturn.server.limits import Limits
from microturn.server.outbox import MAX_UNSENT
from microturn.server.pacer import PacedLine
from microturn.server.realtime import Realtime
from tests.server.lines import CAPABILITIES, counting_ids, turn


@dataclass
class FakeClock:
    time_s: float = 0.0

    def now_s(self) -> float:
        return self.time_s


class Line:
    """Gives out the turns it is handed; `None` waits for ever."""

    name, num_behind, has_eyes = "s", 0, False

    def __init__(self, *results: MicroTurn | Exception) -> None:
        self.results, self.is_closed, self.num_fed = list(results), False, 0

    def feed(self, audio: Audio) -> None:
        self.num_fed += 1

    def tell(self, text: str, source: Source = Source.TYPED) -> None: ...

    def unhear(self, tick: int) -> None: ...

    def see(self, picture: Picture) -> None: ...

    async def turn(self) -> MicroTurn:
        if not self.results:
            await asyncio.sleep(3600)
        found = self.results.pop(0)
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        self.is_closed = True


@dataclass
class Socket:
    """A client that sends `messages` and then waits, or goes. `is_reading` False: it never reads."""

    messages: list[str] = field(default_factory=lambda: list[str]())
    goes: bool = False
    is_reading: bool = True
    sent: list[str] = field(default_factory=lambda: list[str]())
    closed: str = ""

    async def receive(self) -> str | None:
        await asyncio.sleep(0)
        if self.messages:
            return self.messages.pop(0)
        if not self.goes:
            await asyncio.sleep(3600)
        await asyncio.sleep(0.02)
        return None

    async def send(self, text: str) -> None:
        if not self.is_reading:
            await asyncio.sleep(3600)
        self.sent.append(text)

    async def close(self, reason: str) -> None:
        self.closed = reason

    @property
    def types(self) -> list[str]:
        return [json.loads(text)["type"] for text in self.sent]


def play(socket: Socket, line: Line, limits: Limits | None = None, clock: FakeClock | None = None) -> Ending:
    async def run() -> Ending:
        time = clock or FakeClock()
        paced = PacedLine(line, time)  # pyright: ignore[reportArgumentType]
        session = Realtime(Background(paced), counting_ids(), CAPABILITIES)
        call = Call(session, paced, limits or Limits())
        return await asyncio.wait_for(call.run(socket, session.greet()), 5)

    ending = asyncio.run(run())
    assert line.is_closed
    return ending


def test_a_client_that_goes() -> None:
    socket, line = Socket(goes=True), Line(turn(0, " hi"), turn(1, "", " yes"))
    ending = play(socket, line)
    assert ending.reason == "client_closed"
    assert (ending.usage.heard_ms, ending.usage.spoken_ms, ending.usage.text_tokens) == (400, 200, 4)
    assert socket.types[0] == "session.created"
    assert "response.output_audio.delta" in socket.types


def test_refused_sound_ends_nothing_and_a_lost_engine_ends_with_a_reason() -> None:
    socket, line = Socket(), Line(MicroturnError("bad"), turn(0), EngineLost("gone"))
    assert play(socket, line).reason == "engine_lost"


def test_bad_messages_are_answered() -> None:
    socket = Socket(["{", '{"type": "response.cancel"}', '{"type": "response.create"}'], goes=True)
    assert play(socket, Line()).reason == "client_closed"
    assert socket.types == ["session.created", "error", "error", "response.created"]


@pytest.mark.parametrize(
    ("limits", "messages", "reason"),
    [
        (Limits(max_message_bytes=10), ["x" * 11], "too_large"),
        (Limits(max_messages_per_s=1), ["{}"] * 20, "rate_limited"),
        (Limits(max_session_s=0), [], "max_duration"),
        (Limits(idle_s=0), [], "idle_timeout"),
    ],
)
def test_limits(limits: Limits, messages: list[str], reason: str) -> None:
    socket = Socket(messages)
    assert play(socket, Line(), limits).reason == reason
    assert json.loads(socket.sent[-1])["error"]["code"] == reason


def test_a_client_that_never_reads() -> None:
    assert play(Socket(is_reading=False), Line(*(turn(i, "", "-") for i in range(MAX_UNSENT + 9)))).reason == (
        "client_not_reading"
    )


def test_silence_is_fed_for_a_client_that_sends_none() -> None:
    clock, line = FakeClock(), Line()
    paced = PacedLine(line, clock)  # pyright: ignore[reportArgumentType]
    clock.time_s = 10.0
    paced.keep_time()
    assert 47 <= line.num_fed <= 49


def test_time_stands_still_until_a_client_that_is_awaited_is_there() -> None:
    async def run() -> None:
        clock, line, socket = FakeClock(), Line(), Socket()
        paced = PacedLine(line, clock)  # pyright: ignore[reportArgumentType]
        call = Call(Realtime(Background(paced), counting_ids(), CAPABILITIES), paced, Limits())
        task = asyncio.create_task(call.run(socket, is_there=False))
        clock.time_s = 10.0
        await asyncio.sleep(0.05)
        call.arrive()
        await asyncio.sleep(0.05)
        assert line.num_fed == 0, "nothing is due for the time before"
        clock.time_s = 11.0
        while not line.num_fed:
            await asyncio.sleep(0.05)
        assert line.num_fed <= 4
        call.end("close_requested")
        assert (await task).reason == "close_requested"

    asyncio.run(asyncio.wait_for(run(), 10))
