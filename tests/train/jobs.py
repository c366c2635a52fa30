"""What several processes do in `test_sharded`, and the same done by one."""

from contextlib import nullcontext
from dataclasses import replace
from itertools import repeat
from pathlib import Path
from shutil import copytree
from typing import Any
from unittest.mock import patch

import numpy as np
import torch
import torch.distributed as dist

from microturn.core.units import NUM_MARKS
from microturn.data.ticks import Ticks
from microturn.model.config import PRESETS, tiny
from microturn.train.batch import collate
from microturn.train.loop import Item, TrainConfig, Trainer, evaluate
from microturn.train.losses import losses
from microturn.train.row import Row, Way, fill
from microturn.train.sharded import Sharded
from tests.train.scenes import scene

# With seed 0 two experts are 2e-5 apart in the last step, and routers with one expert a token move by rounding alone.
CONFIG = TrainConfig(
    banks=(), out="", mix={}, preset="tiny", minutes=1.0, rows=4, length=96, rate=3e-3, threads=1, seed=1
)
PLAIN = replace(tiny(), num_recalled=0)  # which phone is likelier than another must not hang on rounding
NUM_ROWS, NUM_STEPS, SAVED_AFTER = 4, 4, 2
CRAFTED_STEPS = 3


def build(out: Path, shard: int = 0, init: str = "") -> Trainer:
    """In float32, whose rounding is small enough to compare by; behind the warm-up, so that steps are large."""
    config = replace(CONFIG, out=str(out), shard=shard, init=init)
    with patch.dict(PRESETS, tiny=lambda: PLAIN):
        trainer = Trainer(config, precision=lambda device: nullcontext())
    trainer.step = trainer.step or 150
    trainer.model.train()
    return trainer


# Batches of which every row has as many targets as any other: the mean over processes is the mean over rows.


def even(step: int, rows: slice = slice(None)) -> Item:
    """Rows of the batch of a step."""
    rng = np.random.default_rng(step)
    return collate([fill(repeat(_even(10 * step + row)), CONFIG.length, rng) for row in range(NUM_ROWS)[rows]]), None


def _even(seed: int) -> Ticks:
    known = scene(14, seed)
    return replace(known, ear=np.maximum(known.ear, 0), patch=np.full_like(known.patch, np.nan))


def learn(trainer: Trainer, until: int, rows: slice = slice(None)) -> list[dict[str, float]]:
    """Steps on such batches -> their losses."""
    return [trainer.train_step(even(step, rows)) for step in range(trainer.step - 150, until)]


# Batches that differ: with pictures and known sound, with text alone, with a row that is half empty.


def crafted(step: int, rank: int) -> Item:
    """The batch of one process."""
    rng = np.random.default_rng([step, rank])
    talk = scene(14, 100 + 10 * step + rank)
    film = rng.integers(0, 256, (4, 120, 160, 3)).astype(np.uint8)
    marks = rng.integers(-1, 16, (4, NUM_MARKS)).astype(np.int8)
    kinds = {
        0: lambda: fill(repeat(replace(talk, film=film, marks=marks, film_tick=2)), CONFIG.length, rng),
        1: lambda: _text(talk),
        2: lambda: fill(repeat(talk), CONFIG.length, rng),
        3: lambda: _short(talk),
    }
    return collate([kinds[rank]()]), None


def _text(talk: Ticks) -> Row:
    """No sound and no pictures: parameters without gradients."""
    row, quiet = Row(CONFIG.length), replace(talk, voice=np.zeros_like(talk.voice))
    for tick in range(len(quiet)):
        row.add(quiet, tick, way=Way.DRY)
    return row


def _short(talk: Ticks) -> Row:
    row = Row(CONFIG.length)
    for tick in range(3):
        row.add(talk, tick)
    return row


def crafted_steps(trainer: Trainer, rank: int) -> list[dict[str, float]]:
    found: list[dict[str, float]] = []
    for step in range(CRAFTED_STEPS):
        torch.manual_seed(100 * step + rank)  # of the flow's noise
        found.append(trainer.train_step(crafted(step, rank)))
    return found


def crafted_alone(trainer: Trainer, num: int) -> list[list[dict[str, float]]]:
    """The batches of `num` processes in one, whose gradients are averaged before each step -> losses by step, rank."""
    found: list[list[dict[str, float]]] = []
    for step in range(CRAFTED_STEPS):
        found.append([])
        for rank in range(num):
            torch.manual_seed(100 * step + rank)
            result = losses(trainer.model, *crafted(step, rank))
            (result.total / num).backward()
            found[-1].append(result.parts)
        for _, parameter in trainer.weights.named:
            parameter.grad = torch.zeros_like(parameter) if parameter.grad is None else parameter.grad
        norm = trainer.weights.clip(1.0)
        trainer.optimizer.step()
        trainer.average.update()
        trainer.optimizer.zero_grad()
        worst = trainer.model.balance()
        trainer.step += 1
        found[-1] = [parts | {"norm": norm, "expert_load": worst} for parts in found[-1]]
    return found


def lopsided(folder: Path) -> None:
    """A run whose weights send every token to expert 0 or 1, almost all to 0: owners of 2 and 3 get none."""
    trainer = build(folder)
    for block in trainer.model.blocks:
        block.experts.bias_E.copy_(torch.tensor([0.2, 0.0, -5.0, -5.0]))  # pyright: ignore
    trainer.save()


def job(rank: int, num: int, shards: tuple[int, int], folder: Path) -> None:
    """All of it, in one of `num` processes; the first one writes down what happened."""
    even_shard, crafted_shard = shards
    rows = slice(rank * NUM_ROWS // num, (rank + 1) * NUM_ROWS // num)
    trainer = build(folder / f"even{num}", even_shard, init=str(folder / "start"))
    first = learn(trainer, SAVED_AFTER, rows)
    trainer.save()
    if rank == 0:
        copytree(folder / f"even{num}", folder / f"saved{num}")
    scores = evaluate(trainer, [even(99)])
    found: dict[str, Any] = {"even": first + learn(trainer, NUM_STEPS, rows), "scores": scores}
    trainer.save()
    odd = build(folder / f"crafted{num}", crafted_shard, init=str(folder / "lopsided"))
    found["crafted"] = crafted_steps(odd, rank)
    odd.save()
    packed = build(folder / f"packed{num}", even_shard, init=str(folder / "checkpoint"))
    packed.save()
    assert isinstance(packed.weights, Sharded)
    if num == 4:
        build(folder / "read4", crafted_shard).save()  # both begin with what two have saved
        resumed = build(folder / "resumed4", even_shard)
        found["resumed"] = learn(resumed, NUM_STEPS, rows)
        resumed.save()
    all_found: list[Any] = [None] * num
    dist.all_gather_object(all_found, found)
    if rank == 0:
        torch.save([all_found, packed.weights.places.of_ranks], folder / f"found{num}.pt")
