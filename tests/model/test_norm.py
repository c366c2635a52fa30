"""The written-out norm and blocked attention equal the framework's, values and gradients."""

import torch
import torch.nn.functional as F

from microturn.model.norm import EPS, norm
from microturn.model.trunk import blocked


def test_norm_equals_the_frameworks() -> None:
    torch.manual_seed(0)
    x = torch.randn(3, 5, 16, requires_grad=True)
    weight = torch.randn(16, requires_grad=True)
    pull = torch.randn(3, 5, 16)
    results = []
    for y in (norm(x, weight), F.rms_norm(x, (16,), weight, EPS)):
        results.append((y.detach(), *torch.autograd.grad((y * pull).sum(), (x, weight))))
    for ours, theirs in zip(*results):
        assert torch.allclose(ours, theirs, atol=1e-5)


def test_blocked_attention_equals_the_frameworks() -> None:
    torch.manual_seed(0)
    q, k, v = (torch.randn(2, heads, 300, 8, requires_grad=True) for heads in (6, 2, 2))
    pull = torch.randn(2, 6, 300, 8)
    results = []
    for y in (blocked(q, k, v), F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True)):
        results.append((y.detach(), *torch.autograd.grad((y * pull).sum(), (q, k, v))))
    for ours, theirs in zip(*results):
        assert torch.allclose(ours, theirs, atol=1e-5)
