"""`Line`: one session's line to the engine. With a journal it outlives the process at its other end: what is fed while
there is none waits, and goes to the next one.
"""

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING

from microturn.core.errors import BadSave, EngineLost, MicroturnError, SessionFull
from microturn.core.messages import (
    Audio,
    Feed,
    MicroTurn,
    Picture,
    Refused,
    Resume,
    Resumed,
    Save,
    Saved,
    Source,
    Turned,
    Unheard,
)
from microturn.engine.journal import Journal

if TYPE_CHECKING:
    from microturn.engine.remote import Engine

MAX_CHARACTERS = 40_000  # about two minutes of reading


class Line:
    """`is_held`: since `held_s` nothing goes to the engine, all waits in the journal. `saved_s`: when it was saved
    last, or opened; times are those of the engine's clock. `num_crashes`: processes that died at work for it since
    its last micro-turn. `is_free`: whoever saves or moves it holds this."""

    def __init__(self, name: str, engine: "Engine", journal: Journal | None = None) -> None:
        self.name, self.engine, self.journal = name, engine, journal
        self.num_behind, self.num_crashes, self.saved_s, self.held_s = 0, 0, engine.clock.now_s(), 0.0
        self.is_held = self.is_closed = False
        self.is_free = asyncio.Lock()
        self._turns: asyncio.Queue[MicroTurn | Exception] = asyncio.Queue()  # no longer than what was fed: max_behind
        self._parts: list[bytes] = []  # of the session as it is saved
        self._answer: asyncio.Future[Saved | Resumed] | None = None  # is waited for
        self._num_saves = 0

    @property
    def is_waiting(self) -> bool:
        """For the engine."""
        return self.num_behind > 0 or self._answer is not None

    @property
    def is_changed(self) -> bool:
        """Since it was saved."""
        return self.journal is not None and self.journal.num_lived > 0

    def feed(self, audio: Audio) -> None:
        """One micro-turn of sound, float32 [3200] at 16 kHz. Raises SessionFull when too much is waiting."""
        limit = self.engine.config.max_behind
        if self.num_behind >= limit:
            raise SessionFull(f"expected at most {limit} micro-turns to wait, more came; send at the pace of speech")
        self.num_behind += 1
        self._send(Feed(self.name, audio, came_s=self.engine.clock.now_s()))

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        """Raises SessionFull for a text that would keep the model reading for minutes."""
        if len(text) > MAX_CHARACTERS:
            raise SessionFull(f"expected a text of at most {MAX_CHARACTERS} characters, got {len(text)}; shorten it")
        self._send(Feed(self.name, text=text, source=source))

    @property
    def has_eyes(self) -> bool:
        return self.engine.has_eyes

    def see(self, picture: Picture) -> None:
        """A picture of the camera, uint8 [120, 160, 3], for the next micro-turn."""
        self._send(Feed(self.name, picture=picture))

    def unhear(self, tick: int) -> None:
        """What the model said from this micro-turn on has not been heard: it shall not think that it said it."""
        self._send(Unheard(self.name, tick))

    async def turn(self) -> MicroTurn:
        """The next micro-turn, in order. Raises EngineLost when the process has died (open a new line), MicroturnError
        when the engine refused something (the session goes on)."""
        found = await self._turns.get()
        if isinstance(found, Exception):
            raise found
        return found

    async def save(self, is_exact: bool = True, reach: int = 0) -> bytes:
        """The session as it is once all that was fed before has been computed, for `Engine.resume` of any engine of the
        same checkpoint. It goes on here, too. Not `is_exact`: see `Session.save`; `reach`: see `Save`. Raises
        EngineLost, and BadSave where the session is closed meanwhile."""
        self._num_saves += 1
        num_entries, start_s = len(self.journal.entries) if self.journal else 0, self.engine.clock.now_s()
        answer = await self.ask(Save(self.name, is_exact, self._num_saves, reach))
        assert isinstance(answer, Saved)
        data = b"".join(self._parts)
        if self.journal:
            self.journal.cut(num_entries, data, answer.num_left_out)
            self.saved_s = start_s
        return data

    async def ask(self, *messages: Save | Resume) -> Saved | Resumed:
        """For the engine: sends them, and waits for what comes of them. One question at a time."""
        assert self._answer is None, "expected one save at a time"
        self._answer, self._parts = asyncio.get_running_loop().create_future(), []
        try:
            for message in messages:
                self.engine.send(message)
            return await self._answer
        finally:
            self._answer = None

    def close(self) -> None:
        self.is_closed = True
        self._fail(BadSave("expected a session that is open, it was closed meanwhile"))
        self.engine.drop(self)

    def hold(self) -> None:
        """From now on all waits in the journal."""
        if not self.is_held:
            self.is_held, self.held_s = True, self.engine.clock.now_s()

    def leave(self, error: EngineLost) -> None:
        """Its process has died: all waits for the next one."""
        self.num_crashes += self._answer is not None or (self.num_behind > 0 and not self.is_held)  # it was at work
        self.hold()
        self._fail(error)

    def go_on(self) -> None:
        """The engine knows what the journal has been through, and is given the rest."""
        assert self.journal is not None
        self.is_held, now_s = False, self.engine.clock.now_s()
        for entry in self.journal.ahead:
            has_come = isinstance(entry, Feed) and entry.audio is not None
            self.engine.send(replace(entry, came_s=now_s) if has_come else entry)

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
            self._answer.set_result(message)

    def put(self, result: Turned | Refused) -> None:
        """For the engine: what came for this session."""
        if isinstance(result, Turned) or result.is_sound:
            self.num_behind = max(0, self.num_behind - 1)
            if self.journal:
                self.journal.done(result.did if isinstance(result, Turned) else None)
        self.num_crashes = 0
        self._turns.put_nowait(result.turn if isinstance(result, Turned) else MicroturnError(result.reason))

    def lose(self, error: EngineLost) -> None:
        """There is no engine any more that it could go on in."""
        self._fail(error)
        self._turns.put_nowait(error)

    def _fail(self, error: MicroturnError) -> None:
        if self._answer is not None and not self._answer.done():
            self._answer.set_exception(error)

    def _send(self, message: Feed | Unheard) -> None:
        if self.journal:
            self.journal.add(message)
        if not self.is_held:
            self.engine.send(message)
