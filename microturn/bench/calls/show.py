"""Numbers of calls for people (a table, with people on the telephone beside each) and for programs (JSON)."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from microturn.bench.calls import people
from microturn.bench.calls.events import Event
from microturn.bench.calls.measures import HISTOGRAM_S, Analysis, Numbers, histogram, measure, values
from microturn.bench.calls.turns import Side
from microturn.bench.voice import Stretch

NUM_MOMENTS = 8  # named on the screen; all of them are in the JSON
SAY = {
    "missed": "no answer within 5 s",
    "cut_in": "the agent cuts in",
    "pause": "the agent takes over in a pause",
    "interruption": "the agent does not stop",
    "recovery": "no answer within 3 s of an interruption",
}


class Line(NamedTuple):
    """A line of the table: `key` of the numbers; `of`: what it rests on."""

    key: str
    label: str
    unit: str = "s"
    of: str = ""


GROUPS: tuple[tuple[str, tuple[Line, ...]], ...] = (
    (
        "The agent's turns",
        (
            Line("offset_median_s", "turn latency (offset to the user's end), median", "s", "offsets"),
            Line("offset_p10_s", "  10 %", "s"),
            Line("offset_p90_s", "  90 %", "s"),
            Line("w1_offset_s", "distance of the offsets to people's (Wasserstein-1)", "s"),
            Line("response_rate", "turns answered within 5 s", "%", "opportunities"),
            Line("agent_interruptions_per_min", "cuts in more than 0.5 s early", "/min", "agent_interruptions"),
            Line("silence_misclassification", "pauses of the user that it took over", "%", "pauses"),
            Line("pause_voice_rate", "  in which it made any sound", "%", "pauses"),
            Line("agent_backchannels_per_min", "backchannels (sounds under 1 s)", "/min", "agent_backchannels"),
            Line("agent_pause_median_s", "pauses inside its turns, median", "s"),
        ),
    ),
    (
        "When the user talks into its speech",
        (
            Line("user_interruptions_per_min", "interruptions", "/min", "user_interruptions"),
            Line("yield_rate", "it stops within 2 s", "%", "user_interruptions"),
            Line("stop_median_s", "after, median", "s", "yielded"),
            Line("recovery_rate", "its next turn begins within 3 s", "%", "recoveries"),
        ),
    ),
    (
        "The user",
        (
            Line("user_offset_median_s", "offset to the agent's end, median", "s", "user_offsets"),
            Line("user_backchannels_per_min", "backchannels (sounds under 1 s)", "/min", "user_backchannels"),
            Line("user_pause_median_s", "pauses inside turns, median", "s"),
        ),
    ),
    (
        "Both",
        (
            Line("overlap_per_min", "overlaps", "/min", "overlaps"),
            Line("overlap_s_per_min", "  seconds of them", "s/min"),
            Line("agent_talk_share", "time in which the agent talks", "%"),
            Line("user_talk_share", "  the user", "%"),
            Line("both_talk_share", "  both", "%"),
            Line("neither_talk_share", "  nobody", "%"),
        ),
    ),
)


def table(calls: Sequence[Analysis]) -> Iterator[str]:
    """The screen's table, line by line, then what to mistrust and where to listen."""
    numbers = with_sums(measure(calls))
    yield f"{len(calls)} call{'s' if len(calls) > 1 else ''}, {clock((numbers['minutes'] or 0) * 60)}"
    yield f"{'':52}{'value':>12}{'n':>6}  people on the telephone"
    for title, lines in GROUPS:
        yield title
        for line in lines:
            human = people.FIGURES.get(line.key)
            cells = f"{shown(numbers[line.key], line.unit):>12}{count(numbers, line.of):>6}"
            yield f"  {line.label:50}{cells}  {shown(human, line.unit) if human is not None else ''}".rstrip()
    for call in calls:
        yield from (f"! {_of(call, calls)}{warning}" for warning in call.heard.warnings)
    yield from _moments(calls)


def with_sums(numbers: Numbers) -> Numbers:
    """With what the table counts and the JSON has in parts."""
    parts = {"opportunities": ("answered", "missed"), "recoveries": ("recovered", "not_recovered")}
    sums = {name: sum(numbers[key] or 0.0 for key in keys) for name, keys in parts.items()}
    return {**numbers, **sums}


def shown(value: float | None, unit: str) -> str:
    if value is None:
        return "-"
    return f"{100 * value:.0f} %" if unit == "%" else f"{value:.2f} {unit}"


def count(numbers: Numbers, key: str) -> str:
    return f"{numbers[key] or 0:.0f}" if key else ""


def clock(seconds: float) -> str:
    """As players show it: 1:02.3."""
    minutes, rest = divmod(round(seconds, 1), 60)
    return f"{minutes:.0f}:{rest:04.1f}"


def _of(call: Analysis, calls: Sequence[Analysis]) -> str:
    return f"{call.name}: " if len(calls) > 1 else ""


def _moments(calls: Sequence[Analysis]) -> Iterator[str]:
    """Where it did not go as wished."""
    found = [(call, event) for call in calls for event in call.wrong]
    if found:
        yield "Listen at"
    for call, event in found[:NUM_MOMENTS]:
        yield f"  {_of(call, calls)}{clock(event.start_s):>7}  {SAY[event.kind]}"
    if len(found) > NUM_MOMENTS:
        yield f"  ... and {len(found) - NUM_MOMENTS} more, in the JSON of --out"


def summary(calls: Sequence[Analysis]) -> dict[str, object]:
    """The JSON line: numbers flat, by names that stay; shares are shares."""
    offsets = values(calls, "answer")
    return {
        "analyse": [call.name for call in calls],
        **{key: rounded(value) for key, value in measure(calls).items()},
        "turn_latency_histogram": {
            "edges_s": [float(edge) for edge in HISTOGRAM_S],
            "counts": histogram(offsets).tolist(),
        },
        "people": people.FIGURES,
        "warnings": {call.name: list(call.heard.warnings) for call in calls if call.heard.warnings},
    }


def details(call: Analysis) -> dict[str, object]:
    """Of one call, for `--out`: its numbers, turns and events, times in seconds."""
    return {
        **summary([call]),
        "turns": {"user": _turns(call.user), "agent": _turns(call.agent)},
        "events": [described(event) for event in call.events],
    }


def described(event: Event) -> dict[str, object]:
    kept = {"kind": event.kind, "side": event.side, **_times(Stretch(event.start_s, event.end_s))}
    if event.value_s is not None:
        kept["value_s"] = round(event.value_s, 3)
    if event.is_good is not None:
        kept["is_good"] = event.is_good
    return kept


def rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 4)


def _times(span: Stretch) -> dict[str, object]:
    return {"start_s": round(span.start_s, 3), "end_s": round(span.end_s, 3)}


def _turns(side: Side) -> list[dict[str, object]]:
    return [_times(Stretch(turn.start_s, turn.end_s)) for turn in side.turns]
