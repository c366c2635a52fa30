"""`Fleet`: one or several processes of the engine (replicas) as one. Sessions stay with theirs, and outlive it.

Every few seconds each session is saved, small, and its line keeps what comes after. A process that dies or is stuck has
its sessions go on elsewhere, from that; one that is replaced hands them over exactly, one after the other. Knows no
protocols.
"""

import asyncio
import logging
import math
from collections.abc import Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from microturn.core.clock import SystemClock
from microturn.core.errors import BadSave, EngineLost
from microturn.core.messages import Load
from microturn.core.units import TICK_S
from microturn.engine.journal import Journal
from microturn.engine.line import Line
from microturn.engine.remote import LOST, Engine, EngineConfig, full

MANY_BEHIND = 10  # micro-turns of a session: its save has to wait for them, and nobody waits for that
LOOK_S = 0.25  # between two looks at what is to be saved, and at who is stuck
AGAIN_TICKS = 1000  # micro-turns that all sessions of an engine read again after a crash: 4 s of work for `nano`
REACH_TICKS = (80, 350)  # of one session: at least 16 s; at most 70 s, the window of `nano`
MAX_CRASHES = 3  # in a row without a micro-turn in between: then it may be this session that ends processes
log = logging.getLogger("microturn.engine")


class Why(StrEnum):
    CRASH = "crash"
    RESTART = "restart"


@dataclass(frozen=True)
class Moved:
    """A session has gone on in another process after `gap_s`, or could not: `error`. `num_relived`: micro-turns since
    it was saved, which it read again; `num_waiting`: those that had come meanwhile; `forgotten_s`: of its memory."""

    session: str
    why: Why
    gap_s: float
    num_relived: int = 0
    num_waiting: int = 0
    forgotten_s: float = 0.0
    error: str = ""


def ignore(_: Moved) -> None: ...


@dataclass(frozen=True)
class FleetConfig:
    """`save_s`: between two saves of a session; `stuck_s`: without a sign of a process that owes one, before it is
    killed."""

    engine: EngineConfig = field(default_factory=EngineConfig)
    num_replicas: int = 1
    save_s: float = 5.0
    stuck_s: float = 20.0

    def __post_init__(self) -> None:
        assert self.num_replicas > 0, self.num_replicas


