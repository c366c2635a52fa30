"""G.711: telephone samples of eight bits, µ-law and A-law (ITU-T G.711), by tables.

Knows bytes and samples, nothing of rates: telephones use 8 kHz.
"""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from microturn.core.messages import Audio

LAWS = ("pcmu", "pcma")
_CODES = np.arange(256)


def encode(samples: Audio, law: str) -> bytes:
    """float32 [n] in [-1, 1] -> n bytes."""
    whole = np.clip(np.rint(samples * 32768), -32768, 32767).astype(np.int32)
    return _encoder(law)[whole + 32768].tobytes()


def decode(data: bytes, law: str) -> Audio:
    """n bytes -> float32 [n] in [-1, 1]."""
    return _decoder(law)[np.frombuffer(data, np.uint8)].astype(np.float32) / np.float32(32768)


@lru_cache
def _decoder(law: str) -> NDArray[np.int16]:
    """The level of each code, on the scale of 16 bits."""
    assert law in LAWS, law
    bits = ~_CODES & 0xFF if law == "pcmu" else _CODES ^ 0x55
    exponent, mantissa = bits >> 4 & 7, bits & 15
    if law == "pcmu":
        level = ((mantissa << 3) + 132 << exponent) - 132
        sign = np.where(bits & 128, -1, 1)
    else:
        level = np.where(exponent > 0, (mantissa << 4) + 264 << np.maximum(exponent - 1, 0), (mantissa << 4) + 8)
        sign = np.where(bits & 128, 1, -1)
    return (sign * level).astype(np.int16)


@lru_cache
def _encoder(law: str) -> NDArray[np.uint8]:
    """The code of each sample of 16 bits: that of the nearest level."""
    levels = _decoder(law).astype(np.int32)
    order = np.argsort(levels, kind="stable")
    edges = (levels[order][1:] + levels[order][:-1]) / 2
    return order[np.searchsorted(edges, np.arange(-32768, 32768))].astype(np.uint8)
