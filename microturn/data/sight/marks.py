"""What a picture holds, in a few numbers: where a body's ends are, what it does and how far it has come, which things
stand where, and what has just happened to one.

The eye learns to read them off its pictures, as the ear reads phones. Values 0 to 15; 0: not there.
"""

from collections.abc import Iterable
from typing import Any, TypeVar

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import MARK_VALUES, NUM_MARKS, VIEW_HEIGHT, VIEW_WIDTH
from microturn.data.sight.actions import KNOWN
from microturn.data.sight.body import INDEX
from microturn.data.sight.things import COLOURS, HELD_OUT_THINGS, THINGS

Marks = NDArray[np.int8]
Whole = TypeVar("Whole", bound=np.integer[Any])
Floats = NDArray[np.float64]
ENDS = [INDEX[name] for name in ("head", "pelvis", "left_hand", "right_hand", "left_ankle", "right_ankle")]
_OTHER_SIDE = [0, 1, 3, 2, 5, 4]  # of each
NUM_COLUMNS = 8  # of the picture; each has a thing and its colour
PLACES, THING_MARKS = slice(0, 2 * len(ENDS)), slice(2 * len(ENDS), 2 * len(ENDS) + 2 * NUM_COLUMNS)
ACTION, PHASE, EVENT, EVENT_THING, EVENT_COLOUR = range(THING_MARKS.stop, NUM_MARKS)
KINDS = ("appears", "leaves", "changes", "moves")  # of events
BINS = MARK_VALUES - 1
_ACTION = {action.name: i for i, action in enumerate(KNOWN, 1)}
_OTHER = len(KNOWN) + 1
_THING = {name: i for i, name in enumerate((*sorted(THINGS), *sorted(HELD_OUT_THINGS)), 1)}
_COLOUR = {name: i for i, name in enumerate(COLOURS, 1)}
_PAINT = np.array(list(COLOURS.values()))


def of_body(pixels_N2: Floats, action: str = "", share: float = 0.0) -> Marks:
    """int8 [33] of a picture of a body, whose joints are at these pixels, and which has done that share of a repetition
    of an action."""
    out = np.zeros(NUM_MARKS, np.int8)
    place = pixels_N2[ENDS] / (VIEW_WIDTH, VIEW_HEIGHT)
    is_seen = np.logical_and(place >= 0, place < 1).all(1, keepdims=True)
    out[PLACES] = np.where(is_seen, np.clip(place * BINS, 0, BINS - 1).astype(int) + 1, 0).ravel()
    if action:
        out[ACTION], out[PHASE] = _ACTION.get(action, _OTHER), 1 + min(BINS - 1, int(share * BINS))
    return out


def mirrored(marks: NDArray[Whole]) -> NDArray[Whole]:
    """Those of the picture the other way round: a left hand is a right one, and the last column the first."""
    out = marks.copy()
    places = marks[PLACES].reshape(-1, 2)[_OTHER_SIDE]
    out[PLACES] = np.where(places > 0, np.stack([BINS + 1 - places[:, 0], places[:, 1]], 1), 0).ravel()
    out[THING_MARKS] = marks[THING_MARKS].reshape(-1, 2)[::-1].ravel()
    return out


def of_things(
    things: Iterable[tuple[str, float, tuple[float, float, float]]], event: tuple[str, str, str] | None = None
) -> Marks:
    """int8 [33] of a picture of things: (name, pixel across, colour), the nearest last. `event`: (kind, thing, colour)
    of what this picture is the first to show."""
    out = np.zeros(NUM_MARKS, np.int8)
    for name, across, colour in things:
        column = int(np.floor(across / VIEW_WIDTH * NUM_COLUMNS))
        if 0 <= column < NUM_COLUMNS:
            first = THING_MARKS.start + 2 * column
            out[first : first + 2] = _THING[name], np.abs(_PAINT - colour).sum(1).argmin() + 1
    if event is not None:
        kind, name, paint = event
        out[EVENT:] = KINDS.index(kind) + 1, _THING[name], _COLOUR[paint]
    return out
