"""Signals, and all ways to cut them into chunks."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from microturn.core.messages import Audio


def tone(hz: float, rate_hz: int, num_samples: int, gain: float = 0.5) -> Audio:
    return (gain * np.sin(2 * np.pi * hz * np.arange(num_samples) / rate_hz)).astype(np.float32)


def noise(num_samples: int, seed: int = 0, gain: float = 0.1) -> Audio:
    return (gain * np.random.default_rng(seed).standard_normal(num_samples)).astype(np.float32)


def cuts(num_samples: int) -> st.SearchStrategy[list[int]]:
    """Places at which a signal is cut: any number, repeated ones give empty chunks."""
    return st.lists(st.integers(0, num_samples), max_size=20).map(sorted)


def chunks(samples: Audio, places: Sequence[int]) -> list[Audio]:
    return [samples[a:b] for a, b in pairwise([0, *places, len(samples)])]
