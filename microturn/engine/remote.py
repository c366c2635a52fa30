"""`Engine`: the engine's process as a server sees it. Messages go in, micro-turns come out; torch stays over there.

Knows nothing of protocols. All methods belong to one event loop; two threads move messages through the pipe, so a
busy process never holds up the loop.
"""

import asyncio
import multiprocessing
import queue
import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing.connection import Connection, wait
from multiprocessing.context import SpawnProcess
from typing import Any

from microturn.core.clock import SystemClock
from microturn.core.errors import BadSave, EngineLost, MicroturnError, SessionFull
from microturn.core.messages import (
    Audio,
    Close,
    Feed,
    Load,
    MicroTurn,
    Open,
    Picture,
    Ready,
    Refused,
    Resume,
    Resumed,
    Save,
    Saved,
    Source,
    Turned,
    Unheard,
)
from microturn.engine.admission import Bounds
from microturn.engine.client import has_eyes
from microturn.engine.saved import check

MAX_CHARACTERS = 40_000  # about two minutes of reading
PART_BYTES = 2**20  # of a saved session that go to the engine at once
START_S = 120.0  # within which the weights must be loaded


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


class Line:
    """One session's line to the engine."""

    def __init__(self, name: str, engine: "Engine") -> None:
        self.name, self._engine, self.num_behind = name, engine, 0
        self._turns: asyncio.Queue[MicroTurn | Exception] = asyncio.Queue()  # no longer than what was fed: max_behind
        self._parts: list[bytes] = []  # of the session as it is saved
        self._answer: asyncio.Future[bytes] | None = None  # is waited for
        self._num_saves = 0

    def feed(self, audio: Audio) -> None:
        """One micro-turn of sound, float32 [3200] at 16 kHz. Raises SessionFull when too much is waiting."""
        limit = self._engine.config.max_behind
        if self.num_behind >= limit:
            raise SessionFull(f"expected at most {limit} micro-turns to wait, more came; send at the pace of speech")
        self.num_behind += 1
        self._engine.send(Feed(self.name, audio, came_s=self._engine.clock.now_s()))

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        """Raises SessionFull for a text that would keep the model reading for minutes."""
        if len(text) > MAX_CHARACTERS:
            raise SessionFull(f"expected a text of at most {MAX_CHARACTERS} characters, got {len(text)}; shorten it")
        self._engine.send(Feed(self.name, text=text, source=source))

    @property
    def has_eyes(self) -> bool:
        return self._engine.has_eyes

    def see(self, picture: Picture) -> None:
        """A picture of the camera, uint8 [120, 160, 3], for the next micro-turn."""
        self._engine.send(Feed(self.name, picture=picture))

    def unhear(self, tick: int) -> None:
        """What the model said from this micro-turn on has not been heard: it shall not think that it said it."""
        self._engine.send(Unheard(self.name, tick))

    async def save(self, is_exact: bool = True) -> bytes:
        """The session as it is once all that was fed before has been computed, for `Engine.resume` of any engine of the
        same checkpoint. It goes on here, too. Not `is_exact`: see `Session.save`. Raises EngineLost."""
        self._num_saves += 1
        return await self.ask(Save(self.name, is_exact, self._num_saves))

    async def ask(self, *messages: Save | Resume) -> bytes:
        """For the engine: sends them, and waits for what comes of them. One question at a time."""
        assert self._answer is None, "expected one save at a time"
        self._answer = asyncio.get_running_loop().create_future()
        try:
            for message in messages:
                self._engine.send(message)
            return await self._answer
        finally:
            self._answer, self._parts = None, []

    def answer(self, message: Saved | Resumed) -> None:
        """For the engine: what has come of a question."""
        if self._answer is None or self._answer.done():
            return
        if isinstance(message, Saved):
            if message.number != self._num_saves:
                return  # of one that nobody waits for any more
            self._parts.append(message.part)
        if message.reason:
            self._answer.set_exception(BadSave(message.reason))
        elif isinstance(message, Resumed) or message.is_last:
            self._answer.set_result(b"".join(self._parts))

    async def turn(self) -> MicroTurn:
        """The next micro-turn, in order. Raises EngineLost when the process has died (open a new line), MicroturnError
        when the engine refused something (the session goes on)."""
        found = await self._turns.get()
        if isinstance(found, Exception):
            raise found
        return found

    def close(self) -> None:
        self._engine.drop(self)

    def put(self, result: MicroTurn | Exception) -> None:
        """For the engine: what came for this session."""
        if isinstance(result, EngineLost) and self._answer is not None and not self._answer.done():
            self._answer.set_exception(result)
        self.num_behind = max(0, self.num_behind - 1)
        self._turns.put_nowait(result)


