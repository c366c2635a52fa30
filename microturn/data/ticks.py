"""`Ticks`: a scene cut into micro-turns, as training and shards hold it. Knows nothing of how a scene was made."""

from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import (
    AUDIO_TOKENS,
    EAR_BINS,
    MOUTH_BINS,
    NUM_MARKS,
    PATCH_FRAMES,
    SLOTS,
    SUB_FRAMES,
    VIEW_HEIGHT,
    VIEW_WIDTH,
)

UNKNOWN = -1
SLIP = -1.0
COLUMNS = ("levels", "ear", "text_in", "text_out", "voice", "plan", "patch", "weight")  # a row a micro-turn


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
    weight   float32 [T]           weight of the decision's loss (0: not judged; SLIP: nor is own text)
    film     uint8 [V, 120, 160, 3]  what the eye sees, a picture a micro-turn, from `film_tick` on; none where the
                                     network is told what its pictures hold
    marks    int8 [V, 33]            what each picture holds
    is_told  the user has no voice: the network is told the phones that it would hear
    is_read  nor is it told them: it reads the words
    """

    levels: NDArray[np.uint8]
    ear: NDArray[np.int8]
    text_in: NDArray[np.int16]
    text_out: NDArray[np.int16]
    voice: NDArray[np.bool_]
    plan: NDArray[np.int8]
    patch: NDArray[np.float16]
    weight: NDArray[np.float32]
    film: NDArray[np.uint8] = field(default_factory=lambda: np.zeros((0, VIEW_HEIGHT, VIEW_WIDTH, 3), np.uint8))
    marks: NDArray[np.int8] = field(default_factory=lambda: np.zeros((0, NUM_MARKS), np.int8))
    film_tick: int = 0
    is_told: bool = False
    is_read: bool = False

    def __post_init__(self) -> None:
        length = len(self.voice)
        assert self.levels.shape == (length, AUDIO_TOKENS, SUB_FRAMES, EAR_BINS), self.levels.shape
        assert self.plan.shape == self.ear.shape == (length, SLOTS), (self.plan.shape, self.ear.shape)
        assert self.patch.shape == (length, PATCH_FRAMES, MOUTH_BINS), self.patch.shape
        assert all(len(getattr(self, name)) == length for name in COLUMNS)
        assert self.marks.shape[1:] == (NUM_MARKS,), self.marks.shape
        assert len(self.film) in (0, len(self.marks)), (len(self.film), len(self.marks))
        assert self.film.shape[1:] == (VIEW_HEIGHT, VIEW_WIDTH, 3), self.film.shape

    def __len__(self) -> int:
        return len(self.voice)

    def view(self, tick: int) -> NDArray[np.uint8] | None:
        """The picture that comes in a micro-turn and the one before it (the same, where it is the first): uint8
        [2, 120, 160, 3]; None without one."""
        at = tick - self.film_tick
        return self.film[[at, max(0, at - 1)]] if 0 <= at < len(self.film) else None

    def held(self, tick: int) -> NDArray[np.int8] | None:
        """What the picture of a micro-turn holds: int8 [33], -1 unknown; None without one."""
        at = tick - self.film_tick
        return self.marks[at] if 0 <= at < len(self.marks) else None

    @property
    def is_blind(self) -> bool:
        """Whether the network is told what pictures hold, in their place."""
        return len(self.marks) > len(self.film)


def save(path: Path, scenes: list[Ticks]) -> None:
    """Writes one shard (.npz, compressed); replaces an older one only when complete."""
    arrays = {name: np.concatenate([getattr(s, name) for s in scenes]) for name in (*COLUMNS, "film", "marks")}
    counts = {"lengths": [len(s) for s in scenes], "film_lengths": [len(s.film) for s in scenes]}
    counts |= {"film_ticks": [s.film_tick for s in scenes], "are_told": [s.is_told for s in scenes]}
    counts |= {"are_read": [s.is_read for s in scenes]}
    counts |= {"mark_lengths": [len(s.marks) for s in scenes]}
    partial = path.with_suffix(".part.npz")
    np.savez_compressed(partial, allow_pickle=False, **{k: np.array(v) for k, v in counts.items()}, **arrays)
    partial.rename(path)


def load(path: Path) -> list[Ticks]:
    """Reads one shard."""
    with np.load(path) as shard:
        columns = [shard[name] for name in COLUMNS]
        films, held = _cut(shard["film"], shard["film_lengths"]), _cut(shard["marks"], shard["mark_lengths"])
        rows = zip(*(_cut(column, shard["lengths"]) for column in columns))
        more = zip(rows, films, held, *(shard[name].tolist() for name in ("film_ticks", "are_told", "are_read")))
        return [Ticks(*row, *rest) for row, *rest in more]


def _cut(column: NDArray[Any], lengths: NDArray[np.int64]) -> list[NDArray[Any]]:
    """Into parts of these lengths, one behind the other."""
    return [column[first:stop] for first, stop in pairwise(np.cumsum([0, *lengths]).tolist())]
