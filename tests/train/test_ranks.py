"""Several training processes: gradients are averaged, and what one of them says holds for all."""

import pytest
import torch
from torch import nn

from microturn.train.ranks import Ranks
from tests.train.processes import together


def rank(number: int) -> None:
    """One of two processes; asserts end it with an error."""
    ranks, net = Ranks("cpu"), nn.Linear(3, 2)
    net.weight.grad = torch.full((2, 3), float(number))
    if number:
        net.bias.grad = torch.tensor([4.0, 8.0])
    ranks.average(net.parameters())
    assert net.weight.grad is not None
    assert net.bias.grad is not None
    assert net.weight.grad.eq(0.5).all()
    assert net.bias.grad.tolist() == [2.0, 4.0]
    load = torch.tensor([1.0 + number])
    ranks.add([load])
    assert load.item() == 3
    assert ranks.share(10.0 + number) == 10.0
    assert ranks.is_first == (number == 0)


def test_two_processes() -> None:
    together(2, rank)


def test_alone_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    ranks, net = Ranks("cpu"), nn.Linear(3, 2)
    ranks.average(net.parameters())
    assert net.weight.grad is None
    assert ranks.share(3.5) == 3.5
