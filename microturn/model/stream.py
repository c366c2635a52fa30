"""The network for one stream on a processor, written in numpy: `forward` of `InteractionModel` with a state of one row.

A micro-turn is a handful of small products, where a call of the framework costs more than what it computes (6 against
1.5 us each); equal to the framework's numbers by test. Legend: N new positions, C channels, H heads, K key-value heads,
D head width, R ring slots in use, E experts, F phones.
"""

from dataclasses import dataclass
from typing import cast

import numpy as np
import torch
from numpy.typing import NDArray
from torch import nn

from microturn.core.units import SLOTS
from microturn.core.vocab import NUM_PHONES
from microturn.model.config import ModelConfig
from microturn.model.ear import Ear
from microturn.model.mouth import Mouth
from microturn.model.network import InteractionModel
from microturn.model.norm import EPS
from microturn.model.positions import Kind, Positions
from microturn.model.rotary import order_rates, time_rates
from microturn.model.state import MAX_CHUNK, TrunkState
from microturn.model.trunk import Block

Floats = NDArray[np.float32]
Numbers = NDArray[np.int64]
Turn = tuple[Floats, Floats]
LEAST = np.finfo(np.float32).min


def _array(tensor: torch.Tensor) -> Floats:
    return tensor.detach().float().contiguous().numpy()


def _norm(x: Floats, weight: Floats | float = 1.0) -> Floats:
    scale = np.einsum("...i,...i->...", x, x)[..., None] / np.float32(x.shape[-1]) + np.float32(EPS)
    return cast(Floats, x * (weight / np.sqrt(scale)))


def _silu(x: Floats) -> Floats:
    return cast(Floats, x / (1 + np.exp(-x)))


def _softmax(x: Floats) -> Floats:
    y = np.exp(x - x.max(-1, keepdims=True))
    y /= y.sum(-1, keepdims=True)
    return y


def _rotate(x_NHD: Floats, turn: Turn) -> Floats:
    half = x_NHD.shape[-1] // 2
    first, second = x_NHD[..., :half], x_NHD[..., half:]
    cos, sin = turn
    return cast(Floats, np.concatenate([first * cos - second * sin, second * cos + first * sin], -1))


class _Matrix:
    """Weights [out, in] of a linear map, `m(x)` = x W^T. Packed: int8 rows with a scale each, as checkpoints hold them,
    times bf16: one token is bound by the memory that its weights are read from."""

    def __init__(self, weight: torch.Tensor, is_packed: bool) -> None:
        self._plain = None if is_packed else _array(weight).T
        scale = (weight.detach().float().abs().amax(-1) / 127).clamp_min(1e-7)
        self._scale = scale.bfloat16()
        self._int8 = (weight.detach().float() / scale[:, None]).round().clamp(-127, 127).to(torch.int8)

    def __call__(self, x_NC: Floats) -> Floats:
        if self._plain is not None:
            return x_NC @ self._plain
        x = torch.from_numpy(x_NC).bfloat16()
        return torch._weight_int8pack_mm(x, self._int8, self._scale).float().numpy()  # pyright: ignore


@dataclass(frozen=True)
class _Pass:
    """What all layers share: slots of the new positions, slots in use, rotations, and the mask (None: all is seen)."""

    slot_N: Numbers
    num_used: int
    turn: Turn
    sink_turn: Turn | None
    mask_NR: NDArray[np.bool_] | None


