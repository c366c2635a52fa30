"""An index over a bank: who says what to whom, and which texts the assistant can say. Knows nothing of scenes.

A training pool never gives out a held-out row.
"""

from collections.abc import Sequence
from copy import copy
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from microturn.core.errors import BadData
from microturn.data.bank import Bank, Utterance
from microturn.data.cues import LIST, STORY, SUM
from microturn.data.lexicon import Lexicon, key_of
from microturn.data.replies import reply_to
from microturn.data.trim import audible_end_s, trimmed

REQUEST, INTERRUPTION, BACKCHANNEL, FILLER = "request", "interruption", "backchannel", "filler"
SIDE, MEDIA = "side", "media"  # said to others, and by loudspeakers
TIMER, CUE, SIGHT = "timer", "cue", "sight"
TOLD = (SUM, LIST, STORY)  # what a user goes on to say under a request of kind cue
MIN_ROWS = 4  # a speaker with fewer rows is not asked for a whole conversation
MAX_SECONDS = 14.0
MAX_TRIES = 50


def choose(rows: Sequence[Utterance], rng: np.random.Generator) -> Utterance:
    assert rows, "expected rows to choose from, got none"
    return rows[int(rng.integers(len(rows)))]


@dataclass(frozen=True)
class Exchange:
    """Something the user says and how the assistant says its reply."""

    request: Utterance
    reply: Utterance


class Pool:
    """Rows by use. `held_out` False: for training, True: for evaluation, None: all."""

    def __init__(self, bank: Bank, held_out: bool | None = False) -> None:
        users = [u for u in bank.select("user", held_out) if u.file and u.words and u.seconds <= MAX_SECONDS]
        self.recordings = [u for u in users if u.speaker.startswith("real")]
        self._sort([_trim(u, bank) for u in users if not u.speaker.startswith("real")])
        self.sounds = [u for u in bank.select("sound") if u.file and u.tags.get("label") != "_unknown_"]
        own = [
            u for u in bank.select("assistant", held_out) if u.words and u.phones and u.words[-1].end_s <= MAX_SECONDS
        ]
        self.voiced = [_trim(u, bank) for u in own if u.file]
        self.silent = [u for u in own if not u.file]
        replies = [*self.silent, *self.voiced]
        if held_out is True:
            replies += [_trim(u, bank) for u in bank.select("assistant", False) if u.words and u.phones]
        self._spoken, self._own = [*users, *replies], replies
        self._plans = {key_of(u.text): u for u in sorted(replies, key=lambda u: u.file is not None)}

    def _sort(self, users: list[Utterance]) -> None:
        """Rows of the user side by use."""
        self.requests = [u for u in users if _kind(u) == REQUEST]
        self.interruptions = [u for u in users if _kind(u) == INTERRUPTION]
        self.backchannels = [u for u in users if _kind(u) == BACKCHANNEL and u.seconds < 1.5]
        self.side_talk = [u for u in users if _kind(u) == SIDE] or self.requests
        self.media = [u for u in users if _kind(u) == MEDIA] or self.requests
        self.fillers = [u for u in users if _kind(u) == FILLER]
        self.timers = [u for u in users if _kind(u) == TIMER and u.reply]
        self.spans = [u for u in users if _kind(u) == TIMER and not u.reply]  # "how long was that?"
        self.sights = [u for u in users if _kind(u) == SIGHT]
        self.cues = [u for u in users if _kind(u) == CUE]
        self._told = {kind: [u for u in users if _kind(u) == kind] for kind in TOLD}
        self._by_speaker: dict[str, list[Utterance]] = {}
        for row in self.requests:
            self._by_speaker.setdefault(row.speaker, []).append(row)
        self._regulars = [s for s, rows in self._by_speaker.items() if len(rows) >= MIN_ROWS]

    @cached_property
    def lexicon(self) -> Lexicon:
        """How the bank's voices speak words."""
        return Lexicon(row for row in self._spoken if row.phones)

    @cached_property
    def voices(self) -> dict[str, list[Utterance]]:
        """All that each voice says, that of the assistant too; no recordings."""
        found: dict[str, list[Utterance]] = {}
        for row in self._spoken:
            if row.file and row.words and row.phones and not row.speaker.startswith("real"):
                found.setdefault(row.speaker, []).append(row)
        return found

    @cached_property
    def own_lexicon(self) -> Lexicon:
        """How the assistant speaks words."""
        return Lexicon(self._own)

    def with_users(self, users: list[Utterance]) -> "Pool":
        """The same assistant and other users; no recordings."""
        pool = copy(self)
        pool.recordings = []
        pool._sort(users)
        return pool

    def plan(self, text: str) -> Utterance | None:
        """How the assistant says `text`: with sound where known; None where it is not in the bank."""
        return self._plans.get(key_of(text))

    def pronounced(self, text: str, rng: np.random.Generator) -> Utterance | None:
        """The plan of `text`; where the bank has none, put together from words; None where one of those is unknown."""
        return self.plan(text) or self.own_lexicon.tell(text, rng)

    def can_say(self, text: str) -> bool:
        """Whether `pronounced` knows it."""
        return self.plan(text) is not None or self.own_lexicon.knows(text)

    def told(self, kind: str) -> Sequence[Utterance]:
        """Sums, lists or sentences of stories."""
        return self._told[kind]

    def reply(self, request: Utterance, rng: np.random.Generator) -> Utterance | None:
        """How the assistant answers a row; None where a word of the reply is not known."""
        return self.pronounced(request.reply or reply_to(request.text), rng)

    def exchange(self, rows: Sequence[Utterance], rng: np.random.Generator) -> Exchange:
        """One of `rows` with its reply. Raises BadData when the bank has no replies."""
        for candidates in (rows, self.requests):
            for _ in range(MAX_TRIES if candidates else 0):
                request = choose(candidates, rng)
                reply = self.reply(request, rng)
                if reply is not None:
                    return Exchange(request, reply)
        raise BadData("expected requests and the plans of their replies in the banks; make them with `microturn synth`")

    def circle(self, rng: np.random.Generator) -> list[Utterance]:
        """Requests that fit into one conversation: of one speaker where there are enough, else of anybody."""
        if self._regulars and rng.random() < 0.6:
            return self._by_speaker[self._regulars[int(rng.integers(len(self._regulars)))]]
        return self.requests


def _trim(row: Utterance, bank: Bank) -> Utterance:
    return trimmed(row, audible_end_s(*bank.audio(row))) if row.file else row


def _kind(row: Utterance) -> str:
    return str(row.tags.get("kind", REQUEST))
