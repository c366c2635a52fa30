"""Speech as packets, for tests of what becomes of them on their way."""

from functools import lru_cache
from pathlib import Path

import numpy as np

from microturn.audio import pcm
from microturn.core.messages import Audio
from microturn.server.decoder import Opus, libopus
from microturn.server.media import FRAME_SAMPLES, TRACK_HZ
from microturn.server.voice import Encoder, frame_of

EXAMPLE = Path(__file__).parents[2] / "microturn" / "assets" / "example.ogg"
SECONDS = 6
EAR_FRAME = 320  # 20 ms at 16 kHz


@lru_cache
def speech() -> Audio:
    """float32 [n] at 48 kHz, whole packets of 20 ms."""
    return pcm.read_mono(str(EXAMPLE), TRACK_HZ)[: SECONDS * TRACK_HZ]


@lru_cache
def packets() -> tuple[bytes, ...]:
    """Of Opus, 20 ms each, with copies of those before them."""
    encoder, rows = Encoder(), speech().reshape(-1, FRAME_SAMPLES)
    return tuple(bytes(encoder.encode(frame_of(row, k * FRAME_SAMPLES))) for k, row in enumerate(rows))


@lru_cache
def decoded() -> Audio:
    """All of them, float32 [n] at 16 kHz."""
    return np.concatenate([sound for sound in map(opus().decode, packets()) if sound is not None])


def opus() -> Opus:
    library = libopus()
    assert library is not None, "expected PyAV to bring a libopus of 1.5 or later; see server/decoder.py"
    return Opus(library)


def loud() -> list[int]:
    """Numbers of packets inside of words."""
    rows = decoded().reshape(-1, EAR_FRAME)
    return [k for k in range(1, len(rows)) if min(np.std(rows[k - 1]), np.std(rows[k])) > 0.03]


def likeness(sound: Audio, truth: Audio) -> float:
    """Normalised correlation."""
    return float(np.dot(sound, truth) / (np.linalg.norm(sound) * np.linalg.norm(truth) + 1e-9))
