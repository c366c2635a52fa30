"""Stage 3: interaction scenes, from the weights of stage 2.

python -m microturn.train.scenes --bank ../shared/bank --bank banks/plans --bank banks/requests \\
    --init runs/single --out runs/scenes --minutes 120
"""

from typing import Any

import click

from microturn.train.loop import HELP, TrainConfig, train
from microturn.train.options import options

MIX = {
    "listen": 0.02,
    "phones": 0.07,
    "speak": 0.17,
    "answer": 0.09,
    "pause": 0.05,
    "interrupt": 0.03,
    "backchannel": 0.03,
    "quiet": 0.06,
    "delegate": 0.06,
    "time": 0.15,
    "tell": 0.05,
    "cue": 0.17,
    "sight": 0.04,
    "talk": 0.01,
}


@click.command()
@options(TrainConfig, HELP, skip=("mix",))
def main(**values: Any) -> None:
    """Train the network to converse: answer, wait, yield, speak on, stay quiet."""
    train(TrainConfig(mix=MIX, **values))


if __name__ == "__main__":
    main()
