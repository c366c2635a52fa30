"""Weights on disk, read by slices: of files far larger than memory, only what is asked for.

Knows formats, nothing of networks or processes.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError, safe_open
from torch import Tensor

from microturn.core.errors import BadCheckpoint
from microturn.model.checkpoint import SCALE, WEIGHTS

At = tuple[slice, ...]  # of the first dimensions of a tensor; () is all of it


class Slices:
    """Tensors by name, in memory, mapped from a file, or slices that safetensors has opened; matrices may be int8 rows
    with a scale each (`model/checkpoint.py`)."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values

    def __contains__(self, name: str) -> bool:
        return name in self._values

    def shape(self, name: str) -> torch.Size:
        value = self._values[name]
        return value.shape if isinstance(value, Tensor) else torch.Size(value.get_shape())

    def read(self, name: str, at: At = ()) -> Tensor:
        """float32, in memory of its own. Raises BadCheckpoint for numbers that are not finite."""
        part = self._values[name][at].to(torch.float32, copy=True)
        if name + SCALE in self._values:
            part *= self._values[name + SCALE][at].float()
        if not part.isfinite().all():
            raise BadCheckpoint(f"expected finite weights, {name} has others; get the checkpoint again")
        return part


def open_slices(path: Path) -> Slices:
    """Weights of the network in a checkpoint folder or a training run, as they are. Raises BadCheckpoint."""
    run = path / "last.pt"
    try:
        if (path / WEIGHTS).exists():
            file = safe_open(path / WEIGHTS, "pt")
            names = [name for name in file.keys() if name.startswith("model.")]  # noqa: SIM118
            return Slices({name.removeprefix("model."): file.get_slice(name) for name in names})
        if run.exists():
            return Slices(torch.load(run, map_location="cpu", weights_only=True, mmap=True)["model"])
    except (SafetensorError, OSError, RuntimeError, ValueError) as error:
        raise BadCheckpoint(f"expected whole weights in {path}, could not read them ({error}); get it again") from error
    raise BadCheckpoint(f"expected {WEIGHTS} or {run.name} in {path}, found neither")
