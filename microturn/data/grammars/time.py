"""Keeping time: a reminder every so often, a sign after a while, counting, waiting, how long something took; talk may
go on meanwhile.

The clock starts at the end of the request. What is due while the assistant speaks comes right after. Meanwhile the
assistant counts for itself, a note a second: LEFT until something is due, and what, GONE since something began. So no
step of keeping time, or of keeping in mind, is longer than a second, whatever time was asked for.
"""

import numpy as np

from microturn.core.messages import Source
from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data import timers
from microturn.data.bank import Utterance
from microturn.data.grammars import answer, slip
from microturn.data.phrases import number
from microturn.data.pool import Pool, choose
from microturn.data.scene import FOR_EVER, TICKS_A_SECOND, Note, Scene, reply_tick, tick_at
from microturn.data.timeline import Timeline
from microturn.data.timers import Timer

MAX_TRIES, MAX_TIMES, LONGEST_S = 20, 5, 46.0
SHORTEST_SPAN_S, LONGEST_SPAN_S, AGAIN_S = 3.0, 40.0, 12.0
AGAIN_SHARE, MAX_AGAIN = 0.5, 2
PEEK_SHARE, PEEK_ROOM_S = 0.4, 2.5  # of times until the user speaks: he types a question meanwhile
TALK_SHARE, STOP_SHARE = 0.35, 0.5
LATE_SHARE, MAX_LATE = 0.15, 15
LONG_S, CUT_SHARE, CUT_S = 8.0, 0.6, (2.0, 6.0)  # scenes that end so long after the request for a long time
EARLY_S = 0.4  # a second has gone from its middle on
ROOM_S = 4.0  # free time before something is due in which the two may talk
STOPPED, STARTED = "Okay, I'll stop.", "Okay."
TYPED_SHARE = 0.25
START_SHARE, NUM_TRIED = 0.3, 4  # requests to start the clock are few in banks: tried for, so often
Task = tuple[Utterance | str, Timer, Utterance, list[Utterance]]


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    if line.chance(0.3):
        answer.add(line)
    begun_s = add(line)
    scene = line.scene()
    if begun_s is None or not line.chance(CUT_SHARE):
        return scene
    stop = tick_at(begun_s + float(rng.uniform(*CUT_S)))
    return scene.until(stop)


def add(line: Timeline) -> float | None:
    """One request about time and all that is due; an exchange where the bank has none. Returns when a long time begins
    in which hardly anything but counting happens, seconds."""
    task = drawn(line)
    if task is None:
        answer.add(line)
        return None
    request, timer, reply, sayings = task
    is_delay = timer.kind in (timers.EVERY, timers.ONCE, timers.AFTER, timers.WAIT)
    early = (round(timer.period_s), timer.sayings[0]) if is_delay else None
    asked_s = slip.put(line, request, reply, early)
    own = line.answer(reply, reply_tick(asked_s))
    if timer.kind == timers.START:
        span(line, asked_s)
        return None
    due_s = own.end_s if timer.kind == timers.COUNT else asked_s
    noted = begin(line, asked_s)
    for k in range(len(sayings) if timer.kind != timers.EVERY else times(timer, line)):
        due_s += timer.period_s
        if due_s - line.now_s > ROOM_S and line.chance(TALK_SHARE):
            answer.add(line)
        line.say(sayings[k % len(sayings)], tick_sounding(due_s))
        if timer.kind != timers.COUNT:
            noted = count_down(line, noted, due_s, timer, sayings[k % len(sayings)].text)
    if timer.kind == timers.EVERY:
        count_down(line, noted, due_s + timer.period_s, timer, sayings[0].text)
        stop(line)
    return asked_s if is_delay and timer.period_s > LONG_S else None


def begin(line: Timeline, asked_s: float) -> int:
    """The tick of the first note: that of the reply; now and then a later one, so that counting still begins where it
    did not begin at once."""
    tick = reply_tick(asked_s)
    if not line.chance(LATE_SHARE):
        return tick
    begun = tick + int(line.rng.integers(1, MAX_LATE))
    line.unjudged.append((tick, begun))
    return begun


def count_down(line: Timeline, first: int, due_s: float, timer: Timer, saying: str) -> int:
    """Notes, from tick `first` on, the seconds that are left and what is to be said then. Returns the tick in which
    there are none."""
    due = tick_sounding(due_s)
    coming = [left for left in range(1, round(timer.period_s)) if due - left * TICKS_A_SECOND > first]
    for left in coming:
        line.notes.append(Note(due - left * TICKS_A_SECOND, Control.LEFT, timers.in_mind(left, saying)))
    if first < due:
        line.notes.append(Note(first, Control.LEFT, timers.in_mind(len(coming) + 1, saying)))
    return due


