"""One item's record -> its scores. What each of them means is written here."""

import statistics
from collections.abc import Sequence

from microturn.bench.suite.benchmark import Scores
from microturn.bench.timed.items import LATEST_S, Event, Item
from microturn.bench.timed.sayings import Sayings
from microturn.bench.voice import Stretch

HI_MS = (500, 1000, 1500, 2000)  # the sweep of `hi`
HIT_MS = 1000
MIN_VOICE_S = 0.1  # shorter voice is no alarm
NEAR = 1e-6


def score(item: Item, said: Sayings) -> Scores:
    """right_500ms to right_2000ms: every event was hit with that `hi`, and nothing that an event asks for began in a
    forbidden window. hit_1000ms: share of the events that were. onset_error: median of |onset - t| over the events
    that were hit at 2.0 s, None without. alarms: segments of voice, of 0.1 s or more, that begin outside all windows
    (of 2.0 s) and where no reply is due; minutes: what lies outside of both.

    An event is hit by the first saying that matches and begins in its window; each saying, or word, serves one event.
    """
    onsets = [said.onsets(event.pattern, event.is_word) for event in item.events]
    is_kept = not any(_is_in(at_s, item.forbidden) for found in onsets for at_s in found)
    scores: Scores = {}
    for ms in HI_MS:
        hits = matched(item.events, onsets, ms / 1000)
        scores[f"right_{ms}ms"] = float(is_kept and None not in hits)
        if ms == HIT_MS:
            scores[f"hit_{ms}ms"] = sum(hit is not None for hit in hits) / len(hits)
    late = matched(item.events, onsets, LATEST_S)
    errors = [abs(hit - event.t) for event, hit in zip(item.events, late) if hit is not None]
    scores["onset_error"] = statistics.median(errors) if errors else None
    return scores | _alarms(item, said.voice)


def matched(events: Sequence[Event], onsets: Sequence[Sequence[float]], hi_s: float) -> list[float | None]:
    """The onset that hits each event."""
    used: set[tuple[float, str]] = set()
    out: list[float | None] = []
    for event, found in zip(events, onsets):
        window, name = event.window(hi_s), event.pattern if event.is_word else ""  # words may begin in one micro-turn
        hit = next((at_s for at_s in found if (at_s, name) not in used and _is_in(at_s, [window])), None)
        out.append(hit)
        if hit is not None:
            used.add((hit, name))
    return out


def allowed(item: Item) -> list[Stretch]:
    """Where voice may begin, in order, none overlapping: windows at their widest, and where a reply is due."""
    whole = sorted([event.window(LATEST_S) for event in item.events] + list(item.free))
    out: list[Stretch] = []
    for part in whole:
        start_s, end_s = max(0.0, part.start_s), min(item.seconds, part.end_s)
        if out and start_s <= out[-1].end_s:
            out[-1] = Stretch(out[-1].start_s, max(out[-1].end_s, end_s))
        elif end_s > start_s:
            out.append(Stretch(start_s, end_s))
    return out


def _alarms(item: Item, voice: Sequence[Stretch]) -> Scores:
    spots = allowed(item)
    alarms = sum(part.seconds >= MIN_VOICE_S and not _is_in(part.start_s, spots) for part in voice)
    outside_s = item.seconds - sum(spot.seconds for spot in spots)
    return {"alarms": float(alarms), "minutes": outside_s / 60}


def _is_in(at_s: float, spots: Sequence[Stretch]) -> bool:
    return any(spot.start_s - NEAR <= at_s <= spot.end_s + NEAR for spot in spots)
