"""The trunk: a causal stack of short convolution, grouped-query attention and experts.

One `forward` for training (all positions at once) and streaming (with a state). Legend: L layers, B rows, N positions,
R ring slots, H heads, K key-value heads, G heads a key-value head, D head width, C channels.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from microturn.model.config import ModelConfig
from microturn.model.experts import Experts
from microturn.model.norm import RMSNorm
from microturn.model.rotary import angles, rotate
from microturn.model.state import Lookup, TrunkState, sink_shift, visible

BLOCK = 128  # queries a block of causal attention on CPUs
Turn = tuple[Tensor, Tensor]  # cos and sin, [B, N, D/2]


@dataclass(frozen=True)
class Context:
    """What all layers share in one pass. `mask` None: plain causal attention over the pass itself."""

    turn: Turn
    sink_turn: Turn
    is_valid_BN: Tensor
    state: TrunkState | None = None
    slot_BN: Tensor | None = None
    mask_BNR: Tensor | None = None


def context(config: ModelConfig, time_BN: Tensor, is_valid_BN: Tensor, state: TrunkState | None, like: Tensor) -> Context:
    """Rotations and mask of one pass; with a state, the new positions are entered into its ring."""
    if state is None:
        index_BN = torch.arange(time_BN.shape[1], device=time_BN.device).expand_as(time_BN)
        slot_BN, key_BR, time_of = None, index_BN, Lookup(time_BN)
    else:
        slot_BN, index_BN = state.append(time_BN, is_valid_BN)
        key_BR, time_of = state.index, Lookup(state.time, state)

    def turn(ticks: Tensor, order: Tensor) -> Turn:
        angle = angles(ticks, order, config.head_width)
        return angle.cos().to(like.dtype), angle.sin().to(like.dtype)

    here = turn(time_BN, index_BN)
    if state is None and time_BN.shape[1] <= config.window:
        return Context(here, here, is_valid_BN)
    ticks, positions = sink_shift(index_BN, time_of, config.window, config.num_sinks)
    mask = visible(index_BN, key_BR, config.window, config.num_sinks)
    return Context(here, turn(time_BN - ticks, index_BN - positions), is_valid_BN, state, slot_BN, mask)


class Attention(nn.Module):
    """Grouped-query attention (arXiv 2305.13245) with q/k norm, windowed, with sinks (arXiv 2309.17453)."""

    def __init__(self, config: ModelConfig, layer: int) -> None:
        super().__init__()
        self.config, self.layer = config, layer
        self.sizes = [config.num_heads * config.head_width] + [config.num_kv_heads * config.head_width] * 2
        self.qkv = nn.Linear(config.width, sum(self.sizes), bias=False)
        self.out = nn.Linear(self.sizes[0], config.width, bias=False)
        self.q_norm, self.k_norm = RMSNorm(config.head_width), RMSNorm(config.head_width)

    def forward(self, x_BNC: Tensor, ctx: Context) -> Tensor:
        q, k, v = (part.unflatten(-1, (-1, self.config.head_width)) for part in self.qkv(x_BNC).split(self.sizes, -1))
        q, k = self.q_norm(q), rotate(self.k_norm(k), *ctx.turn)
        if ctx.mask_BNR is None:
            y = self._causal(rotate(q, *ctx.turn), k, v)
        else:
            y = self._masked(q, *self._remember(k, v, ctx), ctx)
        return self.out(y.flatten(2))

    def _causal(self, q_BNHD: Tensor, k_BNKD: Tensor, v_BNKD: Tensor) -> Tensor:
        q, k, v = (t.to(v_BNKD.dtype).transpose(1, 2) for t in (q_BNHD, k_BNKD, v_BNKD))
        if q.device.type == "cpu":
            return blocked(q, k, v).transpose(1, 2)
        return F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True).transpose(1, 2)

    def _remember(self, k_BNKD: Tensor, v_BNKD: Tensor, ctx: Context) -> tuple[Tensor, Tensor]:
        """Writes into the ring -> all keys and values of the ring; without a state, those of the pass."""
        if ctx.state is None or ctx.slot_BN is None:
            return k_BNKD, v_BNKD
        keys, values = ctx.state.keys[self.layer], ctx.state.values[self.layer]
        rows = torch.arange(len(keys), device=keys.device)[:, None]
        keys[rows, ctx.slot_BN], values[rows, ctx.slot_BN] = k_BNKD.to(keys.dtype), v_BNKD.to(values.dtype)
        return keys, values

    def _masked(self, q_BNHD: Tensor, k_BRKD: Tensor, v_BRKD: Tensor, ctx: Context) -> Tensor:
        """Sinks see the query turned back to where they are, so their keys never need to move."""
        assert ctx.mask_BNR is not None
        num_sinks = self.config.num_sinks
        near = self._scores(rotate(q_BNHD, *ctx.turn), k_BRKD[:, num_sinks:])
        sinks = self._scores(rotate(q_BNHD, *ctx.sink_turn), k_BRKD[:, :num_sinks])
        scores = torch.cat([sinks, near], -1).masked_fill(~ctx.mask_BNR[:, None, None], -torch.inf)
        weights = torch.nan_to_num(scores.softmax(-1))  # padding sees nothing
        v_BKRD = v_BRKD.transpose(1, 2)[:, :, None]
        return (weights.to(v_BKRD.dtype) @ v_BKRD).permute(0, 3, 1, 2, 4).flatten(2, 3)

    def _scores(self, q_BNHD: Tensor, k_BRKD: Tensor) -> Tensor:
        """-> [B, K, G, N, R]."""
        q = q_BNHD.unflatten(2, (self.config.num_kv_heads, -1)).permute(0, 2, 3, 1, 4) * self.config.head_width**-0.5
        return q.to(k_BRKD.dtype) @ k_BRKD.permute(0, 2, 3, 1)[:, :, None]


def blocked(q_BHND: Tensor, k_BKND: Tensor, v_BKND: Tensor) -> Tensor:
    """Causal attention a block of queries at a time, each against the keys up to its end only: on two CPU cores
    33 ms where the framework's kernel takes 84 (forward and backward, 8 x 512 positions)."""
    batch, heads, num, width = q_BHND.shape
    kv_heads = k_BKND.shape[1]
    q = (q_BHND * width**-0.5).reshape(batch * kv_heads, heads // kv_heads, num, width)
    k, v = k_BKND.flatten(0, 1), v_BKND.flatten(0, 1)
    future = torch.full((num, num), -torch.inf, dtype=q.dtype, device=q.device).triu(1)
    parts: list[Tensor] = []
    for start in range(0, num, BLOCK):
        stop = min(start + BLOCK, num)
        scores = q[:, :, start:stop].flatten(1, 2) @ k[:, :stop].transpose(1, 2)
        scores = scores.unflatten(1, (-1, stop - start)) + future[start:stop, :stop]
        parts.append((scores.softmax(-1).flatten(1, 2) @ v[:, :stop]).unflatten(1, (-1, stop - start)))
    return torch.cat(parts, 2).view(batch, heads, num, width)


class ShortConv(nn.Module):
    """Causal depthwise convolution over the last positions, added to its input; state: the inputs before."""

    def __init__(self, width: int, taps: int, layer: int) -> None:
        super().__init__()
        self.taps, self.layer = taps, layer
        self.weight = nn.Parameter(torch.zeros(width, 1, taps))

    def forward(self, x_BNC: Tensor, ctx: Context) -> Tensor:
        before = x_BNC.new_zeros(len(x_BNC), self.taps - 1, x_BNC.shape[2])
        if ctx.state is not None:
            before = ctx.state.conv[self.layer].to(x_BNC.dtype)
        line = torch.cat([before, x_BNC], 1)
        if ctx.state is not None:
            last = ctx.is_valid_BN.sum(1)[:, None] + torch.arange(self.taps - 1, device=line.device)
            ctx.state.conv[self.layer] = line.gather(1, last[..., None].expand(-1, -1, line.shape[2]))
        length = x_BNC.shape[1]
        taps = [line[:, i : i + length] * self.weight[:, 0, i].to(line.dtype) for i in range(self.taps)]
        return x_BNC + torch.stack(taps).sum(0)


class Block(nn.Module):
    def __init__(self, config: ModelConfig, layer: int) -> None:
        super().__init__()
        self.norm_1, self.norm_2 = RMSNorm(config.width), RMSNorm(config.width)
        self.conv = ShortConv(config.width, config.conv_size, layer)
        self.attention = Attention(config, layer)
        self.experts = Experts(config.width, config.expert_width, config.num_experts, config.top_k)

    def forward(self, x_BNC: Tensor, ctx: Context) -> Tensor:
        x_BNC, y_BNC = self.mix(x_BNC, ctx)
        return x_BNC + self.experts(y_BNC.flatten(0, 1)).view_as(x_BNC)

    def mix(self, x_BNC: Tensor, ctx: Context) -> tuple[Tensor, Tensor]:
        """Everything before the experts, of fixed shapes: what a compiler can fuse in training."""
        x_BNC = x_BNC + self.attention(self.conv(self.norm_1(x_BNC), ctx), ctx)
        return x_BNC, self.norm_2(x_BNC)
