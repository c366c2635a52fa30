import numpy as np
import pytest
import soxr
from hypothesis import given
from hypothesis import strategies as st

from microturn.audio.resample import StreamResampler
from microturn.core.messages import Audio
from tests.audio.chunks import chunks, cuts, noise, tone

SIGNAL = noise(9_999)
RATES = [(8_000, 16_000), (16_000, 24_000), (24_000, 16_000), (44_100, 16_000), (48_000, 24_000), (16_000, 16_000)]


def resampled(parts: list[Audio], rate_in_hz: int, rate_out_hz: int) -> Audio:
    stream = StreamResampler(rate_in_hz, rate_out_hz)
    return np.concatenate([*(stream.step(part) for part in parts), stream.flush()])


@given(st.sampled_from(RATES), cuts(len(SIGNAL)))
def test_any_chunking_gives_the_same_bits(rates: tuple[int, int], places: list[int]) -> None:
    assert np.array_equal(resampled(chunks(SIGNAL, places), *rates), resampled([SIGNAL], *rates))


@pytest.mark.parametrize("rates", RATES)
@pytest.mark.parametrize("num_samples", [0, 1, 100, 960, 9_999])
def test_length(rates: tuple[int, int], num_samples: int) -> None:
    out = resampled([SIGNAL[:num_samples]], *rates)
    assert out.dtype == np.float32
    assert abs(len(out) - num_samples * rates[1] / rates[0]) <= 1


@pytest.mark.parametrize("rates", RATES)
def test_equals_one_call_of_soxr(rates: tuple[int, int]) -> None:
    expected = soxr.resample(SIGNAL, *rates, quality="HQ")
    out = resampled([SIGNAL], *rates)
    assert np.abs(out[: len(expected)] - expected[: len(out)]).max() < 1e-5


def test_a_tone_stays_and_what_does_not_fit_goes() -> None:
    low = resampled([tone(1_000, 48_000, 48_000)], 48_000, 16_000)
    high = resampled([tone(12_000, 48_000, 48_000)], 48_000, 16_000)
    assert np.abs(low - tone(1_000, 16_000, 16_000))[1_000:-1_000].max() < 1e-3
    assert np.abs(high)[1_000:-1_000].max() < 1e-3


def test_the_delay_is_short() -> None:
    stream = StreamResampler(48_000, 16_000)
    num_out = sum(len(stream.step(SIGNAL[:960])) for _ in range(50))
    assert 16_000 - num_out < 0.04 * 16_000
