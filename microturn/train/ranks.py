"""Several processes that train one model, started by `torchrun`: their gradients are averaged before every step.

Alone, all of it does nothing. On two CPU cores two processes of one thread finish a step in less time than one
process of two threads, which wait for each other at every operation.
"""

import os
from collections.abc import Iterable
from datetime import timedelta

import torch
import torch.distributed as dist
from torch import Tensor, nn

PATIENCE = timedelta(hours=1)  # the others wait for the first while it writes a checkpoint


class Ranks:
    """`rank` of `num` processes; the first one logs, evaluates and saves."""

    def __init__(self, device: str) -> None:
        self.device = device
        self.num, self.rank = int(os.environ.get("WORLD_SIZE", "1")), int(os.environ.get("RANK", "0"))
        if self.num > 1 and not dist.is_initialized():
            if device == "cuda":  # each process has a GPU of its own
                torch.cuda.set_device(int(os.environ.get("LOCAL_RANK", "0")))
            dist.init_process_group("gloo" if device == "cpu" else "nccl", timeout=PATIENCE)

    @property
    def is_first(self) -> bool:
        return self.rank == 0

    def average(self, parameters: Iterable[nn.Parameter]) -> None:
        """Gradients -> their mean over all processes; one that a process has none of counts as zero there."""
        if self.num == 1:
            return
        all_parameters = list(parameters)
        grads = [torch.zeros_like(p) if p.grad is None else p.grad for p in all_parameters]
        line = torch.cat([grad.flatten() for grad in grads])
        dist.all_reduce(line)
        parts = (line / self.num).split([grad.numel() for grad in grads])
        for parameter, part in zip(all_parameters, parts):
            parameter.grad = part.view_as(parameter)

    def add(self, tensors: Iterable[Tensor]) -> None:
        """Sums in place over all processes."""
        for tensor in tensors if self.num > 1 else ():
            dist.all_reduce(tensor)

    def share(self, value: float) -> float:
        """The first process's value, for all."""
        if self.num == 1:
            return value
        said = torch.tensor([value], dtype=torch.float64, device=self.device)
        dist.broadcast(said, 0)
        return float(said)
