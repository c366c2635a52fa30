"""Yielding: the user barges in on the reply; it breaks off, listens, and answers the interruption."""

import numpy as np

from microturn.core.units import TICK_S
from microturn.data.grammars import answer, speak
from microturn.data.pool import Pool
from microturn.data.scene import Own, Scene, reply_tick, yield_tick
from microturn.data.timeline import Timeline

MIN_OWN_TICKS = 7  # shorter speech is over before anybody can interrupt it
RESULT_SHARE = 0.5  # interrupted while it says a text from the background


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    for _ in range(int(rng.integers(1, 3))):
        add(line)
    if line.chance(0.3):
        answer.add(line)
    return line.scene()


def add(line: Timeline) -> Own:
    """An exchange, the interruption of its reply, and the answer to that."""
    rng = line.rng
    own = speech(line)
    sound_s = (own.start_tick + 1) * TICK_S
    onset_s = float(rng.uniform(sound_s + 0.5, max(sound_s + 0.6, own.end_s - 0.6)))
    rows = line.pool.interruptions if line.pool.interruptions and line.chance(0.7) else line.circle
    exchange = line.pool.exchange(rows, rng)
    cut_tick = yield_tick(onset_s)
    line.own[-1] = own = Own(own.utterance, own.start_tick, cut_tick)
    line.now_s = own.end_s
    barge_in = line.hear(exchange.request, onset_s, gain_db=float(rng.uniform(0, 3)))
    return line.answer(exchange.reply, max(reply_tick(barge_in.end_s), cut_tick + 1))  # silent for a moment at least


def speech(line: Timeline) -> Own:
    """Own speech that is long enough to be spoken into."""
    own = speak.add(line) if line.chance(RESULT_SHARE) else answer.add(line)
    for _ in range(10):
        if own.end_tick - own.start_tick >= MIN_OWN_TICKS:
            break
        own = answer.add(line) if line.chance(0.5) else speak.add(line)
    return own
