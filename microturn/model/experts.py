"""Mixture of experts: one shared and the top k of n routed SwiGLU experts.

Sigmoid router with bias-based balancing, no auxiliary loss (arXiv 2408.15664). Legend: T tokens, C channels,
E experts, F expert width, K chosen experts.
"""

from collections.abc import Sequence

import torch
import torch.nn.functional as F
from torch import Tensor, nn

BALANCE_RATE = 5e-3  # how far a bias moves a step; 1e-3 left the worst load at three times the mean after 125 steps
FEW_TOKENS = 8  # up to here: gather + matrix-vector products


class Experts(nn.Module):
    bias_E: Tensor
    load_E: Tensor

    def __init__(self, width: int, expert_width: int, num_experts: int, top_k: int) -> None:
        super().__init__()
        self.top_k, self.num_experts = top_k, num_experts
        self.router = nn.Linear(width, num_experts, bias=False)
        self.w_in = nn.Parameter(torch.randn(num_experts + 1, 2 * expert_width, width) * 0.02)  # the shared one is last
        self.w_out = nn.Parameter(torch.randn(num_experts + 1, width, expert_width) * 0.02)
        self.register_buffer("bias_E", torch.zeros(num_experts))
        self.register_buffer("load_E", torch.zeros(num_experts), persistent=False)

    def forward(self, x_TC: Tensor) -> Tensor:
        """[T, C] -> [T, C]."""
        weight_TK, chosen_TK = self.route(x_TC)
        if len(x_TC) <= FEW_TOKENS and not torch.is_grad_enabled():
            few = self._fused if x_TC.is_cuda else self._gathered
            return few(x_TC, weight_TK, chosen_TK)
        return self._grouped(x_TC, weight_TK, chosen_TK)

    def route(self, x_TC: Tensor) -> tuple[Tensor, Tensor]:
        """-> weights [T, K] that sum to one, indices [T, K]. The bias steers the choice, never the weights."""
        score_TE = torch.sigmoid(self.router(x_TC).float())
        chosen_TK = (score_TE + self.bias_E).topk(self.top_k, -1).indices.sort(1).values  # the order in which all add
        if self.training:
            self.load_E += torch.bincount(chosen_TK.flatten(), minlength=self.num_experts)
        weight_TK = score_TE.gather(1, chosen_TK)
        return weight_TK / weight_TK.sum(1, keepdim=True), chosen_TK

    def _grouped(self, x_TC: Tensor, weight_TK: Tensor, chosen_TK: Tensor) -> Tensor:
        """Each expert reads its tokens in one matrix product."""
        order, counts_E = self.deal(chosen_TK)
        *routed, shared = zip(self.w_in.unbind(0), self.w_out.unbind(0))  # indexing would cost a gradient of zeros each
        y = grouped(x_TC[order // self.top_k], counts_E.tolist(), routed)
        return self.merge(swiglu(x_TC, *shared), y, weight_TK, order)

    def deal(self, chosen_TK: Tensor) -> tuple[Tensor, Tensor]:
        """-> the choices (token * K + k) in the order of their experts [T * K], and how many each expert has [E]."""
        choice = chosen_TK.flatten()
        return torch.argsort(choice, stable=True), torch.bincount(choice, minlength=self.num_experts)

    def merge(self, out_TC: Tensor, y: Tensor, weight_TK: Tensor, order: Tensor) -> Tensor:
        """Adds what the experts made of the choices, weighed, to the tokens [T, C]; `y`, `order`: as from `deal`."""
        y = y * weight_TK.flatten()[order, None].to(y.dtype)
        return out_TC.index_add(0, order // self.top_k, y)

    def _gathered(self, x_TC: Tensor, weight_TK: Tensor, chosen_TK: Tensor) -> Tensor:
        """Few tokens: one matrix-vector product a token and expert; weights are read in place, never copied."""
        out_TC = swiglu(x_TC, self.w_in[-1], self.w_out[-1])
        for out, x, weights, experts in zip(out_TC, x_TC, weight_TK.to(x_TC.dtype), chosen_TK.tolist()):
            for weight, expert in zip(weights, experts):
                out += weight * swiglu(x, self.w_in[expert], self.w_out[expert])
        return out_TC

    def _fused(self, x_TC: Tensor, weight_TK: Tensor, chosen_TK: Tensor) -> Tensor:
        """`_gathered` in two kernels; torch for CUDA brings Triton along, but not for every system."""
        try:
            from microturn.model.fused import gathered
        except ImportError:
            return self._gathered(x_TC, weight_TK, chosen_TK)
        return gathered(x_TC, weight_TK, chosen_TK, self.w_in, self.w_out)

    @torch.no_grad()
    def balance(self) -> float:
        """Moves the biases towards equal load since the last call -> largest load over mean load."""
        mean = self.load_E.mean().clamp_min(1)
        self.bias_E += BALANCE_RATE * torch.sign(mean - self.load_E)
        worst = float(self.load_E.max() / mean)
        self.load_E.zero_()
        return worst


def grouped(x_TC: Tensor, counts: Sequence[int], experts: Sequence[tuple[Tensor, Tensor]]) -> Tensor:
    """Tokens in the order of their experts, `counts` of each, and the experts' weights -> what they make of them."""
    return torch.cat([swiglu(part, *weights) for part, weights in zip(x_TC.split(counts), experts)])


def swiglu(x_TC: Tensor, w_in: Tensor, w_out: Tensor) -> Tensor:
    gate, value = F.linear(x_TC, w_in).chunk(2, -1)
    return F.linear(F.silu(gate) * value, w_out)
