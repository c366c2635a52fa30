"""The network for streams on a processor, several at once, in numpy: `forward` of `InteractionModel` with a state each.

Rows of all streams share every product; each attends to its own ring. What comes of a stream does not depend on those
beside it. Equal to the framework's numbers by test. Legend: S streams, N new positions (of all of them), C channels,
H heads, K key-value heads, D head width, R ring slots in use, E experts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from numpy.typing import NDArray

from microturn.core.units import VIEW_TOKENS
from microturn.model.arrays import Floats, Matrix, Turn, array, by_row, norm, rotate, sigmoid, silu, softmax
from microturn.model.config import RECALLED_TOKENS, ModelConfig
from microturn.model.ear import Reader
from microturn.model.network import InteractionModel
from microturn.model.positions import Kind, Positions
from microturn.model.rotary import order_rates, time_rates
from microturn.model.state import MAX_CHUNK, TrunkState
from microturn.model.trunk import Block

Numbers = NDArray[np.int64]
LEAST = np.finfo(np.float32).min


@dataclass(frozen=True)
class _Entry:
    """A stream's new positions: rows [start, stop) of the pass, their slots, slots in use, the rotation for sinks, and
    the mask (None: all is seen); its memory as arrays with the layer first."""

    start: int
    stop: int
    slot_N: Numbers
    num_used: int
    sink_turn: Turn | None
    mask_NR: NDArray[np.bool_] | None
    keys: Floats
    values: Floats
    conv: Floats

    @property
    def heard(self) -> Floats:
        """See `TrunkState.heard`: [T, 2]."""
        return self.conv[-1].reshape(-1)[: 2 * RECALLED_TOKENS].reshape(RECALLED_TOKENS, 2)


@dataclass(frozen=True)
class _Pass:
    """What all layers share: the streams, rotations [N, 1, D / 2], and where each position's taps begin in the line of
    all streams' last inputs and new ones."""

    entries: list[_Entry]
    turn: Turn
    line_N: Numbers


class _Layer:
    """Weights of one block; `forward` reads and writes the states' views of its layer."""

    def __init__(self, block: Block, config: ModelConfig, number: int, is_packed: bool) -> None:
        self.config, self.number = config, number
        self.norm_1, self.norm_2 = array(block.norm_1.weight), array(block.norm_2.weight)
        self.taps_TC = np.ascontiguousarray(array(block.conv.weight)[:, 0].T)
        attention, experts = block.attention, block.experts
        self.qkv, self.out = (Matrix(part.weight, is_packed) for part in (attention.qkv, attention.out))
        self.ends = np.cumsum(attention.sizes)[:2].tolist()
        self.q_norm = array(attention.q_norm.weight) * np.float32(config.head_width**-0.5)
        self.k_norm = array(attention.k_norm.weight)
        self.router, self.bias_E = array(experts.router.weight).T, array(experts.bias_E)
        self.w_in, self.w_out = ([Matrix(w, is_packed) for w in part] for part in (experts.w_in, experts.w_out))

    def forward(self, x_NC: Floats, at: _Pass) -> Floats:
        x_NC = x_NC + self._attend(self._convolve(norm(x_NC, self.norm_1), at), at)
        return x_NC + self._experts(norm(x_NC, self.norm_2))

    def _convolve(self, x_NC: Floats, at: _Pass) -> Floats:
        pieces: list[Floats] = []
        for entry in at.entries:
            pieces += [entry.conv[self.number], x_NC[entry.start : entry.stop]]
        line, past = np.concatenate(pieces), len(self.taps_TC) - 1
        for i, entry in enumerate(at.entries):
            end = entry.stop + (i + 1) * past
            entry.conv[self.number] = line[end - past : end]
        return x_NC + sum(line[at.line_N + i] * tap for i, tap in enumerate(self.taps_TC))

    def _attend(self, x_NC: Floats, at: _Pass) -> Floats:
        num, width = len(x_NC), self.config.head_width
        qkv, (q_end, k_end) = self.qkv(x_NC), self.ends
        q = norm(qkv[:, :q_end].reshape(num, -1, width), self.q_norm)
        k = rotate(norm(qkv[:, q_end:k_end].reshape(num, -1, width), self.k_norm), at.turn)
        v, turned = qkv[:, k_end:].reshape(num, -1, width), rotate(q, at.turn)
        seen: list[Floats] = []
        for entry in at.entries:
            rows = slice(entry.start, entry.stop)
            keys, values = entry.keys[self.number], entry.values[self.number]
            keys[:, entry.slot_N], values[:, entry.slot_N] = k[rows].swapaxes(0, 1), v[rows].swapaxes(0, 1)
            seen.append(self._look(q[rows], turned[rows], keys, values, entry))
        return self.out(np.concatenate(seen))

    def _look(self, q: Floats, turned: Floats, keys: Floats, values: Floats, at: _Entry) -> Floats:
        """One stream's queries over its ring -> [N, H * D]."""
        used_k, used_v = keys[:, : at.num_used], values[:, : at.num_used]
        scores = _scores(turned, used_k)
        if at.sink_turn is not None:
            sinks = self.config.num_sinks
            scores[..., :sinks] = _scores(rotate(q, at.sink_turn), used_k[:, :sinks])
        if at.mask_NR is not None:
            scores = np.where(at.mask_NR, scores, np.float32(LEAST))
        y = softmax(scores).reshape(len(used_k), -1, at.num_used) @ used_v  # [K, G * N, D]
        num = len(q)
        return y.reshape(-1, num, q.shape[-1]).swapaxes(0, 1).reshape(num, -1)

    def _experts(self, x_NC: Floats) -> Floats:
        score_NE = sigmoid(by_row(x_NC, self.router))
        chosen_NK = np.argsort(-(score_NE + self.bias_E), -1, kind="stable")[:, : self.config.top_k]
        weight_NK = score_NE[np.arange(len(x_NC))[:, None], chosen_NK]
        weight_NK /= weight_NK.sum(1, keepdims=True)
        y = self._swiglu(x_NC, -1)
        for expert in sorted(set(chosen_NK.ravel().tolist())):
            rows, places = np.nonzero(chosen_NK == expert)
            y[rows] += self._swiglu(x_NC[rows], expert) * weight_NK[rows, places][:, None]
        return y

    def _swiglu(self, x_NC: Floats, expert: int) -> Floats:
        both = self.w_in[expert](x_NC)
        half = both.shape[-1] // 2
        return self.w_out[expert](silu(both[:, :half]) * both[:, half:])


