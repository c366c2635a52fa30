"""Sound as 16-bit PCM, little-endian, the way it goes over wires, and as the float32 that everything else works on."""

import numpy as np
from numpy.typing import NDArray

from microturn.core.messages import Audio


def to_bytes(samples: Audio) -> bytes:
    """float32 [n] in [-1, 1]; what is louder is clipped."""
    return (np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes()


def to_samples(data: bytes) -> Audio:
    """Whole samples -> float32 [n]."""
    return np.frombuffer(data, "<i2").astype(np.float32) / np.float32(32768)


def to_mono(samples: NDArray[np.int16], num_channels: int) -> Audio:
    """Interleaved samples [n * num_channels] -> float32 [n]."""
    assert samples.size % num_channels == 0, (samples.size, num_channels)
    return samples.reshape(-1, num_channels).mean(axis=1, dtype=np.float32) / np.float32(32768)
