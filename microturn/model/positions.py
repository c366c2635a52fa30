"""`Positions`: what the trunk reads, one row a session, whatever stream each position came from.

Legend: B rows, N positions, A audio tokens and P own patches in all rows together (row-major order).
"""

from dataclasses import dataclass
from enum import IntEnum

import torch
from torch import Tensor


class Kind(IntEnum):
    """Which table embeds a position."""

    PAD = 0
    TEXT = 1
    AUDIO = 2
    PATCH = 3


@dataclass(frozen=True)
class Positions:
    """kind, token: int64 [B, N]; time: float64 [B, N] in ticks; levels: uint8 [A, 4, 80]; plans: int64 [P, 8]."""

    kind_BN: Tensor
    token_BN: Tensor
    time_BN: Tensor
    levels_A: Tensor
    plans_P: Tensor

    def __post_init__(self) -> None:
        assert self.kind_BN.shape == self.token_BN.shape == self.time_BN.shape
        assert self.time_BN.dtype == torch.float64, "time needs 64 bits: sessions are long"

    def to(self, device: torch.device | str) -> "Positions":
        fields = (self.kind_BN, self.token_BN, self.time_BN, self.levels_A, self.plans_P)
        return Positions(*(f.to(device, non_blocking=True) for f in fields))
