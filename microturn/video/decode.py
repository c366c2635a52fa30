"""Decodes a picture as clients send them, and cuts it to what the eye takes."""

import io

import av
import numpy as np
from av.error import FFmpegError

from microturn.core.errors import BadPicture
from microturn.core.messages import Picture
from microturn.core.units import VIEW_HEIGHT, VIEW_WIDTH

STARTS = {"image/jpeg": b"\xff\xd8\xff", "image/png": b"\x89PNG\r\n\x1a\n"}
DEMUXERS = {"image/jpeg": "mjpeg", "image/png": "png_pipe"}
MAX_SIDE = 4096


def media_type(data: bytes) -> str:
    """ "image/jpeg" or "image/png". Raises BadPicture for what is neither."""
    found = next((kind for kind, start in STARTS.items() if data.startswith(start)), None)
    if found is None:
        raise BadPicture(f"expected a JPEG or PNG, got {data[:4]!r}...")
    return found


def view(data: bytes) -> Picture:
    """A JPEG or PNG -> uint8 [120, 160, 3], RGB: its middle, as large as fits. Raises BadPicture."""
    kind = DEMUXERS[media_type(data)]
    try:
        with av.open(io.BytesIO(data), "r", format=kind) as container:
            stream = container.streams.video[0]
            _check(stream.width, stream.height)
            frame = next(container.decode(stream))
    except (FFmpegError, StopIteration, IndexError) as error:
        raise BadPicture(
            f"expected a whole JPEG or PNG, could not read it ({error or type(error).__name__})"
        ) from error
    _check(frame.width, frame.height)
    return _cut(frame)


def _check(width: int, height: int) -> None:
    if max(width, height) > MAX_SIDE:
        raise BadPicture(
            f"expected a picture of at most {MAX_SIDE} pixels a side, got {width} x {height}; send it smaller"
        )


def _cut(frame: av.VideoFrame) -> Picture:
    scale = max(VIEW_WIDTH / frame.width, VIEW_HEIGHT / frame.height)
    width, height = max(VIEW_WIDTH, round(frame.width * scale)), max(VIEW_HEIGHT, round(frame.height * scale))
    pixels = frame.reformat(width, height, "rgb24", interpolation="AREA").to_ndarray().astype(np.uint8, copy=False)
    left, top = (width - VIEW_WIDTH) // 2, (height - VIEW_HEIGHT) // 2
    return np.ascontiguousarray(pixels[top : top + VIEW_HEIGHT, left : left + VIEW_WIDTH])
