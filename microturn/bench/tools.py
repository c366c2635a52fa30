"""The benchmark of tools under disfluency: are the calls those that the user asked for in the end, and how soon?

After Full-Duplex-Bench v3 (arXiv 2604.04847). Scores what `tools_play` played.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
from tqdm import tqdm

from microturn.bench import stats
from microturn.bench.drive import FIRST_VOICE_S, Player
from microturn.bench.report import Origin, row
from microturn.bench.stats import Estimate, estimate
from microturn.bench.tools_calls import is_right, overlap
from microturn.bench.tools_play import Background, Item, Played, play
from microturn.bench.tools_texts import CORRECTION, DISFLUENCIES
from microturn.bench.voice import is_voiced, stretches
from microturn.core.units import MOUTH_HZ, TICK_S
from microturn.data.replies import is_bridge

NEVER = "never calls"
Opener = Callable[[Item], Player]


@dataclass(frozen=True)
class Score:
    """Of one item. `f1`, `informed_f1`: see `overlap`. Times in seconds after the user's end, None where nothing came;
    a call that is made before the end has a negative one."""

    disfluency: str
    is_passed: bool
    is_informed_passed: bool
    f1: tuple[float, float]
    informed_f1: tuple[float, float]
    is_delegated: bool
    response_s: float | None = None
    call_s: float | None = None
    completion_s: float | None = None
    is_filler: bool | None = None
    is_failed: bool | None = None
    is_informed_failed: bool = False


@dataclass
class Result:
    """Every item with its score."""

    rows: list[tuple[Played, Score]] = field(default_factory=list[tuple[Played, Score]])

    @property
    def scores(self) -> list[Score]:
        return [score for _, score in self.rows]


async def run(items: Sequence[Item], opener: Opener, background: Background) -> Result:
    result = Result()
    for item in tqdm(items, "tools", leave=False, unit="item"):
        played = await play(item, opener(item), background)
        result.rows.append((played, score(played)))
    return result


def score(played: Played) -> Score:
    item, worked, handed_s = played.item, played.worked, played.handed_s
    wanted, response_s = item.example.calls, onset_s(played)
    call_s = handed_s + worked.first_s - item.end_s if handed_s is not None and worked.first_s is not None else None
    return Score(
        item.example.disfluency,
        is_right(worked.calls, wanted),
        is_right(played.informed.calls, wanted),
        overlap(worked.calls, wanted),
        overlap(played.informed.calls, wanted),
        handed_s is not None,
        None if response_s is None else max(0.0, response_s - item.end_s),
        call_s,
        handed_s + worked.total_s - item.end_s if handed_s is not None and call_s is not None else None,
        None if response_s is None else is_bridge(said(played, response_s)),
        None if handed_s is None else bool(worked.failure),
        bool(played.informed.failure),
    )


def onset_s(played: Played) -> float | None:
    """When the first voice begins that sounds after the user's end, if it does within 5 s."""
    end_s = played.item.end_s
    voice = stretches(is_voiced(played.output, MOUTH_HZ))
    return next((s.start_s for s in voice if s.end_s > end_s and s.start_s <= end_s + FIRST_VOICE_S), None)


def said(played: Played, from_s: float) -> str:
    """Words of the micro-turns that sound from then on."""
    kept = (turn.said for turn in played.turns if (turn.tick + 2) * TICK_S > from_s)
    return " ".join("".join(kept).split())


def share(values: Sequence[bool | None]) -> Estimate | None:
    return estimate(np.array([value for value in values if value is not None], np.float64), stats.mean)


def middle(values: Sequence[float | None]) -> Estimate | None:
    return estimate(np.array([value for value in values if value is not None], np.float64), stats.median)


def f1(pairs: Sequence[tuple[float, float]]) -> Estimate | None:
    return estimate(np.array(pairs, np.float64), stats.ratio) if pairs else None


