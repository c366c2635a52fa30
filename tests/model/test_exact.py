"""Bit-exact mode: the same bits for a scene at once, for a stream in any pieces, alone or beside others."""

import pytest
import torch

from microturn.core.units import VIEW_TOKENS
from microturn.model.exact import Exact, whole
from microturn.model.state import MAX_CHUNK
from tests.model.streams import row, stack, stream
from tests.model.test_network import build, streamed

SIZES = (5, 1, 1, 9, 3, 1, 20, 10, 1, 9)


@pytest.mark.parametrize("window", [2048, 20, 7])
def test_training_and_streaming_give_the_same_bits(window: int) -> None:
    """With gradients and without, in any pieces, also when the ring has turned."""
    model, num = build(window), 4 * (min(window, 20) + MAX_CHUNK)
    positions = stream(num)
    with Exact():
        at_once = model(positions)[0].detach()
        by_one = streamed(model, positions, (1,) * num)
        rest = num - sum(SIZES)
        in_pieces = streamed(model, positions, (*SIZES, *(MAX_CHUNK,) * (rest // MAX_CHUNK), rest % MAX_CHUNK))
        assert torch.equal(at_once, by_one) and torch.equal(at_once, in_pieces)
        assert torch.equal(model.text_logits(at_once)[:, -1], model.text_logits(by_one[:, -1]))
    usual = model(positions)[0]
    assert not torch.equal(usual, streamed(model, positions, (1,) * num)), "expected other bits without the mode"
    assert (usual - at_once).abs().max() < 2e-3


@pytest.mark.parametrize("top_k", [2, 3])
@torch.no_grad()
def test_several_experts_and_threads_do_not_matter_either(top_k: int) -> None:
    model, positions, num = build(top_k=top_k), stream(60), torch.get_num_threads()
    found: list[torch.Tensor] = []
    try:
        for threads in (1, 2):
            torch.set_num_threads(threads)
            with Exact():
                found += [model(positions)[0], streamed(model, positions, (1,) * 60)]
    finally:
        torch.set_num_threads(num)
    assert all(torch.equal(each, found[0]) for each in found[1:])


@torch.no_grad()
def test_batched_and_alone_give_the_same_bits() -> None:
    model, rows = build(), stream(40, rows=5)
    with Exact():
        together = model(rows)[0]
        for index in range(5):
            assert torch.equal(model(row(rows, index))[0][0], together[index])
        lengths = (40, 13, 27)
        parts = [stream(length, seed=length) for length in lengths]
        padded, state = model(stack(parts))[0], model.init_state(3)
        fed = model(stack(parts), state)[0]
        for line, (part, length) in enumerate(zip(parts, lengths)):
            alone = model(part)[0][0]
            assert torch.equal(alone, padded[line, :length]) and torch.equal(alone, fed[line, :length])


@torch.no_grad()
def test_pictures_and_the_mouth_too() -> None:
    model = build()
    views = torch.randint(0, 256, (3, 2, 120, 160, 3), dtype=torch.uint8, generator=torch.Generator().manual_seed(0))
    assert model.eye is not None
    hidden = torch.randn(5, model.config.width, generator=torch.Generator().manual_seed(1))
    with Exact():
        seen, plans = model.eye(views), model.mouth.draw(hidden, 0.0)
        logits = model.mouth(hidden, plans)
        assert torch.equal(logits.argmax(-1), plans)
        for index in range(3):
            assert torch.equal(model.eye(views[index : index + 1]), seen.unflatten(0, (3, VIEW_TOKENS))[index])
        for index in range(5):
            assert torch.equal(model.mouth(hidden[index : index + 1], plans[index : index + 1])[0], logits[index])


def test_gradients_are_those_of_the_usual_way() -> None:
    model, positions = build().train(), stream(48)
    grads: list[dict[str, torch.Tensor]] = []
    for is_exact in (False, True):
        model.zero_grad()
        with Exact() if is_exact else torch.enable_grad():
            hidden, phones, _ = model(positions)
            assert phones is not None
            loss = model.text_logits(hidden).square().mean() + phones.square().mean()
        loss.backward()
        grads.append({name: p.grad.clone() for name, p in model.named_parameters() if p.grad is not None})
    assert grads[0].keys() == grads[1].keys()
    for name, usual in grads[0].items():
        assert (usual - grads[1][name]).norm() <= 0.02 * usual.norm() + 1e-6, name


def test_whole_numbers_are_exact_and_near() -> None:
    x = torch.randn(7, 50, generator=torch.Generator().manual_seed(0)) * torch.logspace(-6, 6, 7)[:, None]
    numbers, scale = whole(x, 21)
    assert torch.equal(numbers, numbers.round()) and numbers.abs().max() <= 2**21
    assert ((numbers * scale - x).abs() <= scale / 2).all()
    assert torch.equal(whole(torch.zeros(2, 3), 21)[0], torch.zeros(2, 3, dtype=torch.float64))
