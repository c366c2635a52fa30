"""Micro-turns as positions of the network: one that is lived through, or many at once that are read again."""

from collections.abc import Iterator, Sequence

import numpy as np
import torch
from torch import Tensor

from microturn.core.units import AUDIO_TOKENS, SLOTS, VIEW_TOKENS
from microturn.engine.past import Moment
from microturn.model.eye import no_views
from microturn.model.positions import Kind, Positions
from microturn.model.state import MAX_CHUNK


def layout(moment: Moment) -> Positions:
    """The positions of a micro-turn: own last patch, audio, picture, text that came in, text that was written."""
    spoke, num_seen = moment.plan is not None, 0 if moment.view is None else VIEW_TOKENS
    text, now = [*moment.text_in, *moment.tokens], float(moment.tick)
    audio_times = [now + (i + 1) / AUDIO_TOKENS for i in range(AUDIO_TOKENS)]
    kinds = [Kind.PATCH] * spoke + [Kind.AUDIO] * AUDIO_TOKENS + [Kind.VIEW] * num_seen + [Kind.TEXT] * len(text)
    tokens = [0] * (spoke + AUDIO_TOKENS + num_seen) + text
    times = [now] * spoke + audio_times + [now + 1.0] * (num_seen + len(text))
    return Positions(
        torch.tensor([kinds]), torch.tensor([tokens]), torch.tensor([times], dtype=torch.float64),
        torch.from_numpy(moment.levels), no_plans() if moment.plan is None else moment.plan,
        no_views() if moment.view is None else torch.from_numpy(np.stack(moment.view)[None]),
    )  # fmt: skip


def written(token: int, tick: int) -> Positions:
    """The position of a token that the model has just emitted."""
    time = torch.tensor([[tick + 1.0]], dtype=torch.float64)
    no_audio = torch.zeros(0, 4, 80, dtype=torch.uint8)
    return Positions(torch.tensor([[int(Kind.TEXT)]]), torch.tensor([[token]]), time, no_audio, no_plans())


def no_plans() -> Tensor:
    return torch.zeros(0, SLOTS, dtype=torch.int64)


def join(parts: Sequence[Positions]) -> Positions:
    """Several stretches of one stream, one behind the other."""
    row = (torch.cat([getattr(p, name) for p in parts], 1) for name in ("kind_BN", "token_BN", "time_BN"))
    flat = (torch.cat([getattr(p, name) for p in parts]) for name in ("levels_A", "plans_P", "views_Q"))
    return Positions(*row, *flat)


def passes(moments: Sequence[Moment]) -> Iterator[tuple[list[Moment], Positions]]:
    """Micro-turns that can be read at once, as few times as possible: groups, cut where they are too long."""
    group, parts, num = list[Moment](), list[Positions](), 0
    for moment in moments:
        size = moment.num_positions
        is_next = not group or moment.tick == group[-1].tick + 1
        if group and (moment.is_anchor or not is_next or num + size > MAX_CHUNK):
            yield group, join(parts)
            group, parts, num = [], [], 0
        group.append(moment)
        parts.append(layout(moment))
        num += size
    if group:
        yield group, join(parts)
