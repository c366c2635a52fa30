"""Many benchmarks one after the other: what cannot be played is reported with its reason, and the others go on."""

import os
import platform
import traceback
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from tqdm import tqdm

from microturn.bench import report
from microturn.bench.report import Origin
from microturn.bench.suite import summary as figures
from microturn.bench.suite.summary import Summary
from microturn.core.clock import Clock
from microturn.core.errors import MicroturnError

CPUS = Path("/proc/cpuinfo")


@dataclass(frozen=True)
class Outcome:
    """Of one benchmark. `summary` None: it was not played to its end, for `reason`."""

    name: str
    title: str
    seconds: float
    summary: Summary | None = None
    reason: str = ""


def run_all(titles: dict[str, str], run_one: Callable[[str], Summary], clock: Clock) -> Iterator[Outcome]:
    """Each benchmark as soon as it is done. An error that is ours is told with the line it came from."""
    for name, title in tqdm(titles.items(), "all", total=len(titles), unit="benchmark"):
        start_s = clock.now_s()
        try:
            found, reason = run_one(name), ""
        except (MicroturnError, ImportError, OSError) as error:
            found, reason = None, str(error) or type(error).__name__
        except Exception as error:
            where = traceback.extract_tb(error.__traceback__)[-1]
            found, reason = None, f"{type(error).__name__}: {error} ({Path(where.filename).name}:{where.lineno})"
        yield Outcome(name, found.benchmark.title if found else title, clock.now_s() - start_s, found, reason)


def clock_time(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest:02d} s" if minutes else f"{seconds:.1f} s"


def lines(outcomes: Sequence[Outcome]) -> Iterator[str]:
    """Under the tables: how long each took, and why one was not played."""
    width = max(len(each.name) for each in outcomes)
    for each in outcomes:
        yield f"{each.name.ljust(width)}  {clock_time(each.seconds)}" + (
            f"  not played: {each.reason}" if each.summary is None else ""
        )


def content(outcomes: Sequence[Outcome], origin: Origin, num_items: int, seed: int) -> dict[str, object]:
    """The JSON line: that of every benchmark, what was not played and why, and times."""
    return {
        **report.head("all", origin, num_items, seed),
        "benches": {each.name: figures.content(each.summary) for each in outcomes if each.summary},
        "not_played": {each.name: each.reason for each in outcomes if each.summary is None},
        "seconds": {each.name: round(each.seconds, 1) for each in outcomes},
        "machine": machine(),
    }


def markdown(outcomes: Sequence[Outcome]) -> list[str]:
    """Every benchmark's section; then one table of how long each took, with reasons."""
    sections = [line for each in outcomes if each.summary for line in figures.markdown(each.summary)]
    took = [[each.name, clock_time(each.seconds), each.reason and f"not played: {each.reason}"] for each in outcomes]
    return [*sections, "## Times", "", *figures.markdown_table([["benchmark", "took", ""], *took]), ""]


def machine() -> dict[str, str]:
    """What the run was made on."""
    return {
        "processor": _processor(),
        "cores": str(os.cpu_count()),
        "system": f"{platform.system()} {platform.machine()}",
        "Python": platform.python_version(),
        "torch": _version("torch"),
    }


def _processor() -> str:
    """Its name where the system tells it (Linux); else its kind."""
    if CPUS.exists():
        named = [line.partition(":")[2].strip() for line in CPUS.read_text().splitlines() if line[:10] == "model name"]
        if named:
            return named[0]
    return platform.processor() or platform.machine()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"
