"""Stage 3: interaction scenes, from the weights of stage 2.

python -m microturn.train.scenes --bank ../shared/bank --bank banks/plans --bank banks/requests \\
    --init runs/single --out runs/scenes --minutes 120
"""

from typing import Any

import click

from microturn.train.loop import HELP, TrainConfig, train
from microturn.train.options import options

MIX = {
    "listen": 0.09,
    "speak": 0.50,
    "answer": 0.14,
    "pause": 0.08,
    "interrupt": 0.05,
    "backchannel": 0.04,
    "quiet": 0.06,
    "delegate": 0.06,
    "talk": 0.04,
}


@click.command()
@options(TrainConfig, HELP, skip=("mix",))
def main(**values: Any) -> None:
    """Train the network to converse: answer, wait, yield, speak on, stay quiet."""
    train(TrainConfig(mix=MIX, **values))


if __name__ == "__main__":
    main()
