"""Averages of scores over items with 95 % bootstrap intervals, and the distance to human timing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Statistic = Callable[[Floats], Floats]
NUM_RESAMPLES = 1000
# Floor-transfer offsets of people on the telephone, docs/benchmarks.md, section 7.
HUMAN_SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
HUMAN_S = (-0.52, -0.35, -0.10, 0.13, 0.35, 0.65, 0.92)


@dataclass(frozen=True)
class Estimate:
    """A value, its 95 % interval, and the number of items it rests on."""

    value: float
    low: float
    high: float
    num: int


def estimate(values: Floats, statistic: Statistic, seed: int = 0) -> Estimate | None:
    """`values`: float64 [items] or [items, columns]; resamples items. None without any."""
    num = len(values)
    if num == 0:
        return None
    draws = np.random.default_rng(seed).integers(num, size=(NUM_RESAMPLES, num))
    low, high = (float(q) for q in np.percentile(statistic(values[draws]), [2.5, 97.5]))
    return Estimate(float(statistic(values[None])[0]), low, high, num)


def mean(values: Floats) -> Floats:
    """float64 [draws, items] -> [draws], as all statistics."""
    return np.mean(values, axis=1)


def median(values: Floats) -> Floats:
    return np.median(values, axis=1)


def p90(values: Floats) -> Floats:
    return np.percentile(values, 90, axis=1)


def ratio(pairs: Floats) -> Floats:
    """Sum over sum, of float64 [draws, items, 2]."""
    sums = pairs.sum(axis=1)
    return sums[:, 0] / np.maximum(sums[:, 1], 1e-9)


def human_distance_s(offsets: Floats) -> Floats:
    """Wasserstein-1 between offsets, seconds, and those of people: mean distance of the quantiles from 5 to 95 %."""
    shares = np.linspace(HUMAN_SHARES[0], HUMAN_SHARES[-1], 91)
    human_s = np.interp(shares, HUMAN_SHARES, HUMAN_S)
    return np.mean(np.abs(np.quantile(offsets, shares, axis=1) - human_s[:, None]), axis=0)


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and max."""
    p50, p95, p99 = (round(float(p), 2) for p in np.percentile(values, [50, 95, 99]))
    return {"p50": p50, "p95": p95, "p99": p99, "max": round(float(max(values)), 2)}
