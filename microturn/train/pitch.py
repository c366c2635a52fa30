"""Pitch of a clean recording, and the phase of its fundamental: teachers of the vocoder, needed in training only.

Coarse pitch by normalised autocorrelation (Boersma 1993) and a shortest path, then the phase of the fundamental by
demodulation with it. Legend: T frames of 300 samples, U = 3 T sub-frames of 100 samples, L lags.
"""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import MOUTH_HOP, MOUTH_HZ

SUB_HOP = MOUTH_HOP // 3
DECIMATION = 4
LOW_HZ, HIGH_HZ = 75.0, 420.0
WINDOW = 300  # samples at 6 kHz, 50 ms
DEMODULATE = 480  # samples at 24 kHz: its first null lies at 100 Hz, between the harmonics
UNVOICED_COST, SWITCH_COST, JUMP_COST = 0.45, 0.25, 6.0

Floats = NDArray[np.float32]


class Pitch(NamedTuple):
    """At the centre of each sub-frame, sample 100 u + 50: f0 in Hz (interpolated where unvoiced), phase of the
    fundamental cos(phase) in radians, is_voiced. All [U]."""

    f0_U: Floats
    phase_U: Floats
    is_voiced_U: NDArray[np.bool_]


def track(samples: Floats) -> Pitch:
    """Pitch of speech at 24 kHz, float32 [n] -> n // 300 * 3 sub-frames."""
    num = len(samples) // MOUTH_HOP
    strength_TL, lags_L = _autocorrelate(samples, num)
    path_T = _shortest_path(strength_TL, lags_L)
    is_voiced_T = path_T >= 0
    at_T = np.arange(num) * MOUTH_HOP + MOUTH_HOP // 2
    at_U = np.arange(3 * num) * SUB_HOP + SUB_HOP // 2
    if not is_voiced_T.any():
        return Pitch(np.full(3 * num, 200, np.float32), np.zeros(3 * num, np.float32), np.zeros(3 * num, bool))
    coarse_T = _refine(strength_TL, lags_L, path_T)
    is_voiced_U = np.repeat(is_voiced_T, 3)
    coarse_N = np.interp(np.arange(3 * num * SUB_HOP), at_T[is_voiced_T], coarse_T[is_voiced_T])
    phase_N = 2 * np.pi * np.cumsum(coarse_N) / MOUTH_HZ
    offset_U = _demodulate(samples[: len(phase_N)], phase_N)
    fine_U = np.where(is_voiced_U, np.unwrap(np.angle(offset_U)), 0)
    step_U = np.gradient(fine_U) * MOUTH_HZ / SUB_HOP / (2 * np.pi)
    inside_U = is_voiced_U & np.roll(is_voiced_U, 1) & np.roll(is_voiced_U, -1)
    coarse_U = coarse_N[at_U]
    step_U = np.where(inside_U & (np.abs(step_U) < 0.1 * coarse_U), step_U, 0)
    return Pitch((coarse_U + step_U).astype(np.float32), _wrap(phase_N[at_U] + fine_U), is_voiced_U)


def _wrap(phase: NDArray[np.float64]) -> Floats:
    return ((phase + np.pi) % (2 * np.pi) - np.pi).astype(np.float32)


def _autocorrelate(samples: Floats, num: int) -> tuple[Floats, NDArray[np.int64]]:
    """Normalised autocorrelation [T, L] at 6 kHz of frames centred on sample 300 t + 150, and the lags."""
    kernel = np.hanning(4 * DECIMATION + 1)
    low = np.convolve(samples, kernel / kernel.sum(), "same")[::DECIMATION].astype(np.float32)
    left = WINDOW // 2 - MOUTH_HOP // DECIMATION // 2
    padded = np.pad(low, (left, WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(padded, WINDOW)[:: MOUTH_HOP // DECIMATION][:num]
    window = np.hanning(WINDOW + 2)[1:-1].astype(np.float32)
    size = 1024
    power = np.abs(np.fft.rfft(frames * window, size)) ** 2
    rate = MOUTH_HZ / DECIMATION
    lags = np.arange(int(rate / HIGH_HZ) - 1, int(rate / LOW_HZ) + 2)
    own = np.fft.irfft(np.abs(np.fft.rfft(window, size)) ** 2, size)
    correlation = np.fft.irfft(power, size)
    energy = correlation[:, :1] / own[0]
    strength = correlation[:, lags] / own[lags] / (energy + 1e-6)
    return np.clip(strength, -1, 1).astype(np.float32), lags


def _shortest_path(strength_TL: Floats, lags_L: NDArray[np.int64]) -> NDArray[np.int64]:
    """Index of the lag of each frame, -1 where unvoiced: strong peaks, small jumps, few changes of voicing."""
    octave_L = np.log2(lags_L)
    jump_LL = (JUMP_COST * np.abs(octave_L[:, None] - octave_L[None])).astype(np.float32)
    local_TL = 1 - strength_TL + 0.04 * (octave_L - octave_L[0])  # a little for high notes, against octaves down
    cost_L, quiet = local_TL[0], UNVOICED_COST
    back_TL = np.zeros(strength_TL.shape, np.int64)
    back_T = np.zeros(len(strength_TL), np.int64)
    for t in range(1, len(strength_TL)):
        moves_LL = cost_L[:, None] + jump_LL
        best_L = moves_LL.argmin(0)
        stay_L = moves_LL[best_L, np.arange(len(lags_L))]
        back_TL[t] = np.where(stay_L <= quiet + SWITCH_COST, best_L, -1)
        loudest = int(cost_L.argmin())
        back_T[t] = -1 if quiet <= cost_L[loudest] + SWITCH_COST else loudest
        cost_L, quiet = (
            np.minimum(stay_L, quiet + SWITCH_COST) + local_TL[t],
            min(quiet, cost_L[loudest] + SWITCH_COST) + UNVOICED_COST,
        )
    at = int(cost_L.argmin()) if cost_L.min() < quiet else -1
    path_T = np.full(len(strength_TL), -1)
    for t in range(len(strength_TL) - 1, -1, -1):
        path_T[t] = at
        at = int(back_TL[t, at] if at >= 0 else back_T[t])
    return path_T


def _refine(strength_TL: Floats, lags_L: NDArray[np.int64], path_T: NDArray[np.int64]) -> Floats:
    """Hz at the top of a parabola through the peak of each frame."""
    at = np.clip(path_T, 1, len(lags_L) - 2)
    rows = np.arange(len(at))
    left, peak, right = (strength_TL[rows, at + d] for d in (-1, 0, 1))
    bend = np.minimum(left - 2 * peak + right, -1e-6)
    shift = np.clip(0.5 * (left - right) / bend, -0.5, 0.5)
    return (MOUTH_HZ / DECIMATION / (lags_L[at] + shift)).astype(np.float32)


def _demodulate(samples: Floats, phase_N: NDArray[np.float64]) -> NDArray[np.complex128]:
    """Complex amplitude of the component that turns with `phase`, at the centres of sub-frames."""
    still = np.pad(samples * np.exp(-1j * phase_N), DEMODULATE)
    first = DEMODULATE + SUB_HOP // 2 - DEMODULATE // 2
    frames = np.lib.stride_tricks.sliding_window_view(still[first:], DEMODULATE)[::SUB_HOP]
    return frames[: len(samples) // SUB_HOP] @ np.hanning(DEMODULATE + 1)[:-1]
