"""`microturn bench exact`: what bit-exactness costs. Knows only how to call it."""

import json
from pathlib import Path

import click

FOLDER = click.Path(file_okay=False, path_type=Path)


@click.command()
@click.option("--checkpoint", default="nano", show_default=True, metavar="NAME|PATH", help="The model.")
@click.option("--seconds", default=40.0, show_default=True, type=click.FloatRange(1, 400), help="Of listening.")
@click.option("--seed", default=0, show_default=True, help="Same seed, same sound.")
@click.option("--out", type=FOLDER, help="results.json.")
def exact(checkpoint: str, seconds: float, seed: int, out: Path | None) -> None:
    """Whether training, and streaming in micro-turns, give the same bits in exact mode, and what that costs.

    Threads are those of torch: set OMP_NUM_THREADS.

    \b
    microturn bench exact --seconds 40
    """
    from dataclasses import asdict

    from microturn.bench import report
    from microturn.core.clock import SystemClock
    from microturn.core.units import TICKS_PER_S
    from microturn.engine.client import find_checkpoint
    from microturn.model.checkpoint import load_checkpoint
    from microturn.train import exactness as measure

    num_ticks = round(seconds * TICKS_PER_S)
    model, _ = load_checkpoint(find_checkpoint(checkpoint))
    usual, exactly = measure.run_exact(model, num_ticks, seed, SystemClock())
    click.echo("\n".join(measure.table(usual, exactly, num_ticks)))
    content: dict[str, object] = {"usual": asdict(usual), "exact": asdict(exactly), "ticks": num_ticks}
    if out:
        report.write_json(out, content)
    click.echo(json.dumps(content))
