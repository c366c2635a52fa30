"""`microturn bench`: measures a checkpoint, in conversation and in milliseconds. Knows only how to call benchmarks."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, Protocol

import click

if TYPE_CHECKING:
    from microturn.bench.core import Bench, Result
    from microturn.bench.drive import Opener
    from microturn.bench.report import Origin
    from microturn.engine.client import Session

FOLDER = click.Path(file_okay=False, path_type=Path)
FILE = click.Path(dir_okay=False, path_type=Path)
NO_MODEL = "none"
HELD_OUT_BANK = Path(__file__).parents[1] / "assets" / "heldout"

checkpoint_option = click.option(
    "--checkpoint", default="nano", show_default=True, metavar="NAME|PATH", help="The model; none: baselines alone."
)
bank_option = click.option(
    "--bank", type=FOLDER, default=HELD_OUT_BANK, show_default="shipped", help="Speech that was kept out of training."
)
seed_option = click.option("--seed", default=0, show_default=True, help="Same seed, same items.")
out_option = click.option("--out", type=FOLDER, help="results.json; of `core` also every item, and sound of a few.")
table_option = click.option("--table", type=FILE, help="Put the results into the table of this Markdown file.")


@dataclass(frozen=True)
class CoreOptions:
    """What the command line of `core` says."""

    checkpoint: str
    sets: str
    num_items: int
    seed: int
    bank: Path
    real: Path | None
    scorer: str
    processes: int
    out: Path | None
    table: Path | None


class Benches(click.Group):
    """Those of other files are imported when they are asked for."""

    ELSEWHERE: ClassVar = {
        name: f"microturn.cli.bench_{name}" for name in ("delegate", "exact", "load", "network", "tools")
    }
    SUITE = "microturn.cli.bench_suite"

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *self.ELSEWHERE, *import_module(self.SUITE).TITLES})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name in self.ELSEWHERE:
            return getattr(import_module(self.ELSEWHERE[cmd_name]), cmd_name)
        suite = import_module(self.SUITE)
        return suite.command(cmd_name) if cmd_name in suite.TITLES else super().get_command(ctx, cmd_name)


class Seeded(Protocol):
    """An item or scene that a session is opened for."""

    @property
    def seed(self) -> int: ...


@click.group(cls=Benches, invoke_without_command=True)
@click.pass_context
def bench(context: click.Context) -> None:
    """Measure a checkpoint on held-out items, beside trivial baselines.

    \b
    microturn bench speed --minutes 10
    microturn bench wire --items 40
    microturn bench delegate --items 100
    """
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


@bench.command()
@checkpoint_option
@click.option(
    "--sets", default="all", show_default=True, help="Comma-separated: answer,pause,interrupt,backchannel,..."
)
@click.option("--items", "num_items", default=100, show_default=True, type=click.IntRange(1), help="Of each set.")
@seed_option
@bank_option
@click.option("--real", type=FOLDER, help="A bank of recordings; speakers kept out of training are listened to.")
@click.option("--scorer", default="", metavar="PATH", help="faster-whisper model that writes down what is said.")
@click.option(
    "--processes",
    default=1,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Share the items out; time a few alone.",
)
@out_option
@table_option
def core(**options: Any) -> None:
    """How it behaves: answers, waits, yields, speaks on, keeps quiet, hears, pronounces.

    Sets: answer, pause, interrupt, backchannel, aside (talk to somebody else), background (a loudspeaker), noise,
    heard, said. What the scores mean stands in docs/benchmarks.md.

    \b
    microturn bench core --checkpoint runs/mine --sets answer,pause --items 100
    microturn bench core --scorer models/whisper-tiny-en --out out/bench --table README.md
    """
    import json

    from microturn.bench import report

    wanted = CoreOptions(**options)
    origin = origin_of("core", wanted.checkpoint)  # of the code that runs, not of what has been edited meanwhile
    result = run_core(wanted)
    content = report.summary(result, origin, wanted.num_items, wanted.seed)
    for line in report.table(result):
        click.echo(line)
    if wanted.out:
        report.write_json(wanted.out, content | report.details(result, origin))
    if wanted.table:
        report.put_table(wanted.table, report.markdown(result, origin), "core")
    click.echo(json.dumps(content, ensure_ascii=False))


def run_core(wanted: CoreOptions) -> "Result":
    """Checks what can be checked before anything runs. Raises BadConfig, BadCheckpoint, BadData."""
    import multiprocessing

    from microturn.bench.core import merged
    from microturn.bench.examples import Examples
    from microturn.bench.report import read_table

    if wanted.table:
        read_table(wanted.table)
    bench = open_bench(wanted)
    Examples.begin(wanted.out)
    if wanted.processes == 1:
        return bench.run()
    parts = [(wanted, k) for k in range(wanted.processes)]
    with multiprocessing.get_context("spawn").Pool(wanted.processes) as pool:
        result = merged(pool.starmap(run_part, parts))
    result.compute_ms = bench.time()
    return result


def run_part(wanted: CoreOptions, part: int) -> "Result":
    """One process's share of the items, on one thread."""
    import os

    os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = "1"  # read when torch and numpy are loaded
    return open_bench(wanted, part).run()


