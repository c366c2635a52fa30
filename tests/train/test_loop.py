"""Training: one batch is learned, and a run that was stopped goes on as if it had not been."""

from dataclasses import replace
from itertools import repeat
from pathlib import Path

import numpy as np
import pytest
import torch

from microturn.core.errors import BadConfig
from microturn.train.batch import collate, fill
from microturn.train.loop import TrainConfig, Trainer
from tests.train.scenes import scene

CONFIG = TrainConfig(banks=(), out="", mix={}, preset="tiny", minutes=1.0, rows=2, length=96, rate=3e-3, threads=1)


def item(seed: int = 0):
    rng = np.random.default_rng(seed)
    return collate([fill(repeat(scene(14, seed)), CONFIG.length, rng) for _ in range(CONFIG.rows)]), None


def test_one_batch_is_learned(tmp_path: Path) -> None:
    trainer = Trainer(replace(CONFIG, out=str(tmp_path)))
    trainer.step = 150  # behind the warm-up
    trainer.model.train()
    losses = [trainer.train_step(item()) for _ in range(60)]
    first, last = losses[0], losses[-1]
    for name, share in (("text", 0.5), ("ear", 0.8), ("mouth", 0.9)):
        assert last[name] < share * first[name], name
    assert np.isfinite(last["flow"])


def test_resumed_equals_uninterrupted(tmp_path: Path) -> None:
    config = replace(CONFIG, out=str(tmp_path))

    def advance(trainer: Trainer, seeds: range) -> None:
        trainer.model.train()
        for seed in seeds:
            torch.manual_seed(seed)
            trainer.train_step(item(seed))

    through = Trainer(config)
    advance(through, range(4))
    halfway = Trainer(config)
    advance(halfway, range(2))
    halfway.save()
    resumed = Trainer(config)
    assert resumed.step == 2
    advance(resumed, range(2, 4))
    for (name, ours), theirs in zip(resumed.model.state_dict().items(), through.model.state_dict().values()):
        assert torch.equal(ours, theirs), name


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_no_gpu_says_so() -> None:
    with pytest.raises(BadConfig, match="--device cpu"):
        replace(CONFIG, device="cuda")
