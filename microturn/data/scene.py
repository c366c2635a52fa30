"""A scene: one time line of what the user side does and what the assistant, as an oracle, does about it.

Tick t covers input seconds [0.2 t, 0.2 (t + 1)); what is decided for it sounds one micro-turn later.
Knows nothing of samples, tokens or rooms.
"""

import math
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from microturn.core.messages import Source
from microturn.core.units import SLOT_S, TICK_S
from microturn.core.vocab import Control
from microturn.data.bank import Span, Utterance

HEARD_AFTER_S = 0.20  # a word is written down in the first tick that ends this long after it
REPLY_AFTER_S = 0.20  # a reply starts in the first tick that ends this long after the user
TICKS_A_SECOND = round(1 / TICK_S)
YIELD_AFTER_S = 0.55  # speech breaks off in the first tick that ends this long after an interruption began
LEAD_SLOTS = 2  # own speech begins this many 25 ms slots before its first phone: onsets come early
TAIL_S = 0.10  # and lasts this long after its last word
FOR_EVER = 1 << 30  # ticks


class Place(StrEnum):
    """Where a voice comes from."""

    NEAR = "near"  # the user, talking to us
    SIDE = "side"  # somebody in the room, talking to somebody else
    MEDIA = "media"  # television, radio, voices in the background


@dataclass(frozen=True)
class Speech:
    """Somebody's speech on the user side. `start_s`: where the clip begins; `speed`: 1.1 is faster and higher."""

    utterance: Utterance
    start_s: float
    gain_db: float = 0.0
    speed: float = 1.0
    place: Place = Place.NEAR

    def when(self, clip_s: float) -> float:
        """A time in the clip -> the same in the scene."""
        return self.start_s + clip_s / self.speed

    @property
    def onset_s(self) -> float:
        """Where its first word begins."""
        return self.when(self.utterance.words[0].start_s if self.utterance.words else 0.0)

    @property
    def end_s(self) -> float:
        """Where its last word ends."""
        return self.when(self.utterance.words[-1].end_s if self.utterance.words else self.utterance.seconds)


@dataclass(frozen=True)
class Sound:
    """A sound event that is not speech."""

    utterance: Utterance
    start_s: float
    gain_db: float = 0.0


@dataclass(frozen=True)
class Own:
    """The assistant speaks `utterance` from `start_tick` on; `cut_tick`, where given, is the first tick without it."""

    utterance: Utterance
    start_tick: int
    cut_tick: int | None = None

    @property
    def end_tick(self) -> int:
        """First tick after it."""
        whole = self.start_tick + own_ticks(self.utterance)
        return whole if self.cut_tick is None else max(self.start_tick, min(whole, self.cut_tick))

    @property
    def end_s(self) -> float:
        """When its sound ends: a micro-turn after the end of its last tick."""
        return (self.end_tick + 1) * TICK_S


@dataclass(frozen=True)
class TextIn:
    """Text that arrives in `tick`."""

    tick: int
    text: str
    source: Source = Source.TYPED


@dataclass(frozen=True)
class Signal:
    """A control token that the assistant emits in `tick`: <delegate> or <drop>."""

    tick: int
    control: Control


@dataclass(frozen=True)
class Note:
    """What the assistant notes for itself in `tick`: seconds that are LEFT until something is due, or GONE since it
    began, in words, or what it can SEE. What is due stands behind its seconds."""

    tick: int
    control: Control
    text: str


class Marked(Protocol):
    """A film of which is known what its `num_pictures`, 5 a second, hold: int8 [33], see `sight/marks.py`."""

    @property
    def num_pictures(self) -> int: ...

    def marks(self, number: int) -> NDArray[np.int8]: ...


@runtime_checkable
class Film(Protocol):
    """One that can be shown: picture k, uint8 [120, 160, 3], of the time k / 5 s."""

    @property
    def num_pictures(self) -> int: ...

    def picture(self, number: int) -> NDArray[np.uint8]: ...


@dataclass(frozen=True)
class Shown:
    """A film (seen, if it is a `Film`, else told) whose first picture comes in `tick`; the camera is switched off after
    its last one, or earlier at the end of the scene."""

    film: Marked
    tick: int


@dataclass(frozen=True)
class Scene:
    """`num_ticks` micro-turns. `unjudged`: [first, stop) ranges of ticks whose decision is arbitrary; `slips`: in which
    the assistant errs, so that nothing it does but hearing is to be learned. `is_read`: not to be heard, see
    `train/row.py`."""

    num_ticks: int
    speech: tuple[Speech, ...] = ()
    own: tuple[Own, ...] = ()
    text_in: tuple[TextIn, ...] = ()
    sounds: tuple[Sound, ...] = ()
    unjudged: tuple[tuple[int, int], ...] = ()
    signals: tuple[Signal, ...] = ()
    shown: Shown | None = field(default=None, compare=False)
    notes: tuple[Note, ...] = ()
    slips: tuple[tuple[int, int], ...] = ()
    is_read: bool = False

    def until(self, tick: int) -> "Scene":
        """Its beginning."""
        return replace(
            self,
            num_ticks=min(tick, self.num_ticks),
            speech=tuple(item for item in self.speech if tick_at(item.onset_s) < tick),
            own=tuple(item for item in self.own if item.start_tick < tick),
            text_in=tuple(item for item in self.text_in if item.tick < tick),
        )


def tick_at(time_s: float) -> int:
    """The first tick that ends at or after `time_s`."""
    return max(0, math.ceil(time_s / TICK_S - 1e-6) - 1)


def reply_tick(user_end_s: float) -> int:
    return tick_at(user_end_s + REPLY_AFTER_S)


def yield_tick(onset_s: float) -> int:
    return tick_at(onset_s + YIELD_AFTER_S)


def own_origin_s(utterance: Utterance) -> float:
    """Where in its clip own speech begins, such that phone edges fall on the 25 ms grid; may lie before the clip."""
    return (utterance.phones[0].start_s if utterance.phones else 0.0) - LEAD_SLOTS * SLOT_S


def own_ticks(utterance: Utterance) -> int:
    """Micro-turns that own speech lasts."""
    end_s = utterance.words[-1].end_s + TAIL_S if utterance.words else utterance.seconds
    return max(1, math.ceil((end_s - own_origin_s(utterance)) / TICK_S - 1e-6))


def part(utterance: Utterance, first: int, stop: int) -> Utterance:
    """Words [first, stop) of an utterance as an utterance of its own, cut in the middle of the gaps around them."""
    spans = utterance.words
    assert 0 <= first < stop <= len(spans), (first, stop, len(spans))
    start = 0.0 if first == 0 else (spans[first - 1].end_s + spans[first].start_s) / 2
    end = utterance.seconds if stop == len(spans) else (spans[stop - 1].end_s + spans[stop].start_s) / 2
    return replace(
        utterance,
        text=" ".join(span.label for span in spans[first:stop]),
        words=_cut(spans[first:stop], start, end),
        phones=_cut(utterance.phones, start, end),
        seconds=end - start,
        offset_s=utterance.offset_s + start,
        reply="",
    )


def _cut(spans: tuple[Span, ...], start_s: float, end_s: float) -> tuple[Span, ...]:
    inside = (s for s in spans if s.start_s < end_s and s.end_s > start_s)
    return tuple(Span(s.label, max(s.start_s, start_s) - start_s, min(s.end_s, end_s) - start_s) for s in inside)
