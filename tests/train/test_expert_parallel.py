"""Experts dealt out over two processes compute what they compute in one, and their gradients stay with their owners."""

from dataclasses import replace

import pytest
import torch
import torch.distributed as dist
from torch import Tensor

from microturn.core.errors import BadConfig
from microturn.model.config import tiny
from microturn.model.experts import Experts
from microturn.train.expert_parallel import SpreadExperts
from microturn.train.ranks import Ranks
from tests.train.processes import together

CONFIG = replace(tiny(), num_experts=6, top_k=2)
NUM = 2
SIZES = ((50, 30), (1, 40), (0, 7))  # tokens of each process; 0: it computes for the other only
TOLERANCE = 1e-6  # float32, sums in another order; values are of the order of 0.1


def whole() -> Experts:
    torch.manual_seed(0)
    experts = Experts(CONFIG.width, CONFIG.expert_width, CONFIG.num_experts, CONFIG.top_k)
    torch.nn.init.normal_(experts.w_in, std=0.1)
    torch.nn.init.normal_(experts.w_out, std=0.1)
    experts.bias_E += torch.tensor([0.3, 0.0, 0.1, 0.0, 0.2, -9.0])  # uneven, and nothing for the last one
    return experts


def spread(experts: Experts, rank: int) -> SpreadExperts:
    """This process's part of them."""
    assert dist.group.WORLD is not None
    part = SpreadExperts(CONFIG, dist.group.WORLD)
    own = slice(rank * part.num_own, (rank + 1) * part.num_own)
    with torch.no_grad():
        for mine, theirs in (
            (part.router.weight, experts.router.weight),
            (part.bias_E, experts.bias_E),
            (part.routed.w_in, experts.w_in[own]),
            (part.routed.w_out, experts.w_out[own]),
            (part.shared_in, experts.w_in[-1]),
            (part.shared_out, experts.w_out[-1]),
        ):
            mine.copy_(theirs)
    return part


def total(tensor: Tensor | None) -> Tensor:
    """Over all processes: what FSDP does with gradients of what all of them have."""
    assert tensor is not None
    dist.all_reduce(tensor)
    return tensor


def same(ours: Tensor | None, theirs: Tensor | None) -> None:
    assert ours is not None and theirs is not None
    assert torch.allclose(ours, theirs, atol=TOLERANCE), (ours - theirs).abs().max()


def job(rank: int) -> None:
    Ranks("cpu")
    for sizes in SIZES:
        experts = whole()
        part = spread(experts, rank)
        x_TC = torch.randn(sum(sizes), CONFIG.width, requires_grad=True)
        mine_TC = x_TC.detach().split(sizes)[rank].clone().requires_grad_()
        y_TC, ours_TC = experts(x_TC), part(mine_TC)
        aim_TC = torch.randn_like(y_TC)
        (y_TC * aim_TC).sum().backward()
        (ours_TC * aim_TC.split(sizes)[rank]).sum().backward()
        same(ours_TC, y_TC.split(sizes)[rank])
        assert x_TC.grad is not None and experts.w_in.grad is not None and experts.w_out.grad is not None
        same(mine_TC.grad, x_TC.grad.split(sizes)[rank])
        own = slice(rank * part.num_own, (rank + 1) * part.num_own)
        same(part.routed.w_in.grad, experts.w_in.grad[own])
        same(part.routed.w_out.grad, experts.w_out.grad[own])
        same(total(part.shared_in.grad), experts.w_in.grad[-1])
        same(total(part.shared_out.grad), experts.w_out.grad[-1])
        same(total(part.router.weight.grad), experts.router.weight.grad)
        assert torch.equal(total(part.load_E), experts.load_E)
    with pytest.raises(BadConfig, match="dealt out evenly, got 5 for 2"):
        SpreadExperts(replace(CONFIG, num_experts=5), dist.group.WORLD)  # pyright: ignore


def test_two_processes_compute_what_one_does() -> None:
    together(NUM, job)
