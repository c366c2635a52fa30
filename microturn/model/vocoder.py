"""The vocoder: log-mel patches -> waveform at 24 kHz, causal, harmonics plus noise shaped by a small network.

A source-filter model in short-time spectra: ConvNeXt blocks at the mel rate (Vocos, arXiv 2306.00814) draw pitch and
filters, an explicit source of harmonics and noise (NSF, 1904.12088; DDSP, 2001.04643) keeps phases coherent, inverse
FFTs of 400 samples overlap by 75 %. Legend: B rows, F mel frames, M = 100 bins, C channels, U = 3 F sub-frames of 100
samples, K = 201 frequencies, W = 400 samples of a window, N = 300 F samples.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from microturn.audio import mel
from microturn.core.units import MOUTH_BINS, MOUTH_HOP, MOUTH_HZ

MEL_MEAN, MEL_STD = -6.3, 2.8  # of natural-log mel magnitudes of speech
SUBS = 3  # sub-frames in a mel frame
SUB_HOP = MOUTH_HOP // SUBS
WINDOW = 4 * SUB_HOP
NUM_FREQS = WINDOW // 2 + 1
TAIL = WINDOW - SUB_HOP
DELAY_SAMPLES = MOUTH_HOP + (WINDOW - SUB_HOP) // 2  # a mel frame of look-ahead, half an overlap: 450 = 18.75 ms
NOISE_SUBS = 768  # the noise repeats after 3.2 s
TOP_HZ = 11_800.0  # no harmonics above
HARMONIC_BIAS, NOISE_BIAS = -0.9, -1.2  # log amplitudes that render a given log-mel about as loud
FILTERS = 3  # harmonic log magnitude, harmonic phase, noise log magnitude


@dataclass(frozen=True)
class VocoderConfig:
    width: int = 192
    num_layers: int = 6
    kernel: int = 7
    expand: int = 3

    def __post_init__(self) -> None:
        assert self.kernel >= 3, "two frames of the past are always needed"


@dataclass
class VocoderState:
    """What a stream needs to go on: mel [B, k - 1, M], hidden [L, B, k - 1, C]: last inputs of the convolutions;
    cycles float64 [B], f0 [B]: the source at the last sub-frame; place int64 [B] in the noise; tail [B, 300]: sound
    that overlaps with what comes."""

    mel: Tensor
    hidden: Tensor
    cycles: Tensor
    f0: Tensor
    place: Tensor
    tail: Tensor

    def reset(self, rows: Tensor) -> None:
        """Forgets the rows where `rows` (bool [B]) is True."""
        self.mel[rows], self.tail[rows], self.cycles[rows] = math.log(mel.MEL_FLOOR), 0.0, 0.0
        self.hidden[:, rows] = 0.0
        self.f0[rows], self.place[rows] = 200.0, 0

    @staticmethod
    def stack(states: Sequence["VocoderState"]) -> "VocoderState":
        """Several in one, to step together."""
        names = {field.name: int(field.name == "hidden") for field in fields(VocoderState)}
        return VocoderState(
            **{name: torch.cat([getattr(s, name) for s in states], axis) for name, axis in names.items()}
        )

    def put(self, row: int, state: "VocoderState") -> None:
        """Row `row` of these becomes the only one of `state`."""
        for field in fields(VocoderState):
            value = getattr(self, field.name)
            own = value[:, row : row + 1] if field.name == "hidden" else value[row : row + 1]
            setattr(state, field.name, own.clone())


class Filters(NamedTuple):
    """What the network draws: log_f0 [B, U], of Hz; harmonics' log gain and phase, noise's log gain, [B, U, K]."""

    log_f0_BU: Tensor
    gain_BUK: Tensor
    phase_BUK: Tensor
    noise_BUK: Tensor


class Source(NamedTuple):
    """Cycles of the fundamental at the centre of each sub-frame, its frequency (Hz) and slope (Hz/s). All [B, U]."""

    cycles_BU: Tensor
    f0_BU: Tensor
    slope_BU: Tensor


class VocoderBlock(nn.Module):
    """Causal ConvNeXt block."""

    def __init__(self, config: VocoderConfig) -> None:
        super().__init__()
        width = config.width
        self.conv = nn.Conv1d(width, width, config.kernel, groups=width)
        self.norm = nn.LayerNorm(width)
        self.up, self.down = nn.Linear(width, config.expand * width), nn.Linear(config.expand * width, width)
        self.scale = nn.Parameter(torch.full((width,), 0.3))

    def forward(self, x_BFC: Tensor, past_BPC: Tensor) -> tuple[Tensor, Tensor]:
        """-> (output [B, F, C], inputs to keep [B, k - 1, C])."""
        joined = torch.cat([past_BPC, x_BFC], 1)
        y = self.norm(self.conv(joined.transpose(1, 2)).transpose(1, 2))
        y = self.down(nn.functional.gelu(self.up(y)))
        return x_BFC + self.scale * y, joined[:, x_BFC.shape[1] :]


class Vocoder(nn.Module):
    """Output sample n belongs to time n - DELAY_SAMPLES of the mel frames; it hears no frame after the current one."""

    def __init__(self, config: VocoderConfig) -> None:
        super().__init__()
        self.config, width = config, config.width
        self.embed = nn.Conv1d(MOUTH_BINS, width, config.kernel)
        self.embed_norm = nn.LayerNorm(width)
        self.blocks = nn.ModuleList(VocoderBlock(config) for _ in range(config.num_layers))
        self.norm = nn.LayerNorm(width)
        self.read_f0 = nn.Linear(width, SUBS)
        self.read = nn.Linear(width, SUBS * FILTERS * NUM_FREQS)
        self.envelope = nn.Linear(MOUTH_BINS, NUM_FREQS)
        self._init_weights()

    def _init_weights(self) -> None:
        """Starts as a plain noise-and-harmonics rendering of the mel itself: 200 Hz, flat phase."""
        with torch.no_grad():
            self.envelope.weight.copy_(torch.from_numpy(_interpolation()))
            self.envelope.bias.zero_()
            self.read.weight.mul_(0.1)
            self.read.bias.zero_()
            self.read_f0.bias.zero_()

    def init_state(self, batch: int, device: torch.device | str | None = None) -> VocoderState:
        """A state that has heard nothing, on `device` (default: that of the weights)."""
        like = self.envelope.weight.new_empty(0, device=device) if device else self.envelope.weight
        past, layers = self.config.kernel - 1, self.config.num_layers
        return VocoderState(
            mel=like.new_full((batch, past, MOUTH_BINS), math.log(mel.MEL_FLOOR), dtype=torch.float32),
            hidden=like.new_zeros((layers, batch, past, self.config.width), dtype=torch.float32),
            cycles=like.new_zeros(batch, dtype=torch.float64),
            f0=like.new_full((batch,), 200.0, dtype=torch.float32),
            place=like.new_zeros(batch, dtype=torch.int64),
            tail=like.new_zeros((batch, TAIL), dtype=torch.float32),
        )

    def forward(self, mel_BFM: Tensor) -> Tensor:
        """Natural-log mels [B, F, 100] -> samples [B, 300 F], late by DELAY_SAMPLES."""
        return self.step(mel_BFM, self.init_state(len(mel_BFM), mel_BFM.device))

    def step(self, mel_BFM: Tensor, state: VocoderState) -> Tensor:
        """The same for the next frames (any number) of streams; `state` is brought forward."""
        filters = self.filters(mel_BFM, state)
        source = advance(filters.log_f0_BU.exp(), state)
        harmonic_BUK, noise_BUK = shape(filters, source, state)
        return overlap(harmonic_BUK + noise_BUK, state)

    def filters(self, mel_BFM: Tensor, state: VocoderState) -> Filters:
        """Pitch and filters of the frames before the last, one late: [B, U, ...], starting one frame before these."""
        mel_BPM, num = torch.cat([state.mel, mel_BFM], 1), mel_BFM.shape[1]
        state.mel = mel_BPM[:, num:]
        x = self.embed(((mel_BPM - MEL_MEAN) / MEL_STD).transpose(1, 2)).transpose(1, 2)
        x, kept = self.embed_norm(x), list[Tensor]()
        for block, past_BPC in zip(self.blocks, state.hidden):
            x, past_BPC = block(x, past_BPC)
            kept.append(past_BPC)
        state.hidden = torch.stack(kept)
        x = self.norm(x)
        shape_BUCK = (len(x), num * SUBS, FILTERS, NUM_FREQS)
        gain, phase, noise = self.read(x).float().view(shape_BUCK).unbind(2)
        base_BUK = self._base(mel_BPM[:, -num - 2 :])
        log_f0_BU = math.log(200.0) + self.read_f0(x).float().flatten(1).clamp(-1.2, 1.0)
        gain_BUK = (base_BUK + HARMONIC_BIAS + gain).clamp(-16, 4)
        return Filters(log_f0_BU, gain_BUK, phase, (base_BUK + NOISE_BIAS + noise).clamp(-16, 4))

    def _base(self, mel_BPM: Tensor) -> Tensor:
        """Envelope [B, U, K] at sub-frames, between those of frame, the one before and the one after; P = F + 2."""
        envelope = self.envelope(mel_BPM).float()
        before, now, after = envelope[:, :-2], envelope[:, 1:-1], envelope[:, 2:]
        return torch.stack([(before + 2 * now) / 3, now, (2 * now + after) / 3], 2).flatten(1, 2)


def advance(f0_BU: Tensor, state: VocoderState) -> Source:
    """Integrates the fundamental (trapezoids between sub-frames)."""
    f0_BV = torch.cat([state.f0[:, None], f0_BU], 1)
    steps_BU = (f0_BV[:, 1:] + f0_BV[:, :-1]).double() * (SUB_HOP / MOUTH_HZ / 2)
    cycles_BU = (state.cycles[:, None] + steps_BU.cumsum(1)) % 1
    state.cycles, state.f0 = cycles_BU[:, -1], f0_BU[:, -1]
    return Source(cycles_BU.float(), f0_BU, (f0_BV[:, 1:] - f0_BV[:, :-1]) * (MOUTH_HZ / SUB_HOP))


def pulses(source: Source) -> Tensor:
    """All harmonics up to TOP_HZ with amplitude 1 and phase 0 (Dirichlet's closed form), around centres: [B, U, W].

    The highest one fades in, so that the sound is continuous in f0."""
    time_W = (torch.arange(WINDOW, device=source.f0_BU.device) - WINDOW // 2) / MOUTH_HZ
    cycles = source.cycles_BU[..., None] + time_W * (source.f0_BU[..., None] + source.slope_BU[..., None] / 2 * time_W)
    turn = math.pi * (cycles - cycles.round())
    all_BU1 = TOP_HZ / source.f0_BU[..., None]
    num = all_BU1.floor()
    bottom = 2 * turn.sin()
    is_top = bottom.abs() < 1e-3
    whole = torch.where(is_top, num, ((2 * num + 1) * turn).sin() / bottom.where(~is_top, 1) - 0.5)
    return whole + (all_BU1 - num) * (2 * (num + 1) * turn).cos()


def shape(filters: Filters, source: Source, state: VocoderState) -> tuple[Tensor, Tensor]:
    """Short-time spectra [B, U, K] of the filtered harmonics and of the filtered noise; moves on in the noise."""
    window_W, noise_V = _tables(source.f0_BU.device)
    num = source.f0_BU.shape[1]
    at_BUW = (state.place[:, None, None] + torch.arange(num, device=noise_V.device)[:, None]) * SUB_HOP
    at_BUW = (at_BUW + torch.arange(WINDOW, device=noise_V.device)) % len(noise_V)
    state.place = (state.place + num) % NOISE_SUBS
    harmonic = torch.fft.rfft(pulses(source) * window_W) * torch.polar(filters.gain_BUK.exp(), filters.phase_BUK)
    return harmonic, torch.fft.rfft(noise_V[at_BUW] * window_W) * filters.noise_BUK.exp()


def overlap(spectrum_BUK: Tensor, state: VocoderState) -> Tensor:
    """Inverse FFT, window, overlap-add -> the samples [B, 100 U] that are complete."""
    window_W, _ = _tables(spectrum_BUK.device)
    pieces_BUW = torch.fft.irfft(spectrum_BUK, WINDOW) * (window_W / 2)
    num = pieces_BUW.shape[1] * SUB_HOP
    wave_BN = nn.functional.pad(state.tail, (0, num))
    for i in range(WINDOW // SUB_HOP):
        quarter = pieces_BUW[..., i * SUB_HOP : (i + 1) * SUB_HOP].flatten(1)
        wave_BN = wave_BN + nn.functional.pad(quarter, (i * SUB_HOP, TAIL - i * SUB_HOP))
    state.tail = wave_BN[:, num:]
    return wave_BN[:, :num]


@lru_cache
def _tables(device: torch.device) -> tuple[Tensor, Tensor]:
    """Square root of Hann [W] (analysis and synthesis together overlap to 2) and white noise."""
    window = np.sqrt(np.hanning(WINDOW + 1)[:-1])
    noise = np.random.default_rng(0).standard_normal(NOISE_SUBS * SUB_HOP)
    with torch.inference_mode(False):  # made once, wherever that is: training must be able to use them too
        return torch.from_numpy(window).float().to(device), torch.from_numpy(noise).float().to(device)


def _interpolation() -> NDArray[np.float32]:
    """Weights [K, M] that read a log-mel between the centres of its bins."""
    bank = mel.filters(MOUTH_HZ, mel.MOUTH_WINDOW, MOUTH_BINS)
    centres_M = bank @ np.linspace(0, MOUTH_HZ / 2, bank.shape[1]) / bank.sum(1)
    place_K = np.interp(np.arange(NUM_FREQS) * MOUTH_HZ / WINDOW, centres_M, np.arange(MOUTH_BINS))
    return np.maximum(0, 1 - np.abs(place_K[:, None] - np.arange(MOUTH_BINS))).astype(np.float32)
