"""Figures of all targets for people and programs: the screen's table, the JSON, rows of a Markdown table."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from microturn.bench import report
from microturn.bench.report import Origin
from microturn.bench.stats import Estimate
from microturn.bench.suite.benchmark import Benchmark, Figure
from microturn.bench.suite.run import Checked, Played
from microturn.bench.suite.targets import ENGINE, TRIVIAL

README_COLUMNS = (*TRIVIAL, "oracle")  # after value and items, in the README's table


@dataclass(frozen=True)
class Summary:
    """`figures`: of every target, in the order of the benchmark."""

    benchmark: Benchmark
    origin: Origin
    num_items: int
    seed: int
    played: tuple[Played, ...]
    figures: dict[str, tuple[Figure, ...]]
    checked: Checked

    @property
    def first(self) -> str:
        """The target that is measured; the others are for comparison."""
        return self.played[0].target


def summarise(
    benchmark: Benchmark, origin: Origin, num_items: int, seed: int, played: Sequence[Played], checked: Checked
) -> Summary:
    figures = {each.target: tuple(benchmark.figures(each.rows)) for each in played}
    return Summary(benchmark, origin, num_items, seed, tuple(played), figures, checked)


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


def table(summary: Summary) -> Iterator[str]:
    """The screen's table: a line a figure, a column a target, and what must be said with it."""
    targets = [each.target for each in summary.played]
    by_name = {target: {figure.name: figure for figure in summary.figures[target]} for target in targets}
    lines = [["", *targets, "items"]]
    for figure in summary.figures[summary.first]:
        cells = [cell(by_name[target].get(figure.name), target == summary.first) for target in targets]
        lines.append([figure.label, *cells, str(figure.value.num) if figure.value else "0"])
    widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
    for line in lines:
        yield "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:]))]).rstrip()
    yield from notes(summary)


def notes(summary: Summary) -> Iterator[str]:
    checked = summary.checked
    if checked.all:
        yield f"scorer on planted records: {checked.right} of {checked.all} decisions right"
    yield from (f"  wrong: {each}" for each in checked.wrong[:5])
    for played in summary.played:
        reasons = [row.failure for row in played.rows if row.failure]
        if reasons:
            yield f"{played.target}: broke in {len(reasons)} of {len(played.rows)} items, first: {reasons[0]}"


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


def rows(summary: Summary) -> list[str]:
    """For the README: the figures of the first target, and of the trivial ones."""
    by_name = {target: {f.name: f for f in figures} for target, figures in summary.figures.items()}
    out: list[str] = []
    for figure in summary.figures[summary.first]:
        if figure.value is not None:
            trivial = [cell(by_name.get(name, {}).get(figure.name), False) for name in README_COLUMNS]
            label = figure.label if summary.first == ENGINE else f"{figure.label} ({summary.first})"
            out.append(report.row(label, cell(figure), str(figure.value.num), trivial, summary.origin))
    return out
