"""What a person does over time: stances that are taken up, and movements on top of them, each with its times."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from microturn.data.sight.actions import Action
from microturn.data.sight.body import FIELDS

Floats = NDArray[np.float64]
SWAY_RAD = 0.025  # nobody stands still


@dataclass(frozen=True, eq=False)
class Stance:
    """From `time_s` on, until the next. `at`: x, z (metres) and turn (radians) of the body."""

    time_s: float
    pose: Floats
    at: Floats


@dataclass(frozen=True, eq=False)
class Move:
    """Something done once: a repetition of an action (its `number`), or a fidget (`way` added and taken back, held
    for a while). `size`: share of the full movement."""

    start_s: float
    end_s: float
    size: float = 1.0
    action: Action | None = None
    number: int = 0
    way: Floats | None = None

    def added(self, time_s: float) -> Floats | float:
        """To the pose of the stance."""
        if not self.start_s < time_s < self.end_s:
            return 0.0
        share = (time_s - self.start_s) / (self.end_s - self.start_s)
        if self.action is not None:
            return self.size * self.action.moved(share, self.number)
        assert self.way is not None, "a move is of an action or has a way of its own"
        return self.size * self.way * smooth(min(1.0, 3 * share, 3 * (1 - share)))


@dataclass(frozen=True, eq=False)
class Performance:
    """Stances in order, and moves. `sway`: frequency (Hz) and phase of each angle, [21, 2]."""

    stances: tuple[Stance, ...]
    moves: tuple[Move, ...]
    sway: Floats

    def pose(self, time_s: float) -> Floats:
        """[21], as `body.pose`."""
        before, after, share = self._between(time_s)
        pose = before.pose + share * (after.pose - before.pose)
        for move in self.moves:
            pose = pose + move.added(time_s)
        sway = SWAY_RAD * np.sin(2 * np.pi * self.sway[:, 0] * time_s + self.sway[:, 1])
        sway[FIELDS.index("lift")] = 0.0
        return pose + sway * (1.0 if abs(before.pose[0]) < 0.5 else 0.4)

    def at(self, time_s: float) -> Floats:
        before, after, share = self._between(time_s)
        return before.at + share * (after.at - before.at)

    def _between(self, time_s: float) -> tuple[Stance, Stance, float]:
        times = [stance.time_s for stance in self.stances]
        i = int(np.clip(np.searchsorted(times, time_s, "right") - 1, 0, len(times) - 1))
        j = min(i + 1, len(times) - 1)
        length = times[j] - times[i]
        return self.stances[i], self.stances[j], smooth((time_s - times[i]) / length) if length > 0 else 0.0


def smooth(share: float) -> float:
    """From 0 to 1 with no jerk at either end."""
    x = min(max(share, 0.0), 1.0)
    return x * x * (3 - 2 * x)
