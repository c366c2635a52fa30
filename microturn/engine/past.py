"""The last half minute of a stream, kept so that it can be taken back: what the user did not hear was not said.

A client that stops playing (or loses its connection) has not let the user hear what the model said last. The stream
goes back to where that began and lives through it again, listening as before, but quiet.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from microturn.core.messages import Picture
from microturn.core.vocab import MARKS, Control
from microturn.model.flow import Before
from microturn.model.state import TrunkState

MAX_TICKS = 150  # 30 s, 4 MB for `nano`


@dataclass(frozen=True)
class Moment:
    """A micro-turn: what came in (dMel levels, tokens, a picture and the one before it), what the model wrote, and the
    trunk's memory before it."""

    tick: int
    levels: NDArray[np.uint8]
    text_in: tuple[int, ...]
    view: tuple[Picture, Picture] | None
    tokens: tuple[int, ...]
    before: Before
    count: int
    num_used: int
    conv: Tensor


def restore(moment: Moment, trunk: TrunkState) -> None:
    """Takes the trunk of one stream back to just before a moment.

    Keys of positions that came later are forgotten. Where they had taken the place of the oldest keys in the ring,
    those stay forgotten: the window is then shorter by as much, until it has filled again.
    """
    trunk.index[trunk.index >= moment.count] = -1
    trunk.count[:] = moment.count
    trunk.num_used = moment.num_used
    trunk.conv.copy_(moment.conv)


def unsaid(tokens: Sequence[int]) -> tuple[int, ...]:
    """The tokens of a micro-turn without its own words; words at its start are said, see `data/render.py`."""
    kept: list[int] = []
    is_said = True
    for token in tokens:
        if token in MARKS:
            is_said = token == Control.SAY
        if not is_said or token in (Control.DELEGATE, Control.DROP):
            kept.append(token)
    return tuple(kept)
