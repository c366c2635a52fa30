"""Stage 1: trains the vocoder on one voice. `python -m microturn.train.vocoder --bank DIR --out DIR --minutes M`.

Teacher pitch and phase drive the source while training, so that harmonics meet those of the recording and the filters
(phases too) can be learned by comparison; the pitch head learns the teacher's pitch. Then a light adversary.
"""

import argparse
import math
import time
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from microturn.audio import mel
from microturn.core.units import MOUTH_BINS, MOUTH_HOP, MOUTH_HZ
from microturn.data.bank import Bank
from microturn.model.vocoder import SUB_HOP, SUBS, WINDOW, Source, Vocoder, VocoderConfig, overlap, shape
from microturn.train.clips import Clips, Crops, split
from microturn.train.run import Run, schedule

RESOLUTIONS = ((2048, 512), (1024, 256), (512, 128), (256, 64))  # window, hop
BURN_FRAMES = 6  # the first frames of a crop lack their past


@dataclass(frozen=True)
class VocoderTraining:
    """Options of the command line."""

    bank: str
    out: str
    minutes: float = 60.0
    adversary: float = 0.5  # share of the run after which the adversary joins
    batch: int = 16
    frames: int = 48
    rate: float = 2e-3
    decay: float = 0.3
    device: str = "cpu"
    threads: int = 1
    save_minutes: float = 4.0
    seed: int = 0


def teacher(crops: Crops) -> Source:
    """The source as the recording has it."""
    f0_BV = torch.cat([crops.f0_BU[:, :1], crops.f0_BU], 1)
    return Source(crops.phase_BU / (2 * math.pi), crops.f0_BU, f0_BV.diff(dim=1) * (MOUTH_HZ / SUB_HOP))


def spectra(wave_BN: Tensor, window: int, hop: int) -> Tensor:
    """Magnitudes [B, K, T]."""
    hann = torch.hann_window(window, device=wave_BN.device)
    return torch.stft(wave_BN, window, hop, window=hann, center=False, return_complex=True).abs()


def spectral_loss(made_BN: Tensor, true_BN: Tensor) -> Tensor:
    """L1 of log magnitudes and spectral convergence at several resolutions (arXiv 1910.11480)."""
    total = made_BN.new_zeros(())
    for window, hop in RESOLUTIONS:
        made, true = spectra(made_BN, window, hop), spectra(true_BN, window, hop)
        floor = 2e-4 * window**0.5
        total = total + ((made + floor).log() - (true + floor).log()).abs().mean()
        total = total + 0.25 * ((made - true).square().sum((1, 2)) / (true.square().sum((1, 2)) + 1)).sqrt().mean()
    return total / len(RESOLUTIONS)


def log_mel(wave_BN: Tensor) -> Tensor:
    bank = torch.from_numpy(mel.filters(MOUTH_HZ, mel.MOUTH_WINDOW, MOUTH_BINS)).to(wave_BN.device)
    return (bank @ spectra(wave_BN, mel.MOUTH_WINDOW, MOUTH_HOP)).clamp_min(mel.MEL_FLOOR).log()


def harmonic_loss(harmonic_BUK: Tensor, crops: Crops) -> Tensor:
    """Distance of the harmonics to the recording as complex numbers, relative to its smoothed power."""
    window_W = torch.hann_window(WINDOW, device=harmonic_BUK.device).sqrt()
    true_BUK = torch.fft.rfft(crops.wave_BN.unfold(1, WINDOW, SUB_HOP) * window_W)
    power = nn.functional.avg_pool1d(true_BUK.abs().square(), 9, 1, 4)
    error = torch.view_as_real(harmonic_BUK[:, : true_BUK.shape[1]] - true_BUK).square().sum(-1) / (power + 1e-3)
    return error[:, BURN_FRAMES * SUBS :].clamp(max=4).mean()


def generator_losses(model: Vocoder, crops: Crops) -> tuple[dict[str, Tensor], Tensor]:
    """-> (named losses, what the vocoder says [B, N])."""
    state = model.init_state(len(crops.mel_BFM), crops.mel_BFM.device)
    with torch.autocast(crops.mel_BFM.device.type, torch.bfloat16):
        filters = model.filters(crops.mel_BFM, state)
    harmonic_BUK, noise_BUK = shape(filters, teacher(crops), state)
    made_BN = overlap(harmonic_BUK + noise_BUK, state)
    start = BURN_FRAMES * MOUTH_HOP
    voiced = crops.is_voiced_BU.float()
    pitch = ((filters.log_f0_BU - crops.f0_BU.log()).abs() * voiced)[:, BURN_FRAMES * SUBS :]
    losses = {
        "stft": spectral_loss(made_BN[:, start:], crops.wave_BN[:, start:]),
        "mel": (log_mel(made_BN[:, start:]) - log_mel(crops.wave_BN[:, start:])).abs().mean(),
        "harmonic": harmonic_loss(harmonic_BUK, crops),
        "pitch": pitch.sum() / voiced.sum().clamp_min(1),
    }
    return losses, made_BN


WEIGHTS = {"stft": 1.0, "mel": 1.0, "harmonic": 0.5, "pitch": 10.0}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name, field in VocoderTraining.__dataclass_fields__.items():
        required = name in ("bank", "out")
        parser.add_argument(f"--{name.replace('_', '-')}", type=field.type if callable(field.type) else str, required=required, default=None if required else field.default)
    config = VocoderTraining(**vars(parser.parse_args()))
    torch.set_num_threads(config.threads)
    run = Run.open(config.out, config.minutes)
    bank = Bank.load([config.bank])
    rows, held = split(bank)
    clips = Clips(bank, rows, run.folder / "pitch.npz")
    print(clips.hours, len(rows), len(held))
    torch.manual_seed(config.seed)
    model = Vocoder(VocoderConfig()).to(config.device)
    optimizer = torch.optim.AdamW(model.parameters(), lr=config.rate, betas=(0.8, 0.98), weight_decay=0.01)
    step = 0
    minutes = 0.0
    saved = run.load()
    if saved is not None:
        model.load_state_dict(saved["model"]); optimizer.load_state_dict(saved["optimizer"]); step, minutes = saved["step"], saved["minutes"]
    rng = np.random.default_rng(config.seed + step)
    mean = {}
    last = saved_at = time.monotonic()
    while minutes < config.minutes:
        for g in optimizer.param_groups: g["lr"] = config.rate * min(1, (step + 1) / 100) * schedule(minutes / config.minutes, config.decay)
        crops = clips.draw(config.batch, config.frames, rng).to(config.device)
        losses, made = generator_losses(model, crops)
        sum(WEIGHTS[k] * v for k, v in losses.items()).backward()
        norm = nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimizer.step(); optimizer.zero_grad(set_to_none=True)
        step += 1
        for k, v in (losses | {"norm": norm}).items(): mean[k] = .96 * mean.get(k, float(v.detach())) + .04 * float(v.detach())
        now = time.monotonic(); minutes += (now - last) / 60; last = now
        if step % 50 == 0: run.log(step, **mean, minutes=minutes, hours=step*config.batch*config.frames/80/3600)
        if now - saved_at > 60 * config.save_minutes or minutes >= config.minutes:
            run.save(step, model=model.state_dict(), optimizer=optimizer.state_dict(), minutes=minutes); run.plot(); saved_at = last = time.monotonic()


if __name__ == "__main__":
    main()
