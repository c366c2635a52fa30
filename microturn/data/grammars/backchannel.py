"""Speaking on: the user says "mm-hmm" or "yeah" over the assistant's speech, which goes on unbroken."""

import numpy as np

from microturn.core.units import TICK_S
from microturn.data.grammars import answer, interrupt
from microturn.data.pool import Pool, choose
from microturn.data.scene import Scene
from microturn.data.timeline import Timeline

MAX_S = 1.0


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    for _ in range(int(rng.integers(1, 4))):
        add(line)
    if line.chance(0.3):
        answer.add(line)
    return line.scene()


def add(line: Timeline) -> None:
    """Own speech with one to three backchannels in it; sometimes one after its end, which needs no answer."""
    rng = line.rng
    own = interrupt.speech(line)
    rows = [row for row in line.pool.backchannels if row.words[-1].end_s - row.words[0].start_s < MAX_S]
    at_s = (own.start_tick + 1) * TICK_S + float(rng.uniform(0.3, 1.5))
    for _ in range(int(rng.integers(1, 4)) if rows else 0):
        row = choose(rows, rng)
        if at_s + (row.words[-1].end_s - row.words[0].start_s) / line.speed > own.end_s:
            break
        at_s = line.hear(row, at_s, gain_db=-float(rng.uniform(0, 6))).end_s + float(rng.uniform(0.8, 2.5))
    if rows and line.chance(0.2):
        line.hear(choose(rows, rng), own.end_s + float(rng.uniform(0.1, 0.6)), gain_db=-float(rng.uniform(0, 6)))
