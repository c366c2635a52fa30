"""The ear: what it reads is fed back, and told phones take the place of what it reads."""

import torch

from microturn.core.vocab import NUM_PHONES
from microturn.model.ear import EAR_SLOTS, UNTOLD, Reader


@torch.no_grad()
def test_told_phones_take_the_place_of_what_is_read() -> None:
    ear, x = Reader(32, EAR_SLOTS, NUM_PHONES), torch.randn(6, 32, generator=torch.Generator().manual_seed(0))
    told = torch.full((6, EAR_SLOTS), UNTOLD)
    free, logits = ear(x)
    same, _ = ear(x, told)
    assert torch.equal(free, same)
    told[2:4] = torch.tensor([5, 5, 7, 9])
    mixed, again = ear(x, told)
    assert torch.equal(again, logits)
    assert torch.equal(mixed[[0, 1, 4, 5]], free[[0, 1, 4, 5]])
    assert torch.equal(mixed[2], mixed[3]), "whatever is heard"
    sure = torch.nn.functional.one_hot(told[2], NUM_PHONES).float().flatten()
    assert torch.allclose(mixed[2], ear.feed(sure * 0.9 + 0.1 / NUM_PHONES), atol=1e-5)
