"""What training costs: memory of weights, optimizer and activations, how to shard it, tokens a second, hours of GPUs.

Shards: FSDP2 (each GPU holds its share of all weights, gradients and optimizer states, and gathers a layer when it is
needed), with routed experts spread over the GPUs of a node (expert parallel), so that a GPU gathers its experts only.
"""

from dataclasses import dataclass
from math import ceil, floor

from microturn.core.errors import BadConfig
from microturn.core.units import AUDIO_TOKENS, TICKS_PER_S
from microturn.model.config import ModelConfig
from microturn.plan import parameters, work
from microturn.plan.layout import remote
from microturn.plan.machines import LINK_SHARE, USABLE_MEMORY, Machine
from microturn.plan.work import Traffic

WEIGHT_BYTES, GRADIENT_BYTES, OPTIMIZER_BYTES = 4, 4, 8  # float32, as train/loop.py; AdamW: two moments
STATE_BYTES = WEIGHT_BYTES + GRADIENT_BYTES + OPTIMIZER_BYTES
VALUE_BYTES = 2  # activations and gathered weights: bf16
GATHERED_BYTES = 2 * VALUE_BYTES + GRADIENT_BYTES  # a parameter a step: gathered twice, its gradient sent once
LOGIT_BYTES = 2 + 4 + 4  # logits in bf16, in float32, and their gradient
BACKWARD = 3  # forward once, backward twice as much; nothing counted that is computed again
AHEAD = 2  # layers gathered at a time: one at work, one on its way
MOST_GPUS = 1 << 12
NO_ROOM = (
    "expected rows that fit into {machine}, those of {length} positions do not; try another --gpu or fewer --length"
)


@dataclass(frozen=True)
class Run:
    """What is to be trained. `length`: positions of a row; `mfu`: share of the machine's FLOP/s that the model's own
    products make up; `hours` of audio, once."""

    config: ModelConfig
    machine: Machine
    traffic: Traffic
    length: int = 4096
    mfu: float = 0.35
    hours: float = 1_000_000.0


@dataclass(frozen=True)
class Training:
    """`state_bytes` of all GPUs together; bytes of a row with all activations, and checkpointed; `gpu_bytes` of one GPU
    with a row; `rows` that it has room for. Seconds: to compute a row, to gather weights and send gradients in a step,
    to exchange hidden states in a row. `gpu_hours` for all audio once."""

    gpus: int
    experts: int
    state_bytes: int
    kept_row_bytes: int
    checkpointed_row_bytes: int
    gpu_bytes: float
    rows: int
    row_s: float
    gather_s: float
    exchange_s: float
    tokens_a_s: float
    gpu_hours: float

    @property
    def hiding_rows(self) -> int:
        """Rows a GPU and step from which on gathering weights takes no longer than computing."""
        return max(1, ceil(self.gather_s / self.row_s))


def layer_values(config: ModelConfig) -> int:
    """Activations that one layer keeps of one position for its backward pass, scores of attention left out: its
    kernel computes them again (FlashAttention, arXiv 2205.14135). Counted in `Block.forward`; a test measures them."""
    chosen, heads = config.top_k, config.num_heads + config.num_kv_heads
    return config.width * (5 + 3 * chosen) + 4 * config.head_width * heads + 4 * (chosen + 1) * config.expert_width


def row_bytes(run: Run, is_checkpointed: bool) -> int:
    """Activations of one row: all of them, or (checkpointed, arXiv 1604.06174) only what goes into each layer, and all
    of one layer. With the logits of the positions that have to predict text."""
    config, layer = run.config, layer_values(run.config)
    values = config.num_layers * config.width + layer if is_checkpointed else config.num_layers * layer
    logits = sum(run.traffic.choices) / run.traffic.positions * config.vocab_size
    return round(run.length * (values * VALUE_BYTES + logits * LOGIT_BYTES))


