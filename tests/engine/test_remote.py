"""The engine in a process of its own: the same numbers as in this one, and what happens when it dies."""

import asyncio
import os
import signal
from pathlib import Path

import numpy as np
import pytest

from microturn.core.clock import SystemClock
from microturn.core.errors import EngineLost, SessionFull
from microturn.core.messages import Close, Feed, Load, Open, Resume, Save, Source, Unheard
from microturn.engine.admission import Bounds
from microturn.engine.client import Session
from microturn.engine.remote import Engine, EngineConfig, Line
from tests.engine.checkpoints import tiny_checkpoint
from tests.engine.test_runner import TOLERANCE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"))


async def converse(folder: Path) -> None:
    engine = await Engine.start(EngineConfig(str(folder), max_sessions=3, max_behind=5, min_sessions=2))
    noise = np.random.default_rng(0).normal(0, 0.1, (4, 3200)).astype(np.float32)
    one, two = await engine.open("one", seed=4), await engine.open("two")
    with pytest.raises(SessionFull, match="expected fewer than 2 sessions, 2 are open"):
        await engine.open("three")
    engine.load = Load(1)
    with pytest.raises(SessionFull, match="expected fewer than 1 sessions, 2 are open"):
        await engine.open("three")
    with pytest.raises(SessionFull, match="40000 characters"):
        one.tell("a" * 40_001)
    one.tell("hello", Source.TYPED)
    for samples in noise:
        one.feed(samples)
        two.feed(samples)
    turns = [await one.turn() for _ in noise]
    with Session.open(folder, seed=4) as alone:
        alone.tell("hello")
        for samples, turn in zip(noise, turns):
            assert np.abs(alone.step(samples).audio - turn.audio).max() < TOLERANCE
    async with asyncio.timeout(30):
        while engine.load.together == 0:  # it comes behind the first micro-turns
            await asyncio.sleep(0.01)
    assert engine.load.max_open in (2, 3)
    assert engine.load.share > 0
    two.close()
    assert (await engine.open("three")).num_behind == 0

    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)
    for _ in range(5):
        one.feed(noise[0])
    with pytest.raises(SessionFull, match="at most 5"):
        one.feed(noise[0])
    await asyncio.sleep(0.2)  # for what it said before
    engine.load = Load(3, share=0.5)
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(EngineLost, match="open the session again"):
        await one.turn()
    again = await engine.open("one", seed=4)
    assert engine.load == Load(3), "what the last process could hold is thought of the next one"
    again.feed(noise[0])
    assert (await again.turn()).tick == 0
    assert engine.num_starts == 2
    assert engine.config.bounds(3) == Bounds(2, 3, first=3)
    await engine.close()


class Told(Engine):
    """Without a process: keeps what it is to send."""

    def __init__(self) -> None:
        super().__init__(EngineConfig())
        self.sent = list[Open | Feed | Unheard | Save | Resume | Close]()

    def send(self, message: Open | Feed | Unheard | Save | Resume | Close) -> None:
        self.sent.append(message)


def test_sound_says_when_it_came() -> None:
    engine, before_s = Told(), SystemClock().now_s()
    Line("one", engine).feed(np.zeros(3200, np.float32))
    (message,) = engine.sent
    assert isinstance(message, Feed)
    assert before_s <= message.came_s <= SystemClock().now_s()


def test_a_small_server_lets_in_all_it_is_allowed() -> None:
    assert EngineConfig(max_sessions=2).bounds() == Bounds(2, 2)
    assert EngineConfig().bounds() == Bounds(4, 32)


def test_a_process_of_its_own(folder: Path) -> None:
    asyncio.run(converse(folder))