def span(line: Timeline, asked_s: float) -> None:
    """A while later the user asks how long it was: from the end of the first request to the start of the second. Now
    and then the same follows again, over a shorter time."""
    _elapse(line, asked_s, LONGEST_SPAN_S)
    for _ in range(MAX_AGAIN if line.chance(AGAIN_SHARE) else 0):
        row, reply = _starting(line), line.pool.pronounced(STARTED, line.rng)
        if reply is None:
            return
        asked_s = line.put(row or timers.request(line.rng, timers.START)[0])
        line.answer(reply, reply_tick(asked_s))
        _elapse(line, asked_s, AGAIN_S)


def _elapse(line: Timeline, asked_s: float, longest_s: float) -> None:
    """The clock runs until the user speaks; when he types "how long is it now" meanwhile, it goes on."""
    low, high = np.log((SHORTEST_SPAN_S, longest_s))
    onset_s = max(asked_s + float(np.exp(line.rng.uniform(low, high))), line.now_s + 0.3)
    while onset_s - line.now_s > PEEK_ROOM_S and line.chance(PEEK_SHARE):
        line.wait(float(line.rng.uniform(0.0, onset_s - line.now_s - PEEK_ROOM_S)))
        tick = line.read(timers.so_far(line.rng), Source.TYPED) + 1
        _tell(line, seconds_gone(asked_s, tick), tick)
    gone = count_up(line, asked_s, onset_s)
    speaker = line.speech[-1].utterance.speaker if line.speech else ""
    rows = [row for row in line.pool.spans if row.speaker == speaker] or line.pool.spans
    if rows:
        _tell(line, gone, line.late(reply_tick(line.hear(choose(rows, line.rng), onset_s).end_s)))


def _tell(line: Timeline, seconds: int, tick: int) -> None:
    """How long it has been; where that cannot be said, the answer is not judged."""
    plan = line.pool.pronounced(timers.took(seconds), line.rng)
    if plan is None:
        line.unjudged.append((tick, tick + 3))
    else:
        line.say(plan, tick)


def tick_gone(start_s: float, seconds: int) -> int:
    """In which that many seconds have gone."""
    return tick_at(start_s + seconds - EARLY_S)


def seconds_gone(start_s: float, tick: int) -> int:
    """How many have gone in a tick, at least one."""
    gone = 1
    while tick_gone(start_s, gone + 1) <= tick:
        gone += 1
    return gone


def count_up(line: Timeline, start_s: float, stop_s: float) -> int:
    """Notes the seconds that have gone until the user speaks again, the nearest whole number; returns the last."""
    gone = seconds_gone(start_s, tick_at(stop_s))
    line.notes += [Note(tick_gone(start_s, n), Control.GONE, number(n)) for n in range(1, gone + 1)]
    return gone


def drawn(line: Timeline) -> Task | None:
    """A request whose reply and sayings can all be said."""
    pool = line.pool
    for _ in range(MAX_TRIES if pool.timers else 0):
        request, told = _request(line)
        timer = timers.parse(request if isinstance(request, str) else request.text)
        reply = pool.pronounced(told, line.rng) if told else None
        if timer is None or reply is None or timer.period_s > LONGEST_S or timer.kind == timers.SPAN:
            continue
        sayings = [plan for text in timer.sayings if (plan := pool.pronounced(text, line.rng)) is not None]
        if len(sayings) == len(timer.sayings):
            return request, timer, reply, sayings
    return None


def _request(line: Timeline) -> tuple[Utterance | str, str]:
    """A row of the bank, or a text to type, with what is said to it at once."""
    row = _starting(line) if line.chance(START_SHARE) else None
    if row is None and line.chance(TYPED_SHARE):
        return timers.timers(line.rng, 1)[0]
    row = row or choose(line.pool.timers, line.rng)
    return row, row.reply


def _starting(line: Timeline) -> Utterance | None:
    """A row that starts the clock, if one is met soon."""
    rows = (choose(line.pool.timers, line.rng) for _ in range(NUM_TRIED if line.pool.timers else 0))
    return next((row for row in rows if (timer := timers.parse(row.text)) and timer.kind == timers.START), None)


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
        own = line.say(reply, reply_tick(spoken.end_s))
        line.notes = [note for note in line.notes if note.tick < own.start_tick]
    else:
        line.unjudged.append((line.own[-1].end_tick + 1, FOR_EVER))
