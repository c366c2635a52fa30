"""Stage 1: trains the vocoder on one voice. `python -m microturn.train.vocoder --bank DIR --out DIR --minutes M`.

The teacher's pitch and phase drive the source while training, so that harmonics meet those of the recording and the
filters, phases too, are learned by comparison; the pitch head learns the teacher's pitch.
Legend: B crops, N samples, K frequencies, U sub-frames.
"""

import math
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click
import numpy as np
import torch
from torch import Tensor, nn

from microturn.audio.mel import MEL_FLOOR, MOUTH_WINDOW, filters, mouth_mel
from microturn.audio.pcm import write_wav
from microturn.core.errors import BadConfig
from microturn.core.messages import Audio
from microturn.core.units import MOUTH_BINS, MOUTH_HOP, MOUTH_HZ
from microturn.data.bank import Bank, Utterance
from microturn.model.vocoder import (
    DELAY_SAMPLES,
    SUB_HOP,
    SUBS,
    WINDOW,
    Source,
    Vocoder,
    VocoderConfig,
    overlap,
    shape,
)
from microturn.train.clips import Clips, Crops, split, worsen
from microturn.train.listen import dnsmos, transcribe, word_errors
from microturn.train.options import options
from microturn.train.precision import autocast
from microturn.train.run import Run, schedule

RESOLUTIONS = ((2048, 512), (1024, 256), (512, 128), (256, 64))  # window, hop
BURN_FRAMES = 6  # the first frames of a crop lack their past
WEIGHTS = {"stft": 1.0, "mel": 1.0, "harmonic": 0.5, "pitch": 10.0}
NUM_SAMPLES = 4  # held-out utterances written as WAV


HELP = {
    "bank": "Folder with recorded speech of the assistant.",
    "out": "Run folder; an existing run goes on where it stopped.",
    "minutes": "Length of the whole run; the learning rate falls to zero at its end.",
    "batch": "Crops a step.",
    "frames": "Mel frames a crop, 12.5 ms each.",
    "rate": "Highest learning rate.",
    "decay": "Share of the run in which the learning rate falls.",
    "device": "cpu, cuda, cuda:1, ...",
    "threads": "Processor threads.",
    "save_minutes": "Minutes between checkpoints.",
    "judged": "Held-out utterances scored at the end.",
    "seed": "Seed of weights and crops.",
}


@dataclass(frozen=True)
class VocoderTraining:
    """What the stage needs; every field is an option of its command line."""

    bank: str
    out: str
    minutes: float = 60.0
    batch: int = 16
    frames: int = 48
    rate: float = 2e-3
    decay: float = 0.25  # share of the run in which the rate falls to zero
    device: str = "cpu"
    threads: int = 1
    save_minutes: float = 4.0
    judged: int = 40  # held-out utterances scored at the end
    seed: int = 0

    def __post_init__(self) -> None:
        if self.device != "cpu" and not torch.cuda.is_available():
            raise BadConfig(f"expected a GPU for --device {self.device}, found none; use --device cpu")


def teacher(crops: Crops) -> Source:
    """The source as the recording has it."""
    f0_BV = torch.cat([crops.f0_BU[:, :1], crops.f0_BU], 1)
    return Source(crops.phase_BU / (2 * math.pi), crops.f0_BU, f0_BV.diff(dim=1) * (MOUTH_HZ / SUB_HOP))


def magnitudes(wave_BN: Tensor, window: int, hop: int) -> Tensor:
    """[B, K, frames]."""
    hann = torch.hann_window(window, device=wave_BN.device)
    return torch.stft(wave_BN, window, hop, window=hann, center=False, return_complex=True).abs()


def spectral_loss(made_BN: Tensor, true_BN: Tensor) -> Tensor:
    """L1 of log magnitudes and a little spectral convergence, at several resolutions (arXiv 1910.11480)."""
    total = made_BN.new_zeros(())
    for window, hop in RESOLUTIONS:
        made, true = magnitudes(made_BN, window, hop), magnitudes(true_BN, window, hop)
        floor = 2e-4 * window**0.5
        total = total + ((made + floor).log() - (true + floor).log()).abs().mean()
        total = total + 0.25 * ((made - true).square().sum((1, 2)) / (true.square().sum((1, 2)) + 1)).sqrt().mean()
    return total / len(RESOLUTIONS)


