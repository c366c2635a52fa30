"""The weights that a network too large for one place begins with, drawn by slices.

From the distributions of `InteractionModel.init_weights`; the numbers are others, and the same however many processes
draw them.
"""

from dataclasses import replace
from functools import cached_property
from zlib import crc32

import torch
from torch import Tensor

from microturn.model.config import ModelConfig
from microturn.model.network import InteractionModel, start_std
from microturn.model.slices import At


class Start:
    """Weights by name and slices, as `model/slices.py` has them."""

    def __init__(self, config: ModelConfig, seed: int) -> None:
        self.config, self.seed = config, seed
        with torch.device("meta"):
            self.shapes = {name: tensor.shape for name, tensor in InteractionModel(config).state_dict().items()}

    def read(self, name: str, at: At = ()) -> Tensor:
        """float32. Of the experts of a layer (`at` needs to name them first) each is drawn by itself."""
        shape = self.shapes[name]
        std = start_std(name, shape, self.config.num_layers)
        if not std:
            first, layer, *_ = name.split(".")
            own = name.replace(f"blocks.{layer}.", "blocks.0.", 1) if first == "blocks" else name
            return self._small[own].expand(shape)[at].clone()  # of biases of the experts there is one
        if len(shape) == 2:
            return self._draw(name, shape, std)[at]
        experts = range(shape[0])[at[0]]
        return torch.stack([self._draw(f"{name}.{expert}", shape[1:], std)[at[1:]] for expert in experts])

    def _draw(self, name: str, shape: torch.Size, std: float) -> Tensor:
        """A matrix, from its own seed."""
        generator = torch.Generator().manual_seed(crc32(f"{self.seed} {name}".encode()))
        return torch.randn(shape, generator=generator) * std

    @cached_property
    def _small(self) -> dict[str, Tensor]:
        """What is not drawn here: all but the blocks' matrices, out of a network of one layer with one expert."""
        small = replace(self.config, num_layers=1, num_experts=1, top_k=1)
        return InteractionModel(small).init_weights(self.seed).state_dict()
