"""Stage 0: the eye and its reader alone, on single pictures of films, before there is a network to see for.

Nothing stands between the two (`gaze_layer` 0), so they need none to learn; what is read is fed to the network later.

python -m microturn.train.eye --out runs/eye --minutes 40
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from torch import Tensor, nn

from microturn.core.errors import BadConfig
from microturn.core.units import MARK_VALUES, VIEW_TOKENS
from microturn.data.shards import prefetch
from microturn.data.sight.marks import PLACES, THING_MARKS
from microturn.model.checkpoint import load_weights
from microturn.model.config import preset
from microturn.model.eye import Eye, Gaze
from microturn.train.batch import Brief
from microturn.train.glance import Glances
from microturn.train.losses import MARK_WEIGHTS, reading
from microturn.train.options import options
from microturn.train.precision import autocast
from microturn.train.run import LONGEST_STEP_S, Run, schedule

NUM_HELD_OUT, LOG_STEPS, WARM_UP = 400, 50, 20
FED = "gaze.feed.weight"  # what the network makes of it: learned there

HELP = {
    "out": "Run folder; an existing run goes on where it stopped.",
    "preset": "Size of the network.",
    "init": "Checkpoint or run folder of a network whose eye to start from.",
    "minutes": "Length of the whole run; the learning rate falls to zero at its end.",
    "pictures": "Pictures a step.",
    "kept": "Pictures that are looked at again, of which each worker keeps as many; 115 kB each.",
    "rate": "Highest learning rate.",
    "decay": "Share of the run in which the learning rate falls.",
    "device": "cpu, cuda, cuda:1, ...",
    "threads": "Processor threads of the training process.",
    "workers": "Processes that draw pictures.",
    "save_minutes": "Minutes between checkpoints.",
    "seed": "Seed of weights and pictures.",
}


@dataclass(frozen=True)
class EyeConfig:
    """Every field is an option of the command line."""

    out: str
    preset: str = "nano"
    init: str = ""
    minutes: float = 40.0
    pictures: int = 64
    kept: int = 8000
    rate: float = 1.5e-3
    decay: float = 0.4
    device: str = "cpu"
    threads: int = 1
    workers: int = 1
    save_minutes: float = 4.0
    seed: int = 0


class Sight(nn.Module):
    """The parts of a network that see, named as there."""

    def __init__(self, size: str) -> None:
        super().__init__()
        config = preset(size)
        if not (config.eye_width and config.num_marks) or config.gaze_layer:
            raise BadConfig(f"expected a preset whose eye is read before the first layer, got {size!r}")
        self.eye = Eye(config.eye_width, config.width, config.eye_queries)
        self.gaze = Gaze(config.width, config.num_marks, MARK_VALUES, config.gaze_gain)

    def forward(self, views_Q: Tensor) -> Tensor:
        """As `Eye` -> logits [Q, marks, values]."""
        return self.gaze(self.eye(views_Q).unflatten(0, (-1, VIEW_TOKENS)))[1]

    def loss(self, glance: Brief) -> Tensor:
        return reading(self(glance.positions.views_Q), glance.target, MARK_WEIGHTS)


def glances(config: EyeConfig, worker: int) -> Iterator[Brief]:
    """Endless ones; a resumed run sees new pictures."""
    drawn = Glances(np.random.default_rng([config.seed, worker, int(time.time())]), config.kept)
    while (some := drawn.draw(config.pictures)) is not None:
        yield some


@torch.no_grad()
def evaluate(model: Sight, glance: Brief) -> dict[str, float]:
    """Of films that are not trained on: nats a mark, body's ends within one place, things and colours named."""
    logits = model(glance.positions.views_Q)
    found, target = logits.argmax(-1), glance.target
    is_near = (found - target).abs() <= 1
    places, things = target[:, PLACES] > 0, target[:, THING_MARKS] > 0
    return {
        "glance_held_out": float(reading(logits, target, MARK_WEIGHTS)),
        "places_held_out": float(is_near[:, PLACES][places].float().mean()),
        "things_held_out": float((found == target)[:, THING_MARKS][things].float().mean()),
    }


class EyeTrainer:
    """Model, optimizer and run folder."""

    def __init__(self, config: EyeConfig) -> None:
        torch.set_num_threads(config.threads)
        torch.manual_seed(config.seed)
        self.config, self.run = config, Run.open(config.out, config.minutes)
        self.model = Sight(config.preset).to(config.device)
        self.optimizer = torch.optim.AdamW(self.model.parameters(), config.rate, (0.9, 0.95), weight_decay=0.02)
        self.step, self.minutes = 0, 0.0
        if saved := self.run.load():
            self.model.load_state_dict(saved["model"], strict=False)
            self.optimizer.load_state_dict(saved["optimizer"])
            self.step, self.minutes = saved["step"], saved["minutes"]
        elif config.init:
            weights = load_weights(Path(config.init))
            own = {name: value for name, value in weights.items() if name.startswith(("eye.", "gaze."))}
            self.model.load_state_dict(own, strict=False)

    def train_step(self, glance: Brief) -> float:
        """-> its loss."""
        falls = schedule(min(1.0, self.minutes / self.config.minutes), self.config.decay)
        for group in self.optimizer.param_groups:
            group["lr"] = self.config.rate * min(1.0, (self.step + 1) / WARM_UP) * falls
        with autocast(self.config.device):
            loss = self.model.loss(glance.to(self.config.device))
        self.optimizer.zero_grad(set_to_none=True)
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
        self.optimizer.step()
        self.step += 1
        return float(loss.detach())

    def save(self, held_out: Brief) -> None:
        weights = {name: value for name, value in self.model.state_dict().items() if name != FED}
        self.run.save(self.step, model=weights, optimizer=self.optimizer.state_dict(), minutes=self.minutes)
        self.run.log(self.step, **evaluate(self.model, held_out.to(self.config.device)), minutes=self.minutes)
        self.run.plot()


def train(config: EyeConfig) -> EyeTrainer:
    """Trains until `config.minutes` are used up; saves and evaluates on the way and at the end."""
    trainer = EyeTrainer(config)
    held_out = Glances(np.random.default_rng([config.seed, 1 << 20])).draw(NUM_HELD_OUT)
    assert held_out is not None
    mean, saved, last = 0.0, trainer.minutes, time.monotonic()
    for glance in prefetch(partial(glances, config), config.workers, 4):
        loss = trainer.train_step(glance)
        mean = 0.95 * mean + 0.05 * loss if mean else loss
        now = time.monotonic()
        trainer.minutes, last = trainer.minutes + min(now - last, LONGEST_STEP_S) / 60, now
        if trainer.step % LOG_STEPS == 0:
            trainer.run.log(trainer.step, glance=mean, minutes=trainer.minutes)
        is_over = trainer.minutes >= config.minutes
        if is_over or trainer.minutes - saved > config.save_minutes:
            trainer.save(held_out)
            saved, last = trainer.minutes, time.monotonic()
        if is_over:
            break
    return trainer


@click.command()
@options(EyeConfig, HELP)
def main(**values: Any) -> None:
    """Train the eye to name what single pictures hold."""
    train(EyeConfig(**values))


if __name__ == "__main__":
    main()
