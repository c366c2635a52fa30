"""Simulated callers against our own server, with a model that takes as long as the test says."""

import asyncio
import contextlib
from collections.abc import AsyncGenerator
from typing import Any, cast

import numpy as np

from microturn.bench.load.result import Step
from microturn.bench.load.session import Server
from microturn.bench.load.sound import messages
from microturn.bench.load.step import Crowd, run_step
from microturn.core.messages import Audio, MicroTurn, Picture, Source
from microturn.core.units import MOUTH_TICK_SAMPLES
from microturn.engine.fleet import Fleet
from microturn.engine.remote import EngineConfig
from microturn.server.app import Server as App
from microturn.server.app import ServerConfig
from microturn.server.limits import Limits
from microturn.server.listen import listener
from tests.bench.load_server import LoopClock, bound, played

COMPUTE_S, SLOW_S = 0.03, 0.45
QUIET = np.zeros(MOUTH_TICK_SAMPLES, np.float32)


class SlowLine:
    has_eyes = False

    """One micro-turn after the other, each `COMPUTE_S` of work; those of `slow` take longer."""

    def __init__(self, slow: frozenset[int]) -> None:
        self._slow, self._num, self._free_s = slow, 0, 0.0
        self._turns: asyncio.Queue[MicroTurn] = asyncio.Queue()

    def feed(self, audio: Audio) -> None:
        loop = asyncio.get_running_loop()
        seconds = SLOW_S if self._num in self._slow else COMPUTE_S
        self._free_s = max(self._free_s, loop.time()) + seconds
        turn = MicroTurn(self._num, False, QUIET, compute_ms={"prefill": 1000 * seconds})
        loop.call_at(self._free_s, self._turns.put_nowait, turn)
        self._num += 1

    def tell(self, text: str, source: Source = Source.TYPED) -> None: ...

    def unhear(self, tick: int) -> None: ...

    def see(self, picture: Picture) -> None: ...

    async def turn(self) -> MicroTurn:
        return await self._turns.get()

    def close(self) -> None: ...


class SlowEngine:
    is_ready = True

    def __init__(self, *slow: frozenset[int]) -> None:
        self._slow = list(slow)

    async def open(self, name: str, seed: int = 0, instructions: str = "") -> SlowLine:
        return SlowLine(self._slow.pop(0))


@contextlib.asynccontextmanager
async def serving(engine: SlowEngine, max_per_key: int) -> AsyncGenerator[Server]:
    """Our server without its lifespan, which would start a process."""
    app = App(ServerConfig(EngineConfig(), Limits(max_per_key=max_per_key), is_open=True))
    app.engine = cast(Fleet, engine)
    made, address = bound()
    with made:
        options: dict[str, Any] = {"lifespan": "off", "log_level": "warning", "timeout_graceful_shutdown": 5}
        web = listener(app, **options)
        task = asyncio.create_task(web.serve(sockets=[made]))
        while not web.started:
            await asyncio.sleep(0.05)
        try:
            yield address
        finally:
            web.should_exit = True
            await task


def step_with(engine: SlowEngine, num: int, crowd: Crowd, max_per_key: int = 8) -> Step:
    async def run() -> Step:
        lines = messages(np.zeros(16_000, np.float32), crowd.rate_hz)
        async with serving(engine, max_per_key) as server:
            return await run_step(server, num, crowd, lines, LoopClock())

    return played(run())


def test_the_times_of_our_server_are_those_of_its_model_and_its_filters() -> None:
    for rate_hz, filter_ms in (
        (16_000, {0}),
        (24_000, {20, 40}),
    ):  # what the filter holds ends one or two packets later
        engine = SlowEngine(frozenset([25, 40]), frozenset())
        step = step_with(engine, 2, Crowd(8.0, rate_hz=rate_hz))
        slow, usual = step.sessions
        assert {round(turn.result_ms - 1000 * COMPUTE_S) for turn in usual.turns} == filter_ms
        assert [turn.number for turn in slow.turns if turn.is_missed] == [25, 26, 40, 41]  # 26 and 41 had to wait
        assert (len(usual.turns), len(slow.turns), step.num_missed) == (40, 40, 4)
        assert (step.num_filled, step.refused, step.died) == (0, (), ())


def test_our_server_refuses_more_sessions_than_a_key_may_have() -> None:
    step = step_with(SlowEngine(frozenset(), frozenset()), 3, Crowd(2.0), max_per_key=2)
    assert len(step.refused) == 1
    assert "refused with 429: expected fewer than 2 sessions of this key" in step.refused[0]
    assert step.faults() == ["1 refused"]
