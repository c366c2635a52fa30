"""Glances: short cuts of films that have no sound, no words and no decisions, for the eye alone.

They are read by the layers up to the eye's reader only, three positions a picture, so that the eye sees ten times as
many pictures as films in scenes could show it.
"""

from collections import deque

import numpy as np
import torch
from numpy.typing import NDArray

from microturn.core.units import EAR_BINS, SLOTS, SUB_FRAMES, VIEW_TOKENS
from microturn.data import sights
from microturn.data.grammars.sight import film_of
from microturn.model.positions import Kind, Positions
from microturn.train.batch import Brief

CUT = 12  # pictures in a row
KEPT, NEW_SHARE = 64, 0.25  # cuts, of which many are looked at again: drawing pictures costs more than to look at them
Cut = tuple[NDArray[np.uint8], NDArray[np.int64]]


class Glances:
    """Cuts of films that never end."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng, self._kept = rng, deque[Cut](maxlen=KEPT)

    def draw(self, num: int) -> Brief | None:
        """`num` pictures, in whole cuts; None for fewer than one cut has."""
        num_cuts = num // CUT
        if not num_cuts:
            return None
        num_new = num_cuts if not self._kept else max(1, round(num_cuts * NEW_SHARE))
        new = [cut(self._rng) for _ in range(num_new)]
        old = [self._kept[int(self._rng.integers(len(self._kept)))] for _ in range(num_cuts - num_new)]
        self._kept.extend(new)
        return together([*new, *old])


def together(cuts: list[Cut]) -> Brief:
    shape = len(cuts), CUT * VIEW_TOKENS
    positions = Positions(
        torch.full(shape, Kind.VIEW, dtype=torch.int64),
        torch.zeros(shape, dtype=torch.int64),
        torch.arange(1, CUT + 1, dtype=torch.float64).repeat_interleave(VIEW_TOKENS).expand(shape),
        torch.zeros(0, SUB_FRAMES, EAR_BINS, dtype=torch.uint8),
        torch.zeros(0, SLOTS, dtype=torch.int64),
        torch.from_numpy(np.concatenate([views for views, _ in cuts])),
    )
    return Brief(positions, torch.from_numpy(np.concatenate([marks for _, marks in cuts])))


def cut(rng: np.random.Generator) -> Cut:
    """Views [12, 2, 120, 160, 3] and marks [12, 28] of consecutive pictures."""
    sight = sights.parse(sights.requests(rng, 1)[0][0])
    assert sight is not None
    film, _ = film_of(sight, rng)
    first = int(rng.integers(0, max(1, film.num_pictures - CUT)))
    numbers = np.minimum(np.arange(first, first + CUT), film.num_pictures - 1)
    pictures = {number: film.picture(number) for number in {max(0, first - 1), *numbers.tolist()}}
    views = np.stack([np.stack([pictures[k], pictures[max(0, k - 1)]]) for k in numbers.tolist()])
    return views, np.stack([film.marks(k) for k in numbers.tolist()]).astype(np.int64)
