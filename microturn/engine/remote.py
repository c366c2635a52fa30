"""`Engine`: the engine's process as a server sees it. Messages go in, micro-turns come out; torch stays over there.

Knows nothing of protocols. All methods belong to one event loop; two threads move messages through the pipe, so a
busy process never holds up the loop.
"""

import asyncio
import multiprocessing
import os
import queue
import signal
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any

from microturn.core.clock import SystemClock
from microturn.core.errors import EngineLost, SessionFull
from microturn.core.messages import (
    Close,
    Feed,
    Load,
    Open,
    Ready,
    Refused,
    Resume,
    Resumed,
    Save,
    Saved,
    Turned,
    Unheard,
)
from microturn.engine.admission import Bounds
from microturn.engine.client import has_eyes
from microturn.engine.journal import Entry, Journal
from microturn.engine.line import Line
from microturn.engine.saved import check

PART_BYTES = 2**20  # of a saved session that go to the engine at once
START_S = 120.0  # within which the weights must be loaded
RETRY_S = 1.0  # before another start, where the last one failed
LOST = "expected the engine to run, its process ended; open the session again"


@dataclass(frozen=True)
class EngineConfig:
    """`max_behind`: micro-turns (200 ms) that may wait for one session before it is too far behind. `min_sessions`: so
    many may be open whatever they cost, max_sessions where that is less."""

    checkpoint: str = "nano"
    max_sessions: int = 32
    max_behind: int = 300
    min_sessions: int = 4

    def __post_init__(self) -> None:
        sizes = (self.max_sessions, self.max_behind, self.min_sessions)
        assert min(sizes) > 0, sizes

    def bounds(self, first: int = 0) -> Bounds:
        """Of the sessions that may be open. `first`: with how many the engine begins."""
        return Bounds(min(self.min_sessions, self.max_sessions), self.max_sessions, first)


