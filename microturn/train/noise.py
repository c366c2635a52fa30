"""What is taken from the network's input in training so that it does not learn the few texts and voices by heart.

Bands of frequency and moments are blanked (SpecAugment, arXiv 1904.08779), and some of the words heard and of its own
phones, which it reads back, are other ones: what comes next has to be heard or read, and a slip spoils no more.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import EAR_BINS
from microturn.core.vocab import NUM_PHONES, NUM_SPECIALS, VOCAB_SIZE, Control
from microturn.data.ticks import Ticks
from microturn.model.positions import Kind

BLANKED_SHARE = 0.6  # of stretches
STRETCH_TICKS = 25
NUM_BANDS, MAX_BAND = 2, 12  # of 80 bins
NUM_MOMENTS, MAX_MOMENT = 4, 8  # frames of 12.5 ms
OTHER_SHARE = 0.1  # of pieces heard
SLIP_SHARE = 0.05  # of own slots


def blanked(scenes: Iterator[Ticks], rng: np.random.Generator) -> Iterator[Ticks]:
    """The same scenes with holes in what the ear hears."""
    for scene in scenes:
        levels = scene.levels.copy()
        for start in range(0, len(levels), STRETCH_TICKS):
            if rng.random() < BLANKED_SHARE:
                _blank(levels[start : start + STRETCH_TICKS].reshape(-1, EAR_BINS), rng)
        yield replace(scene, levels=levels)


def _blank(frames: NDArray[np.uint8], rng: np.random.Generator) -> None:
    """In place: [frames, bins]."""
    for _ in range(NUM_BANDS):
        width = int(rng.integers(0, MAX_BAND + 1))
        first = int(rng.integers(0, EAR_BINS - width))
        frames[:, first : first + width] = 0
    for _ in range(NUM_MOMENTS):
        first = int(rng.integers(0, len(frames)))
        frames[first : first + int(rng.integers(0, MAX_MOMENT + 1))] = 0


def misheard(kind: NDArray[np.int64], token: NDArray[np.int64], rng: np.random.Generator) -> NDArray[np.int64]:
    """Tokens [N] of one row of positions with some of the pieces behind <heard> replaced at random."""
    out, is_heard = token.copy(), False
    for i in np.flatnonzero(kind == Kind.TEXT):
        if token[i] < NUM_SPECIALS:
            is_heard = token[i] == Control.HEARD
        elif is_heard and rng.random() < OTHER_SHARE:
            out[i] = rng.integers(NUM_SPECIALS, VOCAB_SIZE)
    return out


def misspoken(own: NDArray[np.int8], rng: np.random.Generator) -> NDArray[np.int8]:
    """A plan that re-enters, any shape, with some slots replaced at random."""
    return np.where(rng.random(own.shape) < SLIP_SHARE, rng.integers(0, NUM_PHONES, own.shape, np.int8), own)
