"""Averages of scores over items with 95 % bootstrap intervals, and the distance to human timing."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
NUM_RESAMPLES = 1000
# Floor-transfer offsets of people on the telephone, docs/benchmarks.md, section 7.
_HUMAN_SHARES = (0.05, 0.10, 0.25, 0.50, 0.75, 0.90, 0.95)
_HUMAN_S = (-0.52, -0.35, -0.10, 0.13, 0.35, 0.65, 0.92)


@dataclass(frozen=True)
class Estimate:
    """A value, its 95 % interval, and the number of items it rests on."""

    value: float
    low: float
    high: float
    num: int


def estimate(values: Floats, statistic: Callable[[Floats], float], seed: int = 0) -> Estimate | None:
    """`values`: float64 [items] or [items, columns]; resamples items. None without any."""
    num = len(values)
    if num == 0:
        return None
    rng = np.random.default_rng(seed)
    draws = [statistic(values[rng.integers(num, size=num)]) for _ in range(NUM_RESAMPLES)]
    low, high = (float(q) for q in np.nanpercentile(draws, [2.5, 97.5]))
    return Estimate(statistic(values), low, high, num)


def mean(values: Floats) -> float:
    return float(np.mean(values))


def median(values: Floats) -> float:
    return float(np.median(values))


def p90(values: Floats) -> float:
    return float(np.percentile(values, 90))


def ratio(pairs: Floats) -> float:
    """Sum over sum, of float64 [items, 2]."""
    return float(pairs[:, 0].sum() / max(pairs[:, 1].sum(), 1e-9))


def human_distance_s(offsets: Floats) -> float:
    """Wasserstein-1 between offsets, seconds, and those of people: mean distance of the quantiles from 5 to 95 %."""
    shares = np.linspace(_HUMAN_SHARES[0], _HUMAN_SHARES[-1], 91)
    return float(np.mean(np.abs(np.quantile(offsets, shares) - np.interp(shares, _HUMAN_SHARES, _HUMAN_S))))


def percentiles(values: Sequence[float]) -> dict[str, float]:
    """p50, p95, p99 and max."""
    p50, p95, p99 = (round(float(p), 2) for p in np.percentile(values, [50, 95, 99]))
    return {"p50": p50, "p95": p95, "p99": p99, "max": round(float(max(values)), 2)}
