"""One session and its connections: reads, runs, sends, and ends for a reason. Knows no protocol, no web framework.

One connection is the client's. When it breaks, a session that may be resumed stands still until the client is back.
Others (sidebands) follow and steer: they get every event but sound, and end nothing by going. What a client does not
read is bounded: it is hung up on.
"""

import asyncio
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Protocol

from microturn.core.errors import EngineLost, MicroturnError
from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import TICK_MS
from microturn.server.limits import Limits, Pace, Refusal
from microturn.server.outbox import Outbox
from microturn.server.pacer import PacedLine
from microturn.server.store import Usage
from microturn.wire.base import Event
from microturn.wire.parse import dump

# nobody is there to read last events
GONE = ("client_closed", "connection_lost", "client_not_reading", "resumed_elsewhere")
BROKEN = "connection_lost"
GOODBYE_S = 2.0


class Socket(Protocol):
    """What a session needs of a connection."""

    async def receive(self) -> str | bytes | None:
        """The next message; None when the client has gone. Raises ConnectionError when the connection has broken."""
        ...

    async def send(self, text: str) -> None: ...

    async def close(self, reason: str) -> None: ...


class Session(Protocol):
    """A protocol's side of a session: what it answers to messages and to what the model does."""

    ending: str  # why the client has ended it; "" while it has not

    def read(self, text: str | bytes, max_bytes: int) -> Sequence[Event]: ...

    def hear(self, frame: Audio) -> None:
        """A micro-turn of sound that came on a track of its own: float32 [3200] at 16 kHz."""
        ...

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
    usage: Usage = field(default_factory=Usage)


class Hangup(Exception):
    """Ends a connection; its text is the reason."""


@dataclass
class Visit:
    """A connection of the client: what it is sent first, and, once it has ended, why."""

    socket: Socket
    greeting: Sequence[Event] = ()
    ended: asyncio.Future[str] = field(default_factory=lambda: asyncio.get_running_loop().create_future())


