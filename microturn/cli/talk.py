"""`microturn talk`: a recording goes in as if spoken live; sound, timeline and picture of the conversation come out."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from microturn.cli.replay import Steps, TextAt
    from microturn.core.clock import Clock
    from microturn.core.messages import Audio, MicroTurn

MAX_S = 4 * 3600
MAX_TAIL_S = 600
PROGRESS_AFTER_S = 2.0
FILE = click.Path(dir_okay=False, path_type=Path)


class TextAtType(click.ParamType["TextAt"]):
    """`words@seconds`."""

    name = "TEXT@SECONDS"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> "TextAt":
        from microturn.cli.replay import TextAt

        text, _, seconds = str(value).rpartition("@")
        try:
            at_s = float(seconds)
        except ValueError:
            at_s = -1.0
        if not text.strip() or not 0 <= at_s <= MAX_S:
            self.fail(f'expected words, @ and seconds, such as "my name is Ada"@3.2, got {value!r}', param, ctx)
        return TextAt(text.strip(), at_s)


@dataclass(frozen=True)
class Options:
    """What the command line says."""

    recording: Path | None = None
    out: Path | None = None
    timeline: Path | None = None
    plot: Path | None = None
    texts: "tuple[TextAt, ...]" = ()
    instructions: str = ""
    seed: int = 0
    checkpoint: str = "nano"
    tail_s: float = 4.0
    server: str = ""
    key: str = ""


@click.command(short_help="Let the model hear a recording; get sound, timeline and picture.")
@click.argument("recording", metavar="[IN]", required=False, type=click.Path(path_type=Path))
@click.option("-o", "--out", type=FILE, help="Stereo WAV, 24 kHz: user left, model right, same start.")
@click.option("--timeline", type=FILE, help="JSON: what happened in every micro-turn, and a summary.")
@click.option("--plot", type=FILE, help="Picture (.png, .svg, .pdf): voices, words, decisions, overlap.")
@click.option("--text", "texts", multiple=True, type=TextAtType(), help="Type words at a time; may be repeated.")
@click.option("--instructions", default="", metavar="TEXT", help="What the model reads before it starts.")
@click.option("--seed", default=0, show_default=True, help="Same seed and input, same conversation.")
@click.option("--checkpoint", default="nano", show_default=True, metavar="NAME|PATH", help="The model to talk to.")
@click.option(
    *("--tail", "tail_s"),
    default=4.0,
    show_default=True,
    type=click.FloatRange(0, MAX_TAIL_S),
    metavar="SECONDS",
    help="Silence after the end, so that the model can answer.",
)
@click.option("--server", default="", metavar="URL", help="Talk to this server; without IN, by microphone.")
@click.option("--key", default="", envvar="MICROTURN_API_KEY", metavar="KEY", help="API key of that server.")
def talk(**options: Any) -> None:
    """Let the model hear the recording IN (wav, flac, ogg, opus, mp3, m4a, ...), 200 ms at a time.

    The model never hears what comes later: the result is what it would have said live. What it does in
    a micro-turn is placed where it is heard, at the end of that micro-turn.

    \b
    Examples:
      microturn talk question.wav -o talk.wav
      microturn talk question.mp3 -o talk.wav --plot talk.png --timeline talk.json
      microturn talk hello.ogg -o talk.wav --text "my name is Ada"@3.2 --tail 10
      microturn talk hello.ogg -o talk.wav --checkpoint runs/mine --seed 7
      microturn talk --server http://127.0.0.1:8200
    """
    wanted = Options(**options)
    check(wanted)
    if wanted.recording is None:
        by_microphone(wanted)
        return
    ear, left = listen(wanted.recording)
    turns = by_server(wanted, left) if wanted.server else by_checkpoint(wanted, ear)
    for line in write(wanted, left, turns):
        click.echo(line)


def check(options: Options) -> None:
    """Raises BadConfig for what would fail only after the conversation."""
    from microturn.cli.picture import check_kind
    from microturn.core.errors import BadConfig

    if options.recording is None and not options.server:
        raise BadConfig("expected a recording, or --server with a URL to talk by microphone, got neither")
    if options.recording is not None and options.out is None:
        raise BadConfig("expected -o with a file for the conversation, got none")
    places = [p for p in (options.recording, options.out, options.timeline, options.plot) if p]
    if len({place.resolve() for place in places}) < len(places):
        names = ", ".join(map(str, places))
        raise BadConfig(f"expected a different file for the recording and each result, got {names}; rename one")
    if options.plot:
        check_kind(options.plot)


def listen(recording: Path) -> "tuple[Audio, Audio]":
    """-> float32 [n] at 16 kHz for the model, float32 [m] at 24 kHz for the result. Raises BadAudio."""
    from microturn.audio.pcm import read_mono
    from microturn.core.units import EAR_HZ, MOUTH_HZ

    return read_mono(recording, EAR_HZ), read_mono(recording, MOUTH_HZ)


def converse(session: "Steps", ear: "Audio", options: Options, clock: "Clock") -> "list[MicroTurn]":
    """The whole conversation, with a progress bar once it takes longer than a moment."""
    from tqdm import tqdm

    from microturn.cli.replay import inputs, replay

    steps = inputs(ear, options.texts, options.tail_s)
    return list(
        tqdm(replay(session, steps, clock), "talk", len(steps), unit="tick", leave=False, delay=PROGRESS_AFTER_S)
    )


def by_checkpoint(options: Options, ear: "Audio") -> "list[MicroTurn]":
    """The conversation with a model in this process."""
    from microturn.core.clock import SystemClock
    from microturn.engine.client import Session

    with Session.open(options.checkpoint, seed=options.seed, instructions=options.instructions) as session:
        return converse(session, ear, options, SystemClock())


def by_server(options: Options, left: "Audio") -> "list[MicroTurn]":
    """The same conversation with a server. Raises BadConfig, EngineLost."""
    import asyncio

    from tqdm import tqdm

    from microturn.cli.remote import Address, Blocks
    from microturn.cli.remote import converse as talk_to
    from microturn.cli.replay import inputs
    from microturn.core.units import MOUTH_TICK_SAMPLES

    steps, turns = inputs(left, options.texts, options.tail_s, MOUTH_TICK_SAMPLES), list["MicroTurn"]()

    async def blocks() -> "Blocks":
        for step in steps:
            yield step

    with tqdm(total=len(steps), desc="talk", unit="tick", leave=False, delay=PROGRESS_AFTER_S) as bar:

        def hear(turn: "MicroTurn") -> None:
            turns.append(turn)
            bar.update()

        asyncio.run(talk_to(Address(options.server, options.key), blocks(), options.instructions, hear))
    return turns


def by_microphone(options: Options) -> None:
    """Until Ctrl-C; what is heard and said is written as it comes. Raises BadConfig, EngineLost."""
    import asyncio
    from contextlib import suppress

    from microturn.cli.microphone import Microphone
    from microturn.cli.remote import Address
    from microturn.cli.remote import converse as talk_to

    devices = Microphone.open()

    def hear(turn: "MicroTurn") -> None:
        devices.play(turn)
        if turn.heard:
            click.secho(turn.heard, fg="cyan", nl=False)
        if turn.said:
            click.secho(turn.said, fg="green", nl=False)

    click.echo("Talk; you are written in cyan, the model in green. Use headphones. Ctrl-C ends it.")
    try:
        with suppress(KeyboardInterrupt):
            address = Address(options.server, options.key)
            asyncio.run(talk_to(address, devices.blocks(), options.instructions, hear, is_live=True))
    finally:
        devices.close()
        click.echo()


def write(options: Options, left: "Audio", turns: "list[MicroTurn]") -> Iterable[str]:
    """Writes the results, and says what they are, line by line. Raises DiskFull, BadConfig."""
    from microturn.audio.pcm import write_wav_blocks
    from microturn.cli.picture import draw
    from microturn.cli.replay import stereo, summarize, write_timeline
    from microturn.core.units import MOUTH_HZ

    summary = summarize(turns)
    yield f"heard: {summary.heard or '-'}"
    yield f"said:  {summary.said or '-'}"
    yield f"compute: p50 {summary.p50_ms:.0f} ms, p95 {summary.p95_ms:.0f} ms of 200 ms, {summary.missed} missed"
    assert options.out is not None
    write_wav_blocks(options.out, stereo(left, turns), MOUTH_HZ)
    yield f"sound: {options.out}"
    if options.timeline:
        write_timeline(options.timeline, turns)
        yield f"timeline: {options.timeline}"
    if options.plot:
        draw(options.plot, left, turns, options.texts)
        yield f"picture: {options.plot}"
