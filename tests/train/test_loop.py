"""Training: one batch is learned, and a run that was stopped goes on as if it had not been."""

from dataclasses import replace
from itertools import repeat
from pathlib import Path

import numpy as np
import pytest
import torch

from microturn.core.errors import BadConfig
from microturn.model.checkpoint import load_weights
from microturn.train.average import NUM_STEPS, Average
from microturn.train.batch import collate
from microturn.train.loop import TrainConfig, Trainer
from microturn.train.row import fill
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
    for (name, ours), theirs in zip(resumed.average.state().items(), through.average.state().values()):
        assert torch.equal(ours, theirs), name
    exported = load_weights(tmp_path, is_mean=True)
    assert torch.equal(exported["token.weight"], halfway.average.state()["token.weight"])
    assert not torch.equal(exported["token.weight"], load_weights(tmp_path)["token.weight"])


def test_the_running_mean_is_the_mean_of_the_first_steps_and_then_forgets() -> None:
    model = torch.nn.Linear(1, 1, bias=False)
    average = Average(model.named_parameters())
    for value in (1.0, 2.0, 6.0):
        model.weight.data.fill_(value)
        average.update()
    assert float(average.state()["weight"]) == pytest.approx(3.0)
    with average.applied():
        assert model.weight.item() == pytest.approx(3.0)
    assert model.weight.item() == 6.0
    model.weight.data.fill_(1.0)
    for _ in range(10 * NUM_STEPS):
        average.update()
    assert float(average.state()["weight"]) == pytest.approx(1.0, abs=1e-3)


@pytest.mark.skipif(torch.cuda.is_available(), reason="there is a GPU")
def test_no_gpu_says_so() -> None:
    with pytest.raises(BadConfig, match="--device cpu"):
        replace(CONFIG, device="cuda")
