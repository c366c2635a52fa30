"""Builds the network spread over several processes, without weights: FSDP2 for everything but routed experts, expert
parallelism for those.

Routed experts of a layer are dealt out over the processes of a node (`train/expert_parallel.py`) and, where there are
several nodes, cut over these by FSDP too.
"""

import warnings

import torch
import torch.distributed as dist
from torch.distributed.device_mesh import DeviceMesh, init_device_mesh
from torch.distributed.fsdp import FSDPModule, fully_shard

from microturn.core.errors import BadConfig
from microturn.model.config import ModelConfig
from microturn.model.network import InteractionModel
from microturn.train.expert_parallel import SpreadExperts
from microturn.train.pieces import Piece, rows

NODES, EXPERTS = "nodes", "experts"


def processes(device: str, num_sharing: int) -> DeviceMesh:
    """All processes as nodes of `num_sharing` each, which share a layer's experts. Raises BadConfig."""
    num = dist.get_world_size() if dist.is_initialized() else 1
    if num == 1 or num % num_sharing:
        raise BadConfig(
            f"expected several processes (of torchrun), a multiple of --shard {num_sharing}, got {num}; start more, or "
            f"leave the option out"
        )
    shape = num // num_sharing, num_sharing
    return init_device_mesh(torch.device(device).type, shape, mesh_dim_names=(NODES, EXPERTS))


def build(config: ModelConfig, mesh: DeviceMesh, device: str) -> InteractionModel:
    """The rows of this process, of any values, in a network whose passes all processes have to make together: all of
    them the same number of passes forward, and backward from a loss that every hidden state has part in."""
    with torch.device("meta"):
        model = InteractionModel(config)
        for block in model.blocks:
            block.experts = SpreadExperts(config, mesh.get_group(EXPERTS))
    everywhere = init_device_mesh(mesh.device_type, (mesh.size(),))
    for block in model.blocks:
        fully_shard(block.experts.routed, mesh=mesh[NODES])  # pyright: ignore
        fully_shard(block, mesh=everywhere)
    root = fully_shard(
        model, mesh=everywhere, reshard_after_forward=False
    )  # heads run after it, in some processes only
    root.set_reduce_scatter_unused_params(True)  # those without audio or pictures take part with zeros
    root.register_forward_pre_hook(_forget, prepend=True)
    warnings.filterwarnings("ignore", "FSDP2-wrapped module .* returned a view")  # nothing changes logits in place
    model.to_empty(device=device)
    for buffer in model.buffers():
        buffer.zero_()
    return model


def _forget(root: FSDPModule, _: object) -> None:
    """Before a pass: what a pass without gradients has left gathered may be old."""
    root.reshard()


def piece(name: str, shapes: dict[str, torch.Size], mesh: DeviceMesh) -> Piece:
    """Where the rows here of a parameter lie in a checkpoint, whose tensors have the experts one after the other, the
    shared one last. `shapes`: of the checkpoint."""
    num, rank = mesh.size(), mesh.get_rank()
    if ".experts.shared_" in name:
        whole = name.replace("shared_", "w_")
        last = shapes[whole][0] - 1
        return Piece(whole, (slice(last, last + 1), rows(shapes[whole][1], num, rank)))
    if ".experts.routed." in name:
        whole = name.replace("routed.", "")
        each = (shapes[whole][0] - 1) // mesh[EXPERTS].size()
        first, own = mesh[EXPERTS].get_local_rank() * each, rows(each, mesh[NODES].size(), mesh[NODES].get_local_rank())
        return Piece(whole, (slice(first + own.start, first + own.stop),))
    return Piece(name, (rows(shapes[name][0], num, rank),))
