"""What the admission of a server says, for those who decide how many servers there are. Knows nothing of clusters."""

from collections.abc import Sequence
from math import ceil

from microturn.engine.fleet import Fleet

FULL_SHARE = 0.5  # of the engines' time, on average: below what admission takes (0.7), so that few are refused
SPARE_ROOM = 2  # sessions that can come at once


def figures(fleet: Fleet) -> dict[str, float]:
    """`room`: for how many sessions more; `share`: of the time of its engines (1: all of it)."""
    ready = [engine for engine in fleet.engines if engine.is_ready]
    room = sum(max(0, engine.room) for engine in ready)
    return {"room": room, "share": sum(engine.load.share for engine in ready) / max(1, len(ready))}


def wanted(rooms: Sequence[float], shares: Sequence[float], num: int) -> int:
    """How many servers there should be, where there are `num`, by the figures of each: one more while there is no room,
    fewer where the work needs fewer and those that stay have room."""
    if sum(rooms) < SPARE_ROOM:
        return num + bool(rooms)  # without figures it is too early
    enough = max(1, ceil(sum(shares) / FULL_SHARE))
    has_spare = sum(rooms) - max(rooms) >= SPARE_ROOM
    return enough if enough > num or has_spare else num
