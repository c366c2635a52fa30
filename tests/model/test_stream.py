"""The network in numpy, for one stream: equal to the framework's."""

from collections import Counter

import numpy as np
import pytest
import torch

from microturn.core.vocab import NUM_PHONES
from microturn.model.drawing import StreamMouth
from microturn.model.mouth import Mouth
from microturn.model.stream import Stream
from tests.model.streams import cut, stream
from tests.model.test_network import SIZES, TOLERANCE, build, streamed


@pytest.mark.parametrize("window", [2048, 20, 7])
@torch.no_grad()
def test_numpy_equals_the_framework(window: int) -> None:
    """For any split into steps, also when positions have left the window, with sinks."""
    model, positions = build(window), stream(sum(SIZES))
    for block in model.blocks:
        block.experts.bias_E.normal_(0, 0.2)  # pyright: ignore
    whole = streamed(model, positions, SIZES)[0].numpy()
    for sizes in (SIZES, (1,) * sum(SIZES)):
        own, state = Stream(model), model.init_state(1)
        made = np.concatenate([own.forward(piece, state) for piece in cut(positions, sizes)])
        assert np.abs(made - whole).max() < TOLERANCE
    logits = model.text_logits(torch.from_numpy(whole)).numpy()
    assert np.abs(Stream(model).text_logits(whole[3:4])[0] - logits[3]).max() < TOLERANCE


@torch.no_grad()
def test_numpy_equals_the_framework_when_the_ring_has_turned() -> None:
    model = build(7)
    own, positions, state = Stream(model), stream(300), model.init_state(1)
    made = np.concatenate([own.forward(piece, state) for piece in cut(positions, SIZES * 5)])
    assert np.abs(made - model(positions)[0][0].numpy()).max() < TOLERANCE


@torch.no_grad()
def test_streams_together_need_not_hear_at_the_same_time() -> None:
    """One is a position ahead of the other."""
    model, pieces = build(), list(cut(stream(24), (1,) * 24))
    own, (alone, ahead, behind) = Stream(model), (model.init_state(1) for _ in range(3))
    whole = [own.forward(piece, alone) for piece in pieces]
    own.forward(pieces[0], ahead)
    num_mixed = 0
    for i in range(23):
        first, second = own.forward_all([(pieces[i + 1], ahead), (pieces[i], behind)])
        assert np.abs(first - whole[i + 1]).max() < TOLERANCE
        assert np.abs(second - whole[i]).max() < TOLERANCE
        num_mixed += len(pieces[i].levels_A) != len(pieces[i + 1].levels_A)
    assert num_mixed > 3


@torch.no_grad()
def test_packed_is_close() -> None:
    """As close as bf16 is, with int8 rows."""
    model, positions = build(), stream(sum(SIZES))
    whole, own, state = streamed(model, positions, SIZES)[0].numpy(), Stream(model, is_packed=True), model.init_state(1)
    made = np.concatenate([own.forward(piece, state) for piece in cut(positions, SIZES)])
    assert np.abs(made - whole).mean() < 0.03 * np.abs(whole).mean()


@torch.no_grad()
def test_mouth_draws_what_the_framework_draws() -> None:
    torch.manual_seed(0)
    mouth, hidden = Mouth(16, 24), torch.randn(1, 16)
    mouth.read.weight.normal_()
    rng = torch.Generator().manual_seed(0)
    own = StreamMouth(mouth)
    assert own.draw(hidden[0].numpy(), 0.0, rng).equal(mouth.draw(hidden, 0.0))
    mine = Counter(int(own.draw(hidden[0].numpy(), 0.7, rng)[0, 0]) for _ in range(2000))
    theirs = Counter(int(mouth.draw(hidden, 0.7, rng)[0, 0]) for _ in range(2000))
    assert max(abs(mine[i] - theirs[i]) for i in range(NUM_PHONES)) < 150  # of 2,000; 5 deviations are 110
