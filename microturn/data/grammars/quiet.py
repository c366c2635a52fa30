"""Leaving be: talk to others, voices from a loudspeaker, sounds and long silence are neither answered nor written
down, and own speech goes on through them. Sometimes a true request follows."""

import numpy as np

from microturn.core.units import TICK_S
from microturn.data.grammars import answer, interrupt
from microturn.data.pool import Pool, choose
from microturn.data.scene import Place, Scene, Sound
from microturn.data.timeline import Timeline

MEDIA_SHARE = 0.6  # of what loudspeakers say: in their words; else what a user would say


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    if line.chance(0.4):
        answer.add(line)
    for _ in range(int(rng.integers(1, 4))):
        add(line)
    if line.chance(0.5):
        line.wait(float(rng.uniform(0.3, 1.0)))
        answer.add(line)
    return line.scene()


def add(line: Timeline) -> None:
    """One disturbance, into own speech or into silence."""
    rng = line.rng
    at_s = line.now_s + float(rng.uniform(0.2, 1.5))
    if line.chance(0.4):
        own = interrupt.speech(line)
        at_s = (own.start_tick + 1) * TICK_S + float(rng.uniform(0.3, 1.5))
    kind = rng.random()
    if kind < 0.4:
        side(line, at_s)
    elif kind < 0.65:
        media(line, at_s)
    elif kind < 0.85 and line.pool.sounds:
        sound = choose(line.pool.sounds, rng)
        line.sounds.append(Sound(sound, at_s, float(rng.uniform(-15, 6))))
        line.now_s = max(line.now_s, at_s + min(sound.seconds, 2.0))
    else:
        line.wait(float(rng.uniform(2.0, 8.0)))


def side(line: Timeline, at_s: float) -> None:
    """The user or somebody else in the room talks to another person."""
    for _ in range(int(line.rng.integers(1, 4))):
        spoken = line.hear(choose(line.pool.side_talk, line.rng), at_s, Place.SIDE)
        at_s = spoken.end_s + float(line.rng.uniform(0.1, 0.8))


def media(line: Timeline, at_s: float) -> None:
    """A loudspeaker talks."""
    known = line.pool.media if line.chance(MEDIA_SHARE) else line.pool.requests
    rows = line.pool.recordings if line.pool.recordings and line.chance(0.4) else known
    for _ in range(int(line.rng.integers(1, 4))):
        spoken = line.hear(choose(rows, line.rng), at_s, Place.MEDIA)
        at_s = spoken.end_s + float(line.rng.uniform(0.05, 0.5))
