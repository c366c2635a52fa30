"""Rotary positions that carry time (RoPE, arXiv 2104.09864, over two clocks).

Half of each head's pairs turns with time in ticks, half with the order of positions, so that "20 ticks ago"
is one rotation whatever was said in between. Legend: B rows, N positions, H heads, D head width.
"""

import math

import torch
from torch import Tensor

SHORTEST_TICKS, LONGEST_TICKS = 1.0, 1200.0  # periods of the time pairs: 200 ms .. 4 min
SHORTEST_ORDER, LONGEST_ORDER = 4.0, 8192.0  # periods of the order pairs, in positions


def _rates(shortest: float, longest: float, num: int, device: torch.device | None) -> Tensor:
    periods = torch.logspace(math.log2(shortest), math.log2(longest), num, 2.0, dtype=torch.float64, device=device)
    return 2 * math.pi / periods


def time_rates(head_width: int, device: torch.device | None = None) -> Tensor:
    """Radians a tick of the pairs that turn with time, float64 [D/4]."""
    return _rates(SHORTEST_TICKS, LONGEST_TICKS, head_width // 4, device)


def order_rates(head_width: int, device: torch.device | None = None) -> Tensor:
    """Radians a position of the other pairs, float64 [D/4]."""
    return _rates(SHORTEST_ORDER, LONGEST_ORDER, head_width // 4, device)


def angles(time_BN: Tensor, order_BN: Tensor, head_width: int) -> Tensor:
    """float64 angles [B, N, D/2]; 64 bits so that an hour of session loses nothing."""
    time = time_BN.double()[..., None] * time_rates(head_width, time_BN.device)
    order = order_BN.double()[..., None] * order_rates(head_width, order_BN.device)
    return torch.cat([time, order], -1)


def rotate(x_BNHD: Tensor, cos_BND: Tensor, sin_BND: Tensor) -> Tensor:
    """Turns each pair (i, i + D/2) by its angle; cos and sin are [B, N, D/2]."""
    first, second = x_BNHD.chunk(2, -1)
    cos, sin = cos_BND[:, :, None], sin_BND[:, :, None]
    return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)
