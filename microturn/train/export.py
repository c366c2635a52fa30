"""Training runs -> a checkpoint: int8 weights of the network and its vocoder, and how they were made.

python -m microturn.train.export --network runs/scenes --vocoder runs/vocoder --out microturn/assets/nano
"""

from pathlib import Path

import click
import torch

from microturn.core.errors import BadCheckpoint
from microturn.model.checkpoint import load_vocoder_weights, load_weights, save_checkpoint
from microturn.model.config import preset
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig


@click.command()
@click.option("--network", required=True, type=click.Path(path_type=Path), help="Run folder of stage 2 or 3.")
@click.option("--vocoder", required=True, type=click.Path(path_type=Path), help="Run folder of stage 1.")
@click.option("--out", required=True, type=click.Path(path_type=Path), help="Folder of the checkpoint.")
@click.option("--preset", "name", default="nano", show_default=True, help="Size of the network.")
@click.option("--note", "notes", multiple=True, metavar="KEY=TEXT", help="Kept in config.json: data, hours, command.")
@click.option("--sampling", multiple=True, metavar="FIELD=NUMBER", help="How its tokens are drawn: voice_bias, ...")
def main(network: Path, vocoder: Path, out: Path, name: str, notes: tuple[str, ...], sampling: tuple[str, ...]) -> None:
    """Pack the weights of two runs into one checkpoint of at most 32 MB."""
    model, voice = InteractionModel(preset(name)), Vocoder(VocoderConfig())
    try:
        model.load_state_dict(load_weights(network))
        voice.load_state_dict(load_vocoder_weights(vocoder))
    except RuntimeError as error:
        raise BadCheckpoint(f"expected weights of preset {name}, they do not fit: {str(error)[:200]}") from error
    steps = {} if not (network / "last.pt").exists() else counters(network / "last.pt")
    settled = {field: float(number) for field, number in (pair.split("=", 1) for pair in sampling)}
    save_checkpoint(out, model, voice, steps | dict(note.split("=", 1) for note in notes), settled)
    size = sum(file.stat().st_size for file in out.iterdir())
    click.echo(f"{out}: {size / 1e6:.1f} MB, {steps}")


def counters(file: Path) -> dict[str, float]:
    saved = torch.load(file, map_location="cpu", weights_only=True, mmap=True)
    return {key: round(saved[key], 2) for key in ("step", "minutes", "hours") if key in saved}


if __name__ == "__main__":
    main()
