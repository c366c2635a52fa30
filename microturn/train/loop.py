"""The training loop that stages 2 and 3 share: batches from workers, one step, logs, checkpoints, curves.

Progress is counted in minutes trained, so that a run stopped and resumed anywhere follows the same schedule.
"""

import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

import numpy as np
import torch
from torch import Tensor

from microturn.core.errors import BadConfig
from microturn.data.bank import Bank
from microturn.data.shards import LiveScenes, prefetch
from microturn.model.config import preset
from microturn.model.flow import Request
from microturn.train.average import Average
from microturn.train.batch import Batch, collate
from microturn.train.glance import Glances
from microturn.train.losses import losses
from microturn.train.noise import blanked, misheard, misspoken
from microturn.train.patches import Patches
from microturn.train.precision import autocast
from microturn.train.ranks import Ranks
from microturn.train.row import fill
from microturn.train.run import LONGEST_STEP_S, Run, schedule
from microturn.train.sharded import Sharded
from microturn.train.snatch import Snatches
from microturn.train.whole import Whole, groups

NUM_HELD_OUT, LOG_STEPS = 3, 25
Item = tuple[Batch, tuple[Tensor, Request] | None]


HELP = {
    "banks": "Folder of speech with word times (several may be given).",
    "out": "Run folder; an existing run goes on where it stopped.",
    "preset": "Size of the network.",
    "init": "Checkpoint or run folder whose weights to start from.",
    "minutes": "Length of the whole run; the learning rate falls to zero at its end.",
    "rows": "Rows a step, of each process.",
    "length": "Positions a row: 512 are about 20 s.",
    "rate": "Highest learning rate.",
    "told": "Share of scenes whose users say something new, told phone by phone, instead of rows of the banks.",
    "glances": "Pictures a step for the eye alone; 0: none.",
    "snatches": "Rows a step of 12.8 s of speech for the ear alone; 0: none.",
    "loose": "Speech patches a step for the flow head alone.",
    "decay": "Share of the run in which the learning rate falls.",
    "device": "cpu, cuda, cuda:1, ...",
    "threads": "Processor threads of the training process.",
    "workers": "Processes that make scenes.",
    "save_minutes": "Minutes between checkpoints.",
    "seed": "Seed of weights and scenes.",
    "shard": "Shards the network over all processes, the experts of a layer over so many of them (those of a machine); "
    "0: every process has the whole network.",
}


@dataclass(frozen=True)
class TrainConfig:
    """What a stage needs; every field but `mix` is an option of its command line."""

    banks: tuple[str, ...]
    out: str
    mix: dict[str, float]
    preset: str = "nano"
    init: str = ""  # a checkpoint or run folder whose weights to start from
    minutes: float = 60.0
    rows: int = 8
    length: int = 512  # positions a row, about 20 s
    rate: float = 1.5e-3
    told: float = 0.5
    loose: int = 48  # loose patches a step for the flow head
    glances: int = 48  # pictures a step for the eye alone
    snatches: int = 4  # rows of 12.8 s a step of speech for the ear alone
    decay: float = 0.25  # share of the run in which the rate falls to zero
    device: str = "cpu"
    threads: int = 2
    workers: int = 1
    save_minutes: float = 4.0
    seed: int = 0
    shard: int = 0  # processes that share a layer's experts; 0: nothing is sharded

    def __post_init__(self) -> None:
        if self.device != "cpu" and not torch.cuda.is_available():
            raise BadConfig(f"expected a GPU for --device {self.device}, found none; use --device cpu")


def items(config: TrainConfig, worker: int, rank: int = 0, is_held_out: bool = False) -> Iterator[Item]:
    """Endless batches; each worker has its own seed, and a resumed run sees new scenes. Held-out ones never change."""
    seed = 0 if is_held_out else config.seed * 1009 + worker + 500 * rank + int(time.time()) % 100_000 * 1000
    rng = np.random.default_rng(seed)
    bank = Bank.load(config.banks)
    scenes = iter(LiveScenes(bank, config.mix, seed, is_held_out, 0.0 if is_held_out else config.told))
    scenes = scenes if is_held_out else blanked(scenes, rng)
    patches = Patches(bank, is_held_out) if config.loose else None
    glances, snatches = Glances(rng), Snatches(bank, seed, is_held_out)
    while True:
        rows = [fill(scenes, config.length, rng) for _ in range(config.rows)]
        for row in rows if not is_held_out else ():
            row.token = misheard(row.kind, row.token, row.is_sure, rng)
            row.own = [misspoken(plan, rng) for plan in row.own]
        more = {"glance": glances.draw(config.glances), "snatch": snatches.draw(config.snatches)}
        yield replace(collate(rows), **more), patches.draw(config.loose, rng) if patches else None


