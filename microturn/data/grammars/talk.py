"""A conversation of 30 to 60 s that chains all behaviours."""

import numpy as np

from microturn.data.grammars import answer, backchannel, delegate, interrupt, pause, quiet, speak
from microturn.data.pool import Pool
from microturn.data.scene import Scene
from microturn.data.timeline import ORDERS, Timeline

PARTS = (
    (answer.add, 0.25),
    (delegate.add, 0.1),
    (pause.add, 0.2),
    (interrupt.add, 0.15),
    (backchannel.add, 0.1),
    (quiet.add, 0.15),
    (speak.add, 0.05),
)


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    if line.chance(0.5):
        line.instruct(ORDERS[int(rng.integers(len(ORDERS)))])
    until_s = float(rng.uniform(28, 55))
    adders, shares = zip(*PARTS)
    while line.now_s < until_s:
        adders[int(rng.choice(len(adders), p=shares))](line)
    return line.scene()