class Engine:
    """A process that runs the model. Restarted when it dies; sessions that were open then are told.

    `load`: what the process said last of its work; what it said of sessions holds for the next one, too.
    """

    def __init__(self, config: EngineConfig) -> None:
        self.config, self.lines, self.num_starts = config, dict[str, Line](), 0
        self.load = Load(config.bounds().hold(0))
        self.has_eyes, self.checkpoint = has_eyes(config.checkpoint), ""
        self.clock = SystemClock()  # the process's own: the same for all processes of a machine (time.perf_counter)
        self._ready = asyncio.Event()
        self._process: SpawnProcess | None = None
        self._is_closing = False

    @classmethod
    async def start(cls, config: EngineConfig) -> "Engine":
        """Starts the process and waits for its weights. Raises EngineLost when it does not come up."""
        engine = cls(config)
        engine._spawn()
        await engine.wait_ready()
        return engine

    @property
    def is_ready(self) -> bool:
        return self._ready.is_set()

    @property
    def pid(self) -> int | None:
        return self._process.pid if self._process else None

    async def wait_ready(self) -> None:
        try:
            await asyncio.wait_for(self._ready.wait(), START_S)
        except TimeoutError as error:
            raise EngineLost(f"expected the engine within {START_S:.0f} s, it did not start; see its log") from error

    async def open(self, name: str, seed: int = 0, instructions: str = "") -> Line:
        """A line for a new session. Raises SessionFull when as many are open as the engine holds now, EngineLost when
        there is no engine."""
        line = await self._line(name)
        self.send(Open(name, seed, instructions))
        return line

    async def resume(self, name: str, data: bytes) -> Line:
        """A line for a session that was saved, once it can go on; meanwhile others have their micro-turns. Raises
        BadSave for data that is damaged, of another version or checkpoint, and what `open` raises."""
        await self.wait_ready()
        check(data, self.checkpoint)
        line = await self._line(name)
        starts = range(0, len(data), PART_BYTES)
        try:
            await line.ask(*(Resume(name, data[at : at + PART_BYTES], at + PART_BYTES >= len(data)) for at in starts))
        except BaseException:
            self.drop(line)
            raise
        return line

    async def _line(self, name: str) -> Line:
        await self.wait_ready()
        most, num_open = self.load.max_open, len(self.lines)
        if num_open >= most:
            raise SessionFull(
                f"expected fewer than {most} sessions, {num_open} are open: all are taken; try again later"
            )
        assert name not in self.lines, name
        line = self.lines[name] = Line(name, self)
        return line

    def send(self, message: Open | Feed | Unheard | Save | Resume | Close) -> None:
        self._out.put_nowait(message)

    def drop(self, line: Line) -> None:
        if self.lines.pop(line.name, None) is not None:
            self.send(Close(line.name))

    async def close(self) -> None:
        """Ends the process; every open line gets EngineLost."""
        self._is_closing = True
        process = self._process
        if process is not None:
            process.terminate()
            await asyncio.to_thread(process.join)

    def _spawn(self) -> None:
        context = multiprocessing.get_context("spawn")
        ours, theirs = context.Pipe()
        self.load = Load(self.load.max_open)
        arguments = (theirs, self.config.checkpoint, self.config.bounds(self.load.max_open))
        self._process = context.Process(target=_serve, args=arguments, daemon=True)
        self._process.start()
        theirs.close()
        self.num_starts += 1
        self._out: queue.SimpleQueue[Any] = queue.SimpleQueue()  # bounded by `max_behind` of each session
        loop = asyncio.get_running_loop()
        threading.Thread(target=_send, args=(ours, self._out), daemon=True).start()
        threading.Thread(target=self._receive, args=(ours, self._process, loop), daemon=True).start()

    def _receive(self, pipe: Connection, process: SpawnProcess, loop: asyncio.AbstractEventLoop) -> None:
        """In a thread of its own: hands what comes to the loop, until the process is gone."""
        with suppress(RuntimeError):  # the loop has closed: nobody is there to hear it
            try:
                while pipe in wait([pipe, process.sentinel]):
                    loop.call_soon_threadsafe(self._deliver, pipe.recv())
            except (EOFError, OSError):
                pass
            loop.call_soon_threadsafe(self._lost)

    def _deliver(self, message: Turned | Refused | Saved | Resumed | Load | Ready) -> None:
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
            line.put(message.turn if isinstance(message, Turned) else MicroturnError(message.reason))

    def _lost(self) -> None:
        """The process has died: tells every session, and starts another."""
        self._ready.clear()
        self._out.put(None)
        lines, self.lines = list(self.lines.values()), {}
        for line in lines:
            line.put(EngineLost("expected the engine to run, its process ended; open the session again"))
        if not self._is_closing:
            self._spawn()


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
    """The process's entry: only here is torch imported."""
    from microturn.engine.worker import serve

    serve(pipe, checkpoint, bounds)