class Trainer:
    """Model, optimizer and run folder of one stage."""

    def __init__(
        self, config: TrainConfig, precision: Callable[[str], AbstractContextManager[None]] = autocast
    ) -> None:
        torch.set_num_threads(config.threads)
        self.config, self.precision, self.run = config, precision, Run.open(config.out, config.minutes)
        self.ranks, size = Ranks(config.device), preset(config.preset)
        torch.manual_seed(config.seed)
        place = partial(Sharded, num_sharing=config.shard) if config.shard else Whole
        self.weights = place(size, self.ranks, config.seed)
        self.model, named = self.weights.model, self.weights.named
        self.optimizer = torch.optim.AdamW(groups(named), lr=config.rate, betas=(0.9, 0.95), eps=1e-8, fused=True)
        self.step, self.minutes, self.hours = 0, 0.0, 0.0
        saved = self.weights.load(self.run, self.optimizer)
        if saved is not None:
            self.step, self.minutes, self.hours = saved["step"], saved["minutes"], saved["hours"]
        else:
            self.weights.begin(config.init)
        self.average = Average(named, (saved or {}).get("mean"), self.step)

    def save(self) -> None:
        counters = {"minutes": self.minutes, "hours": self.hours, "preset": self.config.preset}
        self.weights.save(self.run, self.optimizer, self.average, {"step": self.step} | counters)

    def train_step(self, item: Item) -> dict[str, float]:
        """One batch -> its losses, the gradient's norm and the learning rate."""
        progress = min(1.0, self.minutes / self.config.minutes)
        rate = self.config.rate * min(1.0, (self.step + 1) / 150) * schedule(progress, self.config.decay)
        for group in self.optimizer.param_groups:
            group["lr"] = rate
        batch, loose = item[0].to(self.config.device), move(item[1], self.config.device)
        with self.precision(self.config.device):
            result = losses(self.model, batch, loose)
        result.total.backward()
        norm = self.weights.clip(1.0)
        self.optimizer.step()
        self.average.update()
        self.optimizer.zero_grad(set_to_none=True)
        self.ranks.add(self.model.loads())
        worst = self.model.balance()
        self.step, self.hours = self.step + 1, self.hours + batch.seconds * self.ranks.num / 3600
        return result.parts | {"norm": norm, "rate": rate, "expert_load": worst}


def move(loose: tuple[Tensor, Request] | None, device: str) -> tuple[Tensor, Request] | None:
    if loose is None or device == "cpu":
        return loose
    patch, request = loose
    before = type(request.before)(*(t.to(device) for t in vars(request.before).values()))
    return patch.to(device), Request(request.plan_V8.to(device), None, before)


@torch.no_grad()
def evaluate(trainer: Trainer, batches: list[Item]) -> dict[str, float]:
    """Mean losses of the averaged weights over held-out batches, with names that end in `_held_out`."""
    trainer.model.eval()
    torch.manual_seed(0)  # the same noise for the flow loss each time
    rows = []
    with trainer.precision(trainer.config.device), trainer.average.applied():
        for batch, loose in batches:
            moved = batch.to(trainer.config.device), move(loose, trainer.config.device)
            rows.append(losses(trainer.model, *moved).parts)
    trainer.model.train()
    return {f"{name}_held_out": float(np.mean([row[name] for row in rows if name in row])) for name in rows[0]}


def train(config: TrainConfig) -> Trainer:
    """Trains until `config.minutes` are used up; saves and evaluates on the way and at the end."""
    trainer = Trainer(config)
    trainer.model.train()
    ranks = trainer.ranks
    takes_part = trainer.weights.takes_part
    held_out = list(islice(items(config, 0, is_held_out=True), NUM_HELD_OUT)) if takes_part else []
    mean: dict[str, float] = {}
    last, saved = time.monotonic(), trainer.minutes
    for item in prefetch(partial(items, config, rank=ranks.rank), config.workers, 4):
        parts = trainer.train_step(item)
        mean = {k: 0.95 * mean.get(k, v) + 0.05 * v if np.isfinite(v) else mean.get(k, 0.0) for k, v in parts.items()}
        now = time.monotonic()
        trainer.minutes = ranks.share(
            trainer.minutes + min(now - last, LONGEST_STEP_S) / 60
        )  # the rate must be the same everywhere
        last = now
        if trainer.step % LOG_STEPS == 0 and ranks.is_first:
            trainer.run.log(trainer.step, **mean, hours=trainer.hours, minutes=trainer.minutes)
        is_over = trainer.minutes >= config.minutes
        if takes_part and (is_over or trainer.minutes - saved > config.save_minutes):
            trainer.save()
            scores = evaluate(trainer, held_out)
            if ranks.is_first:
                trainer.run.log(trainer.step, **scores, minutes=trainer.minutes)
                trainer.run.plot()
            saved, last = trainer.minutes, time.monotonic()
        if is_over:
            break
    return trainer
