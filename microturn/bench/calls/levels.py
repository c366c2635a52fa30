"""Where there is voice in one channel of a call, whatever its level and its noise. Scores; decides for no product.

The floor adapts to the recording: above its steady noise, and no deeper below its loudest speech than soft sounds lie.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from microturn.bench.voice import FRAME_S, Stretch, stretches
from microturn.core.messages import Audio

Levels = NDArray[np.float64]  # of 10 ms each, decibels re full scale
SILENT_DB = -80.0  # below this it is digital silence
LOUD_SHARE, MIN_LOUD = 0.005, 30  # speech is as loud as its loudest 0.5 %, of at least 0.3 s
SOFT_DB = 32.0  # below that, speech cannot be heard to go on
NOISE_DB, PEAK_DB = 8.0, 12.0  # above the noise: it goes on; it is voice at all
NUM_PEAKS = 3  # frames above the second
FLAT_DB, STEADY_DB = 12.0, -30.0  # a channel without ups and downs is voice if it is so loud: a tone, not a hiss
STEADY_FRAMES, STEADY_SPREAD_DB = 20, 3.0  # noise: windows of 0.2 s in which little changes,
STEADY_SHARE, MIN_STEADY = 0.1, 3  # so many of those that are not digital silence
JOIN_S = 0.2  # gaps inside a unit of talk; longer ones are pauses
MIN_S = 0.1


@dataclass(frozen=True, eq=False)
class Voice:
    """Of one channel. `is_on`: bool [frames] of 10 ms; `floor_db`: what it lies above; `speech_db`, `noise_db`: loudest
    speech, and steady noise (None: there is none that matters)."""

    levels: Levels
    is_on: NDArray[np.bool_]
    floor_db: float
    speech_db: float
    noise_db: float | None

    @property
    def units(self) -> list[Stretch]:
        """Units of talk: gaps up to 0.2 s closed, shorter than 0.1 s left out."""
        return [unit for unit in stretches(self.is_on, JOIN_S) if unit.seconds >= MIN_S - FRAME_S / 2]


def voice_of(samples: Audio, rate_hz: int) -> Voice:
    """float32 [n], any rate that 10 ms divide."""
    levels = levels_of(samples, rate_hz)
    speech_db, noise_db = _loudest(levels), _noise(levels)
    flat_db = float(np.percentile(levels, 20)) if len(levels) else SILENT_DB
    if speech_db < flat_db + FLAT_DB:
        is_on = levels > STEADY_DB
        return Voice(levels, is_on, STEADY_DB, speech_db, None if is_on.any() else noise_db)
    floor_db = max(speech_db - SOFT_DB, SILENT_DB)
    if noise_db is not None and noise_db + NOISE_DB > floor_db:
        floor_db = noise_db + NOISE_DB
    is_on = _with_peaks(levels > floor_db, levels > floor_db + PEAK_DB - NOISE_DB)
    return Voice(levels, is_on, floor_db, speech_db, noise_db)


def levels_of(samples: Audio, rate_hz: int) -> Levels:
    """float32 [n] -> decibels of every whole 10 ms, what is constant in them left out."""
    size = round(rate_hz * FRAME_S)
    assert size * round(1 / FRAME_S) == rate_hz, f"10 ms do not divide {rate_hz} Hz"
    frames = samples[: len(samples) // size * size].reshape(-1, size)
    return 10 * np.log10(np.maximum(np.var(frames, axis=1, dtype=np.float64), 1e-12))


def _loudest(levels: Levels) -> float:
    """The level that the loudest frames exceed; clicks and slams are shorter."""
    if not len(levels):
        return SILENT_DB
    num = min(len(levels), max(MIN_LOUD, round(LOUD_SHARE * len(levels))))
    return max(SILENT_DB, float(np.partition(levels, len(levels) - num)[len(levels) - num]))


def _noise(levels: Levels) -> float | None:
    """The level of what stays the same for 0.2 s and more, far below the loudest: noise does, soft speech does not."""
    windows = levels[: len(levels) // STEADY_FRAMES * STEADY_FRAMES].reshape(-1, STEADY_FRAMES)
    means = np.mean(windows, axis=1)
    is_heard = means > SILENT_DB
    is_low = is_heard & (means < _loudest(levels) - PEAK_DB)
    steady = means[is_low & (np.std(windows, axis=1) < STEADY_SPREAD_DB)]
    is_noise = len(steady) >= max(MIN_STEADY, STEADY_SHARE * np.count_nonzero(is_heard))
    return float(np.median(steady)) if is_noise else None


def _with_peaks(is_on: NDArray[np.bool_], is_peak: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Runs of frames that have a few peaks in them."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], is_on, [False]]).astype(np.int8))).reshape(-1, 2)
    peaks = np.concatenate([[0], np.cumsum(is_peak)])
    out = np.zeros(len(is_on), bool)
    for start, end in edges:
        out[start:end] = peaks[end] - peaks[start] >= NUM_PEAKS
    return out
