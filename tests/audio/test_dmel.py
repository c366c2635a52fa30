import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from microturn.audio import dmel
from microturn.audio.framer import Framer
from microturn.core.units import AUDIO_TOKENS, EAR_BINS, EAR_HZ, EAR_LEVELS, EAR_TICK_SAMPLES, SUB_FRAMES
from tests.audio.chunks import chunks, cuts, noise, tone

SIGNAL = noise(4 * EAR_TICK_SAMPLES + 77)


@given(cuts(len(SIGNAL)))
def test_streaming_equals_offline_for_any_chunking(places: list[int]) -> None:
    framer, state = Framer(), dmel.init_state()
    turns = [turn for chunk in chunks(SIGNAL, places) for turn in framer.step(chunk)] + framer.flush()
    assert np.array_equal([dmel.step(turn, state) for turn in turns], dmel.encode(SIGNAL))


@given(st.integers(0, len(SIGNAL) - 1))
def test_the_future_never_changes_earlier_levels(now: int) -> None:
    changed = SIGNAL.copy()
    changed[now:] = noise(len(SIGNAL) - now, seed=1, gain=3.0)
    num_frames = now // dmel.HOP  # those that end at or before `now`
    before, after = (dmel.encode(s).reshape(-1, EAR_BINS)[:num_frames] for s in (SIGNAL, changed))
    assert np.array_equal(before, after)


def test_shape_and_range() -> None:
    levels = dmel.encode(noise(len(SIGNAL), gain=30.0))
    assert levels.shape == (5, AUDIO_TOKENS, SUB_FRAMES, EAR_BINS)
    assert levels.dtype == np.uint8
    assert levels.max() == EAR_LEVELS - 1


def test_silence_is_level_0_and_nothing_is_nothing() -> None:
    assert not dmel.encode(np.zeros(2 * EAR_TICK_SAMPLES, np.float32)).any()
    assert dmel.encode(np.zeros(0, np.float32)).shape == (0, AUDIO_TOKENS, SUB_FRAMES, EAR_BINS)


def test_a_tone_is_loudest_in_its_own_bin() -> None:
    loudest = [dmel.encode(tone(hz, EAR_HZ, EAR_TICK_SAMPLES))[0, -1, -1].argmax() for hz in (200, 600, 2_000, 6_000)]
    assert loudest == sorted(set(loudest))


def test_louder_is_never_a_lower_level() -> None:
    quiet, loud = (dmel.encode(tone(800, EAR_HZ, EAR_TICK_SAMPLES, gain)).astype(int) for gain in (0.01, 0.3))
    assert (loud >= quiet).all()
    assert (loud > quiet).any()
