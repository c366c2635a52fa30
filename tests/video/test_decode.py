from collections.abc import Callable

import av
import numpy as np
import pytest

from microturn.bench.remote.picture import jpeg_of
from microturn.core.errors import BadPicture
from microturn.video.decode import view


def picture(width: int, height: int) -> np.ndarray:
    """Left half red, right half blue, a green stripe at the top."""
    pixels = np.zeros((height, width, 3), np.uint8)
    pixels[:, : width // 2, 0] = pixels[:, width // 2 :, 2] = 220
    pixels[: height // 6] = (0, 200, 0)
    return pixels


def png_of(pixels: np.ndarray) -> bytes:
    encoder = av.VideoCodecContext.create("png", "w")
    encoder.height, encoder.width = pixels.shape[:2]
    encoder.pix_fmt = "rgb24"
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="rgb24")
    return b"".join(bytes(packet) for packet in (*encoder.encode(frame), *encoder.encode()))


@pytest.mark.parametrize("code", [jpeg_of, png_of])
@pytest.mark.parametrize("size", [(160, 120), (640, 480), (640, 360), (80, 60), (300, 500)])
def test_its_middle_is_seen(code: Callable[[np.ndarray], bytes], size: tuple[int, int]) -> None:
    seen = view(code(picture(*size)))
    assert seen.shape == (120, 160, 3)
    assert seen.dtype == np.uint8
    red, blue = seen[100, 20].astype(int), seen[100, 140].astype(int)
    assert red[0] > 150 > red[2]
    assert blue[2] > 150 > blue[0]
    has_stripe = size[0] * 3 >= size[1] * 4  # nothing is lost above and below
    assert (seen[3, 80, 1] > 120) == has_stripe


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "JPEG or PNG"),
        (b"GIF89a...", "JPEG or PNG"),
        (b"\xff\xd8\xff" + b"\x00" * 50, "whole"),
        (png_of(picture(160, 120))[:60], "whole"),
    ],
)
def test_what_is_no_picture_is_refused(data: bytes, reason: str) -> None:
    with pytest.raises(BadPicture, match=reason):
        view(data)


def test_a_huge_picture_is_refused() -> None:
    with pytest.raises(BadPicture, match="4096"):
        view(png_of(np.zeros((4, 5000, 3), np.uint8)))