def tick_flops(run: Run) -> float:
    """FLOP of a micro-turn of a training row, forward: positions look at half a row on average, patches are rendered
    in one step."""
    config, traffic = run.config, run.traffic
    trunk = work.dense_flops(config, run.length / 2) + work.expert_flops(config)
    heads = AUDIO_TOKENS * work.ear_flops(config) + sum(traffic.choices) * work.logit_flops(config)
    heads += traffic.voice * (work.mouth_flops(config) + work.flow_flops(config))
    return traffic.positions * trunk + heads + traffic.views * work.eye_flops(config)


def train(run: Run) -> Training:
    """The plan on the fewest GPUs that hold as many rows as it takes to hide the gathering of weights. Raises BadConfig
    where even many do not."""
    num, plan = 1, _training(run, 1)
    while plan.rows < plan.hiding_rows:
        num = 2 * num if num < run.machine.node_size else num + run.machine.node_size
        if num > MOST_GPUS:
            raise BadConfig(NO_ROOM.format(machine=run.machine.name, length=run.length))
        plan = _training(run, num)
    return plan


def _training(run: Run, num: int) -> Training:
    row = row_bytes(run, is_checkpointed=True)
    free = USABLE_MEMORY * run.machine.memory_bytes - _gpu_bytes(run, num)
    speed = run.machine.flops * run.mfu
    position = BACKWARD * tick_flops(run) / run.traffic.positions
    ticks = run.hours * 3600 * TICKS_PER_S
    return Training(
        gpus=num,
        experts=_experts(run, num),
        state_bytes=STATE_BYTES * parameters.total(run.config),
        kept_row_bytes=row_bytes(run, is_checkpointed=False),
        checkpointed_row_bytes=row,
        gpu_bytes=_gpu_bytes(run, num),
        rows=1 + floor(free / row),
        row_s=run.length * position / speed,
        gather_s=_gather_s(run, num),
        exchange_s=_exchange_s(run, num),
        tokens_a_s=num * speed / position,
        gpu_hours=ticks * BACKWARD * tick_flops(run) / speed / 3600,
    )


def _experts(run: Run, num: int) -> int:
    """GPUs that the experts of a layer are spread over: those of a node, as far as they divide."""
    most = min(num, run.machine.node_size)
    return max(size for size in range(1, most + 1) if num % size == 0 and run.config.num_experts % size == 0)


def _own(run: Run, num: int) -> float:
    """Parameters that one GPU computes with: everything but the experts of others."""
    routed = parameters.routed(run.config)
    return parameters.total(run.config) - routed + routed / _experts(run, num)


def _gpu_bytes(run: Run, num: int) -> float:
    """Of one GPU: its share of the state, layers gathered, the gradient of one, and a row, checkpointed."""
    layer = _own(run, num) / run.config.num_layers if num > 1 else 0.0
    gathered = layer * (AHEAD * VALUE_BYTES + GRADIENT_BYTES)
    return STATE_BYTES * parameters.total(run.config) / num + gathered + row_bytes(run, is_checkpointed=True)


def _gather_s(run: Run, num: int) -> float:
    """Seconds a step for weights and gradients between GPUs, whatever the rows."""
    size, routed = _experts(run, num), parameters.routed(run.config)
    dense = (parameters.total(run.config) - routed) * (1 - 1 / num)
    experts = routed / size * (1 - size / num)
    rate = run.machine.link_rate if num <= run.machine.node_size else run.machine.network_rate
    return GATHERED_BYTES * (dense + experts) / (rate * LINK_SHARE)


def _exchange_s(run: Run, num: int) -> float:
    """Seconds a row for hidden states on their way to experts and back, forward and backward, inside a node."""
    config = run.config
    row = run.length * config.width * VALUE_BYTES
    sent = 4 * config.num_layers * remote(_experts(run, num), config.top_k) * row
    return sent / (run.machine.link_rate * LINK_SHARE)