class Engine:
    """A process that runs the model. Restarted when it dies; its lines are told so then, or given to `lost`.

    `load`: what the process said last of its work; what it said of sessions holds for the next one, too.
    """

    def __init__(self, config: EngineConfig, lost: Callable[[Sequence[Line]], None] | None = None) -> None:
        self.config, self.lines, self.num_starts = config, dict[str, Line](), 0
        self.load = Load(config.bounds().hold(0))
        self.has_eyes, self.checkpoint = has_eyes(config.checkpoint), ""
        self.clock = SystemClock()  # the process's own: the same for all processes of a machine (time.perf_counter)
        self._ready, self._is_free, self._heard_s = asyncio.Event(), asyncio.Lock(), self.clock.now_s()
        self._process: BaseProcess | None = None
        self._is_closing, self._lost_lines = False, lost

    @classmethod
    async def start(cls, config: EngineConfig) -> "Engine":
        """Starts the process and waits for its weights. Raises EngineLost when it does not come up."""
        engine = cls(config)
        engine.spawn()
        await engine.wait_ready()
        return engine

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    @property
    def room(self) -> int:
        """For how many sessions more."""
        return self.load.max_open - len(self.lines)

    async def wait_ready(self) -> None:
        try:
            await asyncio.wait_for(self._ready.wait(), START_S)
        except TimeoutError as error:
            raise EngineLost(f"expected the engine within {START_S:.0f} s, it did not start; see its log") from error

    async def open(self, name: str, seed: int = 0, instructions: str = "", journal: Journal | None = None) -> Line:
        """A line for a new session. Raises SessionFull when as many are open as the engine holds now, EngineLost when
        there is no engine. With a `journal` it outlives the process, if somebody sees to that (`Fleet`)."""
        line = await self._line(name, journal)
        message = Open(name, seed, instructions)
        if journal:
            journal.add(message)
        self.send(message)
        return line

    async def resume(self, name: str, data: bytes) -> Line:
        """A line for a session that was saved, once it can go on; meanwhile others have their micro-turns. Raises
        BadSave for data that is damaged, of another version or checkpoint, and what `open` raises."""
        await self.wait_ready()
        check(data, self.checkpoint)
        line = await self._line(name)
        try:
            await self._resume(line, data)
        except BaseException:
            self.drop(line)
            raise
        return line

    async def adopt(self, line: Line) -> None:
        """A session that was somewhere else goes on here, by its own line; it has been let in there. One after the
        other. Raises BadSave, and EngineLost when this process dies, too."""
        assert line.journal is not None and line.is_held
        if line.is_closed:
            return
        line.engine, self.lines[line.name] = self, line
        await self.wait_ready()
        async with self._is_free:
            if line.is_closed or line.engine is not self:
                return
            if line.journal.saved:
                check(line.journal.saved, self.checkpoint)
            await self._resume(line, line.journal.saved, line.journal.lived)
            line.go_on()

    async def _resume(self, line: Line, data: bytes, since: tuple[Entry, ...] = ()) -> None:
        starts = range(0, max(1, len(data)), PART_BYTES)
        parts = [Resume(line.name, data[at : at + PART_BYTES], False) for at in starts[:-1]]
        await line.ask(*parts, Resume(line.name, data[starts[-1] :], True, since))

    async def _line(self, name: str, journal: Journal | None = None) -> Line:
        if not self.is_ready:
            await self.wait_ready()
        if self.room <= 0:
            raise full(self.load.max_open, len(self.lines))
        assert name not in self.lines, name
        line = self.lines[name] = Line(name, self, journal)
        return line

    def send(self, message: Open | Feed | Unheard | Save | Resume | Close) -> None:
        self._out.put_nowait(message)

    def drop(self, line: Line) -> None:
        if self.lines.pop(line.name, None) is not None:
            self.send(Close(line.name))

    def silent_s(self) -> float:
        """For how long it has given no sign, though it owes one."""
        if not self.is_ready or not any(line.is_waiting for line in self.lines.values()):
            self._heard_s = self.clock.now_s()
        return self.clock.now_s() - self._heard_s

    def kill(self) -> None:
        """Ends the process as if it had died."""
        if self._process is not None:
            self._process.kill()

    async def close(self) -> None:
        """Ends the process; every open line gets EngineLost."""
        self._is_closing = True
        process = self._process
        if process is not None:
            process.terminate()
            await asyncio.to_thread(process.join)

    def spawn(self) -> None:
        """Starts the process; `wait_ready` says when it can work."""
        context = context_of()
        ours, theirs = context.Pipe()
        self.load = Load(self.load.max_open)
        arguments = (theirs, self.config.checkpoint, self.config.bounds(self.load.max_open))
        process: BaseProcess = context.Process(target=_serve, args=arguments, daemon=True)  # pyright: ignore
        process.start()
        self._process = process
        theirs.close()
        self.num_starts += 1
        self._out: queue.SimpleQueue[Any] = queue.SimpleQueue()  # bounded by `max_behind` of each session
        loop = asyncio.get_running_loop()
        threading.Thread(target=_send, args=(ours, self._out), daemon=True).start()
        threading.Thread(target=self._receive, args=(ours, process, loop), daemon=True).start()

    def _receive(self, pipe: Connection, process: BaseProcess, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread of its own: hands what comes to the loop, until the process is gone."""
        with suppress(RuntimeError):  # the loop has closed: nobody is there to hear it
            try:
                while pipe in wait([pipe, process.sentinel]):
                    loop.call_soon_threadsafe(self._deliver, pipe.recv())
            except (EOFError, OSError):
                pass
            loop.call_soon_threadsafe(self._lost)

    def _deliver(self, message: Turned | Refused | Saved | Resumed | Load | Ready) -> None:
        self._heard_s = self.clock.now_s()
        if isinstance(message, Ready):
            self.checkpoint = message.checkpoint
            self._ready.set()
        elif isinstance(message, Load):
            self.load = message
        elif not (line := self.lines.get(message.session)):
            return
        elif isinstance(message, Saved | Resumed):
            line.answer(message)
        else:
            line.put(message)

    def _lost(self) -> None:
        """The process has died: another is started, and its sessions go on elsewhere or are told."""
        wait_s = 0.0 if self.is_ready else RETRY_S
        self._ready.clear()
        self._out.put(None)
        lines, self.lines = list(self.lines.values()), {}
        asyncio.get_running_loop().call_later(wait_s, self._respawn)
        if self._lost_lines and not self._is_closing:
            self._lost_lines(lines)
            return
        for line in lines:
            line.lose(EngineLost(LOST))

    def _respawn(self) -> None:
        if not self._is_closing:
            self.spawn()


def full(most: int, num_open: int) -> SessionFull:
    return SessionFull(f"expected fewer than {most} sessions, {num_open} are open: all are taken; try again later")


def context_of() -> BaseContext:
    """Where there are forks, processes come from one that has loaded the libraries: one that dies is back the sooner
    by the seconds that takes."""
    if os.name != "posix":
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["microturn.engine.worker"])
    return context


def _send(pipe: Connection, out: "queue.SimpleQueue[Any]") -> None:
    """In a thread of its own: a full pipe holds up nobody else."""
    try:
        while (message := out.get()) is not None:
            pipe.send(message)
    except OSError:
        return
    finally:
        pipe.close()


def _serve(pipe: Connection, checkpoint: str, bounds: Bounds) -> None:
    """The process's entry: only here is torch imported. What a terminal signals is for the server to answer."""
    from microturn.engine.worker import serve

    for name in {"SIGINT", "SIGHUP"} & set(signal.Signals.__members__):
        signal.signal(signal.Signals[name], signal.SIG_IGN)
    serve(pipe, checkpoint, bounds)
