"""Memory of training is what autograd keeps; shards and hours add up."""

from dataclasses import replace

import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import Tensor
from torch.autograd.graph import saved_tensors_hooks

from microturn.core.errors import BadConfig
from microturn.model.config import PRESETS, ModelConfig, nano, preset, tiny
from microturn.model.network import InteractionModel
from microturn.model.trunk import Block, context
from microturn.plan import parameters, training
from microturn.plan.machines import MACHINES, USABLE_MEMORY, cpu
from microturn.plan.training import Run, train
from microturn.plan.work import Traffic
from microturn.train.whole import groups

NUM = 100  # positions


def run(name: str = "small", machine: str = "h200", length: int = 1024) -> Run:
    return Run(preset(name), MACHINES[machine], Traffic(), length)


def kept_values(config: ModelConfig) -> float:
    """Numbers that a block keeps of a position for its backward pass, weights and scores of attention left out."""
    block, kept = Block(config, 0), dict[int, Tensor]()
    weights = {p.untyped_storage().data_ptr() for p in block.parameters()}

    def keep(tensor: Tensor) -> Tensor:
        if tensor.untyped_storage().data_ptr() not in weights:
            kept[tensor.untyped_storage().data_ptr()] = tensor
        return tensor

    x = torch.randn(1, NUM, config.width, requires_grad=True)
    time = torch.arange(NUM, dtype=torch.float64)[None] / 7
    with saved_tensors_hooks(keep, lambda tensor: tensor):
        block(x, context(config, time, torch.ones(1, NUM, dtype=torch.bool), None, x))
    num_bytes = sum(tensor.untyped_storage().nbytes() for tensor in kept.values())
    return num_bytes / 4 / NUM - config.num_heads * NUM


@pytest.mark.parametrize(
    "config",
    [tiny(), nano(), replace(nano(), num_kv_heads=6), replace(nano(), top_k=4), replace(nano(), expert_width=512)],
    ids=lambda config: f"{config.preset}-{config.num_kv_heads}-{config.top_k}-{config.expert_width}",
)
def test_activations_of_a_layer(config: ModelConfig) -> None:
    """Within 5 %: small things (scales of norms, scores of the router) are not counted."""
    assert training.layer_values(config) == pytest.approx(kept_values(config), rel=0.05)


def test_state_is_that_of_the_optimizer() -> None:
    """One step of AdamW: weights, gradients and two moments in float32; its step counters are not counted."""
    model = InteractionModel(tiny())
    optimizer = torch.optim.AdamW(groups(model.named_parameters()), fused=True)
    for parameter in model.parameters():
        parameter.grad = torch.zeros_like(parameter)
    optimizer.step()
    moments = sum(v.nbytes for state in optimizer.state.values() for v in state.values() if v.ndim)
    weights = sum(p.nbytes for p in model.parameters())
    assert 2 * weights + moments == training.STATE_BYTES * parameters.total(tiny())


@given(st.sampled_from(list(PRESETS)), st.sampled_from(["h200", "h100"]), st.integers(64, 4096), st.integers(0, 4096))
@settings(deadline=None, max_examples=40)
def test_plans_hold_their_rows(name: str, machine: str, length: int, more: int) -> None:
    here, longer = run(name, machine, length), run(name, machine, length + more)
    plan = train(here)
    assert plan.gpu_bytes <= USABLE_MEMORY * here.machine.memory_bytes
    assert plan.rows >= plan.hiding_rows >= 1
    assert plan.gpus * plan.gpu_bytes >= plan.state_bytes
    assert plan.checkpointed_row_bytes <= plan.kept_row_bytes
    assert training.row_bytes(here, False) <= training.row_bytes(longer, False)
    assert training.tick_flops(here) <= training.tick_flops(longer)
    assert preset(name).num_experts % plan.experts == 0 and plan.gpus % plan.experts == 0


@given(st.floats(0.01, 0.9), st.floats(1, 1e6))
@settings(deadline=None, max_examples=20)
def test_hours_are_positions_over_speed(mfu: float, hours: float) -> None:
    here = replace(run("micro"), mfu=mfu, hours=hours)
    plan = train(here)
    positions = hours * 3600 * 5 * here.traffic.positions
    assert plan.gpu_hours * 3600 * plan.tokens_a_s / plan.gpus == pytest.approx(positions)


def test_small_needs_many_and_nano_one() -> None:
    assert train(run("nano", "l4")).gpus == 1
    assert train(run()).gpus > 8
    with pytest.raises(BadConfig, match="length"):
        train(Run(preset("small"), cpu(), Traffic(), 4096))
