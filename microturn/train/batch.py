"""Ticks -> what one training step reads: positions of several rows and the targets of every loss.

Legend: B rows, N positions, A audio tokens, V patches spoken, T = 16 frames, M = 100 mel bins.
"""

from dataclasses import dataclass, fields

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from microturn.core.units import (
    EAR_BINS,
    MOUTH_BINS,
    NUM_MARKS,
    PATCH_FRAMES,
    SLOTS,
    SUB_FRAMES,
    TICK_S,
)
from microturn.data.ticks import Ticks
from microturn.model.ear import EAR_SLOTS
from microturn.model.eye import no_views
from microturn.model.flow import Before
from microturn.model.positions import Positions
from microturn.train.row import Row


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
