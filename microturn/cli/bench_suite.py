"""`microturn bench fdb1 | fdb15 | ...`: one command for every benchmark of the suite. Knows only how to call them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
HELD_OUT = Path(__file__).parents[1] / "assets" / "heldout"
TARGETS = ("engine", "silent", "always", "silence-rule")
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
    data: Path | None
    scorer: str
    processes: int
    out: Path | None
    table: Path | None


def command(name: str) -> click.Command:
    """`microturn bench NAME`."""

    def call(**options: Any) -> None:
        import json

        from microturn.bench import report
        from microturn.bench.suite import summary

        wanted = SuiteOptions(**options)
        if wanted.table:
            report.read_table(wanted.table)
        found = run(name, wanted)
        for line in summary.table(found):
            click.echo(line)
        if wanted.out:
            report.write_json(wanted.out / name, summary.content(found))
        if wanted.table:
            report.put_table(wanted.table, summary.rows(found), name)
        click.echo(json.dumps(summary.content(found), ensure_ascii=False))

    call.__doc__ = f"{TITLES[name]}\n\n{EPILOG.format(name=name)}"
    made: Any = click.command(name)(call)
    for option in OPTIONS:
        made = option(made)
    return made


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
    click.option("--data", type=FOLDER, help="Official data, as they come; without: our own items, -S."),
    click.option("--scorer", default="", metavar="PATH", help="faster-whisper model, for scores of words."),
    click.option(
        "--processes", default=1, show_default=True, type=click.IntRange(1, 64), help="Share the items out."
    ),
    click.option("--out", type=FOLDER, help="Keep records and results here; run again to go on."),
    click.option("--table", type=FILE, help="Put the results into the table of this Markdown file."),
)  # fmt: skip


def run(name: str, wanted: SuiteOptions) -> Any:
    """Plays and scores -> a Summary. Raises BadConfig, BadData, BadCheckpoint."""
    import tempfile

    from microturn.bench.judge import open_judge
    from microturn.bench.sources import Sources
    from microturn.bench.suite.benchmark import Data
    from microturn.bench.suite.registry import benchmark
    from microturn.bench.suite.run import Plan, check, play_all, score_all
    from microturn.bench.suite.summary import summarise
    from microturn.cli.bench import origin_of

    origin = origin_of(name, wanted.checkpoint)
    bench, data = benchmark(name), Data(Sources(wanted.bank), wanted.data, open_judge(wanted.scorer))
    items = bench.items(data, wanted.num_items, wanted.seed)
    with tempfile.TemporaryDirectory(prefix="microturn-bench-") as kept:
        out = wanted.out or Path(kept)
        plan = Plan(name, wanted.targets, wanted.num_items, wanted.seed, wanted.checkpoint, out)
        play_all(bench, plan, items, wanted.processes)
        played = score_all(bench, plan, items, data)
        return summarise(bench, origin, wanted.num_items, wanted.seed, played, check(bench, items))
