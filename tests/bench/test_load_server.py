"""Simulated callers against a WebSocket server whose every delay is known, on a clock that only the test turns."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import suppress
from typing import Any, cast

import pytest
from websockets.asyncio.client import ClientConnection
from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed

from microturn.bench.load.caller import Caller
from microturn.bench.load.judge import Judged
from microturn.bench.load.result import GENERATOR, Step, best
from microturn.bench.load.run import run_load, server_at
from microturn.bench.load.schedule import Manner
from microturn.bench.load.search import largest
from microturn.bench.load.session import Server
from microturn.bench.load.step import Crowd, run_step
from microturn.core.errors import BadConfig, EngineLost, SessionFull
from microturn.core.units import TICK_S
from tests.bench.load_server import LINES, PROMPT_S, FakeServer, Loop, LoopClock, bound, played

LATE_S = 0.45


def step_of(fake: FakeServer, num: int, crowd: Crowd) -> Step:
    async def run() -> Step:
        async with fake.listen() as server:
            return await run_step(server, num, crowd, LINES, LoopClock())

    return played(run())


def crowd(seconds: float = 10.0, **kwargs: Any) -> Crowd:
    return Crowd(seconds, rate_hz=16_000, **kwargs)


def missed(session: Judged) -> list[int]:
    return [turn.number for turn in session.turns if turn.is_missed]


def test_exactly_the_micro_turns_that_the_server_misses_are_found() -> None:
    script = {0: {25: 0.21, 26: 0.19, 40: LATE_S}, 1: {}, 2: {30: 0.9, 31: 0.7, 32: 0.5, 33: 0.199, 50: 30.0}}
    fake = FakeServer(lambda session, tick: script[session].get(tick, PROMPT_S))
    step = step_of(fake, 3, crowd())
    assert [missed(session) for session in step.sessions] == [[25, 40], [], [30, 31, 32, 50]]
    assert [len(session.turns) for session in step.sessions] == [50, 50, 50]
    assert step.missed_rate == pytest.approx(6 / 150)
    assert step.tick_ms["p50"] == pytest.approx(1000 * PROMPT_S, abs=0.5)
    assert step.compute_ms["max"] == 25
    assert step.own_ms["max"] < 1
    assert (step.refused, step.died, step.num_filled, step.faults()) == ((), (), 0, ["missed"])


def test_a_server_in_time_keeps_up_with_callers_that_jitter_and_stall() -> None:
    fake = FakeServer(has_pacer=True)
    step = step_of(fake, 4, crowd(30.0, jitter_ms=150, stalls=0.5, seed=3))
    assert (step.faults(), fake.num_silent, step.num_missed) == ([], 0, 0)
    late = [session.num_late for session in step.sessions]
    assert min(late) > 0
    assert min(late[0], late[2]) > 15  # three stalls, five micro-turns each, and as long to catch up
    assert [len(session.turns) + session.num_late for session in step.sessions] == [150] * 4


class Leadless(Manner):
    @property
    def lead_ticks(self) -> int:
        return 1


class Unprepared(Crowd):
    def manner(self, number: int) -> Manner:
        return Leadless(is_stalling=True)


def test_the_lead_is_what_keeps_a_paced_server_from_filling_in() -> None:
    fake = FakeServer(has_pacer=True)
    step = step_of(fake, 1, Unprepared(20.0, rate_hz=16_000))
    assert fake.num_silent > 0
    assert step.num_filled > 0


def test_silence_put_in_for_sound_that_had_come_is_found() -> None:
    step = step_of(FakeServer(fills_at=30), 2, crowd())
    assert [session.num_filled for session in step.sessions] == [1, 1]
    assert step.faults()[0] == "2 filled in"


def test_callers_end_their_micro_turns_at_phases_of_their_own() -> None:
    ended: dict[int, float] = {}

    def delay_s(session: int, tick: int) -> float:
        ended[session] = asyncio.get_running_loop().time()
        return PROMPT_S

    step_of(FakeServer(delay_s), 4, crowd(2.0))
    phases = sorted((ended[session] - ended[0] + 0.01) % TICK_S - 0.01 for session in ended)
    assert phases == pytest.approx([0, 0.05, 0.1, 0.15], abs=0.002)


def test_sessions_that_are_refused_or_die_are_told_with_reasons() -> None:
    step = step_of(FakeServer(seats=3, dies_at={1: 40}), 5, crowd())
    assert len(step.refused) == 2
    assert all("refused with 429: all are taken" in reason for reason in step.refused)
    assert step.died == ("the server ended it: engine_lost",)
    assert step.faults() == ["2 refused", "1 died"]
    turns = [len(session.turns) for session in step.sessions]
    assert (turns[0], turns[2]) == (50, 50)
    assert 10 < turns[1] < 40
    assert step.num_missed == 0


def test_the_search_finds_what_the_server_can_do() -> None:
    fake = FakeServer()
    fake.delay_s = lambda session, tick: PROMPT_S if fake.num_open <= 5 else 0.25
    nums: list[int] = []

    async def run() -> list[Step]:
        async with fake.listen() as server:
            return await run_load(
                server_at(server),
                largest(20),
                lambda server, num: run_step(server, num, crowd(3.0), LINES, LoopClock()),
                lambda step: nums.append(step.num) or not step.faults(),
            )

    steps = played(run())
    assert nums == [1, 2, 4, 8, 6, 5]
    found = best(steps, 0.001)
    assert found is not None
    assert (found.num, found.missed_rate) == (5, 0)
    assert [step.missed_rate for step in steps if step.num > 5] == [1, 1]


def test_a_generator_that_is_held_up_marks_its_run_invalid() -> None:
    """The whole process stands still now and then: nobody can tell whose fault the late results are."""

    async def hold_up() -> None:
        while True:
            await asyncio.sleep(1.0)
            cast(Loop, asyncio.get_running_loop()).jumping.time_s += 0.3

    async def run() -> Step:
        async with FakeServer().listen() as server:
            holding = asyncio.create_task(hold_up())
            try:
                return await run_step(server, 2, crowd(), LINES, LoopClock())
            finally:
                holding.cancel()

    step = played(run())
    assert 250 < step.own_ms["max"] <= 301
    assert step.faults() == [GENERATOR]


def test_waiting_for_a_server_that_does_not_read_is_the_servers_time() -> None:
    class Stuck:
        """Takes one packet of the third second half a second too late."""

        num = 0

        async def send(self, text: str) -> None:
            self.num += 1
            await asyncio.sleep(0.5 if self.num == 150 else 0)

        async def recv(self) -> str:
            return await asyncio.get_running_loop().create_future()

        async def close(self) -> None: ...

        async def __aiter__(self) -> AsyncGenerator[str]:
            for text in ():
                yield text

    async def run() -> Caller:
        caller = Caller(cast(ClientConnection, Stuck()), LINES, Manner(), LoopClock())
        caller.until_s = 6.0
        await caller.run(1.0)
        return caller

    log = played(run()).log
    assert max(late_s for _, late_s in log.lateness) < 0.001
    assert [sent.sent_s for sent in log.sent] == pytest.approx([sent.spoken_s for sent in log.sent], abs=0.001)


def test_a_server_that_refuses_everybody_ends_the_benchmark() -> None:
    with pytest.raises(SessionFull, match="refused with 429: all are taken"):
        step_of(FakeServer(seats=0), 2, crowd())


def test_a_server_that_is_not_there_is_told() -> None:
    server = Server.at("ws://127.0.0.1:65535")
    with pytest.raises(EngineLost, match=r"expected a server at ws://.*start one with `microturn serve`"):
        played(run_step(server, 2, crowd(), LINES, LoopClock()))


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        (['{"type": "session.created"}'], "expected OpenAI's Live protocol at .*session.created"),
        (["hello"], "expected OpenAI's Live protocol at .*'hello'"),
        ([], "expected OpenAI's Live protocol at .*nothing within"),
        (['{"type": "session.started"}'], r"expected results of micro-turns \(microturn.tick\)"),
    ],
)
def test_a_server_that_speaks_something_else_is_told(answers: list[str], told: str) -> None:
    async def speak(socket: ServerConnection) -> None:
        for answer in answers:
            await socket.send(answer)
        with suppress(ConnectionClosed):
            async for _ in socket:
                pass

    async def run() -> Step:
        made, server = bound()
        async with serve(speak, sock=made, compression=None):
            return await run_step(server, 2, crowd(), LINES, LoopClock())

    with pytest.raises(BadConfig, match=told):
        played(run())


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (b"SSH-2.0-OpenSSH\r\n", "expected a WebSocket at"),
        (b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "expected OpenAI's Live protocol at .*HTTP 404"),
        (b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n", "set MICROTURN_API_KEY"),
    ],
)
def test_a_server_without_such_an_endpoint_is_told(answer: bytes, told: str) -> None:
    async def speak(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.readuntil(b"\r\n\r\n")
        writer.write(answer)
        await writer.drain()
        writer.close()

    async def run() -> Step:
        made, server = bound()
        async with await asyncio.start_server(speak, sock=made):
            return await run_step(server, 1, crowd(), LINES, LoopClock())

    with pytest.raises(BadConfig, match=told):
        played(run())
