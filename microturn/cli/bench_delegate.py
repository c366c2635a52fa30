"""`microturn bench delegate`: work that is handed on. Knows only how to call the benchmark."""

import json
from pathlib import Path
from typing import Any

import click

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
HELD_OUT = Path(__file__).parents[1] / "assets" / "handing"


@click.command()
@click.option("--checkpoint", default="nano", show_default=True, metavar="NAME|PATH", help="The model.")
@click.option("--items", "num_items", default=100, show_default=True, type=click.IntRange(4), help="Scenes.")
@click.option("--seed", default=0, show_default=True, help="Same seed, same scenes.")
@click.option("--bank", type=FOLDER, default=HELD_OUT, show_default="shipped", help="Speech kept out of training.")
@click.option("--scorer", default="", metavar="PATH", help="faster-whisper model that writes down what is said.")
@click.option("--out", type=FOLDER, help="results.json, with every scene.")
@click.option("--table", type=FILE, help="Put the results into the table of this Markdown file.")
def delegate(**options: Any) -> None:
    """Does it hand on what it must, bridge, and say the result when it suits the talk?

    A scripted background answers 0.3 to 8 s after the model has handed on; scenes run as fast as they go.

    \b
    microturn bench delegate --items 100 --scorer models/whisper-tiny-en
    """
    from microturn.bench import delegate as measure
    from microturn.bench import report
    from microturn.bench.handing import make_scenes
    from microturn.bench.judge import open_judge
    from microturn.bench.sources import Sources
    from microturn.cli.bench import open_model, origin_of
    from microturn.core.clock import SystemClock

    if options["table"]:
        report.read_table(options["table"])
    origin = origin_of("delegate", options["checkpoint"])
    scenes = make_scenes(Sources(options["bank"]), options["num_items"], options["seed"])
    judge = open_judge(options["scorer"])
    result = measure.run(scenes, open_model(options["checkpoint"]), SystemClock(), judge)
    content = report.head("delegate", origin, len(scenes), options["seed"]) | {"metrics": measure.flat(result)}
    for line in measure.table(result):
        click.echo(line)
    if options["out"]:
        found = [{"kind": s.kind, "text": s.request.text, "result": s.result, **scores} for s, scores in result.scores]
        report.write_json(options["out"], content | {"command": origin.command, "scenes": found})
    if options["table"]:
        report.put_table(options["table"], measure.rows(result, origin), "delegate")
    click.echo(json.dumps(content))
