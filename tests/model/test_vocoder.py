"""The vocoder as a stream: equal to offline, causal, per-row reset, small, trainable."""

from collections.abc import Iterator

import pytest
import torch
from torch import Tensor

from microturn.core.units import MOUTH_BINS, MOUTH_HOP, MOUTH_HZ
from microturn.model.vocoder import DELAY_SAMPLES, MEL_MEAN, MEL_STD, Vocoder, VocoderConfig

# Other orders of summation change f0 in its last bits; integrated to a phase, and at 60 harmonics, that is this much of
# the loudest sample (-60 dB, a shift of the highest harmonics by some nanoseconds).
TOLERANCE = 1e-3
SMALL = VocoderConfig(width=32, num_layers=2)


def speechlike(rows: int, frames: int, seed: int = 0) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    return torch.randn(rows, frames, MOUTH_BINS, generator=generator) * MEL_STD + MEL_MEAN


def assert_near(made: Tensor, expected: Tensor) -> None:
    torch.testing.assert_close(made, expected, atol=TOLERANCE * float(expected.abs().max()), rtol=0)


@pytest.fixture(scope="module", autouse=True)
def one_thread() -> Iterator[None]:
    """Two threads that wait for each other are slow on a busy machine."""
    before = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(before)


@pytest.fixture(scope="module")
def vocoder() -> Vocoder:
    torch.manual_seed(0)
    return Vocoder(SMALL).eval()


@pytest.mark.parametrize("chunks", [[48], [1] * 48, [16, 16, 16], [5, 1, 30, 2, 10]])
@torch.no_grad()
def test_streaming_equals_offline(vocoder: Vocoder, chunks: list[int]) -> None:
    mel = speechlike(2, 48)
    state = vocoder.init_state(2)
    parts = [vocoder.step(part, state) for part in mel.split(chunks, 1)]
    assert [part.shape[1] for part in parts] == [MOUTH_HOP * num for num in chunks]
    assert_near(torch.cat(parts, 1), vocoder(mel))


@torch.no_grad()
def test_full_size_streams_too() -> None:
    torch.manual_seed(0)
    full = Vocoder(VocoderConfig()).eval()
    mel, state = speechlike(1, 32), full.init_state(1)
    parts = [full.step(part, state) for part in mel.split(16, 1)]
    assert_near(torch.cat(parts, 1), full(mel))


@torch.no_grad()
def test_batched_equals_alone(vocoder: Vocoder) -> None:
    mel = speechlike(3, 20)
    alone = torch.cat([vocoder(row[None]) for row in mel])
    assert_near(vocoder(mel), alone)


@pytest.mark.parametrize("frame", [0, 1, 7, 19])
@torch.no_grad()
def test_future_never_changes_past(vocoder: Vocoder, frame: int) -> None:
    mel = speechlike(1, 20)
    other = mel.clone()
    other[:, frame:] = speechlike(1, 20, seed=1)[:, frame:]
    now, then = vocoder(mel), vocoder(other)
    assert torch.equal(now[:, : frame * MOUTH_HOP], then[:, : frame * MOUTH_HOP])
    assert not torch.allclose(now[:, frame * MOUTH_HOP :], then[:, frame * MOUTH_HOP :])


@torch.no_grad()
def test_delay_is_as_stated(vocoder: Vocoder) -> None:
    """A loud frame sounds around its own place, DELAY_SAMPLES late."""
    assert DELAY_SAMPLES / MOUTH_HZ <= 0.020
    mel = torch.full((1, 40, MOUTH_BINS), -11.5)
    mel[:, 20] = -2.0
    power = vocoder(mel)[0].square()
    centre = float((power * torch.arange(len(power))).sum() / power.sum()) - DELAY_SAMPLES
    assert abs(centre - (20 * MOUTH_HOP + MOUTH_HOP / 2)) < MOUTH_HOP / 2


@torch.no_grad()
def test_reset_forgets_only_its_rows(vocoder: Vocoder) -> None:
    mel, new = speechlike(2, 16), speechlike(2, 16, seed=1)
    state = vocoder.init_state(2)
    vocoder.step(mel, state)
    state.reset(torch.tensor([False, True]))
    made = vocoder.step(new, state)
    assert_near(made[1], vocoder(new)[1])
    whole = vocoder(torch.cat([mel, new], 1))[0, 16 * MOUTH_HOP :]
    assert_near(made[0], whole)


def test_size() -> None:
    with torch.device("meta"):
        num = sum(weight.numel() for weight in Vocoder(VocoderConfig()).parameters())
    assert 1e6 <= num <= 3e6


def test_all_it_knows_is_in_its_weights(vocoder: Vocoder) -> None:
    """Checkpoints are loaded into a module made without memory."""
    with torch.device("meta"):
        bare = Vocoder(SMALL)
    bare.to_empty(device="cpu").load_state_dict(vocoder.state_dict())
    mel = speechlike(1, 8)
    with torch.no_grad():
        assert torch.equal(bare.eval()(mel), vocoder(mel))


@pytest.mark.parametrize("level", [0.0, -11.5, 3.0, -30.0])
def test_gradients_are_finite(level: float) -> None:
    torch.manual_seed(0)
    vocoder = Vocoder(SMALL)
    mel = speechlike(2, 12) if level == 0 else torch.full((2, 12, MOUTH_BINS), level)
    vocoder(mel).abs().mean().backward()
    gradients = [weight.grad for weight in vocoder.parameters()]
    assert all(gradient is not None and gradient.isfinite().all() for gradient in gradients)
