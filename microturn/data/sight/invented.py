"""Exercises that nobody has a fixed idea of: names as users say them, and movements drawn at random.

Whoever has seen ten exercises only knows those; whoever has seen thousands of movements knows what a repetition is.
"""

import numpy as np
from numpy.typing import NDArray

from microturn.data.sight.actions import ANY, ASIDE, FRONT, ON_BACK, PLANK, STAND, Action
from microturn.data.sight.body import FIELDS, INDEX, Body

Floats = NDArray[np.float64]
Rng = np.random.Generator
NAMES = (
    "burpees", "crunches", "step ups", "press ups", "star jumps", "kicks", "side kicks", "claps", "stretches",
    "arm swings", "leg swings", "dips", "turns", "bows", "nods", "arm circles", "pulls", "pushes", "rows", "lifts",
    "heel lifts", "reaches", "shrugs", "hops", "bends", "twists", "stomps", "marches", "moves", "exercises",
    "repetitions", "rounds", "back bends", "front raises", "leg curls", "hip circles", "presses", "good mornings",
)  # fmt: skip
MOTIONS = ("arms", "legs", "arms and legs", "left_arm", "right_arm", "left_leg", "right_leg", "trunk", "all")
MOTION_SHARES = (0.22, 0.1, 0.18, 0.07, 0.07, 0.07, 0.07, 0.12, 0.1)
TWO_SHARE, FLOOR_SHARE, HELD_SHARE = (
    0.3,
    0.25,
    0.4,
)  # two peaks in turn; on the floor; arms held somewhere
LEAST_M, MAX_TRIES = 0.3, 20  # that a hand, a foot or the head moves by
_FROM, _TO = (-0.4, 0.0), (2.6, 2.6)  # of an arm's angles: flexion, abduction
_LIMBS = {"arms": (0, 1), "legs": (2, 3), "left_arm": (0,), "right_arm": (1,), "left_leg": (2,), "right_leg": (3,)}


def invented(name: str, rng: Rng) -> Action:
    """An action of that name; the same name is another movement each time."""
    is_on_floor = rng.random() < FLOOR_SHARE
    ready = (PLANK, ON_BACK)[int(rng.integers(2))].copy() if is_on_floor else STAND.copy()
    if not is_on_floor and rng.random() < HELD_SHARE:
        _put(ready, "arms", rng)
    motion = str(rng.choice(MOTIONS, p=MOTION_SHARES))
    peaks = [_peak(ready, motion, rng)]
    if rng.random() < TWO_SHARE:
        peaks.append(_mirrored(peaks[0]) if rng.random() < 0.7 else _peak(ready, motion, rng))
    turns = ASIDE if is_on_floor else (ANY, FRONT)[int(rng.integers(2))]
    return Action(name, f"doing {name}", ready, tuple(peaks), turns, float(rng.uniform(0.5, 0.9)))


def _peak(ready: Floats, motion: str, rng: Rng) -> Floats:
    """A pose that differs enough from the first to be seen."""
    body, at = Body(), np.zeros(3)
    ends = [INDEX[name] for name in ("head", "left_hand", "right_hand", "left_ankle", "right_ankle")]
    peak = ready
    for _ in range(MAX_TRIES):
        peak = ready.copy()
        parts = {"all": ("arms", "legs", "trunk"), "arms and legs": ("arms", "legs")}.get(motion, (motion,))
        for part in parts:
            _put(peak, part, rng)
        moved = np.linalg.norm(body.joints(peak, at)[ends] - body.joints(ready, at)[ends], axis=1)
        if moved.max() > LEAST_M:
            break
    return peak


def _put(pose: Floats, part: str, rng: Rng) -> None:
    """Draws the angles of a part of the body, in place; both arms or both legs alike."""
    if part == "trunk":
        pose[FIELDS.index("bend")] += float(rng.uniform(-0.3, 1.6))
        pose[FIELDS.index("side")] = float(rng.uniform(-0.5, 0.5)) * (rng.random() < 0.4)
        return
    if part.endswith(("arms", "arm")):
        flexion, abduction = (float(rng.uniform(low, high)) for low, high in zip(_FROM, _TO))
        if rng.random() < 0.5:
            flexion *= 0.1
        elbow = float(rng.uniform(0, 1.6)) * (rng.random() < 0.6)
        angles = (flexion, abduction, flexion + elbow, abduction * float(rng.uniform(0.6, 1.2)))
    else:
        flexion, abduction = float(rng.uniform(-0.4, 1.6)), float(rng.uniform(0, 0.8)) * (rng.random() < 0.5)
        angles = (flexion, abduction, flexion - float(rng.uniform(0, 1.9)), abduction)
    for limb in _LIMBS[part]:
        pose[5 + 4 * limb : 9 + 4 * limb] = angles


def _mirrored(pose: Floats) -> Floats:
    """Left and right exchanged."""
    out = pose.copy()
    out[FIELDS.index("side")] *= -1
    for first, second in ((5, 9), (13, 17)):
        out[first : first + 4], out[second : second + 4] = pose[second : second + 4], pose[first : first + 4]
    return out
