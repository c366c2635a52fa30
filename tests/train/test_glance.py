"""Pictures for the eye alone."""

from dataclasses import replace

import numpy as np
import torch

from microturn.core.units import NUM_MARKS
from microturn.data.sight.actions import KNOWN
from microturn.data.sight.exercise import exercise
from microturn.data.sight.marks import mirrored
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.train.batch import collate
from microturn.train.glance import Glances, varied
from microturn.train.losses import losses
from microturn.train.row import Row
from tests.train.scenes import scene


def test_a_glance_is_of_films_that_differ_and_shows_what_was_before() -> None:
    some = Glances(np.random.default_rng(3)).draw(6)
    assert some is not None
    assert some.positions.views_Q.shape == (6, 2, 120, 160, 3)
    assert some.positions.kind_BN.shape == (6, 3)
    assert some.target.shape == (6, NUM_MARKS)
    now, before = some.positions.views_Q.float().unbind(1)
    assert (now - before).abs().mean() < (now[::2] - now[1::2]).abs().mean(), "less changes than between films"


def test_most_pictures_are_looked_at_again() -> None:
    glances = Glances(np.random.default_rng(0))
    first, second = glances.draw(16), glances.draw(16)
    assert first is not None and second is not None
    seen, again = (some.target.numpy() for some in (first, second))
    known = {row.tobytes() for row in (*seen, *map(mirrored, seen))}
    assert sum(row.tobytes() in known for row in again) >= 12
    assert glances.draw(0) is None


def test_a_picture_varies_with_what_it_holds() -> None:
    film = exercise([(KNOWN[1], 2)], np.random.default_rng(0), is_held_out=False)
    views, marks = np.stack([film.picture(9), film.picture(8)]), film.marks(9).astype(np.int64)
    assert (mirrored(mirrored(marks)) == marks).all()
    seen = [varied((views, marks), np.random.default_rng(seed)) for seed in range(12)]
    assert len({some.tobytes() for some, _ in seen}) == 12
    for some, held in seen:
        is_same = (held == marks).all()
        grey, was = some[0].mean(-1), views[0].mean(-1)
        closest = min(
            (was, was[:, ::-1]), key=lambda each: float(np.abs(each / each.mean() - grey / grey.mean()).sum())
        )
        assert (closest is was) == is_same


def test_rooms_are_lent_to_other_films() -> None:
    glances = Glances(np.random.default_rng(1))
    glances.draw(40)
    assert 0 < len(glances._rooms) < 15  # pyright: ignore[reportPrivateUsage]


def test_the_eye_and_what_reads_it_learn_from_a_glance_and_nothing_above() -> None:
    model = InteractionModel(replace(tiny(), num_layers=2, ear_layer=1)).init_weights()
    row, ticks = Row(120), scene(4)
    assert all(row.add(ticks, t) for t in range(4))
    batch = replace(collate([row]), glance=Glances(np.random.default_rng(1)).draw(6))
    parts = losses(model, batch, None).parts
    assert 1 < parts["glance"] < 6
    assert batch.glance is not None
    model.zero_grad()
    model(batch.glance.positions, is_brief=True)[2].sum().backward()
    touched = {name.split(".")[0] for name, p in model.named_parameters() if p.grad is not None and p.grad.abs().any()}
    assert {"eye", "gaze"} <= touched
    assert "mouth" not in touched
    assert not any(p.grad is not None and bool(torch.any(p.grad != 0)) for p in model.blocks[1].parameters())
