"""The network spread over several processes: each has its rows of every parameter, and of its gradient, moments and
running mean.

The optimizer sees the rows as plain tensors: what it does, it does element by element. Same methods as
`train/whole.py`; a run has the same file, with whole tensors, and goes on with any number of processes.
"""

from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch._subclasses.fake_tensor import FakeTensorMode  # as the documentation of `skip_data` has it

from microturn.core.errors import BadCheckpoint
from microturn.model.config import ModelConfig
from microturn.model.network import InteractionModel
from microturn.model.slices import At, Slices, open_slices
from microturn.train.average import Average
from microturn.train.pieces import Places
from microturn.train.ranks import Ranks
from microturn.train.run import Run
from microturn.train.spread import build, piece, processes
from microturn.train.start import Start
from microturn.train.whole import Named, groups

MOMENTS = ("exp_avg", "exp_avg_sq")
Read = Callable[[str, At], Tensor]


class Sharded:
    """`named`: the rows that are here, of each parameter; `places`: what they are in a checkpoint; `takes_part`: all
    processes save and evaluate together. Raises BadConfig where processes or experts cannot be dealt out evenly."""

    takes_part = True

    def __init__(self, config: ModelConfig, ranks: Ranks, seed: int, num_sharing: int) -> None:
        self.config, self.ranks, self.seed = config, ranks, seed
        with torch.device("meta"):
            whole = InteractionModel(config)
        name_of = {parameter: name for name, parameter in whole.named_parameters()}
        self.shapes = {name: tensor.shape for name, tensor in whole.state_dict().items()}
        self.groups = [[name_of[p] for p in group["params"]] for group in groups(whole.named_parameters())]
        self.index = {name: i for i, name in enumerate(name for names in self.groups for name in names)}
        mesh = processes(ranks.device, num_sharing)
        self.model, self.num_sharing = build(config, mesh, ranks.device), num_sharing
        self.spread = dict(self.model.named_parameters())
        with torch.no_grad():
            self.named: Named = [(name, nn.Parameter(own.to_local())) for name, own in self.spread.items()]
        self.places = Places([piece(name, self.shapes, mesh) for name in self.spread])

    def begin(self, init: str) -> None:
        """A new run, from the weights of the checkpoint or run `init`, where one is named; each process reads its rows
        only. What `init` lacks is drawn."""
        start, given = Start(self.config, self.seed), open_slices(Path(init)) if init else Slices({})
        self._fill(lambda name, at: self._read(given, name, at) if name in given else start.read(name, at))

    def load(self, run: Run, optimizer: torch.optim.Optimizer) -> dict[str, Any] | None:
        """As `Whole.load`; each process reads its rows only."""
        saved = self._open(run)
        if saved is None:
            return None
        weights, means = Slices(saved["model"]), Slices(saved.get("mean", {}))
        self._fill(lambda name, at: self._read(weights, name, at))
        moments, mean = saved["optimizer"]["state"], dict[str, Tensor]()
        for (name, own), lies in zip(self.named, self.places.own):
            if state := moments.get(self.index[lies.name]):
                parts = {key: Slices(state).read(key, lies.at).view(own.shape).to(own.device) for key in MOMENTS}
                optimizer.state[own] = {"step": state["step"].to(own.device, copy=True)} | parts
            if lies.name in means:
                mean[name] = means.read(lies.name, lies.at).view(own.shape)
        return saved | {"mean": mean}

    def _open(self, run: Run) -> dict[str, Any] | None:
        """The first process looks before the others: it may put a damaged file aside."""
        if not self.ranks.is_first:
            dist.barrier()
        saved = run.load(is_lazy=True)
        if self.ranks.is_first:
            dist.barrier()
        step = saved["step"] if saved else -1
        if (first := self.ranks.share(step)) != step:
            raise BadCheckpoint(
                f"expected one run folder for all machines, found steps {first:.0f} and {step} in {run.folder}"
            )
        return saved

    def _read(self, weights: Slices, name: str, at: At) -> Tensor:
        shape = weights.shape(name) if name in weights else None
        if shape != self.shapes[name]:
            wrong = f"{name} is {tuple(shape) if shape else 'missing'} where it should be {tuple(self.shapes[name])}"
            raise BadCheckpoint(f"expected weights of preset {self.config.preset}, {wrong}; name the right --preset")
        return weights.read(name, at)

    @torch.no_grad()
    def _fill(self, read: Read) -> None:
        for (_, own), lies in zip(self.named, self.places.own):
            if own.numel():
                own.copy_(read(lies.name, lies.at).view(own.shape))
        for name, buffer in self.model.named_buffers():
            if name in self.shapes:
                buffer.copy_(read(name, ()))

    @torch.no_grad()
    def clip(self, most: float) -> float:
        """As `Whole.clip`. The gradients that FSDP has left with the rows go to the optimizer's."""
        for name, own in self.named:
            own.grad, self.spread[name].grad = self.spread[name].grad.to_local(), None
            if ".routed." in name:  # FSDP took the mean over nodes; of the processes of a node it is the sum still
                own.grad /= self.num_sharing
        parameters = [own for _, own in self.named]
        square = torch.nn.utils.get_total_norm([own.grad for own in parameters]).square()
        self.ranks.add([square])
        torch.nn.utils.clip_grads_with_norm_(parameters, most, square.sqrt())
        return float(square.sqrt())

    @torch.no_grad()
    def save(self, run: Run, optimizer: torch.optim.Optimizer, mean: Average, counters: dict[str, Any]) -> None:
        """As `Whole.save`: the first process writes, a piece at a time, what the others send. A process holds a piece
        beside its own; the file, of 16 bytes a parameter, is written by one machine."""
        states, means = {name: optimizer.state.get(own) for name, own in self.named}, mean.state()
        is_first, layout = self.ranks.is_first, self._layout(optimizer, states)
        with run.filling(**layout, **counters) if is_first else nullcontext() as file:
            for index, ((name, own), lies) in enumerate(zip(self.named, self.places.own)):
                moments = file and file["optimizer"]["state"].get(self.index[lies.name])
                self.places.bring(index, own, file and file["model"][lies.name])
                self.places.bring(index, means[name], file and file["mean"][lies.name])
                for key in MOMENTS if states[name] else ():
                    self.places.bring(index, states[name][key], moments and moments[key])
                if moments:
                    moments["step"].copy_(states[name]["step"])
            for name, buffer in self.model.named_buffers():
                if file and name in self.shapes:
                    file["model"][name].copy_(buffer)

    def _layout(self, optimizer: torch.optim.Optimizer, states: dict[str, Any]) -> dict[str, Any]:
        """The checkpoint without its numbers, which take no memory."""
        moved = [lies.name for lies, state in zip(self.places.own, states.values()) if state]
        kept = zip(optimizer.state_dict()["param_groups"], self.groups)
        with FakeTensorMode():
            empty = lambda name: torch.empty(self.shapes[name])  # noqa: E731
            moments = {name: {"step": torch.empty(())} | {key: empty(name) for key in MOMENTS} for name in moved}
            return {
                "model": {name: empty(name) for name in self.shapes},
                "mean": {name: empty(name) for name in self.index},
                "optimizer": {
                    "state": {self.index[name]: state for name, state in moments.items()},
                    "param_groups": [group | {"params": [self.index[name] for name in names]} for group, names in kept],
                },
            }
