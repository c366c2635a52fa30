"""A Live session, the turnless protocol: a client's events in, the model's micro-turns in, events out. No sockets.

It fits the model as it is: sound goes out in every micro-turn, silence included; words come with times; nothing opens
or closes.
"""

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from microturn.core import pcm16
from microturn.core.errors import MicroturnError
from microturn.core.messages import Audio, MicroTurn, Source
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES, TICK_MS, TICKS_PER_S
from microturn.server.background import Background
from microturn.server.formats import Format, Intake, Outlet
from microturn.server.handing import Handing
from microturn.server.media import Playout
from microturn.server.reporting import look, tick_of
from microturn.wire import parse
from microturn.wire.base import Event
from microturn.wire.errors import BadEvent
from microturn.wire.extension import Capabilities, DelegationCancel, Playback, TextAppend, VideoAppend
from microturn.wire.live import client, server
from microturn.wire.live.session import Audio as AudioSettings
from microturn.wire.live.session import AudioOutput, Pcm, Session, SessionConfig
from microturn.wire.refuse import refuse

MODEL, VOICE = "microturn-nano", "heart"
USAGE_TICKS = 10 * TICKS_PER_S  # between reports of usage
MAX_FIXTURE_S = 30.0
CLOSED = {"close_requested": "close_requested", "max_duration": "expired", "idle_timeout": "expired"}
Append = client.InstructionsAppend | client.ThinkingAppend | client.CommentaryAppend
APPENDED = {
    "session.instructions.append": (Source.INSTRUCTIONS, server.InstructionsAppended),
    "session.thinking.append": (Source.TOOL, server.ThinkingAppended),
    "session.commentary.append": (Source.BACKGROUND, server.CommentaryAppended),
}


