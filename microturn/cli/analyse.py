"""`microturn analyse`: who takes turns how in recorded calls, of any voice system. Reads files; measures nothing."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from microturn.bench.calls.call import Call
    from microturn.bench.calls.measures import Analysis
    from microturn.core.messages import Audio

PATH = click.Path(exists=True, path_type=Path)
FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(file_okay=False, path_type=Path)
SUFFIXES = (".wav", ".flac", ".ogg", ".opus", ".mp3", ".m4a", ".mp4", ".aac", ".webm", ".mka", ".aiff", ".aif", ".caf")
CHANNELS = {"left": 0, "right": 1, "0": 0, "1": 1}
LOW_HZ, HIGH_HZ = 8_000, 16_000  # telephone, and all that analysis needs
PROGRESS_AFTER_S = 2.0
MONO = (
    "{path}: expected two channels, one a speaker, got one; record the call with the sides apart, "
    "or give the agent's own recording with --agent FILE"
)
MANY = "{path}: expected two channels, got {num}; export the two speakers as left and right"
NO_CALLS = "{path}: expected recordings ({suffixes}) in the folder, found none"


@dataclass(frozen=True)
class AnalyseOptions:
    """What the command line says."""

    calls: tuple[Path, ...]
    user: str = "left"
    agent: Path | None = None
    out: Path | None = None
    is_json: bool = False


@click.command(short_help="Measure turn-taking in recorded calls, beside people.")
@click.argument("calls", metavar="CALL...", nargs=-1, required=True, type=PATH)
@click.option(
    "--user", type=click.Choice(list(CHANNELS)), default="left", show_default=True, help="The user's channel."
)
@click.option("--agent", type=FILE, help="The agent's own recording, where CALL is the user's; same start.")
@click.option("--out", type=FOLDER, help="Of every call a picture and a JSON file with all events and their times.")
@click.option("--json", "is_json", is_flag=True, help="One JSON line and nothing else.")
def analyse(**options: Any) -> None:
    """Measure how an agent takes turns in calls: stereo recordings (wav, flac, ogg, opus, mp3, m4a, ...) of any voice
    system, a channel a speaker; or folders of them.

    Latency, answers, interruptions both ways, pauses that are taken for ends, overlaps, backchannels; beside each
    number that of people on the telephone. Voice is found by its level; words are not looked at. What the numbers mean
    stands in docs/benchmarks.md.

    \b
    microturn analyse call.wav --out out
    microturn analyse calls/ --user right --json
    microturn analyse user.wav --agent agent.wav
    """
    from microturn.bench.calls import show

    wanted = AnalyseOptions(**options)
    found, left_out = run(wanted)
    if not wanted.is_json:
        for line in (*show.table(found), *(f"! left out: {reason}" for reason in left_out)):
            click.echo(line)
    if wanted.out:
        for line in write(wanted.out, found):
            if not wanted.is_json:
                click.echo(line)
    click.echo(json.dumps(show.summary(found) | {"left_out": left_out}, ensure_ascii=False))


def run(wanted: AnalyseOptions) -> "tuple[list[Analysis], list[str]]":
    """-> calls, and of several files why some are none. Raises BadAudio where there is no call, BadConfig."""
    from tqdm import tqdm

    from microturn.bench.calls.measures import analyse as measured
    from microturn.core.errors import BadAudio

    files, found, left_out = files_of(wanted), list["Analysis"](), list[str]()
    for path in tqdm(files, "analyse", leave=False, unit="call", delay=PROGRESS_AFTER_S, disable=len(files) < 2):
        try:
            found.append(measured(read(path, wanted)))
        except BadAudio as error:
            left_out.append(str(error))
    if not found:
        raise BadAudio(left_out[0] if len(files) == 1 else f"expected calls, none of {len(files)} is: {left_out[0]}")
    return found, left_out


def files_of(wanted: AnalyseOptions) -> list[Path]:
    """Recordings that are named, and those in folders that are named. Raises BadConfig."""
    from microturn.core.errors import BadConfig

    files: list[Path] = []
    for path in wanted.calls:
        inside = (
            sorted(file for file in path.rglob("*") if file.suffix.lower() in SUFFIXES) if path.is_dir() else [path]
        )
        if not inside:
            raise BadConfig(NO_CALLS.format(path=path, suffixes=", ".join(SUFFIXES[:5])))
        files += inside
    if wanted.agent and len(files) != 1:
        raise BadConfig(f"expected one recording of the user with --agent, got {len(files)}; name one file")
    return files


def read(path: Path, wanted: AnalyseOptions) -> "Call":
    """Raises BadAudio for what is no call of two channels."""
    from microturn.bench.calls.call import Call
    from microturn.core.errors import BadAudio

    channels, rate_hz = read_channels(path)
    if wanted.agent:
        agent, agent_hz = read_channels(wanted.agent)
        return Call(path.name, mixed(channels), mixed(agent), rate_hz, agent_hz)
    if len(channels) == 1:
        raise BadAudio(MONO.format(path=path))
    if len(channels) > 2:
        raise BadAudio(MANY.format(path=path, num=len(channels)))
    user = CHANNELS[wanted.user]
    return Call(path.name, channels[user], channels[1 - user], rate_hz, rate_hz)


def read_channels(path: Path) -> "tuple[list[Audio], int]":
    """float32 [n] of every channel at 8 kHz, where the file has no more, or 16 kHz, and the rate. Raises BadAudio."""
    import numpy as np
    from tqdm import tqdm

    from microturn.audio.decode import blocks
    from microturn.audio.resample import StreamResampler

    parts, rate_hz, resamplers = list[list["Audio"]](), HIGH_HZ, list[StreamResampler]()
    for samples, file_hz in tqdm(blocks(path), f"read {path.name}", leave=False, delay=PROGRESS_AFTER_S, unit="block"):
        if not resamplers:
            rate_hz = LOW_HZ if file_hz <= LOW_HZ else HIGH_HZ
            resamplers = [StreamResampler(file_hz, rate_hz) for _ in range(samples.shape[1])]
            parts = [[] for _ in resamplers]
        for kept, resampler, channel in zip(parts, resamplers, samples.T):
            kept.append(resampler.step(np.ascontiguousarray(channel)))
    for kept, resampler in zip(parts, resamplers):
        kept.append(resampler.flush())
    return [np.concatenate(kept) for kept in parts], rate_hz


def mixed(channels: "list[Audio]") -> "Audio":
    """One speaker's file, whatever its channels."""
    import numpy as np

    return np.asarray(np.mean(channels, axis=0), np.float32)


def write(out: Path, found: "list[Analysis]") -> list[str]:
    """NAME.json and NAME.png of every call; all-calls.json and all-calls.png of several. Raises DiskFull, BadConfig."""
    from tqdm import tqdm

    from microturn.audio.pcm import saving
    from microturn.bench.calls import picture, show

    contents = [(name, show.details(call), [call]) for name, call in zip(names(found), found)]
    if len(found) > 1:
        contents.append(("all-calls", show.summary(found), found))
    for name, content, calls in tqdm(contents, "draw", leave=False, delay=PROGRESS_AFTER_S, unit="picture"):
        with saving(out / f"{name}.json") as file:
            file.write((json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode())
        with saving(out / f"{name}.png") as file:
            picture.draw(file, calls)
    last = contents[-1][0]
    return [f"picture: {out / last}.png", f"events: {out / (last if len(found) == 1 else '*')}.json"]


def names(found: "list[Analysis]") -> list[str]:
    """Of files; numbered where calls of several folders have one name."""
    stems = [Path(call.name).stem for call in found]
    return [stem if stems.count(stem) == 1 else f"{stem}-{i}" for i, stem in enumerate(stems)]
