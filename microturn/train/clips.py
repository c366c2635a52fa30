"""Training clips of the vocoder: one voice's recordings with mels and pitch, random crops, mels made a little worse.

Legend: B crops, F mel frames, M = 100 bins, U = 3 F sub-frames, N samples.
"""

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from tqdm import tqdm

from microturn.audio.mel import MEL_FLOOR, mouth_mel
from microturn.core.errors import BadData
from microturn.core.units import MOUTH_HOP, MOUTH_HZ
from microturn.data.bank import Bank, Utterance
from microturn.model.vocoder import DELAY_SAMPLES, SUBS
from microturn.train.pitch import Pitch, track

HELD_OUT_FILES = 3  # the last shards of the bank are never trained on
LEAST_GAIN, MOST_GAIN = np.log(0.25), np.log(1.6)


class Crops(NamedTuple):
    """What a vocoder hears (mel [B, F, M]), what it should say (wave [B, N], late by DELAY_SAMPLES), and the pitch of
    that: f0, phase (radians), is_voiced [B, U], of one frame before the mels on."""

    mel_BFM: Tensor
    wave_BN: Tensor
    f0_BU: Tensor
    phase_BU: Tensor
    is_voiced_BU: Tensor

    def to(self, device: str) -> "Crops":
        return Crops(*(tensor.to(device) for tensor in self))


def split(bank: Bank) -> tuple[list[Utterance], list[Utterance]]:
    """The assistant's utterances with sound -> (for training, held out)."""
    rows = [row for row in bank.select("assistant") if row.file is not None]
    files = sorted({row.file for row in rows if row.file is not None})
    if len(files) <= HELD_OUT_FILES:
        raise BadData(f"expected more than {HELD_OUT_FILES} shards of role assistant, found {len(files)}; make more")
    out = set(files[-HELD_OUT_FILES:])
    return [row for row in rows if row.file not in out], [row for row in rows if row.file in out]


class Clips:
    """All clips end to end, half a second of silence between them."""

    GAP = 40 * MOUTH_HOP

    def __init__(self, bank: Bank, rows: Sequence[Utterance], cache: Path) -> None:
        """`cache`: .npz file that keeps the pitch, which takes half a minute for an hour of speech."""
        self.wave_N = np.concatenate([self._padded(bank, row) for row in rows])
        self.mel_FM = np.concatenate([mouth_mel(part).astype(np.float16) for part in self._parts()])
        if not cache.exists():
            tracks = [track(part) for part in tqdm(list(self._parts()), "pitch")]
            part = cache.with_suffix(".part.npz")
            np.savez(part, *(np.concatenate(column) for column in zip(*tracks)))
            part.rename(cache)
        with np.load(cache) as saved:
            self.pitch = Pitch(*(saved[f"arr_{i}"] for i in range(len(Pitch._fields))))
        if len(self.pitch.f0_U) != SUBS * len(self.mel_FM):
            raise BadData(f"{cache} was made from other recordings; delete it")

    @property
    def hours(self) -> float:
        return len(self.wave_N) / MOUTH_HZ / 3600

    def _padded(self, bank: Bank, row: Utterance) -> NDArray[np.float32]:
        samples, rate_hz = bank.audio(row)
        if rate_hz != MOUTH_HZ:
            raise BadData(f"{row.file}: expected {MOUTH_HZ} Hz, got {rate_hz}")
        return np.pad(samples, (0, self.GAP + -len(samples) % MOUTH_HOP))

    def _parts(self) -> list[NDArray[np.float32]]:
        """About a minute each, cut at frames; a mel frame at a cut misses half its window, in silence mostly."""
        step = 60 * MOUTH_HZ
        return [self.wave_N[i : i + step] for i in range(0, len(self.wave_N), step)]

    def draw(self, num: int, frames: int, rng: np.random.Generator) -> Crops:
        """Random crops with random gain, their mels slightly worse."""
        at_B = rng.integers(2, len(self.mel_FM) - frames, num)
        gain_B = np.exp(rng.uniform(LEAST_GAIN, MOST_GAIN, num)).astype(np.float32)
        mel = self.mel_FM[at_B[:, None] + np.arange(frames)].astype(np.float32)
        mel = np.log(np.maximum(np.exp(mel) * gain_B[:, None, None], MEL_FLOOR))
        first_B = at_B * MOUTH_HOP - DELAY_SAMPLES
        wave = self.wave_N[first_B[:, None] + np.arange(frames * MOUTH_HOP)] * gain_B[:, None]
        sub_BU = (at_B[:, None] - 1) * SUBS + np.arange(frames * SUBS)
        pitch = (torch.from_numpy(column[sub_BU]) for column in self.pitch)
        return Crops(torch.from_numpy(worsen(mel, rng)), torch.from_numpy(wave), *pitch)


def worsen(mel_BFM: NDArray[np.float32], rng: np.random.Generator) -> NDArray[np.float32]:
    """What a generated mel suffers from, by an amount that differs between crops (a quarter stays clean): smoothing
    over time and bins, a raised floor, coloured and white noise."""
    num, frames, bins = mel_BFM.shape
    amount = np.maximum(0, rng.uniform(-0.33, 1, (num, 1, 1))).astype(np.float32)
    worse = mel_BFM
    for axis in (1, 2):
        share = amount * rng.uniform(0, 0.25, (num, 1, 1)).astype(np.float32)
        worse = (1 - share) * worse + share * (np.roll(worse, 1, axis) + np.roll(worse, -1, axis)) / 2
    worse = np.logaddexp(worse, rng.uniform(-14, -9, (num, 1, 1)).astype(np.float32))
    coarse = rng.standard_normal((num, -(-frames // 4), -(-bins // 5)), np.float32)
    coarse = coarse.repeat(4, 1).repeat(5, 2)[:, :frames, :bins]
    white = rng.standard_normal(mel_BFM.shape, np.float32)
    return worse + amount * (0.12 * coarse + 0.15 * white)
