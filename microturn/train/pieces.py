"""Pieces: which part of which tensor of a checkpoint a process has, and how the parts get into its file.

Knows nothing of networks.
"""

from dataclasses import dataclass
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor

from microturn.model.slices import At


def rows(num: int, parts: int, index: int) -> slice:
    """Of `num` rows those of one of `parts` processes, as FSDP cuts them: all have the same number, the last ones fewer
    or none."""
    size = -(-num // parts)
    return slice(min(index * size, num), min((index + 1) * size, num))


@dataclass(frozen=True)
class Piece:
    """The slices `at` of the tensor `name` of a checkpoint."""

    name: str
    at: At

    def cut(self, full: Tensor) -> Tensor:
        return full[self.at]


class Places:
    """The pieces of all processes, of the same parameters in the same order."""

    def __init__(self, own: list[Piece]) -> None:
        found: list[Any] = [None] * dist.get_world_size()
        dist.all_gather_object(found, own)
        self.own, self.of_ranks = own, [list[Piece](pieces) for pieces in found]

    def bring(self, index: int, own: Tensor, full: Tensor | None) -> None:
        """Parameter `index` of every process, `own` here, into the tensor `full` that the first process has of it: one
        piece after the other, so that none needs more than a piece beside its own. All processes call it together."""
        rank = dist.get_rank()
        for sender, pieces in enumerate(self.of_ranks):
            if full is not None:
                part = pieces[index].cut(full)
                if sender == rank:
                    part.copy_(own.view(part.shape))
                elif part.numel():
                    received = torch.empty(part.shape, device=own.device)
                    dist.recv(received, sender)
                    part.copy_(received)
            elif sender == rank and own.numel():
                dist.send(own.contiguous(), 0)
