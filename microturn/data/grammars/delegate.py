"""Handing on: what the assistant cannot know goes to the background; it says so, and says the result when it may.

The result comes seconds later: into silence, into something else the two talk about, or never, because the user does
not want it any more.
"""

import numpy as np

from microturn.core.messages import Source
from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data.bank import Utterance
from microturn.data.grammars import answer, speak
from microturn.data.pool import Exchange, Pool, choose
from microturn.data.render import arrival_tick
from microturn.data.replies import is_bridge
from microturn.data.scene import Own, Scene, Signal, TextIn, reply_tick, tick_at
from microturn.data.timeline import Timeline

MAX_TRIES = 60
DROP_SHARE, BUSY_SHARE = 0.2, 0.35
WORK_S = (0.4, 6.0)
FORGET = "Alright, never mind."


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    for _ in range(int(rng.integers(1, 4))):
        if line.chance(0.8):
            add(line)
        else:
            answer.add(line)
    return line.scene()


def add(line: Timeline) -> None:
    """A request that is handed on, and what becomes of it."""
    exchange = bridged(line)
    line.hear(exchange.request, line.onset_s())
    line.answer(exchange.reply)
    forgets = [row for row in (*line.pool.requests, *line.pool.interruptions) if row.reply == FORGET]
    if forgets and line.chance(DROP_SHARE):
        drop(line, choose(forgets, line.rng))
    else:
        result(line)


def bridged(line: Timeline) -> Exchange:
    """An exchange whose reply only bridges; any other where there is none."""
    exchange = line.pool.exchange(line.circle, line.rng)
    for _ in range(MAX_TRIES):
        if is_bridge(exchange.reply.text):
            break
        exchange = line.pool.exchange(line.pool.requests, line.rng)
    return exchange


def drop(line: Timeline, row: Utterance) -> None:
    """The user does not want it any more."""
    reply = line.pool.plan(FORGET)
    if reply is None:
        return
    line.wait(float(line.rng.uniform(0.3, 2.0)))
    spoken = line.hear(row, line.now_s)
    own = line.say(reply, reply_tick(spoken.end_s))
    line.signals.append(Signal(own.start_tick, Control.DROP))


def result(line: Timeline) -> Own:
    """It comes and is said at the first pause: at once, or after what the two have begun to talk about."""
    row, num = speak.drawn(line), len(line.speech)
    at_s = line.now_s + float(line.rng.uniform(*WORK_S))
    if line.chance(BUSY_SHARE):
        own = answer.add(line)
        first_s = line.speech[num].onset_s if len(line.speech) > num else own.start_tick * TICK_S
        at_s = float(line.rng.uniform(first_s, own.end_s - TICK_S))
    text = TextIn(tick_at(at_s) + 1, row.text, Source.BACKGROUND)
    line.text_in.append(text)
    return line.say(row, arrival_tick(text))
