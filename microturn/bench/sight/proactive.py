"""Proactive-S: telling what is seen when it happens, scored by PAUC (docs/benchmarks.md, "What is seen")."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from microturn.bench.judge import Judge
from microturn.bench.sight import prompts
from microturn.bench.sight.controls import saying
from microturn.bench.sight.official import proactive_video_qa
from microturn.bench.sight.slots import KeyWords, Slots
from microturn.bench.sight.speech import replies, stretches_of_speech
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
from microturn.data.sight.tabletop import Event, Wanted, tabletop

OMEGA = 0.5  # 0: only the answer counts, 1: only its time
UNKNOWN, BEST = 0.5, 2  # points before any reply, and of a perfect one
SPAN_S = 5.0  # for a reply about an event
POINTS = 100
NUM_CONTROLS = 8
TYPED = (  # as published with the adapted benchmark
    "Watch the video and stay quiet until a new moment answers the question. When one happens, say a concise answer. {}"
)


@dataclass(frozen=True)
class Turn:
    """When a reply is due, seconds of the film, and what it is worth."""

    start_s: float
    end_s: float
    truth: Slots | KeyWords


@dataclass(frozen=True, eq=False)
class Told(Show):
    turns: tuple[Turn, ...] = ()


Question = tuple[str, Wanted]
QUESTIONS: dict[str, tuple[Question, ...]] = {
    "appears": (
        *((prompts.APPEAR.format(name), Wanted("appears", *name.split()[:0:-1])) for name in prompts.APPEARS),
        (prompts.WHAT_COMES, Wanted("appears")),
    ),
    "leaves": (
        *((prompts.LEAVE.format(name), Wanted("leaves", *name.split()[:0:-1])) for name in prompts.LEAVES),
        (prompts.WHAT_GOES, Wanted("leaves")),
    ),
    "changes": tuple((prompts.CHANGE.format(n), Wanted("changes", *n.split()[:0:-1])) for n in prompts.CHANGES),
    "moves": tuple((prompts.MOVE.format(name), Wanted("moves", *name.split()[:0:-1])) for name in prompts.MOVES),
}


class Proactive:
    """After ProactiveVideoQA (arXiv 2507.09313), asked aloud as in Thinking Machines' report of May 2026."""

    name = "proactive"
    title = "Proactive-S: telling what is seen when it happens"
    about = (
        "A held-out voice asks to be told of something; a film of things on a table follows, in which it happens among"
        " other events. PAUC with omega 0.5, in points from 0 to 100, averaged over the turns of a kind, then over"
        " kinds: never replying is 25, a wrong reply less. A reply is worth 0 (nothing or wrong), 1 (that it happened)"
        " or 2 (and to what) by slots on its words; official answers by their key words, not by a language model."
        " False alarms: replies during the film outside of the 5 s after each event, by the minute of it."
    )
    published = (
        Published("TML-Interaction-Small", "Interaction Models, May 2026, ProactiveVideoQA", {"pauc": 33.5}),
        Published("GPT-Realtime-2 minimal", "the same", {"pauc": 25.0}),
    )

    def items(self, data: Data, num: int, seed: int) -> Sequence[Told]:
        if data.folder is not None:
            found = enumerate(proactive_video_qa(data.folder, num, seed))
            return [
                Told(i, each.kind, seed * 1000 + i, each.film, typed=TYPED.format(each.text), turns=tuple(
                    Turn(*span, KeyWords(answer)) for span, answer in zip(each.spans, each.answers)
                )) for i, each in found
            ]  # fmt: skip
        places = [(kind, k) for kind in QUESTIONS for k in range(num)]
        return [_item(i, kind, k, seed) for i, (kind, k) in enumerate(places)]

    def play(self, case: Told, open_take: Open) -> Takes:
        return watch(case, open_take)

    def score(self, case: Told, takes: Takes, judge: Judge | None) -> Scores:
        """`area`: sum over turns; `wrong`: replies at other times, of which the film has `minutes`."""
        area, points = 0.0, 0
        for turn in case.turns:
            start_s, end_s = case.show_s + turn.start_s, case.show_s + turn.end_s
            said, scored = "", list[tuple[float, int]]()
            for reply in replies(takes[0], start_s, end_s, judge):
                said = f"{said} {reply.text}"
                scored.append((reply.start_s, turn.truth.points(said)))
            area += POINTS * pauc((start_s, end_s), scored)
            points += scored[-1][1] == BEST if scored else 0
        wrong, minutes = _outside(case, takes)
        return {"area": area, "turns": len(case.turns), "told": points, "wrong": wrong, "minutes": minutes}

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        kinds = sorted({row.kind for row in rows})
        return [
            Figure("pauc", "PAUC, omega 0.5", resampled(rows, mean_of_kinds), "", True),
            Metric("told", "told it and what, in time", per="turns").figure(rows),
            Metric("wrong", "replies at other times", "/min", "false_alarms_per_min", per="minutes",
                   is_better_high=False).figure(rows),
            *(Metric("area", f"PAUC, {kind}", "", f"pauc_{kind}", per="turns", kinds=(kind,)).figure(rows)
              for kind in kinds),
        ]  # fmt: skip

    def controls(self, items: Sequence[Told]) -> Iterable[Control]:
        for case in items[:: max(1, len(items) // NUM_CONTROLS)]:
            yield from _controls(case)


def pauc(span: tuple[float, float], scored: Sequence[tuple[float, int]], omega: float = OMEGA) -> float:
    """Proactive area under the curve of one turn, 0 to 1 (arXiv 2507.09313).

    `scored`: (time, points of all replies up to it), in order, inside the span. Times are drawn towards the start of
    the span by 1 - omega; before the first reply the score is 0.5 of 2, so no reply at all is 0.25.
    """
    start_s, end_s = span
    times = [start_s, *(start_s + (1 - omega) * (time_s - start_s) for time_s, _ in scored), end_s]
    points = [UNKNOWN, *(each for _, each in scored)]
    return sum((b - a) * p for a, b, p in zip(times, times[1:], points)) / ((end_s - start_s) * BEST)


def mean_of_kinds(rows: Sequence[Row]) -> float | None:
    """Over the turns of each kind, then over kinds."""
    sums: dict[str, tuple[float, float]] = {}
    for row in rows:
        area, turns = sums.get(row.kind, (0.0, 0.0))
        sums[row.kind] = area + (row.scores["area"] or 0.0), turns + (row.scores["turns"] or 0.0)
    return float(np.mean([area / turns for area, turns in sums.values()])) if sums else None


def _outside(case: Told, takes: Takes) -> tuple[int, float]:
    """Replies while none is due, but for the ends of those that began while one was; and the minutes of that time."""
    spans = sorted((case.show_s + turn.start_s, case.show_s + turn.end_s) for turn in case.turns)
    spoken = [
        each for each in stretches_of_speech(takes[0])
        if not any(start_s <= each.start_s < end_s for start_s, end_s in spans)
    ]  # fmt: skip
    num, seconds, from_s = 0, 0.0, case.show_s
    for start_s, end_s in [*spans, (case.end_s, case.end_s)]:
        if start_s > from_s:
            seconds += start_s - from_s
            num += sum(each.start_s < start_s and each.end_s >= from_s for each in spoken)
        from_s = max(from_s, end_s)
    return num, seconds / 60


def _item(index: int, kind: str, k: int, seed: int) -> Told:
    """Questions of a kind take turns."""
    rng = np.random.default_rng([seed, list(QUESTIONS).index(kind), k, 0x7072])
    text, wanted = QUESTIONS[kind][k % len(QUESTIONS[kind])]
    film = tabletop(wanted, rng, is_held_out=True)
    turns = tuple(Turn(event.time_s, event.time_s + SPAN_S, _slots(event)) for event in film.targets)
    return Told(index, kind, seed * 1000 + index, film, prompts.clip(text), turns=turns)


def _slots(event: Event) -> Slots:
    return Slots(event.kind, event.thing, event.colour, needs_colour=event.kind == "changes")


def _controls(case: Told) -> Iterable[Control]:
    """Replies to the first turn, most a second after it is due: 0.5 s of 5 go by with 0.5 points, 4.5 s with theirs."""
    turn, silent = case.turns[0], 25.0 * (len(case.turns) - 1)
    truth = turn.truth
    if not isinstance(truth, Slots):
        return
    name, due_s = f"the {truth.colour} {truth.thing}", case.show_s + turn.start_s
    verb = {"appears": "appeared", "leaves": "is gone", "changes": "changed", "moves": "moved"}[truth.kind]
    other = "cup" if truth.thing != "cup" else "box"
    worth = {0: 2.5, 1: 47.5, 2: 92.5}
    plans: list[tuple[list[tuple[float, str]], float, int]] = [
        ([(due_s + 1, f"{name} {verb}")], worth[2], 0),
        ([(due_s + 1, name)], worth[2], 0),
        ([(due_s + 1, f"it {verb}")], worth[1], 0),
        ([(due_s + 1, f"the {other}")], worth[0], 0),
        ([(due_s + 1, "hello")], worth[0], 0),
        ([(due_s + 1, "now"), (due_s + 3, name)], 82.5, 0),  # 0.5 s of 0.5, 1 s of 1, 3.5 s of 2, of 10
        ([(due_s - 0.5, name)], 25.0, 1),
        ([(due_s + 4.5, "it"), (due_s + 5.4, f"is {name}")], 11.25, 0),  # 2.25 s of 0.5, the rest of nothing
        ([], 25.0, 0),
    ]
    for plan, area, wrong in plans:
        yield Control(case, saying(case, plan), {"area": area + silent, "wrong": wrong})


def make() -> Proactive:
    return Proactive()