class Call:
    """`watch` sees every micro-turn, for whoever counts. `hold_s`: how long it waits for a client whose connection
    broke, standing still; 0: not at all."""

    def __init__(
        self, session: Session, line: PacedLine, limits: Limits, watch: Watch = ignore, hold_s: float = 0.0
    ) -> None:
        self.session, self.line, self.limits, self.watch, self.hold_s = session, line, limits, watch, hold_s
        self.clock = clock = line.clock
        self.pace = Pace(limits, clock.now_s())
        self._out, self._sides = Outbox(), set[Outbox]()
        self._visits: asyncio.Queue[Visit] = asyncio.Queue()  # connections by which the client came back
        self._is_there = asyncio.Event()
        self._ended: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._left_s = clock.now_s()  # since when nobody is there
        self._tick, self._spoken, self._tokens = -1, 0, 0

    async def run(self, socket: Socket, greeting: Sequence[Event] = (), is_there: bool = True) -> Ending:
        """Until the client goes, a limit is reached, or the engine is lost. `is_there`: False for a connection that is
        still being made; until `arrive` the session stands still."""
        if is_there:
            self._is_there.set()
        tasks = [asyncio.create_task(self._ending(work)) for work in (self._advance(), self._keep_time())]
        try:
            self.end(await self._receive(Visit(socket, greeting)))
        finally:
            failures = await _stop(tasks)
            self.line.line.close()
        for failure in failures:
            if not isinstance(failure, Hangup):
                raise failure
        usage = Usage((self._tick + 1) * TICK_MS, self._spoken * TICK_MS, self._tokens)
        return Ending(self._ended.result(), usage)

    def arrive(self) -> None:
        """The client is there: time goes on from now."""
        self.line.pacer.stood(self.clock.now_s() - self._left_s)
        self._is_there.set()

    def end(self, reason: str) -> None:
        """Ends the session; the first reason counts."""
        if not self._ended.done():
            self._ended.set_result(reason)

    def hear(self, frame: Audio) -> None:
        """Sound that came on a track of its own, not as a message. Raises SessionFull."""
        self.pace.last_s = self.clock.now_s()
        self.session.hear(frame)

    async def resume(self, socket: Socket, greeting: Sequence[Event] = ()) -> str:
        """The client is back on another connection -> why that one ended. The one it held before is let go."""
        visit = Visit(socket, greeting)
        self._visits.put_nowait(visit)
        await asyncio.wait([visit.ended, self._ended], return_when=asyncio.FIRST_COMPLETED)
        return (visit.ended if visit.ended.done() else self._ended).result()

    async def attach(self, socket: Socket, greeting: Sequence[Event] = ()) -> str:
        """A sideband -> why it ended: it went, does not read, or the session is over."""
        side = Outbox()
        self._sides.add(side)
        try:
            for event in greeting:
                side.put(dump(event))
            reason = await _first(self._read(socket), side.send_to(socket), _full(side), self._until_ended())
        finally:
            self._sides.discard(side)
        if reason not in GONE:
            await _in_time(side.empty_to(socket))
        return reason

    async def _receive(self, visit: Visit) -> str:
        """The client's connections, one after the other -> why the last one ended."""
        while True:
            self._put(visit.greeting)
            after: list[Visit] = []
            reason = await _first(
                self._read(visit.socket), self._out.send_to(visit.socket), _full(self._out),
                self._displaced(after), self._until_ended(),
            )  # fmt: skip
            if after:
                await _in_time(visit.socket.close(reason))
            elif reason == BROKEN and self.hold_s:
                after += await self._wait()
            if not after and reason not in GONE:
                await _in_time(self._out.empty_to(visit.socket, map(dump, self.session.close(reason))))
            visit.ended.set_result(reason)
            if not after:
                return reason
            visit = after[0]

    async def _displaced(self, after: list[Visit]) -> None:
        """The client is back before its last connection was known to be broken."""
        after.append(await self._visits.get())
        raise Hangup("resumed_elsewhere")

    async def _wait(self) -> list[Visit]:
        """Stands still until the client is back, if it comes in time."""
        self._is_there.clear()
        self._left_s = self.clock.now_s()
        back = asyncio.create_task(self._visits.get())
        await asyncio.wait([back, self._ended], timeout=self.hold_s, return_when=asyncio.FIRST_COMPLETED)
        if not back.done():
            back.cancel()
            return []
        self.arrive()
        return [back.result()]

    async def _read(self, socket: Socket) -> None:
        while (text := await socket.receive()) is not None:
            try:
                self.pace.message(len(text), self.clock.now_s())
            except Refusal as refusal:
                raise Hangup(refusal.code) from refusal
            self._put(self.session.read(text, self.limits.max_message_bytes))
            if self.session.ending:
                self.end(self.session.ending)
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
            await self._is_there.wait()
            if reason := self.pace.ended(self.clock.now_s()):
                raise Hangup(reason)
            try:
                await asyncio.sleep(min(1.0, self.line.keep_time()))
            except MicroturnError:  # too much sound waits: no silence is needed
                await asyncio.sleep(1.0)

    async def _ending(self, work: Awaitable[None]) -> None:
        """Ends the session when this work ends."""
        reason = "internal_error"
        try:
            await work
        except Hangup as hangup:
            reason = str(hangup)
            raise
        finally:
            self.end(reason)

    async def _until_ended(self) -> None:
        raise Hangup(await asyncio.shield(self._ended))

    def _put(self, events: Sequence[Event]) -> None:
        for event in events:
            text = dump(event)
            self._out.put(text)
            for side in self._sides if not event.type.endswith("output_audio.delta") else ():
                side.put(text)


async def _full(out: Outbox) -> None:
    await out.overflowed()
    raise Hangup("client_not_reading")


async def _first(*works: Coroutine[Any, Any, None]) -> str:
    """Runs all until one hangs up or its connection breaks -> why; the others are stopped."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        await _stop(tasks)
    error = next(task.exception() for task in tasks if task in done)
    if isinstance(error, (ConnectionError, OSError)):
        return BROKEN
    if not isinstance(error, Hangup):
        raise AssertionError("expected a connection to end for a reason") from error
    return str(error)


async def _stop(tasks: Sequence[asyncio.Task[None]]) -> list[Exception]:
    """-> what they have failed with."""
    for task in tasks:
        task.cancel()
    results = await asyncio.gather(*tasks, return_exceptions=True)
    return [result for result in results if isinstance(result, Exception)]


async def _in_time(sending: Awaitable[None]) -> None:
    """To a connection that may be broken or full."""
    with suppress(ConnectionError, OSError, TimeoutError):
        async with asyncio.timeout(GOODBYE_S):
            await sending
