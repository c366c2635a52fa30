"""What becomes of the packets of one direction: lost, or when they arrive. Pure, and the same again from a seed.

Packets are lost independently. Jitter is that of a queue: how long it holds packets is drawn anew twice a second, and
nothing overtakes in it; where it grows shorter, packets arrive in a bunch. (`tc netem` draws for every packet, and so
mixes their order.) What is reordered is held back a little longer, alone.
"""

from math import inf
from random import Random

from microturn.bench.network.condition import Condition

PERIOD_S = 0.5  # between two lengths of the queue
OVERTAKEN_S = 0.05  # two packets of 20 ms pass


class Fates:
    """Of packets that are asked for in the order in which they were sent. `seed`: any text."""

    def __init__(self, condition: Condition, seed: str) -> None:
        self.condition = condition
        self._loss, self._jitter, self._reorder = (Random(f"{seed} {what}") for what in ("loss", "jitter", "reorder"))
        self._extra_s, self._drawn_s, self._last_s = 0.0, -inf, -inf

    def due_s(self, now_s: float) -> float | None:
        """When a packet that is sent now arrives; None: it is lost."""
        if self._loss.random() < self.condition.loss / 100:
            return None
        if now_s >= self._drawn_s + PERIOD_S:
            self._extra_s, self._drawn_s = self._jitter.uniform(0, self.condition.jitter_ms) / 1000, now_s
        due_s = max(self._last_s, now_s + self.condition.delay_ms / 1000 + self._extra_s)
        if self._reorder.random() < self.condition.reorder / 100:
            return due_s + OVERTAKEN_S
        self._last_s = due_s
        return due_s
