"""Several training processes: gradients are averaged, and what one of them says holds for all."""

import os
import socket
from multiprocessing import get_context

import pytest
import torch
import torch.distributed as dist
from torch import nn

from microturn.train.ranks import Ranks


def rank(number: int, port: int) -> None:
    """One of two processes; asserts end it with an error."""
    os.environ |= {"RANK": str(number), "WORLD_SIZE": "2", "MASTER_ADDR": "127.0.0.1", "MASTER_PORT": str(port)}
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
    dist.destroy_process_group()


def test_two_processes() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    context = get_context("spawn")
    processes = [context.Process(target=rank, args=(number, port)) for number in range(2)]
    for process in processes:
        process.start()
    for process in processes:
        process.join(60)
    assert [process.exitcode for process in processes] == [0, 0]


def test_alone_nothing_changes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("WORLD_SIZE", raising=False)
    ranks, net = Ranks("cpu"), nn.Linear(3, 2)
    ranks.average(net.parameters())
    assert net.weight.grad is None
    assert ranks.share(3.5) == 3.5