class _Layer:
    """Weights of one block; `forward` reads and writes the state's views of its layer."""

    def __init__(self, block: Block, config: ModelConfig, is_packed: bool) -> None:
        self.config = config
        self.norm_1, self.norm_2 = _array(block.norm_1.weight), _array(block.norm_2.weight)
        self.taps_TC = np.ascontiguousarray(_array(block.conv.weight)[:, 0].T)
        attention, experts = block.attention, block.experts
        self.qkv, self.out = (_Matrix(part.weight, is_packed) for part in (attention.qkv, attention.out))
        self.ends = np.cumsum(attention.sizes)[:2].tolist()
        self.q_norm = _array(attention.q_norm.weight) * np.float32(config.head_width**-0.5)
        self.k_norm = _array(attention.k_norm.weight)
        self.router, self.bias_E = _array(experts.router.weight).T, _array(experts.bias_E)
        self.w_in, self.w_out = ([_Matrix(w, is_packed) for w in part] for part in (experts.w_in, experts.w_out))

    def forward(self, x_NC: Floats, keys: Floats, values: Floats, conv: Floats, at: _Pass) -> Floats:
        x_NC = x_NC + self._attend(self._convolve(_norm(x_NC, self.norm_1), conv), keys, values, at)
        return x_NC + self._experts(_norm(x_NC, self.norm_2))

    def _convolve(self, x_NC: Floats, conv: Floats) -> Floats:
        line, num = np.concatenate([conv, x_NC]), len(x_NC)
        conv[:] = line[num:]
        return x_NC + sum(line[i : i + num] * tap for i, tap in enumerate(self.taps_TC))

    def _attend(self, x_NC: Floats, keys: Floats, values: Floats, at: _Pass) -> Floats:
        num, width = len(x_NC), self.config.head_width
        qkv, (q_end, k_end) = self.qkv(x_NC), self.ends
        q = _norm(qkv[:, :q_end].reshape(num, -1, width), self.q_norm)
        k = _rotate(_norm(qkv[:, q_end:k_end].reshape(num, -1, width), self.k_norm), at.turn)
        v = qkv[:, k_end:].reshape(num, -1, width)
        keys[:, at.slot_N], values[:, at.slot_N] = k.swapaxes(0, 1), v.swapaxes(0, 1)
        used_k, used_v = keys[:, : at.num_used], values[:, : at.num_used]
        scores = self._scores(_rotate(q, at.turn), used_k)
        if at.sink_turn is not None:
            sinks = self.config.num_sinks
            scores[..., :sinks] = self._scores(_rotate(q, at.sink_turn), used_k[:, :sinks])
        if at.mask_NR is not None:
            scores = np.where(at.mask_NR, scores, np.float32(LEAST))
        shares = _softmax(scores)
        y = shares.reshape(len(used_k), -1, at.num_used) @ used_v  # [K, G * N, D]
        return self.out(y.reshape(-1, num, width).swapaxes(0, 1).reshape(num, -1))

    def _scores(self, q_NHD: Floats, k_KRD: Floats) -> Floats:
        """-> [K, G, N, R]."""
        num, _, width = q_NHD.shape
        q = q_NHD.swapaxes(0, 1).reshape(len(k_KRD), -1, width)
        return (q @ k_KRD.swapaxes(1, 2)).reshape(len(k_KRD), -1, num, k_KRD.shape[1])

    def _experts(self, x_NC: Floats) -> Floats:
        score_NE = 1 / (1 + np.exp(-(x_NC @ self.router)))
        chosen_NK = np.argsort(-(score_NE + self.bias_E), -1, kind="stable")[:, : self.config.top_k]
        weight_NK = score_NE[np.arange(len(x_NC))[:, None], chosen_NK]
        weight_NK /= weight_NK.sum(1, keepdims=True)
        y = self._swiglu(x_NC, -1)
        if len(x_NC) == 1:
            for expert, weight in zip(chosen_NK[0].tolist(), weight_NK[0]):
                y += self._swiglu(x_NC, expert) * weight
            return y
        for expert in set(chosen_NK.ravel().tolist()):
            rows, places = np.nonzero(chosen_NK == expert)
            y[rows] += self._swiglu(x_NC[rows], expert) * weight_NK[rows, places][:, None]
        return y

    def _swiglu(self, x_NC: Floats, expert: int) -> Floats:
        both = self.w_in[expert](x_NC)
        half = both.shape[-1] // 2
        return self.w_out[expert](_silu(both[:, :half]) * both[:, half:])


class _EarLayer:
    def __init__(self, ear: Ear) -> None:
        self.norm, self.read, self.bias = _array(ear.norm.weight), _array(ear.read.weight).T, _array(ear.read.bias)
        self.feed = _array(ear.feed.weight).T

    def forward(self, x_AC: Floats) -> Floats:
        logits = _norm(x_AC, self.norm) @ self.read + self.bias
        return _softmax(logits.reshape(len(x_AC), -1, NUM_PHONES)).reshape(len(x_AC), -1) @ self.feed


