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
    """What all layers share in one pass. Without `ring`: plain causal attention over the pass itself.

    `sink_turn` None: no position has left the window yet, so sinks lie where they were. `mask` None: all is visible.
    """

    turn: Turn
    sink_turn: Turn | None = None
    mask_BNR: Tensor | None = None
    ring: "Ring | None" = None
    is_windowed: bool = False


@dataclass(frozen=True)
class Ring:
    """Where the new positions of a stream go: their slots [B, N], how many are real [B], and the slots in use."""

    state: TrunkState
    row_B1: Tensor
    slot_BN: Tensor
    num_B: Tensor


def context(
    config: ModelConfig, time_BN: Tensor, is_valid_BN: Tensor, state: TrunkState | None, like: Tensor
) -> Context:
    """Rotations and mask of one pass; with a state, the new positions are entered into its ring."""

    def turn(ticks: Tensor, order: Tensor) -> Turn:
        angle = angles(ticks, order, config.head_width)
        return angle.cos().to(like.dtype), angle.sin().to(like.dtype)

    if state is None:
        ring, key_BR = None, torch.arange(time_BN.shape[1], device=time_BN.device).expand_as(time_BN)
        index_BN, time_of, furthest = key_BR, Lookup(time_BN), time_BN.shape[1]
        if furthest <= config.window:
            return Context(turn(time_BN, index_BN))
    else:
        slot_BN, index_BN = state.append(time_BN, is_valid_BN)
        ring = Ring(state, torch.arange(len(time_BN), device=time_BN.device)[:, None], slot_BN, is_valid_BN.sum(1))
        key_BR, time_of, furthest = state.index[:, : state.num_used], Lookup(state.time, state), int(state.count.max())
    here, sink_turn, mask = turn(time_BN, index_BN), None, None
    if furthest > config.window:
        ticks, positions = sink_shift(index_BN, time_of, config.window, config.num_sinks)
        sink_turn = turn(time_BN - ticks, index_BN - positions)
    if furthest > config.window or index_BN.numel() > 1:
        mask = visible(index_BN, key_BR, config.window, config.num_sinks)
    return Context(here, sink_turn, mask, ring, is_windowed=True)


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
        if ctx.is_windowed:
            y = self._masked(q, *self._remember(k, v, ctx.ring), ctx)
        else:
            y = self._causal(rotate(q, *ctx.turn), k, v)
        return self.out(y.flatten(2))

    def _causal(self, q_BNHD: Tensor, k_BNKD: Tensor, v_BNKD: Tensor) -> Tensor:
        q, k, v = (t.to(v_BNKD.dtype).transpose(1, 2) for t in (q_BNHD, k_BNKD, v_BNKD))
        if q.device.type == "cpu":
            return blocked(q, k, v).transpose(1, 2)
        return F.scaled_dot_product_attention(q, k, v, is_causal=True, enable_gqa=True).transpose(1, 2)

    def _remember(self, k_BNKD: Tensor, v_BNKD: Tensor, ring: Ring | None) -> tuple[Tensor, Tensor]:
        """Writes into the ring -> the keys and values in use, [B, K, R, D]; without a state, those of the pass."""
        if ring is None:
            return k_BNKD.transpose(1, 2), v_BNKD.transpose(1, 2)
        keys, values = ring.state.keys[self.layer], ring.state.values[self.layer]
        keys[ring.row_B1, :, ring.slot_BN], values[ring.row_B1, :, ring.slot_BN] = k_BNKD, v_BNKD
        used = ring.state.num_used
        return keys[:, :, :used], values[:, :, :used]

    def _masked(self, q_BNHD: Tensor, k_BKRD: Tensor, v_BKRD: Tensor, ctx: Context) -> Tensor:
        """Sinks see the query turned back to where they are, so their keys never need to move."""
        num_sinks = self.config.num_sinks
        scores = self._scores(rotate(q_BNHD, *ctx.turn), k_BKRD)
        if ctx.sink_turn is not None:
            scores[..., :num_sinks] = self._scores(rotate(q_BNHD, *ctx.sink_turn), k_BKRD[:, :, :num_sinks])
        if ctx.mask_BNR is not None:
            scores.masked_fill_(~ctx.mask_BNR[:, None, None], torch.finfo(scores.dtype).min)  # padding sees all alike
        y = torch.bmm(scores.softmax(-1).flatten(0, 1).flatten(1, 2), v_BKRD.flatten(0, 1))
        return (
            y.unflatten(0, (len(q_BNHD), -1)).unflatten(2, (-1, q_BNHD.shape[1])).permute(0, 3, 1, 2, 4).flatten(2, 3)
        )

    def _scores(self, q_BNHD: Tensor, k_BKRD: Tensor) -> Tensor:
        """-> [B, K, G, N, R]."""
        batch, num = q_BNHD.shape[:2]
        q = (q_BNHD * self.config.head_width**-0.5).to(k_BKRD.dtype)
        q = (
            q.unflatten(2, (self.config.num_kv_heads, -1))
            .permute(0, 2, 3, 1, 4)
            .reshape(batch * k_BKRD.shape[1], -1, q.shape[-1])
        )
        scores = torch.bmm(q, k_BKRD.flatten(0, 1).transpose(1, 2))
        return scores.unflatten(0, (batch, -1)).unflatten(2, (-1, num))


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
        kept = self.taps - 1
        if ctx.ring is None:
            line = F.pad(x_BNC, (0, 0, kept, 0))
        else:
            line = torch.cat([ctx.ring.state.conv[self.layer], x_BNC], 1)
            last = ctx.ring.num_B[:, None] + torch.arange(kept, device=line.device)
            ctx.ring.state.conv[self.layer] = line.gather(1, last[..., None].expand(-1, -1, line.shape[2]))
        length = x_BNC.shape[1]
        weight = self.weight[:, 0].to(line.dtype)
        for i in range(self.taps):
            x_BNC = torch.addcmul(x_BNC, line[:, i : i + length], weight[:, i])
        return x_BNC


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
