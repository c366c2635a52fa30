import numpy as np
import pytest

from microturn.audio.mel import MEL_FLOOR, MOUTH_WINDOW, filters, mouth_mel
from microturn.core.units import EAR_BINS, EAR_HZ, MOUTH_BINS, MOUTH_HOP, MOUTH_HZ, MOUTH_TICK_SAMPLES, PATCH_FRAMES
from tests.audio.chunks import noise, tone


@pytest.mark.parametrize("num_samples", [0, 299, 300, MOUTH_TICK_SAMPLES, 10_001])
def test_frame_count(num_samples: int) -> None:
    assert mouth_mel(noise(num_samples)).shape == (num_samples // MOUTH_HOP, MOUTH_BINS)


def test_a_micro_turn_is_one_patch() -> None:
    assert len(mouth_mel(noise(3 * MOUTH_TICK_SAMPLES))) == 3 * PATCH_FRAMES


@pytest.mark.parametrize("hz", [150, 440, 1_000, 3_000, 7_500])
def test_a_tone_falls_into_the_bin_around_it(hz: int) -> None:
    bank = filters(MOUTH_HZ, MOUTH_WINDOW, MOUTH_BINS)
    expected = bank[:, round(hz * MOUTH_WINDOW / MOUTH_HZ)].argmax()
    frame = mouth_mel(tone(hz, MOUTH_HZ, MOUTH_TICK_SAMPLES))[PATCH_FRAMES // 2]
    assert abs(int(frame.argmax()) - int(expected)) <= 1


def test_silence_lies_on_the_floor() -> None:
    assert np.allclose(mouth_mel(np.zeros(MOUTH_TICK_SAMPLES, np.float32)), np.log(MEL_FLOOR))


@pytest.mark.parametrize(("rate_hz", "window", "bins"), [(EAR_HZ, 512, EAR_BINS), (MOUTH_HZ, MOUTH_WINDOW, MOUTH_BINS)])
def test_filters_are_triangles_in_order(rate_hz: int, window: int, bins: int) -> None:
    bank = filters(rate_hz, window, bins)
    assert bank.shape == (bins, window // 2 + 1)
    assert (bank >= 0).all()
    centres = (bank * np.arange(window // 2 + 1)).sum(axis=1) / np.maximum(bank.sum(axis=1), 1e-12)
    filled = bank.sum(axis=1) > 0
    assert (np.diff(centres[filled]) > 0).all()


def test_a_frame_is_centred_on_its_hop() -> None:
    click = np.zeros(MOUTH_TICK_SAMPLES, np.float32)
    click[5 * MOUTH_HOP + MOUTH_HOP // 2] = 1.0
    assert mouth_mel(click).sum(axis=1).argmax() == 5
