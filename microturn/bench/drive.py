"""Plays an item to a session, live: the user hears the model with it and speaks into its speech. Judges nothing.

Tick t takes the input of [0.2 t, 0.2 (t + 1)) s, and what the model does in it sounds from 0.2 (t + 1) s on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from microturn.bench.items import OVERLAPS, Item
from microturn.bench.voice import Stretch, is_voiced, lasting_past, stretches
from microturn.core.clock import Clock
from microturn.core.messages import Audio, MicroTurn, Source
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES, TICK_S
from microturn.data import augment

FLOOR_DB = -60.0  # noise of the microphone under everything
FIRST_VOICE_S = 5.0  # a response opportunity ends, docs/benchmarks.md, section 4
JUDGED_S = 2.0  # after the onset of an overlap
RECOVERY_S = 3.0  # after the end of an interruption
QUIET_S = 1.0  # it has finished
MARGIN_S = 0.4  # a micro-turn is on its way, another is being heard
MAX_REPLY_S = 4.0  # beyond the deadline


class Player(Protocol):
    """The part of a session that benchmarks use."""

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn: ...

    def tell(self, text: str, source: Source = Source.TYPED) -> None: ...


Opener = Callable[[Item], Player]


@dataclass(frozen=True, eq=False)
class Run:
    """What came of an item, on one clock. `overlap`: the first to the last word of what was, or would have been, said
    into the model's speech; None where it never spoke."""

    item: Item
    user: Audio  # float32 [ticks * 3200] at 16 kHz
    turns: tuple[MicroTurn, ...]
    total_ms: tuple[float, ...]
    overlap: Stretch | None

    @cached_property
    def output(self) -> Audio:
        """float32 [(ticks + 1) * 4800] at 24 kHz."""
        return np.concatenate([np.zeros(MOUTH_TICK_SAMPLES, np.float32), *(turn.audio for turn in self.turns)])

    @cached_property
    def voice(self) -> list[Stretch]:
        return stretches(is_voiced(self.output, MOUTH_HZ))

    @property
    def seconds(self) -> float:
        return len(self.turns) * TICK_S

    @property
    def heard(self) -> str:
        return " ".join("".join(turn.heard for turn in self.turns).split())

    def said(self, from_s: float = 0.0) -> str:
        """Words it decided to say in micro-turns that sound from `from_s` on."""
        kept = (turn.said for turn in self.turns if (turn.tick + 1) * TICK_S >= from_s)
        return " ".join("".join(kept).split())


def drive(item: Item, player: Player, clock: Clock) -> Run:
    """Steps until nothing more can be learned from the item."""
    user, turns, total_ms = User(item), list[MicroTurn](), list[float]()
    if item.told:
        player.tell(item.told, Source.BACKGROUND)
    while not user.is_done:
        audio = user.speak()
        start_s = clock.now_s()
        turns.append(player.step(audio))
        total_ms.append((clock.now_s() - start_s) * 1000)
        user.listen(turns[-1].audio)
    return Run(item, np.concatenate(user.spoken), tuple(turns), tuple(total_ms), user.overlap)


class User:
    """The user side of an item: speaks its part, listens to the model, speaks into its speech where asked to."""

    def __init__(self, item: Item) -> None:
        self.item, self.tick = item, 0
        self.overlap: Stretch | None = None
        self.voice: list[Stretch] = []  # of the model, so far
        self.spoken: list[Audio] = []
        self._late = np.zeros(0, np.float32), 0  # the overlap and its first sample
        self._frames: list[NDArray[np.bool_]] = [is_voiced(np.zeros(MOUTH_TICK_SAMPLES, np.float32), MOUTH_HZ)]
        rng = np.random.default_rng([item.seed, item.number])
        self._floor = augment.coloured(1 << 16, -3.0, rng) * np.float32(augment.gain(FLOOR_DB))

    def speak(self) -> Audio:
        """The next 200 ms: float32 [3200]."""
        start = self.tick * EAR_TICK_SAMPLES
        sound = self._floor[(start + np.arange(EAR_TICK_SAMPLES)) % len(self._floor)]
        late, first = self._late
        for part, at in ((self.item.user, 0), (late, first)):
            piece = part[max(0, start - at) : max(0, start - at + EAR_TICK_SAMPLES)]
            offset = max(0, at - start)
            piece = piece[: EAR_TICK_SAMPLES - min(offset, EAR_TICK_SAMPLES)]
            sound[offset : offset + len(piece)] += piece
        self.spoken.append(np.clip(sound, -1, 1))
        self.tick += 1
        return self.spoken[-1]

    def listen(self, audio: Audio) -> None:
        """What the model did in the micro-turn that has just been spoken."""
        self._frames.append(is_voiced(audio, MOUTH_HZ))
        if self.item.set != "noise":  # nothing there depends on it
            self.voice = stretches(np.concatenate(self._frames))
        if self.item.delay_s and self.overlap is None:
            self._barge_in()

    def _barge_in(self) -> None:
        """Plans the overlap as soon as the model speaks, and no longer than that after the user's own turn."""
        first = lasting_past(self.voice, self.item.end_s)
        if first is None:
            return
        onset_s = max(first.start_s, self.item.end_s) + self.item.delay_s
        clip = self.item.overlap
        self.overlap = Stretch(onset_s, onset_s + (clip.end_s - clip.onset_s if clip else 0.0))
        if clip:
            self._late = clip.samples, round((onset_s - clip.onset_s) * EAR_HZ)

    @property
    def now_s(self) -> float:
        return self.tick * TICK_S

    @property
    def is_done(self) -> bool:
        if self.item.set in OVERLAPS:
            return self._is_judged()
        if self.item.set in ("noise", "heard"):
            return self.now_s * EAR_HZ >= len(self.item.user)
        if self.item.set == "said":
            return self._has_finished(len(self.item.told.split()) * 0.6 + MAX_REPLY_S)
        return self._has_finished(self.item.end_s + FIRST_VOICE_S + MAX_REPLY_S)

    def _is_judged(self) -> bool:
        if self.overlap is None:
            return self.now_s >= self.item.end_s + FIRST_VOICE_S + MARGIN_S
        if self.item.set == "interrupt" and self.item.overlap:
            return self.now_s >= self.overlap.end_s + RECOVERY_S + MARGIN_S
        return self.now_s >= self.overlap.start_s + JUDGED_S + MARGIN_S

    def _has_finished(self, latest_s: float) -> bool:
        """It has spoken and is quiet again; or it will not speak any more; or it has spoken long enough."""
        mine = lasting_past(self.voice, self.item.end_s)
        if mine is None:
            return self.now_s >= self.item.end_s + FIRST_VOICE_S + MARGIN_S
        return self.now_s >= max(self.voice[-1].end_s, self.item.end_s) + QUIET_S or self.now_s >= latest_s
