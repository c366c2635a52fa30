"""What happens to sound on its way to the microphone: rooms, noise, echo, codecs, losses. Knows nothing of scenes.

All functions work on float32 mono at 16 kHz and draw from the generator they are given.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from microturn.core.units import EAR_HZ

Floats = NDArray[np.float32]
CLEAN_SHARE = 0.25
PACKET = EAR_HZ // 50  # 20 ms
_BLOCK = 8192


@dataclass(frozen=True)
class Acoustics:
    """One draw of the circumstances of a scene; decibels are relative to full scale or to the user's level."""

    level_db: float = -23.0  # user's root mean square
    room_s: float = 0.0  # reverberation time, 0: none
    direct_db: float = 12.0  # direct sound over reverberation
    noise: str = ""  # "", "coloured", "babble", "sound"
    noise_db: float = -60.0  # relative to the user
    tilt_db: float = -6.0  # of coloured noise, per octave
    codec: str = ""  # "", "mu-law", "narrow", "band"
    loss: float = 0.0  # share of packets lost
    echo_db: float | None = None  # own voice in the microphone, relative to the user; None: cancelled
    echo_delay_s: float = 0.0


def draw(rng: np.random.Generator) -> Acoustics:
    """One scene in four is clean but for its level."""
    level_db = float(rng.uniform(-33, -14))
    if rng.random() < CLEAN_SHARE:
        return Acoustics(level_db=level_db)
    has_noise, has_loss = rng.random() < 0.75, rng.random() < 0.1
    return Acoustics(
        level_db=level_db,
        room_s=float(rng.uniform(0.1, 0.5)) if rng.random() < 0.5 else 0.0,
        direct_db=float(rng.uniform(3, 18)),
        noise=str(rng.choice(["coloured", "babble", "sound"], p=[0.55, 0.25, 0.2])) if has_noise else "",
        noise_db=-float(rng.uniform(5, 35)),
        tilt_db=-float(rng.uniform(0, 9)),
        codec=str(rng.choice(["mu-law", "narrow", "band"])) if rng.random() < 0.2 else "",
        loss=float(rng.uniform(0.005, 0.05)) if has_loss else 0.0,
        echo_db=-float(rng.uniform(8, 40)) if rng.random() < 0.6 else None,
        echo_delay_s=float(rng.uniform(0.0, 0.12)),
    )


def gain(decibels: float) -> float:
    return 10 ** (decibels / 20)


def rms(samples: Floats) -> float:
    """Root mean square over the samples that are not silent."""
    active = samples[np.abs(samples) > 1e-5]
    return float(np.sqrt(np.mean(np.square(active)))) if len(active) else 0.0


def convolve(samples: Floats, response: Floats) -> Floats:
    """Causal convolution, same length; overlap-add in blocks, one batched FFT."""
    num_blocks = -(-len(samples) // _BLOCK)
    if not num_blocks:
        return samples
    size = 1 << (_BLOCK + len(response) - 2).bit_length()
    blocks = np.zeros((num_blocks, _BLOCK), np.float32)
    blocks.reshape(-1)[: len(samples)] = samples
    wet = np.fft.irfft(np.fft.rfft(blocks, size) * np.fft.rfft(response, size), size).astype(np.float32)
    out = np.zeros(num_blocks * _BLOCK + size, np.float32)
    for i in range(num_blocks):
        out[i * _BLOCK : i * _BLOCK + size] += wet[i]
    return out[: len(samples)]


def room(reverb_s: float, direct_db: float, rng: np.random.Generator) -> Floats:
    """Impulse response: the direct sound, then noise that falls by 60 dB in `reverb_s`, direct over rest as asked."""
    num = max(2, min(int(reverb_s * EAR_HZ), _BLOCK))
    tail = rng.standard_normal(num, np.float32) * np.exp(-6.9 * np.arange(num, dtype=np.float32) / num)
    gap = int(rng.uniform(0.001, 0.01) * EAR_HZ)
    response = np.zeros(num + gap, np.float32)
    response[gap:] = tail * gain(-direct_db) / float(np.sqrt(np.sum(np.square(tail))) + 1e-9)
    response[0] = 1.0
    return response


def coloured(num: int, tilt_db: float, rng: np.random.Generator) -> Floats:
    """Noise whose spectrum falls by `tilt_db` an octave, root mean square 1; repeats every 4.1 s without a seam."""
    size = 1 << 16
    freqs = np.maximum(np.fft.rfftfreq(size, 1 / EAR_HZ), 60)
    shape = (freqs / 60) ** (tilt_db / 6.02)
    phases = rng.uniform(0, 2 * np.pi, len(freqs)).astype(np.float32)
    wave = np.fft.irfft(shape * np.exp(1j * phases), size).astype(np.float32)
    return np.resize(wave / rms(wave), num)


def low_pass(cut_hz: float, taps: int = 63) -> Floats:
    """Windowed-sinc response."""
    steps = np.arange(taps) - taps // 2
    response = np.sinc(2 * cut_hz / EAR_HZ * steps) * np.hamming(taps)
    return (response / response.sum()).astype(np.float32)


def side_path() -> Floats:
    """Another person in the room: -8 dB, highs above 4 kHz -5 dB, reflections 45 ms / -6 dB and 120 ms / -12 dB."""
    low = low_pass(4000)
    shelf = low * (1 - gain(-5))
    shelf[len(low) // 2] += gain(-5)
    return _reflect(shelf, -8, ((0.045, -6), (0.120, -12)))


def media_path() -> Floats:
    """A loudspeaker in the background: -15 dB, low-passed at 3 kHz, echo 100 ms / -10 dB."""
    return _reflect(low_pass(3000), -15, ((0.100, -10),))


def _reflect(response: Floats, level_db: float, echoes: tuple[tuple[float, float], ...]) -> Floats:
    out = np.zeros(int(max(d for d, _ in echoes) * EAR_HZ) + len(response), np.float32)
    for delay_s, loss_db in ((0.0, 0.0), *echoes):
        start = int(delay_s * EAR_HZ)
        out[start : start + len(response)] += response * gain(level_db + loss_db)
    return out


def code(samples: Floats, codec: str) -> Floats:
    """What a telephone or a cheap headset leaves of it."""
    if codec == "band":
        return convolve(samples, low_pass(5500))
    if codec == "narrow":
        return convolve(samples, low_pass(3400))
    if codec == "mu-law":
        narrow = np.clip(convolve(samples, low_pass(3400)), -1, 1)
        bent = np.sign(narrow) * np.log1p(255 * np.abs(narrow)) / np.log(256)
        steps = np.round(bent * 127) / 127
        return (np.sign(steps) * np.expm1(np.abs(steps) * np.log(256)) / 255).astype(np.float32)
    return samples


def lose(samples: Floats, share: float, rng: np.random.Generator) -> Floats:
    """Replaces a share of the 20 ms packets by silence."""
    if share <= 0:
        return samples
    kept = np.repeat(rng.random(len(samples) // PACKET + 1) >= share, PACKET)[: len(samples)]
    return samples * kept
