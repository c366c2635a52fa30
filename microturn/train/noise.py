"""What is taken from the network's input in training so that it does not learn the few texts and voices by heart.

Voices are stretched, bands of frequency and moments are blanked (SpecAugment, arXiv 1904.08779), and some of the words
heard and of its own phones, which it reads back, are other ones: what comes next has to be heard or read, and a slip
spoils no more.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import EAR_BINS
from microturn.core.vocab import NUM_PHONES, NUM_SPECIALS, PHONE_ID, PHONES, SILENCE, VOCAB_SIZE, Control
from microturn.data.ticks import Ticks
from microturn.model.positions import Kind
from microturn.train.misread import misread

BLANKED_SHARE = 0.6  # of stretches
STRETCH_TICKS = 25
WARPED_SHARE, MAX_WARP = 0.6, 0.12  # of scenes; natural logarithm
NUM_BANDS, MAX_BAND = 2, 12  # of 80 bins
NUM_MOMENTS, MAX_MOMENT = 4, 8  # frames of 12.5 ms
OTHER_SHARE = 0.1  # of pieces heard
SLIP_SHARE = 0.05  # of own slots
MOST_WRONG, LOST_SHARE = 0.3, 0.25  # of told phones, in one scene; those of them that are not heard at all
SLOT_SHARE = 0.04  # of their slots
ALIKE = ("ptkbdɡʔɾ", "fvθðszʃʒh", "mnŋ", "lɹwj", "aæɑɐɒɔəɚɜɛeiɪᵻoʊuʌ")


def blanked(scenes: Iterator[Ticks], rng: np.random.Generator) -> Iterator[Ticks]:
    """The same scenes by other voices, with holes in what the ear hears, and slips in what it is told."""
    for scene in scenes:
        if scene.is_blind:
            scene = replace(scene, marks=misread(scene.marks, rng))
        if scene.is_told:
            yield replace(scene, ear=mistold(scene.ear, rng))
            continue
        levels = warped(scene.levels, rng)
        for start in range(0, len(levels), STRETCH_TICKS):
            if rng.random() < BLANKED_SHARE:
                _blank(levels[start : start + STRETCH_TICKS].reshape(-1, EAR_BINS), rng)
        yield replace(scene, levels=levels)


def warped(levels: NDArray[np.uint8], rng: np.random.Generator) -> NDArray[np.uint8]:
    """Levels [..., bins] as of a longer or shorter vocal tract (VTLP, Jaitly and Hinton 2013): a copy whose mel axis is
    stretched by up to an eighth, for some of the scenes."""
    if rng.random() >= WARPED_SHARE:
        return levels.copy()
    stretch = float(np.exp(rng.uniform(-MAX_WARP, MAX_WARP)))
    return levels[..., np.minimum(np.round(np.arange(EAR_BINS) * stretch).astype(int), EAR_BINS - 1)]


def mistold(ear: NDArray[np.int8], rng: np.random.Generator) -> NDArray[np.int8]:
    """Phones [ticks, 8] as an ear would read them: some are others all along or lost in those before, more in one scene
    than in another, edges are not exact, slots slip."""
    slots = ear.reshape(-1)
    begins = np.flatnonzero(np.diff(slots, prepend=-2))
    out, share = slots.copy(), rng.uniform(0, MOST_WRONG)
    for first, stop in pairwise([*begins.tolist(), len(slots)]):
        if slots[first] > SILENCE and rng.random() < share:
            is_lost = first and rng.random() < LOST_SHARE
            out[first:stop] = out[first - 1] if is_lost else rng.choice(_like(int(slots[first])))
        shift = int(rng.integers(-1, 2))
        if shift and first and stop - first > 1:
            out[min(first, first + shift) : max(first, first + shift)] = out[first - 1 if shift > 0 else first]
    slips = rng.random(len(out)) < SLOT_SHARE
    return np.where(slips, np.roll(out, 1), out).reshape(ear.shape)


def _like(phone: int) -> list[int]:
    """Phones that are heard in place of another one: of its kind where it has one."""
    symbol = PHONES[phone] if phone < len(PHONES) else ""
    kind = next((kind for kind in ALIKE if symbol in kind), "".join(ALIKE))
    return [PHONE_ID[other] for other in kind if other != symbol]


def _blank(frames: NDArray[np.uint8], rng: np.random.Generator) -> None:
    """In place: [frames, bins]."""
    for _ in range(NUM_BANDS):
        width = int(rng.integers(0, MAX_BAND + 1))
        first = int(rng.integers(0, EAR_BINS - width))
        frames[:, first : first + width] = 0
    for _ in range(NUM_MOMENTS):
        first = int(rng.integers(0, len(frames)))
        frames[first : first + int(rng.integers(0, MAX_MOMENT + 1))] = 0


def misheard(
    kind: NDArray[np.int64], token: NDArray[np.int64], is_sure: NDArray[np.bool_], rng: np.random.Generator
) -> NDArray[np.int64]:
    """Tokens [N] of one row of positions with some of the pieces behind <heard> replaced at random, but where they are
    sure: nothing else says there what was heard."""
    out, is_heard = token.copy(), False
    for i in np.flatnonzero(kind == Kind.TEXT):
        if token[i] < NUM_SPECIALS:
            is_heard = token[i] == Control.HEARD
        elif is_heard and not is_sure[i] and rng.random() < OTHER_SHARE:
            out[i] = rng.integers(NUM_SPECIALS, VOCAB_SIZE)
    return out


def misspoken(own: NDArray[np.int8], rng: np.random.Generator) -> NDArray[np.int8]:
    """A plan that re-enters, any shape, with some slots replaced at random."""
    return np.where(rng.random(own.shape) < SLIP_SHARE, rng.integers(0, NUM_PHONES, own.shape, np.int8), own)
