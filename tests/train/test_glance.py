"""Pictures for the eye alone."""

from dataclasses import replace

import numpy as np
import torch

from microturn.core.units import NUM_MARKS
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.train.batch import Row, collate
from microturn.train.glance import CUT, Glances, cut
from microturn.train.losses import losses
from tests.train.scenes import scene


def test_a_cut_holds_consecutive_pictures_each_with_the_one_before() -> None:
    views, marks = cut(np.random.default_rng(3))
    assert views.shape == (CUT, 2, 120, 160, 3)
    assert marks.shape == (CUT, NUM_MARKS)
    assert all(np.array_equal(views[k, 1], views[k - 1, 0]) for k in range(1, CUT))


def test_most_pictures_are_looked_at_again() -> None:
    glances = Glances(np.random.default_rng(0))
    first, second = glances.draw(3 * CUT), glances.draw(3 * CUT)
    assert first is not None and second is not None
    assert first.target.shape == (3 * CUT, NUM_MARKS)
    seen = {view.numpy().tobytes() for view in first.positions.views_Q}
    assert sum(view.numpy().tobytes() in seen for view in second.positions.views_Q) >= CUT
    assert glances.draw(CUT - 1) is None


def test_the_eye_and_what_reads_it_learn_from_a_glance_and_nothing_above() -> None:
    model = InteractionModel(replace(tiny(), num_layers=2, ear_layer=1)).init_weights()
    row, ticks = Row(120), scene(4)
    assert all(row.add(ticks, t) for t in range(4))
    batch = replace(collate([row]), glance=Glances(np.random.default_rng(1)).draw(CUT))
    parts = losses(model, batch, None).parts
    assert 1 < parts["glance"] < 6
    assert batch.glance is not None
    model.zero_grad()
    model(batch.glance.positions, is_brief=True)[2].sum().backward()
    touched = {name.split(".")[0] for name, p in model.named_parameters() if p.grad is not None and p.grad.abs().any()}
    assert {"eye", "gaze"} <= touched
    assert "mouth" not in touched
    assert not any(p.grad is not None and bool(torch.any(p.grad != 0)) for p in model.blocks[1].parameters())