class Stream:
    """Weights of a model on a processor. A state belongs to one row. `is_packed`: matrices of the layers in int8, twice
    as fast for one token, results as bf16 has them; else float32, the framework's numbers."""

    def __init__(self, model: InteractionModel, is_packed: bool = False) -> None:
        self.model, self.config = model, model.config
        self.token = _norm(_array(model.token.weight))
        self.head, self.norm = _array(model.token.weight).T, _array(model.norm.weight)
        self.layers = [_Layer(block, model.config, is_packed) for block in model.blocks if isinstance(block, Block)]
        self.ear = _EarLayer(model.ear) if model.ear is not None else None
        self.rates = [r.numpy() for r in (time_rates(self.config.head_width), order_rates(self.config.head_width))]

    def forward(self, positions: Positions, state: TrunkState) -> Floats:
        """The next N positions of a stream -> their hidden states [N, C]."""
        x_NC = self._embed(positions)
        is_audio_N = positions.kind_BN[0].numpy() == Kind.AUDIO
        at = self._enter(positions.time_BN[0].numpy(), state)
        keys, values, conv = (t[:, 0].numpy() for t in (state.keys, state.values, state.conv))
        for number, layer in enumerate(self.layers):
            x_NC = layer.forward(x_NC, keys[number], values[number], conv[number], at)
            if self.ear is not None and number + 1 == self.config.ear_layer and is_audio_N.any():
                x_NC[is_audio_N] += self.ear.forward(x_NC[is_audio_N])
        return _norm(x_NC, self.norm)

    def text_logits(self, hidden_C: Floats) -> Floats:
        """[C] -> [vocabulary]."""
        return hidden_C @ self.head

    def _embed(self, positions: Positions) -> Floats:
        kind_N = positions.kind_BN[0].numpy()
        x_NC = self.token[positions.token_BN[0].numpy()]
        if len(positions.levels_A):
            x_NC[kind_N == Kind.AUDIO] = self.model.audio(positions.levels_A).numpy()
        if len(positions.plans_P):
            x_NC[kind_N == Kind.PATCH] = self.model.own(positions.plans_P).numpy()
        return x_NC

    def _enter(self, time_N: NDArray[np.float64], state: TrunkState) -> _Pass:
        """Makes room in the ring for the new positions."""
        num, window, sinks = len(time_N), self.config.window, self.config.num_sinks
        assert num <= MAX_CHUNK, f"at most {MAX_CHUNK} positions a step, got {num}"
        index, times, count = state.index[0].numpy(), state.time[0].numpy(), state.count.numpy()
        ring = len(index) - 1 - sinks  # the last slot is for padding, of which a stream has none
        new_N = np.arange(count[0], count[0] + num)
        slot_N = np.where(new_N < sinks, new_N, sinks + (new_N - sinks) % ring)
        index[slot_N], times[slot_N] = new_N, time_N
        count += num
        state.num_used = min(max(state.num_used, int(count[0])), len(index))
        sink_turn, mask = None, None
        if new_N[-1] >= window:
            oldest_N = np.maximum(new_N - window + 1, sinks)
            ticks = times[sinks + (oldest_N - sinks) % ring] - times[sinks]
            sink_turn = self._turn(time_N - ticks, new_N - (oldest_N - sinks))
        if new_N[-1] >= window or num > 1:
            key, query = index[: state.num_used], new_N[:, None]
            mask = (key >= 0) & (key <= query) & ((key > query - window) | (key < sinks))
        return _Pass(slot_N, state.num_used, self._turn(time_N, new_N), sink_turn, mask)

    def _turn(self, time_N: NDArray[np.float64], order_N: Numbers) -> Turn:
        """cos and sin, [N, 1, D / 2]."""
        angle = np.concatenate([time_N[:, None] * self.rates[0], order_N[:, None] * self.rates[1]], -1)[:, None]
        return np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)


class StreamMouth:
    """`Mouth.draw` for one stream."""

    def __init__(self, mouth: Mouth) -> None:
        self.start, self.feed = (self._linear(part) for part in (mouth.start, mouth.feed))
        self.phone, self.slot = _array(mouth.phone.weight), _array(mouth.slot)
        cell = mouth.cell
        self.w_input, self.w_state = (_array(cell.get_parameter(f"weight_{side}_l0")).T for side in ("ih", "hh"))
        self.b_input, self.b_state = (_array(cell.get_parameter(f"bias_{side}_l0")) for side in ("ih", "hh"))
        self.read = self._linear(mouth.read)

    @staticmethod
    def _linear(layer: nn.Linear) -> tuple[Floats, Floats | float]:
        has_bias = "bias" in dict(layer.named_parameters())
        return _array(layer.weight).T, _array(layer.bias) if has_bias else 0.0

    def draw(self, hidden_C: Floats, temperature: float, generator: torch.Generator) -> torch.Tensor:
        """[C] -> plan int64 [1, 8]; temperature 0 takes the likeliest phone."""
        state = np.tanh(hidden_C @ self.start[0] + self.start[1])
        fed_SW = self.slot + (hidden_C @ self.feed[0] + self.feed[1])
        chance = torch.rand(SLOTS, generator=generator).tolist()
        phone, plan = NUM_PHONES, np.zeros((1, SLOTS), np.int64)
        for slot in range(SLOTS):
            state = self._step(fed_SW[slot] + self.phone[phone], state)
            logits = state @ self.read[0] + self.read[1]
            phone = sample(logits, temperature, chance[slot])
            plan[0, slot] = phone
        return torch.from_numpy(plan)

    def _step(self, x_W: Floats, state_W: Floats) -> Floats:
        """One step of a gated recurrent unit (arXiv 1406.1078)."""
        given, old = x_W @ self.w_input + self.b_input, state_W @ self.w_state + self.b_state
        width = len(state_W)
        gates = 1 / (1 + np.exp(-(given[: 2 * width] + old[: 2 * width])))
        new = np.tanh(given[2 * width :] + gates[:width] * old[2 * width :])
        return cast(Floats, new + gates[width:] * (state_W - new))


def sample(logits_F: Floats, temperature: float, chance: float) -> int:
    """Draws an index with `chance` in [0, 1); temperature 0 takes the likeliest."""
    if temperature == 0:
        return int(logits_F.argmax())
    shares = np.cumsum(_softmax(logits_F / np.float32(temperature)), dtype=np.float64)
    return int(min(np.searchsorted(shares, chance, side="right"), len(shares) - 1))
