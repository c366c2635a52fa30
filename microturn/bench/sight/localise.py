"""Localise-S: saying start and stop of an action that is seen (docs/benchmarks.md, "What is seen")."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from microturn.bench.judge import Judge
from microturn.bench.sight import prompts
from microturn.bench.sight.controls import saying
from microturn.bench.sight.official import charades_sta
from microturn.bench.sight.speech import first_match
from microturn.bench.sight.watch import Show, watch
from microturn.bench.suite.benchmark import Control, Data, Figure, Metric, Open, Published, Row, Scores, Takes
from microturn.data.sight.actions import HELD_OUT, KNOWN, Action
from microturn.data.sight.exercise import exercise

Span = tuple[float, float]
KINDS = {"known": KNOWN, "new": HELD_OUT}
START, STOP = re.compile(r"\bstart"), re.compile(r"\bstop")
REPS = (3, 8)  # of the action
BESIDE, BESIDE_REPS = 0.6, (1, 3)  # how often another action comes before, and after
LATE_S = 0.8
LEVELS = (0.3, 0.5, 0.7)
NUM_CONTROLS = 4
TYPED = 'Say "start" when this begins: {} Say "stop" when it ends.'


@dataclass(frozen=True, eq=False)
class Located(Show):
    """`span`: when the action begins and ends, seconds of the film."""

    span: Span = (0.0, 0.0)

    @property
    def truth(self) -> Span:
        """In the stream."""
        return self.show_s + self.span[0], self.show_s + self.span[1]


class Localise:
    """After Charades-STA (arXiv 1705.02101), asked aloud as in Thinking Machines' report of May 2026."""

    name = "localise"
    title = "Localise-S: start and stop of what is seen"
    about = (
        "A held-out voice asks to say start when a person starts something, and stop when it ends; in the film other"
        " actions may come before and after it. The interval from the first start in the film to the first stop after"
        " it is compared with the true one: length of their intersection over that of their union, 0 where either word"
        " is missing. Floors: the whole film, and both words 0.8 s late."
    )
    published = (
        Published("TML-Interaction-Small", "Interaction Models, May 2026, Charades", {"miou": 0.324}),
        Published("GPT-Realtime-2 minimal", "the same", {"miou": 0.0}),
    )

    def items(self, data: Data, num: int, seed: int) -> Sequence[Located]:
        if data.folder is not None:
            return [
                Located(i, each.kind, seed * 1000 + i, each.film, typed=TYPED.format(each.text), span=each.spans[0])
                for i, each in enumerate(charades_sta(data.folder, num, seed))
            ]
        return [_item(i, kind, k, seed) for i, (kind, k) in enumerate((kind, k) for kind in KINDS for k in range(num))]

    def play(self, case: Located, open_take: Open) -> Takes:
        return watch(case, open_take)

    def score(self, case: Located, takes: Takes, judge: Judge | None) -> Scores:
        start_s = first_match(takes[0], START, case.show_s, judge)
        stop_s = None if start_s is None else first_match(takes[0], STOP, start_s, judge)
        found = overlap((start_s, stop_s), case.truth) if start_s is not None and stop_s is not None else 0.0
        true = case.truth
        return {
            "miou": found,
            **{f"r_at_{round(10 * level)}": float(found >= level) for level in LEVELS},
            "said_both": float(stop_s is not None),
            "whole": overlap((case.show_s, case.end_s), true),
            "late": overlap((true[0] + LATE_S, true[1] + LATE_S), true),
        }

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        metrics = [Metric("miou", "overlap with the true interval (mIoU)", "")]
        metrics += [Metric(f"r_at_{round(10 * level)}", f"overlap of {level} or more") for level in LEVELS]
        metrics += [
            Metric("said_both", "said start and stop"),
            Metric("whole", "mIoU of the whole film", "", "floor_whole", is_better_high=None),
            Metric("late", "mIoU of both words 0.8 s late", "", "floor_late", is_better_high=None),
        ]
        kinds = sorted({row.kind for row in rows})
        metrics += [Metric("miou", f"mIoU, {kind}", "", f"miou_{kind}", kinds=(kind,)) for kind in kinds]
        return [metric.figure(rows) for metric in metrics]

    def controls(self, items: Sequence[Located]) -> Iterable[Control]:
        for case in items[:NUM_CONTROLS]:
            yield from _controls(case)


def _item(index: int, kind: str, k: int, seed: int) -> Located:
    """Actions of a kind take turns; others of the kind come before and after."""
    rng = np.random.default_rng([seed, list(KINDS).index(kind), k, 0x6C6F])
    asked = [action for action in KINDS[kind] if action.doing in prompts.SPANNED]
    action = asked[k % len(asked)]
    others = [other for other in KINDS[kind] if other is not action]
    bouts = [(action, int(rng.integers(REPS[0], REPS[1] + 1)))]
    for place in (0, len(bouts) + 1):
        if rng.random() < BESIDE:
            bouts.insert(place, _beside(others, rng))
    film = exercise(bouts, rng, is_held_out=True)
    span = next(bout.span for bout in film.bouts if bout.action is action)
    request = prompts.clip(prompts.SPAN.format(action.doing))
    return Located(index, kind, seed * 1000 + index, film, request, span=span)


def _beside(others: Sequence[Action], rng: np.random.Generator) -> tuple[Action, int]:
    num = int(rng.integers(BESIDE_REPS[0], BESIDE_REPS[1] + 1))
    return others[int(rng.integers(len(others)))], num


def overlap(found: Span, true: Span) -> float:
    """Intersection over union of two intervals, 0 to 1."""
    shared = min(found[1], true[1]) - max(found[0], true[0])
    both = (found[1] - found[0]) + (true[1] - true[0]) - max(shared, 0.0)
    return max(0.0, shared) / both if both > 0 else 0.0


def _controls(case: Located) -> Iterable[Control]:
    start_s, end_s = case.truth
    half_s, length_s = (start_s + end_s) / 2, end_s - start_s
    quarter_s = start_s + length_s / 4
    plans: list[tuple[list[tuple[float, str]], float]] = [
        ([(start_s, "Start."), (end_s, "Stop.")], 1.0),
        ([(case.show_s - 1.0, "I'll say start and stop."), (start_s, "start"), (end_s, "stop")], 1.0),
        ([(start_s, "start"), (half_s, "stop")], 0.5),
        ([(start_s, "start"), (quarter_s, "stop"), (end_s, "stop")], 0.25),
        ([(start_s, "start")], 0.0),
        ([(end_s, "stop")], 0.0),
        ([(start_s, "stop"), (end_s, "start")], 0.0),
        ([(start_s, "now"), (end_s, "done")], 0.0),
        ([], 0.0),
    ]
    for plan, found in plans:
        levels: Scores = {f"r_at_{round(10 * level)}": float(found >= level) for level in (0.3, 0.7)}
        yield Control(case, saying(case, plan), {"miou": found, **levels})


def make() -> Localise:
    return Localise()
