"""How one copy of the network lies on several GPUs, and what one of them holds and does there.

Layers are cut into `stages` (pipeline), each on `experts` GPUs that share its routed experts (expert parallel).
Sessions are dealt out to these GPUs, or to groups of `tensor` of them that share heads (tensor parallel); everything
but routed experts is there once a group. Stages work on as many batches of sessions in turn.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from microturn.model.config import ModelConfig
from microturn.plan import parameters
from microturn.plan.machines import COLLECTIVE_S, COMPUTE_SHARE, LINK_SHARE, MEMORY_SHARE, USABLE_MEMORY, Machine
from microturn.plan.work import Costs, Phase


@dataclass(frozen=True)
class Layout:
    """GPUs of a stage, GPUs of them that share heads, and stages."""

    experts: int = 1
    tensor: int = 1
    stages: int = 1

    @property
    def gpus(self) -> int:
        return self.experts * self.stages

    @property
    def groups(self) -> int:
        """Groups of a stage that sessions are dealt out to."""
        return self.experts // self.tensor

    def __str__(self) -> str:
        names = {"experts over": self.experts, "heads over": self.tensor, "stages of layers:": self.stages}
        return ", ".join(f"{name} {num}" for name, num in names.items() if num > 1) or "whole on one"


@dataclass(frozen=True)
class Timing:
    """Seconds of a phase on the busiest GPU of each stage, stages one after the other. `link_bytes`: that this GPU
    sends."""

    phase: Phase
    compute_s: float
    memory_s: float
    link_s: float
    launch_s: float
    link_bytes: float

    @property
    def total_s(self) -> float:
        """Roofline, then exchanges and starts of layers: none of them hidden behind another."""
        return max(self.compute_s, self.memory_s) + self.link_s + self.launch_s


def layouts(config: ModelConfig, machine: Machine) -> Iterator[Layout]:
    """All possible ones: powers of two in a node, stages of whole nodes. A processor, a node of one, stays alone."""
    for experts in (1, 2, 4, 8):
        if experts > machine.node_size or config.num_experts % experts:
            continue
        for tensor in (1, 2, 4, 8):
            if experts % tensor == 0 and config.num_kv_heads % tensor == 0:
                yield Layout(experts, tensor)
                if experts == machine.node_size > 1:
                    stages = (num for num in range(2, config.num_layers + 1) if config.num_layers % num == 0)
                    yield from (Layout(experts, tensor, num) for num in stages)


def weight_bytes(layout: Layout, config: ModelConfig, form: str) -> float:
    """Of one GPU."""
    routed = parameters.routed(config)
    each, count = parameters.bytes_each(config, form), sum(parameters.counts(config).values())
    return each * (routed / layout.experts + (count - routed) / layout.tensor) / layout.stages


def gpu_bytes(layout: Layout, costs: Costs, form: str, session_bytes: float, sessions: int) -> float:
    """Weights and the sessions of the GPU that has most; heads of a session are shared by its group."""
    held = ceil(sessions / layout.groups) * session_bytes / layout.tensor / layout.stages
    return weight_bytes(layout, costs.config, form) + held


def fits(machine: Machine, needed_bytes: float) -> bool:
    return needed_bytes <= USABLE_MEMORY * machine.memory_bytes


def timing(layout: Layout, machine: Machine, costs: Costs, phase: Phase, sessions: int) -> Timing:
    """One phase of a batch of `sessions`."""
    share = ceil(sessions / layout.groups) / sessions / layout.tensor  # of the busiest GPU
    flops = phase.flops * share + phase.expert_flops / layout.experts
    moved = phase.weight_bytes / layout.tensor + phase.expert_bytes / layout.experts + phase.state_bytes * share
    sent, link_s = exchange(layout, machine, costs, phase, share)
    return Timing(
        phase, flops / (machine.flops * COMPUTE_SHARE), moved / (machine.memory_rate * MEMORY_SHARE),
        link_s, phase.layers * machine.layer_s, sent,
    )  # fmt: skip


def exchange(layout: Layout, machine: Machine, costs: Costs, phase: Phase, share: float) -> tuple[float, float]:
    """-> bytes that the busiest GPU sends in a phase, and seconds.

    Experts: a hidden state goes once to each other GPU that has a chosen expert, and a sum comes back. Heads: what
    an all-reduce a layer sends. Stages: hidden states from node to node.
    """
    if not phase.tokens or layout.gpus == 1:
        return 0.0, 0.0
    config, tokens = costs.config, phase.tokens * share * layout.tensor
    row = config.width * costs.value_bytes
    experts = config.num_layers * 2 * tokens * remote(layout.experts, config.top_k) * row / layout.tensor
    heads = config.num_layers * 2 * tokens * (1 - 1 / layout.tensor) * row
    stages = (layout.stages - 1) * tokens * row / layout.tensor
    rounds = phase.layers * 2 * ((layout.experts > 1) + (layout.tensor > 1)) + phase.passes * (layout.stages - 1)
    near, far = machine.link_rate * LINK_SHARE, machine.network_rate * LINK_SHARE
    return experts + heads + stages, (experts + heads) / near + stages / far + rounds * COLLECTIVE_S


def remote(num_gpus: int, top_k: int) -> float:
    """Expected number of other GPUs on which a token's experts are, dealt out at random."""
    return (num_gpus - 1) * (1 - (1 - 1 / num_gpus) ** top_k)
