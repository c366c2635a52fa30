"""Watching, because the user asked for it: counting what somebody does, start and stop, what happens on a table.

What is said comes as soon as its cause has been seen; otherwise quiet. Meanwhile the assistant notes for itself all
that happens, asked for or not, as it writes words heard: what was asked for has then only to be found among the notes.
"""

import math

import numpy as np

from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data import sights
from microturn.data.bank import Utterance
from microturn.data.grammars import answer
from microturn.data.phrases import number
from microturn.data.pool import Pool, choose
from microturn.data.scene import Note, Scene, Shown, reply_tick, tick_at
from microturn.data.sight.actions import KNOWN, Action
from microturn.data.sight.exercise import Exercise, exercise
from microturn.data.sight.invented import invented
from microturn.data.sight.tabletop import Tabletop, tabletop
from microturn.data.sight.timing import count
from microturn.data.sights import Sight
from microturn.data.timeline import Timeline

BESIDE_SHARE = 0.3  # films with something else before or after
STRANGE_SHARE = 0.3  # of what comes before or after: nothing that has a name
UNNAMED = "something"  # as it is noted
TYPED_SHARE = 0.35
MAX_TRIES = 20
_KNOWN = {action.name: action for action in KNOWN}


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    drawn = _drawn(line)
    if drawn is None:
        answer.add(line)
        return line.scene()
    request, sight, reply = drawn
    film, due = film_of(sight, rng)
    line.answer(reply, reply_tick(line.put(request)))
    line.wait(float(rng.uniform(0.2, 1.5)))
    first = tick_at(line.now_s)
    line.shown = Shown(film, first)
    for at_s, text in noted(film):
        line.notes.append(Note(seen_tick(first, at_s), Control.SEE, text))
    for at_s, text in due:
        _say(line, text, seen_tick(first, at_s))
    line.now_s = max(line.now_s, (first + film.num_pictures) * TICK_S)
    return line.scene()


def _drawn(line: Timeline) -> tuple[Utterance | str, Sight, Utterance] | None:
    """A request, a row of the bank or a text to type, and the plan of its reply."""
    for _ in range(MAX_TRIES if line.pool.sights else 0):
        row = choose(line.pool.sights, line.rng)
        text, told = sights.requests(line.rng, 1)[0] if line.chance(TYPED_SHARE) else (row.text, row.reply)
        sight, reply = sights.parse(text), line.pool.plan(told)
        if sight is not None and reply is not None:
            return row if text is row.text else text, sight, reply
    return None


def film_of(sight: Sight, rng: np.random.Generator) -> tuple[Exercise | Tabletop, list[tuple[float, str]]]:
    """A film in which it happens, and what is due when, seconds of the film."""
    if sight.wanted is not None:
        table = tabletop(sight.wanted, rng, is_held_out=False)
        return table, [(event.seen_s, sights.told(event)) for event in table.targets]
    action = _KNOWN.get(sight.action) or invented(sight.action, rng)
    film = exercise(_bouts(action, rng), rng, is_held_out=False)
    bout = next(bout for bout in film.bouts if bout.action is action)
    if sight.kind == sights.COUNT:
        return film, [(end_s, f"{number(n)}.") for n, end_s in enumerate(bout.seen_ends, 1)]
    return film, list(zip(bout.seen_span, (sights.STARTED, sights.STOPPED)))


def noted(film: Exercise | Tabletop) -> list[tuple[float, str]]:
    """(seconds of the film, words) of everything that happens."""
    if isinstance(film, Tabletop):
        return [(event.seen_s, sights.noted(event)) for event in film.events]
    found: list[tuple[float, str]] = []
    for bout in film.bouts:
        begun_s, over_s = bout.seen_span
        found.append((begun_s, bout.action.name if bout.action in KNOWN else UNNAMED))
        found += [(end_s, number(n)) for n, end_s in enumerate(bout.seen_ends, 1)]
        found.append((over_s, "still"))
    return found


def _bouts(action: Action, rng: np.random.Generator) -> list[tuple[Action, int]]:
    """The action, and now and then another one before or after it."""
    bouts = [(action, count(float(rng.random())))]
    others = [other for other in KNOWN if other is not action]
    for place in (0, len(bouts) + 1):
        if rng.random() < BESIDE_SHARE / 2:
            other = others[int(rng.integers(len(others)))]
            other = invented("", rng) if rng.random() < STRANGE_SHARE else other
            bouts.insert(place, (other, int(rng.integers(1, 3))))
    return bouts


def seen_tick(first: int, at_s: float) -> int:
    """Of the first picture of a film that shows what happens `at_s` in it, when its first picture comes in `first`."""
    return first + math.ceil(at_s / TICK_S - 1e-6)


def _say(line: Timeline, text: str, tick: int) -> None:
    """Not at all where the bank cannot say it; after what is being said where that is not over."""
    plan = line.pool.pronounced(text, line.rng)
    if plan is None:
        line.unjudged.append((tick, tick + 3))
    else:
        line.say(plan, tick)
