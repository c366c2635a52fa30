import numpy as np
import pytest

from microturn.data import augment
from microturn.data.augment import Acoustics

RATE_HZ = 16_000


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


@pytest.mark.parametrize(("num", "taps"), [(100, 7), (8192, 63), (20_000, 5000), (1, 1), (30_000, 9000)])
def test_block_convolution_equals_the_plain_one(num: int, taps: int) -> None:
    samples, response = rng().standard_normal(num).astype(np.float32), rng().standard_normal(taps).astype(np.float32)
    expected = np.convolve(samples, response)[:num]
    np.testing.assert_allclose(augment.convolve(samples, response), expected, atol=2e-3)


def test_room_keeps_the_direct_sound_first() -> None:
    response = augment.room(0.3, 10.0, rng())
    assert response[0] == 1.0
    assert 10 * np.log10(np.sum(response[1:] ** 2)) == pytest.approx(-10, abs=0.1)
    early, late = response[1:2000], response[3000:]
    assert np.sum(early**2) > 10 * np.sum(late**2)


def test_coloured_noise_has_its_size_and_slope() -> None:
    noise = augment.coloured(100_000, -6.0, rng())
    assert augment.rms(noise) == pytest.approx(1.0, abs=0.05)
    power = np.abs(np.fft.rfft(noise[:65_536])) ** 2
    low, high = power[1000:2000].mean(), power[2000:4000].mean()
    assert 10 * np.log10(high / low) == pytest.approx(-6, abs=1)


def test_lost_packets_are_silent_and_the_rest_is_as_it_was() -> None:
    samples = np.ones(RATE_HZ, np.float32)
    lossy = augment.lose(samples, 0.3, rng())
    packets = lossy.reshape(-1, augment.PACKET)
    assert set(packets.min(axis=1)) == {0.0, 1.0}
    assert (packets.min(axis=1) == packets.max(axis=1)).all()
    assert 0.1 < 1 - packets[:, 0].mean() < 0.5


@pytest.mark.parametrize("codec", ["mu-law", "narrow", "band"])
def test_codecs_keep_lows_and_take_highs(codec: str) -> None:
    time_s = np.arange(RATE_HZ) / RATE_HZ
    low, high = (0.3 * np.sin(2 * np.pi * f * time_s).astype(np.float32) for f in (500, 7000))
    assert augment.rms(augment.code(low, codec)) == pytest.approx(augment.rms(low), rel=0.1)
    assert np.sqrt(np.mean(augment.code(high, codec) ** 2)) < 0.05
    np.testing.assert_array_equal(augment.code(low, ""), low)


def test_a_quarter_of_scenes_is_clean() -> None:
    generator = rng()
    clean = [augment.draw(generator) for _ in range(400)]
    share = np.mean([a == Acoustics(level_db=a.level_db) for a in clean])
    assert share == pytest.approx(0.27, abs=0.07)
