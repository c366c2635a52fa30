"""The eye alone: it learns, goes on where it stopped, and a network begins with it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from microturn.core.errors import BadConfig
from microturn.model.config import tiny
from microturn.train.batch import Brief
from microturn.train.eye import EyeConfig, EyeTrainer, Sight, evaluate, train
from microturn.train.glance import Glances
from microturn.train.loop import TrainConfig, Trainer


def glance(num: int) -> Brief:
    some = Glances(np.random.default_rng(0)).draw(num)
    assert some is not None
    return some


def test_it_learns_and_goes_on_where_it_stopped(tmp_path: Path) -> None:
    config = EyeConfig(str(tmp_path / "eye"), "tiny", rate=3e-3)
    some, trainer = glance(24), EyeTrainer(config)
    before = evaluate(trainer.model, some)
    for _ in range(30):
        trainer.train_step(some)
    after = evaluate(trainer.model, some)
    assert after["glance_held_out"] < 0.6 * before["glance_held_out"]
    trainer.save(some)
    again = EyeTrainer(config)
    assert again.step == 30
    assert evaluate(again.model, some)["places_held_out"] == after["places_held_out"]
    network = Trainer(TrainConfig((), str(tmp_path / "run"), {}, "tiny", init=config.out, threads=1))
    assert network.model.eye is not None and network.model.gaze is not None
    for own, theirs in ((network.model.eye, trainer.model.eye), (network.model.gaze, trainer.model.gaze)):
        for name, weights in theirs.state_dict().items():
            assert torch.equal(own.state_dict()[name], weights) != (name == "feed.weight"), name


def test_a_short_run_leaves_a_checkpoint_and_a_curve(tmp_path: Path) -> None:
    trained = train(EyeConfig(str(tmp_path), "tiny", minutes=0.001, pictures=8, kept=20))
    assert trained.step > 0
    assert {"last.pt", "log.jsonl", "curve.png"} <= {file.name for file in tmp_path.iterdir()}


def test_an_eye_behind_other_layers_cannot_learn_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("microturn.train.eye.preset", lambda _: replace(tiny(), gaze_layer=1))  # pyright: ignore
    with pytest.raises(BadConfig, match="before the first layer"):
        Sight("tiny")
