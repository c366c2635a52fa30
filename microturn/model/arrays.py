"""Operations on rows, in numpy, on a processor. What comes of a row does not depend on those beside it, bit for bit.

A micro-turn is a handful of small products, where a call of the framework costs more than what it computes (6 against
1.5 us each). Legend: N rows, C channels, D head width.
"""

from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray

from microturn.model.norm import EPS

Floats = NDArray[np.float32]
Turn = tuple[Floats, Floats]


def array(tensor: torch.Tensor) -> Floats:
    return tensor.detach().float().contiguous().numpy()


def norm(x: Floats, weight: Floats | float = 1.0) -> Floats:
    scale = np.einsum("...i,...i->...", x, x)[..., None] / np.float32(x.shape[-1]) + np.float32(EPS)
    return cast(Floats, x * (weight / np.sqrt(scale)))


def silu(x: Floats) -> Floats:
    return cast(Floats, x / (1 + np.exp(-x)))


def sigmoid(x: Floats) -> Floats:
    return cast(Floats, 1 / (1 + np.exp(-x)))


def softmax(x: Floats) -> Floats:
    y = np.exp(x - x.max(-1, keepdims=True))
    y /= y.sum(-1, keepdims=True)
    return y


def rotate(x_NHD: Floats, turn: Turn) -> Floats:
    half = x_NHD.shape[-1] // 2
    first, second = x_NHD[..., :half], x_NHD[..., half:]
    cos, sin = turn
    return cast(Floats, np.concatenate([first * cos - second * sin, second * cos + first * sin], -1))


def by_row(x_NC: Floats, weight: Floats) -> Floats:
    """x W, row by row: a product of several rows at once adds up in another order than that of one."""
    return np.matmul(x_NC[:, None], weight)[:, 0]


class Matrix:
    """Weights [out, in] of a linear map, `m(x)` = x W^T. Packed: int8 rows with a scale each, as checkpoints hold them,
    times bf16: one token is bound by the memory that its weights are read from."""

    def __init__(self, weight: torch.Tensor, is_packed: bool) -> None:
        self._plain = None if is_packed else array(weight).T
        scale = (weight.detach().float().abs().amax(-1) / 127).clamp_min(1e-7)
        self._scale = scale.bfloat16()
        self._int8 = (weight.detach().float() / scale[:, None]).round().clamp(-127, 127).to(torch.int8)

    def __call__(self, x_NC: Floats) -> Floats:
        if self._plain is not None:
            return x_NC @ self._plain
        x = torch.from_numpy(x_NC).bfloat16()
        return torch._weight_int8pack_mm(x, self._int8, self._scale).float().numpy()  # pyright: ignore
