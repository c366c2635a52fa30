"""Recordings: both sides on one time line, whole at any end."""

from pathlib import Path

import numpy as np
import soundfile

from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_TICK_SAMPLES
from microturn.server.recorder import Recorder, find


def test_both_sides_are_in_time(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, "sess_1")
    for tick in range(6):
        recorder.heard(np.full(EAR_TICK_SAMPLES, 0.5 if tick == 3 else 0.0, np.float32))
        recorder.said(np.full(MOUTH_TICK_SAMPLES, 0.25 if tick == 2 else 0.0, np.float32))
    recorder.close()
    samples, rate_hz = soundfile.read(tmp_path / "sess_1.flac")
    assert rate_hz == 24000
    assert len(samples) == 7 * MOUTH_TICK_SAMPLES
    third = samples[3 * MOUTH_TICK_SAMPLES : 4 * MOUTH_TICK_SAMPLES]
    assert np.abs(third[500:-500] - [0.5, 0.25]).max() < 0.01, "what was made in tick 2 sounds in tick 3"
    rest = np.delete(samples, np.s_[3 * MOUTH_TICK_SAMPLES - 500 : 4 * MOUTH_TICK_SAMPLES + 500], 0)
    assert np.abs(rest).max() < 0.05


def test_it_is_whole_when_closed_early(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path, "sess_2")
    recorder.heard(np.zeros(EAR_TICK_SAMPLES, np.float32))
    recorder.close()
    samples, _ = soundfile.read(tmp_path / "sess_2.flac")
    assert len(samples) == MOUTH_TICK_SAMPLES


def test_only_recordings_are_found(tmp_path: Path) -> None:
    (tmp_path / "secret.flac").touch()
    assert find(tmp_path, "secret") is not None
    for name in ("none", "../secret", "secret.flac", ""):
        assert find(tmp_path / "sub" if name.startswith("..") else tmp_path, name) is None
    assert find(None, "secret") is None
