"""What a stream has read, as arrays to be saved: one row a micro-turn. Pictures stand in a table, each once."""

from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray

from microturn.core.errors import BadSave
from microturn.core.messages import Picture
from microturn.core.units import (
    AUDIO_TOKENS,
    EAR_BINS,
    EAR_LEVELS,
    MAX_TEXT_IN,
    MAX_TEXT_OUT,
    SLOTS,
    SUB_FRAMES,
    VIEW_HEIGHT,
    VIEW_WIDTH,
)
from microturn.core.vocab import NUM_PHONES
from microturn.engine.layout import no_plans
from microturn.engine.past import ANCHOR, Moment, View
from microturn.engine.saved import AGAIN, FAR, Part, Reader

ROWS = 64  # micro-turns whose levels are packed at once, in a millisecond or two
Pair = tuple[int, int]  # places of a picture and the one before it in the table; -1: none


class Pictures:
    """A table of pictures, each once, however many micro-turns saw it."""

    def __init__(self) -> None:
        self.table, self._places = list[Picture](), dict[int, int]()

    def place(self, picture: Picture | None) -> int:
        if picture is None:
            return -1
        if id(picture) not in self._places:
            self._places[id(picture)] = len(self.table)
            self.table.append(picture)
        return self._places[id(picture)]

    def pair(self, pictures: tuple[Picture | None, Picture | None] | None) -> Pair:
        now, before = pictures or (None, None)
        return self.place(now), self.place(before)


def write(moments: Sequence[Moment], pending: tuple[Picture | None, Picture | None]) -> Iterator[Part]:
    """`pending`: the picture for the next micro-turn and the one before it."""
    pictures = Pictures()
    pairs = [pictures.pair(moment.view) for moment in moments] + [pictures.pair(pending)]
    plans = [moment.plan for moment in moments if moment.plan is not None]
    plans_P8 = torch.cat([no_plans(), *plans]).to(torch.uint8)
    texts = {"text_in": [m.text_in for m in moments], "tokens": [m.tokens for m in moments]}
    yield column("ticks", [m.tick for m in moments], np.int64)
    yield column("counts", [m.count for m in moments], np.int64)
    yield column("spoke", [m.plan is not None for m in moments], np.uint8)
    yield Part("plans", plans_P8.numpy, True)
    for name, rows in texts.items():
        yield column(f"{name}_num", [len(row) for row in rows], np.uint8)
        yield column(name, [token for row in rows for token in row], np.int32)
    yield column("views", pairs, np.int32)
    for begin in range(0, len(moments), ROWS):
        yield Part(f"levels.{begin}", _stacked([m.levels for m in moments[begin : begin + ROWS]]), True)
    yield column("num_pictures", [len(pictures.table)], np.int64)
    for i, picture in enumerate(pictures.table):
        yield Part(f"picture.{i}", _stacked([picture]), True)


def column(name: str, values: Sequence[int] | Sequence[Pair], dtype: type) -> Part:
    array: NDArray[Any] = np.array(values, dtype)
    return Part(name, lambda: array, True)


def _stacked(arrays: Sequence[NDArray[np.uint8]]) -> Callable[[], NDArray[np.uint8]]:
    def make() -> NDArray[np.uint8]:
        return np.stack(arrays)

    return make


def read(reader: Reader, vocab_size: int) -> tuple[list[Moment], list[Picture | None]]:
    """-> micro-turns, and the pictures for the next one. Raises BadSave."""
    tick_M = reader.take("ticks", "<i8", (None,), FAR)
    num = len(tick_M)
    count_M = reader.take("counts", "<i8", (num,), FAR)
    spoke_M = reader.take("spoke", "|u1", (num,), 2)
    plans_P8 = torch.from_numpy(reader.take("plans", "|u1", (int(spoke_M.sum()), SLOTS), NUM_PHONES)).long()
    texts_in = _texts(reader, "text_in", num, MAX_TEXT_IN, vocab_size)
    texts_out = _texts(reader, "tokens", num, MAX_TEXT_OUT + 1, vocab_size)
    pair_M2 = reader.take("views", "<i4", (num + 1, 2))
    levels_M = _levels(reader, num)
    table = _pictures(reader, pair_M2)
    place_M, views = spoke_M.astype(np.int64).cumsum(), [_view(pair, table) for pair in pair_M2[:-1]]
    moments = [
        Moment(
            int(tick_M[i]), levels_M[i], texts_in[i], views[i],
            plans_P8[place_M[i] - 1 : place_M[i]] if spoke_M[i] else None, texts_out[i], int(count_M[i]),
        )
        for i in range(num)
    ]  # fmt: skip
    _check_order(moments)
    return moments, [None if at < 0 else table[at] for at in pair_M2[-1]]


def _texts(reader: Reader, name: str, num: int, most: int, vocab_size: int) -> list[tuple[int, ...]]:
    num_M = reader.take(f"{name}_num", "|u1", (num,), most + 1).astype(np.int64)
    tokens: list[int] = reader.take(name, "<i4", (int(num_M.sum()),), vocab_size).tolist()
    ends = list(accumulate(num_M.tolist(), initial=0))
    return [tuple(tokens[begin:end]) for begin, end in pairwise(ends)]


def _levels(reader: Reader, num: int) -> list[NDArray[np.uint8]]:
    found: list[NDArray[np.uint8]] = []
    for begin in range(0, num, ROWS):
        shape = (min(ROWS, num - begin), AUDIO_TOKENS, SUB_FRAMES, EAR_BINS)
        found.extend(reader.take(f"levels.{begin}", "|u1", shape, EAR_LEVELS))
    return found


def _pictures(reader: Reader, pair_M2: NDArray[np.int32]) -> list[Picture]:
    num = int(reader.take("num_pictures", "<i8", (1,), 2 * len(pair_M2))[0])
    if pair_M2.min() < -1 or pair_M2.max() >= num:
        raise BadSave(f"expected micro-turns that saw {num} pictures, got numbers up to {pair_M2.max()}; {AGAIN}")
    return [reader.take(f"picture.{i}", "|u1", (1, VIEW_HEIGHT, VIEW_WIDTH, 3))[0] for i in range(num)]


def _view(pair: NDArray[np.int32], table: Sequence[Picture]) -> View | None:
    return (table[pair[0]], table[pair[1]]) if pair.min() >= 0 else None


def _check_order(moments: Sequence[Moment]) -> None:
    """One after the other, with at most one gap, which ends where a group begins."""
    gaps = [after for before, after in pairwise(moments) if after.tick != before.tick + 1]
    is_forward = all(a.tick < b.tick and a.count < b.count for a, b in pairwise(moments))
    begins = not moments or (moments[0].tick == 0 and moments[0].count == 0)
    if not (begins and is_forward and len(gaps) <= 1 and all(gap.tick % ANCHOR == 0 for gap in gaps)):
        raise BadSave(f"expected micro-turns in their order in the saved session, they are not; {AGAIN}")
