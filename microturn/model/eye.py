"""The eye: a picture becomes three positions, one for each row of four patches, without an encoder.

Three linear stages merge 4 x 4, 2 x 2 and 5 x 5 neighbours inside each patch of 40 x 40 pixels (hMLP stem, arXiv
2203.09795). Beside the picture it gets what has changed since the one before: motion that need not be worked out.
A position a patch, twelve a picture, would be most of what the network reads. Legend: Q pictures, C channels.
"""

import torch
from torch import Tensor, nn

from microturn.core.units import VIEW_HEIGHT, VIEW_PATCH, VIEW_TOKENS, VIEW_WIDTH
from microturn.model.ear import told_over
from microturn.model.norm import RMSNorm

INPUTS = 6  # red, green, blue, and the change of each
STAGES = (4, 2, 5)  # neighbours a side that become one; the side of a patch is their product
COLUMNS = VIEW_WIDTH // VIEW_PATCH


class Eye(nn.Module):
    """`width`: of the first stage; the second has twice as much."""

    def __init__(self, width: int, out_width: int) -> None:
        super().__init__()
        sizes = (INPUTS, width, 2 * width, out_width // COLUMNS)
        self.stages = nn.ModuleList(nn.Linear(a * k * k, b) for a, k, b in zip(sizes, STAGES, sizes[1:]))
        self.norms = nn.ModuleList(RMSNorm(size) for size in sizes[1:])
        self.row = nn.Linear(out_width // COLUMNS * COLUMNS, out_width)
        self.place = nn.Parameter(torch.randn(VIEW_TOKENS, out_width) * 0.02)

    def forward(self, views_Q: Tensor) -> Tensor:
        """uint8 [Q, 2, 120, 160, 3], each picture and the one before -> [Q * 3, C], RMS one."""
        now, before = (view.to(self.place.dtype) / 127.5 - 1 for view in views_Q.unbind(1))
        x = torch.cat([now, now - before], -1)
        for stage, norm, side in zip(self.stages, self.norms, STAGES):
            x = nn.functional.gelu(norm(stage(_merge(x, side))))
        x = self.row(x.flatten(2)) + self.place
        return nn.functional.rms_norm(x, x.shape[-1:]).flatten(0, 1)


class Gaze(nn.Module):
    """Reads what pictures hold off their positions, `num_marks` numbers of `num_values` each, and
    feeds it back to the last of them, `gain` times."""

    def __init__(self, width: int, num_marks: int, num_values: int, gain: float) -> None:
        super().__init__()
        self.num_marks, self.num_values, self.gain = num_marks, num_values, gain
        self.norm = RMSNorm(VIEW_TOKENS * width)
        self.lift = nn.Linear(VIEW_TOKENS * width, 2 * width)
        self.read = nn.Linear(2 * width, num_marks * num_values)
        self.feed = nn.Linear(num_marks * num_values, width, bias=False)

    def forward(self, x_QTC: Tensor, told_QM: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """[Q, 3, C] -> (what to add to the residual stream [Q, C], logits [Q, marks, values]). Marks that are told (not
        -1) take the place of what is read."""
        inner = nn.functional.gelu(self.lift(self.norm(x_QTC.flatten(1))))
        logits = self.read(inner).unflatten(-1, (self.num_marks, self.num_values))
        posterior = told_over(logits, told_QM) * self.gain
        return self.feed(posterior.flatten(1).to(x_QTC.dtype)), logits


def _merge(x: Tensor, side: int) -> Tensor:
    """[Q, H, W, C] -> [Q, H / side, W / side, side * side * C]."""
    num, height, width, channels = x.shape
    parts = x.reshape(num, height // side, side, width // side, side, channels)
    return parts.transpose(2, 3).reshape(num, height // side, width // side, side * side * channels)


def no_views() -> Tensor:
    return torch.zeros(0, 2, VIEW_HEIGHT, VIEW_WIDTH, 3, dtype=torch.uint8)
