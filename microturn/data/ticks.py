"""`Ticks`: a scene cut into micro-turns, as training and shards hold it. Knows nothing of how a scene was made."""

from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import AUDIO_TOKENS, EAR_BINS, MOUTH_BINS, PATCH_FRAMES, SLOTS, SUB_FRAMES

UNKNOWN = -1


@dataclass(frozen=True)
class Ticks:
    """T micro-turns of one scene.

    levels   uint8 [T, 4, 4, 80]   what the ear hears (dMel)
    ear      int8 [T, 8]           the phone the user speaks in each 25 ms slot; -1 unknown
    text_in  int16 [T, 16]         token ids, -1 beyond the end
    text_out int16 [T, 6]          token ids, -1 beyond the end; the decision is not among them
    voice    bool [T]              the decision: <voice> or <quiet>
    plan     int8 [T, 8]           own phones where `voice`
    patch    float16 [T, 16, 100]  own log-mel where known, NaN elsewhere
    weight   float32 [T]           weight of the decision's loss (0: not judged)
    """

    levels: NDArray[np.uint8]
    ear: NDArray[np.int8]
    text_in: NDArray[np.int16]
    text_out: NDArray[np.int16]
    voice: NDArray[np.bool_]
    plan: NDArray[np.int8]
    patch: NDArray[np.float16]
    weight: NDArray[np.float32]

    def __post_init__(self) -> None:
        length = len(self.voice)
        assert self.levels.shape == (length, AUDIO_TOKENS, SUB_FRAMES, EAR_BINS), self.levels.shape
        assert self.plan.shape == self.ear.shape == (length, SLOTS), (self.plan.shape, self.ear.shape)
        assert self.patch.shape == (length, PATCH_FRAMES, MOUTH_BINS), self.patch.shape
        assert all(len(getattr(self, f.name)) == length for f in fields(self))

    def __len__(self) -> int:
        return len(self.voice)

    def __getitem__(self, cut: slice) -> "Ticks":
        return Ticks(*(getattr(self, f.name)[cut] for f in fields(self)))


def join(parts: list[Ticks]) -> Ticks:
    """Scenes one after the other."""
    return Ticks(*(np.concatenate([getattr(p, f.name) for p in parts]) for f in fields(Ticks)))


def save(path: Path, scenes: list[Ticks]) -> None:
    """Writes one shard (.npz, compressed); replaces an older one only when complete."""
    arrays = {f.name: np.concatenate([getattr(s, f.name) for s in scenes]) for f in fields(Ticks)}
    partial = path.with_suffix(".part.npz")
    np.savez_compressed(partial, allow_pickle=False, lengths=np.array([len(s) for s in scenes]), **arrays)
    partial.rename(path)


def load(path: Path) -> list[Ticks]:
    """Reads one shard."""
    with np.load(path) as shard:
        ends = np.cumsum(shard["lengths"])
        columns = [shard[f.name] for f in fields(Ticks)]
    return [Ticks(*(c[end - n : end] for c in columns)) for n, end in zip(np.diff(ends, prepend=0), ends)]
