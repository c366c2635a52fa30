"""Speech for the ear alone."""

from dataclasses import replace

import pytest
import torch

from microturn.core.vocab import SILENCE
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.model.positions import Kind
from microturn.train.batch import collate
from microturn.train.losses import losses
from microturn.train.row import Row
from microturn.train.snatch import LENGTH, NUM_TICKS, Snatches
from tests.data.banks import tiny_bank
from tests.train.scenes import scene


@pytest.fixture(scope="module")
def snatches(tmp_path_factory: pytest.TempPathFactory) -> Snatches:
    return Snatches(tiny_bank(tmp_path_factory.mktemp("bank")), 0)


def test_rows_hold_nothing_but_sound_and_most_of_it_is_speech(snatches: Snatches) -> None:
    drawn = snatches.draw(3)
    assert drawn is not None
    assert drawn.positions.kind_BN.shape == (3, LENGTH)
    assert (drawn.positions.kind_BN == Kind.AUDIO).sum() == 3 * 4 * NUM_TICKS == len(drawn.target)
    assert set(drawn.positions.kind_BN.unique().tolist()) == {Kind.PAD, Kind.AUDIO}
    assert ((drawn.target >= 0) & (drawn.target != SILENCE)).float().mean() > 0.7
    assert snatches.draw(0) is None


def test_the_ear_learns_from_them_and_nothing_above(snatches: Snatches) -> None:
    model = InteractionModel(replace(tiny(), num_layers=2, ear_layer=1)).init_weights()
    row, ticks = Row(120), scene(4)
    assert all(row.add(ticks, t) for t in range(4))
    drawn = snatches.draw(1)
    assert drawn is not None
    assert 1 < losses(model, replace(collate([row]), snatch=drawn), None).parts["snatch"] < 8
    model.zero_grad()
    model(drawn.positions, is_brief=True)[1].sum().backward()
    touched = {name.split(".")[0] for name, p in model.named_parameters() if p.grad is not None and p.grad.abs().any()}
    assert {"audio", "ear"} <= touched
    assert not any(p.grad is not None and bool(torch.any(p.grad != 0)) for p in model.blocks[1].parameters())
