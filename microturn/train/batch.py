"""Ticks -> what one training step reads: positions of several rows and the targets of every loss.

Legend: B rows, N positions, A audio tokens, V patches spoken, T = 16 frames, M = 100 mel bins.
"""

from collections.abc import Iterator
from dataclasses import dataclass, fields

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from microturn.core.units import (
    AUDIO_TOKENS,
    EAR_BINS,
    MOUTH_BINS,
    NUM_MARKS,
    PATCH_FRAMES,
    SLOTS,
    SUB_FRAMES,
    TICK_S,
    VIEW_TOKENS,
)
from microturn.core.vocab import NUM_SPECIALS, SILENCE, Control
from microturn.data.ticks import SLIP, Ticks
from microturn.model.ear import EAR_SLOTS, UNTOLD
from microturn.model.eye import no_views
from microturn.model.flow import Before
from microturn.model.positions import Kind, Positions

NO_TARGET = -100
DRY_SHARE = 0.9
SEE_WEIGHT = 2.0  # when something has been seen is not sure to a micro-turn: to note it late is better than never
CHANGE_WEIGHT, STAY_WEIGHT = 1.5, 0.5  # decisions that start or stop speech count more: they are one in thirty


@dataclass(frozen=True)
class Brief:
    """What is read only to where it is heard or seen. `target`: as in `Batch`, of the ear or the eye."""

    positions: Positions
    target: Tensor

    def to(self, device: torch.device | str) -> "Brief":
        return Brief(self.positions.to(device), self.target.to(device, non_blocking=True))


@dataclass(frozen=True)
class Batch:
    """Positions, and for each loss its targets; `voice_V` are flat indices (row * N + column) of <voice>."""

    positions: Positions
    target_BN: Tensor  # next text token or decision, -100 none
    weight_BN: Tensor
    marks_QM: Tensor  # what each picture holds, -100 unknown
    ear_A4: Tensor  # phones of the two slots before and the two own ones, -100 unknown
    voice_V: Tensor
    plan_V8: Tensor
    patch_VTM: Tensor
    before: Before
    seconds: float  # of audio in the rows
    glance: Brief | None = None  # pictures beside them
    snatch: Brief | None = None  # speech beside them

    def to(self, device: torch.device | str) -> "Batch":
        moved = {f.name: getattr(self, f.name) for f in fields(self)}
        moved = {k: v.to(device, non_blocking=True) if isinstance(v, Tensor) else v for k, v in moved.items()}
        before = Before(*(getattr(self.before, f.name).to(device) for f in fields(Before)))
        brief = {name: some.to(device) for name in ("glance", "snatch") if (some := getattr(self, name))}
        return Batch(**moved | {"positions": self.positions.to(device), "before": before} | brief)


