"""Rotary positions that carry time (RoPE, arXiv 2104.09864, over two clocks).

Half of each head's pairs turns with time in ticks, half with the order of positions, so that "20 ticks ago"
is one rotation whatever was said in between. Legend: B rows, N positions, H heads, D head width.
"""

import math

import torch
from torch import Tensor

SHORTEST_TICKS, LONGEST_TICKS = 1.0, 1200.0  # periods of the time pairs: 200 ms .. 4 min
SHORTEST_ORDER, LONGEST_ORDER = 4.0, 8192.0  # periods of the order pairs, in positions


def _rates(shortest: float, longest: float, num: int, device: torch.device) -> Tensor:
    periods = torch.logspace(math.log2(shortest), math.log2(longest), num, 2.0, dtype=torch.float64, device=device)
    return 2 * math.pi / periods


def angles(time_BN: Tensor, order_BN: Tensor, head_width: int) -> Tensor:
    """float64 angles [B, N, D/2]; 64 bits so that an hour of session loses nothing."""
    num = head_width // 4
    time = time_BN.double()[..., None] * _rates(SHORTEST_TICKS, LONGEST_TICKS, num, time_BN.device)
    order = order_BN.double()[..., None] * _rates(SHORTEST_ORDER, LONGEST_ORDER, num, order_BN.device)
    return torch.cat([time, order], -1)


def rotate(x_BNHD: Tensor, cos_BND: Tensor, sin_BND: Tensor) -> Tensor:
    """Turns each pair (i, i + D/2) by its angle; cos and sin are [B, N, D/2]."""
    first, second = x_BNHD.chunk(2, -1)
    cos, sin = cos_BND[:, :, None], sin_BND[:, :, None]
    return torch.cat([first * cos - second * sin, second * cos + first * sin], -1)
