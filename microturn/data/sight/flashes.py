"""Films that are told and never seen: every few pictures something else happens on a table, or somebody does something
else. Made from a seed."""

from collections.abc import Mapping
from dataclasses import dataclass

from microturn.core.units import VIEW_WIDTH
from microturn.data.phrases import Rng, pick
from microturn.data.sight.actions import KNOWN
from microturn.data.sight.exercise import Exercise, exercise
from microturn.data.sight.marks import KINDS, NUM_COLUMNS, Marks, of_things
from microturn.data.sight.tabletop import Event
from microturn.data.sight.things import COLOURS, THINGS

NUM_BOUTS = (3, 7)
NUM_EVENTS, APART = (6, 22), (2, 5)  # pictures between events: a note takes up to two
COLUMN = VIEW_WIDTH / NUM_COLUMNS
NUM_THINGS, MOST_THINGS = (0, 4), 5
Table = dict[str, tuple[int, str]]  # by name: column of the picture, and colour


@dataclass(frozen=True, eq=False)
class Flashes:
    """A film (see `scene.Marked`). `tables`: what stands there in each picture; `events`: by the picture that is the
    first to show them."""

    tables: tuple[Table, ...]
    events: Mapping[int, Event]

    @property
    def num_pictures(self) -> int:
        return len(self.tables)

    def marks(self, number: int) -> Marks:
        event = self.events.get(number)
        here = self.tables[number].items()
        things = ((name, (column + 0.5) * COLUMN, COLOURS[colour]) for name, (column, colour) in here)
        return of_things(things, None if event is None else (event.kind, event.thing, event.colour))


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
    wanted = [(pick(rng, KNOWN), 1) for _ in range(int(rng.integers(*NUM_BOUTS)))]
    return Told(exercise(wanted, rng, is_held_out=False))


def flashes(rng: Rng) -> Flashes:
    table: Table = {}
    for _ in range(int(rng.integers(*NUM_THINGS))):
        table |= {pick(rng, sorted(set(THINGS) - set(table))): _placed(rng, table)}
    tables, events = [table], dict[int, Event]()
    for _ in range(int(rng.integers(*NUM_EVENTS))):
        event, table = _happens(rng, table)
        events[len(tables)] = event
        tables += [table] * int(rng.integers(*APART))
    return Flashes(tuple(tables), events)


def _happens(rng: Rng, table: Table) -> tuple[Event, Table]:
    """Something that can happen to what stands there, and what stands there then."""
    kind = "appears" if not table else pick(rng, KINDS[1:] if len(table) == MOST_THINGS else KINDS)
    if kind == "appears":
        name, new = pick(rng, sorted(set(THINGS) - set(table))), _placed(rng, table)
        return Event(kind, name, new[1]), table | {name: new}
    name = pick(rng, sorted(table))
    column, colour = table[name]
    others = {other: place for other, place in table.items() if other != name}
    if kind == "leaves":
        return Event(kind, name, colour), others
    if kind == "changes":
        colour = pick(rng, [other for other in COLOURS if other != colour])
        return Event(kind, name, colour), table | {name: (column, colour)}
    return Event(kind, name, colour), others | {name: (_placed(rng, table)[0], colour)}


def _placed(rng: Rng, table: Table) -> tuple[int, str]:
    """A place where nothing stands, and any colour."""
    free = sorted(set(range(NUM_COLUMNS)) - {column for column, _ in table.values()})
    return pick(rng, free), pick(rng, list(COLOURS))