class Row:
    """Fills one row of N positions micro-turn by micro-turn."""

    def __init__(self, length: int) -> None:
        self.length, self.used, self.tick = length, 0, 0
        self.kind, self.token = np.zeros(length, np.int64), np.zeros(length, np.int64)
        self.time = np.zeros(length)
        self.target, self.weight = np.full(length, NO_TARGET), np.zeros(length, np.float32)
        self.levels: list[NDArray[np.uint8]] = []
        self.ear: list[NDArray[np.int64]] = []
        self.told: list[NDArray[np.int64]] = []  # phones that are not to be heard but known; -1 where it listens
        self.own: list[NDArray[np.int8]] = []  # plans that re-enter
        self.views: list[NDArray[np.uint8]] = []
        self.marks: list[NDArray[np.int64]] = []
        self.told_marks: list[NDArray[np.int64]] = []  # what pictures hold that are not to be seen; -1 where it looks
        self.spoken: list[tuple[int, Ticks, int]] = []  # (position of <voice>, scene, tick in it)
        self._spoke: NDArray[np.int8] | None = None  # plan of the micro-turn before
        self._last_ear, self._last_told = np.full(2, NO_TARGET), np.full(2, UNTOLD)

    def add(self, scene: Ticks, t: int, is_dry: bool = False) -> bool:
        """One micro-turn; False when it does not fit any more. `is_dry`: its sound is left out (see `fill`)."""
        text_in, text_out = (row[t][row[t] >= 0] for row in (scene.text_in, scene.text_out))
        held = scene.held(t)
        num_seen = VIEW_TOKENS if held is not None else 0
        if self.used + AUDIO_TOKENS + num_seen + len(text_in) + len(text_out) + 2 > self.length:
            return False
        if self._spoke is not None:
            self.own.append(self._spoke)
            self._put(Kind.PATCH, 0, self.tick)
        if not is_dry:
            self._listen(scene, t)
        if held is not None:
            self._look(held.astype(np.int64), scene.view(t))
        for token in text_in:
            self._put(Kind.TEXT, token, self.tick + 1)
        self._write(text_out, is_slip=bool(scene.weight[t] == SLIP))
        is_judged = held is not None or not is_dry
        self._decide(scene, t, max(0.0, float(scene.weight[t])) if is_judged else 0.0)
        self.tick += 1
        return True

    def _listen(self, scene: Ticks, t: int) -> None:
        for i in range(AUDIO_TOKENS):
            self._put(Kind.AUDIO, 0, self.tick + (i + 1) / AUDIO_TOKENS)
        self.levels.append(scene.levels[t])
        self._hear(scene.ear[t].astype(np.int64), scene.is_told)

    def _look(self, held: NDArray[np.int64], view: NDArray[np.uint8] | None) -> None:
        if view is not None:
            self.views.append(view)
        self.marks.append(np.where((held < 0) | (view is None), NO_TARGET, held))
        self.told_marks.append(held if view is None else np.full_like(held, UNTOLD))
        for _ in range(VIEW_TOKENS):
            self._put(Kind.TOLD_VIEW if view is None else Kind.VIEW, 0, self.tick + 1)

    def _write(self, text_out: NDArray[np.int16], is_slip: bool) -> None:
        is_heard = False
        for token in text_out:
            is_heard = token == Control.HEARD if token < NUM_SPECIALS else is_heard
            weight = SEE_WEIGHT if token == Control.SEE else 1.0
            self._expect(token, weight if is_heard or not is_slip else 0.0)
            self._put(Kind.TEXT, token, self.tick + 1)

    def _decide(self, scene: Ticks, t: int, weight: float) -> None:
        is_voice = bool(scene.voice[t])
        if weight:
            is_change = is_voice != (self._spoke is not None)
            target = Control.VOICE if is_voice else Control.QUIET
            self._expect(target, weight * (CHANGE_WEIGHT if is_change else STAY_WEIGHT))
        self._spoke = scene.plan[t] if is_voice else None
        if is_voice:
            self.spoken.append((self.used, scene, t))
            self._put(Kind.TEXT, Control.VOICE, self.tick + 1)

    def _hear(self, ear: NDArray[np.int64], is_told: bool) -> None:
        heard = np.where((ear < 0) | is_told, NO_TARGET, ear).reshape(AUDIO_TOKENS, 2)
        told = np.where(is_told, np.maximum(ear, SILENCE), UNTOLD).reshape(AUDIO_TOKENS, 2)
        for heard_pair, told_pair in zip(heard, told):
            before = np.where(is_told, np.maximum(self._last_told, SILENCE), UNTOLD)
            self.ear.append(np.concatenate([self._last_ear, heard_pair]))
            self.told.append(np.concatenate([before, told_pair]))
            self._last_ear, self._last_told = heard_pair, told_pair

    def _expect(self, token: int, weight: float) -> None:
        """What the position put last has to predict."""
        if self.used:
            self.target[self.used - 1], self.weight[self.used - 1] = token, weight

    def _put(self, kind: Kind, token: int, time: float) -> None:
        self.kind[self.used], self.token[self.used], self.time[self.used] = kind, token, time
        self.used += 1

    def rest(self) -> None:
        """A new scene begins in silence."""
        self._spoke = None


