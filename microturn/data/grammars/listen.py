"""Listening only: some utterances with gaps, written down; no reply.

Half of the scenes open with an instruction to write only; in the others staying quiet is not judged
once somebody has spoken.
"""

from dataclasses import replace

import numpy as np

from microturn.data.human import gap_s
from microturn.data.pool import Pool, choose
from microturn.data.scene import Scene, reply_tick, tick_at
from microturn.data.timeline import Timeline

ORDERS = (
    "only listen and write down what you hear",
    "just take notes, do not answer",
    "transcribe everything and stay quiet",
    "write down what is said, say nothing",
    "listen only",
)
RECORDED_SHARE = 0.25  # real voices, where the bank has some


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    has_order = line.chance(0.5)
    if has_order:
        line.instruct(ORDERS[int(rng.integers(len(ORDERS)))])
    use_recordings = bool(pool.recordings) and (not pool.requests or line.chance(RECORDED_SHARE))
    rows = pool.recordings if use_recordings else line.circle
    for _ in range(int(rng.integers(1, 5))):
        line.hear(choose(rows, rng), line.now_s + (gap_s(rng) + 0.1 if line.speech else 0.0))
    scene = line.scene()
    return scene if has_order else _unjudged(scene)


def _unjudged(scene: Scene) -> Scene:
    """From the end of each utterance to the onset of the next one might as well answer."""
    onsets = [tick_at(item.onset_s + 0.2) for item in scene.speech[1:]]
    ranges = [(reply_tick(s.end_s), stop) for s, stop in zip(scene.speech, [*onsets, scene.num_ticks])]
    return replace(scene, unjudged=tuple(ranges))
