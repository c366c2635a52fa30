"""Human timing on the telephone, measured on 258.7 hours: what scenes draw from. Knows numbers only."""

import numpy as np

_SHARES = (0.0, 0.1, 0.25, 0.5, 0.75, 0.9, 1.0)
_PAUSES_S = (0.2, 0.25, 0.34, 0.48, 0.7, 1.02, 2.0)
_GAPS_S = (0.0, 0.12, 0.3, 0.6, 1.0, 1.8, 4.0)  # before a next request: longer than inside talk


def random_speed(rng: np.random.Generator) -> float:
    """How much faster a voice is played; most scenes change it a little."""
    return float(rng.uniform(0.9, 1.12)) if rng.random() < 0.6 else 1.0


def pause_s(rng: np.random.Generator) -> float:
    """Length of a pause inside a turn."""
    return float(np.interp(rng.random(), _SHARES, _PAUSES_S))


def gap_s(rng: np.random.Generator) -> float:
    """Time a user takes before the next thing to say."""
    return float(np.interp(rng.random(), _SHARES, _GAPS_S))
