"""A Realtime session: a client's events in, the model's micro-turns in, the protocol's events out. Pure: no sockets.

Turns are told after the fact: a response opens when the model begins to speak and closes when it has ended.
"""

from collections.abc import Callable
from typing import Any, assert_never

from microturn.core.errors import MicroturnError
from microturn.core.messages import Audio, MicroTurn, Source
from microturn.core.units import TICK_MS
from microturn.server import turns as t
from microturn.server.background import Background
from microturn.server.buffer import OutputBuffer
from microturn.server.formats import Intake
from microturn.server.functions import Answer, Functions
from microturn.server.history import ROOT, Entry, History
from microturn.server.media import Playout
from microturn.server.reporting import look, tick_of, told
from microturn.server.responses import Responder
from microturn.server.settings import Settings
from microturn.server.turns import Turns
from microturn.wire import parse
from microturn.wire.base import ServerEvent
from microturn.wire.errors import BadEvent
from microturn.wire.extension import Capabilities, DelegationCancel, Playback, VideoAppend
from microturn.wire.realtime import buffers, client, history, items, server
from microturn.wire.realtime.session import SessionConfig
from microturn.wire.refuse import refuse

MakeId = Callable[[str], str]  # prefix -> a new id


class Realtime:
    """One session. `take` and `advance` give the events to send, in order; neither ever raises for a client's fault."""

    def __init__(
        self,
        line: Background,
        make_id: MakeId,
        capabilities: Capabilities,
        expires_at: int | None = None,
        name: str = "",
        playout: Playout | None = None,
    ) -> None:
        """`playout`: of the track that carries the model's sound; None: it goes out as events."""
        self.line, self.make_id, self.expires_at = line, make_id, expires_at
        self.session_id, self.settings = name or make_id("sess"), Settings(capabilities)
        self.history, self.turns = History(), Turns()
        buffer = OutputBuffer(playout, make_id) if playout else None
        self.responder = Responder(self.settings, self.history, make_id, buffer)
        self.intake = Intake(self.settings.input_format)
        self.functions = Functions(make_id)
        line.offer(lambda: self.functions.tools(self.settings.functions))
        self.wants_ticks = self.wants_delegations = False
        self.ending = ""  # Realtime clients end a session by closing the connection
        self._user_item, self._heard, self._began_ms = "", list[str](), 0

    def greet(self, *configs: SessionConfig) -> list[ServerEvent]:
        """The first events of a session; `configs`: what its secret fixes, and what the request for it says."""
        for config in configs:
            self._configure(config)
        session = self.settings.session(self.session_id, self.expires_at)
        return [server.SessionCreated(event_id=self._event(), session=session)]

    def read(self, text: str | bytes, max_bytes: int) -> list[ServerEvent]:
        """One message of the client -> the answers to it; what is wrong with it is told, and the session goes on."""
        try:
            return self.take(parse.parse_client("realtime", text, max_bytes))
        except BadEvent as bad:
            return [refuse("realtime", bad, self._event)]

    def take(self, event: client.AnyEvent) -> list[ServerEvent]:
        try:
            return self._take(event)
        except BadEvent as bad:
            return [refuse("realtime", bad, self._event)]
        except MicroturnError as error:
            return [refuse("realtime", BadEvent(str(error), event.event_id, None, "invalid_value"), self._event)]

    def hear(self, frame: Audio) -> None:
        self.line.feed(frame)

    def advance(self, turn: MicroTurn) -> list[ServerEvent]:
        """What the model did in one micro-turn."""
        self.responder.count(turn)
        events = [event for change in self.turns.step(turn) for event in self._tell(change)]
        events += [*self._work(turn), *self.responder.overdue(turn.tick), *self.responder.played()]
        return [*events, tick_of(turn, self._event())] if self.wants_ticks else events

    def close(self, reason: str) -> list[ServerEvent]:
        """The server ends the session: closes what is open, and says why."""
        self.line.close()
        events = [event for change in self.turns.finish(self.responder.tick) for event in self._tell(change)]
        error = server.Error(type="server_error", code=reason, message=f"expected a session that goes on: {reason}")
        return [*events, server.ErrorEvent(event_id=self._event(), error=error)]

    def _take(self, event: client.AnyEvent) -> list[ServerEvent]:  # one case an event
        match event:
            case client.SessionUpdate():
                self._configure(event.session)
                session = self.settings.session(self.session_id, self.expires_at)
                return [server.SessionUpdated(event_id=self._event(), session=session)]
            case client.InputAudioAppend():
                self._feed(self.intake.step(event.audio))
                return []
            case client.InputAudioCommit():
                return self._commit(event)
            case client.InputAudioClear():
                self.intake.drop()
                return [buffers.InputAudioCleared(event_id=self._event())]
            case client.OutputAudioClear():
                return self.responder.clear(event.event_id)
            case client.ItemCreate():
                return self._create(event)
            case client.ItemRetrieve():
                entry = self._find(event.item_id, event.event_id)
                item = entry.item if self.responder.buffer else self.history.with_sound(event.item_id)
                return [history.ItemRetrieved(event_id=self._event(), item=item)]
            case client.ItemTruncate():
                return self._truncate(event)
            case client.ItemDelete():
                self._find(event.item_id, event.event_id)
                self.history.delete(event.item_id)
                return [history.ItemDeleted(event_id=self._event(), item_id=event.item_id)]
            case client.ResponseCreate():
                if event.response and event.response.instructions:
                    self.line.tell(event.response.instructions, Source.INSTRUCTIONS)
                return self.responder.request(event)
            case client.ResponseCancel():
                return self.responder.cancel(event)
            case Playback():
                return self._played(event)
            case DelegationCancel():
                self.line.cancel(event.delegation)
                return []
            case VideoAppend():
                look(self.line, event)
                return []
        assert_never(event)

    def _work(self, turn: MicroTurn) -> list[ServerEvent]:
        """What the background does; calls of the client's functions go out between responses."""
        reports = self.line.step(turn)
        events: list[ServerEvent] = []
        while self.functions.calls and self.responder.is_free:
            events += self.responder.call(self.functions.calls.popleft())
        return [*(told(each, self._event()) for each in reports if self.wants_delegations), *events]

    def _played(self, event: Playback) -> list[ServerEvent]:
        """The client says how far its loudspeaker is."""
        if event.item_id is not None:
            start = self._find(event.item_id, event.event_id).start_tick
            self.line.played(start + event.played_ms // TICK_MS - 1)
        elif event.tick is not None and event.played_ms >= TICK_MS:
            self.line.played(event.tick)
        return []

    def _configure(self, config: SessionConfig) -> None:
        before = self.settings.instructions
        self.settings.update(config)
        if self.settings.instructions and self.settings.instructions != before:
            self.line.tell(self.settings.instructions, Source.INSTRUCTIONS)
        if self.settings.input_format != self.intake.form:
            self.intake = Intake(self.settings.input_format)
        self.responder.set_format()

    def _feed(self, frames: list[Audio]) -> None:
        for frame in frames:
            self.line.feed(frame)

    def _commit(self, event: client.InputAudioCommit) -> list[ServerEvent]:
        """The client says that the user has ended; what was heard up to here becomes an item."""
        self._feed(self.intake.flush())
        if not self.turns.is_hearing:
            item_id = self.make_id("item")
            return self._close_user(item_id, "", 0.0)
        changes = self.turns.close_heard()
        return [e for change in changes for e in self._tell(change)]

    def _create(self, event: client.ItemCreate) -> list[ServerEvent]:
        item = event.item
        if isinstance(item, items.McpItem):
            raise BadEvent("expected a message or a function's output", event.event_id, "item.type", "invalid_value")
        after = event.previous_item_id
        if after is not None and after != ROOT:
            self._find(after, event.event_id, "previous_item_id")
        if item.id and item.id in self.history:
            raise BadEvent(f"expected a new id, {item.id} is taken", event.event_id, "item.id", "invalid_value")
        item = item.model_copy(update={"id": item.id or self.make_id("item"), "status": "completed"})
        self._read(item, event.event_id)
        before = self.history.add(Entry(item), after)
        placed: dict[str, Any] = {"previous_item_id": before, "item": item}
        return [
            history.ItemAdded(event_id=self._event(), **placed),
            history.ItemDone(event_id=self._event(), **placed),
        ]

    def _read(self, item: items.Item, event_id: str | None) -> None:
        """Lets the model read or hear what a client puts into the conversation. What a function returned goes to the
        agent that waits for it; the model reads what nobody waits for any more."""
        if isinstance(item, items.FunctionCallOutput):
            became = self.functions.answer(item.call_id, item.output)
            if became is Answer.TWICE:
                message = f"expected one output of {item.call_id}, it has had one"
                raise BadEvent(message, event_id, "item.call_id", "invalid_value")
            if became is not Answer.TAKEN:
                self.line.tell(item.output, Source.TOOL)
        if isinstance(item, items.SystemMessage):
            for part in item.content:
                self.line.tell(part.text, Source.INSTRUCTIONS)
        if isinstance(item, items.UserMessage):
            for part in item.content:
                if isinstance(part, items.InputText):
                    self.line.tell(part.text, Source.TYPED)
                elif isinstance(part, items.InputAudio) and part.audio:
                    self._feed(self.intake.step(part.audio))

    def _truncate(self, event: client.ItemTruncate) -> list[ServerEvent]:
        entry = self._find(event.item_id, event.event_id)
        if not isinstance(entry.item, items.AssistantMessage):
            raise BadEvent("expected an item of the assistant", event.event_id, "item_id", "invalid_value")
        if event.audio_end_ms > entry.ms:
            message = f"expected at most the {entry.ms} ms that there are, got {event.audio_end_ms}"
            raise BadEvent(message, event.event_id, "audio_end_ms", "invalid_value")
        self.history.truncate(event.item_id, event.audio_end_ms)
        self.line.unhear(entry.start_tick + -(-event.audio_end_ms // TICK_MS))
        fields: dict[str, Any] = {
            "item_id": event.item_id,
            "content_index": event.content_index,
            "audio_end_ms": event.audio_end_ms,
        }
        dropped = self.responder.drop(entry.response_id)
        return [history.ItemTruncated(event_id=self._event(), **fields), *dropped]

    def _find(self, item_id: str, event_id: str | None, param: str = "item_id") -> Entry:
        if item_id not in self.history:
            raise BadEvent(
                f"expected an item of the conversation, {item_id!r} is none", event_id, param, "invalid_value"
            )
        return self.history[item_id]

    def _tell(self, change: t.Change) -> list[ServerEvent]:
        match change:
            case t.HeardBegan():
                self._user_item, self._heard, self._began_ms = self.make_id("item"), [], change.at_ms
                started: dict[str, Any] = {"item_id": self._user_item, "audio_start_ms": change.at_ms}
                return [buffers.SpeechStarted(event_id=self._event(), **started)]
            case t.Heard():
                self._heard.append(change.text)
                return []
            case t.HeardEnded():
                stopped: dict[str, Any] = {"item_id": self._user_item, "audio_end_ms": change.at_ms}
                return [
                    buffers.SpeechStopped(event_id=self._event(), **stopped),
                    *self._close_user(self._user_item, change.text, (change.at_ms - self._began_ms) / 1000),
                ]
            case t.ReplyBegan():
                return self.responder.begin()
            case t.Reply():
                return self.responder.speak(change.audio, change.text)
            case t.ReplyEnded():
                return self.responder.end(change.is_yielded)
        assert_never(change)

    def _close_user(self, item_id: str, text: str, seconds: float) -> list[ServerEvent]:
        """What the user said, as an item and as words, in the order that clients rely on."""
        item = items.UserMessage(id=item_id, status="completed", content=[items.InputAudio(transcript=text)])
        before = self.history.add(Entry(item))
        placed: dict[str, Any] = {"previous_item_id": before, "item": item}
        written: dict[str, Any] = {"item_id": item_id, "content_index": 0}
        usage = history.DurationUsage(seconds=seconds)
        return [
            buffers.InputAudioCommitted(event_id=self._event(), previous_item_id=before, item_id=item_id),
            history.ItemAdded(event_id=self._event(), **placed),
            history.ItemDone(event_id=self._event(), **placed),
            *(history.TranscriptionDelta(event_id=self._event(), **written, delta=word) for word in self._take_heard()),
            history.TranscriptionCompleted(event_id=self._event(), **written, transcript=text, usage=usage),
        ]

    def _take_heard(self) -> list[str]:
        words, self._heard = self._heard, []
        return words

    def _event(self) -> str:
        return self.make_id("event")
