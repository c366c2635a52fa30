"""Requests about what is seen: count it, say when it starts and stops, tell when something happens. Knows texts only.

Rows of such requests are of a kind of their own, so that nobody answers them without a film.
"""

from dataclasses import dataclass
from functools import lru_cache

from microturn.data import sight_forms as f
from microturn.data.forms import Reader, capital, chosen, ended, one_of, spelled_out
from microturn.data.phrases import Rng, number, pick
from microturn.data.sight.actions import KNOWN
from microturn.data.sight.invented import NAMES
from microturn.data.sight.tabletop import Event, Wanted
from microturn.data.sight.things import COLOURS, THINGS

Pair = tuple[str, str]
COUNT, SPAN, APPEARS, LEAVES, CHANGES, MOVES, ANY_COMES, ANY_GOES = (
    "count", "span", "appears", "leaves", "changes", "moves", "any_comes", "any_goes",
)  # fmt: skip
_TABLES = {
    COUNT: f.COUNT, SPAN: f.SPAN, APPEARS: f.APPEARS, LEAVES: f.LEAVES, CHANGES: f.CHANGES, MOVES: f.MOVES,
    ANY_COMES: f.ANY_COMES, ANY_GOES: f.ANY_GOES,
}  # fmt: skip
FORMS = spelled_out(_TABLES, f.PARTS)
SHARES = {
    COUNT: 0.34, SPAN: 0.18, APPEARS: 0.12, LEAVES: 0.08, CHANGES: 0.08, MOVES: 0.08, ANY_COMES: 0.07, ANY_GOES: 0.05,
}  # fmt: skip
EVENTS = {APPEARS: APPEARS, LEAVES: LEAVES, CHANGES: CHANGES, MOVES: MOVES, ANY_COMES: APPEARS, ANY_GOES: LEAVES}
REPLIES = ("Okay.", "Sure, go ahead.")
STARTED, STOPPED = "Start.", "Stop."
INVENTED_SHARE = 0.3  # of what is to be counted, and of what starts and stops
_DOING = {action.doing: action.name for action in KNOWN}
_STRANGE = {f"doing {name}": name for name in NAMES}
_ALL_DOING = _DOING | _STRANGE
_ACTIONS = list(_ALL_DOING.values())
_NAMED = {
    f"the {colour} {thing}".replace("  ", " "): (thing, colour) for thing in sorted(THINGS) for colour in ("", *COLOURS)
}
_READER = Reader.of(FORMS, {"action": one_of(_ACTIONS), "doing": one_of(_ALL_DOING), "thing": one_of(_NAMED)})
_PLAIN = {name.replace("-", " "): name for name in (*_ACTIONS, *_ALL_DOING)}


@dataclass(frozen=True)
class Sight:
    """`kind`: one of FORMS. `action`: its name, of the first two; `wanted`: of the others."""

    kind: str
    action: str = ""
    wanted: Wanted | None = None


def requests(rng: Rng, n: int) -> list[Pair]:
    """n requests with what is said to them at once."""
    return [_request(rng) for _ in range(n)]


def _request(rng: Rng) -> Pair:
    kinds = list(SHARES)
    kind = kinds[int(rng.choice(len(kinds), p=list(SHARES.values())))]
    has_colour = kind not in (CHANGES,) and rng.random() < 0.7
    things = [name for name, (_, colour) in _NAMED.items() if bool(colour) == has_colour]
    doing = pick(rng, tuple(_STRANGE if rng.random() < INVENTED_SHARE else _DOING))
    blanks = {"action": _ALL_DOING[doing], "doing": doing, "thing": pick(rng, things)}
    return ended(chosen(rng, pick(rng, FORMS[kind])).format(**blanks)), pick(rng, REPLIES)


@lru_cache(100_000)
def parse(text: str) -> Sight | None:
    """What a request asks for; None for one that asks for nothing of the kind."""
    found = _READER.read(text)
    if found is None:
        return None
    kind, blanks = found
    if kind == COUNT:
        return Sight(kind, _PLAIN[blanks["action"]])
    if kind == SPAN:
        return Sight(kind, _ALL_DOING[_PLAIN[blanks["doing"]]])
    thing, colour = _NAMED[blanks["thing"]] if "thing" in blanks else ("", "")
    return Sight(kind, wanted=Wanted(EVENTS[kind], thing, colour))


def told(event: Event) -> str:
    """How the assistant tells of an event."""
    if event.kind == APPEARS:
        return f"The {event.colour} {event.thing}."
    if event.kind == LEAVES:
        return f"The {event.thing} is gone."
    return f"It is {event.colour} now." if event.kind == CHANGES else f"The {event.thing} moved."


def noted(event: Event) -> str:
    """How the assistant notes an event for itself."""
    colour = "" if event.kind in (LEAVES, MOVES) else f"{event.colour} "
    return f"{event.kind} {colour}{event.thing}"


def sayings() -> list[str]:
    """Everything that what is seen can ask to be said."""
    counts = [f"{capital(number(n))}." for n in range(1, 31)]
    kinds = (APPEARS, LEAVES, CHANGES, MOVES)
    events = [Event(kind, thing, colour) for kind in kinds for thing in sorted(THINGS) for colour in COLOURS]
    return list(dict.fromkeys([*REPLIES, *counts, STARTED, STOPPED, *map(told, events)]))
