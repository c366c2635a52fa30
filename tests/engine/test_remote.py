"""The engine in a process of its own: the same numbers as in this one, and what happens when it dies."""

import asyncio
import os
import signal
from pathlib import Path

import numpy as np
import pytest

from microturn.core.errors import EngineLost, SessionFull
from microturn.core.messages import Source
from microturn.engine.client import Session
from microturn.engine.remote import Engine, EngineConfig
from tests.engine.checkpoints import tiny_checkpoint
from tests.engine.test_runner import TOLERANCE


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"))


async def converse(folder: Path) -> None:
    engine = await Engine.start(EngineConfig(str(folder), max_sessions=2, max_behind=5))
    noise = np.random.default_rng(0).normal(0, 0.1, (4, 3200)).astype(np.float32)
    one, two = await engine.open("one", seed=4), await engine.open("two")
    with pytest.raises(SessionFull, match="expected fewer than 2"):
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
    two.close()
    assert (await engine.open("three")).num_behind == 0

    assert engine.pid is not None
    os.kill(engine.pid, signal.SIGSTOP)
    for _ in range(5):
        one.feed(noise[0])
    with pytest.raises(SessionFull, match="at most 5"):
        one.feed(noise[0])
    os.kill(engine.pid, signal.SIGKILL)
    with pytest.raises(EngineLost, match="open the session again"):
        await one.turn()
    again = await engine.open("one", seed=4)
    again.feed(noise[0])
    assert (await again.turn()).tick == 0
    assert engine.num_starts == 2
    await engine.close()


def test_a_process_of_its_own(folder: Path) -> None:
    asyncio.run(converse(folder))
