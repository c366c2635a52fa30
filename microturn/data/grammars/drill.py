"""The same task over and over, read rather than heard: what to correct, to repeat, to translate, to say at a word or
after a time.

A scene with sound holds a dozen sums and takes a whole row; a hundred sums of two numbers, right and wrong, want to be
seen many times each, and things to be reminded of are as many as words. Here the words of users without a voice are
written without being heard, and micro-turns in which nothing happens take no position: four times as many.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from microturn.data import cues, texts, timers
from microturn.data.cues import LIST, STORY, SUM
from microturn.data.fresh import told
from microturn.data.grammars import answer, cue, time
from microturn.data.lexicon import SPEAKER
from microturn.data.lines import MAKERS
from microturn.data.pool import CUE, INTERRUPTION, REQUEST, TIMER, Pool, choose
from microturn.data.scene import FOR_EVER, Scene
from microturn.data.timeline import Timeline

TIME = "time"
TASKS = {TIME: 0.33, cues.CORRECT: 0.42, cues.SHADOW: 0.1, cues.STOP: 0.1, cues.TRANSLATE: 0.05}
SAID = {cues.CORRECT: SUM, cues.SHADOW: STORY, cues.STOP: STORY, cues.TRANSLATE: LIST}  # after the request
NUM_CUES, NUM_SAID, NUM_READ = 12, 50, 25  # texts of each scene, and of the assistant's voice
NUM_TIMERS, NUM_TALKS, NUM_STOPS = 24, 8, 60
LASTS_S = (40.0, 150.0)


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    """An answer where the bank knows too few words."""
    task = str(rng.choice(list(TASKS), p=list(TASKS.values())))
    line = Timeline(rng, pool.with_users(told(pool, rng, _lines(pool, task, rng))))
    if not (line.pool.timers and line.pool.requests if task == TIME else line.pool.cues):
        return answer.make(rng, pool)
    (_keep_time if task == TIME else _mind_cues)(line)
    return replace(line.scene(), is_read=True)


def _keep_time(line: Timeline) -> None:
    """One request after the other, until a reminder goes on for ever."""
    until_s = line.now_s + float(line.rng.uniform(*LASTS_S))
    for _ in range(NUM_TIMERS):
        if line.now_s < until_s and not any(stop >= FOR_EVER for _, stop in line.unjudged):
            time.add(line)


def _mind_cues(line: Timeline) -> None:
    """One request, and all that follows it."""
    found, until_s = cue.add(line), line.now_s + float(line.rng.uniform(*LASTS_S))
    for _ in range(NUM_SAID):
        if found is not None and line.now_s < until_s:
            cue.perform(line, found, SPEAKER)


def _lines(pool: Pool, task: str, rng: np.random.Generator) -> Iterator[tuple[str, str, str]]:
    """(kind, text, reply) of users who ask for nothing else."""
    if task == TIME:
        yield from ((TIMER, *pair) for pair in timers.timers(rng, NUM_TIMERS))
        yield from ((REQUEST, *pair) for pair in texts.dialogues(rng, NUM_TALKS))
        yield from ((INTERRUPTION, *pair) for pair in texts.interruptions(rng, NUM_STOPS))
        return
    asked = cues.requests(rng, round(NUM_CUES / cues.SHARES[task]))
    yield from ((CUE, *pair) for pair in asked if (found := cues.parse(pair[0])) and found.task == task)
    yield from ((SAID[task], *pair) for pair in MAKERS[SAID[task]](rng, NUM_SAID))
    if SAID[task] == STORY and pool.voiced:
        yield from ((STORY, choose(pool.voiced, rng).text, "") for _ in range(NUM_READ))
