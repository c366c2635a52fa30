"""Pictures as they go over wires."""

from fractions import Fraction

import av
import numpy as np

from microturn.core.messages import Picture


def jpeg_of(picture: Picture) -> bytes:
    """uint8 [height, width, 3], RGB -> JPEG."""
    frame = av.VideoFrame.from_ndarray(np.ascontiguousarray(picture), format="rgb24")
    encoder = av.VideoCodecContext.create("mjpeg", "w")
    encoder.width, encoder.height = frame.width, frame.height
    encoder.pix_fmt, encoder.time_base = "yuvj420p", Fraction(1, 25)
    return b"".join(bytes(packet) for packet in (*encoder.encode(frame.reformat(format="yuvj420p")), *encoder.encode()))
