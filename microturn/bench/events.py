"""Sounds that are not speech, made from noise and tones: knocks, clicks, coughs, rings, hums, rustling."""

import numpy as np

from microturn.core.units import EAR_HZ
from microturn.data.augment import Floats, coloured, convolve, low_pass, rms


def event(rng: np.random.Generator) -> Floats:
    """One sound of 0.1 to 3 s: float32 [n] at 16 kHz, root mean square 1."""
    makers = (_knocks, _clicks, _cough, _ring, _hum, _rustle)
    sound = makers[int(rng.integers(len(makers)))](rng)
    return sound / np.float32(rms(sound) or 1.0)


def _burst(decay_s: float, cut_hz: float, rng: np.random.Generator) -> Floats:
    """Noise that falls by 60 dB in `decay_s`."""
    num = round(decay_s * EAR_HZ)
    noise = convolve(rng.standard_normal(num, np.float32), low_pass(cut_hz))
    return noise * np.exp(-6.9 * np.arange(num, dtype=np.float32) / num)


def _repeat(hits: list[Floats], gap_s: float) -> Floats:
    gap = np.zeros(round(gap_s * EAR_HZ), np.float32)
    return np.concatenate([part for hit in hits for part in (hit, gap)])


def _knocks(rng: np.random.Generator) -> Floats:
    return _repeat([_burst(0.12, 900, rng) for _ in range(int(rng.integers(2, 5)))], float(rng.uniform(0.08, 0.25)))


def _clicks(rng: np.random.Generator) -> Floats:
    """Somebody types."""
    return _repeat([_burst(0.03, 6000, rng) for _ in range(int(rng.integers(4, 12)))], float(rng.uniform(0.06, 0.2)))


def _cough(rng: np.random.Generator) -> Floats:
    return _repeat([_burst(float(rng.uniform(0.2, 0.35)), 2500, rng) for _ in range(2)], 0.15)


def _ring(rng: np.random.Generator) -> Floats:
    times = np.arange(round(0.3 * EAR_HZ), dtype=np.float32) / EAR_HZ
    tone = np.sin(2 * np.pi * float(rng.uniform(600, 1800)) * times) * np.hanning(len(times))
    return _repeat([tone.astype(np.float32)] * int(rng.integers(2, 5)), 0.2)


def _hum(rng: np.random.Generator) -> Floats:
    """A motor: harmonics of a low tone."""
    times = np.arange(round(float(rng.uniform(1, 3)) * EAR_HZ), dtype=np.float32) / EAR_HZ
    base_hz = float(rng.uniform(45, 130))
    tone = sum(np.sin(2 * np.pi * base_hz * k * times) / k for k in range(1, 7))
    return (tone * np.sqrt(np.hanning(len(times)))).astype(np.float32)


def _rustle(rng: np.random.Generator) -> Floats:
    num = round(float(rng.uniform(0.4, 1.5)) * EAR_HZ)
    return (coloured(num, -1.0, rng) * np.hanning(num)).astype(np.float32)
