"""Recordings in and out: any common audio file -> float32 samples; samples -> 16-bit WAV.

Knows nothing of micro-turns.
"""

import errno
import os
import wave
from collections.abc import Generator, Iterable, Iterator
from contextlib import contextmanager, suppress
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import numpy as np

from microturn.audio.decode import BLOCK_FRAMES, blocks
from microturn.audio.resample import StreamResampler
from microturn.core.errors import BadConfig, DiskFull
from microturn.core.messages import Audio


def read_audio(path: str | Path) -> tuple[Audio, int]:
    """The whole file -> (float32 [n, channels] in about [-1, 1], rate in Hz).

    Raises BadAudio: missing, empty, damaged or cut off, no audio, not finite, longer than 4 hours.
    """
    parts = list(blocks(path))
    return np.concatenate([samples for samples, _ in parts]), parts[0][1]


def read_mono(path: str | Path, rate_hz: int) -> Audio:
    """The whole file, channels averaged, resampled -> float32 [n]. Raises BadAudio as `read_audio`."""
    return np.concatenate(list(stream_mono(path, rate_hz)))


def stream_mono(path: str | Path, rate_hz: int) -> Iterator[Audio]:
    """The same piece by piece, in constant memory: float32 [any], at `rate_hz`."""
    resampler: StreamResampler | None = None
    for samples, file_hz in blocks(path):
        resampler = resampler or StreamResampler(file_hz, rate_hz)
        yield resampler.step(samples.mean(axis=1))
    assert resampler is not None, "blocks() yields or raises"
    yield resampler.flush()


@contextmanager
def saving(path: str | Path) -> Generator[BinaryIO]:
    """A binary file that appears under `path` only once it is whole; folders are made as needed.

    Raises DiskFull when there is no room, BadConfig when `path` cannot be written.
    """
    path = Path(path)
    part = path.with_name(path.name + ".part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            yield file
        os.replace(part, path)
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            raise DiskFull(f"{path}: no room to write it ({error.strerror}); free some space and repeat") from error
        raise BadConfig(f"{path}: expected a file that can be written ({error.strerror}); choose another") from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)


def write_wav(path: str | Path, samples: Audio, rate_hz: int) -> None:
    """float32 [n] or [n, channels] -> 16-bit WAV; what exceeds [-1, 1] is clipped. Raises as `saving`."""
    starts = range(0, max(1, len(samples)), BLOCK_FRAMES)
    write_wav_blocks(path, (samples[i : i + BLOCK_FRAMES] for i in starts), rate_hz)


def write_wav_blocks(path: str | Path, parts: Iterable[Audio], rate_hz: int) -> None:
    """The same from blocks of samples, all with as many channels as the first; at least one block."""
    parts = iter(parts)
    first = next(parts)
    with saving(path) as file, wave.open(file, "wb") as writer:
        writer.setnchannels(1 if first.ndim == 1 else first.shape[1])
        writer.setsampwidth(2)
        writer.setframerate(rate_hz)
        for samples in chain([first], parts):
            writer.writeframesraw(np.rint(np.clip(samples, -1, 1) * 32767).astype("<i2").tobytes())
