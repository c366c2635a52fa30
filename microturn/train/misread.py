"""What films that are told hold, as an eye would read it: places and how far a repetition has come are off by a little,
names and what happens are missed, invented or others, more in one film than in another."""

import numpy as np
from numpy.typing import NDArray

from microturn.data.sight.actions import KNOWN
from microturn.data.sight.marks import ACTION, BINS, EVENT, EVENT_COLOUR, EVENT_THING, KINDS, PHASE, PLACES, THING_MARKS
from microturn.data.sight.things import COLOURS, HELD_OUT_THINGS, THINGS

MOST_WRONG = 0.5  # of places and phases that are there, in one film
NAMES_SHARE = 0.3  # as many names: whoever is often told wrong ones says those that were asked for
REST_SHARE, ODD_SHARE = 0.3, 0.04  # of pictures without a repetition or an event, in the worst film, that show one
UNNAMED_SHARE, UNSEEN_SHARE = 0.3, 0.4  # of films in which it is not told to what something happens; of those, nor that
_NEAR_REST = (2, BINS - 1)
_NUM_THINGS = len(THINGS) + len(HELD_OUT_THINGS)
_NEAR = [*range(PLACES.start, PLACES.stop), PHASE]
_NAMES = [*range(THING_MARKS.start, THING_MARKS.stop), ACTION, EVENT, EVENT_THING, EVENT_COLOUR]
_MOST = [*(_NUM_THINGS, len(COLOURS)) * (len(_NAMES) // 2 - 2), len(KNOWN) + 1, len(KINDS), _NUM_THINGS, len(COLOURS)]
Marks = NDArray[np.int8]


def misread(marks: Marks, rng: np.random.Generator) -> Marks:
    """Marks [pictures, 33] with errors; -1 stays."""
    out, share = marks.copy(), float(rng.uniform(0, MOST_WRONG))
    step = rng.choice((-2, -1, -1, 1, 1, 2), (len(out), len(_NEAR)))
    near = np.clip(out[:, _NEAR] + step, 1, BINS)
    near[:, -1] = (out[:, PHASE] + step[:, -1] - 1) % BINS + 1
    _replace(out, _NEAR, near, share, rng)
    _replace(out, _NAMES, rng.integers(0, np.array(_MOST) + 1, (len(out), len(_NAMES))), share * NAMES_SHARE, rng)
    _rest(out, share, rng)
    if rng.random() < UNNAMED_SHARE:  # whatever stands there, and stood there before, says it, too
        out[:, EVENT if rng.random() < UNSEEN_SHARE else EVENT_THING :] = 0
    return out


def _replace(
    out: Marks, columns: list[int], others: NDArray[np.integer], share: float, rng: np.random.Generator
) -> None:
    """In place: that share of the marks of some columns that are there."""
    some = out[:, columns]
    is_wrong = (rng.random(some.shape) < share) & (some > 0)
    out[:, columns] = np.where(is_wrong, others, some)


def _rest(out: Marks, share: float, rng: np.random.Generator) -> None:
    """In place: bodies at rest that seem to begin or to end a repetition, and things to which something seems to
    happen."""
    seems = rng.random((2, len(out))) < share / MOST_WRONG * np.array([[REST_SHARE], [ODD_SHARE]])
    has_body = out[:, PLACES].any(1)
    rests = seems[0] & has_body & np.isin(out[:, PHASE], (0, *_NEAR_REST))
    out[rests, PHASE] = rng.choice((0, 0, *_NEAR_REST), int(rests.sum()))
    odd = seems[1] & ~has_body & (out[:, EVENT] == 0)
    out[odd, EVENT:] = rng.integers(1, np.array(_MOST[-3:]) + 1, (int(odd.sum()), 3))
