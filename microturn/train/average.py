"""The running mean of the weights of a training run: what is measured and exported, at any time and at any rate.

Close to what letting the rate fall to zero would bring, without ending the run (arXiv 2405.18392, 1803.05407).
"""

from collections.abc import Generator, Iterable
from contextlib import contextmanager

import torch
from torch import Tensor, nn

NUM_STEPS = 250  # over which it reaches back


class Average:
    """Of all parameters; begins with what they are now, or with a state saved after `num_steps`."""

    def __init__(
        self, named: Iterable[tuple[str, nn.Parameter]], state: dict[str, Tensor] | None = None, num_steps: int = 0
    ) -> None:
        self.names, parameters = zip(*named)
        self.own = [parameter.detach() for parameter in parameters]
        self.mean = [(state or {}).get(name, own).to(own.device, copy=True) for name, own in zip(self.names, self.own)]
        self.num_steps = num_steps if state else 0

    def update(self) -> None:
        """After an optimizer step."""
        self.num_steps = min(NUM_STEPS, self.num_steps + 1)
        torch._foreach_lerp_(self.mean, self.own, 1 / self.num_steps)  # pyright: ignore[reportPrivateUsage]

    def state(self) -> dict[str, Tensor]:
        return dict(zip(self.names, self.mean))

    @contextmanager
    def applied(self) -> Generator[None]:
        """The model computes with the mean inside."""
        kept = [own.clone() for own in self.own]
        torch._foreach_copy_(self.own, self.mean)  # pyright: ignore[reportPrivateUsage]
        try:
            yield
        finally:
            torch._foreach_copy_(self.own, kept)  # pyright: ignore[reportPrivateUsage]
