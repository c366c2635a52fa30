"""Bags and the ear: audio and own speech as sums of embeddings, phones read off a middle layer, and the last of them.

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
    """Reads `num_slots` numbers of `num_values` each off a middle layer and feeds them back: the ear's phones."""

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
        return self.feed(told_over(logits_AF, told_AS).flatten(1).to(x_AC.dtype)), logits_AF


def told_over(logits: Tensor, told: Tensor | None) -> Tensor:
    """The posterior of what is read, [..., slots, values]; where a number is told (not -1), nearly sure of that."""
    posterior = logits.float().softmax(-1)
    if told is None:
        return posterior
    sure = F.one_hot(told.clamp(min=0), logits.shape[-1]) * SURE + (1 - SURE) / logits.shape[-1]
    return torch.where((told == UNTOLD)[..., None], posterior, sure)


class Recall(nn.Module):
    """The phones heard last, each once however long it lasted, as a sum of one embedding for each place in their row:
    words are spelled in the same way by slow and by fast speakers, and need not be put together from many positions."""

    def __init__(self, width: int, num_recalled: int, num_phones: int) -> None:
        super().__init__()
        self.num_recalled, self.num_phones = num_recalled, num_phones
        self.table = nn.Parameter(torch.randn(num_recalled * (num_phones + 1), width) * 0.02)
        self.norm = RMSNorm(width)

    def forward(self, slots_AW: Tensor) -> Tensor:
        """Phones + 1 of the last slots of each audio token, 0: not known -> what to add to its residual [A, C]."""
        place_K = torch.arange(self.num_recalled, device=slots_AW.device) * (self.num_phones + 1)
        found_AK = runs(slots_AW, self.num_recalled)
        return self.norm(F.embedding_bag(found_AK + place_K, self.table, mode="sum"))


def runs(slots_AW: Tensor, num: int) -> Tensor:
    """The values of the last `num` runs of equal slots, the very last first: [A, num], 0 where there are no more."""
    is_last_AW = F.pad(slots_AW[:, 1:] != slots_AW[:, :-1], (0, 1), value=True)
    rank_AW = is_last_AW.flip(1).cumsum(1).flip(1) - 1
    out = slots_AW.new_zeros(len(slots_AW), num + 1)
    return out.scatter_(1, rank_AW.clamp(max=num), slots_AW)[:, :num]


def last_slots(phones_A4: Tensor, row_A: Tensor, past_BT2: Tensor) -> tuple[Tensor, Tensor]:
    """Phones that audio tokens name, row by row, and phones + 1 of what came before in each row -> phones + 1 of the
    last slots up to each token [A, W], and what will have come before the next ones [B, T, 2]. A token's own two slots
    are as it names them, the others as the token behind them does."""
    num_rows, num_back = past_BT2.shape[:2]
    all_row = torch.cat([torch.arange(num_rows, device=row_A.device).repeat_interleave(num_back), row_A])
    order = all_row.argsort(stable=True)
    pairs = torch.cat([past_BT2.flatten(0, 1), phones_A4[:, :2] + 1])[order]
    at_A = order.argsort()[num_rows * num_back :]
    back_T = torch.arange(-num_back, 1, device=row_A.device)
    slots_AW = torch.cat([pairs[at_A[:, None] + back_T].flatten(1), phones_A4[:, 2:] + 1], 1)
    stop_B = all_row.bincount(minlength=num_rows).cumsum(0)
    return slots_AW, pairs[stop_B[:, None] + back_T[:-1]]
