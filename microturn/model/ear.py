"""Bags and the ear: audio and own speech as sums of embeddings, and phones read off a middle layer.

Bag of embeddings after dMel (arXiv 2407.15835); the phone posterior is fed back (self-conditioning, arXiv 2104.02724).
Legend: A audio tokens or pictures, C channels, S slots, F phones or other values.
"""

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from microturn.model.norm import RMSNorm

UNTOLD = -1
SURE = 0.9  # of a phone that is told
EAR_SLOTS = 4  # an audio token names its own two 25 ms slots and, with what came after, the two before


class Bag(nn.Module):
    """Sums one embedding a feature (every feature takes one of `num_values`), then RMSNorm."""

    def __init__(self, num_features: int, num_values: int, width: int) -> None:
        super().__init__()
        self.num_values, self.num_features = num_values, num_features
        self.table = nn.Parameter(torch.randn(num_features * num_values, width) * 0.02)
        self.norm = RMSNorm(width)

    def forward(self, values: Tensor) -> Tensor:
        """Integers [A, ...] with `num_features` in all behind A -> [A, C]."""
        base = torch.arange(self.num_features, device=values.device) * self.num_values
        return self.norm(F.embedding_bag(values.flatten(1).long() + base, self.table, mode="sum"))


class Reader(nn.Module):
    """Reads `num_slots` numbers of `num_values` each off a middle layer and feeds them back: the ear's phones, and what
    the eye sees."""

    def __init__(self, width: int, num_slots: int, num_values: int) -> None:
        super().__init__()
        self.num_slots, self.num_values = num_slots, num_values
        self.norm = RMSNorm(width)
        self.read = nn.Linear(width, num_slots * num_values)
        self.feed = nn.Linear(num_slots * num_values, width, bias=False)

    def forward(self, x_AC: Tensor, told_AS: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """[A, C] -> (what to add to the residual stream [A, C], logits [A, S, F]).

        Where numbers are told (not -1), they take the place of what is read: so words can be learned without sound.
        """
        logits_AF = self.read(self.norm(x_AC)).unflatten(-1, (self.num_slots, self.num_values))
        posterior = logits_AF.float().softmax(-1)
        if told_AS is not None:
            sure = F.one_hot(told_AS.clamp(min=0), self.num_values) * SURE + (1 - SURE) / self.num_values
            posterior = torch.where((told_AS == UNTOLD)[..., None], posterior, sure)
        return self.feed(posterior.flatten(1).to(x_AC.dtype)), logits_AF
