"""Training runs -> a checkpoint: int8 weights of the network and its vocoder, and how they were made.

python -m microturn.train.export --network runs/scenes --vocoder runs/vocoder --out microturn/assets/nano
"""

from collections.abc import Sequence
from pathlib import Path

import click
import torch
from torch import Tensor

from microturn.core.errors import BadCheckpoint, BadConfig
from microturn.model.checkpoint import load_vocoder_weights, load_weights, save_checkpoint
from microturn.model.config import preset
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig


@click.command()
@click.option(
    "--network",
    "networks",
    required=True,
    multiple=True,
    metavar="PATH[=SHARE]",
    help="Run folder of stage 2 or 3 (its running mean), or a checkpoint; of several the mean.",
)
@click.option("--vocoder", required=True, type=click.Path(path_type=Path), help="Run folder of stage 1.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the checkpoint.")
@click.option("--preset", "name", default="nano", show_default=True, help="Size of the network.")
@click.option("--note", "notes", multiple=True, metavar="KEY=TEXT", help="Kept in config.json: data, hours, command.")
@click.option("--sampling", multiple=True, metavar="FIELD=NUMBER", help="How tokens are drawn: mouth_temperature, ...")
def main(
    networks: tuple[str, ...], vocoder: Path, out: Path, name: str, notes: tuple[str, ...], sampling: tuple[str, ...]
) -> None:
    """Pack the weights of a network and a vocoder into one checkpoint of at most 32 MB.

    The mean of the weights before and after a round of training is often better than either (arXiv 2203.05482).
    """
    model, voice = InteractionModel(preset(name)), Vocoder(VocoderConfig())
    shares = dict(map(share_of, networks))
    try:
        model.load_state_dict(mean([(load_weights(path, is_mean=True), share) for path, share in shares.items()]))
        voice.load_state_dict(load_vocoder_weights(vocoder))
    except RuntimeError as error:
        raise BadCheckpoint(f"expected weights of preset {name}, they do not fit: {str(error)[:200]}") from error
    runs = [path / "last.pt" for path in shares if (path / "last.pt").exists()]
    steps = counters(runs[-1]) if runs else {}
    settled = {field: float(number) for field, number in (pair.split("=", 1) for pair in sampling)}
    save_checkpoint(out, model, voice, steps | dict(note.split("=", 1) for note in notes), settled)
    size = sum(file.stat().st_size for file in out.iterdir())
    click.echo(f"{out}: {size / 1e6:.1f} MB, {steps}")


def share_of(text: str) -> tuple[Path, float]:
    """PATH or PATH=SHARE. Raises BadConfig."""
    path, _, share = text.partition("=")
    try:
        return Path(path), float(share or 1)
    except ValueError as error:
        raise BadConfig(f"expected --network PATH or PATH=SHARE, got {text!r}") from error


def mean(parts: Sequence[tuple[dict[str, Tensor], float]]) -> dict[str, Tensor]:
    """Of weights, by share. What only some have, as an eye, is the mean of theirs."""
    out: dict[str, Tensor] = {}
    for name in dict.fromkeys(name for weights, _ in parts for name in weights):
        own = [(weights[name].float(), share) for weights, share in parts if name in weights]
        out[name] = sum(tensor * share for tensor, share in own) / sum(share for _, share in own)  # pyright: ignore
    return out


def counters(file: Path) -> dict[str, float]:
    saved = torch.load(file, map_location="cpu", weights_only=True, mmap=True)
    return {key: round(saved[key], 2) for key in ("step", "minutes", "hours") if key in saved}


if __name__ == "__main__":
    main()
