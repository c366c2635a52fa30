"""Units of talk of two speakers -> turns and backchannels, by durations alone. Knows neither sound nor words."""

from collections.abc import Sequence
from dataclasses import dataclass

from microturn.bench.score import BACKCHANNEL_S, MIN_REPLY_S
from microturn.bench.voice import MERGE_S, Stretch, covered_s

PAUSE_S = 1.5  # within a turn; of people's pauses 2.8 % are longer
HOLD_S = 1.0  # of talk on both sides of a pause in which a short sound is a backchannel and not an answer
GOES_ON_S = 0.5  # the agent, after a user's backchannel; it was an interruption if it stops
TOGETHER_S = 0.2  # what begins so close to something else has nothing to do with it
ROUNDING_S = 0.005  # half a frame


@dataclass(frozen=True)
class Turn:
    """From the first to the last voice of a speaker who keeps the floor. `units`: gaps up to 0.2 s closed."""

    start_s: float
    end_s: float
    units: tuple[Stretch, ...]

    @property
    def pauses(self) -> list[Stretch]:
        return [Stretch(a.end_s, b.start_s) for a, b in zip(self.units, self.units[1:])]

    def covers(self, time_s: float) -> bool:
        return self.start_s <= time_s < self.end_s

    def part_at(self, time_s: float) -> Stretch:
        """The stretch of it, gaps up to 0.5 s closed, that is going on or came last at a time."""
        parts = merged(self.units, MERGE_S)
        return [part for part in parts if part.start_s <= time_s + ROUNDING_S][-1]


@dataclass(frozen=True)
class Side:
    """What one speaker does in a call."""

    units: tuple[Stretch, ...]
    turns: tuple[Turn, ...]
    backchannels: tuple[Stretch, ...]


def sides_of(user: Sequence[Stretch], agent: Sequence[Stretch]) -> tuple[Side, Side]:
    """Units of user and agent, in order of time -> both sides.

    A segment is units with gaps up to 0.5 s. It is a backchannel if it lasts less than 1 s and the other speaker keeps
    the floor: talks all through it, or pauses for no more than 1.5 s and has talked for 1 s before and after that. What
    the user says into the agent's talk is one only if the agent goes on for 0.5 s without a gap of that length.
    Segments of 0.25 s and more that are none make turns, across gaps up to 1.5 s in which the other takes no turn.
    """
    segments = [merged(units, MERGE_S) for units in (user, agent)]
    brief = [
        [part for part in segments[0] if _is_backchannel(part, agent, GOES_ON_S)],
        [part for part in segments[1] if _is_backchannel(part, user, 0.0)],
    ]
    talk = [
        [part for part in segments[i] if part not in brief[i] and part.seconds >= MIN_REPLY_S - ROUNDING_S]
        for i in (0, 1)
    ]
    sides = [
        Side(tuple(units), tuple(_turns(talk[i], talk[1 - i], units)), tuple(brief[i]))
        for i, units in enumerate((user, agent))
    ]
    return sides[0], sides[1]


def merged(parts: Sequence[Stretch], gap_s: float) -> list[Stretch]:
    """Gaps up to `gap_s` closed."""
    out: list[Stretch] = []
    for part in parts:
        if out and part.start_s - out[-1].end_s <= gap_s + ROUNDING_S:
            out[-1] = Stretch(out[-1].start_s, part.end_s)
        else:
            out.append(part)
    return out


def _is_backchannel(part: Stretch, other: Sequence[Stretch], goes_on_s: float) -> bool:
    if part.seconds >= BACKCHANNEL_S:
        return False
    if any(o.start_s < part.start_s and o.end_s > part.end_s + goes_on_s for o in merged(other, MERGE_S)):
        return True
    if goes_on_s and any(o.start_s <= part.start_s and o.end_s > part.start_s + TOGETHER_S for o in other):
        return False
    for o in merged(other, PAUSE_S):
        if o.start_s < part.start_s and o.end_s > part.end_s:
            before_s = covered_s(other, o.start_s, part.end_s)
            return min(before_s, covered_s(other, part.end_s, o.end_s)) >= HOLD_S
    return False


def _turns(own: Sequence[Stretch], other: Sequence[Stretch], units: Sequence[Stretch]) -> list[Turn]:
    spans: list[Stretch] = []
    for part in own:
        if spans and not _has_lost_floor(spans[-1].end_s, part.start_s, other):
            spans[-1] = Stretch(spans[-1].start_s, part.end_s)
        else:
            spans.append(part)
    return [Turn(*span, tuple(u for u in units if span.start_s <= u.start_s < span.end_s)) for span in spans]


def _has_lost_floor(end_s: float, start_s: float, other: Sequence[Stretch]) -> bool:
    return start_s - end_s > PAUSE_S or any(o.start_s < start_s and o.end_s > end_s for o in other)
