"""Expert parallelism: the routed experts of a layer dealt out over several processes, those of a node.

Tokens are sent to the process that has their expert, and come back (arXiv 2006.16668). Router and shared expert are in
every process. Legend: T tokens, C channels, E experts, R processes, M = E / R experts of each; X tokens received.
"""

import torch
import torch.distributed as dist
from torch import Tensor, nn
from torch.distributed._functional_collectives import all_to_all_single  # what torch names for gradients to pass

from microturn.core.errors import BadConfig
from microturn.model.config import ModelConfig
from microturn.model.experts import Experts, grouped, swiglu


class Routed(nn.Module):
    """M of a layer's experts; a module of its own, so that FSDP gathers them apart from what every process has."""

    def __init__(self, w_in: Tensor, w_out: Tensor) -> None:
        super().__init__()
        self.w_in, self.w_out = nn.Parameter(w_in), nn.Parameter(w_out)

    def forward(self, x_XC: Tensor, counts: list[int]) -> Tensor:
        """Tokens in the order of their experts, `counts` of each -> [X, C]."""
        return grouped(x_XC, counts, list(zip(self.w_in.unbind(0), self.w_out.unbind(0))))


class SpreadExperts(Experts):
    """A layer's experts, of which this process has a part; computes what `Experts` does. `group`: the processes among
    which they are dealt out, by rank. Built on the meta device: weights come from elsewhere. Raises BadConfig."""

    def __init__(self, config: ModelConfig, group: dist.ProcessGroup) -> None:
        super().__init__(config.width, config.expert_width, config.num_experts, config.top_k)
        self.group, self.num_own = group, config.num_experts // group.size()
        if config.num_experts % group.size():
            raise BadConfig(
                f"expected experts that can be dealt out evenly, got {config.num_experts} for {group.size()} processes"
            )
        self.routed = Routed(self.w_in[: self.num_own], self.w_out[: self.num_own])
        self.shared_in, self.shared_out = nn.Parameter(self.w_in[-1]), nn.Parameter(self.w_out[-1])
        del self.w_in, self.w_out

    def forward(self, x_TC: Tensor) -> Tensor:
        """[T, C] -> [T, C]. All processes of the group have to call it together, with any T each."""
        weight_TK, chosen_TK = self.route(x_TC)
        order, counts_E = self.deal(chosen_TK)
        y = self._travel(x_TC[order // self.top_k], counts_E)
        return self.merge(swiglu(x_TC, self.shared_in, self.shared_out), y, weight_TK, order)

    def _travel(self, x: Tensor, counts_E: Tensor) -> Tensor:
        """Tokens in the order of their experts, wherever those are -> what the experts make of them, in that order."""
        there_RM = counts_E.view(-1, self.num_own)
        here_RM = torch.empty_like(there_RM)  # of each process, for each expert here
        dist.all_to_all_single(here_RM, there_RM, group=self.group)
        sent, received = there_RM.sum(1).tolist(), here_RM.sum(1).tolist()
        x_XC = all_to_all_single(x, received, sent, self.group)
        expert_X = torch.arange(self.num_own, device=x.device).repeat(len(here_RM)).repeat_interleave(here_RM.flatten())
        order_X = expert_X.argsort(stable=True)  # they come by process, and are read by expert
        y_XC = self.routed(x_XC[order_X], here_RM.sum(0).tolist())
        return all_to_all_single(y_XC[order_X.argsort()], sent, received, self.group)
