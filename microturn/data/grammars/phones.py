"""Listening without sound: texts that no voice of the bank has spoken, told phone by phone, and written down.

Words are learned from phones; times of phones come 60 times as fast as speech, so texts need not be few. Where words
make no sense, or some of a sentence are others, nothing but their phones says which they are.
"""

from dataclasses import replace

import numpy as np

from microturn.data.bank import Utterance
from microturn.data.pool import Pool, choose
from microturn.data.scene import FOR_EVER, Scene
from microturn.data.timeline import Timeline

SPEED = (0.9, 2.4)  # faster than people speak: more words in as many positions
NUM_ROWS, MAX_GAP_S = (4, 12), 0.6
SALAD_SHARE, CHANGED_SHARE = 0.25, 0.45  # the rest are texts as they are
NUM_WORDS = (3, 12)
MAX_CHANGED = 0.5  # of the words of a text


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    """Whether to answer is not judged."""
    line = Timeline(rng, pool)
    line.speed = float(np.exp(rng.uniform(*np.log(SPEED))))
    for _ in range(int(rng.integers(*NUM_ROWS)) if pool.silent else 0):
        line.hear(_row(line), line.now_s + float(rng.uniform(0.0, MAX_GAP_S)))
    return replace(line.scene(), unjudged=((0, FOR_EVER),))


def _row(line: Timeline) -> Utterance:
    kind = line.rng.random()
    if kind < SALAD_SHARE:
        row = line.pool.lexicon.salad(line.rng, int(line.rng.integers(*NUM_WORDS)))
    elif kind < SALAD_SHARE + CHANGED_SHARE:
        rows = line.pool.requests if line.pool.requests and line.chance(0.7) else line.pool.silent
        row = line.pool.lexicon.changed(choose(rows, line.rng).text, line.rng, line.rng.uniform(0, MAX_CHANGED))
    else:
        row = None
    return row or choose(line.pool.silent, line.rng)
