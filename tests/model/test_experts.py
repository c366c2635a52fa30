"""Mixture of experts: the fast paths equal the plain one, and loads even out."""

import torch
import torch.nn.functional as F

from microturn.model.experts import Experts


def plain(experts: Experts, x_TC: torch.Tensor) -> torch.Tensor:
    """Token by token, expert by expert."""
    score = torch.sigmoid(x_TC @ experts.router.weight.T)
    chosen = (score + experts.bias_E).topk(experts.top_k, -1).indices
    out: list[torch.Tensor] = []
    for x, picks, scores in zip(x_TC, chosen, score):
        weights = scores[picks] / scores[picks].sum()
        y = torch.zeros_like(x)
        for e, weight in [(experts.num_experts, torch.tensor(1.0)), *zip(picks.tolist(), weights)]:
            gate, value = (experts.w_in[e] @ x).chunk(2)
            y = y + weight * (experts.w_out[e] @ (F.silu(gate) * value))
        out.append(y)
    return torch.stack(out)


def build(seed: int = 0) -> Experts:
    torch.manual_seed(seed)
    experts = Experts(width=16, expert_width=8, num_experts=4, top_k=2)
    torch.nn.init.normal_(experts.w_in, std=0.3)
    torch.nn.init.normal_(experts.w_out, std=0.3)
    experts.bias_E += torch.randn(4) * 0.1
    return experts.eval()


def test_grouped_and_gathered_equal_plain() -> None:
    experts = build()
    for num in (1, 3, 8, 50):
        x = torch.randn(num, 16)
        with torch.no_grad():
            expected = plain(experts, x)
            assert torch.allclose(experts(x), expected, atol=1e-5), "gathered, or grouped for many"
        assert torch.allclose(experts(x), expected, atol=1e-5), "grouped"


def test_balance_evens_the_load() -> None:
    experts = build().train()
    experts.bias_E[0] = 1.0  # everybody wants expert 0
    torch.manual_seed(1)
    worst: list[float] = []
    for _ in range(400):
        experts(torch.randn(64, 16))
        worst.append(experts.balance())
    assert worst[0] > 1.8
    assert worst[-1] < 1.5
