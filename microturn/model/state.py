"""The trunk's memory of a stream: one pre-allocated ring of keys and values a row, and what is needed to go on.

Legend: L layers, B rows, N new positions, R ring slots, K key-value heads, D head width, C channels.
"""

from dataclasses import dataclass

import torch
from torch import Tensor

from microturn.model.config import RECALLED_TOKENS, ModelConfig

MAX_CHUNK = 64  # most positions one step may add


@dataclass
class TrunkState:
    """keys, values: [L, B, K, R + 1, D] (the last slot takes padding); index: int64 [B, R + 1], the global number of
    the position a slot holds, -1 if none; time: float64 [B, R + 1]; count: int64 [B]; conv: [L + 1, B, taps - 1, C],
    the last inputs of each layer's convolution and, behind them, the phones heard last.
    Slots fill from the first on: `num_used` of them have been written in any row."""

    keys: Tensor
    values: Tensor
    index: Tensor
    time: Tensor
    count: Tensor
    conv: Tensor
    num_sinks: int
    window: int
    num_used: int = 0

    @staticmethod
    def empty(config: ModelConfig, rows: int, like: Tensor) -> "TrunkState":
        """A state that has seen nothing, with the dtype and device of `like`."""
        slots = config.num_sinks + config.window + MAX_CHUNK + 1
        cache = (config.num_layers, rows, config.num_kv_heads, slots, config.head_width)
        return TrunkState(
            keys=like.new_zeros(cache),
            values=like.new_zeros(cache),
            index=torch.full((rows, slots), -1, device=like.device),
            time=torch.zeros(rows, slots, dtype=torch.float64, device=like.device),
            count=torch.zeros(rows, dtype=torch.int64, device=like.device),
            conv=like.new_zeros(config.num_layers + 1, rows, config.conv_size - 1, config.width),
            num_sinks=config.num_sinks,
            window=config.window,
        )

    @property
    def heard(self) -> Tensor:
        """Phones + 1 in the slots of the last audio tokens, [B, T, 2], 0: nothing yet; a view (see `ear.py`)."""
        return self.conv[-1].flatten(1)[:, : 2 * RECALLED_TOKENS].unflatten(1, (RECALLED_TOKENS, 2))

    def reset(self, rows: Tensor) -> None:
        """Forgets the rows where `rows` (bool [B]) is True; nothing of the old occupant stays visible."""
        self.index[rows], self.time[rows], self.count[rows] = -1, 0.0, 0
        self.conv[:, rows] = 0.0

    def slot(self, index_BN: Tensor) -> Tensor:
        """Ring slot of a global position number; sinks keep theirs for ever."""
        ring = self.index.shape[1] - 1 - self.num_sinks
        turned = self.num_sinks + (index_BN - self.num_sinks) % ring
        return torch.where(index_BN < self.num_sinks, index_BN, turned)

    def append(self, time_BN: Tensor, is_valid_BN: Tensor) -> tuple[Tensor, Tensor]:
        """Makes room for new positions -> (their slots [B, N], their global numbers [B, N])."""
        assert time_BN.shape[1] <= MAX_CHUNK, f"at most {MAX_CHUNK} positions a step, got {time_BN.shape[1]}"
        new_BN = self.count[:, None] + torch.cumsum(is_valid_BN, 1) - 1
        slot_BN = torch.where(is_valid_BN, self.slot(new_BN), self.index.shape[1] - 1)
        self.index.scatter_(1, slot_BN, new_BN)
        self.time.scatter_(1, slot_BN, time_BN)
        self.index[:, -1] = -1
        self.count += is_valid_BN.sum(1)
        self.num_used = min(max(self.num_used, int(self.count.max())), self.index.shape[1])
        return slot_BN, new_BN


def visible(query_BN: Tensor, key_BR: Tensor, window: int, num_sinks: int) -> Tensor:
    """bool [B, N, R]: causal, within the window or a sink; by global position numbers, -1 = no position."""
    query, key = query_BN[:, :, None], key_BR[:, None]
    return (key >= 0) & (key <= query) & ((key > query - window) | (key < num_sinks))


def sink_shift(index_BN: Tensor, time_of: "Lookup", window: int, num_sinks: int) -> tuple[Tensor, Tensor]:
    """How far (ticks, positions) a query steps back before it looks at the sinks: they always lie just before the
    window, however long ago they were, so that no rotation is met that training has not seen.

    The last sink takes the place of the position that left the window last. Of all positions that are not in the window
    any more these two alone are sure to be remembered.
    """
    left_BN = index_BN - window
    last = torch.full_like(index_BN, num_sinks - 1)
    has_left_BN = left_BN > last
    ticks = time_of(torch.where(has_left_BN, left_BN, last)) - time_of(last)
    return torch.where(has_left_BN, ticks, 0.0), torch.where(has_left_BN, left_BN - last, 0)


class Lookup:
    """time_of(index [B, N]) -> ticks, over a table [B, T] addressed through `slot`."""

    def __init__(self, time_BT: Tensor, state: TrunkState | None = None) -> None:
        self._time_BT, self._state = time_BT, state

    def __call__(self, index_BN: Tensor) -> Tensor:
        slot = self._state.slot(index_BN) if self._state else index_BN
        return self._time_BT.gather(1, slot.clamp(0, self._time_BT.shape[1] - 1))
