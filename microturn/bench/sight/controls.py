"""Planted records: a target that says given words at given times, without a sound."""

import math
from collections.abc import Sequence

import numpy as np

from microturn.bench.sight.watch import TAIL_S, Show
from microturn.bench.suite.benchmark import Takes
from microturn.bench.suite.record import Record, Words
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_TICK_SAMPLES, TICK_S


def saying(show: Show, plan: Sequence[tuple[float, str]]) -> Takes:
    """The words of a plan, (seconds, text), each to the very time."""
    num = math.ceil((show.end_s + TAIL_S) / TICK_S)
    quiet = np.zeros(num * EAR_TICK_SAMPLES, np.float32), np.zeros(num * MOUTH_TICK_SAMPLES, np.float32)
    return (Record(*quiet, said=tuple(Words(at_s, f" {text}") for at_s, text in plan)),)
