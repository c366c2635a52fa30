"""The same task over and over, read rather than heard: what to correct, to repeat, to translate, to say at a word.

A scene with sound holds a dozen sums and takes a whole row; a hundred sums of two numbers, right and wrong, want to be
seen many times each. Here the words of users without a voice are written without being heard, five times as many.
"""

from dataclasses import replace

import numpy as np

from microturn.data import cues
from microturn.data.fresh import told
from microturn.data.grammars import answer, cue
from microturn.data.lexicon import SPEAKER
from microturn.data.lines import MAKERS
from microturn.data.pool import CUE, Pool, choose
from microturn.data.scene import Scene
from microturn.data.timeline import Timeline

KINDS = {cues.CORRECT: cues.SUM, cues.SHADOW: cues.STORY, cues.STOP: cues.STORY, cues.TRANSLATE: cues.LIST}
TASKS = {cues.CORRECT: 0.45, cues.SHADOW: 0.2, cues.STOP: 0.2, cues.TRANSLATE: 0.15}
NUM_REQUESTS, NUM_ROWS, NUM_READ = 12, 50, 25  # texts of each scene, and of the assistant's voice
LASTS_S = (40.0, 150.0)


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, _users(pool, str(rng.choice(list(TASKS), p=list(TASKS.values()))), rng))
    if not line.pool.cues:
        return answer.make(rng, pool)
    found, until_s = cue.add(line), line.now_s + float(rng.uniform(*LASTS_S))
    for _ in range(NUM_ROWS):
        if found is not None and line.now_s < until_s:
            cue.perform(line, found, SPEAKER)
    return replace(line.scene(), is_read=True)


def _users(pool: Pool, task: str, rng: np.random.Generator) -> Pool:
    """Who ask for nothing but this."""
    asked = [pair for pair in cues.requests(rng, round(NUM_REQUESTS / cues.SHARES[task])) if _task(pair[0]) == task]
    said = list(MAKERS[KINDS[task]](rng, NUM_ROWS))
    if KINDS[task] == cues.STORY and pool.voiced:
        said += [(choose(pool.voiced, rng).text, "") for _ in range(NUM_READ)]
    return pool.with_users(
        told(pool, rng, [*((CUE, *pair) for pair in asked), *((KINDS[task], *pair) for pair in said)])
    )


def _task(text: str) -> str:
    found = cues.parse(text)
    return found.task if found else ""
