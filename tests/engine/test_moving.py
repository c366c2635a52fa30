"""Sessions that are saved and resumed while others speak, and that move from one engine's process to another."""

import asyncio
from pathlib import Path

import numpy as np
import pytest

from microturn.audio import framer, pcm
from microturn.core.clock import SystemClock
from microturn.core.errors import BadSave, EngineLost, SessionFull
from microturn.core.messages import Close, Feed, MicroTurn, Open, Resume, Resumed, Save, Saved, Turned, Unheard
from microturn.engine.admission import Bounds
from microturn.engine.client import ASSETS, Session
from microturn.engine.remote import Engine, EngineConfig, Line
from microturn.engine.runner import Runner
from microturn.engine.worker import WORK_S, Worker
from tests.engine.checkpoints import tiny_checkpoint
from tests.engine.test_runner import TOLERANCE
from tests.engine.test_saving import words
from tests.fakes import FakeClock

MOVED_TICK = 36


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"), is_talkative=True)


@pytest.fixture(scope="module")
def runner(folder: Path) -> Runner:
    return Runner(folder, SystemClock())


@pytest.fixture(scope="module")
def slow(folder: Path) -> Runner:
    """Whatever is done takes longer than may be worked at once."""
    return Runner(folder, FakeClock(2 * WORK_S))


def feed(worker: Worker, name: str, num: int = 1) -> None:
    for audio in np.random.default_rng(num).normal(0, 0.1, (num, 3200)).astype(np.float32):
        assert worker.take(Feed(name, audio, came_s=worker.runner.clock.now_s())) is None


def saved(worker: Worker, name: str) -> tuple[bytes, list[str]]:
    """-> the bytes, and who had a micro-turn meanwhile."""
    parts, others = list[Saved](), list[str]()
    while not parts or not parts[-1].is_last:
        others += [result.session for result in worker.turn()]
        parts += [answer for answer in worker.work() if isinstance(answer, Saved)]
    assert not parts[-1].reason
    assert {part.number for part in parts} == {parts[0].number}
    return b"".join(part.part for part in parts), others


def resumed(worker: Worker, name: str, data: bytes) -> str:
    """-> why not."""
    worker.take(Resume(name, data[:99], False))
    worker.take(Resume(name, data[99:], True))
    answers = list[Resumed]()
    while not answers:
        answers += [answer for answer in worker.work() if isinstance(answer, Resumed)]
    return answers[0].reason


def test_it_is_saved_behind_what_was_fed_and_between_the_turns_of_others(slow: Runner) -> None:
    worker = Worker(slow, Bounds(3, 3))
    for name in "ab":
        worker.take(Open(name, 1))
    feed(worker, "a", 3)
    worker.take(Save("a"))
    feed(worker, "a")
    feed(worker, "b", 8)
    data, turns = saved(worker, "a")
    assert turns.count("a") == 3
    assert turns.count("b") == 8, "it has waited for nobody"
    assert not worker.is_idle, "what came behind the save"
    assert resumed(worker, "c", data) == ""
    assert worker.seats["c"].session.state.tick == 3
    feed(worker, "c")
    results = {result.session: result for result in worker.turn()}
    ours, theirs = results["a"], results["c"]
    assert isinstance(ours, Turned)
    assert isinstance(theirs, Turned)
    assert words(ours.turn) == words(theirs.turn)


def test_what_is_taken_back_meanwhile_is_taken_back_after(slow: Runner) -> None:
    worker = Worker(slow, Bounds(3, 3))
    worker.take(Open("a", 1))
    feed(worker, "a", 10)
    while not worker.is_idle:
        worker.turn()
    worker.take(Save("a"))
    (begun,) = worker.work()
    count = worker.seats["a"].session.state.trunk.count.clone()
    worker.take(Unheard("a", 2))
    assert count.equal(worker.seats["a"].session.state.trunk.count)
    data = saved(worker, "a")[0]
    assert isinstance(begun, Saved)
    assert resumed(worker, "b", begun.part + data) == ""
    assert count.equal(worker.seats["b"].session.state.trunk.count)
    assert worker.seats["a"].session.state.trunk.count < count


