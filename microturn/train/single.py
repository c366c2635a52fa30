"""Stage 2: listening and speaking on single utterances with known alignment.

python -m microturn.train.single --bank ../shared/bank --bank ../shared/real --out runs/single --minutes 120
"""

from typing import Any

import click

from microturn.train.loop import HELP, TrainConfig, train
from microturn.train.options import options

MIX = {"listen": 0.4, "phones": 0.3, "speak": 0.3}


@click.command()
@options(TrainConfig, HELP, skip=("mix",))
def main(**values: Any) -> None:
    """Train the network to write down what it hears and to say given text."""
    train(TrainConfig(mix=MIX, **values))


if __name__ == "__main__":
    main()