Metric = tuple[str, str, Callable[[Sequence[Score]], Estimate | None], str]
METRICS: tuple[Metric, ...] = (  # name in the JSON line, label, value, what never calling scores
    ("pass_at_1", "Pass@1", lambda rows: share([r.is_passed for r in rows]), "0.0 %"),
    (
        "pass_at_1_rollback",
        "Pass@1 after a self-correction",
        lambda rows: share([r.is_passed for r in rows if r.disfluency == CORRECTION]),
        "0.0 %",
    ),
    (
        "pass_at_1_true_words",
        "Pass@1 given the true words",
        lambda rows: share([r.is_informed_passed for r in rows]),
        "0.0 %",
    ),
    (
        "pass_at_1_rollback_true_words",
        "Pass@1 after a self-correction, true words",
        lambda rows: share([r.is_informed_passed for r in rows if r.disfluency == CORRECTION]),
        "0.0 %",
    ),
    ("tool_f1", "tool selection F1", lambda rows: f1([r.f1 for r in rows]), "0.0 %"),
    ("tool_f1_true_words", "tool selection F1, true words", lambda rows: f1([r.informed_f1 for r in rows]), "0.0 %"),
    ("turn_take_rate", "spoke within 5 s", lambda rows: share([r.response_s is not None for r in rows]), "-"),
    ("delegated_rate", "handed on", lambda rows: share([r.is_delegated for r in rows]), "0.0 %"),
    ("first_response_s", "first response, median", lambda rows: middle([r.response_s for r in rows]), "-"),
    ("tool_call_s", "first tool call, median", lambda rows: middle([r.call_s for r in rows]), "-"),
    ("completion_s", "work done, median", lambda rows: middle([r.completion_s for r in rows]), "-"),
    ("filler_rate", "first response is a bridge", lambda rows: share([r.is_filler for r in rows]), "-"),
    ("failed_rate", "background gave up", lambda rows: share([r.is_failed for r in rows]), "-"),
    (
        "failed_rate_true_words",
        "background gave up, true words",
        lambda rows: share([r.is_informed_failed for r in rows]),
        "-",
    ),
)


def flat(result: Result) -> dict[str, float | None]:
    """By the names of the JSON line; rates are shares, None where nothing could be measured."""
    found = {name: value(result.scores) for name, _, value, _ in METRICS}
    return {name: None if value is None else round(value.value, 4) for name, value in found.items()}


def cell(name: str, value: Estimate, places: int = 1) -> str:
    if name.endswith("_s"):
        return f"{value.value:.2f} s [{value.low:.2f}, {value.high:.2f}]"
    shown = [f"{100 * number:.{places}f}" for number in (value.value, value.low, value.high)]
    return f"{shown[0]} % [{shown[1]}, {shown[2]}]"


def table(result: Result) -> list[str]:
    lines = [f"{'':44} {'value [95 %]':>26} {'items':>6} {NEVER:>12}"]
    for name, label, measure, never in METRICS:
        value = measure(result.scores)
        shown, num = (cell(name, value), value.num) if value else ("-", 0)
        lines.append(f"{label:44} {shown:>26} {num:>6} {never:>12}")
    lines.append(f"{'Pass@1 by disfluency':44} {'as heard':>26} {'items':>6} {'true words':>26}")
    for disfluency in DISFLUENCIES:
        rows = [each for each in result.scores if each.disfluency == disfluency]
        heard, true = share([r.is_passed for r in rows]), share([r.is_informed_passed for r in rows])
        if heard and true:
            lines.append(f"  {disfluency:42} {cell('', heard):>26} {heard.num:>6} {cell('', true):>26}")
    return lines


def rows(result: Result, origin: Origin) -> list[str]:
    """For the README's table; who never calls stands where it has the silent player."""
    out: list[str] = []
    for name, label, measure, never in METRICS:
        value = measure(result.scores)
        if value:
            out.append(row(label, cell(name, value, 2), str(value.num), [never, "-", "-", "-"], origin))
    return out


def details(result: Result) -> list[dict[str, object]]:
    """Every item: what was said, heard, wanted and called."""
    return [
        {
            "disfluency": played.item.example.disfluency,
            "text": played.item.example.text,
            "heard": played.heard(),
            "said": said(played, 0.0),
            "wanted": [call._asdict() for call in played.item.example.calls],
            "called": [call._asdict() for call in played.worked.calls],
            "called_true_words": [call._asdict() for call in played.informed.calls],
            "failures": [played.worked.failure, played.informed.failure],
            "is_passed": found.is_passed,
            "is_passed_true_words": found.is_informed_passed,
            "times_s": [found.response_s, found.call_s, found.completion_s],
        }
        for played, found in result.rows
    ]
