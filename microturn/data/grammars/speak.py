"""Speaking only: a text comes in from the background and is said exactly."""

import numpy as np

from microturn.core.messages import Source
from microturn.data.bank import Utterance
from microturn.data.pool import Pool, choose
from microturn.data.scene import Own, Scene
from microturn.data.timeline import Timeline

VOICED_SHARE = 0.35  # rows whose sound is known


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    line.now_s = float(rng.uniform(0.0, 1.0))
    for _ in range(int(rng.integers(1, 4))):
        add(line)
        line.wait(float(rng.uniform(0.0, 2.0)))
    return line.scene()


def add(line: Timeline) -> Own:
    """A result comes in and is said at once."""
    row = drawn(line)
    return line.say(row, line.read(row.text, Source.BACKGROUND))


def drawn(line: Timeline) -> Utterance:
    """Something to say."""
    pool = line.pool
    is_voiced = bool(pool.voiced) and (not pool.silent or line.chance(VOICED_SHARE))
    return choose(pool.voiced if is_voiced else pool.silent, line.rng)
