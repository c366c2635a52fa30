"""`microturn bench load`: how many callers a server serves in time. Knows only how to call the benchmark."""

import asyncio
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from microturn.bench.load.result import Step
    from microturn.bench.load.run import Serving
    from microturn.bench.load.search import Search

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
HELD_OUT = Path(__file__).parents[1] / "assets" / "heldout"
DEFAULT_SESSIONS = "1,2,4,8"
NUM_REQUESTS = 24  # some three minutes, in which callers begin at places of their own
KEY = "MICROTURN_API_KEY"  # not an option: options stand in results
MAX_SESSIONS = 900
MAX_OWN_S = 3000.0  # a session of our server ends after an hour


@dataclass(frozen=True)
class LoadOptions:
    """What the command line says."""

    checkpoint: str
    replicas: int
    url: str
    sessions: str
    finds: bool
    most: int
    seconds: float
    limit: float
    jitter_ms: float
    stalls: float
    rate_hz: str
    seed: int
    bank: Path
    out: Path | None
    table: Path | None


@click.command()
@click.option("--checkpoint", default="nano", show_default=True, metavar="NAME|PATH", help="Of the server it starts.")
@click.option(
    "--replicas", default=1, show_default=True, type=click.IntRange(0, 1000),
    help="Processes of that server's engine; 0: one for each session.",
)  # fmt: skip
@click.option("--url", default="", metavar="URL", help="Measure this server, as in ws://127.0.0.1:8200.")
@click.option("--sessions", default=DEFAULT_SESSIONS, show_default=True, metavar="N,N,...", help="Callers at once.")
@click.option("--find", "finds", is_flag=True, help="Double, then bisect, to the most that are served in time.")
@click.option("--max", "most", default=64, show_default=True, type=click.IntRange(1, MAX_SESSIONS), help="Of --find.")
@click.option("--seconds", default=30.0, show_default=True, type=click.FloatRange(1), help="Measured of each step.")
@click.option(
    "--limit", default=0.1, show_default=True, type=click.FloatRange(0, 100), metavar="PERCENT", help="May be missed."
)
@click.option(
    "--jitter-ms", default=0.0, show_default=True, type=click.FloatRange(0, 2000),
    help="Once a second a caller's packets are held up, at random up to this long, and come at once.",
)  # fmt: skip
@click.option(
    "--stalls", default=0.0, show_default=True, type=click.FloatRange(0, 1), metavar="SHARE",
    help="Of callers that send nothing for one second of every ten, and then all of it at once.",
)  # fmt: skip
@click.option(
    "--rate", "rate_hz", default="24000", show_default=True, type=click.Choice(["24000", "16000"]), help="Of sound, Hz."
)
@click.option("--seed", default=0, show_default=True, help="Same seed, same callers.")
@click.option("--bank", type=FOLDER, default=HELD_OUT, show_default="shipped", help="What callers say.")
@click.option("--out", type=FOLDER, help="results.json and load.png.")
@click.option("--table", type=FILE, help="Put the results into the table of this Markdown file.")
def load(**options: Any) -> None:
    """How many callers at once are served in time: results within 200 ms of a micro-turn's last sample.

    Simulated callers talk in real time, over WebSocket, to a server that the benchmark starts, or to that of --url,
    whose API key is read from MICROTURN_API_KEY. What the numbers mean stands in docs/benchmarks.md.

    \b
    microturn bench load --sessions 1,2,4,8 --out out/load
    microturn bench load --find --seconds 600 --replicas 2
    microturn bench load --url ws://127.0.0.1:8200 --find --jitter-ms 60 --stalls 0.1
    """
    import json

    from microturn.bench import report as common
    from microturn.bench.load import report
    from microturn.bench.load.result import is_known
    from microturn.cli.bench import origin_of

    wanted = LoadOptions(**options)
    search, limit = search_of(wanted), wanted.limit / 100
    if wanted.table:
        common.read_table(wanted.table)
    origin = origin_of("load", wanted.url or wanted.checkpoint)
    steps = run(wanted, search, limit)
    content = common.head("load", origin, sum(len(step.turns) for step in steps), wanted.seed)
    content |= {"is_valid": is_known(steps, limit), "metrics": report.flat(steps, limit)}
    content |= {"curve": report.curve(steps, limit)}
    for text in report.notes(steps, limit):
        click.echo(text)
    if wanted.out:
        common.write_json(wanted.out, content | {"command": origin.command, "limit": limit})
        report.draw(wanted.out / "load.png", steps, limit)
    if wanted.table:
        common.put_table(wanted.table, report.rows(steps, limit, origin), "load")
    click.echo(json.dumps(content))


def run(wanted: LoadOptions, search: "Search", limit: float) -> "list[Step]":
    """Prints a line of the table after each step. Raises BadConfig, BadData, EngineLost, SessionFull."""
    from microturn.bench.items import make_items
    from microturn.bench.load import report
    from microturn.bench.load.run import run_load
    from microturn.bench.load.sound import spoken
    from microturn.bench.load.step import Crowd, run_step
    from microturn.bench.sources import Sources
    from microturn.core.clock import SystemClock

    serving, rate_hz = serving_of(wanted), int(wanted.rate_hz)
    lines = spoken(make_items("answer", Sources(wanted.bank), NUM_REQUESTS, wanted.seed), rate_hz)
    crowd = Crowd(wanted.seconds, wanted.jitter_ms, wanted.stalls, wanted.seed, rate_hz)
    clock = SystemClock()

    def kept_up(step: "Step") -> bool:
        click.echo(report.line(step, limit))
        return not step.faults(limit)

    click.echo(report.HEAD)
    return asyncio.run(
        run_load(serving, search, lambda server, num: run_step(server, num, crowd, lines, clock), kept_up)
    )


def search_of(wanted: LoadOptions) -> "Search":
    """Raises BadConfig for numbers that are none."""
    from microturn.bench.load.search import largest, listed
    from microturn.core.errors import BadConfig

    if wanted.finds:
        if wanted.sessions != DEFAULT_SESSIONS:
            raise BadConfig("expected --sessions or --find, got both; --max bounds the search")
        return largest(wanted.most)
    words = [word.strip() for word in wanted.sessions.split(",")]
    if not all(word.isdecimal() and 1 <= int(word) <= MAX_SESSIONS for word in words):
        raise BadConfig(f"expected --sessions as in 1,2,4, each up to {MAX_SESSIONS}, got {wanted.sessions!r}")
    return listed([int(word) for word in words])


def serving_of(wanted: LoadOptions) -> "Serving":
    """The server that is there, or ours. Raises BadConfig."""
    import os

    from microturn.bench.load.run import own_server, server_at
    from microturn.bench.load.session import Server
    from microturn.cli.bench import check_checkpoint
    from microturn.core.errors import BadConfig

    if wanted.url:
        return server_at(Server.at(wanted.url, os.environ.get(KEY, "")))
    if wanted.seconds > MAX_OWN_S:
        raise BadConfig(f"expected at most {MAX_OWN_S:.0f} s of a server that is started here, got {wanted.seconds:g}")
    check_checkpoint(wanted.checkpoint)
    return own_server(wanted.checkpoint, wanted.replicas)
