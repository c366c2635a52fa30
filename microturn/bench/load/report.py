"""Results of the load benchmark for people: a table as it goes on, JSON, rows of a Markdown table, a picture."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from microturn.bench.load.result import GENERATOR, Step, best, is_known
from microturn.bench.report import Origin, row
from microturn.core.units import TICK_MS

HEAD = (
    f"{'sessions':>8} {'missed':>8} {'of':>7}  {'tick, ms: p50':>13} {'p95':>6} {'p99':>6} {'max':>6}"
    f"  {'compute p50':>11} {'p99':>6}  {'cpu s':>6} {'MiB':>6}  {'own p99':>7}"
)
PERCENTILES = ("p50", "p95", "p99", "max")
COLOURS = dict(zip(PERCENTILES, ("#2b6cb0", "#2f855a", "#d9670a", "#a0aec0")))
MISSED = "#e53e3e"


def line(step: Step, limit: float) -> str:
    """Under `HEAD`."""
    missed = "-" if step.missed_rate is None else f"{100 * step.missed_rate:.2f} %"
    tick = " ".join(f"{_show(step.tick_ms.get(p)):>{width}}" for p, width in zip(PERCENTILES, (13, 6, 6, 6)))
    compute = f"{_show(step.compute_ms.get('p50')):>11} {_show(step.compute_ms.get('p99')):>6}"
    used = f"{_show(step.cpu_s_per_session_minute, 1):>6} {_show(step.rss_mib):>6}"
    own = f"{_show(step.own_ms.get('p99'), 1):>7}"
    verdict = ", ".join(step.faults(limit)) or "kept up"
    return f"{step.num:8} {missed:>8} {len(step.turns):7}  {tick}  {compute}  {used}  {own}  {verdict}"


def notes(steps: Sequence[Step], limit: float) -> Iterator[str]:
    """What stands under the table."""
    found, rest = best(steps, limit), "" if is_known(steps, limit) else "; perhaps more, see below"
    most = f"{found.num} sessions" if found else "none"
    conditions = f"at most {100 * limit:g} % of micro-turns over {TICK_MS} ms, none refused, none died"
    yield f"kept up with: {most}{rest} ({conditions})"
    yield "cpu s: of the server, per session and minute; MiB: its memory at the end; own: the generator's lateness, ms"
    for reason, num in Counter(reason for step in steps for reason in (*step.refused, *step.died)).items():
        yield f"{num} sessions: {reason}"
    late = sum(session.num_late for step in steps for session in step.sessions)
    if late:
        yield f"{late} micro-turns not judged: their callers sent them late"
    if any(GENERATOR in step.faults(limit) for step in steps):
        yield "generator late: this machine could not send in time; these steps say nothing about the server"


def flat(steps: Sequence[Step], limit: float) -> dict[str, float]:
    """Metrics of the best step, for the JSON line. Where there is none: `sessions` 0, if that is known."""
    found = best(steps, limit)
    if found is None:
        return {"sessions": 0} if is_known(steps, limit) else {}
    return {name: value for name, value in _numbers(found).items() if value is not None}


def curve(steps: Sequence[Step], limit: float) -> list[dict[str, object]]:
    """Each number of sessions, for results.json and the JSON line."""
    return [
        {
            **_numbers(step),
            "is_valid": step.is_valid(limit),
            "faults": step.faults(limit),
            "refused": list(step.refused),
            "died": list(step.died),
            "not_judged": sum(session.num_late for session in step.sessions),
        }
        for step in sorted(steps, key=lambda step: step.num)
    ]


def _numbers(step: Step) -> dict[str, float | None]:
    used = {
        "cpu_s_per_session_minute": step.cpu_s_per_session_minute,
        "rss_mib": step.rss_mib,
        "rss_mib_per_session": step.rss_mib_per_session,
        "rss_mib_per_session_minute": step.rss_mib_per_session_minute,
    }
    found: dict[str, float | None] = {"sessions": step.num, "missed_rate": step.missed_rate, "turns": len(step.turns)}
    found |= {f"tick_{p}_ms": value for p, value in step.tick_ms.items()}
    found |= {f"compute_{p}_ms": value for p, value in step.compute_ms.items()}
    found |= used | {"generator_late_p99_ms": step.own_ms.get("p99")}
    return {name: value if value is None else round(value, 5) for name, value in found.items()}


def rows(steps: Sequence[Step], limit: float, origin: Origin) -> list[str]:
    """For the README's table; empty where the server kept up with nothing."""
    found, none = best(steps, limit), ["-"] * 4
    if found is None or found.missed_rate is None:
        return []
    turns = str(len(found.turns))
    missed = f"{100 * found.missed_rate:.2f} % over {TICK_MS} ms, p99 {found.tick_ms['p99']:.0f} ms"
    return [row("sessions at once, in time", f"{found.num} ({missed})", turns, none, origin)]


def draw(path: Path, steps: Sequence[Step], limit: float) -> None:
    """Times and missed share over the number of sessions -> a PNG."""
    shown = sorted((step for step in steps if step.turns), key=lambda step: step.num)
    figure = Figure(figsize=(8, 6), layout="constrained")
    FigureCanvasAgg(figure)
    above, below = figure.subplots(2, 1, sharex=True, height_ratios=(2, 1))
    nums = [step.num for step in shown]
    for p in PERCENTILES:
        above.plot(nums, [step.tick_ms[p] for step in shown], marker="o", color=COLOURS[p], label=p)
    above.axhline(TICK_MS, color=MISSED, linestyle="--", linewidth=1)
    above.set_ylabel("last sample sent to result, ms")
    above.set_ylim(bottom=0)
    above.legend(frameon=False)
    below.plot(nums, [100 * (step.missed_rate or 0) for step in shown], marker="o", color=MISSED)
    below.axhline(100 * limit, color=MISSED, linestyle="--", linewidth=1)
    below.set_yscale("symlog", linthresh=100 * limit or 0.1)
    below.set_ylim(bottom=0)
    below.set_ylabel("missed, %")
    below.set_xlabel("sessions")
    for step in shown:
        if GENERATOR in step.faults(limit):
            above.annotate(GENERATOR, (step.num, step.tick_ms["p99"]), fontsize=8)
    figure.savefig(path)


def _show(value: float | None, digits: int = 0) -> str:
    return "-" if value is None else f"{value:.{digits}f}"
