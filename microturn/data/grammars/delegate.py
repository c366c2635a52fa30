"""Handing on: what the assistant cannot know or do goes to the background; it says so, and says the result when it may.

The result comes seconds later: into silence, while the two talk about something else (also into a pause of the
user's, who has not ended), in several pieces, or never, because the user does not want it any more.
"""

import numpy as np

from microturn.core.messages import Source
from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data.bank import Utterance
from microturn.data.grammars import answer, pause, speak
from microturn.data.pool import Exchange, Pool, choose
from microturn.data.render import arrival_tick
from microturn.data.replies import FORGET, is_bridge, is_handed_on
from microturn.data.scene import Own, Scene, Signal, TextIn, reply_tick, tick_at
from microturn.data.timeline import Timeline

MAX_TRIES = 60
DROP_SHARE, BUSY_SHARE, PIECES_SHARE, SEVERAL_SHARE = 0.2, 0.45, 0.3, 0.2
SILENT_SHARE = 0.5  # orders of which nothing more is said
WORK_S = (0.4, 6.0)
MAX_PIECES = 3


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    for _ in range(int(rng.integers(1, 4))):
        if line.chance(0.75):
            add(line)
        else:
            answer.add(line)
    return line.scene()


def add(line: Timeline) -> None:
    """A request or two that are handed on, and what becomes of them; work on both may be under way at once."""
    num_due = 0
    for _ in range(2 if line.chance(SEVERAL_SHARE) else 1):
        exchange = handed_on(line)
        line.hear(exchange.request, line.onset_s())
        line.answer(exchange.reply)
        forgets = [row for row in (*line.pool.requests, *line.pool.interruptions) if row.reply == FORGET]
        if forgets and line.chance(DROP_SHARE):
            drop(line, choose(forgets, line.rng))
        elif is_bridge(exchange.reply.text) or not line.chance(SILENT_SHARE):
            num_due += 1
    for _ in range(num_due):
        result(line)


def handed_on(line: Timeline) -> Exchange:
    """An exchange that is handed on; any other where there is none."""
    exchange = line.pool.exchange(line.circle, line.rng)
    for _ in range(MAX_TRIES):
        if is_handed_on(exchange.reply.text):
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
    num, own = len(line.speech), line.own[-1]
    at_s = line.now_s + float(line.rng.uniform(*WORK_S))
    if line.chance(BUSY_SHARE):
        own = pause.add(line) if line.chance(0.4) else answer.add(line)
        first_s = line.speech[num].onset_s if len(line.speech) > num else own.start_tick * TICK_S
        at_s = float(line.rng.uniform(first_s, own.end_s - TICK_S))
    pieces = int(line.rng.integers(2, MAX_PIECES + 1)) if line.chance(PIECES_SHARE) else 1
    tick = tick_at(at_s) + 1
    for _ in range(pieces):
        row = speak.drawn(line)
        text = TextIn(tick, row.text, Source.BACKGROUND)
        line.text_in.append(text)
        arrived = arrival_tick(text, line.text_in)
        own = line.say(row, arrived)
        tick = arrived + 1 + int(line.rng.integers(0, 6))  # the next piece comes while this one is said
    return own
