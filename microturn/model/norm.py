"""Root mean square norm (arXiv 1910.07467), written out: on CPUs the framework's own is composed of slow reductions
(12.8 against 3.9 ms, forward and backward, for 4,096 x 384 in bf16 on two cores)."""

from typing import Any

import torch
import torch.nn.functional as F
from torch import Tensor, nn

EPS = 1e-6


class _Norm(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor, weight: Tensor) -> Tensor:  # pyright: ignore[reportIncompatibleMethodOverride]
        square = torch.linalg.vector_norm(x, dim=-1, keepdim=True, dtype=torch.float32).square()
        scale = (square / x.shape[-1] + EPS).rsqrt().to(x.dtype)
        unit = x * scale
        ctx.save_for_backward(unit, scale, weight)
        return unit * weight.to(x.dtype)

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[Tensor, Tensor]:
        unit, scale, weight = ctx.saved_tensors
        (grad,) = grads
        width = unit.shape[-1]
        grad_weight = (grad * unit).flatten(0, -2).sum(0, dtype=torch.float32)
        grad_unit = grad * weight.to(grad.dtype)
        mean = (grad_unit * unit).reshape(-1, width) @ grad.new_full((width, 1), 1 / width)
        return (grad_unit - unit * mean.view(*unit.shape[:-1], 1)) * scale, grad_weight.to(weight.dtype)


class RMSNorm(nn.Module):
    """x / sqrt(mean(x^2)) * weight over the last dimension; computed in the dtype of x, reduced in float32."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.weight = nn.Parameter(torch.ones(width))

    def forward(self, x: Tensor) -> Tensor:
        return norm(x, self.weight)


def norm(x: Tensor, weight: Tensor) -> Tensor:
    if not torch.is_grad_enabled():  # streaming: few positions, one call instead of five
        return F.rms_norm(x, x.shape[-1:], weight.to(x.dtype), EPS)
    result = _Norm.apply(x, weight)
    assert isinstance(result, Tensor)
    return result
