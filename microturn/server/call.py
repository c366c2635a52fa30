"""One session over one connection: reads, runs, sends, and ends it for a reason. Knows no protocol, no web framework.

Three tasks: messages in, micro-turns out, and time. What a client does not read is bounded: it is hung up on.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Protocol

import numpy as np

from microturn.core.clock import Clock
from microturn.core.errors import EngineLost, MicroturnError
from microturn.core.messages import Audio, MicroTurn, Source
from microturn.core.units import EAR_TICK_SAMPLES, TICK_MS
from microturn.engine.remote import Line
from microturn.server.limits import Limits, Pace, Refusal
from microturn.server.pacer import Pacer
from microturn.server.store import Usage
from microturn.wire.base import Event
from microturn.wire.parse import dump

MAX_UNSENT = 2000  # messages: some minutes of speech; beyond that the client is not reading
GONE = ("client_closed", "connection_lost", "client_not_reading")  # nobody is there to read last events
GOODBYE_S = 2.0
SILENCE = np.zeros(EAR_TICK_SAMPLES, np.float32)


class Socket(Protocol):
    """What a session needs of a connection."""

    async def receive(self) -> str | bytes | None:
        """The next message; None when the client has gone."""
        ...

    async def send(self, text: str) -> None: ...


class Session(Protocol):
    """A protocol's side of a session: what it answers to messages and to what the model does."""

    ending: str  # why the client has ended it; "" while it has not

    def read(self, text: str | bytes, max_bytes: int) -> Sequence[Event]: ...

    def advance(self, turn: MicroTurn) -> Sequence[Event]: ...

    def close(self, reason: str) -> Sequence[Event]:
        """The last events."""
        ...


Watch = Callable[[MicroTurn], None]


def ignore(_: MicroTurn) -> None: ...


@dataclass(frozen=True)
class Ending:
    """Why a session ended, and what it used."""

    reason: str
    usage: Usage


class PacedLine:
    """The line to the model, with the clock in mind."""

    def __init__(self, line: Line, clock: Clock) -> None:
        self.line, self.pacer, self.clock = line, Pacer(clock.now_s()), clock

    def feed(self, audio: Audio) -> None:
        self.line.feed(audio)
        self.pacer.fed(1)

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        self.line.tell(text, source)

    def unhear(self, tick: int) -> None:
        self.line.unhear(tick)

    def keep_time(self) -> float:
        """Feeds the silence that is due -> seconds until more can be."""
        for _ in range(self.pacer.due(self.clock.now_s())):
            self.line.feed(SILENCE)
        return self.pacer.wait_s(self.clock.now_s())


class Hangup(Exception):
    """Ends all tasks of a session; its text is the reason."""


class Call:
    """`watch` sees every micro-turn, for whoever counts."""

    def __init__(
        self, socket: Socket, session: Session, line: PacedLine, limits: Limits, watch: Watch = ignore
    ) -> None:
        self.socket, self.session, self.line, self.limits, self.watch = socket, session, line, limits, watch
        self.clock = clock = line.clock
        self.pace = Pace(limits, clock.now_s())
        self._out: asyncio.Queue[str] = asyncio.Queue(MAX_UNSENT)  # full: the session is ended
        self._tick, self._spoken, self._tokens = -1, 0, 0

    async def run(self, greeting: Sequence[Event] = ()) -> Ending:
        """Until the client goes, a limit is reached, or the engine is lost."""
        reason = "client_closed"
        self._put(greeting)
        try:
            async with asyncio.TaskGroup() as group:
                for task in (self._read, self._advance, self._keep_time, self._write):
                    group.create_task(_named(task))
        except* Hangup as stop:
            reason = str(stop.exceptions[0])
        finally:
            self.line.line.close()
        await self._say_goodbye(reason)
        return Ending(reason, Usage((self._tick + 1) * TICK_MS, self._spoken * TICK_MS, self._tokens))

    async def _read(self) -> None:
        while (text := await self.socket.receive()) is not None:
            try:
                self.pace.message(len(text), self.clock.now_s())
            except Refusal as refusal:
                raise Hangup(refusal.code) from refusal
            self._put(self.session.read(text, self.limits.max_message_bytes))
            if self.session.ending:
                raise Hangup(self.session.ending)
        raise Hangup("client_closed")

    async def _advance(self) -> None:
        while True:
            try:
                turn = await self.line.line.turn()
            except EngineLost as error:
                raise Hangup("engine_lost") from error
            except MicroturnError:
                continue  # refused sound: the session goes on
            self._tick, self._spoken = turn.tick, self._spoken + turn.is_voice
            self._tokens += sum(turn.num_tokens)
            self.watch(turn)
            self._put(self.session.advance(turn))

    async def _keep_time(self) -> None:
        while True:
            if reason := self.pace.ended(self.clock.now_s()):
                raise Hangup(reason)
            try:
                await asyncio.sleep(min(1.0, self.line.keep_time()))
            except MicroturnError:  # too much sound waits: no silence is needed
                await asyncio.sleep(1.0)

    async def _write(self) -> None:
        while True:
            await self.socket.send(await self._out.get())

    async def _say_goodbye(self, reason: str) -> None:
        """Sends what is left and the last events to a client that still reads."""
        if reason in GONE:
            return
        rest = [self._out.get_nowait() for _ in range(self._out.qsize())]
        with suppress(ConnectionError, OSError, TimeoutError):
            async with asyncio.timeout(GOODBYE_S):
                for text in [*rest, *map(dump, self.session.close(reason))]:
                    await self.socket.send(text)

    def _put(self, events: Sequence[Event]) -> None:
        try:
            for event in events:
                self._out.put_nowait(dump(event))
        except asyncio.QueueFull as error:
            raise Hangup("client_not_reading") from error


async def _named(task: Callable[[], Awaitable[None]]) -> None:
    """A broken connection ends a session as if the client had closed it."""
    try:
        await task()
    except (ConnectionError, OSError) as error:
        raise Hangup("connection_lost") from error
