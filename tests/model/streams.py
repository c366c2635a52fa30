"""Random positions of a tiny stream, and how to cut them into steps."""

from collections.abc import Iterator, Sequence

import torch

from microturn.core.units import EAR_BINS, EAR_LEVELS, SLOTS, SUB_FRAMES
from microturn.core.vocab import NUM_PHONES, VOCAB_SIZE
from microturn.model.positions import Kind, Positions


def stream(num: int, seed: int = 0, rows: int = 1) -> Positions:
    """Rows of text, audio and own patches in random order, about 7 positions a micro-turn."""
    rng = torch.Generator().manual_seed(seed)
    kind = torch.randint(1, 4, (rows, num), generator=rng)
    token = torch.where(kind == Kind.TEXT, torch.randint(0, VOCAB_SIZE, (rows, num), generator=rng), 0)
    num_audio, num_own = int((kind == Kind.AUDIO).sum()), int((kind == Kind.PATCH).sum())
    levels = torch.randint(0, EAR_LEVELS, (num_audio, SUB_FRAMES, EAR_BINS), generator=rng).to(torch.uint8)
    plans = torch.randint(0, NUM_PHONES, (num_own, SLOTS), generator=rng)
    time = (torch.arange(num, dtype=torch.float64) / 7).expand(rows, num).contiguous()
    return Positions(kind, token, time, levels, plans)


def row(positions: Positions, index: int) -> Positions:
    """One row alone."""
    audio, own = ((positions.kind_BN == kind).sum(1).tolist() for kind in (Kind.AUDIO, Kind.PATCH))
    pick = slice(index, index + 1)
    levels = positions.levels_A.split(audio)[index]
    plans = positions.plans_P.split(own)[index]
    return Positions(positions.kind_BN[pick], positions.token_BN[pick], positions.time_BN[pick], levels, plans)


def cut(positions: Positions, sizes: Sequence[int]) -> Iterator[Positions]:
    """One row in consecutive pieces of the given sizes."""
    assert len(positions.kind_BN) == 1
    start = used_audio = used_own = 0
    for size in sizes:
        kind = positions.kind_BN[:, start : start + size]
        num_audio, num_own = int((kind == Kind.AUDIO).sum()), int((kind == Kind.PATCH).sum())
        yield Positions(
            kind,
            positions.token_BN[:, start : start + size],
            positions.time_BN[:, start : start + size],
            positions.levels_A[used_audio : used_audio + num_audio],
            positions.plans_P[used_own : used_own + num_own],
        )
        start, used_audio, used_own = start + size, used_audio + num_audio, used_own + num_own


def stack(parts: Sequence[Positions]) -> Positions:
    """Single rows of different lengths as one batch, padded at the end."""
    longest = max(part.kind_BN.shape[1] for part in parts)

    def pad(name: str) -> torch.Tensor:
        lines = [getattr(part, name) for part in parts]
        return torch.cat([torch.nn.functional.pad(line, (0, longest - line.shape[1])) for line in lines])

    levels, plans = (torch.cat([getattr(part, name) for part in parts]) for name in ("levels_A", "plans_P"))
    return Positions(pad("kind_BN"), pad("token_BN"), pad("time_BN"), levels, plans)
