"""The mouth: draws a patch's phone plan, eight 25 ms slots one after the other.

Legend: V patches, C channels, F phones.
"""

import torch
from torch import Tensor, nn

from microturn.core.units import SLOTS
from microturn.core.vocab import NUM_PHONES


class Mouth(nn.Module):
    """A small recurrent network over the slots, started from the trunk's hidden state at <voice>."""

    def __init__(self, width: int, mouth_width: int) -> None:
        super().__init__()
        self.start = nn.Linear(width, mouth_width)
        self.feed = nn.Linear(width, mouth_width, bias=False)
        self.phone = nn.Embedding(NUM_PHONES + 1, mouth_width)  # the last one: nothing drawn yet
        self.slot = nn.Parameter(torch.randn(SLOTS, mouth_width) * 0.02)
        self.cell = nn.GRU(mouth_width, mouth_width, batch_first=True)
        self.read = nn.Linear(mouth_width, NUM_PHONES)

    def forward(self, hidden_VC: Tensor, plan_V8: Tensor) -> Tensor:
        """Logits [V, 8, F] of every slot given those before it (teacher forcing); plan int64 [V, 8]."""
        before = torch.cat([torch.full_like(plan_V8[:, :1], NUM_PHONES), plan_V8[:, :-1]], 1)
        inputs = self.phone(before) + self.slot + self.feed(hidden_VC)[:, None]
        return self.read(self.cell(inputs.float(), self.start(hidden_VC).tanh().float()[None].contiguous())[0])

    @torch.no_grad()
    def draw(self, hidden_VC: Tensor, temperature: float, generator: torch.Generator | None = None) -> Tensor:
        """-> plan int64 [V, 8]; temperature 0 takes the likeliest phone."""
        state = self.start(hidden_VC).tanh().float()[None].contiguous()
        phone_V = torch.full((len(hidden_VC),), NUM_PHONES, device=hidden_VC.device)
        feed, plan = self.feed(hidden_VC), []
        for slot in self.slot:
            out, state = self.cell((self.phone(phone_V) + slot + feed)[:, None].float(), state)
            phone_V = sample(self.read(out[:, 0]), temperature, generator)
            plan.append(phone_V)
        return torch.stack(plan, 1)


def sample(logits_BF: Tensor, temperature: float, generator: torch.Generator | None = None) -> Tensor:
    """Draws one index a row; temperature 0 takes the likeliest."""
    if temperature == 0:
        return logits_BF.argmax(-1)
    weights = (logits_BF.float() / temperature).softmax(-1)
    return torch.multinomial(weights, 1, generator=generator)[:, 0]
