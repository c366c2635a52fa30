"""Full-Duplex-Bench v1.5 (arXiv 2507.23159): something is said into the target's speech, which must yield or go on.

Rules in `overlap`. Every item is played again without the overlap, with the same seed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from microturn.bench import stats
from microturn.bench.drive import MARGIN_S, RECOVERY_S
from microturn.bench.fdb import planted
from microturn.bench.fdb.controls15 import controls
from microturn.bench.fdb.dialogue import Dialogue, number_of, play_pair, replies_of
from microturn.bench.fdb.official import Task, dialogues, span
from microturn.bench.fdb.overlap import score_overlap
from microturn.bench.fdb.published import V15
from microturn.bench.fdb.said import has_words, worded
from microturn.bench.fdb.slots import slots_of
from microturn.bench.items import Item, make_items
from microturn.bench.judge import Judge
from microturn.bench.suite.benchmark import (
    Benchmark,
    Control,
    Data,
    Figure,
    Metric,
    Open,
    Row,
    Scores,
    Takes,
    resampled,
)

SETS = {
    "interruption": "interrupt",
    "backchannel": "backchannel",
    "talking_to_other": "aside",
    "background": "background",
}
KINDS = tuple(SETS)
OF_WORDS = ("word_right", "word_uncertain")
AFTER_S = RECOVERY_S + MARGIN_S
ABOUT = """While the target speaks, the user interrupts it, acknowledges, talks to somebody else, or a radio is on.
RESPOND (silent up to 2 s after the onset, speaking again up to 3 s after the user's end) is right for interruptions,
RESUME (at least 80 % of the voice of the same item without the overlap, in the 2 s after the onset) for the rest. The
score is 100 x the mean of the four rates, by voice alone: never yielding gives about 75, always yielding about 25,
silence 0, so its minimum over the four stands beside it. "By words": the first word that only one of the two answers
holds decides."""


class FullDuplexBench15:
    name = "fdb15"
    title = "Full-Duplex-Bench v1.5: overlap"
    about = ABOUT
    published = V15

    def items(self, data: Data, num: int, seed: int) -> list[Dialogue]:
        if data.folder:
            return dialogues(data.folder, TASKS, num, seed)
        replies = replies_of(data.sources)
        rows = [make_items(SETS[kind], data.sources, num, seed) for kind in KINDS]
        return [
            overlapped(items[i], kind, number_of(i, k, len(KINDS)), replies)
            for i in range(num)
            for k, (kind, items) in enumerate(zip(KINDS, rows))
        ]

    def play(self, case: Dialogue, open_take: Open) -> Takes:
        return play_pair(case, open_take, AFTER_S, AFTER_S)

    def score(self, case: Dialogue, takes: Takes, judge: Judge | None) -> Scores:
        return score_overlap(case, takes, judge) | {"has_words": has_words(takes[0], judge)}

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        seen = [row for row in rows if row.scores.get("right") is not None]
        score = Figure("score", "score, by voice", resampled(seen, lambda some: score_of(some)), "", True)
        least = Figure("min_scenario", "least of the four", resampled(seen, lambda some: score_of(some, min)), "", True)
        rows = worded(rows, OF_WORDS)
        heard = [row for row in rows if row.scores.get("word_right") is not None]
        words = resampled(heard, lambda some: score_of(some, key="word_right"))
        by_words = Figure("word_score", "score, by words", words, "", True)
        return [score, least, *(metric.figure(rows) for metric in METRICS), by_words]

    def controls(self, items: Sequence[Dialogue]) -> Iterator[Control]:
        for case in planted.few(items, KINDS):
            yield from controls(case)


def make() -> Benchmark:
    return FullDuplexBench15()


def overlapped(item: Item, kind: str, number: int, replies: Mapping[str, str]) -> Dialogue:
    """A backchannel has no answer whose words could tell."""
    own = f"{item.text} {replies.get(item.text, '')} {item.told}"
    said = item.overlap.text if item.overlap and kind != "backchannel" else ""
    return Dialogue(number, kind, item, slots_of(own, f"{said} {replies.get(said, '')}"))


def score_of(rows: Sequence[Row], over: Any = np.mean, key: str = "right") -> float | None:
    """100 x the mean (or `over`) of the four rates, each rounded to 2 decimals; None unless all are there."""
    found = [
        [value for row in rows if row.kind == kind and (value := row.scores.get(key)) is not None] for kind in KINDS
    ]
    if not all(found):
        return None
    return round(100 * float(over([round(sum(values) / len(values), 2) for values in found])), 4)


def _read(label: Any, case: Dialogue) -> Dialogue:
    """The words of a backchannel tell nothing."""
    said = next((str(label[key]) for key in ("current_turn_text", "background_text") if label.get(key)), "")
    return replace(case, overlap=span(label["timestamps"]), slots=slots_of(str(label.get("context_text", "")), said))


FOLDERS = {
    "interruption": "user_interruption",
    "backchannel": "user_backchannel",
    "talking_to_other": "talking_to_other",
    "background": "background_speech",
}
TASKS = tuple(Task(kind, (folder,), "metadata.json", _read) for kind, folder in FOLDERS.items())
RIGHT = {
    "interruption": ("respond_interruption", "answered an interruption"),
    "backchannel": ("resume_backchannel", "went on through a backchannel"),
    "talking_to_other": ("resume_talking_to_other", "went on through talk to somebody else"),
    "background": ("resume_background", "went on through a loudspeaker"),
}
METRICS = (
    *(Metric("right", f"{label}, by voice", name=name, kinds=(kind,)) for kind, (name, label) in RIGHT.items()),
    Metric("stop", "stopped after an interruption, median", "s", "stop_median_s", stats.median, kinds=KINDS[:1],
           is_better_high=False),
    Metric("response", "responded after an interruption, median", "s", "response_median_s", stats.median,
           kinds=KINDS[:1], is_better_high=False),
    Metric("spoke", "spoke, so could be spoken into"),
    Metric("judged", "had enough left to say to be judged", is_better_high=None),
    Metric("unknown", "neither responded nor went on", is_better_high=False),
    *(Metric("word_right", f"{label}, by words", name=f"word_{name}", kinds=(kind,))
      for kind, (name, label) in RIGHT.items()),
    Metric("word_uncertain", "asked to repeat", is_better_high=False),
)  # fmt: skip
