"""Stage 3: interaction scenes, from the weights of stage 2.

python -m microturn.train.scenes --bank ../shared/bank --bank banks/plans --bank banks/requests \\
    --init runs/single --out runs/scenes --minutes 120

The mouth needs more of a share at the end than on the way: `--mix speak=0.34,delegate=0.15,...`.
"""

from typing import Any

import click

from microturn.data.shards import parse_mix
from microturn.train.loop import HELP, TrainConfig, train
from microturn.train.options import options

MIX = {
    "listen": 0.01,
    "phones": 0.01,
    "speak": 0.18,
    "answer": 0.06,
    "pause": 0.03,
    "interrupt": 0.03,
    "backchannel": 0.02,
    "quiet": 0.05,
    "delegate": 0.08,
    "time": 0.11,
    "tell": 0.06,
    "cue": 0.10,
    "drill": 0.10,
    "sight": 0.12,
    "flash": 0.03,
    "talk": 0.01,
}


@click.command()
@click.option("--mix", "mix_text", default="", metavar="GRAMMAR=SHARE,...", help="In place of the usual shares.")
@options(TrainConfig, HELP, skip=("mix",))
def main(mix_text: str, **values: Any) -> None:
    """Train the network to converse: answer, wait, yield, speak on, stay quiet."""
    train(TrainConfig(mix=parse_mix(mix_text) or MIX, **values))


if __name__ == "__main__":
    main()
