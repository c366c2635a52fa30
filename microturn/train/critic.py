"""The vocoder's adversary: small discriminators over periods (HiFi-GAN, arXiv 2010.05646) and over short-time spectra
(UnivNet, 2106.07889; complex ones as in EnCodec, 2210.13438). Needed in training only.

Legend: B crops, N samples; maps: the layers' outputs, of any shape.
"""

from itertools import pairwise

import torch
from torch import Tensor, nn
from torch.nn.utils.parametrizations import weight_norm

PERIODS = (2, 3, 5, 7, 11)
WINDOWS = (1024, 512, 256)
Maps = list[Tensor]


class PeriodCritic(nn.Module):
    """Looks at every `period`-th sample."""

    def __init__(self, period: int, channels: tuple[int, ...] = (1, 12, 24, 48, 64)) -> None:
        super().__init__()
        self.period = period
        pairs = pairwise(channels)
        self.layers = nn.ModuleList(weight_norm(nn.Conv2d(a, b, (5, 1), (3, 1), (2, 0))) for a, b in pairs)
        self.judge = weight_norm(nn.Conv2d(channels[-1], 1, (3, 1), 1, (1, 0)))

    def forward(self, wave_BN: Tensor) -> Maps:
        usable = wave_BN.shape[1] // self.period * self.period
        x, maps = wave_BN[:, None, :usable].unflatten(2, (-1, self.period)), Maps()
        for layer in self.layers:
            x = nn.functional.leaky_relu(layer(x), 0.1)
            maps.append(x)
        return [*maps, self.judge(x)]


class SpectrumCritic(nn.Module):
    """Looks at real and imaginary parts of short-time spectra, made less extreme (power 0.5)."""

    def __init__(self, window: int, channels: int = 12) -> None:
        super().__init__()
        self.window = window
        sizes = (
            (2, channels, (1, 2)),
            (channels, channels, (1, 2)),
            (channels, channels, (2, 2)),
            (channels, channels, (1, 2)),
        )
        self.layers = nn.ModuleList(weight_norm(nn.Conv2d(a, b, (3, 7), stride, (1, 3))) for a, b, stride in sizes)
        self.judge = weight_norm(nn.Conv2d(channels, 1, 3, 1, 1))

    def forward(self, wave_BN: Tensor) -> Maps:
        hann = torch.hann_window(self.window, device=wave_BN.device)
        spectrum = torch.stft(wave_BN, self.window, self.window // 4, window=hann, return_complex=True)
        spectrum = torch.view_as_real(spectrum)
        x = (spectrum * (spectrum.square().sum(-1, keepdim=True) + 1e-5).pow(-0.25)).permute(0, 3, 2, 1)
        maps = Maps()
        for layer in self.layers:
            x = nn.functional.leaky_relu(layer(x), 0.1)
            maps.append(x)
        return [*maps, self.judge(x)]


class Critic(nn.Module):
    """All of them; made and true speech go through together."""

    def __init__(self) -> None:
        super().__init__()
        self.parts = nn.ModuleList([*map(PeriodCritic, PERIODS), *map(SpectrumCritic, WINDOWS)])

    def forward(self, wave_BN: Tensor) -> list[Maps]:
        return [part(wave_BN) for part in self.parts]


def critic_loss(maps: list[Maps]) -> Tensor:
    """Least squares (arXiv 1611.04076); first half of the rows true, second half made."""
    halves = [part[-1].float().chunk(2) for part in maps]
    return torch.stack([(1 - true).square().mean() + made.square().mean() for true, made in halves]).mean()


def deceit_losses(true: list[Maps], made: list[Maps]) -> tuple[Tensor, Tensor]:
    """-> (how far the made speech is from passing, distance of the maps relative to their size)."""
    passing = torch.stack([(1 - part[-1].float()).square().mean() for part in made]).mean()
    pairs = [(t.float(), m.float()) for a, b in zip(true, made) for t, m in zip(a[:-1], b[:-1])]
    match = torch.stack([(t - m).abs().mean() / (t.abs().mean() + 1e-4) for t, m in pairs]).mean()
    return passing, match
