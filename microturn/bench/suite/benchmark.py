"""What a benchmark is: items from a seed, a way to play them, scores of what came of it, figures over all items.

A new one implements `Benchmark` and has a line in `registry`.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

import numpy as np

from microturn.bench import stats
from microturn.bench.judge import Judge
from microturn.bench.sources import Sources
from microturn.bench.stats import Estimate, Statistic
from microturn.bench.suite.record import Record
from microturn.bench.suite.take import Take

Scores = dict[str, float | None]
Takes = tuple[Record, ...]  # of one item: the item itself first, then what it is compared with
Open = Callable[[], Take]  # a new session of the target


class Case(Protocol):
    """An item. `number` counts from 0 over all items of a run; the same (seed, number) is the same item."""

    @property
    def number(self) -> int: ...

    @property
    def kind(self) -> str: ...

    @property
    def seed(self) -> int: ...


@dataclass(frozen=True)
class Data:
    """What items are made of: held-out speech, or a folder of official data; and who writes down what is said."""

    sources: Sources
    folder: Path | None = None
    judge: Judge | None = None


@dataclass(frozen=True)
class Row:
    """Scores of one item with one target; a score of None: the question does not arise. `cpu_s_per_min`: CPU seconds a
    minute of its sessions, where known."""

    number: int
    kind: str
    scores: Scores
    failure: str = ""
    cpu_s_per_min: float | None = None


@dataclass(frozen=True)
class Control:
    """A record whose scores are known, by which the scorer is tested. `expected`: of some of the keys."""

    case: Any
    takes: Takes
    expected: Scores
    within: float = 1e-6  # of numbers


@dataclass(frozen=True)
class Figure:
    """A number of the report. `name`: in the JSON; `unit` "%": `value` is a share, shown in percent.
    `is_better_high` None: neither."""

    name: str
    label: str
    value: Estimate | None
    unit: str = ""
    is_better_high: bool | None = None


@dataclass(frozen=True)
class Metric:
    """`key` (over `per`, where given) averaged over the items (of `kinds`, where given)."""

    key: str
    label: str
    unit: str = "%"
    name: str = ""  # in the JSON; else `key`
    statistic: Statistic = stats.mean
    per: str = ""
    kinds: tuple[str, ...] = ()
    is_better_high: bool | None = True

    def figure(self, rows: Sequence[Row]) -> Figure:
        kept = [row.scores for row in rows if not self.kinds or row.kind in self.kinds]
        columns = [self.key, self.per] if self.per else [self.key]
        lines = [[scores.get(column) for column in columns] for scores in kept]
        values = np.array([line for line in lines if None not in line], np.float64)
        statistic = stats.ratio if self.per else self.statistic
        found = stats.estimate(values if self.per else values.reshape(-1), statistic)
        return Figure(self.name or self.key, self.label, found, self.unit, self.is_better_high)


@dataclass(frozen=True)
class Published:
    """Another system's figures, on other data: shown in columns of their own."""

    system: str
    source: str
    figures: dict[str, float] = field(default_factory=dict[str, float])  # by the names of our figures, same units


class Benchmark(Protocol):
    """`name`: of the command; `about`: a paragraph for the report, what is played and what the figures mean."""

    name: str
    title: str
    about: str
    published: tuple[Published, ...]

    def items(self, data: Data, num: int, seed: int) -> Sequence[Any]:
        """`num` items of every kind (each a `Case`). Raises BadData for a folder that is not what it reads."""
        ...

    def play(self, case: Any, open_take: Open) -> Takes:
        """One item; never raises for what a target does: a broken one is silent."""
        ...

    def score(self, case: Any, takes: Takes, judge: Judge | None) -> Scores: ...

    def figures(self, rows: Sequence[Row]) -> list[Figure]: ...

    def controls(self, items: Sequence[Any]) -> Iterable[Control]:
        """Planted records, right and wrong ones of every kind of decision."""
        ...


def resampled(
    rows: Sequence[Row], statistic: Callable[[Sequence[Row]], float | None], num: int = 300
) -> Estimate | None:
    """Of a figure that is no plain mean: value, and its interval over resampled items. None without rows."""
    value = statistic(rows) if rows else None
    if value is None:
        return None
    rng = np.random.default_rng(0)
    draws = ([rows[i] for i in rng.integers(len(rows), size=len(rows))] for _ in range(num))
    found = [each for each in map(statistic, draws) if each is not None]
    low, high = (float(q) for q in np.percentile(found or [value], [2.5, 97.5]))
    return Estimate(value, low, high, len(rows))
