"""The flow head: renders a speech patch from its phone plan, the trunk's hidden state and the patch before.

Conditional flow matching (arXiv 2210.02747), patch-level head on an autoregressive trunk (DiTAR, arXiv 2502.03930),
ConvNeXt blocks with adaptive norm. Legend: V patches, T = 16 frames, M = 100 mel bins, C trunk channels, W own width.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from itertools import pairwise

import torch
from torch import Tensor, nn

from microturn.core.units import MOUTH_BINS, PATCH_FRAMES, SLOTS, SOUND_LAG_SLOTS
from microturn.core.vocab import NUM_PHONES
from microturn.model.config import FlowConfig

MEL_MEAN, MEL_STD = -6.3, 2.8  # of natural-log mel magnitudes of speech
KERNEL = 7
LAG_FRAMES = SOUND_LAG_SLOTS * PATCH_FRAMES // SLOTS


@dataclass(frozen=True)
class Before:
    """The patch before: plan int64 [V, 8], mel [V, 16, 100] (any values where `has` is False), has bool [V]."""

    plan_V8: Tensor
    mel_VTM: Tensor
    has_V: Tensor

    @staticmethod
    def stack(parts: Sequence["Before"]) -> "Before":
        """Several in one."""
        return Before(*(torch.cat([getattr(part, f.name) for part in parts]) for f in fields(Before)))


@dataclass(frozen=True)
class Request:
    """What to render: plan int64 [V, 8], hidden [V, C] or None (rendered from phones alone), and the patch before."""

    plan_V8: Tensor
    hidden_VC: Tensor | None
    before: Before


class FlowBlock(nn.Module):
    def __init__(self, width: int) -> None:
        super().__init__()
        self.conv = nn.Conv1d(width, width, KERNEL, groups=width)
        self.norm = nn.LayerNorm(width, elementwise_affine=False)
        self.adapt = nn.Linear(width, 3 * width)
        self.up, self.down = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)
        nn.init.zeros_(self.adapt.weight)
        nn.init.zeros_(self.adapt.bias)

    def forward(self, x_VTW: Tensor, cond_VW: Tensor, cut: tuple[int, int]) -> Tensor:
        """Leaves `cut` frames at both ends out of the result; beyond the frames given there are zeros."""
        scale, shift, gate = self.adapt(cond_VW)[:, None].chunk(3, -1)
        padded = nn.functional.pad(x_VTW, (0, 0, KERNEL // 2 - cut[0], KERNEL // 2 - cut[1]))
        y = self.norm(self.conv(padded.transpose(1, 2)).transpose(1, 2)) * (1 + scale) + shift
        kept = x_VTW[:, cut[0] : x_VTW.shape[1] - cut[1]]
        return kept + (1 + gate) * self.down(nn.functional.gelu(self.up(y)))


class FlowHead(nn.Module):
    def __init__(self, config: FlowConfig, trunk_width: int) -> None:
        super().__init__()
        self.config = config
        width = config.width
        self.noisy, self.clean = nn.Linear(MOUTH_BINS, width), nn.Linear(MOUTH_BINS, width)
        self.phone = nn.Embedding(NUM_PHONES + 1, width)  # the last one: no patch before
        self.place = nn.Parameter(torch.randn(2 * PATCH_FRAMES + LAG_FRAMES, width) * 0.02)
        self.hidden = nn.Linear(trunk_width, width)
        self.clock = nn.Sequential(nn.Linear(64, width), nn.SiLU(), nn.Linear(width, width))
        self.blocks = nn.ModuleList(FlowBlock(width) for _ in range(config.num_layers))
        self.norm, self.read = nn.LayerNorm(width), nn.Linear(width, MOUTH_BINS)
        self.cuts = _cuts(config.num_layers)

    def velocity(self, noisy_VTM: Tensor, time_V: Tensor, request: Request) -> Tensor:
        """d(patch)/d(time) of the normalised patch, [V, 16, 100]; time 0: noise, 1: speech."""
        cond = self.clock(_waves(time_V))
        if request.hidden_VC is not None:
            cond = cond + self.hidden(request.hidden_VC)
        old = torch.where(request.before.has_V[:, None, None], self.clean(normalise(request.before.mel_VTM)), 0)
        sound = torch.cat([old, self.noisy(noisy_VTM)], 1)
        x = nn.functional.pad(sound, (0, 0, 0, LAG_FRAMES)) + self._phones(request) + self.place
        cond = nn.functional.silu(cond)
        for block, cut in zip(self.blocks, self.cuts):
            x = block(x, cond, cut)
        return self.read(self.norm(x))

    def _phones(self, request: Request) -> Tensor:
        """[V, 32 + lag, W]: the plans of both patches, behind which the sound lags; what came earlier is not known."""
        before = torch.where(request.before.has_V[:, None], request.before.plan_V8, NUM_PHONES)
        slots = nn.functional.pad(torch.cat([before, request.plan_V8], 1), (SOUND_LAG_SLOTS, 0), value=NUM_PHONES)
        return self.phone(slots).repeat_interleave(PATCH_FRAMES // SLOTS, 1)

    def loss(self, patch_VTM: Tensor, request: Request) -> Tensor:
        """Mean squared error of the velocity along straight paths from noise to each patch."""
        target = normalise(patch_VTM)
        noise = torch.randn_like(target)
        time_V = torch.sigmoid(torch.randn(len(target), device=target.device) * 1.2 - 0.4)  # more near the noise
        at = time_V[:, None, None]
        speed = self.velocity((1 - at) * noise + at * target, time_V, request)
        return (speed.float() - (target - noise)).square().mean()

    @torch.no_grad()
    def draw(self, request: Request, generators: Sequence[torch.Generator]) -> Tensor:
        """Integrates from noise (scaled by the temperature) to a log-mel patch [V, 16, 100], Euler steps. `generators`:
        one a patch."""
        noise = torch.stack([torch.randn(PATCH_FRAMES, MOUTH_BINS, generator=own) for own in generators])
        x = noise.to(request.before.mel_VTM) * self.config.temperature
        steps = self.config.num_steps
        for i in range(steps):
            x = x + self.velocity(x, torch.full_like(x[:, 0, 0], i / steps), request) / steps
        return x * MEL_STD + MEL_MEAN


def _cuts(num_layers: int) -> list[tuple[int, int]]:
    """Frames that each block may leave out at both ends, because no frame of the patch depends on them any more."""
    bounds = [(0, 2 * PATCH_FRAMES + LAG_FRAMES)]
    for above in range(num_layers)[::-1]:
        reach = above * (KERNEL // 2)
        bounds.append((max(0, PATCH_FRAMES - reach), min(bounds[0][1], 2 * PATCH_FRAMES + reach)))
    return [(after[0] - before[0], before[1] - after[1]) for before, after in pairwise(bounds)]


def normalise(mel: Tensor) -> Tensor:
    return (mel - MEL_MEAN) / MEL_STD


def _waves(time_V: Tensor) -> Tensor:
    rates = torch.exp(torch.linspace(0, math.log(1000), 32, device=time_V.device))
    return torch.cat([torch.sin(time_V[:, None] * rates), torch.cos(time_V[:, None] * rates)], 1)
