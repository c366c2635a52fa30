"""How a person looks and is drawn: skin, hair, clothes, and the shadow on the floor."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from microturn.data.sight.body import INDEX, Body
from microturn.data.sight.camera import Camera
from microturn.data.sight.draw import Canvas, Colour, Light, Pattern, Point, capsule, darken, ellipse

Floats = NDArray[np.float64]
Rng = np.random.Generator
SKINS = ((0.95, 0.80, 0.70), (0.88, 0.68, 0.54), (0.76, 0.56, 0.42), (0.58, 0.40, 0.28), (0.40, 0.26, 0.18))
HAIRS = ((0.10, 0.07, 0.05), (0.28, 0.17, 0.08), (0.55, 0.38, 0.18), (0.72, 0.70, 0.68), (0.45, 0.14, 0.06))
SHADOW_RADIUS = 0.05  # metres
SHADOWED = (  # bones whose shadow is seen
    ("left_hip", "left_knee"), ("left_knee", "left_ankle"), ("right_hip", "right_knee"), ("right_knee", "right_ankle"),
    ("pelvis", "chest"), ("chest", "head"), ("left_shoulder", "left_elbow"), ("left_elbow", "left_hand"),
    ("right_shoulder", "right_elbow"), ("right_elbow", "right_hand"),
)  # fmt: skip


@dataclass(frozen=True)
class Look:
    """`sleeves`, `legs`: how far a shirt and trousers reach, 0 none, 1 to the elbow or knee, 2 to the hand or foot.
    `hair`: its length, 0 to 1."""

    skin: Colour
    hair_colour: Colour
    hair: float
    shirt: Colour
    trousers: Colour
    shoes: Colour
    sleeves: int
    legs: int
    shirt_pattern: Pattern | None = None
    trousers_pattern: Pattern | None = None

    @staticmethod
    def draw(rng: Rng, is_held_out: bool) -> "Look":
        """Hoops on shirts and stripes down trousers are worn only where `is_held_out`; stripes on shirts elsewhere."""
        shirt, other, trousers = (cloth(rng) for _ in range(3))
        while np.abs(np.subtract(shirt, trousers)).sum() < 0.25:
            trousers = cloth(rng)
        is_patterned = rng.random() < 0.5
        pattern = Pattern(other, hoops=int(rng.integers(3, 6))) if is_held_out else Pattern(other, stripe=0.35)
        return Look(
            _near(rng, SKINS), _near(rng, HAIRS), float(rng.random()), shirt, trousers, cloth(rng),
            int(rng.integers(0, 3)), int(rng.integers(1, 3)), pattern if is_patterned else None,
            Pattern(other, stripe=0.3) if is_held_out and not is_patterned else None,
        )  # fmt: skip


def cloth(rng: Rng) -> Colour:
    """Greys, muted and strong colours."""
    hue, strength, value = rng.random(), rng.choice([0.05, 0.4, 0.75]), rng.uniform(0.15, 0.92)
    return tinted(float(hue), float(strength), float(value))


def tinted(hue: float, strength: float, value: float) -> Colour:
    """Hue 0 to 1 around the wheel, strength 0 grey to 1, value 0 black to 1."""
    wheel = np.clip(np.abs((hue * 6 + np.array([0, 4, 2])) % 6 - 3) - 1, 0, 1)
    r, g, b = (float(x) for x in value * (1 - strength * (1 - wheel)))
    return r, g, b


def _near(rng: Rng, colours: tuple[Colour, ...]) -> Colour:
    r, g, b = np.asarray(colours[int(rng.integers(len(colours)))]) * rng.uniform(0.85, 1.1)
    return float(r), float(g), float(b)


@dataclass(frozen=True)
class Part:
    """A limb to draw. `depth_m`: how far away its middle is."""

    ends: tuple[Point, Point]
    radii: tuple[float, float]
    colour: Colour
    depth_m: float
    pattern: Pattern | None = None


@dataclass(frozen=True, eq=False)
class Seen:
    """A body as the camera sees it. `joints`: [19, 3] metres; `offset`: of the picture's shake, pixels."""

    joints: Floats
    body: Body
    camera: Camera
    offset: Point = (0.0, 0.0)

    def pixels(self, points_N3: Floats) -> Floats:
        return self.camera.project(points_N3)[0] + self.offset

    @cached_property
    def points(self) -> Floats:
        return self.pixels(self.joints)

    @cached_property
    def depth(self) -> Floats:
        return self.camera.project(self.joints)[1]

    @cached_property
    def radii(self) -> Floats:
        return self.body.radii * self.camera.focal_px / self.depth

    def bone(self, first: str, last: str, colour: Colour, pattern: Pattern | None = None, grown: float = 1.0) -> Part:
        a, b = INDEX[first], INDEX[last]
        radii = (float(self.radii[a] * grown), float(self.radii[b] * grown))
        ends = (_point(self.points[a]), _point(self.points[b]))
        return Part(ends, radii, colour, float(self.depth[a] + self.depth[b]) / 2, pattern)


