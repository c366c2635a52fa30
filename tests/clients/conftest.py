"""One server for all clients, and the recording that they say to it."""

import signal
import wave
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from microturn.audio import pcm
from microturn.core.units import MOUTH_HZ
from tests.clients.processes import Server, serving

EXAMPLE = Path(__file__).parents[2] / "microturn" / "assets" / "example.ogg"
QUIET_S = 1.0

signal.signal(signal.SIGTERM, signal.default_int_handler)  # a run that is stopped still ends its processes


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with serving(tmp_path_factory.mktemp("server")) as server:
        yield server


@pytest.fixture
def speech(tmp_path: Path) -> Path:
    """Somebody asks something, once a browser's microphone has had time to open: WAV, 24 kHz mono, 16 bits."""
    path = tmp_path / "speech.wav"
    samples = np.concatenate([np.zeros(round(QUIET_S * MOUTH_HZ), np.float32), pcm.read_mono(EXAMPLE, MOUTH_HZ)])
    with wave.open(str(path), "wb") as file:
        file.setparams((1, 2, MOUTH_HZ, 0, "NONE", ""))
        file.writeframes((samples * 32767).astype(np.dtype("<i2")).tobytes())
    return path
