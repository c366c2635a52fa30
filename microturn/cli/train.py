"""`microturn train`: the stages of training, each a script of its own in `microturn/train/`."""

import importlib

import click

STAGES = {
    "eye": "Stage 0: what single pictures hold.",
    "vocoder": "Stage 1: log-mel patches to sound.",
    "single": "Stage 2: listening and speaking, single utterances.",
    "scenes": "Stage 3: conversations.",
    "export": "Pack runs into a checkpoint.",
}


class Stages(click.Group):
    """Imports a stage only when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(STAGES)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in STAGES:
            return None
        command = importlib.import_module(f"microturn.train.{cmd_name}").main
        command.short_help = STAGES[cmd_name]
        return command


@click.group(cls=Stages)
def train() -> None:
    """Train the network; every stage can be stopped and started again, and goes on where it was.

    \b
    Examples:
      microturn train vocoder --bank banks/speech --out runs/vocoder --minutes 60
      microturn train eye --out runs/eye --minutes 40
      microturn train single  --bank banks/speech --bank banks/plans --init runs/eye --out runs/single --minutes 120
      microturn train scenes  --bank banks/speech --bank banks/plans --init runs/single --out runs/scenes --minutes 120
      microturn train export  --network runs/scenes --vocoder runs/vocoder --out checkpoints/mine
    """