def mel_loss(made_BN: Tensor, true_BN: Tensor) -> Tensor:
    """L1 of the log-mels the vocoder is driven with."""
    bank = torch.from_numpy(filters(MOUTH_HZ, MOUTH_WINDOW, MOUTH_BINS)).to(made_BN.device)
    mels = [
        (bank @ magnitudes(wave, MOUTH_WINDOW, MOUTH_HOP)).clamp_min(MEL_FLOOR).log() for wave in (made_BN, true_BN)
    ]
    return (mels[0] - mels[1]).abs().mean()


def harmonic_loss(harmonic_BUK: Tensor, true_BN: Tensor) -> Tensor:
    """Distance of the harmonics to the recording as complex numbers, relative to its smoothed power: what the source
    cannot foresee is left to the noise."""
    window_W = torch.hann_window(WINDOW, device=true_BN.device).sqrt()
    true_BUK = torch.fft.rfft(true_BN.unfold(1, WINDOW, SUB_HOP) * window_W)
    power = nn.functional.avg_pool1d(true_BUK.abs().square(), 9, 1, 4)
    error = torch.view_as_real(harmonic_BUK[:, : true_BUK.shape[1]] - true_BUK).square().sum(-1) / (power + 1e-3)
    return error[:, BURN_FRAMES * SUBS :].clamp(max=4).mean()


def render(model: Vocoder, crops: Crops) -> dict[str, Tensor]:
    """Losses by name; the first frames, which lack their past, are left out."""
    state = model.init_state(len(crops.mel_BFM), crops.mel_BFM.device)
    with autocast(crops.mel_BFM.device.type):
        drawn = model.filters(crops.mel_BFM, state)
    harmonic_BUK, noise_BUK = shape(drawn, teacher(crops), state)
    made_BN = overlap(harmonic_BUK + noise_BUK, state)[:, BURN_FRAMES * MOUTH_HOP :]
    true_BN = crops.wave_BN[:, BURN_FRAMES * MOUTH_HOP :]
    voiced_BU = crops.is_voiced_BU[:, BURN_FRAMES * SUBS :]
    pitch_BU = (drawn.log_f0_BU - crops.f0_BU.log()).abs()[:, BURN_FRAMES * SUBS :]
    return {
        "stft": spectral_loss(made_BN, true_BN),
        "mel": mel_loss(made_BN, true_BN),
        "harmonic": harmonic_loss(harmonic_BUK, crops.wave_BN),
        "pitch": (pitch_BU * voiced_BU).sum() / voiced_BU.sum().clamp_min(1),
    }


class Trainer:
    """Vocoder, optimizer and the run's folder."""

    def __init__(self, config: VocoderTraining) -> None:
        torch.set_num_threads(config.threads)
        torch.manual_seed(config.seed)
        self.config, self.run = config, Run.open(config.out, config.minutes)
        self.model = Vocoder(VocoderConfig()).to(config.device)
        parameters = self.model.parameters()
        self.optimizer = torch.optim.AdamW(parameters, config.rate, betas=(0.8, 0.98), weight_decay=0.01)
        self.step, self.minutes = 0, 0.0
        saved = self.run.load()
        if saved is not None:
            self.model.load_state_dict(saved["model"])
            self.optimizer.load_state_dict(saved["optimizer"])
            self.step, self.minutes = saved["step"], saved["minutes"]

    def save(self) -> None:
        states = {"model": self.model.state_dict(), "optimizer": self.optimizer.state_dict()}
        self.run.save(self.step, minutes=self.minutes, **states)

    @property
    def hours(self) -> float:
        return self.step * self.config.batch * self.config.frames * MOUTH_HOP / MOUTH_HZ / 3600

    def train_step(self, crops: Crops) -> dict[str, float]:
        """One batch -> its losses, the gradient's norm."""
        progress = min(1.0, self.minutes / self.config.minutes)
        for group in self.optimizer.param_groups:
            group["lr"] = self.config.rate * min(1.0, (self.step + 1) / 100) * schedule(progress, self.config.decay)
        losses = render(self.model, crops)
        torch.stack([WEIGHTS[name] * loss for name, loss in losses.items()]).sum().backward()
        losses["norm"] = nn.utils.clip_grad_norm_(self.model.parameters(), 10.0)
        self.optimizer.step()
        self.optimizer.zero_grad(set_to_none=True)
        self.step += 1
        return {name: float(loss.detach()) for name, loss in losses.items()}


