"""What simulated callers say: requests in held-out voices, ready to be sent."""

import base64
import json
from collections.abc import Iterable, Sequence

import numpy as np
import soxr

from microturn.bench.items import Item
from microturn.bench.transports import CHUNKS_PER_S
from microturn.bench.wire import sound_of
from microturn.core import pcm16
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ


def spoken(items: Iterable[Item], rate_hz: int) -> list[str]:
    """Requests, each with time for an answer -> messages of 20 ms."""
    return messages(np.concatenate([sound_of(item) for item in items]), rate_hz)


def messages(sound: Audio, rate_hz: int) -> list[str]:
    """float32 [n] at 16 kHz -> `session.input_audio.append` of 20 ms each, 16-bit PCM at `rate_hz`."""
    pcm = pcm16.to_bytes(soxr.resample(sound, EAR_HZ, rate_hz) if rate_hz != EAR_HZ else sound)
    size = 2 * rate_hz // CHUNKS_PER_S
    parts = (base64.b64encode(pcm[at : at + size]).decode() for at in range(0, len(pcm) - size + 1, size))
    return [json.dumps({"type": "session.input_audio.append", "audio": part}) for part in parts]


def from_there(lines: Sequence[str], start: int) -> list[str]:
    """The same, beginning elsewhere: callers do not speak in chorus."""
    start %= len(lines)
    return [*lines[start:], *lines[:start]]
