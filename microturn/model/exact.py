"""Bit-exact mode: what the network computes does not depend on what it is computed with, or in which pieces.

Training reads whole scenes, a stream a few positions at a time, an engine several streams at once: the same sums, in
another order, and so other last digits. Inside `Exact` every number that is summed is rounded to a grid of its own row
first, coarse enough for all sums of products to be whole numbers below 2^53: float64 holds those exactly, and their
order is of no account, whatever the kernel, the number of threads or the processor (reproducible summation after
Demmel and Nguyen, 2013; the goal of batch-invariant kernels, Thinking Machines, September 2025, by other means).

Covers trunk, experts, ear, eye, text head and mouth; not the flow head and the vocoder, which read no more than a
patch. Gradients are those of the products as they are.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import torch
import torch.nn.functional as F
from torch import _VF, Tensor
from torch.overrides import TorchFunctionMode
from torch.utils.weak import WeakTensorKeyDictionary

from microturn.core.errors import BadData

LINEAR_BITS = 21, 17  # of inputs and weights: products of 2^14 fit
MATMUL_BITS, GRID_BITS, LARGEST = 19, 14, 128.0  # of queries and shares; of keys and values, up to this
SQUARE_BITS, EXP_BITS = 20, 40
MOST_LINEAR, MOST_MATMUL = 1 << 14, 1 << 12  # terms of a sum
Known = Callable[[Tensor], tuple[Tensor, Tensor]]
VECTOR = 64  # numbers: functions are computed of full vectors, since what is left over goes another way


class Exact(TorchFunctionMode):
    """A context (`with Exact(): ...`) in which the network computes bit-exactly, two to three times as slowly."""

    def __init__(self) -> None:
        super().__init__()
        self._weights: WeakTensorKeyDictionary = WeakTensorKeyDictionary()

    def __torch_function__(
        self, func: Callable[..., Any], types: Sequence[type], args: Sequence[Any] = (), kwargs: Any = None
    ) -> Any:
        own = OWN.get(func)
        if own is _linear:
            return _linear(*args, **(kwargs or {}), known=self._known)
        return (own or func)(*args, **(kwargs or {}))

    def _known(self, weight: Tensor) -> tuple[Tensor, Tensor]:
        """A weight's whole numbers and scales, made once for each of its values; of experts, each is a part of one."""
        source = weight if weight._base is None else weight._base
        if source not in self._weights:
            self._weights[source] = {}
        parts: dict[tuple[int, ...], tuple[Tensor, Tensor]] = self._weights[source]
        key = weight._version, int(weight.storage_offset()), *weight.shape
        if key not in parts:
            for old in [old for old in parts if old[0] != key[0]]:
                del parts[old]
            parts[key] = whole(weight.detach(), LINEAR_BITS[1])
        return parts[key]


def whole(x: Tensor, bits: int) -> tuple[Tensor, Tensor]:
    """[..., K] -> whole numbers up to 2^bits, float64, and what one of each row stands for, a power of two [..., 1]."""
    x = x.double()
    scale = torch.exp2(torch.frexp(x.abs().amax(-1, keepdim=True)).exponent.double() - bits)
    return (x / scale).round(), scale


class _Product(torch.autograd.Function):
    """`value` forward, the gradient of the product of x and y backward."""

    @staticmethod
    def forward(ctx: Any, value: Tensor, x: Tensor, y: Tensor) -> Tensor:  # pyright: ignore[reportIncompatibleMethodOverride]
        ctx.save_for_backward(x, y)
        return value

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> tuple[None, Tensor, Tensor]:
        (x, y), (grad,) = ctx.saved_tensors, grads
        return None, (grad @ y.mT).sum_to_size(x.shape), (x.mT @ grad).sum_to_size(y.shape)


def _linear(
    x: Tensor, weight: Tensor, bias: Tensor | None = None, known: Known = lambda weight: whole(weight, LINEAR_BITS[1])
) -> Tensor:
    if x.shape[-1] > MOST_LINEAR:
        raise BadData(f"expected sums of at most {MOST_LINEAR} terms in exact mode, got {x.shape[-1]}")
    rows = x.reshape(-1, x.shape[-1])
    with torch.no_grad():
        numbers, scale = whole(rows, LINEAR_BITS[0])
        weights, scales = known(weight)
        value = (torch.matmul(numbers, weights.mT) * scale * scales[:, 0]).to(x.dtype)
    y = _Product.apply(value, rows, weight.mT)
    assert isinstance(y, Tensor)
    y = y.view(*x.shape[:-1], len(weight))
    return y if bias is None else y + bias


