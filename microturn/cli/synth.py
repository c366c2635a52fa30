"""`microturn synth`: texts, banks of voices, plans and shards of scenes. Knows only how to call them."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

FILE = click.Path(dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
MAX_NUM = 10_000_000


@dataclass(frozen=True)
class Options:
    """What the command line says; each command has some of these."""

    out: Path
    num: int
    seed: int = 0
    kinds: tuple[str, ...] = ()
    lines: Path | None = None
    banks: tuple[Path, ...] = ()
    voices: str = ""
    held_out: bool = False
    processes: int = 1
    mix: str = ""


def num_option(default: int, text: str) -> Any:
    return click.option("--num", default=default, show_default=True, type=click.IntRange(1, MAX_NUM), help=text)


seed_option = click.option("--seed", default=0, show_default=True, type=click.IntRange(0), help="Same seed, same data.")
processes_option = click.option(
    "--processes", default=1, show_default=True, type=click.IntRange(1, 256), help="Processes, one a core."
)


@click.group()
def synth() -> None:
    """Make training data: texts -> banks of speech with exact times -> shards of scenes.

    \b
    microturn synth bank --kind request --num 1200 --voices kokoro:models/kokoro --out banks/requests
    microturn synth plans --bank banks/requests --voices kokoro:models/kokoro --out banks/plans
    microturn synth shards banks/requests banks/plans --mix answer=1,pause=1 --num 1000 --out shards
    """


@synth.command()
@click.option(
    "--kind", "kinds", default="request", show_default=True, metavar="KIND", help="request, interruption, side, ..."
)
@num_option(1000, "How many lines.")
@seed_option
@click.option("--held-out", is_flag=True, help="Texts kept for evaluation instead of those for training.")
@click.option("--out", type=FILE, required=True, help="A .jsonl file.")
def texts(**options: Any) -> None:
    """Write lines to speak, each with its reply where it has one.

    Kinds: request, interruption, backchannel, side, filler, timer, refusal, reply.

    \b
    microturn synth texts --kind request --num 5000 --out requests.jsonl
    """
    from microturn.data.lines import user_lines
    from microturn.data.synth import write_lines

    wanted = Options(**options)
    lines = user_lines(str(wanted.kinds), wanted.num, wanted.seed, wanted.held_out)
    write_lines(lines, wanted.out)
    click.echo(f"{wanted.out}: {len(lines)} lines")


@synth.command()
@click.option("--lines", type=FILE, help="Speak this file (.jsonl, or one text a line) instead of --kind.")
@click.option(
    "--kind", "kinds", multiple=True, default=["request"], help="As for `texts`; KIND=NUM for its own number."
)
@click.option("--bank", "banks", multiple=True, type=FOLDER, help="Take half of the requests from here.")
@click.option("--voices", default="espeak", show_default=True, help="kokoro:FOLDER_OR_HUB_NAME, flite or espeak.")
@num_option(1000, "How many utterances of each kind.")
@seed_option
@click.option("--held-out", is_flag=True, help="Voices and texts kept for evaluation.")
@processes_option
@click.option("--out", type=FOLDER, required=True, help="Folder of the bank.")
def bank(**options: Any) -> None:
    """Speak texts into a bank. Resumable: run it again after a stop.

    \b
    microturn synth bank --kind request --num 600 --voices flite --out banks/rough
    microturn synth bank --kind backchannel=150 --kind interruption=250 --voices kokoro:models/kokoro --out banks/short
    """
    from microturn.data.bank import Bank
    from microturn.data.lines import lines_of
    from microturn.data.synth import SynthConfig, read_lines, synthesise

    wanted = Options(**options)
    known = Bank.load(wanted.banks) if wanted.banks else None
    kinds = [] if wanted.lines else wanted.kinds
    made = read_lines(wanted.lines) if wanted.lines else []
    for kind in kinds:
        made += lines_of(kind, wanted.num, wanted.seed, wanted.held_out, known)
    config = SynthConfig(wanted.voices, wanted.seed, is_held_out=wanted.held_out, num_processes=wanted.processes)
    synthesise(made, wanted.out, config)
    click.echo(f"{wanted.out}: {len(made)} lines")


@synth.command()
@click.option(
    "--bank",
    "banks",
    multiple=True,
    type=FOLDER,
    required=True,
    help="Requests that get replies, and plans known already.",
)
@click.option("--voices", required=True, help="kokoro:FOLDER_OR_HUB_NAME; other voices cannot plan without sound.")
@num_option(6000, "How many sentences beside the replies.")
@seed_option
@processes_option
@click.option("--out", type=FOLDER, required=True, help="Folder of the bank.")
def plans(**options: Any) -> None:
    """Phone times, without sound, of everything the assistant may have to say.

    \b
    microturn synth plans --bank banks/requests --voices kokoro:models/kokoro --out banks/plans
    """
    from microturn.data.bank import Bank
    from microturn.data.lines import plan_lines
    from microturn.data.synth import SynthConfig, synthesise

    wanted = Options(**options)
    lines = plan_lines(Bank.load(wanted.banks), wanted.num, wanted.seed)
    config = SynthConfig(wanted.voices, wanted.seed, is_silent=True, num_processes=wanted.processes)
    synthesise(lines, wanted.out, config)
    click.echo(f"{wanted.out}: {len(lines)} lines")


@synth.command()
@click.argument("banks", nargs=-1, type=FOLDER, required=True)
@click.option("--mix", default="listen=1,speak=1", show_default=True, metavar="GRAMMAR=SHARE,...", help="What happens.")
@num_option(1000, "How many scenes.")
@seed_option
@click.option("--held-out", is_flag=True, help="From the rows kept for evaluation.")
@click.option("--out", type=FOLDER, required=True, help="Folder of the shards.")
def shards(**options: Any) -> None:
    """Render scenes into .npz shards. Training can also render on the fly; shards save the processor.

    Grammars: listen, speak, answer, pause, interrupt, backchannel, quiet, delegate, time, talk.

    \b
    microturn synth shards banks/requests banks/plans --mix answer=2,interrupt=1,quiet=1 --num 2000 --out shards
    """
    from tqdm import tqdm

    from microturn.data.bank import Bank
    from microturn.data.shards import LiveScenes, parse_mix, write_shards

    wanted = Options(**options)
    scenes = LiveScenes(Bank.load(wanted.banks), parse_mix(wanted.mix), wanted.seed, wanted.held_out)
    seconds = sum(tqdm(write_shards(scenes, wanted.num, wanted.out), "shards", -(-wanted.num // 64)))
    click.echo(f"{wanted.out}: {wanted.num} scenes, {seconds / 3600:.2f} h")
