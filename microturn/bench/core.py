"""The core benchmark: held-out items, played live to the model and to trivial baselines, scored by one code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from tqdm import tqdm

from microturn.bench.baselines import BASELINES
from microturn.bench.drive import Opener, Run, drive
from microturn.bench.examples import Examples
from microturn.bench.items import OVERLAPS, SETS, Item, make_items
from microturn.bench.judge import Judge
from microturn.bench.metrics import Row
from microturn.bench.score import score
from microturn.bench.sources import Sources
from microturn.core.clock import Clock
from microturn.core.errors import BadConfig

MODEL = "microturn"
WITHOUT_BASELINES = ("heard", "said")
TIMED, NUM_TIMED = ("answer", "interrupt"), 10  # sets and items on which micro-turns are timed
NUM_FLOOR = 20  # clips on which the judge's own word error is measured


@dataclass(frozen=True)
class CoreConfig:
    """What to play. `num_items`: of each set."""

    sets: tuple[str, ...] = SETS
    num_items: int = 100
    seed: int = 0

    def __post_init__(self) -> None:
        unknown = [name for name in self.sets if name not in SETS]
        if unknown or not self.sets:
            raise BadConfig(f"expected sets out of {', '.join(SETS)}, got {', '.join(unknown) or 'none'}")
        if self.num_items < 1:
            raise BadConfig(f"expected at least one item of each set, got {self.num_items}")


@dataclass
class Result:
    """Rows of all players, ms of the model's micro-turns by part, and the judge's own errors."""

    rows: list[Row] = field(default_factory=list[Row])
    compute_ms: dict[str, list[float]] = field(default_factory=dict[str, list[float]])
    floor: list[Row] = field(default_factory=list[Row])

    def of(self, player: str) -> list[Row]:
        return [row for row in self.rows if row.player == player]

    @property
    def players(self) -> list[str]:
        return list(dict.fromkeys(row.player for row in self.rows))

    def add(self, row: Row, run: Run) -> None:
        self.rows.append(row)
        if row.player == MODEL:
            self.time(run)

    def time(self, run: Run) -> None:
        for turn, total_ms in zip(run.turns, run.total_ms):
            for part, ms in {**turn.compute_ms, "total": total_ms}.items():
                self.compute_ms.setdefault(part, []).append(ms)


def merged(parts: Sequence[Result]) -> Result:
    """Results of all parts as one, in the order in which one process would have made them; times are left out."""
    rows = [row for part in parts for row in part.rows]
    players = list(dict.fromkeys(row.player for row in rows))
    kinds = list(dict.fromkeys(row.kind for row in rows))
    rows.sort(key=lambda row: (SETS.index(row.set), players.index(row.player), row.number, kinds.index(row.kind)))
    return Result(rows, floor=[row for part in parts for row in part.floor])


@dataclass(frozen=True)
class Bench:
    """`model` None: the baselines alone. `out`: where rows and examples are written, if anywhere. `part` (k, n): every
    nth item from the kth on."""

    config: CoreConfig
    sources: Sources
    model: Opener | None
    clock: Clock
    judge: Judge | None = None
    out: Path | None = None
    part: tuple[int, int] = (0, 1)

    def run(self) -> Result:
        result, examples = Result(), Examples(self.out)
        for name in self.config.sets:
            items = make_items(name, self.sources, self.config.num_items, self.config.seed)
            items = items[self.part[0] :: self.part[1]]
            for player, opener in self._players(name):
                bar = tqdm(items, f"{name:11} {player}", leave=False, unit="item")
                for item in bar:
                    run, row = self._play(item, player, opener)
                    result.add(row, run)
                    examples.add(row, run)
            if name == "said" and self.judge and self.part[0] == 0:
                result.floor += self._floor(self.judge)
        return result

    def time(self) -> dict[str, list[float]]:
        """ms of every micro-turn, by part of it, of a few conversations that the model has alone."""
        result = Result()
        for name in TIMED if self.model else ():
            items = make_items(name, self.sources, NUM_TIMED, self.config.seed)
            for item in tqdm(items, f"{name:11} times", leave=False, unit="item"):
                assert self.model is not None
                result.time(drive(item, self.model(item), self.clock))
        return result.compute_ms

    def _players(self, name: str) -> Iterator[tuple[str, Opener]]:
        if self.model:
            yield MODEL, self.model
        if name not in WITHOUT_BASELINES:
            yield from BASELINES.items()

    def _play(self, item: Item, player: str, opener: Opener) -> tuple[Run, Row]:
        run = drive(item, opener(item), self.clock)
        reference = None
        if item.set in OVERLAPS:
            reference = drive(item.reference, opener(item.reference), self.clock)
        scores = score(run, reference)
        if item.set == "said" and self.judge:
            scores = {**scores, **self.judge.score(run)}
        return run, Row(item.set, item.kind, item.number, player, scores)

    def _floor(self, judge: Judge) -> Sequence[Row]:
        rows = self.sources.rows("request")[:NUM_FLOOR]
        clips = tqdm([self.sources.clip(row) for row in rows], "floor", leave=False, unit="clip")
        return [Row("said", "floor", i, "floor", judge.floor(clip)) for i, clip in enumerate(clips)]
