"""Figures of all targets for people and programs: the screen's table, the JSON, Markdown. Published rows, which are
other people's numbers on their data, stand apart from all of them."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from microturn.bench import report, stats
from microturn.bench.judge import NOT_MEASURED
from microturn.bench.report import Origin
from microturn.bench.stats import Estimate
from microturn.bench.suite.benchmark import Benchmark, Figure, Row
from microturn.bench.suite.record import SPENT
from microturn.bench.suite.run import Checked, Played


@dataclass(frozen=True)
class Summary:
    """`figures`: of every target, in the order of the benchmark. `scorer`: the recogniser, "" without one."""

    benchmark: Benchmark
    origin: Origin
    num_items: int
    seed: int
    played: tuple[Played, ...]
    figures: dict[str, tuple[Figure, ...]]
    checked: Checked
    scorer: str = ""

    @property
    def first(self) -> str:
        """The target that is measured; the others are for comparison."""
        return self.played[0].target


def summarise(
    benchmark: Benchmark, origin: Origin, num_items: int, seed: int, played: Sequence[Played], checked: Checked
) -> Summary:
    figures = {each.target: (*benchmark.figures(each.rows), *cost(each.rows)) for each in played}
    return Summary(benchmark, origin, num_items, seed, tuple(played), figures, checked)


def cost(rows: Sequence[Row]) -> Iterator[Figure]:
    """What the target took of the processor, where that is known."""
    spent = np.array([row.cpu_s_per_min for row in rows if row.cpu_s_per_min is not None], np.float64)
    if len(spent):
        yield Figure(SPENT, "CPU time a minute of session", stats.estimate(spent, stats.mean), "s", False)


def cell(figure: Figure | None, has_interval: bool = True) -> str:
    if figure is None or figure.value is None:
        return "-"
    value = _shown(figure)
    text = report.show(value.value, figure.unit)
    return f"{text} [{report.show(value.low, '')}, {report.show(value.high, '')}]" if has_interval else text


def _shown(figure: Figure) -> Estimate:
    assert figure.value is not None
    found, factor = figure.value, 100 if figure.unit == "%" else 1
    return Estimate(factor * found.value, factor * found.low, factor * found.high, found.num)


def grid(summary: Summary) -> list[list[str]]:
    """A head, then a line a figure: its label, a cell a target, and the first target's number of items."""
    targets = [each.target for each in summary.played]
    by_name = {target: {figure.name: figure for figure in summary.figures[target]} for target in targets}
    lines = [["", *targets, "items"]]
    for figure in summary.figures[summary.first]:
        cells = [cell(by_name[target].get(figure.name), target == summary.first) for target in targets]
        lines.append([figure.label, *cells, str(figure.value.num) if figure.value else "0"])
    return lines


def table(summary: Summary) -> Iterator[str]:
    """The screen's table, and what must be said with it."""
    lines = grid(summary)
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        yield "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:]))]).rstrip()
    yield from notes(summary)
    yield from (f"{played.target}: {line}" for played in summary.played for line in reasons(played))


def notes(summary: Summary) -> Iterator[str]:
    checked = summary.checked
    if checked.all:
        yield f"scorer on planted records: {checked.right} of {checked.all} decisions right"
    yield from (f"  wrong: {each}" for each in checked.wrong[:5])
    missing = unmeasured(summary)
    if missing:
        why = "no target gave a number" if summary.scorer else f"words and quality are {NOT_MEASURED}"
        yield f"without a value: {', '.join(missing)} ({why})"
    if summary.scorer:
        yield f"words are scored by {summary.scorer}"


def unmeasured(summary: Summary) -> list[str]:
    """Labels of figures that no target has."""
    found = {figure.name for figures in summary.figures.values() for figure in figures if figure.value}
    return [figure.label for figure in summary.figures[summary.first] if figure.name not in found]


def reasons(played: Played) -> list[str]:
    """Why it broke, and in how many of its items."""
    found = Counter(row.failure for row in played.rows if row.failure)
    return [f"broke in {num} of {len(played.rows)} items: {reason}" for reason, num in found.most_common()]


def content(summary: Summary) -> dict[str, object]:
    """The JSON line: figures of the first target flat, by their names; those of all under `targets`."""
    head = report.head(summary.benchmark.name, summary.origin, summary.num_items, summary.seed)
    return {
        **head,
        "target": summary.first,
        "metrics": _flat(summary.figures[summary.first]),
        "targets": {target: _flat(figures) for target, figures in summary.figures.items()},
        "intervals": {target: _intervals(figures) for target, figures in summary.figures.items()},
        "failures": {played.target: sum(bool(row.failure) for row in played.rows) for played in summary.played},
        "reasons": {played.target: reasons(played) for played in summary.played},
        "scorer": summary.scorer,
        "scorer_control": {"right": summary.checked.right, "all": summary.checked.all},
    }


def _flat(figures: Sequence[Figure]) -> dict[str, float]:
    return {figure.name: round(figure.value.value, 4) for figure in figures if figure.value is not None}


def _intervals(figures: Sequence[Figure]) -> dict[str, list[float]]:
    return {
        figure.name: [round(figure.value.low, 4), round(figure.value.high, 4), figure.value.num]
        for figure in figures
        if figure.value is not None
    }


def published_rows(summary: Summary) -> tuple[list[str], list[list[str]]]:
    """Head and rows, a system each, of the figures that others have published; no rows where there are none."""
    published = summary.benchmark.published
    names = list(dict.fromkeys(name for each in published for name in each.figures))
    own = {figure.name: figure for figure in summary.figures[summary.first]}
    units = {name: own[name].unit if name in own else "" for name in names}
    head = ["system", *(own[name].label if name in own else name for name in names), "source"]
    return head, [
        [each.system, *(_published_cell(each.figures.get(name), units[name]) for name in names), each.source]
        for each in published
    ]


def _published_cell(value: float | None, unit: str) -> str:
    return "-" if value is None else report.show(100 * value if unit == "%" else value, unit)


def published_table(summary: Summary) -> list[str]:
    """Markdown; empty where nothing is published."""
    head, rows = published_rows(summary)
    return markdown_table([head, *rows]) if rows else []


def markdown(summary: Summary) -> list[str]:
    """A section for a file of results: figures of all targets, remarks, and published rows apart."""
    said = [f"- {line.strip()}" for line in notes(summary)]
    said += [f"- {played.target}: {line}" for played in summary.played for line in reasons(played)]
    out = [f"## {summary.benchmark.title}", "", f"`{summary.origin.command}` at `{summary.origin.commit}`", ""]
    out += [*markdown_table(grid(summary)), "", *said, *([""] if said else [])]
    others = published_table(summary)
    return [*out, "Published, other people's numbers on their data:", "", *others, ""] if others else out


def markdown_table(lines: Sequence[Sequence[str]]) -> list[str]:
    """The first line is the head."""
    plain = [[" ".join(each.split()).replace("|", "\\|") for each in line] for line in lines]
    shown = [f"| {' | '.join(line)} |" for line in plain]
    return [shown[0], "|" + "---|" * len(lines[0]), *shown[1:]]
