"""`Positions`: what the trunk reads, one row a session, whatever stream each position came from.

Legend: B rows, N positions, A audio tokens, P own patches and Q pictures in all rows together (row-major order).
"""

from dataclasses import dataclass, field
from enum import IntEnum

import torch
from torch import Tensor

from microturn.model.eye import no_views


class Kind(IntEnum):
    """Which table embeds a position."""

    PAD = 0
    TEXT = 1
    AUDIO = 2
    PATCH = 3
    VIEW = 4


@dataclass(frozen=True)
class Positions:
    """kind, token: int64 [B, N]; time: float64 [B, N] in ticks; levels: uint8 [A, 4, 80]; plans: int64 [P, 8]; views:
    uint8 [Q, 2, 120, 160, 3], pictures with the one before each, 3 positions each; told:
    int64 [A, 4], phones that stand for what the ear would read, -1 where it reads itself (training without sound)."""

    kind_BN: Tensor
    token_BN: Tensor
    time_BN: Tensor
    levels_A: Tensor
    plans_P: Tensor
    views_Q: Tensor = field(default_factory=no_views)
    told_A4: Tensor | None = None

    def __post_init__(self) -> None:
        assert self.kind_BN.shape == self.token_BN.shape == self.time_BN.shape
        assert self.time_BN.dtype == torch.float64, "time needs 64 bits: sessions are long"

    def to(self, device: torch.device | str) -> "Positions":
        fields = (self.kind_BN, self.token_BN, self.time_BN, self.levels_A, self.plans_P, self.views_Q)
        told = None if self.told_A4 is None else self.told_A4.to(device, non_blocking=True)
        return Positions(*(f.to(device, non_blocking=True) for f in fields), told_A4=told)