class Fleet:
    """`engines`: the replicas. `watch` is told of every session that moves."""

    def __init__(self, config: FleetConfig, watch: Callable[[Moved], None] = ignore) -> None:
        self.config, self.watch, self.clock = config, watch, SystemClock()
        self.engines = [self._engine() for _ in range(config.num_replicas)]
        self._leaving = list[Engine]()  # have been replaced
        self._afloat, self._rescues = dict[str, Line](), dict[str, asyncio.Task[None]]()  # of lost processes
        self._tasks = set[asyncio.Task[None]]()
        self._is_free = asyncio.Lock()  # for a restart

    @classmethod
    async def start(cls, config: FleetConfig, watch: Callable[[Moved], None] = ignore) -> "Fleet":
        """Starts all processes and waits for their weights. Raises EngineLost when one does not come up."""
        fleet = cls(config, watch)
        for engine in fleet.engines:
            engine.spawn()
        try:
            await asyncio.gather(*(engine.wait_ready() for engine in fleet.engines))
        except BaseException:
            await fleet.close()
            raise
        for work in (fleet._guard(), *(fleet._keep(number) for number in range(config.num_replicas))):
            fleet._begin(work)
        return fleet

    @property
    def has_eyes(self) -> bool:
        return self.engines[0].has_eyes

    @property
    def is_ready(self) -> bool:
        return any(engine.is_ready for engine in self.engines)

    @property
    def lines(self) -> dict[str, Line]:
        """Of all sessions."""
        found = {name: line for name, line in self._afloat.items() if not line.is_closed}
        for engine in (*self._leaving, *self.engines):
            found |= engine.lines
        return found

    async def open(self, name: str, seed: int = 0, instructions: str = "") -> Line:
        """A line for a new session, in the replica that holds the fewest of those that have room. Raises SessionFull
        when none has, EngineLost when there is no engine."""
        while not (ready := [engine for engine in self.engines if engine.is_ready]):
            await self._one_more()
        roomy = [engine for engine in ready if engine.room > 0]
        if not roomy:
            raise full(sum(each.load.max_open for each in ready), sum(len(each.lines) for each in ready))
        return await emptiest(roomy).open(name, seed, instructions, Journal())

    async def save(self, line: Line) -> None:
        """What it needs to go on after a crash."""
        least, most = REACH_TICKS
        async with line.is_free:
            if not line.is_held and not line.is_closed:
                reach = AGAIN_TICKS // max(1, len(line.engine.lines))
                with suppress(EngineLost, BadSave):  # it goes on elsewhere, or has been closed
                    await line.save(is_exact=False, reach=min(most, max(least, reach)))

    async def restart(self) -> None:
        """Replaces all processes, one after the other; every session goes on in the new one. Raises EngineLost where
        one does not come up; the old one then stays."""
        async with self._is_free:
            for number in range(len(self.engines)):
                await self._replace(number)

    async def close(self) -> None:
        """Ends the processes; every open line gets EngineLost."""
        await asyncio.gather(*(engine.close() for engine in (*self.engines, *self._leaving)))
        tasks = list(self._tasks)
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        for line in self._afloat.values():
            line.lose(EngineLost(LOST))

    def _engine(self) -> Engine:
        return Engine(self.config.engine, self._lost)

    def _begin(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return task

    def _ended(self, task: asyncio.Task[None]) -> None:
        self._tasks.discard(task)
        if not task.cancelled() and (error := task.exception()):
            log.error("work of the fleet has failed", exc_info=error)

    async def _keep(self, number: int) -> None:
        """Saves the sessions of a replica, one at a time."""
        while True:
            await asyncio.sleep(LOOK_S)
            until_s = self.clock.now_s() - self.config.save_s
            lines = [line for line in self.engines[number].lines.values() if line.is_changed]
            due = [line for line in lines if line.saved_s <= until_s and not line.is_free.locked()]
            for line in sorted(due, key=lambda line: line.saved_s):
                saving = self._begin(self.save(line))
                if line.num_behind < MANY_BEHIND:
                    await asyncio.wait([saving])

    async def _guard(self) -> None:
        """Kills processes that are stuck: their sessions go on in others."""
        while True:
            await asyncio.sleep(LOOK_S)
            for engine in (*self.engines, *self._leaving):
                if engine.silent_s() > self.config.stuck_s:
                    log.error("engine stuck", extra={"pid": engine.pid})
                    engine.kill()

    def _lost(self, lines: Sequence[Line]) -> None:
        """A process has died with these sessions."""
        for line in lines:
            line.leave(EngineLost(LOST))
            self._afloat[line.name] = line
            if rescue := self._rescues.get(line.name):  # the process that it was to go on in has died, too
                rescue.cancel()
            self._rescues[line.name] = self._begin(self._rescue(line))

    async def _rescue(self, line: Line) -> None:
        async with line.is_free:
            if line.is_held and not line.is_closed:  # else it was on its way already, or has ended
                await self._go_on(line)
        del self._afloat[line.name], self._rescues[line.name]

    async def _go_on(self, line: Line) -> None:
        try:
            if line.num_crashes > MAX_CRASHES:
                raise EngineLost(f"expected the engine to run, it ended {line.num_crashes} times in a row")
            await self._adopt(line, await self._haven(), Why.CRASH)
        except (EngineLost, BadSave) as error:
            self._give_up(line, Why.CRASH, error)

    async def _haven(self) -> Engine:
        """Where a session goes on that has lost its process. It has been let in already: if need be a full one."""
        while True:
            ready = [engine for engine in self.engines if engine.is_ready]
            roomy = [engine for engine in ready if engine.room > 0]
            if roomy or len(ready) == len(self.engines):
                return emptiest(roomy or ready)
            await self._one_more()

    async def _one_more(self) -> None:
        """Until a process that is starting has started."""
        waits = [asyncio.create_task(engine.wait_ready()) for engine in self.engines if not engine.is_ready]
        try:
            done, _ = await asyncio.wait(waits, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in waits:
                task.cancel()
        done.pop().result()

    async def _adopt(self, line: Line, engine: Engine, why: Why) -> None:
        assert line.journal is not None
        num_relived, num_waiting = line.journal.num_turns, line.num_behind
        await engine.adopt(line)
        if not line.is_closed:
            gap_s, forgotten_s = self.clock.now_s() - line.held_s, line.journal.num_left_out * TICK_S
            self.watch(Moved(line.name, why, gap_s, num_relived, num_waiting, forgotten_s))

    def _give_up(self, line: Line, why: Why, error: Exception) -> None:
        line.engine.drop(line)
        if not line.is_closed:
            self.watch(Moved(line.name, why, self.clock.now_s() - line.held_s, error=str(error)))
            line.lose(EngineLost(str(error)))

    async def _replace(self, number: int) -> None:
        old, fresh = self.engines[number], self._engine()
        fresh.load, fresh.num_starts = Load(old.load.max_open), old.num_starts
        fresh.spawn()
        try:
            await fresh.wait_ready()
        except BaseException:
            await fresh.close()
            raise
        self.engines[number] = fresh
        self._leaving.append(old)
        if fresh.checkpoint == old.checkpoint:
            for line in list(old.lines.values()):
                await self._move(line, fresh)
        leaving = self._begin(self._see_off(old))
        if not old.lines:
            await leaving

    async def _move(self, line: Line, fresh: Engine) -> None:
        async with line.is_free:
            if line.is_closed or line.is_held:  # somebody sees to it
                return
            line.hold()
            old = line.engine
            try:
                await line.save()
                old.drop(line)
                await self._adopt(line, fresh, Why.RESTART)
                line.saved_s = -math.inf  # the exact save is large: the next one comes soon
            except BadSave as error:
                self._give_up(line, Why.RESTART, error)
            except EngineLost:  # one of the two has died
                return

    async def _see_off(self, old: Engine) -> None:
        """Ends a process that has been replaced, once its last session has ended: one that has other weights keeps
        those it has."""
        while old.lines:
            await asyncio.sleep(LOOK_S)
        await old.close()
        self._leaving.remove(old)


def emptiest(engines: Sequence[Engine]) -> Engine:
    return min(engines, key=lambda engine: len(engine.lines))
