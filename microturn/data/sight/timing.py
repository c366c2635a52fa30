"""How long repetitions last and how many there are, as in filmed exercises (docs/benchmarks.md).

At 5 pictures a second nothing faster than 2.5 Hz can be seen: no repetition is shorter than 0.5 s.
"""

import numpy as np

Rng = np.random.Generator
MIN_S = 0.5
MAX_COUNT = 20
# Measured lengths of repetitions in RepCount-A, frames at 30 Hz, at these shares; its ends are ours.
SHARES = (0.0, 0.1, 0.5, 0.9, 1.0)
TRAINING_FRAMES, TEST_FRAMES = (15, 17, 27, 71, 110), (15, 20, 46, 101, 150)
COUNT_MEDIAN, COUNT_SPREAD = 6.5, 0.95  # log-normal: the best constant guess is within one of about 30 %


def cycle_s(rng: Rng, is_held_out: bool, at_least_s: float = MIN_S) -> float:
    """A repetition's length, of the clips for training or for testing."""
    frames = TEST_FRAMES if is_held_out else TRAINING_FRAMES
    drawn_s = float(np.exp(np.interp(rng.random(), SHARES, np.log(frames)))) / 30
    return max(drawn_s, at_least_s, MIN_S)


def count(rng: Rng) -> int:
    """1 to 20 repetitions."""
    while True:
        drawn = round(float(np.exp(np.log(COUNT_MEDIAN) + COUNT_SPREAD * rng.normal())))
        if 1 <= drawn <= MAX_COUNT:
            return drawn
