"""Experts for few tokens in Triton equal the plain path. On a GPU, or with Triton installed and TRITON_INTERPRET=1 on
any machine."""

import os
from importlib.util import find_spec

import pytest
import torch

from microturn.model.experts import Experts

IS_INTERPRETED = find_spec("triton") is not None and os.environ.get("TRITON_INTERPRET") == "1"
DEVICE = "cuda" if torch.cuda.is_available() else "cpu"
TOLERANCES = {
    torch.float32: 1e-5,  # sums in another order
    torch.bfloat16: 2e-2,  # the plain path rounds to 8 bits after each product, the kernels at the end
}

pytestmark = pytest.mark.skipif(DEVICE == "cpu" and not IS_INTERPRETED, reason="needs a GPU, or Triton's interpreter")


@pytest.mark.parametrize("dtype", TOLERANCES)
@pytest.mark.parametrize(("width", "expert_width", "top_k"), [(64, 32, 1), (192, 40, 2), (130, 150, 3)])
@torch.no_grad()
def test_equals_the_plain_path(dtype: torch.dtype, width: int, expert_width: int, top_k: int) -> None:
    from microturn.model.fused import gathered

    torch.manual_seed(0)
    experts = Experts(width, expert_width, num_experts=4, top_k=top_k).eval().to(DEVICE, dtype)
    torch.nn.init.normal_(experts.w_in, std=width**-0.5)
    torch.nn.init.normal_(experts.w_out, std=expert_width**-0.5)
    for num in (1, 3, 8):
        x_TC = torch.randn(num, width, device=DEVICE, dtype=dtype)
        weight_TK, chosen_TK = experts.route(x_TC)
        plain = experts._gathered(x_TC, weight_TK, chosen_TK)  # pyright: ignore[reportPrivateUsage]
        fused = gathered(x_TC, weight_TK, chosen_TK, experts.w_in, experts.w_out)
        assert fused.dtype == dtype
        assert (fused - plain).abs().max() < TOLERANCES[dtype] * plain.abs().max()
