"""Recordings of sessions, for those who asked for one: a stereo file, the user on the left, the model on the right.

Both sides are on the session's time: what the model gave out in a micro-turn sounds in the next one.
"""

from pathlib import Path

import numpy as np
import soundfile

from microturn.audio.resample import StreamResampler
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ, MOUTH_TICK_SAMPLES

SUFFIX = ".flac"


class Recorder:
    """Writes as the session goes on; `close` may be called at any time, and the file is whole then."""

    def __init__(self, folder: Path, name: str) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._file = soundfile.SoundFile(folder / f"{name}{SUFFIX}", "w", MOUTH_HZ, 2)
        self._resampler = StreamResampler(EAR_HZ, MOUTH_HZ)
        self._user: Audio = np.zeros(0, np.float32)
        self._model: Audio = np.zeros(MOUTH_TICK_SAMPLES, np.float32)

    def heard(self, frame: Audio) -> None:
        """A micro-turn that went to the model: float32 [3200] at 16 kHz."""
        self._user = np.concatenate([self._user, self._resampler.step(frame)])
        self._write()

    def said(self, audio: Audio) -> None:
        """What the model gave out for the next of them: float32 [4800] at 24 kHz."""
        self._model = np.concatenate([self._model, audio])
        self._write()

    def close(self) -> None:
        self._user = np.concatenate([self._user, self._resampler.flush()])
        missing = len(self._model) - len(self._user)
        self._user = np.pad(self._user, (0, max(0, missing)))
        self._write()
        self._file.close()

    def _write(self) -> None:
        """As much as there is of both."""
        num = min(len(self._user), len(self._model))
        self._file.write(np.stack([self._user[:num], self._model[:num]], 1))
        self._user, self._model = self._user[num:], self._model[num:]


def find(folder: Path | None, name: str) -> Path | None:
    """The recording of a session, if there is one."""
    if folder is None or not name.replace("_", "").isalnum():
        return None
    path = folder / f"{name}{SUFFIX}"
    return path if path.exists() else None
