"""Where there is voice in a sound, by energy in frames of 10 ms. Scores outputs; it never decides for the product."""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microturn.core.messages import Audio

FRAME_S = 0.01
FLOOR_DB = -45.0  # re full scale; speech lies around -23, a vocoder at rest far below -60
JOIN_S = 0.1  # closures inside words
MIN_S = 0.06  # shorter bursts are clicks
MERGE_S = 0.5  # segments of the model, docs/benchmarks.md, section 2


class Stretch(NamedTuple):
    """A stretch of time, seconds."""

    start_s: float
    end_s: float

    @property
    def seconds(self) -> float:
        return self.end_s - self.start_s


def is_voiced(samples: Audio, rate_hz: int) -> NDArray[np.bool_]:
    """float32 [n] -> bool [frames]: root mean square above the floor."""
    size = round(rate_hz * FRAME_S)
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    return np.mean(np.square(frames), axis=1) > 10 ** (FLOOR_DB / 10)


def stretches(frames: NDArray[np.bool_], merge_s: float = MERGE_S) -> list[Stretch]:
    """Voiced frames -> segments: clicks left out, gaps up to `merge_s` closed."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], frames, [False]]).astype(np.int8)))
    runs = [Stretch(float(a) * FRAME_S, float(b) * FRAME_S) for a, b in edges.reshape(-1, 2)]
    long_enough = [run for run in _merge(runs, JOIN_S) if run.seconds > MIN_S - FRAME_S / 2]
    return _merge(long_enough, merge_s)


def _merge(runs: Sequence[Stretch], gap_s: float) -> list[Stretch]:
    out: list[Stretch] = []
    for run in runs:
        if out and run.start_s - out[-1].end_s <= gap_s + FRAME_S / 2:
            out[-1] = Stretch(out[-1].start_s, run.end_s)
        else:
            out.append(run)
    return out


def covered_s(voice: Sequence[Stretch], start_s: float, end_s: float) -> float:
    """Seconds of voice between two times."""
    return sum(max(0.0, min(run.end_s, end_s) - max(run.start_s, start_s)) for run in voice)


def first_after(voice: Sequence[Stretch], time_s: float) -> Stretch | None:
    """The first segment that begins at or after `time_s`."""
    return next((run for run in voice if run.start_s >= time_s), None)


def lasting_past(voice: Sequence[Stretch], time_s: float) -> Stretch | None:
    """The first segment that ends after `time_s`."""
    return next((run for run in voice if run.end_s > time_s), None)
