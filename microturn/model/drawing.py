"""What is drawn from hidden states on a processor, in numpy: tokens, and the phones of the mouth. Knows no streams.

Legend: C trunk channels, F choices, W the mouth's width.
"""

from typing import cast

import numpy as np
import torch
from torch import nn

from microturn.core.units import SLOTS
from microturn.core.vocab import NUM_PHONES
from microturn.model.arrays import Floats, array, softmax
from microturn.model.mouth import Mouth


class StreamMouth:
    """`Mouth.draw` for one stream."""

    def __init__(self, mouth: Mouth) -> None:
        self.start, self.feed = (self._linear(part) for part in (mouth.start, mouth.feed))
        self.phone, self.slot = array(mouth.phone.weight), array(mouth.slot)
        cell = mouth.cell
        self.w_input, self.w_state = (array(cell.get_parameter(f"weight_{side}_l0")).T for side in ("ih", "hh"))
        self.b_input, self.b_state = (array(cell.get_parameter(f"bias_{side}_l0")) for side in ("ih", "hh"))
        self.read = self._linear(mouth.read)

    @staticmethod
    def _linear(layer: nn.Linear) -> tuple[Floats, Floats | float]:
        has_bias = "bias" in dict(layer.named_parameters())
        return array(layer.weight).T, array(layer.bias) if has_bias else 0.0

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
    shares = np.cumsum(softmax(logits_F / np.float32(temperature)), dtype=np.float64)
    return int(min(np.searchsorted(shares, chance, side="right"), len(shares) - 1))
