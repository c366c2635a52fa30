"""Slaney mel filters and the 24 kHz log-mel that speech patches are made of.

Filters after Slaney's Auditory Toolbox (1998), the form librosa calls `htk=False, norm="slaney"`.
"""

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import MOUTH_BINS, MOUTH_HOP, MOUTH_HZ

MOUTH_WINDOW = 1024
MEL_FLOOR = 1e-5

Floats = NDArray[np.float32]


def _hz_to_mel(hz: NDArray[np.float64]) -> NDArray[np.float64]:
    """Linear below 1 kHz, logarithmic above."""
    return np.where(hz < 1000, hz * 3 / 200, 15 + np.log(np.maximum(hz, 1000) / 1000) / (np.log(6.4) / 27))


def _mel_to_hz(mel: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(mel < 15, mel * 200 / 3, 1000 * np.exp((np.maximum(mel, 15) - 15) * np.log(6.4) / 27))


def filters(rate_hz: int, window: int, bins: int) -> Floats:
    """Triangular filters of equal area, float32 [bins, window // 2 + 1]."""
    edges = _hz_to_mel(np.array([0.0, rate_hz / 2]))
    centres = _mel_to_hz(np.linspace(edges[0], edges[1], bins + 2))
    freqs = np.linspace(0, rate_hz / 2, window // 2 + 1)
    up = (freqs - centres[:-2, None]) / (centres[1:-1] - centres[:-2])[:, None]
    down = (centres[2:, None] - freqs) / (centres[2:] - centres[1:-1])[:, None]
    area = 2 / (centres[2:] - centres[:-2])[:, None]
    return (np.maximum(0, np.minimum(up, down)) * area).astype(np.float32)


_FILTERS = filters(MOUTH_HZ, MOUTH_WINDOW, MOUTH_BINS)
_HANN = np.hanning(MOUTH_WINDOW + 1)[:-1].astype(np.float32)


def mouth_mel(samples: Floats) -> Floats:
    """Natural-log mel magnitudes of speech at 24 kHz: float32 [n] -> [n // 300, 100].

    Frame i is centred on sample 300 i + 150, so that 16 frames tile one micro-turn exactly.
    """
    num_frames = len(samples) // MOUTH_HOP
    left = MOUTH_WINDOW // 2 - MOUTH_HOP // 2
    padded = np.pad(samples.astype(np.float32), (left, MOUTH_WINDOW))
    frames = np.lib.stride_tricks.sliding_window_view(padded, MOUTH_WINDOW)[::MOUTH_HOP][:num_frames]
    magnitude = np.abs(np.fft.rfft(frames * _HANN, axis=1)).astype(np.float32)
    return np.log(np.maximum(magnitude @ _FILTERS.T, MEL_FLOOR))
