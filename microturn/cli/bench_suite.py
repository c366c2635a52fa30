"""`microturn bench fdb1 | ... | all`: one command for every benchmark of the suite. Knows only how to call them."""

from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from microturn.bench.report import Origin
    from microturn.bench.suite.everything import Outcome
    from microturn.bench.suite.summary import Summary

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
HELD_OUT = Path(__file__).parents[1] / "assets" / "heldout"
TARGETS = ("engine", "silent", "always", "silence-rule")
ALL = "all"
EPILOG = """\b
microturn bench {name}
microturn bench {name} --target engine --target cascade --out out/bench
microturn bench {name} --target ws://127.0.0.1:8000/v1/live/sessions --items 20
"""


@dataclass(frozen=True)
class SuiteOptions:
    """What the command line says."""

    targets: tuple[str, ...]
    checkpoint: str
    num_items: int
    seed: int
    bank: Path
    scorer: str
    processes: int
    out: Path | None
    report: Path | None
    table: Path | None
    data: Path | None = None

    @property
    def made_of(self) -> str:
        """What items are made of, where it is not what is shipped: their records are kept apart."""
        parts = [self.data] if self.data else [] if self.bank.resolve() == HELD_OUT.resolve() else [self.bank]
        return "".join(f"-{'-'.join(part.resolve().parts[1:])}" for part in parts)


def command(name: str) -> click.Command:
    """`microturn bench NAME`."""

    def call(**options: Any) -> None:
        from microturn.bench import report

        wanted = SuiteOptions(**options)
        if wanted.table:
            report.read_table(wanted.table)
        (call_all if name == ALL else call_one)(name, wanted)

    call.__doc__ = f"{TITLES[name]}\n\n{EPILOG.format(name=name)}"
    made: Any = click.command(name)(call)
    for option in OPTIONS if name == ALL else (*OPTIONS, data_option):
        made = option(made)
    return made


def call_one(name: str, wanted: SuiteOptions) -> None:
    import json

    from microturn.bench.suite import everything, readme, summary
    from microturn.cli.bench import origin_of
    from microturn.core.clock import SystemClock

    clock, origin = SystemClock(), named(origin_of(name, wanted.checkpoint))
    start_s = clock.now_s()
    with kept(wanted.out) as out:
        found = run(name, wanted, out, origin)
        for line in summary.table(found):
            click.echo(line)
        outcome = everything.Outcome(name, found.benchmark.title, clock.now_s() - start_s, found)
        if wanted.table:
            readme.put(wanted.table, found)
        write(wanted, wanted.out and wanted.out / name, [outcome], origin)
        click.echo(json.dumps(summary.content(found), ensure_ascii=False))


def call_all(name: str, wanted: SuiteOptions) -> None:
    """Exits with 1 where a benchmark was not played."""
    import json

    from microturn.bench.suite import everything, readme, summary
    from microturn.cli.bench import origin_of
    from microturn.core.clock import SystemClock

    origin = named(origin_of(name, wanted.checkpoint))
    titles = {each: title for each, title in TITLES.items() if each != ALL}
    with kept(wanted.out) as out:
        done: list[Outcome] = []
        for outcome in everything.run_all(
            titles, lambda each: run(each, wanted, out, alone(origin, each)), SystemClock()
        ):
            done.append(outcome)
            click.echo(f"\n{outcome.name}: {outcome.title}")
            for line in summary.table(outcome.summary) if outcome.summary else [f"not played: {outcome.reason}"]:
                click.echo(line)
            if outcome.summary and wanted.table:
                readme.put(wanted.table, outcome.summary)
        click.echo("")
        for line in everything.lines(done):
            click.echo(line)
        write(wanted, wanted.out, done, origin)
    click.echo(json.dumps(everything.content(done, origin, wanted.num_items, wanted.seed), ensure_ascii=False))
    if any(outcome.summary is None for outcome in done):
        click.get_current_context().exit(1)


def named(origin: "Origin") -> "Origin":
    """Without the place of the report, as without other places that results go to."""
    words = origin.command.split(" ")
    kept = [w for w, before in zip(words, ["", *words]) if "--report" not in (w.split("=")[0], before)]
    return replace(origin, command=" ".join(kept))


def alone(origin: "Origin", name: str) -> "Origin":
    """Of one benchmark that was played as part of all: the command that plays it alone."""
    return replace(origin, command=origin.command.replace(f"bench {ALL}", f"bench {name}", 1))


@contextmanager
def kept(out: Path | None) -> Generator[Path]:
    """Where records lie; without a folder, as long as the command runs. Raises BadConfig."""
    import tempfile

    from microturn.core.errors import BadConfig

    if out is None:
        with tempfile.TemporaryDirectory(prefix="microturn-bench-") as passing:
            yield Path(passing)
        return
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadConfig(f"expected a folder to write to at {out}: {error}; choose another") from error
    yield out


