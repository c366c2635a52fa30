"""An item: what the user says when, what must be said when, and when it must not. Knows no targets and no scores."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from microturn.bench.sources import Clip
from microturn.bench.voice import Stretch
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, TICK_S
from microturn.data import augment

EARLY_S, LATE_S = -0.5, 1.0
LATEST_S = 2.0  # the widest window
REPLY_S = (-0.5, 2.0)  # around the end of something the user says: a reply to it begins here
LEVEL_DB, SPREAD_DB = -23.0, 5.0
FLOOR_DB = (-60.0, -50.0)  # noise under everything


@dataclass(frozen=True)
class Event:
    """Something that must be said: words in which `pattern` is found (lower case, numbers in words, no accents), begun
    between `t + lo` and `t + hi`, seconds, and inside `overlap` where given.

    `is_word`: it begins with the first word that the pattern covers; else with the voice of the whole saying. `say`: an
    example, for planted records.
    """

    t: float
    pattern: str
    say: str
    lo: float = EARLY_S
    hi: float = LATE_S
    overlap: Stretch | None = None
    is_word: bool = False

    def window(self, hi: float | None = None) -> Stretch:
        start_s, end_s = self.t + self.lo, self.t + (self.hi if hi is None else hi)
        if self.overlap is None:
            return Stretch(start_s, end_s)
        return Stretch(max(start_s, self.overlap.start_s), min(end_s, self.overlap.end_s))


@dataclass(frozen=True, eq=False)
class Part:
    """A piece of the user's speech, float32 [n] at 16 kHz, from `at_s` on."""

    at_s: float
    samples: Audio


@dataclass(frozen=True, eq=False)
class Item:
    """`forbidden`: where nothing may begin that an event asks for. `free`: where what begins is no false alarm."""

    kind: str
    number: int
    seed: int
    text: str
    seconds: float
    floor_db: float
    parts: tuple[Part, ...]
    events: tuple[Event, ...]
    forbidden: tuple[Stretch, ...]
    free: tuple[Stretch, ...]

    @property
    def num_ticks(self) -> int:
        return round(self.seconds / TICK_S)

    def sound(self) -> Audio:
        """The whole user side: float32 [ticks * 3200] at 16 kHz."""
        num = self.num_ticks * EAR_TICK_SAMPLES
        floor = augment.coloured(1 << 16, -3.0, np.random.default_rng(self.seed)) * np.float32(
            augment.gain(self.floor_db)
        )
        sound = np.resize(floor, num)
        for part in self.parts:
            start = round(part.at_s * EAR_HZ)
            piece = part.samples[: num - start]
            sound[start : start + len(piece)] += piece
        return np.clip(sound, -1, 1)


@dataclass
class Script:
    """An item while it is written, from its start to its end."""

    kind: str
    number: int
    seed: int
    rng: np.random.Generator
    gain_db: float = 0.0
    texts: list[str] = field(default_factory=list[str])
    parts: list[Part] = field(default_factory=list[Part])
    events: list[Event] = field(default_factory=list[Event])
    forbidden: list[Stretch] = field(default_factory=list[Stretch])
    free: list[Stretch] = field(default_factory=list[Stretch])

    def between(self, low: float, high: float) -> float:
        return float(self.rng.uniform(low, high))

    def order(self, num: int) -> Sequence[int]:
        """A permutation."""
        return [int(i) for i in self.rng.permutation(num)]

    def say(self, clip: Clip, onset_s: float) -> Stretch:
        """The user says something; its first word begins at `onset_s`. Returns from its first to its last word."""
        loud = clip.at(LEVEL_DB + self.gain_db)
        self.texts.append(clip.text)
        self.parts.append(Part(max(0.0, onset_s - clip.onset_s), loud.samples))
        return Stretch(onset_s, onset_s + clip.end_s - clip.onset_s)

    def expect(self, t: float, pattern: str, say: str, overlap: Stretch | None = None, is_word: bool = False) -> None:
        self.events.append(Event(t, pattern, say, overlap=overlap, is_word=is_word))

    def forbid(self, start_s: float, end_s: float) -> None:
        if end_s > start_s:
            self.forbidden.append(Stretch(start_s, end_s))

    def reply(self, end_s: float) -> None:
        """The user has said something to which one may reply at once."""
        self.free.append(Stretch(end_s + REPLY_S[0], end_s + REPLY_S[1]))

    def item(self, seconds: float) -> Item:
        seconds = round(math.ceil(seconds / TICK_S) * TICK_S, 3)
        events, forbidden, free = tuple(self.events), tuple(self.forbidden), tuple(self.free)
        text, floor_db = " | ".join(self.texts), self.between(*FLOOR_DB)
        return Item(
            self.kind, self.number, self.seed * 1000 + self.number, text, seconds, floor_db, tuple(self.parts), events,
            forbidden, free,
        )  # fmt: skip


def open_script(kind: str, kinds: Sequence[str], index: int, seed: int) -> Script:
    """Item `index` of a kind: it depends on (seed, kind, index) alone, however many there are of each."""
    place = kinds.index(kind)
    rng = np.random.default_rng([seed, 61, place, index])
    script = Script(kind, index * len(kinds) + place, seed, rng)
    script.gain_db = script.between(-SPREAD_DB, SPREAD_DB)
    return script


def turn_of(num: int, kind: str, index: int, seed: int) -> int:
    """Which of `num` texts item `index` takes: each once before any comes again."""
    order = np.random.default_rng([seed, 62, *kind.encode()]).permutation(num)
    return int(order[index % num])
