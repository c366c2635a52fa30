"""What a network does to the packets of a call, and which networks are tried. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product

from microturn.core.errors import BadConfig

MOST_LOSS, MOST_MS = 90.0, 5000.0


@dataclass(frozen=True)
class Condition:
    """Of each direction. `loss`: percent of packets that never come. `delay_ms`: of every packet. `jitter_ms`: how much
    longer it may take, in order as in a queue. `reorder`: percent that others overtake."""

    loss: float = 0.0
    delay_ms: float = 0.0
    jitter_ms: float = 0.0
    reorder: float = 0.0

    def __post_init__(self) -> None:
        if not (0 <= self.loss <= MOST_LOSS and 0 <= self.reorder <= MOST_LOSS):
            raise BadConfig(
                f"expected loss and reordering of 0 to {MOST_LOSS:g} percent, got {self.loss}, {self.reorder}"
            )
        if not (0 <= self.delay_ms <= MOST_MS and 0 <= self.jitter_ms <= MOST_MS):
            raise BadConfig(f"expected delay and jitter of 0 to {MOST_MS:g} ms, got {self.delay_ms}, {self.jitter_ms}")

    @property
    def name(self) -> str:
        """For people."""
        parts = [f"loss {self.loss:g} %"] * bool(self.loss)
        parts += [f"delay {self.delay_ms:g} ms"] * bool(self.delay_ms)
        parts += [f"jitter {self.jitter_ms:g} ms"] * bool(self.jitter_ms)
        parts += [f"reorder {self.reorder:g} %"] * bool(self.reorder)
        return ", ".join(parts) or "clean"

    @property
    def key(self) -> str:
        """For programs: "clean", "loss5_delay100"."""
        return self.name.replace(", ", "_").replace(" %", "").replace(" ms", "").replace(" ", "")


CLEAN = Condition()


@dataclass(frozen=True)
class Axes:
    """Values of each part of a condition, the first of which is that of the base."""

    loss: tuple[float, ...] = (0.0,)
    delay_ms: tuple[float, ...] = (0.0,)
    jitter_ms: tuple[float, ...] = (0.0,)
    reorder: tuple[float, ...] = (0.0,)

    @property
    def _all(self) -> tuple[tuple[float, ...], ...]:
        return self.loss, self.delay_ms, self.jitter_ms, self.reorder

    def one_by_one(self) -> list[Condition]:
        """The base, and then each part by itself through its values."""
        base = [values[0] for values in self._all]
        found = [base, *([*base[:i], v, *base[i + 1 :]] for i, values in enumerate(self._all) for v in values[1:])]
        return _distinct(found)

    def grid(self) -> list[Condition]:
        """Every combination."""
        return _distinct(list(product(*self._all)))


def _distinct(found: Sequence[Sequence[float]]) -> list[Condition]:
    return list(dict.fromkeys(Condition(*values) for values in found))


def numbers(text: str, option: str) -> tuple[float, ...]:
    """ "0,5,20" -> its numbers. Raises BadConfig."""
    try:
        return tuple(float(word) for word in text.split(","))
    except ValueError as error:
        raise BadConfig(f"expected {option} with numbers as in 0,5,20, got {text!r}") from error
