"""How long repetitions last and how many there are, as in filmed exercises (docs/benchmarks.md).

At 5 pictures a second nothing faster than 2.5 Hz can be seen: no repetition is shorter than 0.5 s.
"""

import numpy as np

Rng = np.random.Generator
MIN_S = 0.5
# Measured lengths of repetitions in RepCount-A, frames at 30 Hz, at these shares; its ends are ours.
SHARES = (0.0, 0.1, 0.5, 0.9, 1.0)
TRAINING_FRAMES, TEST_FRAMES = (15, 17, 27, 71, 110), (15, 20, 46, 101, 150)
COUNTS = (1, 2, 7.5, 15.5, 20)  # repetitions at the same shares: the best constant guess is within one of 29 %


def cycle_s(rng: Rng, is_held_out: bool, at_least_s: float = MIN_S) -> float:
    """A repetition's length, of the clips for training or for testing."""
    frames = TEST_FRAMES if is_held_out else TRAINING_FRAMES
    drawn_s = float(np.exp(np.interp(rng.random(), SHARES, np.log(frames)))) / 30
    return max(drawn_s, at_least_s, MIN_S)


def count(share: float) -> int:
    """Repetitions, 1 to 20: the number that `share` of the films stay below."""
    return round(float(np.exp(np.interp(share, SHARES, np.log(COUNTS)))))
