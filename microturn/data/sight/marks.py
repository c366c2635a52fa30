"""What a picture holds, in a few numbers: where a body's ends are, and which things stand where.

The eye learns to read them off its pictures, as the ear reads phones. Values 0 to 15; 0: not there.
"""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import MARK_VALUES, NUM_MARKS, VIEW_HEIGHT, VIEW_WIDTH
from microturn.data.sight.body import INDEX
from microturn.data.sight.things import COLOURS, HELD_OUT_THINGS, THINGS

Marks = NDArray[np.int8]
Floats = NDArray[np.float64]
ENDS = [INDEX[name] for name in ("head", "pelvis", "left_hand", "right_hand", "left_ankle", "right_ankle")]
NUM_COLUMNS = (NUM_MARKS - 2 * len(ENDS)) // 2  # of the picture; each has a thing and its colour
_BINS = MARK_VALUES - 1
_THING = {name: i for i, name in enumerate((*sorted(THINGS), *sorted(HELD_OUT_THINGS)), 1)}
_PAINT = np.array(list(COLOURS.values()))


def of_body(pixels_N2: Floats) -> Marks:
    """int8 [28] of a picture of a body, whose joints are at these pixels."""
    out = np.zeros(NUM_MARKS, np.int8)
    place = pixels_N2[ENDS] / (VIEW_WIDTH, VIEW_HEIGHT)
    is_seen = np.logical_and(place >= 0, place < 1).all(1, keepdims=True)
    out[: 2 * len(ENDS)] = np.where(is_seen, np.clip(place * _BINS, 0, _BINS - 1).astype(int) + 1, 0).ravel()
    return out


def of_things(things: Iterable[tuple[str, float, tuple[float, float, float]]]) -> Marks:
    """int8 [28] of a picture of things: (name, pixel across, colour), the nearest last."""
    out = np.zeros(NUM_MARKS, np.int8)
    for name, across, colour in things:
        column = int(np.floor(across / VIEW_WIDTH * NUM_COLUMNS))
        if 0 <= column < NUM_COLUMNS:
            first = 2 * (len(ENDS) + column)
            out[first : first + 2] = _THING[name], np.abs(_PAINT - colour).sum(1).argmin() + 1
    return out
