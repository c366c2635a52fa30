"""Answering: a request, spoken or typed, and its reply as soon as the user has ended."""

import numpy as np

from microturn.core.messages import Source
from microturn.data.pool import Pool
from microturn.data.scene import Own, Scene
from microturn.data.timeline import ORDERS, Timeline

ORDER_SHARE = 0.15  # scenes that open with instructions
TYPED_SHARE = 0.15


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    if line.chance(ORDER_SHARE):
        line.instruct(ORDERS[int(rng.integers(len(ORDERS)))])
    for _ in range(int(rng.integers(1, 5))):
        add(line)
    return line.scene()


def add(line: Timeline) -> Own:
    """One exchange."""
    line.note()
    if line.chance(TYPED_SHARE):
        exchange = line.pool.exchange(line.pool.requests, line.rng)
        line.wait(float(line.rng.uniform(0.0, 1.0)))
        return line.answer(exchange.reply, line.read(exchange.request.text, Source.TYPED))
    return line.answer(line.ask().reply)
