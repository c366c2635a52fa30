"""Results in the README: a benchmark that has marks of its own there fills the space between them with all targets;
of the others the headlines go into the common table."""

from pathlib import Path

from microturn.bench import report
from microturn.bench.suite.benchmark import Figure
from microturn.bench.suite.summary import Summary, cell, grid, markdown_table
from microturn.bench.suite.targets import ENGINE

TRIVIAL = ("silent", "always", "silence-rule", "oracle")  # columns of the common table, after value and items
HEADLINES = {  # names of figures; of others all
    "fdb1": ("pause_tor", "turn_tor", "latency_median_s", "backchannel_per_min"),
    "ticks": ("l_r_s", "l_y_s", "s_bc", "s_vt", "s_nd"),
    "timespeak": ("accuracy_1000ms", "events_1000ms", "false_alarms_per_min"),
    "cuespeak": ("accuracy_1000ms", "events_1000ms", "false_alarms_per_min"),
    "repcount": ("off_by_one", "mae", "floor"),
    "proactive": ("pauc", "false_alarms_per_min"),
    "localise": ("miou", "floor_whole"),
    "human": ("w1_offset_s", "silence_misclassification"),
    "speech": ("said_wer", "dnsmos_ovrl"),
    "refuse": ("score", "refused", "over_refused"),
}


def put(path: Path, summary: Summary) -> None:
    """Raises BadConfig where the file has no table."""
    name = summary.benchmark.name
    if not report.put_section(path, name, section(summary)):
        report.put_table(path, rows(summary), name)


def section(summary: Summary) -> list[str]:
    """Every figure of every target."""
    return [*markdown_table(grid(summary)), "", f"`{summary.origin.command}` at `{summary.origin.commit}`"]


def rows(summary: Summary) -> list[str]:
    """Rows of the common table: figures of the first target, and of the trivial ones."""
    by_name = {target: {f.name: f for f in figures} for target, figures in summary.figures.items()}
    wanted = HEADLINES.get(summary.benchmark.name)
    found = [f for f in summary.figures[summary.first] if f.value and (wanted is None or f.name in wanted)]
    return [_row(summary, figure, [by_name.get(name, {}).get(figure.name) for name in TRIVIAL]) for figure in found]


def _row(summary: Summary, figure: Figure, trivial: list[Figure | None]) -> str:
    label = f"{summary.benchmark.name}: {figure.label.strip()}"
    label = label if summary.first == ENGINE else f"{label} ({summary.first})"
    num = str(figure.value.num) if figure.value else "0"
    return report.row(label, cell(figure), num, [cell(each, False) for each in trivial], summary.origin)