class _ReaderLayer:
    def __init__(self, reader: Reader) -> None:
        self.norm, self.bias = array(reader.norm.weight), array(reader.read.bias)
        self.read, self.feed = array(reader.read.weight).T, array(reader.feed.weight).T
        self.num_values = reader.num_values

    def forward(self, x_AC: Floats) -> tuple[Floats, Numbers]:
        """-> (what to add to the residual [A, C], the likeliest values [A, slots])."""
        logits = by_row(norm(x_AC, self.norm), self.read) + self.bias
        logits = logits.reshape(len(x_AC), -1, self.num_values)
        return by_row(softmax(logits).reshape(len(x_AC), -1), self.feed), logits.argmax(-1)


def _last_slots(named_A4: Numbers, heard_T2: Floats) -> Numbers:
    """Of one stream, as `ear.last_slots`; `heard_T2`, in its state, goes on."""
    pairs = np.concatenate([heard_T2.astype(np.int64), named_A4[:, :2] + 1])
    heard_T2[:] = pairs[len(named_A4) :]
    windows = np.lib.stride_tricks.sliding_window_view(pairs, len(heard_T2) + 1, 0).swapaxes(1, 2)
    return np.concatenate([windows.reshape(len(named_A4), -1), named_A4[:, 2:] + 1], 1)


