"""Films of things on a table that appear, leave, change colour and move, and when they do. Made from a seed."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np

from microturn.core.messages import Picture
from microturn.core.units import VIEW_WIDTH
from microturn.data.sight.camera import FRAMES_HZ
from microturn.data.sight.draw import Point, shadow
from microturn.data.sight.figure import tinted
from microturn.data.sight.marks import KINDS, Marks, of_things
from microturn.data.sight.motion import smooth
from microturn.data.sight.room import Block
from microturn.data.sight.stage import Stage, num_pictures
from microturn.data.sight.things import COLOURS, HELD_OUT_THINGS, THINGS, draw

Rng = np.random.Generator
NUM_FREE = {"appears": 3, "moves": 1}  # places that other events need: what is asked for finds one
TABLE_M, DEEP_M = 0.75, 0.9
SLOTS_M = (-0.95, -0.57, -0.19, 0.19, 0.57, 0.95)  # places from left to right: enough for all that happens
OUTSIDE_M = 1.75  # beyond the edge of the picture
APART_S = (5.3, 7.0)  # between what happens
LIVELY_SHARE, LIVELY_S, NUM_LIVELY = 0.7, (1.6, 4.5), (2, 7)  # films for training in which more happens besides
WAYS = ("slide", "drop", "at once")
WAY_S = {"slide": 0.9, "drop": 0.5, "at once": 0.0}
STEP_S = 0.01
WAY_SHARE = 0.6  # of the time in which a thing comes in, after which it is in the picture
SHIFTED_S, TURNED_S = 0.3, 0.06  # after which it can be seen that something moves, and which colour it gets


@dataclass(frozen=True)
class Event:
    """`time_s`: when it can be told: the thing begins to come in, is out of the picture, has half of its new colour,
    begins to move.
    `colour`: of the thing, of two the new one."""

    kind: str
    thing: str
    colour: str
    time_s: float = 0.0
    way: str = "at once"

    @property
    def seen_s(self) -> float:
        """When it can be seen for what it is."""
        late = {"appears": WAY_SHARE * WAY_S[self.way], "moves": SHIFTED_S, "changes": TURNED_S}
        return self.time_s + late.get(self.kind, 0.0)


@dataclass(frozen=True)
class Wanted:
    """What is asked for: a kind of event, of any thing or of one, in any colour or in one."""

    kind: str
    thing: str = ""
    colour: str = ""

    def fits(self, event: Event) -> bool:
        return event.kind == self.kind and event.thing == (self.thing or event.thing)


@dataclass(frozen=True)
class Actor:
    """One thing. `places`: (from, x) in order; `colours`: (from, name) in order; gone from `until_s` on."""

    thing: str
    size_m: float
    depth_m: float
    places: tuple[tuple[float, float], ...]
    colours: tuple[tuple[float, str], ...]
    from_s: float = 0.0
    until_s: float = np.inf
    comes: str = "at once"
    goes: str = "at once"

    def place(self, time_s: float) -> tuple[float, float] | None:
        """x and height above the table, metres; None where it cannot be seen."""
        if not self.from_s <= time_s < self.until_s:
            return None
        x, height = self.places[0][1], 0.0
        for start_s, to in self.places[1:]:
            x += (to - x) * smooth((time_s - start_s) / 0.8)
        for way, share in ((self.comes, self._share(time_s - self.from_s, self.comes)),
                           (self.goes, self._share(self.until_s - time_s, self.goes))):  # fmt: skip
            if way == "slide":
                x += (OUTSIDE_M * (1 if x > 0 else -1) - x) * (1 - smooth(share))
            elif way == "drop":
                height += 1.5 * (1 - share) ** 2
        return x, height

    @staticmethod
    def _share(since_s: float, way: str) -> float:
        return min(1.0, since_s / WAY_S[way]) if WAY_S[way] else 1.0

    def colour(self, time_s: float) -> tuple[float, float, float]:
        paint = np.asarray(COLOURS[self.colours[0][1]])
        for start_s, name in self.colours[1:]:
            paint = paint + (np.asarray(COLOURS[name]) - paint) * smooth((time_s - start_s) / 0.4)
        r, g, b = (float(each) for each in paint)
        return r, g, b


@dataclass(frozen=True, eq=False)
class Tabletop:
    """A film (see `scene.Film`). `events`: all of them in order; `targets`: those that were asked for."""

    seconds: float
    events: tuple[Event, ...]
    targets: tuple[Event, ...]
    actors: tuple[Actor, ...]
    stage: Stage

    @property
    def num_pictures(self) -> int:
        return num_pictures(self.seconds)

    def picture(self, number: int) -> Picture:
        time_s = number / FRAMES_HZ
        stage = self._framed
        canvas, offset = stage.begin(time_s)
        for actor in sorted(self.actors, key=lambda each: each.depth_m):
            place = actor.place(time_s)
            if place is None:
                continue
            x, height = place
            foot, size = self._seen(x, TABLE_M, actor, offset)
            soft = 0.55 * size * (1 + 0.5 * height)
            shadow(
                canvas, (foot[0] + 0.2 * stage.sun[0] * size, foot[1]), (soft, 0.35 * soft), stage.shade / (1 + height)
            )
            at = self._seen(x, TABLE_M + height, actor, offset)[0]
            draw(actor.thing, canvas, at, size, actor.colour(time_s), stage.light)
        return stage.end(canvas, number)

    def marks(self, number: int) -> Marks:
        time_s = number / FRAMES_HZ
        offset = self._framed.shake.at(time_s)
        there = [(a, place) for a in sorted(self.actors, key=lambda a: a.depth_m) if (place := a.place(time_s))]
        event = next((e for e in self.events if first_picture(e) == number), None)
        return of_things(
            (
                (actor.thing, self._seen(x, TABLE_M, actor, offset)[0][0], actor.colour(time_s))
                for actor, (x, _) in there
            ),
            event and (event.kind, event.thing, event.colour),
        )

    def left(self, event: Event) -> Event:
        """The same, of a thing that leaves with the time when most of it is out of the picture."""
        if event.kind != "leaves":
            return event
        actor = next(actor for actor in self.actors if actor.until_s == event.time_s)
        times = np.arange(event.time_s - WAY_S[event.way], event.time_s, STEP_S)
        return replace(event, time_s=next((float(t) for t in times if not self._holds(actor, float(t))), event.time_s))

    def _holds(self, actor: Actor, time_s: float) -> bool:
        place = actor.place(time_s)
        assert place is not None
        across, down = self._seen(place[0], TABLE_M + place[1], actor, (0.0, 0.0))[0]
        return 0 <= across < VIEW_WIDTH and down >= 0

    def _seen(self, x: float, y: float, actor: Actor, offset: Point) -> tuple[Point, float]:
        """The pixel of its foot, and its size in pixels."""
        pixels, depth = self._framed.camera.project(np.array([[x, y, actor.depth_m]]))
        foot = (float(pixels[0, 0]) + offset[0], float(pixels[0, 1]) + offset[1])
        return foot, actor.size_m * self._framed.camera.focal_px / float(depth[0])

    @cached_property
    def _framed(self) -> Stage:
        corners = [
            (x, y, 0.1) for x in (SLOTS_M[0] - 0.22, SLOTS_M[-1] + 0.22) for y in (TABLE_M - 0.15, TABLE_M + 0.75)
        ]
        return replace(self.stage, fill=0.97).looking_at(np.array(corners))


def first_picture(event: Event) -> int:
    """Number of the first one that shows it."""
    return math.ceil(event.seen_s * FRAMES_HZ - 1e-9)


def tabletop(wanted: Wanted, rng: Rng, is_held_out: bool) -> Tabletop:
    """A film in which what is wanted happens, once (twice, if of any thing), among other events. `is_held_out`: rooms
    and things of the films for testing."""
    names = sorted(THINGS | HELD_OUT_THINGS) if is_held_out else sorted(THINGS)
    plot = _Plot(wanted, rng, names, is_lively=not is_held_out and rng.random() < LIVELY_SHARE)
    plot.fill()
    stage = Stage.draw(rng, is_held_out)
    top = tinted(float(rng.uniform(0.02, 0.12)), float(rng.uniform(0.05, 0.6)), float(rng.uniform(0.3, 0.85)))
    half = 1.6
    table = (
        Block((-half, TABLE_M - 0.06, -DEEP_M / 2), (half, TABLE_M, DEEP_M / 2), top),
        *(Block((x - 0.04, 0, -0.1), (x + 0.04, TABLE_M - 0.06, 0.0), top) for x in (-half + 0.2, half - 0.2)),
    )
    camera = replace(stage.camera, height_m=float(rng.uniform(1.2, 1.7)), pitch=0.2)
    stage = replace(stage, camera=camera, room=replace(stage.room, blocks=(*stage.room.blocks, *table)))
    events = tuple(plot.events)
    targets = tuple(event for event in events if wanted.fits(event) and event in plot.asked)
    film = Tabletop(plot.now_s, events, targets, tuple(plot.actors), stage)
    return replace(film, events=tuple(map(film.left, events)), targets=tuple(map(film.left, targets)))


@dataclass
class _Plot:
    """Writes down which things are there and what happens to them."""

    wanted: Wanted
    rng: Rng
    names: Sequence[str]
    is_lively: bool = False
    now_s: float = 0.0
    actors: list[Actor] = field(default_factory=list[Actor])
    events: list[Event] = field(default_factory=list[Event])
    asked: list[Event] = field(default_factory=list[Event])

    def fill(self) -> None:
        wanted = self.wanted
        others = [str(name) for name in self.rng.permutation(self.names) if name != wanted.thing]
        is_there = bool(wanted.thing) and wanted.kind != "appears"
        if is_there:
            self._put(wanted.thing, wanted.colour or self._colour())
        for name in others[: 2 if is_there else 3]:
            self._put(name, self._colour(wanted.colour))
        kinds = [wanted.kind] * (1 if wanted.thing else 2)
        besides = [kind for kind in KINDS if kind != wanted.kind or wanted.thing]
        num = int(self.rng.integers(*NUM_LIVELY)) if self.is_lively else int(self.rng.integers(1, 3))
        kinds += [f"other {kind}" for kind in self.rng.choice(besides, num, replace=self.is_lively)]
        self.now_s = float(self.rng.uniform(1.5, 3.0))
        for left, kind in enumerate(self.rng.permutation(kinds), 1 - len(kinds)):
            self._happen(str(kind).removeprefix("other "), not str(kind).startswith("other "), others)
            self.now_s += float(self.rng.uniform(*(LIVELY_S if self.is_lively and left else APART_S)))

    def _happen(self, kind: str, is_asked: bool, others: Sequence[str]) -> None:
        """One event; nothing where no thing, or no place, is left for it."""
        name = self.wanted.thing if is_asked else ""
        if not is_asked and len(self._places()) < NUM_FREE.get(kind, 0):
            return
        if kind == "appears":
            name = name or self._new(others)
            if not name:
                return
            event = self._appear(name, is_asked)
        else:
            there = [a for a in self.actors if np.isinf(a.until_s)]
            here = [a for a in there if (a.thing == name if name else a.thing != self.wanted.thing)]
            if not here:
                return
            event = self._change(here[int(self.rng.integers(len(here)))], kind)
        self.events.append(event)
        self.asked += [event] if is_asked else []

    def _new(self, others: Sequence[str]) -> str:
        """A thing that is not there, "" for none; the last ones were not put there."""
        there = {actor.thing for actor in self.actors}
        return next((name for name in reversed(others) if name not in there), "")

    def _appear(self, name: str, is_asked: bool) -> Event:
        colour = self.wanted.colour if is_asked and self.wanted.colour else self._colour(self.wanted.colour)
        way = str(self.rng.choice(WAYS))
        self._put(name, colour, self.now_s, way)
        return Event("appears", name, colour, self.now_s, way)

    def _change(self, actor: Actor, kind: str) -> Event:
        index, now_s = self.actors.index(actor), self.now_s
        colour, way = actor.colours[-1][1], "at once"
        if kind == "leaves":
            way = str(self.rng.choice(WAYS))
            now_s += WAY_S[way]
            actor = replace(actor, until_s=now_s, goes=way)
        elif kind == "changes":
            colour = self._colour(colour)
            actor = replace(actor, colours=(*actor.colours, (now_s, colour)))
            now_s += 0.2
        else:
            actor = replace(actor, places=(*actor.places, (now_s, self._free())))
        self.actors[index] = actor
        return Event(kind, actor.thing, colour, now_s, way)

    def _put(self, name: str, colour: str, from_s: float = 0.0, comes: str = "at once") -> None:
        size, deep = float(self.rng.uniform(0.26, 0.34)), float(self.rng.uniform(-0.15, 0.2))
        x = self._free() + float(self.rng.uniform(-0.04, 0.04))
        self.actors.append(Actor(name, size, deep, ((0.0, x),), ((0.0, colour),), from_s, comes=comes))

    def _free(self) -> float:
        """A place where nothing is."""
        free = self._places()
        return free[int(self.rng.integers(len(free)))]

    def _places(self) -> list[float]:
        taken = [x for actor in self.actors for _, x in actor.places[-1:] if np.isinf(actor.until_s)]
        return [slot for slot in SLOTS_M if all(abs(slot - x) > 0.2 for x in taken)]

    def _colour(self, but: str = "") -> str:
        """Any other than one."""
        names = [name for name in COLOURS if name != but]
        return names[int(self.rng.integers(len(names)))]
