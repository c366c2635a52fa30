"""Random scenes in the form of `Ticks`."""

import numpy as np

from microturn.core.units import MOUTH_BINS, PATCH_FRAMES
from microturn.core.vocab import Control
from microturn.data.ticks import Ticks


def scene(num_ticks: int, seed: int = 0) -> Ticks:
    """Words every third tick, speech in two thirds, one text that comes in at tick 2."""
    rng = np.random.default_rng(seed)
    text_in, text_out = np.full((num_ticks, 16), -1, np.int16), np.full((num_ticks, 6), -1, np.int16)
    text_in[2, :3] = [Control.TYPED, 100, Control.END]
    text_out[::3, 0] = Control.HEARD
    text_out[::3, 1:3] = rng.integers(20, 2000, (len(text_out[::3]), 2))
    patch = rng.normal(-6, 2, (num_ticks, PATCH_FRAMES, MOUTH_BINS)).astype(np.float16)
    patch[num_ticks // 2 :] = np.nan
    return Ticks(
        levels=rng.integers(0, 16, (num_ticks, 4, 4, 80)).astype(np.uint8),
        ear=rng.integers(-1, 60, (num_ticks, 8)).astype(np.int8),
        text_in=text_in,
        text_out=text_out,
        voice=np.arange(num_ticks) % 3 > 0,
        plan=rng.integers(0, 60, (num_ticks, 8)).astype(np.int8),
        patch=patch,
        weight=np.ones(num_ticks, np.float32),
    )