class Stream:
    """Weights of a model on a processor. A state belongs to one row. `is_packed`: matrices of the layers in int8, twice
    as fast for one token, results as bf16 has them; else float32, the framework's numbers."""

    def __init__(self, model: InteractionModel, is_packed: bool = False) -> None:
        self.model, self.config = model, model.config
        self.token = norm(array(model.token.weight))
        self.head, self.norm = array(model.token.weight).T, array(model.norm.weight)
        blocks = [block for block in model.blocks if isinstance(block, Block)]
        self.layers = [_Layer(block, model.config, i, is_packed) for i, block in enumerate(blocks)]
        self.ear = model.ear and _ReaderLayer(model.ear)
        self.rates = [r.numpy() for r in (time_rates(self.config.head_width), order_rates(self.config.head_width))]

    def forward(self, positions: Positions, state: TrunkState) -> Floats:
        """The next N positions of a stream -> their hidden states [N, C]."""
        return self.forward_all([(positions, state)])[0]

    def forward_all(self, streams: Sequence[tuple[Positions, TrunkState]]) -> list[Floats]:
        """The next positions of each of some streams -> their hidden states [N, C] each."""
        all_positions = [positions for positions, _ in streams]
        kind_N = np.concatenate([positions.kind_BN[0].numpy() for positions in all_positions])
        x_NC, heard_A = self._embed(all_positions, kind_N), (kind_N == Kind.AUDIO).nonzero()[0]
        seen_QT = (kind_N == Kind.VIEW).nonzero()[0].reshape(-1, VIEW_TOKENS)
        at = self._enter_all(streams)
        for number in range(len(self.layers) + 1):
            x_NC = self.layers[number - 1].forward(x_NC, at) if number else x_NC
            if self.model.gaze is not None and number == self.config.gaze_layer and len(seen_QT):
                x_NC[seen_QT[:, -1]] += self.model.gaze(torch.from_numpy(x_NC[seen_QT]))[0].numpy()
            if self.ear is not None and number == self.config.ear_layer and len(heard_A):
                x_NC[heard_A] += self._listen(x_NC[heard_A], heard_A, at)
        x_NC = norm(x_NC, self.norm)
        return [x_NC[entry.start : entry.stop] for entry in at.entries]

    def _listen(self, x_AC: Floats, at_A: Numbers, at: _Pass) -> Floats:
        """What is heard at the audio positions, with what was heard before -> what to add there."""
        assert self.ear is not None
        read, named_A4 = self.ear.forward(x_AC)
        if self.model.recall is None:
            return read
        slots: list[Numbers] = []
        for entry in at.entries:
            own = named_A4[(at_A >= entry.start) & (at_A < entry.stop)]
            slots += [_last_slots(own, entry.heard)] if len(own) else []
        return read + self.model.recall(torch.from_numpy(np.concatenate(slots))).numpy()

    def text_logits(self, hidden_SC: Floats) -> Floats:
        """[S, C] -> [S, vocabulary]."""
        return by_row(hidden_SC, self.head)

    def _embed(self, parts: Sequence[Positions], kind_N: NDArray[np.int64]) -> Floats:
        x_NC = self.token[np.concatenate([part.token_BN[0].numpy() for part in parts])]
        for kind, bag, values in (
            (Kind.AUDIO, self.model.audio, [part.levels_A for part in parts]),
            (Kind.PATCH, self.model.own, [part.plans_P for part in parts]),
            (Kind.VIEW, self.model.eye, [part.views_Q for part in parts]),
        ):
            if any(map(len, values)):
                assert bag is not None, "expected no pictures for a model without an eye"
                x_NC[kind_N == kind] = bag(torch.cat(values)).numpy()
        return x_NC

    def _enter_all(self, streams: Sequence[tuple[Positions, TrunkState]]) -> _Pass:
        entries, turns, lines, start = list[_Entry](), list[Turn](), list[Numbers](), 0
        past = self.config.conv_size - 1
        for i, (positions, state) in enumerate(streams):
            entry, turn = self._enter(positions.time_BN[0].numpy(), state, start)
            entries.append(entry)
            turns.append(turn)
            lines.append(np.arange(start, entry.stop) + i * past)
            start = entry.stop
        cos, sin = (np.concatenate(parts) for parts in zip(*turns))
        return _Pass(entries, (cos, sin), np.concatenate(lines))

    def _enter(self, time_N: NDArray[np.float64], state: TrunkState, start: int) -> tuple[_Entry, Turn]:
        """Makes room in a ring for the new positions -> where they are, and their rotation."""
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
            left_N = np.maximum(new_N - window, sinks - 1)  # see `state.sink_shift`
            ticks = times[np.where(left_N < sinks, left_N, sinks + (left_N - sinks) % ring)] - times[sinks - 1]
            sink_turn = self._turn(time_N - ticks, new_N - (left_N - sinks + 1))
        if new_N[-1] >= window or num > 1:
            key, query = index[: state.num_used], new_N[:, None]
            mask = (key >= 0) & (key <= query) & ((key > query - window) | (key < sinks))
        memory = (t[:, 0].numpy() for t in (state.keys, state.values, state.conv))
        entry = _Entry(start, start + num, slot_N, state.num_used, sink_turn, mask, *memory)
        return entry, self._turn(time_N, new_N)

    def _turn(self, time_N: NDArray[np.float64], order_N: Numbers) -> Turn:
        """cos and sin, [N, 1, D / 2]."""
        angle = np.concatenate([time_N[:, None] * self.rates[0], order_N[:, None] * self.rates[1]], -1)[:, None]
        return np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)


def _scores(q_NHD: Floats, k_KRD: Floats) -> Floats:
    """-> [K, G, N, R]."""
    num, _, width = q_NHD.shape
    q = q_NHD.swapaxes(0, 1).reshape(len(k_KRD), -1, width)
    return (q @ k_KRD.swapaxes(1, 2)).reshape(len(k_KRD), -1, num, k_KRD.shape[1])
