"""Sessions that outlive the processes of the engine: killed ones, replaced ones, those that are stuck."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any, cast

import numpy as np
import pytest

from microturn.core.errors import EngineLost, SessionFull
from microturn.core.messages import Audio, MicroTurn
from microturn.engine.client import Session
from microturn.engine.fleet import MAX_CRASHES, Fleet, FleetConfig, Moved, Why
from microturn.engine.line import Line
from microturn.engine.remote import Engine, EngineConfig
from tests.engine.checkpoints import tiny_checkpoint
from tests.engine.test_saving import sound, words

NEVER_S = 1e9


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"), is_talkative=True)


class Watched:
    """A fleet and what it says."""

    def __init__(self, fleet: Fleet, moves: list[Moved]) -> None:
        self.fleet, self.moves = fleet, moves

    async def until_moved(self, num: int) -> list[Moved]:
        async with asyncio.timeout(60):
            while len(self.moves) < num:
                await asyncio.sleep(0.01)
        return self.moves


def play(folder: Path, run: Callable[[Watched], Awaitable[None]], num_replicas: int = 1, **options: Any) -> None:
    async def whole() -> None:
        sizes = {"max_sessions": 4, **options}
        save_s, stuck_s = (cast(float, sizes.pop(name, NEVER_S)) for name in ("save_s", "stuck_s"))
        config = FleetConfig(EngineConfig(str(folder), **sizes), num_replicas, save_s, stuck_s)
        moves = list[Moved]()
        fleet = await Fleet.start(config, moves.append)
        try:
            await run(Watched(fleet, moves))
        finally:
            await fleet.close()

    asyncio.run(asyncio.wait_for(whole(), 120))


async def turns_of(line: Line, frames: list[np.ndarray]) -> list[MicroTurn]:
    for samples in frames:
        line.feed(samples)
    return [await line.turn() for _ in frames]


def kill(engine: Engine, sign: signal.Signals = signal.SIGKILL) -> None:
    assert engine.pid is not None
    os.kill(engine.pid, sign)


def test_a_session_outlives_its_process(folder: Path) -> None:
    """Killed before it is ever saved, and after; what comes meanwhile waits."""
    frames = sound(20)

    async def run(watched: Watched) -> None:
        fleet = watched.fleet
        line = await fleet.open("it", seed=4)
        for terminal in (signal.SIGINT, signal.SIGHUP):
            kill(fleet.engines[0], terminal)
        found = await turns_of(line, frames[:5])
        assert fleet.engines[0].num_starts == 1
        kill(fleet.engines[0])
        found += await turns_of(line, frames[5:10])
        await fleet.save(line)
        found += await turns_of(line, frames[10:12])
        kill(fleet.engines[0])
        while fleet.is_ready:  # nobody knows yet
            await asyncio.sleep(0.01)
        line.tell("hello")
        for samples in frames[12:]:
            line.feed(samples)
        assert fleet.lines == {"it": line}
        assert line.num_behind == 8
        found += [await line.turn() for _ in frames[12:]]
        assert [turn.tick for turn in found] == list(range(20))
        assert found[12].num_tokens[0] > 0, "the text was read"
        first, second = await watched.until_moved(2)
        assert [(move.why, move.error) for move in (first, second)] == [(Why.CRASH, "")] * 2
        assert (first.num_relived, second.num_relived) == (5, 2)
        assert second.num_waiting == 8
        assert fleet.engines[0].num_starts == 3
        line.close()
        assert not fleet.lines

    play(folder, run)


def test_a_session_is_handed_over_exactly(folder: Path) -> None:
    """What it does after is what it would have done; and it can be lost right after that."""
    frames = sound(20)

    async def run(watched: Watched) -> None:
        fleet = watched.fleet
        lines = [await fleet.open(name, seed=4) for name in "ab"]
        found = await asyncio.gather(*(turns_of(line, frames[:10]) for line in lines))
        before = list(fleet.engines)
        restart = asyncio.create_task(fleet.restart())
        while not any(line.is_held for line in lines) and not restart.done():
            await asyncio.sleep(0.001)
        for line in lines:  # on the way, or before it
            for samples in frames[10:]:
                line.feed(samples)
        await restart
        rest = [[await line.turn() for _ in frames[10:]] for line in lines]
        assert [move.why for move in watched.moves] == [Why.RESTART] * 2
        assert not set(before) & set(fleet.engines)
        assert fleet.engines[0].num_starts == 2
        with Session.open(folder, seed=4) as session:
            stayed = [words(session.step(samples)) for samples in frames]
        for mine, after in zip(found, rest):
            assert [words(turn) for turn in (*mine, *after)] == stayed
        kill(fleet.engines[0])
        assert [(await turns_of(line, frames[:1]))[0].tick for line in lines] == [20, 20]

    play(folder, run)


@pytest.mark.parametrize("dies", ["old", "fresh"])
def test_a_process_that_dies_while_it_is_replaced_takes_nobody_with_it(folder: Path, dies: str) -> None:
    frames = sound(6)

    async def run(watched: Watched) -> None:
        fleet, (old,) = watched.fleet, list(watched.fleet.engines)
        lines = [await fleet.open(name) for name in "abc"]
        for line in lines:
            await turns_of(line, frames[:3])
        restart = asyncio.create_task(fleet.restart())
        while not any(line.is_held for line in lines) and not restart.done():
            await asyncio.sleep(0.001)
        kill(old if dies == "old" and not restart.done() else fleet.engines[0])
        for line in lines:
            assert [turn.tick for turn in await turns_of(line, frames[3:])] == [3, 4, 5]
        await restart
        assert set(fleet.engines[0].lines) == {"a", "b", "c"}

    play(folder, run)


def test_where_no_fresh_process_comes_up_the_old_one_stays(tmp_path: Path) -> None:
    changing = tiny_checkpoint(tmp_path, is_talkative=True)

    async def run(watched: Watched) -> None:
        fleet, (old,) = watched.fleet, list(watched.fleet.engines)
        line = await fleet.open("it")
        (tmp_path / "model.safetensors").write_bytes(b"none")
        with pytest.raises(TimeoutError):
            async with asyncio.timeout(3):
                await fleet.restart()
        assert fleet.engines == [old]
        assert [turn.tick for turn in await turns_of(line, sound(2))] == [0, 1]

    play(changing, run)


def test_a_session_that_ends_in_the_gap_is_gone(folder: Path) -> None:
    async def run(watched: Watched) -> None:
        fleet = watched.fleet
        gone, stays = await fleet.open("gone"), await fleet.open("stays")
        kill(fleet.engines[0])
        while fleet.is_ready:
            await asyncio.sleep(0.01)
        gone.close()
        assert set(fleet.lines) == {"stays"}
        assert [turn.tick for turn in await turns_of(stays, sound(1))] == [0]
        assert set(fleet.lines) == set(fleet.engines[0].lines) == {"stays"}
        assert [move.session for move in watched.moves] == ["stays"]

    play(folder, run)


def test_new_sessions_go_where_there_is_room_and_lost_ones_to_the_others(folder: Path) -> None:
    async def run(watched: Watched) -> None:
        fleet = watched.fleet
        lines = [await fleet.open(name) for name in "abcd"]
        one, two = fleet.engines
        assert [set(engine.lines) for engine in (one, two)] == [{"a", "c"}, {"b", "d"}]
        with pytest.raises(SessionFull, match="expected fewer than 4 sessions, 4 are open: all are taken; try again"):
            await fleet.open("e")
        lines[3].close()
        kill(one)
        for move in await watched.until_moved(2):
            assert move.error == ""
        assert [(await turns_of(line, sound(1)))[0].tick for line in lines[:3]] == [0, 0, 0]
        assert {name for engine in fleet.engines for name in engine.lines} == {"a", "b", "c"}
        assert two.num_starts == 1, "it went on with what it had"
        assert (await fleet.open("f")).name == "f"

    play(folder, run, num_replicas=2, max_sessions=2)


class Bomb:
    """Ends the process that unpacks it."""

    def __reduce__(self) -> tuple[object, ...]:
        return os._exit, (1,)


def test_a_session_that_ends_processes_is_given_up_and_no_other(folder: Path) -> None:
    async def run(watched: Watched) -> None:
        fleet = watched.fleet
        bad, good = await fleet.open("bad"), await fleet.open("good")
        bad.feed(cast(Audio, Bomb()))
        with pytest.raises(EngineLost, match=f"it ended {MAX_CRASHES + 1} times in a row"):
            await bad.turn()
        assert [turn.tick for turn in await turns_of(good, sound(3))] == [0, 1, 2]
        assert set(fleet.lines) == {"good"}
        assert [move.session for move in watched.moves if move.error] == ["bad"]

    play(folder, run)


def test_a_process_that_is_stuck_is_ended(folder: Path) -> None:
    async def run(watched: Watched) -> None:
        line = await watched.fleet.open("it")
        await turns_of(line, sound(3))
        kill(watched.fleet.engines[0], signal.SIGSTOP)
        assert [turn.tick for turn in await turns_of(line, sound(3))] == [3, 4, 5]

    play(folder, run, stuck_s=5.0)


def test_who_is_far_behind_holds_up_no_other_save(folder: Path) -> None:
    async def run(watched: Watched) -> None:
        far, near = [await watched.fleet.open(name) for name in ("far", "near")]
        for samples in sound(300):
            far.feed(samples)
        await turns_of(near, sound(1))
        assert near.journal is not None
        async with asyncio.timeout(30):
            while not near.journal.saved:
                await asyncio.sleep(0.01)
        assert far.num_behind > 0
        assert near.journal.num_turns == 0

    play(folder, run, save_s=0.0)


def test_sessions_of_other_weights_stay_where_they_are(folder: Path, tmp_path: Path) -> None:
    changing = tiny_checkpoint(tmp_path, is_talkative=True)

    async def run(watched: Watched) -> None:
        fleet, frames = watched.fleet, sound(4)
        line = await fleet.open("it")
        (old,) = fleet.engines
        tiny_checkpoint(tmp_path)
        await fleet.restart()
        assert fleet.engines[0].checkpoint != old.checkpoint
        assert [turn.tick for turn in await turns_of(line, frames)] == [0, 1, 2, 3]
        assert set(old.lines) == {"it"}
        assert not watched.moves
        new = await fleet.open("new")
        assert set(fleet.engines[0].lines) == {"new"}
        await fleet.save(line)
        kill(old)
        with pytest.raises(EngineLost, match="expected a session saved with checkpoint"):
            await line.turn()
        assert [turn.tick for turn in await turns_of(new, frames)] == [0, 1, 2, 3]

    play(changing, run)


def test_a_fleet_that_is_closed_tells_its_sessions(folder: Path) -> None:
    async def run(watched: Watched) -> None:
        line = await watched.fleet.open("it")
        await watched.fleet.close()
        with pytest.raises(EngineLost):
            await line.turn()

    play(folder, run)
