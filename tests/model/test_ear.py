"""The ear: what it reads is fed back, and told phones take the place of what it reads."""

import torch

from microturn.core.vocab import NUM_PHONES
from microturn.model.ear import EAR_SLOTS, UNTOLD, Reader, last_slots, runs


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


def test_runs_are_counted_once_from_the_last_on() -> None:
    slots = torch.tensor([[0, 0, 5, 5, 5, 7, 5, 2, 2], [3, 3, 3, 3, 3, 3, 3, 3, 3]])
    assert runs(slots, 4).tolist() == [[2, 5, 7, 5], [3, 0, 0, 0]]
    assert runs(slots, 6).tolist() == [[2, 5, 7, 5, 0, 0], [3, 0, 0, 0, 0, 0]]


def test_last_slots_are_those_of_the_own_row_as_the_token_behind_names_them() -> None:
    phones = torch.tensor([[9, 9, 1, 1], [1, 2, 3, 3], [8, 8, 6, 6], [4, 4, 5, 5]])
    row = torch.tensor([0, 0, 1, 0])
    past = torch.tensor([[[0, 0], [7, 7]], [[0, 0], [0, 0]]])
    slots, then = last_slots(phones, row, past)
    assert slots.tolist() == [
        [0, 0, 7, 7, 10, 10, 2, 2], [7, 7, 10, 10, 2, 3, 4, 4], [0, 0, 0, 0, 9, 9, 7, 7], [10, 10, 2, 3, 5, 5, 6, 6],
    ]  # fmt: skip
    assert then.tolist() == [[[2, 3], [5, 5]], [[0, 0], [9, 9]]]


def test_what_was_heard_in_one_pass_or_in_several_is_the_same() -> None:
    generator = torch.Generator().manual_seed(0)
    phones = torch.randint(0, 5, (40, 4), generator=generator)
    row = torch.zeros(40, dtype=torch.int64)
    whole, _ = last_slots(phones, row, torch.zeros(1, 22, 2, dtype=torch.int64))
    past, parts = torch.zeros(1, 22, 2, dtype=torch.int64), []
    for i in range(0, 40, 4):
        slots, past = last_slots(phones[i : i + 4], row[:4], past)
        parts.append(slots)
    assert torch.equal(torch.cat(parts), whole)
