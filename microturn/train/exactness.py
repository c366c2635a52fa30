"""What bit-exactness costs: the same stream at once, with gradients, and in micro-turns, the usual way and exactly."""

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from dataclasses import dataclass

import torch
from torch import Tensor
from tqdm import tqdm

from microturn.core.clock import Clock
from microturn.core.units import AUDIO_TOKENS, EAR_BINS, EAR_LEVELS, SUB_FRAMES
from microturn.core.vocab import Control
from microturn.model.exact import Exact
from microturn.model.network import InteractionModel
from microturn.model.positions import Kind, Positions

TICK = AUDIO_TOKENS + 1  # positions of a micro-turn: what is heard, and <quiet>


@dataclass(frozen=True)
class Costs:
    """Seconds at once, with gradients, and in micro-turns; `is_same`: at once and in micro-turns, bit for bit."""

    at_once_s: float
    training_s: float
    streaming_s: float
    is_same: bool


def listening(num_ticks: int, seed: int) -> Positions:
    """One row of so many micro-turns that hear noise and say nothing."""
    rng = torch.Generator().manual_seed(seed)
    kind = torch.tensor([*[Kind.AUDIO] * AUDIO_TOKENS, Kind.TEXT]).repeat(num_ticks)[None]
    token = torch.where(kind == Kind.TEXT, int(Control.QUIET), 0)
    time = torch.arange(num_ticks, dtype=torch.float64).repeat_interleave(TICK)[None]
    shape = num_ticks * AUDIO_TOKENS, SUB_FRAMES, EAR_BINS
    levels = torch.randint(0, EAR_LEVELS, shape, generator=rng).to(torch.uint8)
    return Positions(kind, token, time, levels, torch.zeros(0, 8, dtype=torch.int64))


def by_ticks(positions: Positions) -> Iterator[Positions]:
    parts = (positions.kind_BN, positions.token_BN, positions.time_BN)
    for tick in range(positions.kind_BN.shape[1] // TICK):
        kind, token, time = (part[:, tick * TICK : (tick + 1) * TICK] for part in parts)
        levels = positions.levels_A[tick * AUDIO_TOKENS : (tick + 1) * AUDIO_TOKENS]
        yield Positions(kind, token, time, levels, positions.plans_P)


def run_exact(model: InteractionModel, num_ticks: int, seed: int, clock: Clock) -> tuple[Costs, Costs]:
    """-> (the usual way, exactly)."""
    positions = listening(num_ticks, seed)
    return _measured(model, positions, clock, False), _measured(model, positions, clock, True)


def _measured(model: InteractionModel, positions: Positions, clock: Clock, is_exact: bool) -> Costs:
    def timed(call: Callable[[], Tensor]) -> tuple[Tensor, float]:
        start_s = clock.now_s()
        return call(), clock.now_s() - start_s

    @torch.no_grad()
    def at_once() -> Tensor:
        return model(positions)[0]

    def training() -> Tensor:
        hidden = model(positions)[0]
        hidden.square().mean().backward()
        model.zero_grad()
        return hidden.detach()

    @torch.no_grad()
    def streaming() -> Tensor:
        state, name = model.init_state(1), "exact stream" if is_exact else "stream"
        pieces = tqdm(by_ticks(positions), name, positions.kind_BN.shape[1] // TICK, unit="tick", leave=False)
        return torch.cat([model(piece, state)[0] for piece in pieces], 1)

    with Exact() if is_exact else nullcontext():
        at_once()  # whatever is made only once
        (whole, at_once_s), (trained, training_s), (fed, streaming_s) = map(timed, (at_once, training, streaming))
    return Costs(at_once_s, training_s, streaming_s, torch.equal(whole, fed) and torch.equal(whole, trained))


def table(usual: Costs, exact: Costs, num_ticks: int) -> list[str]:
    """Lines of Markdown."""
    rows = [
        (name, 1000 * getattr(usual, field) / num_ticks, 1000 * getattr(exact, field) / num_ticks)
        for name, field in (
            ("at once", "at_once_s"),
            ("at once, with gradients", "training_s"),
            ("in micro-turns", "streaming_s"),
        )
    ]
    yes = {True: "yes", False: "no"}
    return [
        "| ms a micro-turn, float32 | usual | exact | ratio |",
        "|---|---|---|---|",
        *(f"| {name} | {a:.2f} | {b:.2f} | {b / a:.1f} |" for name, a, b in rows),
        f"| all three the same, bit for bit | {yes[usual.is_same]} | {yes[exact.is_same]} | |",
    ]