def write(wanted: SuiteOptions, folder: Path | None, outcomes: "list[Outcome]", origin: "Origin") -> None:
    """`results.json`, `results.md` and `report.html` into the folder, and the report where it was asked for."""
    from microturn.bench import report
    from microturn.bench.suite import everything, html_page, summary

    first = outcomes[0].summary if len(outcomes) == 1 else None
    files = [*([folder / "report.html"] if folder else []), *([wanted.report] if wanted.report else [])]
    if folder and first:
        report.write_json(folder, summary.content(first) | {"machine": everything.machine()})
        (folder / "results.md").write_text("\n".join(summary.markdown(first)))
    elif folder:
        report.write_json(folder, everything.content(outcomes, origin, wanted.num_items, wanted.seed))
        (folder / "results.md").write_text("\n".join(everything.markdown(outcomes)))
    if files:
        title = f"microturn bench {outcomes[0].name if first else ALL}"
        page = html_page.Page(title, origin, wanted.num_items, wanted.seed, everything.machine(), tuple(outcomes))
        text = html_page.page(page)
        for file in files:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
            click.echo(f"report: {file}")


TITLES = {
    "fdb1": "Pauses, backchannels, turns, interruptions (Full-Duplex-Bench v1).",
    "fdb15": "Overlap: interruption, backchannel, talk to others, background speech (Full-Duplex-Bench v1.5).",
    "ticks": "Latencies, rates and selectivity per 200 ms, without a recogniser.",
    "timespeak": "Speaks at the time it was asked to.",
    "cuespeak": "Speaks at a cue, while the user speaks.",
    "repcount": "Counts repetitions that it sees.",
    "proactive": "Tells what it sees when it happens (PAUC).",
    "localise": "Says start and stop of what it sees.",
    "human": "Timing of its turns against people on the telephone.",
    "speech": "Intelligibility and quality of its voice.",
    "refuse": "Refuses what does harm, and nothing that only sounds like it.",
    ALL: "Every benchmark of the suite, one after the other; those that cannot be played are named.",
}
OPTIONS = (
    click.option(
        "--target", "targets", multiple=True, default=TARGETS, show_default=True, metavar="NAME|URL",
        help="engine, cascade, silent, always, silence-rule, ws://... (Realtime or Live), gemini://MODEL; several.",
    ),
    click.option("--checkpoint", default="nano", show_default=True, metavar="NAME|PATH", help="Of the engine."),
    click.option(
        "--items", "num_items", default=100, show_default=True, type=click.IntRange(1), help="Of each kind."
    ),
    click.option("--seed", default=0, show_default=True, help="Same seed, same items."),
    click.option(
        "--bank", type=FOLDER, default=HELD_OUT, show_default="shipped", help="Speech kept out of training."
    ),
    click.option("--scorer", default="", metavar="PATH", help="faster-whisper model, for scores of words."),
    click.option(
        "--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="Share the items out."
    ),
    click.option("--out", type=FOLDER, help="Keep records and results here; run again to go on."),
    click.option("--report", type=FILE, help="Write a page (HTML, one file) here; --out has one anyway."),
    click.option("--table", type=FILE, help="Put the results into the table of this Markdown file."),
)  # fmt: skip
data_option = click.option("--data", type=FOLDER, help="Official data, as they come; without: our own items, -S.")


def run(name: str, wanted: SuiteOptions, out: Path, origin: "Origin") -> "Summary":
    """Plays and scores; records lie in `out`. Raises BadConfig, BadData, BadCheckpoint."""
    from microturn.bench.judge import open_judge
    from microturn.bench.sources import Sources
    from microturn.bench.suite.benchmark import Data
    from microturn.bench.suite.registry import benchmark
    from microturn.bench.suite.run import Plan, check, play_all, score_all
    from microturn.bench.suite.summary import summarise

    bench, judge = benchmark(name), open_judge(wanted.scorer, wanted.processes)
    data = Data(Sources(wanted.bank), wanted.data, judge)
    items = bench.items(data, wanted.num_items, wanted.seed)
    plan = Plan(name, wanted.targets, wanted.num_items, wanted.seed, wanted.checkpoint, out, wanted.made_of)
    play_all(bench, plan, items, wanted.processes)
    played = score_all(bench, plan, items, data, wanted.processes)
    found = summarise(bench, origin, wanted.num_items, wanted.seed, played, check(bench, items))
    return replace(found, scorer=wanted.scorer if judge else "")
