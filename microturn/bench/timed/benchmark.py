"""What TimeSpeak-S and CueSpeak-S share: items of every task type in turn, played open loop, figures by task type."""

import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from microturn.bench.judge import Judge
from microturn.bench.stats import Estimate, median
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
from microturn.bench.timed.items import Item, Script, open_script
from microturn.bench.timed.planted import planted
from microturn.bench.timed.sayings import sayings
from microturn.bench.timed.score import HI_MS, HIT_MS, score
from microturn.bench.timed.speech import Speech, open_speech
from microturn.core.errors import BadConfig
from microturn.core.units import EAR_TICK_SAMPLES

Maker = Callable[[Script, Speech, int], Item]
CONTROLS_OF = 4  # items of each kind, with several planted records each


@dataclass
class Timed:
    """`makers`: by task type; `labels`: how the report names them."""

    name: str
    title: str
    about: str
    published: tuple[Published, ...]
    makers: dict[str, Maker]
    labels: dict[str, str]

    def items(self, data: Data, num: int, seed: int) -> list[Item]:
        """`num` of every task type, in turn; from the shipped bank, whatever `data` holds."""
        if data.folder is not None:
            raise BadConfig(f"expected no --data for {self.name}: no official data are known; got {data.folder}")
        speech, kinds = open_speech(), tuple(self.makers)
        places = ((kind, index) for index in range(num) for kind in kinds)
        return [self.makers[kind](open_script(kind, kinds, i, seed), speech, i) for kind, i in places]

    def play(self, case: Item, open_take: Open) -> Takes:
        """The user's part is fixed in advance; it does not wait for the target."""
        take, sound = open_take(), case.sound()
        for start in range(0, len(sound), EAR_TICK_SAMPLES):
            take.step(sound[start : start + EAR_TICK_SAMPLES])
        take.close()
        return (take.record(),)

    def score(self, case: Item, takes: Takes, judge: Judge | None) -> Scores:
        return score(case, sayings(takes[0], judge))

    def figures(self, rows: Sequence[Row]) -> list[Figure]:
        """Averages are over task types, so that each weighs the same."""
        keys = [f"right_{ms}ms" for ms in HI_MS]
        sweep = [
            Figure(f"accuracy_{ms}ms", f"right, up to {ms / 1000} s late", self._macro(rows, key), "%", True)
            for ms, key in zip(HI_MS, keys)
        ]
        hits = Figure("events_1000ms", "events hit, up to 1.0 s late", self._macro(rows, f"hit_{HIT_MS}ms"), "%", True)
        return [*sweep, hits, *(metric.figure(rows) for metric in self._metrics())]

    def controls(self, items: Sequence[Item]) -> Iterable[Control]:
        for item in items[: CONTROLS_OF * len(self.makers)]:
            yield from planted(item)

    def _macro(self, rows: Sequence[Row], key: str) -> Estimate | None:
        return resampled(rows, lambda drawn: macro(drawn, key))

    def _metrics(self) -> Iterable[Metric]:
        yield Metric("alarms", "false alarms a minute", "", "false_alarms_per_min", per="minutes", is_better_high=False)
        yield Metric(
            "onset_error", "onset off by, median", "s", "onset_error_median_s", statistic=median, is_better_high=False
        )
        for kind, label in self.labels.items():
            yield Metric(f"right_{HIT_MS}ms", f"right: {label}", "%", f"{kind}_accuracy_{HIT_MS}ms", kinds=(kind,))


def macro(rows: Sequence[Row], key: str) -> float | None:
    """Mean over task types of the mean over their items; None without rows."""
    of_kind: dict[str, list[float]] = {}
    for row in rows:
        value = row.scores.get(key)
        if value is not None:
            of_kind.setdefault(row.kind, []).append(value)
    return statistics.fmean(map(statistics.fmean, of_kind.values())) if of_kind else None