class Live:
    """One session. It begins with `session.start`; after that no fault of the client's ends it."""

    def __init__(
        self,
        line: Background,
        make_id: Callable[[str], str],
        capabilities: Capabilities,
        expires_at: int,
        name: str = "",
        playout: Playout | None = None,
    ) -> None:
        """`playout`: of the track that carries the model's sound; None: it goes out as events."""
        self.handing = Handing(line, make_id)
        self.line, self.make_id, self.capabilities, self.expires_at = line, make_id, capabilities, expires_at
        self.name, self.playout = name or make_id("sess"), playout
        self.session: Session | None = None
        self.ending = ""
        self.is_muted = self.wants_ticks = False
        self.tick = -1
        self._intake, self._outlet = Intake(Format()), Outlet(Format())
        self._fixture: Audio = np.zeros(0, np.float32)  # played instead of the model
        self._fixture_event: str | None = None

    @property
    def wants_delegations(self) -> bool:
        return self.handing.wants_delegations

    @wants_delegations.setter
    def wants_delegations(self, wants: bool) -> None:
        self.handing.wants_delegations = wants

    def start(self, config: SessionConfig) -> Sequence[Event]:
        """Begins it without a message, as the request for it says. Raises BadEvent."""
        return self._start(client.SessionStart(session=config))

    def read(self, text: str | bytes, max_bytes: int) -> Sequence[Event]:
        """One message -> the answers to it; what is wrong with it is told."""
        try:
            return self._take(parse.parse_client("live", text, max_bytes))
        except BadEvent as bad:
            return [refuse("live", bad, self._event)]
        except MicroturnError as error:
            return [refuse("live", BadEvent(str(error), None, None, "invalid_value"), self._event)]

    def hear(self, frame: Audio) -> None:
        self.line.feed(np.zeros(EAR_TICK_SAMPLES, np.float32) if self.is_muted else frame)

    def advance(self, turn: MicroTurn) -> Sequence[Event]:
        """What the model did in one micro-turn: sound, words, work handed on."""
        if self.session is None:
            return []
        self.tick = turn.tick
        times: dict[str, Any] = {"start_ms": turn.tick * TICK_MS, "end_ms": (turn.tick + 1) * TICK_MS}
        audio, events = self._sound(turn.audio)
        made: list[Event] = [*self._carry(audio), *events]
        if turn.heard:
            made.append(server.InputTranscriptDelta(event_id=self._event(), delta=turn.heard, **times))
        if turn.said:
            made.append(server.OutputTranscriptDelta(event_id=self._event(), delta=turn.said, **times))
        made += self.handing.step(turn)
        if self.wants_ticks:
            made.append(tick_of(turn, self._event()))
        if (turn.tick + 1) % USAGE_TICKS == 0:
            made.append(server.SessionUsageUpdated(event_id=self._event(), usage=self._usage()))
        return made

    def close(self, reason: str) -> Sequence[Event]:
        """The last event of a session that has begun."""
        self.line.close()
        if self.session is None:
            return []
        told = CLOSED.get(reason, "connection_lost")
        fields = {"event_id": self._event(), "reason": told, "session": self.session, "usage": self._usage()}
        return [server.SessionClosed.model_validate(fields)]

    def _take(self, event: client.AnyEvent) -> Sequence[Event]:
        if self.session is None:
            if not isinstance(event, client.SessionStart):
                raise BadEvent(
                    f"expected session.start first, got {event.type}", event.event_id, "type", "invalid_value"
                )
            return self._start(event)
        match event:
            case client.InputAudioAppend():
                self._hear(event.audio)
                return []
            case client.InputAudioMute() | client.InputAudioUnmute():
                self.is_muted = isinstance(event, client.InputAudioMute)
                made = server.InputAudioMuted if self.is_muted else server.InputAudioUnmuted
                return [made(event_id=self._event(), client_event_id=event.event_id)]
            case client.InstructionsAppend() | client.ThinkingAppend() | client.CommentaryAppend():
                return [self._append(event)]
            case client.SessionUpdateEvent():
                return [self._update(event)]
            case client.FixturePlay():
                return [self._play(event)]
            case client.SessionClose():
                self.ending = "close_requested"
                return []
            case TextAppend():
                self.line.tell(event.content, Source.TYPED)
                return []
            case client.ResponseItemCreate() | client.ResponseCreate():
                return self.handing.take(event)
            case DelegationCancel():
                self.line.cancel(event.delegation)
                return []
            case Playback():
                if event.tick is not None and event.played_ms >= TICK_MS:
                    self.line.played(event.tick)
                return []
            case VideoAppend():
                look(self.line, event)
                return []
            case _:
                raise BadEvent(
                    f"expected an event this server knows, got {event.type}", event.event_id, "type", "invalid_value"
                )

    def _start(self, event: client.SessionStart) -> Sequence[Event]:
        config = event.session
        form = config.audio.format if config.audio and config.audio.format else Pcm()
        self._intake = Intake(Format(form.type, form.rate))
        self._outlet = Outlet(Format(form.type, form.rate))
        for text in told(config):
            self.line.tell(text, Source.INSTRUCTIONS)
        known: dict[str, Any] = config.model_dump(exclude_unset=True, exclude={"audio", "model"})
        settled = self.handing.settle(config.delegation)
        if settled is not None:
            known["delegation"] = settled  # what is, whatever was asked for
        self.session = Session(
            **known, id=self.name, model=MODEL, expires_at=self.expires_at, microturn=self.capabilities,
            audio=AudioSettings(**({} if self.playout else {"format": form}), output=AudioOutput(voice=VOICE)),
        )  # fmt: skip
        started = server.SessionStarted(event_id=self._event(), client_event_id=event.event_id, session=self.session)
        return [started]

    def _hear(self, data: bytes) -> None:
        for frame in self._intake.step(data):
            self.hear(frame)

    def _append(self, event: Append) -> Event:
        """Text for the model, read in the next micro-turns."""
        source, made = APPENDED[event.type]
        self.line.tell(event.content, source)
        at_ms = (self.tick + 1) * TICK_MS
        return made(event_id=self._event(), client_event_id=event.event_id, start_ms=at_ms, end_ms=at_ms + TICK_MS)

    def _update(self, event: client.SessionUpdateEvent) -> Event:
        assert self.session is not None
        changes = {name: getattr(event.session, name) for name in event.session.model_fields_set}
        if changes.get("delegation") is not None:
            changes["delegation"] = self.handing.change(changes["delegation"], self.session.delegation)
        self.session = self.session.model_copy(update=changes)
        return server.SessionUpdated(event_id=self._event(), client_event_id=event.event_id, session=self.session)

    def _play(self, event: client.FixturePlay) -> Event:
        samples = pcm16.to_samples(event.audio[: len(event.audio) // 2 * 2])
        if not 0 < len(samples) <= MAX_FIXTURE_S * MOUTH_HZ:
            message = f"expected up to {MAX_FIXTURE_S:.0f} s of PCM at 24 kHz, got {len(samples) / MOUTH_HZ:.1f} s"
            raise BadEvent(message, event.event_id, "audio", "invalid_value")
        self._fixture, self._fixture_event = samples, event.event_id
        return server.FixturePlaying(event_id=self._event(), client_event_id=event.event_id)

    def _sound(self, audio: Audio) -> tuple[Audio, list[Event]]:
        """The model's sound, or what is played in its place."""
        if not len(self._fixture):
            return audio, []
        part, self._fixture = self._fixture[:MOUTH_TICK_SAMPLES], self._fixture[MOUTH_TICK_SAMPLES:]
        part = np.pad(part, (0, MOUTH_TICK_SAMPLES - len(part)))
        if len(self._fixture):
            return part, []
        return part, [server.FixturePlayed(event_id=self._event(), client_event_id=self._fixture_event)]

    def _carry(self, audio: Audio) -> list[Event]:
        """Sound on its way to the client; a track is quiet by itself."""
        if self.playout is None:
            return [server.OutputAudioDelta(delta=self._outlet.step(audio))]
        if audio.any():
            self.playout.put(audio)
        return []

    def _usage(self) -> server.Usage:
        return server.Usage(seconds=(self.tick + 1) * TICK_MS / 1000)

    def _event(self) -> str:
        return self.make_id("event")


def told(config: SessionConfig) -> list[str]:
    """What the model reads at the start: instructions, and what was said before, as it were told of it."""
    before = [
        f"{message.role} said: {' '.join(part.text for part in message.content)}"
        for message in config.input or []
        if message.role != "developer"
    ]
    orders = [part.text for message in config.input or [] if message.role == "developer" for part in message.content]
    return [text for text in (config.instructions or "", *orders, *before) if text]
