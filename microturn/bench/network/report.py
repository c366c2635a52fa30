"""Results of the network benchmark for people and programs: two tables, JSON, a section of Markdown, a picture."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure as Picture

from microturn.bench.judge import NOT_MEASURED
from microturn.bench.network.figures import CALLER, MOST_MISSED, OWN_P99_MS, TRANSPORTS, WAY, Cell, pairs
from microturn.bench.report import Origin
from microturn.bench.suite.benchmark import Figure, Metric
from microturn.bench.suite.summary import markdown_table

COLOURS = {"websocket": "#2b6cb0", "webrtc": "#d9670a"}
LEAST_TOP = {"%": 10.0, "s": 0.5, "": 1.0}  # of a panel: nothing is blown up
DRAWN = ("answered", "latency_median_s", "heard_wer", "said_wer", "soon", "gaps")
HOW = (
    "each cell: WebSocket | WebRTC; loss, delay, jitter and reordering are of each direction; packets were carried in "
    "user space between two network namespaces (TUN devices, the kernel's own TCP and UDP), not by tc netem"
)


def table(cells: Sequence[Cell]) -> Iterator[str]:
    """What the caller sees, then why, then remarks."""
    for lines in (grid(cells, CALLER), grid(cells, WAY)):
        widths = [max(len(line[i]) for line in lines) for i in range(len(lines[0]))]
        for line in lines:
            yield "  ".join([line[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(line[1:], widths[1:]))]).rstrip()
        yield ""
    yield from notes(cells)


def grid(cells: Sequence[Cell], metrics: Sequence[Metric]) -> list[list[str]]:
    """A head, then a line a condition. The second table begins with what the probe found."""
    has_link = WAY[0] in metrics
    heads = [f"{figure.label}, {figure.unit}".removesuffix(", ") for figure in cells[0].figures(metrics)]
    lines = [["", *(["link, ms", "link lost, %"] if has_link else []), *heads]]
    for condition, both in pairs(cells):
        found = [each.figures(metrics) if each else None for each in both]
        line = [_both([figures[i] if figures else None for figures in found]) for i in range(len(heads))]
        lines.append([condition.name, *(_link(both) if has_link else []), *line])
    return lines


def _both(figures: Sequence[Figure | None]) -> str:
    return " | ".join(map(_shown, figures))


def _shown(figure: Figure | None) -> str:
    """Without its unit, which stands in the head."""
    if figure is None or figure.value is None:
        return "-"
    return f"{100 * figure.value.value:.0f}" if figure.unit == "%" else f"{figure.value.value:.2f}"


def _link(both: Sequence[Cell | None]) -> list[str]:
    """Half of the echo's time, median and 95 %, and the loss of one way."""
    times = (
        f"{each.rtt_ms['p50'] / 2:.0f}/{each.rtt_ms['p95'] / 2:.0f}" if each and each.rtt_ms else "-" for each in both
    )
    lost = ("-" if each is None or each.loss is None else f"{100 * each.loss:.1f}" for each in both)
    return [" | ".join(times), " | ".join(lost)]


def notes(cells: Sequence[Cell]) -> Iterator[str]:
    yield HOW
    if not any(figure.value for each in cells for figure in each.figures(CALLER) if figure.name == "said_wer"):
        yield f"understood wrong: {NOT_MEASURED}"
    for each in cells:
        for reason, num in Counter(each.failures).most_common():
            yield f"{each.condition.name}, {each.transport}: {num} of {len(each.rows)} calls: {reason}"
    late = [each for each in cells if not each.is_valid]
    if late:
        own_ms = max(each.own_ms or 0 for each in late)
        yield (
            f"{len(late)} of {len(cells)} cells say little about the network: this machine was late itself (99 % of "
            f"packets: up to {own_ms:.0f} ms, expected {OWN_P99_MS:g}), or its server missed more than "
            f"{100 * MOST_MISSED:g} % of the micro-turns; measure when it is idle"
        )


def flat(cells: Sequence[Cell]) -> dict[str, float]:
    """Every figure: "loss5_websocket_latency_median_s"."""
    return {
        f"{each.condition.key}_{each.transport}_{figure.name}": round(figure.value.value, 4)
        for each in cells
        for figure in each.figures()
        if figure.value is not None
    }


def details(cells: Sequence[Cell]) -> list[dict[str, object]]:
    """Cell by cell, with intervals and the scores of every request, for results.json."""
    return [
        {
            "condition": vars(each.condition),
            "transport": each.transport,
            "figures": {
                figure.name: [round(figure.value.value, 4), round(figure.value.low, 4), round(figure.value.high, 4)]
                for figure in each.figures()
                if figure.value is not None
            },
            "link": {"rtt_ms": each.rtt_ms, "loss": each.loss},
            "carried": {"out": vars(each.carried.out), "back": vars(each.carried.back)},
            "own_p99_ms": each.own_ms,
            "is_valid": each.is_valid,
            "requests": [{"set": row.kind, **row.scores, "failure": row.failure} for row in each.rows],
        }
        for each in cells
    ]


def section(cells: Sequence[Cell], origin: Origin) -> list[str]:
    """For the README."""
    num = len(cells[0].rows)
    told = f"`{origin.command}` at `{origin.commit}`, {num} requests a cell; {HOW}."
    return [*markdown_table(grid(cells, CALLER)), "", *markdown_table(grid(cells, WAY)), "", told]


def draw(path: Path, cells: Sequence[Cell]) -> None:
    """A panel a figure, conditions from left to right, both transports with their intervals -> a PNG."""
    names = [condition.name for condition, _ in pairs(cells)]
    measured = {figure.name for each in cells for figure in each.figures() if figure.value}
    metrics = [m for m in CALLER if (m.name or m.key) in DRAWN and (m.name or m.key) in measured]
    picture = Picture(figsize=(3 + 0.5 * len(names), 1.5 * len(metrics) + 1.5), layout="constrained")
    FigureCanvasAgg(picture)
    panels: list[Axes] = list(picture.subplots(len(metrics), 1, sharex=True, squeeze=False)[:, 0])
    for panel, metric in zip(panels, metrics):
        for offset, transport in zip((-0.1, 0.1), TRANSPORTS):
            _draw_line(panel, metric, offset, [both[TRANSPORTS.index(transport)] for _, both in pairs(cells)])
        least, most = LEAST_TOP[metric.unit], panel.get_ylim()[1]
        panel.set_ylim(-0.05 * max(least, most), 1.05 * max(least, most))
        panel.set_ylabel(f"{metric.label}, {metric.unit}".removesuffix(", "))
        panel.grid(axis="y", linewidth=0.4)
    picture.legend(*panels[0].get_legend_handles_labels(), loc="outside upper center", frameon=False, ncols=2)
    panels[-1].set_xticks(range(len(names)), names, rotation=45, ha="right")
    picture.savefig(path)


def _draw_line(panel: Axes, metric: Metric, offset: float, cells: Sequence[Cell | None]) -> None:
    factor = 100 if metric.unit == "%" else 1
    found = [(k, metric.figure(each.rows).value, each.transport) for k, each in enumerate(cells) if each]
    points = [(k + offset, value, name) for k, value, name in found if value]
    if points:
        middle = [factor * value.value for _, value, _ in points]
        errors = [
            [max(0.0, at - factor * value.low) for at, (_, value, _) in zip(middle, points)],
            [max(0.0, factor * value.high - at) for at, (_, value, _) in zip(middle, points)],
        ]
        name = points[0][2]
        panel.errorbar([x for x, _, _ in points], middle, errors, fmt="o", color=COLOURS[name], label=name, capsize=2)
