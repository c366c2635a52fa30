"""Listening without sound: texts that no voice of the bank has spoken, told phone by phone, and written down.

Words are learned from phones; times of phones come 60 times as fast as speech, so texts need not be few.
"""

from dataclasses import replace

import numpy as np

from microturn.data.human import gap_s
from microturn.data.pool import Pool, choose
from microturn.data.scene import Scene
from microturn.data.timeline import Timeline

SPEED = (0.8, 1.35)  # of one voice, whose times they are


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    """Whether to answer is not judged."""
    line = Timeline(rng, pool)
    for _ in range(int(rng.integers(2, 6)) if pool.silent else 0):
        line.speed = float(rng.uniform(*SPEED))
        line.hear(choose(pool.silent, rng), line.now_s + (gap_s(rng) + 0.1 if line.speech else 0.0))
    return replace(line.scene(), unjudged=((0, 1 << 30),))
