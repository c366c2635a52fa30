"""Films that are told and never seen: every few pictures something else happens on a table, or somebody does something
else. Made from a seed."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from microturn.core.units import VIEW_WIDTH
from microturn.data.sight.actions import KNOWN
from microturn.data.sight.exercise import Exercise, exercise
from microturn.data.sight.marks import KINDS, Marks, of_things
from microturn.data.sight.tabletop import Event
from microturn.data.sight.things import COLOURS, THINGS

Rng = np.random.Generator
NUM_BOUTS = (3, 7)
NUM_EVENTS, APART, NUM_THINGS = (6, 22), (2, 5), (0, 4)  # pictures between events: a note takes up to two
Thing = tuple[str, float, tuple[float, float, float]]


@dataclass(frozen=True, eq=False)
class Flashes:
    """A film (see `scene.Marked`). `events`: by the picture that is the first to show them; `things`: that stand there
    all the time, `active`: the one to which it happens."""

    num_pictures: int
    events: Mapping[int, Event]
    things: tuple[Thing, ...]
    active: Mapping[int, Thing]

    def marks(self, number: int) -> Marks:
        event = self.events.get(number)
        if event is None:
            return of_things(self.things)
        shown = () if event.kind == "leaves" else (self.active[number],)
        return of_things((*self.things, *shown), (event.kind, event.thing, event.colour))


@dataclass(frozen=True, eq=False)
class Told:
    """Somebody who does one repetition of many actions."""

    film: Exercise

    @property
    def num_pictures(self) -> int:
        return self.film.num_pictures

    def marks(self, number: int) -> Marks:
        return self.film.marks(number)


def bouts(rng: Rng) -> Told:
    wanted = [(KNOWN[int(rng.integers(len(KNOWN)))], 1) for _ in range(int(rng.integers(*NUM_BOUTS)))]
    return Told(exercise(wanted, rng, is_held_out=False))


def flashes(rng: Rng) -> Flashes:
    events, active, at = dict[int, Event](), dict[int, Thing](), 1
    for _ in range(int(rng.integers(*NUM_EVENTS))):
        thing, colour = _any(rng, sorted(THINGS)), _any(rng, list(COLOURS))
        events[at] = Event(_any(rng, KINDS), thing, colour, at)
        active[at] = _placed(rng, thing, colour)
        at += int(rng.integers(*APART))
    names = [_any(rng, sorted(THINGS)) for _ in range(int(rng.integers(*NUM_THINGS)))]
    return Flashes(at, events, tuple(_placed(rng, name, _any(rng, list(COLOURS))) for name in names), active)


def _placed(rng: Rng, thing: str, colour: str) -> Thing:
    return thing, float(rng.uniform(0, VIEW_WIDTH)), COLOURS[colour]


def _any(rng: Rng, names: list[str] | tuple[str, ...]) -> str:
    return names[int(rng.integers(len(names)))]
