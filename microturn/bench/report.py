"""Results for people: a table on the screen, one JSON line, and rows in the table of a Markdown file."""

import json
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from microturn.bench.core import MODEL, Result
from microturn.bench.judge import NOT_MEASURED
from microturn.bench.metrics import METRICS, Metric, control, kinds, overlap_score, summarize
from microturn.bench.stats import Estimate, percentiles
from microturn.core.errors import BadConfig

HEADLINES = {  # names of the flat summary -> metric and kind of item; rates are shares
    "response_rate": ("answer.answered", ""),
    "latency_median_s": ("answer.latency.median", ""),
    "pause_takeover": ("pause.takeover", ""),
    "yield_rate": ("interrupt.yielded", ""),
    "stop_median_s": ("interrupt.stop.median", ""),
    "continue_rate": ("backchannel.kept_on", ""),
    "false_starts_per_min": ("noise.starts.silence.coloured.sounds", ""),
    "false_starts_others_talk_per_min": ("noise.starts.side.media", ""),
    "heard_wer_synthetic": ("heard.heard_errors", "voices"),
    "heard_wer_real": ("heard.heard_errors", "real"),
    "said_wer": ("said.asr_errors", ""),
    "dnsmos_ovrl": ("said.dnsmos", ""),
}
BEGIN, END = "<!-- table -->", "<!-- /table -->"
COLUMNS = ("what", "value [95 %]", "items", "silent", "always", "0.7 s rule", "oracle", "command", "commit")
PACKAGE = Path(__file__).parents[1]


@dataclass(frozen=True)
class Origin:
    """How a result came about: `command` as typed, `commit` of the code, "+" where files had been changed."""

    command: str
    commit: str
    checkpoint: str


@dataclass(frozen=True)
class Line:
    """One line of the table: the model's value, and those of the baselines."""

    name: str
    label: str
    unit: str
    values: dict[str, Estimate]

    def cell(self, player: str) -> str:
        """Value and interval of the model, the value alone of a baseline."""
        if player not in self.values:
            return "-"
        found = self.values[player]
        value = show(found.value, self.unit)
        return f"{value} [{show(found.low, '')}, {show(found.high, '')}]" if player == MODEL else value


def show(value: float, unit: str) -> str:
    """Rates are held as shares and shown in percent."""
    return f"{value:.2f} {unit}".strip()


def lines(result: Result) -> list[Line]:
    """Every metric of the sets that were played, and of their kinds where these are reported."""
    played = {row.set for row in result.rows}
    out: list[Line] = []
    for metric in METRICS:
        if metric.set in played:
            rows = [row for row in result.rows if row.set == metric.set]
            for kind in ("", *kinds(metric, rows)):
                line = _line(metric, result, kind)
                if line.values:
                    out.append(line)
    return out


def _line(metric: Metric, result: Result, kind: str) -> Line:
    found: dict[str, Estimate] = {}
    for player in result.players if metric.has_baselines else [MODEL]:
        value = summarize(metric, result.of(player), kind)
        if value is not None:
            found[player] = _percent(value) if metric.unit == "%" else value
    label = f"  of these: {kind}" if kind else metric.label
    return Line(f"{metric.base}.{kind}" if kind else metric.name, label, metric.unit, found)


def _percent(value: Estimate) -> Estimate:
    return Estimate(100 * value.value, 100 * value.low, 100 * value.high, value.num)


def table(result: Result) -> Iterator[str]:
    """The screen's table, line by line."""
    all_lines, players = lines(result), result.players
    rows = [["", *players, "items"], *([li.label, *map(li.cell, players), _num(li)] for li in all_lines)]
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        yield "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:]))]).rstrip()
    yield from notes(result)


def _num(line: Line) -> str:
    nums = {value.num for value in line.values.values()}
    own = line.values.get(MODEL)
    return str(own.num) if own else "-".join(str(num) for num in sorted({min(nums), max(nums)}))


def notes(result: Result) -> Iterator[str]:
    """What stands under the table."""
    for player in result.players:
        found = overlap_score(result.of(player))
        if found:
            yield f"FDB1.5-S, content-free: {player} {found[0]:.1f} (lowest of four {found[1]:.0f})"
    right, num = control(result.rows)
    if num:
        yield f"scorer on players that it must know how to judge: {right} of {num} decisions right"
    if any(row.set == "said" for row in result.rows):
        floor = summarize(_asr_metric(), result.floor)
        if floor:
            yield f"the recogniser's own word error on {floor.num} recordings: {100 * floor.value:.1f} %"
        else:
            yield f"word error of its sound, DNSMOS: {NOT_MEASURED}"
    if result.compute_ms:
        yield "compute of a micro-turn, ms: " + "; ".join(
            f"{part} p50 {p['p50']:.1f} p95 {p['p95']:.1f} p99 {p['p99']:.1f} max {p['max']:.1f}"
            for part, p in compute(result).items()
        )


def _asr_metric() -> Metric:
    return next(metric for metric in METRICS if metric.key == "asr_errors")


def compute(result: Result) -> dict[str, dict[str, float]]:
    return {part: percentiles(ms) for part, ms in result.compute_ms.items()}


