"""What people do over and over, as poses between which a repetition swings. Some are kept out of training."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from microturn.data.sight.body import pose

Floats = NDArray[np.float64]
FRONT, ANY, ASIDE = (-0.5, 0.5), (-1.2, 1.2), (0.9, 1.6)  # turns of the body, radians, from which it shows well


@dataclass(frozen=True, eq=False)
class Action:
    """A repetition goes from `ready` to a peak and back; with two peaks they take turns. `doing`: after "starts".
    `turns`: of the body, from and to, either way round; `seconds`: the shortest repetition that a body can do."""

    name: str
    doing: str
    ready: Floats
    peaks: tuple[Floats, ...]
    turns: tuple[float, float] = ANY
    seconds: float = 0.5

    def moved(self, share: float, number: int) -> Floats:
        """What is added to `ready` in repetition `number` after that share of it."""
        return (self.peaks[number % len(self.peaks)] - self.ready) * (1 - np.cos(2 * np.pi * share)) / 2


STAND = pose()
GUARD = (0.5, 0.15, 2.3, 0.0)
CROSSED = (0.6, 0.25, 2.3, 0.6)
PLANK = pose(pitch=1.15, arms=(1.15, 0.05, 1.15, 0.05), nod=-0.4)
ON_BACK = pose(pitch=-np.pi / 2, legs=(0.85, 0.1, -0.85, 0.1), arms=CROSSED)
WAVE = pose(right_arm=(0.1, 1.5, 0.1, 2.3))
PRESS = pose(arms=(0.1, 1.15, 0.1, 3.0))
KNEE_UP, HELD = (1.7, 0.05, 0.1, 0.05), (0.9, 0.15, 2.2, 0.0)

KNOWN = (
    Action(
        "jumping jacks", "doing jumping jacks", STAND, (pose(arms=(0, 2.75, 0, 3.0), legs=(0, 0.42, 0, 0.42)),), FRONT
    ),
    Action(
        "squats", "doing squats", STAND,
        (pose(legs=(1.55, 0.25, -0.75, 0.1), arms=(2.2, 0.1, 2.2, 0.05), bend=0.65),), ANY, 0.7,
    ),
    Action("arm raises", "doing arm raises", STAND, (pose(arms=(2.9, 0.1, 3.0, 0.05)),)),
    Action(
        "push-ups", "doing push-ups", PLANK, (pose(pitch=1.42, arms=(0.25, 0.35, 2.6, 0.05), nod=-0.4),), ASIDE, 0.6
    ),
    Action("waving", "waving", WAVE, (pose(right_arm=(0.1, 1.5, 0.1, 3.9)),), FRONT),
    Action(
        "knee raises", "doing knee raises", STAND,
        (pose(left_leg=KNEE_UP, right_arm=HELD), pose(right_leg=KNEE_UP, left_arm=HELD)),
    ),
    Action(
        "lunges", "doing lunges", STAND,
        (
            pose(left_leg=(1.35, 0.05, -0.05, 0.05), right_leg=(-0.35, 0.05, -1.45, 0.05), arms=(0.3, 0.3, 1.6, 0)),
            pose(right_leg=(1.35, 0.05, -0.05, 0.05), left_leg=(-0.35, 0.05, -1.45, 0.05), arms=(0.3, 0.3, 1.6, 0)),
        ),
        (0.4, 1.5), 0.9,
    ),
    Action("arm curls", "doing arm curls", STAND, (pose(arms=(0.15, 0.15, 2.7, 0.1)),)),
    Action(
        "punches", "punching", pose(arms=GUARD, legs=(0.15, 0.15, -0.1, 0.12)),
        (
            pose(left_arm=(1.55, 0.0, 1.6, 0.0), right_arm=GUARD, legs=(0.15, 0.15, -0.1, 0.12), bend=0.1),
            pose(right_arm=(1.55, 0.0, 1.6, 0.0), left_arm=GUARD, legs=(0.15, 0.15, -0.1, 0.12), bend=0.1),
        ),
        (0.4, 1.4),
    ),
    Action(
        "side bends", "doing side bends", pose(legs=(0, 0.2, 0, 0.2)),
        (
            pose(side=0.6, right_arm=(0, 2.9, 0, 3.3), legs=(0, 0.2, 0, 0.2)),
            pose(side=-0.6, left_arm=(0, 2.9, 0, 3.3), legs=(0, 0.2, 0, 0.2)),
        ),
        FRONT, 0.8,
    ),
)  # fmt: skip
HELD_OUT = (
    Action(
        "sit-ups", "doing sit-ups", ON_BACK,
        (pose(pitch=-np.pi / 2, legs=(0.85, 0.1, -0.85, 0.1), arms=CROSSED, bend=1.35),), ASIDE, 0.9,
    ),
    Action("toe touches", "doing toe touches", STAND, (pose(bend=1.9, arms=(1.5, 0.05, 1.6, 0), nod=0.2),), ANY, 0.8),
    Action("shoulder presses", "doing shoulder presses", PRESS, (pose(arms=(0.05, 2.8, 0.05, 3.1)),), FRONT),
    Action("side raises", "doing side raises", STAND, (pose(arms=(0.05, 1.65, 0.05, 1.6)),), FRONT),
    Action(
        "leg raises", "doing leg raises", STAND,
        (pose(left_leg=(0, 0.95, 0, 0.95), arms=(0.1, 0.5, 0.3, 0.5)), pose(right_leg=(0, 0.95, 0, 0.95))),
        FRONT, 0.6,
    ),
)  # fmt: skip
ACTIONS = {action.name: action for action in (*KNOWN, *HELD_OUT)}
# What people do besides: once, and it does not count.
FIDGETS = tuple(
    each - STAND
    for each in (
        pose(right_arm=(0.6, 1.2, 2.9, 0.6)),  # a hand at the head
        pose(arms=(0.1, 0.6, 0.4, -0.5)),  # hands on the hips
        pose(arms=(1.2, 0.3, 2.4, -0.4)),  # arms crossed
        pose(bend=0.35, nod=0.4),  # looks down
        pose(left_leg=(0.5, 0.1, -0.4, 0.1)),  # loosens a leg
    )
)
STRIDES = (
    pose(left_leg=(0.5, 0.05, 0.3, 0.05), right_leg=(-0.4, 0.05, -0.7, 0.05), left_arm=(-0.4, 0.1, -0.2, 0.1),
         right_arm=(0.4, 0.1, 0.7, 0.1)),
    pose(right_leg=(0.5, 0.05, 0.3, 0.05), left_leg=(-0.4, 0.05, -0.7, 0.05), right_arm=(-0.4, 0.1, -0.2, 0.1),
         left_arm=(0.4, 0.1, 0.7, 0.1)),
)  # fmt: skip