def fill(scenes: Iterator[Ticks], length: int, rng: np.random.Generator) -> Row:
    """A row of consecutive scenes; a scene longer than the row is entered at a random place.

    Most scenes in which the model alone speaks, and most of the time, are *dry*: without the four audio positions of
    each micro-turn and without decisions, so that a step sees three times as many words pronounced. So are films that
    are told while nobody speaks, but for their decisions.
    """
    row = Row(length)
    while True:
        scene = next(scenes)
        is_alone = scene.voice.mean() > 0.5 and bool((scene.ear == SILENCE).all())
        is_dry = is_alone and rng.random() < DRY_SHARE
        most = length // 6  # micro-turns that surely overflow a row are cut before
        start = int(rng.integers(0, len(scene) - most)) if len(scene) > 2 * most and row.used == 0 else 0
        for t in range(start, len(scene)):
            if not row.add(scene, t, is_dry or _is_told_in_silence(scene, t)):
                return row
        row.rest()


def _is_told_in_silence(scene: Ticks, t: int) -> bool:
    return scene.is_blind and scene.held(t) is not None and bool((scene.ear == SILENCE).all())


def collate(rows: list[Row]) -> Batch:
    stack = lambda name: torch.from_numpy(np.stack([getattr(row, name) for row in rows]))  # noqa: E731
    levels = np.array([tick for row in rows for tick in row.levels], np.uint8).reshape(-1, SUB_FRAMES, EAR_BINS)
    plans = np.array([plan for row in rows for plan in row.own], np.int64).reshape(-1, SLOTS)
    positions = Positions(
        stack("kind"), stack("token"), stack("time"),
        torch.from_numpy(levels), torch.from_numpy(plans), _views([view for row in rows for view in row.views]),
        torch.from_numpy(np.array([slots for row in rows for slots in row.told], np.int64).reshape(-1, EAR_SLOTS)),
        torch.from_numpy(np.array([held for row in rows for held in row.told_marks], np.int64).reshape(-1, NUM_MARKS)),
    )  # fmt: skip
    spoken = [(i * row.length + at, scene, t) for i, row in enumerate(rows) for at, scene, t in row.spoken]
    plan, patch, before = speech_targets([(scene, t) for _, scene, t in spoken])
    return Batch(
        positions, stack("target"), stack("weight"),
        torch.from_numpy(np.array([held for row in rows for held in row.marks], np.int64).reshape(-1, NUM_MARKS)),
        torch.from_numpy(np.array([pair for row in rows for pair in row.ear], np.int64).reshape(-1, EAR_SLOTS)),
        torch.tensor([at for at, _, _ in spoken], dtype=torch.int64), plan, patch, before,
        seconds=sum(len(row.levels) for row in rows) * TICK_S,
    )  # fmt: skip


def _views(views: list[NDArray[np.uint8]]) -> Tensor:
    return torch.from_numpy(np.stack(views)) if views else no_views()


def speech_targets(spoken: list[tuple[Ticks, int]]) -> tuple[Tensor, Tensor, Before]:
    """Plan, patch (NaN where unknown) and what was before, for each patch spoken."""
    num = len(spoken)
    plan, old_plan = np.zeros((num, SLOTS), np.int64), np.zeros((num, SLOTS), np.int64)
    patch = np.full((num, PATCH_FRAMES, MOUTH_BINS), np.nan, np.float32)
    old_patch, has = np.zeros_like(patch), np.zeros(num, np.bool_)
    for i, (scene, t) in enumerate(spoken):
        plan[i], patch[i] = scene.plan[t], scene.patch[t]
        if t > 0 and scene.voice[t - 1]:
            old_plan[i], old_patch[i], has[i] = scene.plan[t - 1], scene.patch[t - 1], True
    before = Before(torch.from_numpy(old_plan), torch.from_numpy(np.nan_to_num(old_patch)), torch.from_numpy(has))
    return torch.from_numpy(plan), torch.from_numpy(patch), before
