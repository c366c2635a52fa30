"""What a stream has read, as far back as its memory reaches: to be read again where that memory has been lost, and the
last half minute of it to be taken back: what the user did not hear was not said.

A client that stops playing (or loses its connection) has not let the user hear what the model said last. The stream
goes back to where that began and lives through it again, listening as before, but quiet.
"""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import Self

import numpy as np
from numpy.typing import NDArray
from torch import Tensor

from microturn.core.messages import Picture
from microturn.core.units import AUDIO_TOKENS, VIEW_TOKENS
from microturn.core.vocab import MARKS, Control
from microturn.model.state import TrunkState

MAX_TICKS = 150  # 30 s that can be taken back
KEPT = 160  # micro-turns, in whole groups, whose anchors keep the inputs of the convolutions
ANCHOR = 8  # micro-turns in a group; with the first of each go the inputs of the convolutions, 27 KB for `nano`

View = tuple[Picture, Picture]  # a picture and the one before it


@dataclass(frozen=True)
class Moment:
    """A micro-turn: what came in (dMel levels [4, 4, 80], tokens, a picture and the one before it), the plan [1, 8] of
    the patch before where it spoke, and what the model wrote, <voice> at its end where it speaks. `count`: positions
    before it; `conv`: the trunk's before it, kept with some."""

    tick: int
    levels: NDArray[np.uint8]
    text_in: tuple[int, ...]
    view: View | None = None
    plan: Tensor | None = None
    tokens: tuple[int, ...] = ()
    count: int = 0
    conv: Tensor | None = None

    @property
    def is_anchor(self) -> bool:
        return self.tick % ANCHOR == 0

    @property
    def num_positions(self) -> int:
        num_seen = 0 if self.view is None else VIEW_TOKENS
        return (self.plan is not None) + AUDIO_TOKENS + num_seen + len(self.text_in) + len(self.tokens)

    def placed(self, trunk: TrunkState, ahead: int = 0) -> Self:
        """The same, to be read next by this trunk, after so many positions."""
        assert not (ahead and self.is_anchor), "a pass begins where the inputs of convolutions are kept"
        conv = trunk.conv.clone() if self.is_anchor else None
        return replace(self, count=int(trunk.count[0]) + ahead, conv=conv)


@dataclass
class Past:
    """`first`: micro-turns of the sinks and the one behind them. `recent`: at least those of the window and of the last
    half minute, in whole groups but for the last; what is older is forgotten."""

    num_sinks: int
    reach: int  # positions
    first: list[Moment] = field(default_factory=list[Moment])
    recent: deque[Moment] = field(default_factory=deque[Moment])

    def add(self, moment: Moment) -> None:
        if moment.count <= self.num_sinks:
            self.first.append(moment)
        if self.is_behind_gap(moment):
            self.recent.clear()
        self.recent.append(moment)
        if moment.is_anchor and len(self.recent) > KEPT:
            self.recent[-1 - KEPT] = replace(self.recent[-1 - KEPT], conv=None)  # nobody goes back so far
        while len(self.recent) > MAX_TICKS + ANCHOR and self.recent[ANCHOR].count <= moment.count - self.reach:
            for _ in range(ANCHOR):
                self.recent.popleft()

    @property
    def oldest_tick(self) -> int:
        """From which on it can be taken back."""
        return max(self.recent[0].tick, self.recent[-1].tick + 1 - MAX_TICKS) if self.recent else 0

    def take_back(self, tick: int) -> list[Moment]:
        """Forgets everything from a micro-turn on -> that, from the anchor before it on."""
        if not self.recent or tick > self.recent[-1].tick:
            return []
        assert tick >= self.oldest_tick
        anchor = tick // ANCHOR * ANCHOR
        again = list(islice(self.recent, anchor - self.recent[0].tick, None))
        for _ in again:
            self.recent.pop()
        self.first = [moment for moment in self.first if moment.tick < anchor]
        return again

    def is_behind_gap(self, moment: Moment) -> bool:
        return bool(self.recent) and moment.tick > self.recent[-1].tick + 1

    def enter(self, moments: Sequence[Moment], trunk: TrunkState) -> list[Moment]:
        """Micro-turns that are read in the next pass, as they lie in this trunk."""
        if self.is_behind_gap(moments[0]):
            skip(moments[0], trunk)
        found, ahead = list[Moment](), 0
        for moment in moments:
            found.append(moment.placed(trunk, ahead))
            ahead += moment.num_positions
        return found

    def everything(self, reach: int = 0) -> list[Moment]:
        """All that is kept, in order; with a `reach`, of what is behind the first only so many, in whole groups. There
        may be a gap behind the first."""
        start = self.recent[0].tick if self.recent else 0
        if reach and self.recent:
            start = max(start, (self.recent[-1].tick + 1 - reach) // ANCHOR * ANCHOR)
        first = (moment for moment in self.first if moment.tick < start)
        return [*first, *(moment for moment in self.recent if moment.tick >= start)]


def rewind(moment: Moment, trunk: TrunkState) -> None:
    """Takes the trunk of one stream back to just before a moment, an anchor.

    Keys of positions that came later are forgotten. Where they had taken the place of the oldest keys in the ring,
    those stay forgotten: the window is then shorter by as much, until it has filled again.
    """
    assert moment.conv is not None
    trunk.index[trunk.index >= moment.count] = -1
    trunk.count[:] = moment.count
    trunk.num_used = min(moment.count, trunk.index.shape[1])
    trunk.conv.copy_(moment.conv)


def skip(moment: Moment, trunk: TrunkState) -> None:
    """Leaves out the positions up to a moment, of which nothing is known: nobody sees them."""
    trunk.time[trunk.index < 0] = float(moment.tick)
    trunk.count[:] = moment.count
    trunk.num_used = min(moment.count, trunk.index.shape[1])
    if moment.conv is not None:
        trunk.conv.copy_(moment.conv)


def unsaid(tokens: Sequence[int]) -> tuple[int, ...]:
    """The tokens of a micro-turn without its own words; words at its start are said, see `data/render.py`."""
    kept: list[int] = []
    is_said = True
    for token in tokens:
        if token in MARKS:
            is_said = token == Control.SAY
        if token != Control.VOICE and (not is_said or token in (Control.DELEGATE, Control.DROP)):
            kept.append(token)
    return tuple(kept)


def quiet_from(tick: int, moments: Sequence[Moment]) -> list[Moment]:
    """The same micro-turns, but nothing was said from one of them on."""
    found: list[Moment] = []
    for moment in moments:
        plan = moment.plan if moment.tick <= tick else None
        tokens = moment.tokens if moment.tick < tick else unsaid(moment.tokens)
        found.append(replace(moment, plan=plan, tokens=tokens))
    return found
