"""`microturn bench network`: weak networks. Knows only how to call the benchmark."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from microturn.bench.items import Item
    from microturn.bench.network.condition import Condition
    from microturn.bench.network.figures import Cell
    from microturn.bench.report import Origin

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
HELD_OUT = Path(__file__).parents[1] / "assets" / "heldout"
SETS = ("answer", "pause")


@dataclass(frozen=True)
class NetworkOptions:
    """What the command line says."""

    checkpoint: str
    loss: str
    delay_ms: str
    jitter_ms: str
    reorder: str
    is_grid: bool
    num_items: int
    seed: int
    bank: Path
    scorer: str
    is_json: bool
    out: Path | None
    table: Path | None


@click.command(short_help="What loss, delay and jitter do to latency, words and decisions.")
@click.option("--checkpoint", default="nano", show_default=True, metavar="NAME|PATH", help="Of the server it starts.")
@click.option("--loss", default="0,1,5,10,20", show_default=True, metavar="P,P,...", help="Percent of packets lost.")
@click.option("--delay-ms", default="0,100,200,400", show_default=True, metavar="MS,MS,...", help="Of every packet.")
@click.option(
    "--jitter-ms", default="0,50,100,200,400", show_default=True, metavar="MS,MS,...",
    help="Up to so much more, as in a queue whose length changes twice a second; order is kept.",
)  # fmt: skip
@click.option(
    "--reorder", default="0", show_default=True, metavar="P,P,...", help="Percent held back 50 ms more, overtaken."
)
@click.option(
    "--grid",
    "is_grid",
    is_flag=True,
    help="Every combination; without it each part by itself, the others at their first.",
)
@click.option(
    "--items", "num_items", default=8, show_default=True, type=click.IntRange(1),
    help="Requests in each cell, every second one with a pause in it.",
)  # fmt: skip
@click.option("--seed", default=0, show_default=True, help="Same seed, same requests and same fates of packets.")
@click.option("--bank", type=FOLDER, default=HELD_OUT, show_default="shipped", help="What callers say.")
@click.option("--scorer", default="", metavar="PATH", help="faster-whisper model that writes down what callers hear.")
@click.option("--json", "is_json", is_flag=True, help="One JSON line and nothing else.")
@click.option("--out", type=FOLDER, help="results.json and network.png.")
@click.option("--table", type=FILE, help="Put the results between <!-- network --> and <!-- /network --> of this file.")
def network(**options: Any) -> None:
    """What packet loss, delay and jitter do to latency, to what is understood and to decisions, over WebSocket and over
    WebRTC.

    The benchmark starts a server in a network of its own; all packets to it pass a process that loses, holds back and
    reorders them, in each direction alike. Both ends use the kernel's TCP and UDP, so loss on a WebSocket costs what
    its retransmission takes. Needs Linux and the right to make networks: run it as root, or as anybody by

    \b
    unshare --map-root-user --net microturn bench network

    A request takes some 8 s in each cell, in real time. Read it so: `link` is what a probe measured on the same way,
    and must fit the row's name; the first row is what the network adds nothing to. answered, latency: as in `microturn
    bench wire`. heard wrong: word error of what the network understood; understood wrong: of what the caller could
    (needs --scorer). too soon: spoke while the user did. more starts: beyond the answer, a request; gaps: speech that
    stood still. filled in: micro-turns of silence that the server put between a user's words; lost in, lost out: voice
    that never came. missed: micro-turns done too late by the server. All of it stands in docs/benchmarks.md.

    \b
    microturn bench network --out out/network --scorer models/whisper-tiny-en
    microturn bench network --loss 0,5 --delay-ms 60 --jitter-ms 0,100 --grid --items 20
    microturn bench network --loss 10 --delay-ms 0 --jitter-ms 0 --items 2 --json
    """
    from microturn.cli.bench import check_checkpoint, origin_of

    wanted = NetworkOptions(**options)
    conditions = conditions_of(wanted)
    check_checkpoint(wanted.checkpoint)
    if wanted.table:
        check_table(wanted.table)
    origin = origin_of("network", wanted.checkpoint)
    tell(wanted, origin, run(wanted, conditions))


def tell(wanted: NetworkOptions, origin: "Origin", cells: "list[Cell]") -> None:
    """On the screen, and in the files that are asked for."""
    from microturn.bench import report as common
    from microturn.bench.network import report

    content = common.head("network", origin, wanted.num_items, wanted.seed)
    content |= {"is_valid": all(cell.is_valid for cell in cells), "metrics": report.flat(cells)}
    if not wanted.is_json:
        for line in report.table(cells):
            click.echo(line)
    if wanted.out:
        common.write_json(wanted.out, content | {"command": origin.command, "cells": report.details(cells)})
        report.draw(wanted.out / "network.png", cells)
    if wanted.table:
        common.put_section(wanted.table, "network", report.section(cells, origin))
    click.echo(json.dumps(content))


def conditions_of(wanted: NetworkOptions) -> "list[Condition]":
    """Raises BadConfig for what are no numbers, or not within bounds."""
    from microturn.bench.network.condition import Axes, numbers

    names = {"--loss": wanted.loss, "--delay-ms": wanted.delay_ms, "--jitter-ms": wanted.jitter_ms}
    axes = Axes(*(numbers(text, name) for name, text in (names | {"--reorder": wanted.reorder}).items()))
    return axes.grid() if wanted.is_grid else axes.one_by_one()


def check_table(path: Path) -> None:
    """Before anything runs. Raises BadConfig."""
    from microturn.core.errors import BadConfig

    text = path.read_text() if path.is_file() else ""
    if not text.count("<!-- network -->") == text.count("<!-- /network -->") == 1:
        raise BadConfig(
            f"expected <!-- network --> and <!-- /network --> once each in {path}; put them where it shall be"
        )


def run(wanted: NetworkOptions, conditions: "list[Condition]") -> "list[Cell]":
    """Raises BadConfig, BadData, EngineLost."""
    from microturn.bench.judge import open_judge
    from microturn.bench.network.run import Plan, run_network
    from microturn.core.clock import SystemClock

    judge = open_judge(wanted.scorer)
    return run_network(Plan(wanted.checkpoint, conditions, items_of(wanted), wanted.seed, judge), SystemClock())


def items_of(wanted: NetworkOptions) -> "list[Item]":
    """Plain requests and those with a pause in turn. Raises BadData."""
    from microturn.bench.items import make_items
    from microturn.bench.sources import Sources

    sources = Sources(wanted.bank)
    sets = [make_items(name, sources, -(-wanted.num_items // len(SETS)), wanted.seed) for name in SETS]
    return [item for both in zip(*sets) for item in both][: wanted.num_items]
