"""Responses of a Realtime session: opened, filled and closed as the model speaks. Pure: no sockets.

A client may ask for one; the model decides whether it speaks, and one in which it does not ends empty.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import AUDIO_TOKENS, MOUTH_TICK_SAMPLES, TICKS_PER_S
from microturn.server.buffer import OutputBuffer
from microturn.server.formats import Outlet
from microturn.server.functions import FunctionCall
from microturn.server.history import Entry, History, Said, spoken
from microturn.server.settings import Settings
from microturn.wire.base import ServerEvent
from microturn.wire.errors import BadEvent
from microturn.wire.realtime import buffers, client, history, items, output
from microturn.wire.realtime import response as r
from microturn.wire.realtime.items import AssistantMessage, Item, OutputText

PATIENCE_TICKS = 5 * TICKS_PER_S  # after which a response that was asked for and stays empty is closed


@dataclass
class Tokens:
    """Counted since the last response: sound in, text in, text out, patches of speech out."""

    audio_in: int = 0
    text_in: int = 0
    text_out: int = 0
    audio_out: int = 0

    def usage(self) -> r.Usage:
        num_in, num_out = self.audio_in + self.text_in, self.text_out + self.audio_out
        return r.Usage(
            total_tokens=num_in + num_out, input_tokens=num_in, output_tokens=num_out,
            input_token_details=r.InputTokens(audio_tokens=self.audio_in, text_tokens=self.text_in),
            output_token_details=r.OutputTokens(audio_tokens=self.audio_out, text_tokens=self.text_out),
        )  # fmt: skip


@dataclass
class Active:
    """The response that is open. `item_id`: "" until the model speaks."""

    id: str
    metadata: dict[str, str] | None = None
    asked_tick: int | None = None
    item_id: str = ""
    is_text: bool = False
    is_cancelled: bool = False
    items: list[Item] = field(default_factory=lambda: list[Item]())


class Responder:
    """`buffer`: of a track that carries the sound; None: it goes out as events."""

    def __init__(
        self,
        settings: Settings,
        conversation: History,
        make_id: Callable[[str], str],
        buffer: OutputBuffer | None = None,
    ) -> None:
        self.settings, self.history, self.make_id, self.buffer = settings, conversation, make_id, buffer
        self.active: Active | None = None
        self._ended_id = ""  # of the response that ended last
        self.tokens, self.tick = Tokens(), 0
        self._is_muted = False  # the client has cancelled what the model still says
        self._outlet = Outlet(settings.output_format)

    def set_format(self) -> None:
        """After the settings have changed; what is being said goes on in its own format."""
        if self.settings.output_format != self._outlet.form and not (self.active and self.active.item_id):
            self._outlet = Outlet(self.settings.output_format)

    def count(self, turn: MicroTurn) -> None:
        self.tick = turn.tick
        self.tokens.audio_in += AUDIO_TOKENS
        self.tokens.text_in += turn.num_tokens[0]
        self.tokens.text_out += turn.num_tokens[1]
        self.tokens.audio_out += turn.is_voice

    def request(self, event: client.ResponseCreate) -> list[ServerEvent]:
        """A client asks for a response: open from now on, filled when the model speaks."""
        if self.active:
            message = f"expected no response in progress, {self.active.id} is"
            raise BadEvent(message, event.event_id, None, "invalid_value")
        self.active = Active(self.make_id("resp"), event.response.metadata if event.response else None, self.tick)
        return [output.ResponseCreated(event_id=self._event(), response=self._response("in_progress"))]

    def begin(self) -> list[ServerEvent]:
        """The model begins to speak."""
        events: list[ServerEvent] = []
        self._is_muted = False
        if self.active is None:
            self.active = Active(self.make_id("resp"))
            events = [output.ResponseCreated(event_id=self._event(), response=self._response("in_progress"))]
        active = self.active
        active.item_id, active.is_text = self.make_id("item"), self.settings.is_text_only
        item = AssistantMessage(id=active.item_id, status="in_progress", content=[])
        before = self.history.add(Entry(item, self._outlet.form, start_tick=self.tick, response_id=active.id))
        part = output.Part(type="text", text="") if active.is_text else output.Part(type="audio", transcript="")
        return [
            *events,
            output.OutputItemAdded(event_id=self._event(), response_id=active.id, output_index=0, item=item),
            history.ItemAdded(event_id=self._event(), previous_item_id=before, item=item),
            output.ContentPartAdded(event_id=self._event(), **self._place(active), part=part),
        ]

    def speak(self, audio: Audio, text: str) -> list[ServerEvent]:
        """What it says now."""
        if self._is_muted or self.active is None:
            return []
        active, entry = self.active, self.history[self.active.item_id]
        if text:
            entry.words.append(Said(entry.ms, text))
        sound = self._outlet.step(audio)
        if active.is_text:
            return [output.TextDelta(event_id=self._event(), **self._place(active), delta=text)] if text else []
        entry.sound += sound
        events = self._carry(active, audio, sound)
        if text:
            events.append(output.TranscriptDelta(event_id=self._event(), **self._place(active), delta=text))
        return events

    @property
    def is_free(self) -> bool:
        """Whether a function may be called now: the model says nothing."""
        return self.active is None or not self.active.item_id

    def call(self, call: FunctionCall) -> list[ServerEvent]:
        """A response that asks the client to run a function; one that was asked for and is empty serves."""
        events: list[ServerEvent] = []
        if self.active is None:
            self.active = Active(self.make_id("resp"))
            events = [output.ResponseCreated(event_id=self._event(), response=self._response("in_progress"))]
        active, item_id = self.active, self.make_id("item")
        known: dict[str, Any] = {"id": item_id, "call_id": call.call_id, "name": call.name}
        begun = items.FunctionCall(**known, status="in_progress", arguments="")
        item = items.FunctionCall(**known, status="completed", arguments=call.arguments)
        before = self.history.add(Entry(item))
        active.items.append(item)
        place: dict[str, Any] = {"response_id": active.id, "output_index": 0}
        written: dict[str, Any] = {**place, "item_id": item_id, "call_id": call.call_id}
        return [
            *events,
            output.OutputItemAdded(event_id=self._event(), **place, item=begun),
            history.ItemAdded(event_id=self._event(), previous_item_id=before, item=begun),
            output.ArgumentsDelta(event_id=self._event(), **written, delta=call.arguments),
            output.ArgumentsDone(event_id=self._event(), **written, name=call.name, arguments=call.arguments),
            output.OutputItemDone(event_id=self._event(), **place, item=item),
            history.ItemDone(event_id=self._event(), item=item),
            *self._close(None),
        ]

    def end(self, is_yielded: bool) -> list[ServerEvent]:
        """It has ended, or stopped for the user."""
        if self.active is None:
            self._is_muted = False
            return []
        response_id = self.active.id
        events = self._close("turn_detected" if is_yielded else None)
        return [*events, *self.buffer.end(response_id)] if self.buffer else events

    def cancel(self, event: client.ResponseCancel) -> list[ServerEvent]:
        """The client wants no more of it; what the model goes on to say is not sent. One that has just ended of itself
        is no mistake: the two have crossed on their way."""
        if self.active is None and self._ended_id and event.response_id in (None, self._ended_id):
            return self.drop(self._ended_id)
        if self.active is None or event.response_id not in (None, self.active.id):
            raise BadEvent("expected a response in progress, there is none", event.event_id, None, "invalid_value")
        response_id = self.active.id
        return [*self._cut(), *self.drop(response_id)]

    def clear(self, event_id: str | None) -> list[ServerEvent]:
        """The client throws away what it has not played yet. A track may have nothing left, and that is no mistake."""
        if self.buffer is not None:
            return [*(self._cut() if self.active and self.active.item_id else []), *self.buffer.clear()]
        if self.active is None:
            raise BadEvent("expected a response in progress, there is none", event_id, None, "invalid_value")
        cleared = buffers.OutputAudioCleared(event_id=self._event(), response_id=self.active.id)
        return [*self._cut(), cleared]

    def drop(self, response_id: str) -> list[ServerEvent]:
        """What a track has not played of it is not played."""
        return self.buffer.drop(response_id) if self.buffer else []

    def played(self) -> list[ServerEvent]:
        """What a track has begun or ended to play by now."""
        return self.buffer.tell() if self.buffer else []

    def overdue(self, tick: int) -> list[ServerEvent]:
        """Closes a response that was asked for when the model has not spoken for long."""
        active = self.active
        if active is None or active.item_id or active.asked_tick is None:
            return []
        return self._close(None) if tick - active.asked_tick >= PATIENCE_TICKS else []

    def _cut(self) -> list[ServerEvent]:
        """The client ends the response; what the model goes on to say in it is muted."""
        assert self.active is not None
        self._is_muted = self._is_muted or bool(self.active.item_id)
        return self._close("client_cancelled")

    def _carry(self, active: Active, audio: Audio, sound: bytes) -> list[ServerEvent]:
        """Sound on its way to the client. On a track the pause before it has passed already, as it was made."""
        if self.buffer is not None:
            return self.buffer.put(audio[-MOUTH_TICK_SAMPLES:], active.id)
        return [output.AudioDelta(event_id=self._event(), **self._place(active), delta=sound)] if sound else []

    def _close(self, reason: str | None) -> list[ServerEvent]:
        """Everything that ends a response, innermost first."""
        active, events = self.active, list[ServerEvent]()
        assert active is not None
        if active.item_id:
            events = self._close_item(active, is_whole=reason is None)
        response = self._response("cancelled" if reason else "completed", reason)
        self.active, self._ended_id, self.tokens = None, active.id, Tokens()
        return [*events, output.ResponseDone(event_id=self._event(), response=response)]

    def _close_item(self, active: Active, is_whole: bool) -> list[ServerEvent]:
        entry, place = self.history[active.item_id], self._place(active)
        words = entry.transcript
        if active.is_text:
            item: Item = AssistantMessage(id=active.item_id, status="completed", content=[OutputText(text=words)])
            done: Sequence[ServerEvent] = [output.TextDone(event_id=self._event(), **place, text=words)]
            part = output.Part(type="text", text=words)
        else:
            item = spoken(active.item_id, words, is_whole)
            done = [
                output.AudioDone(event_id=self._event(), **place),
                output.TranscriptDone(event_id=self._event(), **place, transcript=words),
            ]
            part = output.Part(type="audio", transcript=words)
        self.history.put(item)
        active.items.append(item)
        return [
            *done,
            output.ContentPartDone(event_id=self._event(), **place, part=part),
            output.OutputItemDone(event_id=self._event(), response_id=active.id, output_index=0, item=item),
            history.ItemDone(event_id=self._event(), item=item),
        ]

    def _response(self, status: str, reason: str | None = None) -> r.Response:
        active = self.active
        assert active is not None
        is_done = status != "in_progress"
        details = {"type": status, "reason": reason} if reason else None
        return r.Response.model_validate({
            "id": active.id, "status": status, "status_details": details, "metadata": active.metadata,
            "output": active.items, "output_modalities": ["text"] if self.settings.is_text_only else ["audio"],
            "usage": self.tokens.usage() if is_done else None, "conversation_id": "conv_0",
        })  # fmt: skip

    def _place(self, active: Active) -> dict[str, Any]:
        return {"response_id": active.id, "item_id": active.item_id, "output_index": 0, "content_index": 0}

    def _event(self) -> str:
        return self.make_id("event")
