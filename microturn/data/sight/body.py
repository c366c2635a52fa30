"""A body of bones: how large it is, and where its joints are in a pose. Knows nothing of clothes or actions.

A pose is float64 [21], angles in radians, see `FIELDS`. In the body's own frame x is its left, y up, z forward; flexion
turns a limb that hangs down forward, abduction outward. Lower limbs have angles of their own, not relative to the upper
ones.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
LIMBS = ("left_arm", "right_arm", "left_leg", "right_leg")
FIELDS = ("pitch", "bend", "side", "nod", "lift", *(f"{limb}_{i}" for limb in LIMBS for i in range(4)))
Limb = tuple[float, float, float, float]  # flexion, abduction of the upper part; of the lower part
HANGING: Limb = (0.05, 0.12, 0.2, 0.08)
STANDING: Limb = (0.0, 0.07, -0.03, 0.05)
JOINTS = (
    "pelvis", "chest", "neck", "head", "face",
    "left_shoulder", "left_elbow", "left_hand", "right_shoulder", "right_elbow", "right_hand",
    "left_hip", "left_knee", "left_ankle", "left_toe", "right_hip", "right_knee", "right_ankle", "right_toe",
)  # fmt: skip
INDEX = {name: i for i, name in enumerate(JOINTS)}


def pose(
    arms: Limb = HANGING,
    legs: Limb = STANDING,
    left_arm: Limb | None = None,
    right_arm: Limb | None = None,
    left_leg: Limb | None = None,
    right_leg: Limb | None = None,
    **trunk: float,
) -> Floats:
    """Both arms and both legs alike unless a side is given. `trunk`: `pitch` forward of the whole body, `bend` forward
    and `side` to the left of the back, `nod` of the head, `lift` metres off the floor."""
    limbs = (left_arm or arms, right_arm or arms, left_leg or legs, right_leg or legs)
    return np.array([*(trunk.get(name, 0.0) for name in FIELDS[:5]), *(angle for limb in limbs for angle in limb)])


@dataclass(frozen=True)
class Body:
    """Lengths in metres. `width`: of shoulders and hips; `girth`: of everything round, both around 1."""

    height_m: float = 1.7
    width: float = 1.0
    girth: float = 1.0
    leg_share: float = 0.49

    @staticmethod
    def draw(rng: np.random.Generator) -> "Body":
        height_m = float(np.clip(rng.normal(1.7, 0.12), 1.2, 2.0))
        return Body(
            height_m, float(rng.uniform(0.85, 1.2)), float(rng.uniform(0.8, 1.4)), float(rng.uniform(0.46, 0.52))
        )

    def joints(self, pose: Floats, at: Floats) -> Floats:
        """[19, 3], see `JOINTS`, standing or lying on the floor. `at`: x, z (metres) and turn (radians, 0 faces the
        camera) of the place that carries the body."""
        points = self._bones(pose)
        points = points @ _about_x(pose[0]).T
        points[:, 1] += pose[4] - (points[:, 1] - self.radii).min()
        weight = np.exp(-(points[:, 1] - points[:, 1].min()) / 0.05)
        points -= (weight @ points / weight.sum()) * (1, 0, 1)
        return points @ _about_y(at[2]).T + (at[0], 0, at[1])

    @property
    def radii(self) -> Floats:
        """Of flesh around each joint, [19] metres."""
        s = self.height_m / 1.7 * self.girth
        arm, leg = (0.06, 0.045, 0.045), (0.095, 0.065, 0.045, 0.035)
        return s * np.array([0.125, 0.13, 0.06, 0.11, 0.02, *arm, *arm, *leg, *leg])

    def _bones(self, pose: Floats) -> Floats:
        """In the body's frame, pelvis at 0."""
        h = self.height_m
        leg, back, arm = self.leg_share * h, 0.30 * h, 0.34 * h
        turn = _about_x(pose[1]) @ _about_z(pose[2])
        out = np.zeros((len(JOINTS), 3))
        upper = ([0, 0.62 * back, 0], [0, 1.06 * back, 0], [0, back + 0.125 * h, 0.01 * h])
        for name, way in zip(("chest", "neck", "head"), upper):
            out[INDEX[name]] = turn @ np.array(way)
        out[INDEX["face"]] = out[INDEX["head"]] + turn @ _about_x(pose[3]) @ np.array([0, -0.03, 0.055]) * h / 1.7
        for i, limb in enumerate(LIMBS):
            sign, is_arm = 1 - 2 * (i % 2), i < 2
            angles = pose[5 + 4 * i : 9 + 4 * i]
            root = np.array([sign * self.width * (0.112 if is_arm else 0.052) * h, 0.95 * back if is_arm else 0.0, 0.0])
            frame, length = (turn, arm / 2) if is_arm else (np.eye(3), leg / 2)
            knee = root + length * _way(angles[0], angles[1], sign)
            end = knee + length * _way(angles[2], angles[3], sign)
            side = limb.split("_")[0]
            names = ("shoulder", "elbow", "hand") if is_arm else ("hip", "knee", "ankle")
            for name, point in zip(names, (root, knee, end)):
                out[INDEX[f"{side}_{name}"]] = frame @ point
            if not is_arm:
                toe = 0.11 * h * _way(angles[2] + np.pi / 2, 0.0, sign) + (sign * 0.02 * h, 0, 0)
                out[INDEX[f"{side}_toe"]] = end + toe
        return out


def _way(flexion: float, abduction: float, sign: int) -> Floats:
    """Direction of a limb."""
    return np.array([sign * np.sin(abduction) * np.cos(flexion), -np.cos(abduction) * np.cos(flexion), np.sin(flexion)])


def _about_x(angle: float) -> Floats:
    """Up turns forward."""
    s, c = np.sin(angle), np.cos(angle)
    return np.array([[1, 0, 0], [0, c, -s], [0, s, c]])


def _about_y(angle: float) -> Floats:
    """Forward turns to the right of the picture."""
    s, c = np.sin(angle), np.cos(angle)
    return np.array([[c, 0, s], [0, 1, 0], [-s, 0, c]])


def _about_z(angle: float) -> Floats:
    """Up turns to the body's left."""
    s, c = np.sin(angle), np.cos(angle)
    return np.array([[c, s, 0], [-s, c, 0], [0, 0, 1]])
