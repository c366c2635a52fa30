"""16 to 24 kHz without delay to speak of: soxr's stream holds back up to 35 ms, and a whole packet with them."""

import numpy as np

from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ

UP, DOWN = 3, 2
REACH = 24  # samples at 16 kHz to either side: 1.5 ms, by which the sound is late
CUTOFF_HZ = 7_700.0
BETA = 8.0  # Kaiser's, 80 dB


def taps() -> Audio:
    """A windowed sinc at 48 kHz: float32 [2 * 24 * 3 + 1]."""
    times = np.arange(-REACH * UP, REACH * UP + 1) / (EAR_HZ * UP)
    ideal = 2 * CUTOFF_HZ / EAR_HZ * np.sinc(2 * CUTOFF_HZ * times)
    return (ideal * np.kaiser(len(times), BETA)).astype(np.float32)


class Upsampler:
    def __init__(self) -> None:
        self._taps, self._held = taps(), np.zeros(2 * REACH, np.float32)

    def step(self, samples: Audio) -> Audio:
        """float32 [n] at 16 kHz, n even -> [n * 3 / 2] at 24 kHz, those of 1.5 ms before."""
        assert UP * EAR_HZ == DOWN * MOUTH_HZ and len(samples) % DOWN == 0, samples.shape
        known = np.concatenate([self._held, samples])
        self._held = known[-2 * REACH :]
        spread = np.zeros(UP * len(known), np.float32)
        spread[::UP] = known
        return np.convolve(spread, self._taps, "valid")[: UP * len(samples) : DOWN].astype(np.float32)