def test_who_goes_is_not_saved_to_the_end_and_another_save_starts_anew(runner: Runner) -> None:
    worker = Worker(runner, Bounds(2, 2))
    worker.take(Open("a", 1))
    worker.take(Save("a", number=1))
    worker.work()
    worker.take(Save("a", number=2))
    assert resumed(worker, "b", saved(worker, "a")[0]) == ""
    worker.take(Save("a"))
    worker.work()
    worker.take(Close("a"))
    assert worker.is_idle
    worker.take(Resume("c", b"1234", False))
    worker.take(Close("c"))
    assert worker.work() == []


def test_what_cannot_be_saved_or_resumed_says_why(runner: Runner) -> None:
    worker = Worker(runner, Bounds(1, 1))
    worker.take(Save("a"))
    (answer,) = worker.work()
    assert isinstance(answer, Saved)
    assert answer.is_last
    assert "a is not" in answer.reason
    worker.take(Open("a"))
    worker.take(Save("a"))
    data = saved(worker, "a")[0]
    assert "all are taken" in resumed(worker, "b", data)
    worker.take(Close("a"))
    assert "got" in resumed(worker, "b", data[:-20])
    assert resumed(worker, "b", data) == ""


async def turns_of(line: Line, frames: list[np.ndarray]) -> list[MicroTurn]:
    for samples in frames:
        line.feed(samples)
    return [await line.turn() for _ in frames]


async def move(folder: Path, frames: list[np.ndarray]) -> list[MicroTurn]:
    """A session of a recording that goes on in another process from MOVED_TICK on; others speak on in both."""
    one, two = await asyncio.gather(*(Engine.start(EngineConfig(str(folder), max_sessions=3)) for _ in range(2)))
    line, others = await one.open("it", seed=4), [await engine.open("other") for engine in (one, two)]
    before = await turns_of(line, frames[:MOVED_TICK])
    for other in others:
        for _ in range(10):
            other.feed(frames[0])
    data = await line.save()
    line.close()
    line = await two.resume("it", data)
    after = await turns_of(line, frames[MOVED_TICK:])
    for other in others:
        assert [(await other.turn()).tick for _ in range(10)] == list(range(10))
    small = await line.save(is_exact=False)
    assert len(small) < len(data) / 2
    back = await one.resume("back", small)
    assert (await turns_of(back, frames[:1]))[0].tick == len(frames)
    await refuse(one, two, data)
    return before + after


async def refuse(one: Engine, two: Engine, data: bytes) -> None:
    with pytest.raises(BadSave, match="expected a saved session"):
        await one.resume("bad", data[1:])
    changed = bytearray(data)
    changed[len(data) // 2] ^= 1
    with pytest.raises(BadSave, match="changed"):
        await one.resume("bad", bytes(changed))
    assert set(one.lines) == {"other", "back"}
    await one.resume("third", data)
    with pytest.raises(SessionFull):
        await one.resume("fourth", data)
    saving = asyncio.create_task(one.lines["third"].save())
    await asyncio.sleep(0)
    await asyncio.gather(one.close(), two.close())
    with pytest.raises(EngineLost):
        await saving


def test_a_session_moves_to_another_process(folder: Path) -> None:
    frames = list(framer.micro_turns(pcm.read_mono(str(ASSETS / "example.ogg"), 16_000)))
    moved = asyncio.run(move(folder, frames))
    with Session.open(folder, seed=4) as session:
        for samples, turn in zip(frames, moved, strict=True):
            stayed = session.step(samples)
            assert words(stayed) == words(turn)
            assert np.abs(stayed.audio - turn.audio).max() < TOLERANCE
