"""`microturn plan`: what it takes to serve and to train a preset on machines of a kind. Computes; measures nothing."""

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from microturn.plan.machines import Machine
    from microturn.plan.report import Plan

GPUS = ("h200", "h100", "a100", "l4", "rtx4090", "cpu")
SHARE = click.FloatRange(0, 1, min_open=True, max_open=True)
ABOVE_ZERO = click.FloatRange(0, min_open=True)
LONGEST_ROW = 4096


@dataclass(frozen=True)
class PlanOptions:
    """What the command line says."""

    preset: str
    gpu: str
    sessions: int
    weights: str | None
    minutes: float | None
    has_video: bool
    headroom: float
    length: int | None
    mfu: float
    hours: float
    gflops: float | None
    gbytes: float | None
    is_json: bool


@click.command(short_help="What a preset takes to serve and to train.")
@click.argument("preset", metavar="PRESET")
@click.option("--gpu", type=click.Choice(GPUS), default="h200", show_default=True, help="Kind of machine.")
@click.option("--sessions", type=click.IntRange(1, 1_000_000), default=1, show_default=True, help="Live at once.")
@click.option("--weights", type=click.Choice(("bf16", "int8")), help="Format that serves.  [bf16; cpu: int8]")
@click.option("--minutes", type=ABOVE_ZERO, help="Length of sessions, keys and values in pages.  [full window]")
@click.option("--video", "has_video", is_flag=True, help="A picture in every micro-turn.")
@click.option("--headroom", type=SHARE, default=0.4, show_default=True, help="Share of the 200 ms that stays free.")
@click.option(
    "--length", type=click.IntRange(16), help=f"Positions of a row in training.  [window, up to {LONGEST_ROW}]"
)
@click.option("--mfu", type=SHARE, default=0.35, show_default=True, help="Share of the FLOP/s that training reaches.")
@click.option("--hours", type=ABOVE_ZERO, default=1e6, show_default="a million", help="Of audio to train on, once.")
@click.option("--gflops", type=ABOVE_ZERO, help="Of --gpu cpu: 1e9 FLOP/s in float32.  [60, one core]")
@click.option("--gbytes", type=ABOVE_ZERO, help="Of --gpu cpu: 1e9 bytes/s from memory.  [10, one core]")
@click.option("--json", "is_json", is_flag=True, help="One JSON line and nothing else.")
def plan(**options: Any) -> None:
    """Compute what PRESET (tiny, nano, micro, small) takes to serve SESSIONS live, and to train: parameters, memory,
    work of a micro-turn phase by phase, its time, how many GPUs and how to shard, GPU hours.

    Nothing is built or measured; formulas and what they assume stand in docs/scale.md.

    \b
    microturn plan small --gpu h200 --sessions 32
    microturn plan small --gpu h200 --sessions 128 --weights int8 --minutes 10
    microturn plan nano --gpu cpu --gflops 60 --gbytes 10 --json
    """
    from microturn.plan import report

    made = make(PlanOptions(**options))
    if options["is_json"]:
        click.echo(json.dumps(report.flat(made)))
        return
    for line in report.lines(made):
        click.echo(line)


def make(wanted: PlanOptions) -> "Plan":
    """Raises BadConfig for a preset that there is not, and where no number of machines does it."""
    from microturn.model.config import preset
    from microturn.plan.report import Plan
    from microturn.plan.serving import Case, serve
    from microturn.plan.training import Run, train
    from microturn.plan.work import Traffic

    config, machine = preset(wanted.preset), machine_of(wanted)
    traffic = Traffic(views=float(wanted.has_video))
    case = Case(config, machine, wanted.weights or machine.weights, traffic, wanted.minutes, wanted.headroom)
    length = wanted.length or min(config.window, LONGEST_ROW)
    run = Run(config, machine, traffic, length, wanted.mfu, wanted.hours)
    return Plan(case, wanted.sessions, serve(case, wanted.sessions), run, train(run))


def machine_of(wanted: PlanOptions) -> "Machine":
    """Raises BadConfig for figures of a GPU: those are known."""
    from microturn.core.errors import BadConfig
    from microturn.plan import machines

    if wanted.gpu == "cpu":
        return machines.cpu(wanted.gflops or machines.CPU_GFLOPS, wanted.gbytes or machines.CPU_GBYTES)
    if wanted.gflops or wanted.gbytes:
        raise BadConfig(
            f"expected --gflops and --gbytes with --gpu cpu only, got them with {wanted.gpu}; leave them out"
        )
    return machines.MACHINES[wanted.gpu]