@torch.no_grad()
def speak(model: Vocoder, mel: Audio) -> Audio:
    """Log-mels [F, 100] -> samples [300 F] in step with them, driven by the vocoder's own pitch."""
    flush = np.full((-(-DELAY_SAMPLES // MOUTH_HOP), MOUTH_BINS), math.log(MEL_FLOOR), np.float32)
    wave_BN = model(torch.from_numpy(np.concatenate([mel, flush]))[None].to(model.envelope.weight.device))
    return wave_BN[0, DELAY_SAMPLES : DELAY_SAMPLES + len(mel) * MOUTH_HOP].cpu().numpy()


def compare(model: Vocoder, bank: Bank, rows: list[Utterance], folder: Path) -> dict[str, float]:
    """Mean held-out distances of speech made from true mels; the first few are written beside the originals."""
    found: list[tuple[float, float]] = []
    for number, row in enumerate(rows):
        samples, _ = bank.audio(row)
        true = samples[: len(samples) // MOUTH_HOP * MOUTH_HOP]
        mel = mouth_mel(true)
        made = speak(model, mel)
        pair = (torch.from_numpy(wave)[None] for wave in (made, true))
        found.append((float(np.abs(mouth_mel(made) - mel).mean()), float(spectral_loss(*pair))))
        if number < NUM_SAMPLES:
            write_wav(folder / f"held_out_{number}.wav", made, MOUTH_HZ)
            write_wav(folder / f"held_out_{number}.original.wav", true, MOUTH_HZ)
    return dict(zip(("held_mel", "held_stft"), (float(mean) for mean in np.mean(found, 0))))


def judge(model: Vocoder, bank: Bank, rows: list[Utterance]) -> dict[str, float]:
    """DNSMOS OVRL and word error rate of originals, of speech made from their mels, and from mels made worse."""
    rng, quality, errors = np.random.default_rng(0), np.zeros(3), np.zeros((3, 2))
    for row in rows:
        true, _ = bank.audio(row)
        mel = mouth_mel(true)
        waves = (true, speak(model, mel), speak(model, worsen(mel[None], rng)[0]))
        for i, wave in enumerate(waves):
            quality[i] += dnsmos(wave, MOUTH_HZ) / len(rows)
            errors[i] += word_errors(row.text, transcribe(wave, MOUTH_HZ))
    names = ("original", "made", "worse")
    rates = errors[:, 0] / errors[:, 1]
    return {f"mos_{n}": q for n, q in zip(names, quality)} | {f"wer_{n}": e for n, e in zip(names, rates)}


def train(config: VocoderTraining) -> Trainer:
    """Trains until `config.minutes` are used up; saves on the way and at the end."""
    trainer, bank = Trainer(config), Bank.load([config.bank])
    rows, held_out = split(bank)
    clips = Clips(bank, rows, trainer.run.folder / "pitch.npz")
    rng = np.random.default_rng(config.seed + trainer.step)
    mean: dict[str, float] = {}
    last = saved = time.monotonic()
    while trainer.minutes < config.minutes:
        parts = trainer.train_step(clips.draw(config.batch, config.frames, rng).to(config.device))
        mean = {name: 0.96 * mean.get(name, value) + 0.04 * value for name, value in parts.items()}
        now = time.monotonic()
        trainer.minutes, last = trainer.minutes + (now - last) / 60, now
        if trainer.step % 50 == 0:
            trainer.run.log(trainer.step, **mean, hours=trainer.hours, minutes=trainer.minutes)
        if now - saved > config.save_minutes * 60 or trainer.minutes >= config.minutes:
            trainer.save()
            trainer.run.log(trainer.step, **compare(trainer.model, bank, held_out[:8], trainer.run.folder))
            trainer.run.plot()
            saved = last = time.monotonic()
    return trainer


@click.command()
@options(VocoderTraining, HELP)
def main(**values: Any) -> None:
    """Train the vocoder on the recorded speech of the assistant."""
    config = VocoderTraining(**values)
    trainer, bank = train(config), Bank.load([config.bank])
    held_out = split(bank)[1]
    scores = compare(trainer.model, bank, held_out, trainer.run.folder)
    trainer.run.log(trainer.step, **scores, **judge(trainer.model, bank, held_out[: config.judged]))


if __name__ == "__main__":
    main()
