"""Turns, for protocols that have them: cut out of the model's stream after the fact. Nothing here decides what it does.

A reply is open while the model speaks, its own short pauses included; what the user said is open while words are
heard. Knows no protocol. Times are milliseconds of session time.
"""

from dataclasses import dataclass, field

import numpy as np

from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import TICK_MS

REST_TICKS = 2  # of quiet that still belong to a reply
HEARD_TICKS = 6  # without words after which what the user said is complete
WORD_MS = 400  # a first word began about so long before it was written down


@dataclass(frozen=True)
class HeardBegan:
    at_ms: int


@dataclass(frozen=True)
class Heard:
    """Words of the user, with the space before them."""

    text: str


@dataclass(frozen=True)
class HeardEnded:
    at_ms: int
    text: str


@dataclass(frozen=True)
class ReplyBegan:
    at_ms: int


@dataclass(frozen=True)
class Reply:
    """What it says now: float32 [n] at 24 kHz, and the words whose sound begins in it."""

    audio: Audio
    text: str


@dataclass(frozen=True)
class ReplyEnded:
    """`is_yielded`: the user's words came while it spoke, and it stopped."""

    at_ms: int
    text: str
    is_yielded: bool


Change = HeardBegan | Heard | HeardEnded | ReplyBegan | Reply | ReplyEnded


@dataclass
class Turns:
    """State of the cutting; `step` takes the micro-turns of one session in order."""

    heard: str = ""
    reply: str = ""
    is_hearing: bool = False
    is_replying: bool = False
    heard_tick: int = 0  # of the last word
    rests: list[Audio] = field(default_factory=lambda: list[Audio]())  # quiet that may turn out to be a pause

    def step(self, turn: MicroTurn) -> list[Change]:
        changes: list[Change] = []
        end_ms = (turn.tick + 1) * TICK_MS
        if turn.heard:
            changes += self._hear(turn, end_ms)
        if turn.is_voice:
            changes += self._speak(turn, end_ms)
        elif self.is_replying:
            changes += self._rest(turn, end_ms)
        if self.is_hearing and turn.tick - self.heard_tick >= HEARD_TICKS:
            changes += self._end_heard(end_ms)
        return changes

    def close_heard(self) -> list[Change]:
        """The client says that the user has ended."""
        return self._end_heard((self.heard_tick + 1) * TICK_MS) if self.is_hearing else []

    def finish(self, tick: int) -> list[Change]:
        """The session ends: closes what is open."""
        at_ms = (tick + 1) * TICK_MS
        return [*(self._end_heard(at_ms) if self.is_hearing else []), *self._end_reply(at_ms)]

    def _hear(self, turn: MicroTurn, end_ms: int) -> list[Change]:
        changes: list[Change] = []
        if not self.is_hearing:
            self.is_hearing = True
            changes.append(HeardBegan(max(0, end_ms - WORD_MS)))
        self.heard, self.heard_tick = self.heard + turn.heard, turn.tick
        return [*changes, Heard(turn.heard)]

    def _speak(self, turn: MicroTurn, end_ms: int) -> list[Change]:
        changes: list[Change] = []
        if not self.is_replying:
            self.is_replying = True
            changes = [*(self._end_heard(end_ms) if self.is_hearing else []), ReplyBegan(end_ms)]
        audio = np.concatenate([*self.rests, turn.audio])
        self.reply, self.rests = self.reply + turn.said, []
        return [*changes, Reply(audio, turn.said)]

    def _rest(self, turn: MicroTurn, end_ms: int) -> list[Change]:
        self.rests.append(turn.audio)
        return self._end_reply(end_ms) if len(self.rests) > REST_TICKS else []

    def _end_heard(self, at_ms: int) -> list[Change]:
        text, self.heard, self.is_hearing = self.heard.strip(), "", False
        return [HeardEnded(at_ms, text)]

    def _end_reply(self, at_ms: int) -> list[Change]:
        if not self.is_replying:
            return []
        text, self.reply, self.is_replying, self.rests = self.reply.strip(), "", False, []
        return [ReplyEnded(at_ms, text, self.is_hearing)]
