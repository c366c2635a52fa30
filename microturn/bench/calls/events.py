"""Turns of two speakers -> what happened between them, as events with times; docs/benchmarks.md says what they mean.

Only sound is known: that an answer fits, or that a short sound was a backchannel and no short answer, is not.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microturn.bench.calls.turns import PAUSE_S, ROUNDING_S, TOGETHER_S, Side, Turn
from microturn.bench.drive import FIRST_VOICE_S, JUDGED_S, RECOVERY_S
from microturn.bench.score import EARLY_S, MIN_VOICE_S
from microturn.bench.voice import Stretch

OPEN_S = 0.4  # the shortest pause in which the floor can be taken
AGENT, USER, BOTH = "agent", "user", "both"


@dataclass(frozen=True)
class Event:
    """`kind` one of the names below; `side`: whose doing it is. `value_s`: what is measured of it; `is_good`: whether
    it went as wished, None where that is not asked.

    answer: an agent's turn after a user's; offset, first voice - user's end.
    uptake: a user's turn after an agent's; offset.
    missed: no voice of the agent in the 5 s after a user's turn.
    cut_in: the agent begins a turn more than 0.5 s before the user's end; how much before.
    pause: the user pauses for 0.4 s or more and goes on; its length; good if the agent does not begin a turn in it or
    up to 0.2 s after it.
    interruption: the user begins a turn in the agent's; time until the agent stops (None: not within 2 s), good if so.
    recovery: from the end of such an interruption to the agent's next turn; good if within 3 s.
    backchannel: a short sound while the other keeps the floor; its length.
    overlap: both have voice; its length.
    """

    kind: str
    side: str
    start_s: float
    end_s: float
    value_s: float | None = None
    is_good: bool | None = None


def events_of(user: Side, agent: Side, seconds: float) -> list[Event]:
    """All of a call, in order of time; `seconds` is its length."""
    pauses = [*_held(user, agent), *_taken(user, agent)]
    wrong = [pause for pause in pauses if not pause.is_good]
    takers = {turn.start_s for turn in agent.turns if any(_is_in(turn, pause) for pause in wrong)}
    resumed = {pause.end_s for pause in wrong}  # the user goes on: no new turn
    found = [
        *pauses,
        *_transfers("answer", user, agent, takers),
        *_transfers("uptake", agent, user, resumed),
        *_missed(user, agent, seconds),
        *_cut_ins(user, agent, takers),
        *_interruptions(user, agent, resumed, seconds),
        *_backchannels(USER, user),
        *_backchannels(AGENT, agent),
        *(Event("overlap", BOTH, both.start_s, both.end_s, both.seconds) for both in overlaps(user.units, agent.units)),
    ]
    return sorted(found, key=lambda event: (event.start_s, event.kind))


def overlaps(user: Sequence[Stretch], agent: Sequence[Stretch]) -> list[Stretch]:
    """Where both have voice for 0.1 s and more."""
    out: list[Stretch] = []
    i = j = 0
    while i < len(user) and j < len(agent):
        both = Stretch(max(user[i].start_s, agent[j].start_s), min(user[i].end_s, agent[j].end_s))
        if both.seconds >= MIN_VOICE_S - ROUNDING_S:
            out.append(both)
        if user[i].end_s < agent[j].end_s:
            i += 1
        else:
            j += 1
    return out


def _held(user: Side, agent: Side) -> Iterator[Event]:
    """Pauses inside user's turns; not those in which the agent was speaking already."""
    for turn in user.turns:
        for pause in turn.pauses:
            if pause.seconds < OPEN_S - ROUNDING_S or any(a.covers(pause.start_s) for a in agent.turns):
                continue
            is_taken = any(_is_in(a, pause) for a in agent.turns)
            yield Event("pause", USER, *pause, pause.seconds, not is_taken)


def _taken(user: Side, agent: Side) -> Iterator[Event]:
    """Pauses that became ends of turns: the agent begins, and the user goes on in its speech."""
    for last, following in zip(user.turns, user.turns[1:]):
        pause = Stretch(last.end_s, following.start_s)
        has_taken = any(_is_in(a, pause) and a.end_s > pause.end_s for a in agent.turns)
        if has_taken and OPEN_S <= pause.seconds <= PAUSE_S:
            yield Event("pause", USER, *pause, pause.seconds, False)


