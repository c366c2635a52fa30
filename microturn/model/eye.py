"""The eye: a picture becomes three positions, one for each row of four patches, without an encoder.

Three linear stages merge 4 x 4, 2 x 2 and 5 x 5 neighbours inside each patch of 40 x 40 pixels (hMLP stem, arXiv
2203.09795). Beside the picture it gets what has changed since the one before: motion that need not be worked out.
A position a patch, twelve a picture, would be most of what the network reads. So that a thing is known wherever it
stands, cells of 8 x 8 pixels look at their neighbours (shifted channels, arXiv 2106.07477), and each position adds what
four queries find among all cells. Legend: Q pictures, C channels.
"""

import torch
from torch import Tensor, nn

from microturn.core.units import VIEW_HEIGHT, VIEW_PATCH, VIEW_TOKENS, VIEW_WIDTH
from microturn.model.ear import told_over
from microturn.model.norm import RMSNorm

INPUTS = 6  # red, green, blue, and the change of each
STAGES = (4, 2, 5)  # neighbours a side that become one; the side of a patch is their product
COLUMNS = VIEW_WIDTH // VIEW_PATCH
CELL = STAGES[0] * STAGES[1]
CELLS = VIEW_HEIGHT // CELL, VIEW_WIDTH // CELL
NUM_NEAR, SMALL = 2, 0.01  # what cells and searches add in the beginning


class Eye(nn.Module):
    """`width`: of the first stage; the second has twice as much. `num_queries`: of each position; 0: cells look neither
    at their neighbours nor are they searched."""

    def __init__(self, width: int, out_width: int, num_queries: int = 4) -> None:
        super().__init__()
        sizes = (INPUTS, width, 2 * width, out_width // COLUMNS)
        self.stages = nn.ModuleList(nn.Linear(a * k * k, b) for a, k, b in zip(sizes, STAGES, sizes[1:]))
        self.norms = nn.ModuleList(RMSNorm(size) for size in sizes[1:])
        self.near = nn.ModuleList(Near(2 * width) for _ in range(NUM_NEAR * bool(num_queries)))
        self.search = Search(2 * width, out_width, num_queries) if num_queries else None
        self.row = nn.Linear(out_width // COLUMNS * COLUMNS, out_width)
        self.place = nn.Parameter(torch.randn(VIEW_TOKENS, out_width) * 0.02)

    def forward(self, views_Q: Tensor) -> Tensor:
        """uint8 [Q, 2, 120, 160, 3], each picture and the one before -> [Q * 3, C], RMS one."""
        now, before = (view.to(self.place.dtype) / 127.5 - 1 for view in views_Q.unbind(1))
        x = torch.cat([now, now - before], -1)
        x = self._merged(1, self._merged(0, x))
        for near in self.near:
            x = x + near(x)
        found = self.search(x) if self.search is not None else 0
        x = self.row(self._merged(2, x).flatten(2)) + found + self.place
        return nn.functional.rms_norm(x, x.shape[-1:]).flatten(0, 1)

    def _merged(self, number: int, x: Tensor) -> Tensor:
        return nn.functional.gelu(self.norms[number](self.stages[number](_merge(x, STAGES[number]))))


class Near(nn.Module):
    """What cells make of themselves and of the four beside them, each of which lends an eighth of its channels."""

    def __init__(self, width: int) -> None:
        super().__init__()
        self.norm = RMSNorm(width)
        self.mix, self.out = nn.Linear(width, width), nn.Linear(width, width, bias=False)
        nn.init.normal_(self.out.weight, std=SMALL)

    def forward(self, x_QHWC: Tensor) -> Tensor:
        """[Q, H, W, C] -> the same shape, to be added."""
        return self.out(nn.functional.gelu(self.mix(_shifted(self.norm(x_QHWC)))))


class Search(nn.Module):
    """Attention of fixed queries over the cells of a picture: what is found, wherever it is, and where."""

    def __init__(self, width: int, out_width: int, num_queries: int = 4) -> None:
        super().__init__()
        self.norm = RMSNorm(width)
        self.place = nn.Parameter(torch.randn(CELLS[0] * CELLS[1], width) * 0.1)
        self.query = nn.Parameter(torch.randn(VIEW_TOKENS * num_queries, width) * width**-0.5)
        self.out = nn.Linear(num_queries * width, out_width, bias=False)
        nn.init.normal_(self.out.weight, std=SMALL)

    def forward(self, x_QHWC: Tensor) -> Tensor:
        """[Q, H, W, C] -> [Q, 3, out]."""
        cells = self.norm(x_QHWC).flatten(1, 2) + self.place.to(x_QHWC.dtype)
        weights = (self.query.to(cells.dtype) @ cells.transpose(1, 2)).softmax(-1).to(cells.dtype)
        return self.out((weights @ cells).unflatten(1, (VIEW_TOKENS, -1)).flatten(2))


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


def _shifted(x_QHWC: Tensor) -> Tensor:
    """An eighth of the channels from each of the four cells beside, zeros beyond the edge; half stay."""
    num = x_QHWC.shape[-1] // 8
    still, left, right, up, down = x_QHWC.split((x_QHWC.shape[-1] - 4 * num, num, num, num, num), -1)
    pad = nn.functional.pad
    moved = (
        pad(left[:, :, 1:], (0, 0, 0, 1)), pad(right[:, :, :-1], (0, 0, 1, 0)),
        pad(up[:, 1:], (0, 0, 0, 0, 0, 1)), pad(down[:, :-1], (0, 0, 0, 0, 1, 0)),
    )  # fmt: skip
    return torch.cat([still, *moved], -1)


def _merge(x: Tensor, side: int) -> Tensor:
    """[Q, H, W, C] -> [Q, H / side, W / side, side * side * C]."""
    num, height, width, channels = x.shape
    parts = x.reshape(num, height // side, side, width // side, side, channels)
    return parts.transpose(2, 3).reshape(num, height // side, width // side, side * side * channels)


def no_views() -> Tensor:
    return torch.zeros(0, 2, VIEW_HEIGHT, VIEW_WIDTH, 3, dtype=torch.uint8)
