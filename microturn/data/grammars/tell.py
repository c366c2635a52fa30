"""Being told something that asks for nothing: the assistant listens, shows it now and then, and takes no turn.

Rate, places and length of the signs are those of people (docs/benchmarks.md, section 7).
"""

import numpy as np

from microturn.data import cues
from microturn.data.grammars import answer
from microturn.data.pool import Pool, choose
from microturn.data.scene import Scene, tick_at
from microturn.data.timeline import Timeline

NUM_SENTENCES = (2, 9)
GAP_S, LONG_GAP_S = (0.15, 0.8), (0.8, 2.0)  # between sentences
LONG_SHARE = 0.2
SIGN_AFTER_S = (8.0, 20.0)  # of listening
SIGN_DELAY_S = 0.2  # a sign begins in the first tick that ends this long after a sentence
ASKS_SHARE = 0.4  # stories that end in a request
SAME_SHARE = 0.85  # stories told by one voice
ASIDE_SHARE, NUM_ASIDES = 0.2, (1, 5)  # what is told to somebody else, in place of a story


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    if line.chance(0.2):
        answer.add(line)
    has_others = pool.side_talk is not pool.requests
    (asides if has_others and line.chance(ASIDE_SHARE) else add)(line)
    return line.scene()


def asides(line: Timeline) -> None:
    """Talk to others by somebody as near as the user: only what is said tells it; a request at its end now and then."""
    onset_s = line.onset_s()
    for _ in range(int(line.rng.integers(*NUM_ASIDES))):
        end_s = line.hear(choose(line.pool.side_talk, line.rng), onset_s, gain_db=0.0).end_s
        onset_s = end_s + float(line.rng.uniform(*(LONG_GAP_S if line.chance(LONG_SHARE) else GAP_S)))
    if line.chance(ASKS_SHARE):
        answer.add(line)


def add(line: Timeline) -> None:
    """A story; a request at its end now and then, else silence in which a late sign is as good as none."""
    rows = line.pool.told(cues.STORY)
    if rows and line.chance(SAME_SHARE):
        speaker = choose(rows, line.rng).speaker
        rows = [row for row in rows if row.speaker == speaker]
    wait_s = float(line.rng.uniform(*SIGN_AFTER_S))
    onset_s, since_s = line.onset_s(), line.now_s
    for _ in range(int(line.rng.integers(*NUM_SENTENCES)) if rows else 0):
        end_s = line.hear(choose(rows, line.rng), onset_s, gain_db=0.0).end_s
        if end_s - since_s >= wait_s:
            sign(line, end_s)
            since_s, wait_s = end_s, float(line.rng.uniform(*SIGN_AFTER_S))
        onset_s = end_s + float(line.rng.uniform(*(LONG_GAP_S if line.chance(LONG_SHARE) else GAP_S)))
    if not rows or line.chance(ASKS_SHARE):
        answer.add(line)


def sign(line: Timeline, end_s: float) -> None:
    """A brief one, after a sentence; the user goes on without waiting for it."""
    plan, tick = line.pool.plan(cues.NODS[int(line.rng.integers(len(cues.NODS)))]), tick_at(end_s + SIGN_DELAY_S)
    if plan is not None and (not line.own or line.own[-1].end_tick <= tick):
        line.say(plan, tick)
