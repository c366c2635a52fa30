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
    TOLD_VIEW = 5  # of a picture that is told, not seen: training only


@dataclass(frozen=True)
class Positions:
    """kind, token: int64 [B, N]; time: float64 [B, N] in ticks; levels: uint8 [A, 4, 80]; plans: int64 [P, 8]; views:
    uint8 [Q, 2, 120, 160, 3], pictures with the one before each, 3 positions each; told_A4, told_QM: int64 [A, 4] and
    [Q, 33], phones and marks that stand for what the ear and the eye would read, -1 where they read themselves
    (training without sound, without pictures; the marks are of told pictures, too)."""

    kind_BN: Tensor
    token_BN: Tensor
    time_BN: Tensor
    levels_A: Tensor
    plans_P: Tensor
    views_Q: Tensor = field(default_factory=no_views)
    told_A4: Tensor | None = None
    told_QM: Tensor | None = None

    def __post_init__(self) -> None:
        assert self.kind_BN.shape == self.token_BN.shape == self.time_BN.shape
        assert self.time_BN.dtype == torch.float64, "time needs 64 bits: sessions are long"

    def to(self, device: torch.device | str) -> "Positions":
        fields = (self.kind_BN, self.token_BN, self.time_BN, self.levels_A, self.plans_P, self.views_Q)
        told = (None if some is None else some.to(device, non_blocking=True) for some in (self.told_A4, self.told_QM))
        return Positions(*(f.to(device, non_blocking=True) for f in fields), *told)