def open_bench(wanted: CoreOptions, part: int = 0) -> "Bench":
    from microturn.bench.core import Bench, CoreConfig
    from microturn.bench.items import SETS
    from microturn.bench.judge import open_judge
    from microturn.bench.sources import Sources
    from microturn.core.clock import SystemClock

    names = SETS if wanted.sets == "all" else tuple(n.strip() for n in wanted.sets.split(",") if n.strip())
    config = CoreConfig(names, wanted.num_items, wanted.seed)
    model = None if wanted.checkpoint == NO_MODEL else open_model(wanted.checkpoint)
    sources, judge = Sources(wanted.bank, wanted.real), open_judge(wanted.scorer)
    return Bench(config, sources, model, SystemClock(), judge, wanted.out, (part, wanted.processes))


@bench.command()
@checkpoint_option
@click.option("--minutes", default=10.0, show_default=True, type=click.FloatRange(0.01, 240), help="Of session time.")
@click.option("--video", is_flag=True, help="Then the same with five pictures a second.")
@seed_option
@bank_option
@out_option
@table_option
def speed(checkpoint: str, minutes: float, seed: int, out: Path | None, table: Path | None, **more: Any) -> None:
    """What a micro-turn costs after 1 minute, 10 minutes and at the end, and how much memory the session takes.

    The session runs as fast as it goes. Threads are those of torch: set OMP_NUM_THREADS.

    \b
    microturn bench speed --minutes 60 --video
    """
    import json

    from microturn.bench import report
    from microturn.bench import speed as measure
    from microturn.bench.sources import Sources
    from microturn.core.clock import SystemClock

    if table:
        report.read_table(table)
    sources, open_, item = Sources(more["bank"]), open_any(checkpoint), measure.session(seed)
    films = [[], measure.some_film(seed)] if more["video"] else [[]]
    found = [measure.run_speed(open_(item), sources, minutes, seed, SystemClock(), film) for film in films]
    origin = origin_of("speed", checkpoint)
    metrics = {name: value for one in found for name, value in measure.flat(one).items()}
    content = report.head("speed", origin, round(minutes * 300), seed) | {"metrics": metrics}
    click.echo("\n".join(line for one in found for line in measure.table(one)))
    if out:
        report.write_json(out, content | measure.details(found, origin))
    if table:
        report.put_table(table, [line for one in found for line in measure.rows(one, origin)], "speed")
    click.echo(json.dumps(content))


@bench.command()
@checkpoint_option
@click.option("--items", "num_items", default=40, show_default=True, type=click.IntRange(1), help="Requests.")
@click.option(
    "--sessions", default=1, show_default=True, type=click.IntRange(1, 64), help="At once, of those with a server."
)
@seed_option
@bank_option
@out_option
@table_option
def wire(**options: Any) -> None:
    """From the user's last sample to the model's first, and what a transport adds to a micro-turn.

    In process, and over loopback to a server that the benchmark starts; in real time, some 5 s an item and transport.

    \b
    microturn bench wire --items 40
    microturn bench wire --sessions 2
    """
    import asyncio
    import json

    from microturn.bench import report
    from microturn.bench import wire as measure
    from microturn.bench.items import make_items
    from microturn.bench.sources import Sources
    from microturn.core.clock import SystemClock

    checkpoint, num_items, seed, table = (options[name] for name in ("checkpoint", "num_items", "seed", "table"))
    check_checkpoint(checkpoint)
    if table:
        report.read_table(table)
    origin = origin_of("wire", checkpoint)
    items = make_items("answer", Sources(options["bank"]), num_items, seed)
    results = asyncio.run(measure.run_wire(checkpoint, items, options["sessions"], SystemClock()))
    content = report.head("wire", origin, num_items, seed) | {"sessions": options["sessions"]}
    content |= {"metrics": measure.flat(results)}
    for line in measure.table(results):
        click.echo(line)
    if options["out"]:
        report.write_json(options["out"], content | measure.details(results, origin))
    if table:
        report.put_table(table, measure.rows(results, origin), "wire")
    click.echo(json.dumps(content))


def check_checkpoint(checkpoint: str) -> None:
    """Before a process is started that would only say so in its log. Raises BadConfig."""
    from microturn.core.errors import BadConfig
    from microturn.engine.client import find_checkpoint

    if not (find_checkpoint(checkpoint) / "config.json").exists():
        raise BadConfig(f"expected a checkpoint's name or folder, got {checkpoint!r}")


def open_model(checkpoint: str) -> "Callable[[Seeded], Session]":
    """Loads a checkpoint once; every item gets a session of its own, seeded by the item. Raises BadCheckpoint."""
    from microturn.core.clock import SystemClock
    from microturn.engine.client import Session, find_checkpoint
    from microturn.engine.runner import Runner

    clock = SystemClock()
    runner = Runner(find_checkpoint(checkpoint), clock)
    return lambda item: Session(runner, runner.init_state(item.seed), clock)


def open_any(checkpoint: str) -> "Opener":
    """The same; for "none" a player that is always silent, which measures the measuring."""
    from microturn.bench.baselines import silent

    return silent if checkpoint == NO_MODEL else open_model(checkpoint)


def origin_of(name: str, checkpoint: str) -> "Origin":
    """The command with what was asked for, without where results go."""
    import sys

    from microturn.bench.report import Origin, commit

    words = sys.argv[sys.argv.index(name) + 1 :] if name in sys.argv else []
    kept: list[str] = []
    for word, before in zip(words, ["", *words]):
        if not {word.split("=")[0], before} & {"--out", "--table"}:
            kept.append(word)
    return Origin(" ".join(["microturn bench", name, *kept]), commit(), checkpoint)
