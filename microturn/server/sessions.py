"""Sessions from their opening to their end: the model's line, a protocol's handler, records, counts.

Knows nothing of the web: connections come as `Socket`s that are already let in.
"""

import logging
import secrets
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from microturn.agent.agent import Agent
from microturn.core.clock import SystemClock
from microturn.core.messages import MicroTurn
from microturn.engine.fleet import Fleet
from microturn.server.background import Background
from microturn.server.call import Call, Ending, Socket
from microturn.server.desk import Desk, Seat
from microturn.server.keys import Grant
from microturn.server.limits import Limits
from microturn.server.live import Live
from microturn.server.media import Playout
from microturn.server.metrics import Metrics
from microturn.server.pacer import PacedLine
from microturn.server.realtime import Realtime
from microturn.server.recorder import Recorder
from microturn.server.store import Store, Word, words_of
from microturn.wire.base import Event
from microturn.wire.extension import Capabilities, Ticket
from microturn.wire.live.session import SessionConfig as LiveConfig
from microturn.wire.parse import Protocol
from microturn.wire.realtime.session import SessionConfig

log = logging.getLogger("microturn.server")
HOLD_S = 60.0  # how long a session waits for its client to come back


@dataclass(frozen=True)
class Wishes:
    """What a client asks for beside its protocol: `?microturn=ticks,resume,record,delegations`."""

    ticks: bool = False
    resume: bool = False
    record: bool = False
    delegations: bool = False

    @staticmethod
    def of(text: str) -> "Wishes":
        """Names that are unknown are left aside."""
        names = {name.strip() for name in text.split(",")}
        return Wishes(*(name in names for name in ("ticks", "resume", "record", "delegations")))


@dataclass(frozen=True)
class Media:
    """A session over WebRTC: where the model's sound goes, and what the request for the session says."""

    playout: Playout
    config: SessionConfig | LiveConfig | None = None


@dataclass
class Open:
    """One session that has been opened and not begun. `words`: what was heard and said, kept until its end."""

    name: str
    grant: Grant
    protocol: Protocol
    wishes: Wishes
    call: Call
    greeting: Sequence[Event]
    words: list[Word]
    recorder: Recorder | None = None

    def discard(self) -> None:
        """Nobody came."""
        self.call.line.line.close()
        if self.recorder:
            self.recorder.close()


@dataclass(frozen=True)
class Sessions:
    """What the sessions of one server share. `recordings`: folder for those who ask for a recording; None: no one can.
    `logs_words`: words go into the log. `agent`: who does what the model hands on."""

    engine: Callable[[], Fleet]
    store: Store
    metrics: Metrics
    limits: Limits
    capabilities: Capabilities
    recordings: Path | None = None
    logs_words: bool = False
    agent: Callable[[], Agent | None] = lambda: None
    desk: Desk = field(default_factory=Desk)

    async def open(self, grant: Grant, protocol: Protocol, wishes: Wishes, media: Media | None = None) -> Open:
        """Raises MicroturnError when the engine has no seat, BadEvent for a configuration that cannot be."""
        name, clock = make_id("rtc" if media else "sess"), SystemClock()
        with ExitStack() as undo:
            recorder = Recorder(self.recordings, name) if wishes.record and self.recordings else None
            if recorder:
                undo.callback(recorder.close)
            line = await self.engine().open(name, seed=secrets.randbits(31))
            undo.callback(line.close)
            paced = PacedLine(line, clock, recorder.heard if recorder else lambda _: None)
            session, greeting = self._session(Background(paced, self.agent()), grant, protocol, name, media)
            undo.pop_all()
        words: list[Word] = []

        def watch(turn: MicroTurn) -> None:
            self.metrics.turn(turn)
            words.extend(words_of(turn))
            if recorder:
                recorder.said(turn.audio)

        session.wants_ticks, session.wants_delegations = wishes.ticks, wishes.delegations
        call = Call(session, paced, self.limits, watch, HOLD_S if wishes.resume else 0.0)
        return Open(name, grant, protocol, wishes, call, greeting, words, recorder)

    def _session(
        self, line: Background, grant: Grant, protocol: Protocol, name: str, media: Media | None
    ) -> tuple[Live | Realtime, Sequence[Event]]:
        """-> the protocol's side, and what it says first."""
        expires_at = int(time.time() + self.limits.max_session_s)
        playout, config = (media.playout, media.config) if media else (None, None)
        if protocol == "live":
            live = Live(line, make_id, self.capabilities, expires_at, name, playout)
            return live, live.start(config) if isinstance(config, LiveConfig) else ()
        session = Realtime(line, make_id, self.capabilities, expires_at, name, playout)
        configs = [SessionConfig.model_validate(grant.config)] if grant.config else []
        return session, session.greet(*configs, *([config] if isinstance(config, SessionConfig) else []))

    async def run(self, opened: Open, socket: Socket, is_there: bool = True) -> Ending:
        """The whole session: it can be found at the desk meanwhile, and is in the records after. `is_there`: see
        `Call.run`."""
        name, key = opened.name, opened.grant.key
        self.desk.sit(Seat(name, key, opened.protocol, opened.call))
        self.store.begin(name, key, opened.protocol, time.time())
        log.info("session begun", extra={"session": name, "protocol": opened.protocol})
        ending = Ending("internal_error")
        try:
            ticket = [self.ticket(name)] if opened.wishes.resume else []
            ending = await opened.call.run(socket, [*opened.greeting, *ticket], is_there)
        finally:
            self.desk.leave(name)
            self._record(opened, ending)
        return ending

    def ticket(self, name: str, is_resumed: bool = False) -> Ticket:
        return Ticket(
            event_id=make_id("event"), ticket=self.desk.ticket(name), session=name, seconds=round(HOLD_S),
            is_resumed=is_resumed,
        )  # fmt: skip

    def _record(self, opened: Open, ending: Ending) -> None:
        name, usage = opened.name, ending.usage
        if opened.recorder:
            opened.recorder.close()
        self.store.add(name, opened.words)
        self.store.end(name, ending.reason, usage, time.time())
        self.metrics.sessions.labels(opened.protocol, ending.reason).inc()
        self.metrics.heard_seconds.inc(usage.heard_ms / 1000)
        self.metrics.spoken_seconds.inc(usage.spoken_ms / 1000)
        facts = {"session": name, "protocol": opened.protocol, "reason": ending.reason, **vars(usage)}
        words = {"words": [vars(word) for word in opened.words]} if self.logs_words else {}
        log.info("session ended", extra={**facts, **words})


def make_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"
