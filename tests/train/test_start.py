"""Weights drawn by slices: the slices of what is drawn whole, and spread as those of a network in one place."""

import torch

from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.train.pieces import rows
from microturn.train.start import Start


def test_slices_of_the_same_weights_whoever_draws() -> None:
    start = Start(tiny(), seed=3)
    for name, shape in start.shapes.items():
        whole = start.read(name, (slice(None),))
        assert whole.shape == shape
        for num in (2, 3):
            parts = [start.read(name, (at,)) for i in range(num) if (at := rows(shape[0], num, i)).start < at.stop]
            assert torch.equal(torch.cat(parts), whole), name
    deep = (slice(4, 5), slice(7, 20))
    assert torch.equal(
        start.read("blocks.1.experts.w_in", deep)[0], start.read("blocks.1.experts.w_in", deep[:1])[0][deep[1]]
    )


def test_distributions_are_those_of_a_network_in_one_place() -> None:
    start, model = Start(tiny(), seed=3), InteractionModel(tiny()).init_weights(seed=4)
    for name, tensor in model.state_dict().items():
        drawn = start.read(name, (slice(None),))
        if tensor.numel() > 1 and tensor.std() > 0:
            share = drawn.std() / tensor.std()
            assert abs(float(share) - 1) < 6 / tensor.numel() ** 0.5, name
        else:
            assert torch.equal(drawn, tensor), name
    one, other = (start.read("blocks.0.experts.w_in", (slice(i, i + 1),)) for i in (0, 1))
    assert not torch.equal(one, other)
    assert not torch.equal(one, Start(tiny(), seed=4).read("blocks.0.experts.w_in", (slice(0, 1),)))
    assert not torch.equal(one, start.read("blocks.1.experts.w_in", (slice(0, 1),)))
