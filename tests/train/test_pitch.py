"""The vocoder's teacher: pitch and phase of a voice that is known exactly."""

import numpy as np

from microturn.core.units import MOUTH_HZ
from microturn.train.pitch import SUB_HOP, track


def test_finds_pitch_and_phase_of_a_glide() -> None:
    time = np.arange(MOUTH_HZ) / MOUTH_HZ
    f0 = 190 + 30 * np.sin(2 * np.pi * time)
    phase = 2 * np.pi * np.cumsum(f0) / MOUTH_HZ
    voice = 0.1 * np.sum([np.cos(h * phase) / h for h in range(1, 20)], 0)
    silence = np.zeros(MOUTH_HZ // 2)
    pitch = track(np.concatenate([silence, voice, silence]).astype(np.float32))
    first, last = len(silence) // SUB_HOP, (len(silence) + len(voice)) // SUB_HOP
    at = np.arange(first, last) * SUB_HOP + SUB_HOP // 2 - len(silence)
    inside = slice(first + 18, last - 18)
    assert pitch.is_voiced_U[inside].all() and not pitch.is_voiced_U[: first - 6].any()
    assert np.abs(pitch.f0_U[first:last] / f0[at] - 1)[18:-18].max() < 0.01
    off = np.angle(np.exp(1j * (pitch.phase_U[first:last] - phase[at])))[18:-18]
    assert np.abs(off).max() < 0.1


def test_noise_and_silence_have_none() -> None:
    noise = np.random.default_rng(0).standard_normal(MOUTH_HZ).astype(np.float32) * 0.1
    assert track(noise).is_voiced_U.mean() < 0.1
    assert not track(np.zeros(MOUTH_HZ, np.float32)).is_voiced_U.any()
