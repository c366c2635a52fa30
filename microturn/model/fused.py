# pyright: basic, reportMissingImports=false, reportIndexIssue=false
# ruff: noqa: ANN001, ANN202 (Triton reads annotations: other types than its own end its compilation)
"""A layer's experts for few tokens on a GPU, in two kernels: rows of the chosen experts are read where they lie, and
which ones were chosen never leaves the GPU.

Needs Triton, which comes with torch for CUDA. In Triton's interpreter it equals `Experts._gathered`, and it compiles
for Hopper; it has never run on a GPU, so its block sizes are guesses. Legend: T tokens, C channels, E routed experts,
F expert width, K chosen experts; the shared expert is slot K of every token, with weight one.
"""

import torch
import triton
import triton.language as tl
from torch import Tensor

ROWS, COLUMNS = tl.constexpr(32), tl.constexpr(128)  # of a block of weights


def gathered(x_TC: Tensor, weight_TK: Tensor, chosen_TK: Tensor, w_in: Tensor, w_out: Tensor) -> Tensor:
    """[T, C] -> [T, C], in the dtype of `x_TC`; sums are in float32. `w_in` [E + 1, 2 F, C], `w_out` [E + 1, C, F]."""
    tokens, width, (slots, expert_width) = *x_TC.shape, (chosen_TK.shape[1] + 1, w_out.shape[2])
    assert w_in.shape == (len(w_out), 2 * expert_width, width), (w_in.shape, w_out.shape)
    assert all(tensor.is_contiguous() for tensor in (x_TC, weight_TK, chosen_TK, w_in, w_out))
    hidden = torch.empty(tokens, slots, expert_width, device=x_TC.device)
    sizes = slots - 1, len(w_in) - 1, width, expert_width
    out_TC = torch.empty_like(x_TC)
    with torch.cuda.device_of(x_TC):  # Triton starts its kernels on the current device
        _rise[tokens * slots, triton.cdiv(expert_width, ROWS.value)](x_TC, chosen_TK, w_in, hidden, sizes)
        _fall[tokens, triton.cdiv(width, ROWS.value)](hidden, weight_TK, chosen_TK, w_out, out_TC, sizes)
    return out_TC


@triton.jit
def _rise(x, chosen, w_in, hidden, sizes: tl.constexpr):
    """silu(gate) * value of one token in one expert, `ROWS` of F at a time."""
    K, E, C, F = sizes
    pair = tl.program_id(0)
    token, slot = pair // (K + 1), pair % (K + 1)
    expert = tl.load(chosen + token * K + slot, mask=slot < K, other=E)  # int64: weights are more than 2^31
    row = tl.program_id(1) * ROWS + tl.arange(0, ROWS)
    gate, value = tl.zeros([ROWS], tl.float32), tl.zeros([ROWS], tl.float32)
    for start in range(0, C, COLUMNS):
        column = start + tl.arange(0, COLUMNS)
        part = tl.load(x + token * C + column, mask=column < C, other=0.0).to(tl.float32)[None]
        at = w_in + expert * 2 * F * C + row[:, None] * C + column[None]
        is_real = (row < F)[:, None] & (column < C)[None]
        gate += tl.sum(tl.load(at, mask=is_real, other=0.0).to(tl.float32) * part, 1)
        value += tl.sum(tl.load(at + F * C, mask=is_real, other=0.0).to(tl.float32) * part, 1)
    tl.store(hidden + pair * F + row, gate * tl.sigmoid(gate) * value, mask=row < F)


@triton.jit
def _fall(hidden, weight, chosen, w_out, out, sizes: tl.constexpr):
    """Weighed sum of one token's experts, `ROWS` of C at a time."""
    K, E, C, F = sizes
    token = tl.program_id(0)
    row = tl.program_id(1) * ROWS + tl.arange(0, ROWS)
    total = tl.zeros([ROWS], tl.float32)
    for slot in range(K + 1):
        expert = tl.load(chosen + token * K + slot, mask=slot < K, other=E)
        share = tl.load(weight + token * K + slot, mask=slot < K, other=1.0).to(tl.float32)
        for start in range(0, F, COLUMNS):
            column = start + tl.arange(0, COLUMNS)
            part = tl.load(hidden + (token * (K + 1) + slot) * F + column, mask=column < F, other=0.0)[None]
            at = w_out + expert * C * F + row[:, None] * F + column[None]
            is_real = (row < C)[:, None] & (column < F)[None]
            total += share * tl.sum(tl.load(at, mask=is_real, other=0.0).to(tl.float32) * part, 1)
    tl.store(out + token * C + row, total.to(out.dtype.element_ty), mask=row < C)
