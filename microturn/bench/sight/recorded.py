"""Films from files, as a camera of ours gives them: 5 pictures a second, 160 x 120, with bars for other shapes."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import av
import numpy as np
from av.error import FFmpegError

from microturn.core.errors import BadData
from microturn.core.messages import Picture
from microturn.data.sight.camera import FRAMES_HZ, HEIGHT, WIDTH


class Recorded:
    """A film (see `data.sight.stage.Film`), read from its beginning as its pictures are asked for.

    Raises BadData for a file that is not there or holds no video.
    """

    def __init__(self, file: Path) -> None:
        self.file = file
        seconds, self.frames_hz = _measured(file)
        self.num_pictures = max(1, int(np.ceil(seconds * FRAMES_HZ - 1e-6)))
        self._pictures: Iterator[Picture] | None = None
        self._next = 0
        self._last: Picture | None = None

    def __getstate__(self) -> dict[str, Any]:
        """A film that is half read cannot go to another process: it begins anew there."""
        return vars(self) | {"_pictures": None, "_next": 0, "_last": None}

    def picture(self, number: int) -> Picture:
        """The frame that is shown at number / 5 s; the last one where the file ends before."""
        if self._pictures is None or number < self._next - 1:
            self._pictures, self._next, self._last = _read(self.file), 0, None
        while self._next <= number:
            self._last = next(self._pictures, self._last)
            self._next += 1
        if self._last is None:
            raise BadData(f"expected pictures in {self.file}, found none; copy the file again")
        return self._last


def _measured(file: Path) -> tuple[float, float]:
    """Length in seconds, frames a second."""
    try:
        with av.open(str(file)) as container:
            if not container.streams.video:
                raise BadData(f"expected video in {file}, found none")
            stream = container.streams.video[0]
            rate = float(stream.average_rate or stream.guessed_rate or 0)
            if stream.duration is not None and stream.time_base is not None:
                return float(stream.duration * stream.time_base), rate
            return (container.duration or 0) / av.time_base, rate
    except (FFmpegError, OSError) as error:
        raise BadData(f"expected a video that FFmpeg reads at {file}: {error}") from error


def _read(file: Path) -> Iterator[Picture]:
    """At every 0.2 s the last frame whose time has come."""
    try:
        with av.open(str(file)) as container:
            number, before, first_s = 0, None, None
            for frame in container.decode(video=0):
                time_s = frame.time or 0.0
                first_s = time_s if first_s is None else first_s
                while before is not None and number / FRAMES_HZ < time_s - first_s - 1e-6:
                    yield _fitted(before)
                    number += 1
                before = frame
            if before is not None:
                yield _fitted(before)
    except FFmpegError as error:
        raise BadData(f"expected a whole video at {file}: {error}; copy it again") from error


def _fitted(frame: av.VideoFrame) -> Picture:
    """As large as fits, in the middle: uint8 [120, 160, 3]."""
    scale = min(WIDTH / frame.width, HEIGHT / frame.height)
    width, height = max(2, round(frame.width * scale)), max(2, round(frame.height * scale))
    small = frame.reformat(width=width, height=height, format="rgb24", interpolation="AREA").to_ndarray()
    out = np.zeros((HEIGHT, WIDTH, 3), np.uint8)
    top, left = (HEIGHT - height) // 2, (WIDTH - width) // 2
    out[top : top + height, left : left + width] = small
    return out