def _is_in(turn: Turn, pause: Stretch | Event) -> bool:
    """A turn that begins so early after a pause was decided on in it."""
    return pause.start_s <= turn.start_s < pause.end_s + TOGETHER_S


def _transfers(kind: str, before: Side, after: Side, passed: set[float]) -> Iterator[Event]:
    """The floor goes from one speaker to the other: the offset between the turns. `passed`: starts that are none."""
    side = AGENT if kind == "answer" else USER
    for i, turn in enumerate(after.turns):
        last = next((b for b in reversed(before.turns) if b.start_s < turn.start_s), None)
        if last is None or last.end_s >= turn.end_s or turn.start_s in passed:
            continue
        if i and after.turns[i - 1].end_s >= last.end_s:
            continue
        offset_s = turn.start_s - last.end_s
        if offset_s <= FIRST_VOICE_S:
            start_s, end_s = sorted((last.end_s, turn.start_s))
            yield Event(kind, side, start_s, end_s, offset_s)


def _missed(user: Side, agent: Side, seconds: float) -> Iterator[Event]:
    for i, turn in enumerate(user.turns):
        until_s = min(seconds, user.turns[i + 1].start_s if i + 1 < len(user.turns) else seconds)
        is_spoken = any(a.end_s > turn.end_s and a.start_s <= turn.end_s + FIRST_VOICE_S for a in agent.turns)
        if not is_spoken and until_s - turn.end_s >= FIRST_VOICE_S:
            yield Event("missed", AGENT, turn.end_s, turn.end_s + FIRST_VOICE_S, None, False)


def _cut_ins(user: Side, agent: Side, takers: set[float]) -> Iterator[Event]:
    for turn in agent.turns:
        into = _other_at(turn, user.turns)
        if into is None or turn.start_s in takers:
            continue
        rest_s = into.end_s - turn.start_s
        if rest_s > EARLY_S + ROUNDING_S:
            yield Event("cut_in", AGENT, turn.start_s, min(into.end_s, turn.end_s), rest_s, False)


def _other_at(turn: Turn, others: Sequence[Turn]) -> Turn | None:
    """The other speaker's turn into which one begins."""
    return next((o for o in others if o.start_s + TOGETHER_S < turn.start_s < o.end_s), None)


def _interruptions(user: Side, agent: Side, resumed: set[float], seconds: float) -> Iterator[Event]:
    for turn in user.turns:
        into = _other_at(turn, agent.turns)
        if into is None or turn.start_s in resumed:
            continue
        stopped_s = into.part_at(turn.start_s).end_s
        stop_s = stopped_s - turn.start_s
        if stop_s < TOGETHER_S:
            continue  # it was at its end
        has_stopped = stop_s <= JUDGED_S
        yield Event("interruption", USER, turn.start_s, turn.end_s, stop_s if has_stopped else None, has_stopped)
        if has_stopped:
            yield from _recovery(turn, stopped_s, agent, seconds)


def _recovery(turn: Turn, stopped_s: float, agent: Side, seconds: float) -> Iterator[Event]:
    """None where the call ends too soon to tell."""
    earliest_s = max(stopped_s, turn.end_s - EARLY_S)
    after = next((a for a in agent.turns if a.start_s >= earliest_s - ROUNDING_S), None)
    delay_s = after.start_s - turn.end_s if after else None
    if delay_s is not None and delay_s <= RECOVERY_S:
        yield Event("recovery", AGENT, turn.end_s, max(turn.end_s, turn.end_s + delay_s), delay_s, True)
    elif seconds - turn.end_s >= RECOVERY_S:
        yield Event("recovery", AGENT, turn.end_s, turn.end_s + RECOVERY_S, None, False)


def _backchannels(name: str, side: Side) -> Iterator[Event]:
    return (Event("backchannel", name, *part, part.seconds) for part in side.backchannels)