def _matmul(x: Tensor, y: Tensor) -> Tensor:
    """[..., N, K] x [..., K, M]. No row of y has a scale of its own: of keys and values there are more or fewer."""
    if x.shape[-1] > MOST_MATMUL or not y.numel() or float(y.detach().abs().max()) >= LARGEST:
        raise BadData(f"expected sums of 1 to {MOST_MATMUL} terms below {LARGEST} in exact mode, got {x.shape[-1]}")
    with torch.no_grad():
        numbers, scale = whole(x, MATMUL_BITS)
        others = (y.double() * 2**GRID_BITS).round()
        value = (torch.matmul(numbers, others) * scale * 2.0**-GRID_BITS).to(x.dtype)
    out = _Product.apply(value, x, y)
    assert isinstance(out, Tensor)
    return out.clone()  # which may be written into


class _Softmax(torch.autograd.Function):
    @staticmethod
    def forward(ctx: Any, x: Tensor) -> Tensor:  # pyright: ignore[reportIncompatibleMethodOverride]
        x64 = x.double()
        powers = _by_vectors(torch.exp, x64 - x64.amax(-1, keepdim=True))
        shares = (powers * 2.0**EXP_BITS).round()
        result = (shares / shares.sum(-1, keepdim=True)).to(x.dtype)
        ctx.save_for_backward(result)
        return result

    @staticmethod
    def backward(ctx: Any, *grads: Tensor) -> Tensor:
        (share,), (grad,) = ctx.saved_tensors, grads
        return share * (grad - (grad * share).sum(-1, keepdim=True))


def _softmax(x: Tensor, dim: int = -1, **_: Any) -> Tensor:
    assert dim in (-1, x.ndim - 1), "expected a softmax over the last dimension"
    y = _Softmax.apply(x)
    assert isinstance(y, Tensor)
    return y


def _vector_norm(x: Tensor, dim: int = -1, keepdim: bool = False, dtype: torch.dtype | None = None) -> Tensor:
    numbers, scale = whole(x, SQUARE_BITS)
    square = numbers.square().sum(dim, keepdim=True)
    norm = (square.sqrt() * scale).to(dtype or x.dtype)
    return norm if keepdim else norm.squeeze(dim)


def _rms_norm(x: Tensor, shape: Sequence[int], weight: Tensor | None = None, eps: float | None = None) -> Tensor:
    norm = _vector_norm(x.detach(), keepdim=True, dtype=torch.float32)
    unit = x * (norm.square() / x.shape[-1] + (eps or torch.finfo(x.dtype).eps)).rsqrt().to(x.dtype)
    return unit if weight is None else unit * weight


def _gru(x_VTI: Tensor, state_1VH: Tensor, weights: Sequence[Tensor], *_: Any) -> tuple[Tensor, Tensor]:
    """One layer, one step after the other (arXiv 1412.3555, the variant of the framework)."""
    w_in, w_state, b_in, b_state = weights
    state, outputs = state_1VH[0], list[Tensor]()
    for x in x_VTI.unbind(1):
        (reset, keep, new), (reset_, keep_, new_) = (
            part.chunk(3, -1) for part in (_linear(x, w_in, b_in), _linear(state, w_state, b_state))
        )
        reset, keep = (_by_vectors(torch.sigmoid, part) for part in (reset + reset_, keep + keep_))
        new = _by_vectors(torch.tanh, new + reset * new_)
        state = (1 - keep) * new + keep * state
        outputs.append(state)
    return torch.stack(outputs, 1), state[None]


def _addcmul(x: Tensor, a: Tensor, b: Tensor) -> Tensor:
    """Rounded twice, as not every way of computing it rounds once."""
    return x + a * b


def _by_vectors(func: Callable[[Tensor], Tensor], x: Tensor) -> Tensor:
    """A function of each number by itself."""
    flat = x.flatten()
    return func(F.pad(flat, (0, -len(flat) % VECTOR)))[: len(flat)].view(x.shape)


def _vectors(func: Callable[..., Tensor]) -> Callable[..., Tensor]:
    def padded(x: Tensor, **more: Any) -> Tensor:
        return _by_vectors(partial(func, **more), x)

    return padded


OWN: dict[Callable[..., Any], Callable[..., Any]] = {
    F.linear: _linear, _VF.gru: _gru,
    torch.matmul: _matmul, torch.bmm: _matmul, Tensor.matmul: _matmul, Tensor.__matmul__: _matmul,
    torch.softmax: _softmax, Tensor.softmax: _softmax, F.softmax: _softmax,
    torch.linalg.vector_norm: _vector_norm, F.rms_norm: _rms_norm, torch.addcmul: _addcmul,
    torch.sigmoid: _vectors(torch.sigmoid), F.silu: _vectors(F.silu), F.gelu: _vectors(F.gelu),
    Tensor.tanh: _vectors(torch.tanh), Tensor.sigmoid: _vectors(torch.sigmoid), Tensor.rsqrt: _vectors(torch.rsqrt),
}  # fmt: skip
