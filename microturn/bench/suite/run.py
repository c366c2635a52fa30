"""Plays the items of a benchmark to targets and scores what came of them. What is on disk is not played again.

OUT/BENCH/seed-S/TARGET/NUMBER/TAKE/ holds one record; scores are always computed from what was read back.
"""

import multiprocessing
import os
import statistics
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from tqdm import tqdm

from microturn.bench.drive import Player
from microturn.bench.suite.benchmark import Benchmark, Data, Row, Scores, Takes
from microturn.bench.suite.record import SPENT, Record, load, save
from microturn.bench.suite.take import Take
from microturn.bench.suite.targets import Target, is_live, open_target
from microturn.bench.suite.together import share
from microturn.core.clock import SystemClock
from microturn.engine.client import Session

NEAR = 1e-6
NUM_TOGETHER = 16  # sessions of the engine


@dataclass(frozen=True)
class Plan:
    """Which items go to which targets. `out`: where records are kept. `made_of`: added to the folder's name where items
    are made of other data, so that these are not mixed up."""

    name: str
    targets: tuple[str, ...]
    num_items: int
    seed: int
    checkpoint: str
    out: Path
    made_of: str = ""

    @property
    def folder(self) -> Path:
        return self.out / self.name / f"seed-{self.seed}{self.made_of}"


@dataclass(frozen=True)
class Played:
    """A target's rows, and where their records lie."""

    target: str
    rows: tuple[Row, ...]
    folder: Path


@dataclass(frozen=True)
class Checked:
    """How many of the scorer's decisions about planted records were right; `wrong` names the others."""

    right: int
    all: int
    wrong: tuple[str, ...]


def folder_of(plan: Plan, target: str) -> Path:
    """A target's records; a URL becomes a name."""
    name = "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in target).strip("-")
    return plan.folder / (f"{name}-{plan.checkpoint.replace('/', '-').strip('-')}" if target == "engine" else name)


def play(benchmark: Benchmark, plan: Plan, target: Target, items: Sequence[Any], label: str = "") -> None:
    """Plays what has not been played yet; sessions of the engine go together."""
    clock, folder = SystemClock(), folder_of(plan, target.name)
    missing = [case for case in items if read(folder, case.number) is None]
    bar = tqdm(total=len(missing), desc=label or f"{plan.name} {target.name}", leave=False, unit="item")

    def play_one(case: Any, join: Callable[[Session], Player] | None = None) -> None:
        def open_player() -> Player:
            return join(target.session(case)) if join and target.session else target.open(case)

        write(folder, case.number, benchmark.play(case, lambda: Take(open_player, clock)))
        bar.update()

    if target.session is not None and missing:
        share(missing, NUM_TOGETHER, play_one)
    else:
        for case in missing:
            play_one(case)
    bar.close()


def play_part(benchmark: Benchmark, plan: Plan, spec: str, items: Sequence[Any]) -> None:
    """One process's share, on one thread."""
    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when torch and numpy are loaded
    play(benchmark, plan, open_target(spec, plan.checkpoint), items)


def play_all(benchmark: Benchmark, plan: Plan, items: Sequence[Any], processes: int = 1) -> None:
    """Every target, one after the other; items of those in virtual time are shared out to processes."""
    for spec in plan.targets:
        missing = [case for case in items if read(folder_of(plan, spec), case.number) is None]
        if processes == 1 or len(missing) < 2 or is_live(spec):
            if missing:
                play(benchmark, plan, open_target(spec, plan.checkpoint), missing)
            continue
        parts = [(benchmark, plan, spec, missing[k::processes]) for k in range(processes)]
        with multiprocessing.get_context("spawn").Pool(processes) as pool:
            pool.starmap(play_part, parts)


def score_all(benchmark: Benchmark, plan: Plan, items: Sequence[Any], data: Data, num_threads: int = 1) -> list[Played]:
    """From what is on disk; recognisers, which take most of the time, run beside each other."""
    out: list[Played] = []
    with ThreadPoolExecutor(num_threads) as pool:
        for spec in plan.targets:
            folder = folder_of(plan, spec)
            takes = (read(folder, case.number) for case in items)
            rows = pool.map(partial(row, benchmark, data=data), items, takes)
            bar = tqdm(rows, f"score {plan.name} {spec}", len(items), leave=False, unit="item")
            out.append(Played(spec, tuple(each for each in bar if each is not None), folder))
    return out


def row(benchmark: Benchmark, case: Any, takes: Takes | None, data: Data) -> Row | None:
    if takes is None:
        return None
    failure = next((take.failure for take in takes if take.failure), "")
    spent = [take.marks[SPENT] for take in takes if SPENT in take.marks]
    cpu_s_per_min = statistics.fmean(spent) if spent else None
    return Row(case.number, case.kind, benchmark.score(case, takes, data.judge), failure, cpu_s_per_min)


def check(benchmark: Benchmark, items: Sequence[Any]) -> Checked:
    """The scorer's decisions about its planted records; those that need a recogniser are left out."""
    right, wrong = 0, list[str]()
    for control in benchmark.controls(items):
        found = benchmark.score(control.case, control.takes, None)
        for key, value in control.expected.items():
            if _is_near(found, key, value, control.within):
                right += 1
            else:
                case = control.case
                wrong.append(f"{case.kind} {case.number}: {key} {found.get(key)}, expected {value}")
    return Checked(right, right + len(wrong), tuple(wrong))


def _is_near(found: Scores, key: str, expected: float | None, within: float) -> bool:
    value = found.get(key)
    if value is None or expected is None:
        return value is expected
    return abs(value - expected) <= max(within, NEAR)


def write(folder: Path, number: int, takes: Takes) -> None:
    """The first take last: an item with it is whole."""
    for i, take in reversed(list(enumerate(takes))):
        save(take, folder / f"{number:04d}" / str(i))


def read(folder: Path, number: int) -> Takes | None:
    """None where the item has not been played."""
    here = folder / f"{number:04d}"
    found: list[Record] = []
    while (take := load(here / str(len(found)))) is not None:
        found.append(take)
    return tuple(found) or None