def summary(result: Result, origin: Origin, items: int, seed: int) -> dict[str, object]:
    """The JSON line that ends the benchmark: flat metrics of the model, and of each baseline."""
    values = {player: _headlines(result, player) for player in result.players}
    own = values.pop(MODEL, {})
    total = compute(result).get("total", {})
    own |= {f"micro_turn_{p}_ms": round(total[p], 2) for p in ("p50", "p95", "p99") if p in total}
    return head("core", origin, items, seed) | {"metrics": own, "baselines": values}


def head(bench: str, origin: Origin, items: int, seed: int) -> dict[str, object]:
    """What every benchmark's JSON line begins with."""
    return {"bench": bench, "commit": origin.commit, "target": origin.checkpoint, "items": items, "seed": seed}


def _headlines(result: Result, player: str) -> dict[str, float]:
    metrics = {metric.name: metric for metric in METRICS}
    rows = list(result.of(player))
    found = {name: summarize(metrics[metric], rows, kind) for name, (metric, kind) in HEADLINES.items()}
    return {name: round(value.value, 4) for name, value in found.items() if value is not None}


def details(result: Result, origin: Origin) -> dict[str, object]:
    """Everything, for results.json; rates in percent, with intervals and numbers of items."""
    right, num = control(result.rows)
    floor = summarize(_asr_metric(), result.floor)
    overlap = {player: overlap_score(result.of(player)) for player in result.players}
    return {
        "command": origin.command,
        "all_metrics": {
            li.name: {"unit": li.unit, **{player: _plain(value) for player, value in li.values.items()}}
            for li in lines(result)
        },
        "fdb15_s": {player: {"mean": found[0], "min": found[1]} for player, found in overlap.items() if found},
        "scorer_control": {"right": right, "all": num},
        "recogniser_word_error": _plain(_percent(floor)) if floor else None,
        "compute_ms": compute(result),
    }


def _plain(value: Estimate) -> dict[str, float | int]:
    return {key: round(number, 4) for key, number in asdict(value).items()}


def write_json(out: Path, content: dict[str, object]) -> None:
    out.mkdir(parents=True, exist_ok=True)
    (out / "results.json").write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n")


def markdown(result: Result, origin: Origin) -> list[str]:
    """Rows for the table of a README: the headlines; everything else is on the screen and in results.json."""
    known = {line.name: line for line in lines(result)}
    names = [f"{metric}.{kind}" if kind else metric for metric, kind in HEADLINES.values()]
    found = [known[name] for name in names if name in known]
    return [
        row(heading(line), line.cell(MODEL), _num(line), [line.cell(player) for player in COLUMNS[3:7]], origin)
        for line in found
    ]


def heading(line: Line) -> str:
    """A label that stands alone."""
    kind = line.name.rpartition(".")[2]
    return f"word error, heard: {kind}" if line.name.startswith("heard") and kind in ("voices", "real") else line.label


def row(label: str, value: str, items: str, baselines: Sequence[str], origin: Origin) -> str:
    cells = [label, value, items, *baselines, f"`{origin.command}`", f"`{origin.commit}`"]
    return f"| {' | '.join(cells)} |"


def read_table(path: Path) -> tuple[str, str, str]:
    """A Markdown file -> what stands before, between and after the marks. Raises BadConfig."""
    text = path.read_text() if path.is_file() else ""
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise BadConfig(f"expected {BEGIN} and {END} once each in {path}; put them where the table shall be")
    before, rest = text.split(BEGIN)
    old, after = rest.split(END)
    return before, old, after


def put_table(path: Path, rows: Sequence[str], bench: str) -> None:
    """Puts rows between the marks of a file; rows of other benchmarks (by their command) stay. Raises BadConfig."""
    before, old, after = read_table(path)
    mine = (f"`microturn bench {bench} ", f"`microturn bench {bench}`")  # not those of fdb15 for fdb1
    others = [li for li in old.splitlines() if "`microturn bench " in li and not any(one in li for one in mine)]
    head = [f"| {' | '.join(COLUMNS)} |", "|" + "---|" * len(COLUMNS)]
    path.write_text("\n".join([before + BEGIN, *head, *rows, *others, END + after]))


def put_section(path: Path, name: str, lines: Sequence[str]) -> bool:
    """Puts lines between a benchmark's own marks, `<!-- NAME -->` and `<!-- /NAME -->`; False where there are none."""
    text, begin, end = path.read_text(), f"<!-- {name} -->", f"<!-- /{name} -->"
    if text.count(begin) != 1 or text.count(end) != 1 or text.index(begin) > text.index(end):
        return False
    before, rest = text.split(begin)
    path.write_text("\n".join([before + begin, *lines, end + rest.split(end)[1]]))
    return True


def commit() -> str:
    """Short hash of the code's commit, "+" where it differs from it; "unknown" outside of a repository."""
    try:
        return _git("rev-parse", "--short", "HEAD") + ("+" if _git("status", "--porcelain", "-uno") else "")
    except (OSError, subprocess.CalledProcessError):
        return "unknown"


def _git(*arguments: str) -> str:
    return subprocess.run(["git", "-C", PACKAGE, *arguments], capture_output=True, text=True, check=True).stdout.strip()
