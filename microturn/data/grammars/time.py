"""Keeping time: a reminder every so often, a sign after a while, counting, waiting, how long something took; talk may
go on meanwhile.

The clock starts at the end of the request. What is due while the assistant speaks comes right after.
"""

import numpy as np

from microturn.core.units import TICK_S
from microturn.data import timers
from microturn.data.bank import Utterance
from microturn.data.grammars import answer
from microturn.data.pool import Pool, choose
from microturn.data.scene import Scene, Speech, reply_tick
from microturn.data.timeline import Timeline
from microturn.data.timers import Timer

MAX_TRIES, MAX_TIMES, LONGEST_S = 20, 5, 46.0
SPAN_S = (3.0, 40.0)
TALK_SHARE, STOP_SHARE = 0.35, 0.5
ROOM_S = 4.0  # free time before something is due in which the two may talk
STOPPED = "Okay, I'll stop."
Task = tuple[Utterance, Timer, Utterance, list[Utterance]]


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    if line.chance(0.3):
        answer.add(line)
    add(line)
    return line.scene()


def add(line: Timeline) -> None:
    """One request about time and all that is due; an exchange where the bank has none."""
    task = drawn(line)
    if task is None:
        answer.add(line)
        return
    row, timer, reply, sayings = task
    asked = line.hear(row, line.onset_s())
    own = line.answer(reply)
    if timer.kind == timers.START:
        span(line, asked)
        return
    due_s = own.end_s if timer.kind == timers.COUNT else asked.end_s
    for number in range(len(sayings) if timer.kind != timers.EVERY else times(timer, line)):
        due_s += timer.period_s
        if due_s - line.now_s > ROOM_S and line.chance(TALK_SHARE):
            answer.add(line)
        line.say(sayings[number % len(sayings)], tick_sounding(due_s))
    if timer.kind == timers.EVERY:
        stop(line)


def span(line: Timeline, asked: Speech) -> None:
    """A while later the user asks how long it was: from the end of the first request to the start of the second."""
    low, high = np.log(SPAN_S)
    onset_s = max(asked.end_s + float(np.exp(line.rng.uniform(low, high))), line.now_s + 0.3)
    rows = [row for row in line.pool.spans if row.speaker == asked.utterance.speaker] or line.pool.spans
    plan = line.pool.plan(timers.took(round(onset_s - asked.end_s)))
    if rows and plan is not None:
        line.hear(choose(rows, line.rng), onset_s)
        line.answer(plan)


def drawn(line: Timeline) -> Task | None:
    """A request whose reply and sayings are all in the bank."""
    pool = line.pool
    for _ in range(MAX_TRIES if pool.timers else 0):
        row = choose(pool.timers, line.rng)
        timer, reply = timers.parse(row.text), pool.plan(row.reply)
        if timer is None or reply is None or timer.period_s > LONGEST_S:
            continue
        sayings = [plan for text in timer.sayings if (plan := pool.plan(text)) is not None]
        if len(sayings) == len(timer.sayings):
            return row, timer, reply, sayings
    return None


def times(timer: Timer, line: Timeline) -> int:
    """How often a repeated reminder comes before the scene goes on."""
    return int(line.rng.integers(2, MAX_TIMES + 1)) if timer.period_s < LONGEST_S / MAX_TIMES else 2


def tick_sounding(due_s: float) -> int:
    """The tick whose speech begins closest to a time: it sounds a micro-turn later."""
    return max(0, round(due_s / TICK_S) - 1)


def stop(line: Timeline) -> None:
    """The user has had enough; or the scene ends before the next one is due, and what would come is not judged."""
    rows, reply = [row for row in line.pool.interruptions if row.reply == STOPPED], line.pool.plan(STOPPED)
    if rows and reply is not None and line.chance(STOP_SHARE):
        spoken = line.hear(choose(rows, line.rng), line.now_s + float(line.rng.uniform(0.2, 1.0)))
        line.say(reply, reply_tick(spoken.end_s))
    else:
        line.unjudged.append((line.own[-1].end_tick + 1, 1 << 30))
