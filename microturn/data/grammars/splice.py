"""Listening to one voice without a pause: its sentences, and words cut out of them, one to three in a row, mixed.

A voice has few texts, and an ear that hears them often learns them by heart: it names the phones that it expects. Of
words in any order nothing but their sound says which they are.
"""

from dataclasses import replace

import numpy as np

from microturn.data.bank import Utterance
from microturn.data.pool import Pool, choose
from microturn.data.scene import FOR_EVER, Scene, part
from microturn.data.timeline import Timeline

LONG_S = 12.0
WHOLE_SHARE = 0.3  # sentences among the pieces
MOST_WORDS = 3  # of a piece
GAP_S, PAUSE_S, PAUSE_SHARE = (0.0, 0.04), (0.05, 0.5), 0.2


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    """Whether to answer is not judged."""
    line = Timeline(rng, pool)
    voices = list(pool.voices)
    rows = pool.voices[voices[int(rng.integers(len(voices)))]] if voices else []
    while rows and line.now_s < LONG_S:
        gap_s = float(rng.uniform(*(PAUSE_S if line.chance(PAUSE_SHARE) else GAP_S)))
        line.hear(_piece(choose(rows, rng), line), line.now_s + gap_s, gain_db=0.0)
    return replace(line.scene(), unjudged=((0, FOR_EVER),))


def _piece(row: Utterance, line: Timeline) -> Utterance:
    if line.chance(WHOLE_SHARE):
        return row
    first = int(line.rng.integers(len(row.words)))
    return part(row, first, min(len(row.words), first + int(line.rng.integers(1, MOST_WORDS + 1))))
