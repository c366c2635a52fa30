"""RepCount-S: counting aloud what somebody repeats (docs/benchmarks.md, "What is seen")."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from microturn.bench.judge import Judge
from microturn.bench.sight import prompts
from microturn.bench.sight.controls import saying
from microturn.bench.sight.official import repcount_a
from microturn.bench.sight.speech import last_number, text_from
from microturn.bench.sight.watch import Show, watch
from microturn.bench.suite.benchmark import (
    Control,
    Data,
    Figure,
    Metric,
    Open,
    Published,
    Row,
    Scores,
    Takes,
    resampled,
)
from microturn.core.units import TICK_S
from microturn.data.phrases import number as in_words
from microturn.data.sight.actions import HELD_OUT, KNOWN
from microturn.data.sight.exercise import exercise
from microturn.data.sight.timing import count

KINDS = {"known": KNOWN, "new": HELD_OUT}  # actions that training films show, and others
WITHIN = 1
NUM_CONTROLS = 4
EVEN_STEP = (5**0.5 - 1) / 2  # multiples of the golden ratio fill [0, 1) evenly


@dataclass(frozen=True, eq=False)
class Counted(Show):
    """`reps`: when each repetition begins and ends, seconds of the film."""

    reps: tuple[tuple[float, float], ...] = ()

    @property
    def counted_from_s(self) -> float:
        """The end of the last repetition but one: a number said from here on counts."""
        return self.show_s + (self.reps[-2][1] if len(self.reps) > 1 else 0.0)


class RepCount:
    """After RepCount-A (TransRAC, CVPR 2022), asked aloud as in Thinking Machines' report of May 2026."""

    name = "repcount"
    title = "RepCount-S: counting what is seen"
    about = (
        "A held-out voice asks to count out the repetitions of an exercise; then a film of it is shown, 5 pictures a"
        " second. The last number said after the end of the last repetition but one is the answer; right is at most"
        " one off. MAE: |answer - count| / (count + 0.1), an answer that is missing counts as 0. Floor: the share that"
        " the best constant answer gets right. No repetition is shorter than 0.5 s: above 2.5 Hz nothing can be seen."
    )
    published = (
        Published("TML-Interaction-Small", "Interaction Models, May 2026, RepCount-A", {"off_by_one": 0.354}),
        Published("GPT-Realtime-2 minimal", "the same", {"off_by_one": 0.013}),
        Published("RepNet, whole film", "TransRAC, CVPR 2022, RepCount-A", {"off_by_one": 0.013}),
        Published("TransRAC, whole film", "the same", {"off_by_one": 0.291}),
        Published("PoseRAC, whole film", "arXiv 2303.08450, RepCount-A", {"off_by_one": 0.560}),
    )

    def items(self, data: Data, num: int, seed: int) -> Sequence[Counted]:
        if data.folder is not None:
            return [
                Counted(
                    i, film.kind, seed * 1000 + i, film.film, typed=prompts.COUNT.format(film.text), reps=film.spans
                )
                for i, film in enumerate(repcount_a(data.folder, num, seed))
            ]
        return [_item(i, kind, k, seed) for i, (kind, k) in enumerate((kind, k) for kind in KINDS for k in range(num))]

    def play(self, case: Counted, open_take: Open) -> Takes:
        return watch(case, open_take)

    def score(self, case: Counted, takes: Takes, judge: Judge | None) -> Scores:
        true = len(case.reps)
        answer = last_number(text_from(takes[0], case.counted_from_s, judge))
        is_right = answer is not None and abs(answer - true) <= WITHIN
        error = abs((answer or 0) - true) / (true + 0.1)
        return {"count": true, "answered": float(answer is not None), "off_by_one": float(is_right), "mae": error}

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        metrics = [
            Metric("off_by_one", "at most one off"),
            Metric("mae", "error of the count", "", is_better_high=False),
            Metric("answered", "a number was said"),
        ]
        kinds = sorted({row.kind for row in rows})
        metrics += [
            Metric("off_by_one", f"at most one off, {kind}", name=f"off_by_one_{kind}", kinds=(kind,)) for kind in kinds
        ]
        floor = Figure("floor", "best constant answer", resampled(rows, best_constant), "%", None)
        return [*(metric.figure(rows) for metric in metrics), floor]

    def controls(self, items: Sequence[Counted]) -> Iterable[Control]:
        for case in items[:NUM_CONTROLS]:
            yield from _controls(case)


def _item(index: int, kind: str, k: int, seed: int) -> Counted:
    """Actions of a kind take turns, and counts are spread evenly over their shares, however few the items."""
    rng = np.random.default_rng([seed, list(KINDS).index(kind), k, 0x7265])
    action = KINDS[kind][k % len(KINDS[kind])]
    share = (seed * EVEN_STEP**2 + k * EVEN_STEP) % 1.0
    film = exercise([(action, count(share))], rng, is_held_out=True)
    request = prompts.clip(prompts.COUNT.format(action.name))
    return Counted(index, kind, seed * 1000 + index, film, request, reps=film.bouts[0].reps)


def best_constant(rows: Sequence[Row]) -> float | None:
    """The largest share of items that one and the same answer gets right."""
    counts = np.array([row.scores["count"] for row in rows], np.float64)
    if not len(counts):
        return None
    return max(float(np.mean(np.abs(counts - guess) <= WITHIN)) for guess in range(int(counts.max()) + 1))


def _controls(case: Counted) -> Iterable[Control]:
    """What is said, when, and what that is worth."""
    true, from_s = len(case.reps), case.counted_from_s
    late_s = from_s + TICK_S
    aloud = [(case.show_s + end_s, in_words(i + 1)) for i, (_, end_s) in enumerate(case.reps)]
    plans: list[tuple[list[tuple[float, str]], float, float]] = [
        (aloud, 1.0, true),
        ([(late_s, f"That makes {true + 1}.")], 1.0, true + 1),
        ([(late_s, f"{in_words(true + 2)}!")], 0.0, true + 2),
        ([(late_s, str(true + 5)), (late_s + 2 * TICK_S, f"no, {true}")], 1.0, true),
        ([(from_s - 2 * TICK_S, in_words(true))], 0.0, 0),
        ([(late_s, "done")], 0.0, 0),
        ([], 0.0, 0),
    ]
    for plan, right, answer in plans:
        error = abs(answer - true) / (true + 0.1)
        yield Control(case, saying(case, plan), {"off_by_one": right, "mae": error})


def make() -> RepCount:
    return RepCount()