def paint(canvas: Canvas, seen: Seen, look: Look, light: Light) -> None:
    """Draws a person, what is far before what is near."""
    parts = [*_limbs(seen, look), *_trunk(seen, look), *_head(seen, look)]
    for part in sorted(parts, key=lambda part: -part.depth_m):
        capsule(canvas, part.ends, part.radii, part.colour, light, part.pattern)
    _eyes(canvas, seen)


def _limbs(seen: Seen, look: Look) -> list[Part]:
    out: list[Part] = []
    for side in ("left", "right"):
        arm = [look.shirt if look.sleeves > i else look.skin for i in range(2)]
        leg = [look.trousers if look.legs > i else look.skin for i in range(2)]
        stripe = look.trousers_pattern
        out += [
            seen.bone(f"{side}_shoulder", f"{side}_elbow", arm[0], look.shirt_pattern if look.sleeves else None),
            seen.bone(f"{side}_elbow", f"{side}_hand", arm[1]),
            seen.bone(f"{side}_hand", f"{side}_hand", look.skin, None, 1.15),
            seen.bone(f"{side}_hip", f"{side}_knee", leg[0], stripe),
            seen.bone(f"{side}_knee", f"{side}_ankle", leg[1], stripe if look.legs > 1 else None),
            seen.bone(f"{side}_ankle", f"{side}_toe", look.shoes),
        ]
    return out


def _trunk(seen: Seen, look: Look) -> list[Part]:
    a, b, chest = INDEX["left_shoulder"], INDEX["right_shoulder"], INDEX["chest"]
    left, right = seen.points[a], seen.points[b]
    ends = (_point(0.85 * left + 0.15 * right), _point(0.85 * right + 0.15 * left))
    shoulders = Part(ends, (float(seen.radii[a]), float(seen.radii[b])), look.shirt, float(seen.depth[chest]) - 0.01)
    back = seen.bone("pelvis", "chest", look.shirt, look.shirt_pattern, 1.05)
    low, high = (np.asarray(end) for end in back.ends)
    back = replace(back, ends=(_point(0.65 * low + 0.35 * high), _point(high)), depth_m=back.depth_m - 0.02)
    hips = replace(seen.bone("left_hip", "right_hip", look.trousers, None, 1.12), depth_m=float(seen.depth[0]))
    return [hips, back, seen.bone("chest", "neck", look.shirt), shoulders, seen.bone("neck", "head", look.skin)]


def _head(seen: Seen, look: Look) -> list[Part]:
    """Hair behind and above, the face in front of it where it looks this way."""
    head, face = seen.joints[INDEX["head"]], seen.joints[INDEX["face"]]
    up, way = head - seen.joints[INDEX["neck"]], face - head
    back = head - 0.5 * way + 0.2 * up
    hair, fall = seen.pixels(np.stack([back, back - way - look.hair * 0.9 * up]))
    radius = float(seen.radii[INDEX["head"]])
    depth = seen.camera.project(np.stack([back, face]))[1]
    at = _point(0.9 * seen.points[INDEX["face"]] + 0.1 * seen.points[INDEX["head"]])
    return [
        Part((_point(hair), _point(fall)), (radius * 1.05, radius * 0.75), look.hair_colour, float(depth[0])),
        Part((at, at), (0.84 * radius, 0.84 * radius), look.skin, float(depth[1])),
    ]


def _eyes(canvas: Canvas, seen: Seen) -> None:
    """Two dots, where the face looks this way."""
    head, face = INDEX["head"], INDEX["face"]
    if seen.depth[face] > seen.depth[head]:
        return
    radius = float(seen.radii[head])
    across = seen.points[INDEX["left_shoulder"]] - seen.points[INDEX["right_shoulder"]]
    length = max(float(np.hypot(*across)), 1e-3)
    across = across / length * min(1.0, length / (3 * radius))
    at = seen.points[face] + (seen.points[face] - seen.points[head]) * 0.3
    for sign in (-1, 1):
        ellipse(canvas, _point(at + sign * across * radius * 0.38), (0.13 * radius, 0.13 * radius), (0.08, 0.06, 0.06))


def cast(canvas: Canvas, seen: Seen, sun: Point, strength: float) -> None:
    """The shadow on the floor. `sun`: how far, in x and z, the light falls to the side for a metre of height."""
    fallen = seen.joints * (1, 0, 1) + seen.joints[:, 1:2] * (sun[0], 0, sun[1])
    pixels, depth = seen.camera.project(fallen)
    pixels = pixels + seen.offset
    mask = np.zeros(canvas.shape[:2], np.float32)
    for first, last in SHADOWED:
        a, b = INDEX[first], INDEX[last]
        radius = SHADOW_RADIUS * seen.camera.focal_px / float(depth[a])
        darken(mask, (_point(pixels[a]), _point(pixels[b])), radius, 3.0)
    canvas *= (1 - np.float32(strength) * mask)[..., None]


def _point(pixel: Floats) -> Point:
    return float(pixel[0]), float(pixel[1])
