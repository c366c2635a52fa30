"""The network whole in every process: its weights, their start, how gradients become one, and how a run keeps them.

`train/sharded.py` has the same methods for a network that is spread over several processes.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import torch
from torch import nn

from microturn.model.checkpoint import load_weights
from microturn.model.config import ModelConfig
from microturn.model.network import InteractionModel
from microturn.train.average import Average
from microturn.train.ranks import Ranks
from microturn.train.run import Run

Named = list[tuple[str, nn.Parameter]]


def groups(named: Iterable[tuple[str, nn.Parameter]]) -> list[dict[str, Any]]:
    """Weight decay on matrices of the trunk and heads, none on embeddings, norms and biases."""
    is_matrix = lambda name, p: p.ndim >= 2 and not any(k in name for k in ("token", "table", "conv", "phone"))  # noqa: E731
    named = list(named)
    return [
        {"params": [p for n, p in named if is_matrix(n, p)], "weight_decay": 0.05},
        {"params": [p for n, p in named if not is_matrix(n, p)], "weight_decay": 0.0},
    ]


class Whole:
    """`named`: the parameters that the optimizer moves; `takes_part`: whether this process is needed to save and to
    evaluate."""

    def __init__(self, config: ModelConfig, ranks: Ranks, seed: int) -> None:
        self.ranks, self.takes_part = ranks, ranks.is_first
        self.model = InteractionModel(config).init_weights(seed).to(ranks.device)
        self.named: Named = list(self.model.named_parameters())

    def begin(self, init: str) -> None:
        """A new run, from the weights of the checkpoint or run `init`, where one is named."""
        if init:
            self.model.load_state_dict(load_weights(Path(init)), strict=False)

    def clip(self, most: float) -> float:
        """The gradients of all processes -> their mean, of a norm of at most `most`; -> the norm before."""
        parameters = [parameter for _, parameter in self.named]
        self.ranks.average(parameters)
        return float(torch.nn.utils.clip_grad_norm_(parameters, most))

    def load(self, run: Run, optimizer: torch.optim.Optimizer) -> dict[str, Any] | None:
        """What the run has saved, None if nothing yet; weights and optimizer go on from there."""
        saved = run.load()
        if saved is not None:
            self.model.load_state_dict(saved["model"])
            optimizer.load_state_dict(saved["optimizer"])
        return saved

    def save(self, run: Run, optimizer: torch.optim.Optimizer, mean: Average, counters: dict[str, Any]) -> None:
        states = {"model": self.model.state_dict(), "optimizer": optimizer.state_dict(), "mean": mean.state()}
        run.save(**states, **counters)
