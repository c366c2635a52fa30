"""What is behind people and things: rooms and places outside, traced once a clip for a camera. Knows nothing of them.

Some floors and walls are kept out of training.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from microturn.data.sight.camera import Camera
from microturn.data.sight.draw import Canvas, Colour
from microturn.data.sight.figure import tinted

Floats = NDArray[np.float64]
Rng = np.random.Generator
FINE = 2  # rays a pixel and direction
CEILING_M = 2.7
FLOORS, HELD_OUT_FLOORS = ("boards", "carpet", "grass", "concrete"), ("tiles", "mats")
WALLS, HELD_OUT_WALLS = ("plain", "panel", "brick"), ("stripes", "gradient")
FAR_M = 40.0


@dataclass(frozen=True)
class Block:
    """Furniture: a box from one corner to the other, metres."""

    low: tuple[float, float, float]
    high: tuple[float, float, float]
    colour: Colour


@dataclass(frozen=True)
class Opening:
    """On the back wall: a window, a door, a picture: from (x, y) to (x, y)."""

    low: tuple[float, float]
    high: tuple[float, float]
    colour: Colour
    is_bright: bool = False


@dataclass(frozen=True)
class Room:
    """`back_m`: where the back wall stands, behind the middle; outside there is none. `lamp`: x, z of the light."""

    floor: str
    wall: str
    floor_colours: tuple[Colour, Colour]
    wall_colours: tuple[Colour, Colour]
    back_m: float
    half_width_m: float
    lamp: tuple[float, float]
    is_outside: bool = False
    blocks: tuple[Block, ...] = ()
    openings: tuple[Opening, ...] = ()
    phases: tuple[float, ...] = (0.0,) * 8

    @staticmethod
    def draw(rng: Rng, is_held_out: bool) -> "Room":
        floors, walls = (HELD_OUT_FLOORS, HELD_OUT_WALLS) if is_held_out else (FLOORS, WALLS)
        floor, wall = str(rng.choice(floors)), str(rng.choice(walls))
        is_outside = floor == "grass" or (floor == "mats" and rng.random() < 0.5)
        back_m = float(rng.uniform(1.6, 4.0))
        half = float(rng.uniform(2.2, 4.5))
        return Room(
            floor, wall, _pair(rng, FLOOR_HUES[floor]), _pair(rng, (float(rng.random()), 0.25, 0.75)), back_m, half,
            (float(rng.uniform(-2, 2)), float(rng.uniform(-1, 2.5))), is_outside,
            () if is_outside else tuple(_block(rng, back_m, half) for _ in range(int(rng.integers(0, 4)))),
            () if is_outside else tuple(_opening(rng, half) for _ in range(int(rng.integers(0, 4)))),
            tuple(float(x) for x in rng.uniform(0, 2 * np.pi, 8)),
        )  # fmt: skip

    def trace(self, camera: Camera, fine: int = FINE) -> Canvas:
        """float32 [144, 184, 3]: the picture with its margin, in linear steps of brightness."""
        rays = camera.rays(fine)
        reach, colour = self._shell(rays, camera.place)
        for block in self.blocks:
            _put(block, rays, camera.place, reach, colour)
        lit = self._light(camera.place + rays * np.minimum(reach, FAR_M)[..., None])
        picture = np.clip(colour * lit[..., None], 0, 1)
        rows, columns = picture.shape[0] // fine, picture.shape[1] // fine
        return picture.reshape(rows, fine, columns, fine, 3).mean(axis=(1, 3)).astype(np.float32)

    def _shell(self, rays: Floats, place: Floats) -> tuple[Floats, Floats]:
        """Floor, walls, ceiling or sky: how far [rows, columns], and which colour [rows, columns, 3]."""
        with np.errstate(divide="ignore", invalid="ignore"):
            floor = np.where(rays[..., 1] < 0, -place[1] / rays[..., 1], np.inf)
            if self.is_outside:
                return self._outside(rays, place, floor)
            roof = np.where(rays[..., 1] > 0, (max(CEILING_M, place[1] + 0.2) - place[1]) / rays[..., 1], np.inf)
            back = (-self.back_m - place[2]) / rays[..., 2]
            side = (np.sign(rays[..., 0]) * self.half_width_m - place[0]) / rays[..., 0]
        side = np.where(side > 0, side, np.inf)
        reach = np.minimum(np.minimum(floor, roof), np.minimum(back, side))
        points = place + rays * reach[..., None]
        colour = np.full((*reach.shape, 3), 0.9)
        for hit, axes, shade in ((back, (0, 1), 1.0), (side, (2, 1), 0.85)):
            where = reach == hit
            colour[where] = self._wall(points[where][:, axes[0]], points[where][:, axes[1]]) * shade
        where = reach == back
        colour[where] = self._opened(points[where], colour[where])
        where = reach == floor
        colour[where] = self._floor(points[where][:, 0], points[where][:, 2])
        return reach, colour

    def _outside(self, rays: Floats, place: Floats, floor: Floats) -> tuple[Floats, Floats]:
        """Ground up to the horizon, a line of trees or hills, the sky."""
        reach = np.where(floor < FAR_M, floor, FAR_M)
        angle = np.arctan2(rays[..., 0], -rays[..., 2])
        rise = rays[..., 1] / np.hypot(rays[..., 0], rays[..., 2])
        crest = 0.09 + sum(0.03 / (k + 1) * np.sin((3 + 5 * k) * angle + self.phases[k]) for k in range(4))
        sky = np.array([0.62, 0.76, 0.93]) + np.clip(0.4 - rise, 0, 1)[..., None] * 0.3
        leaves = 1 + 0.2 * self._rough(31 * angle, 47 * rise) + 0.12 * self._rough(83 * rise, 67 * angle)
        hills = np.array([0.25, 0.38, 0.22]) * leaves[..., None]
        colour = np.where((rise > crest)[..., None], sky, hills)
        ground = floor < FAR_M
        points = place + rays * reach[..., None]
        colour[ground] = self._floor(points[ground][:, 0], points[ground][:, 2])
        return reach, colour

    def _floor(self, x: Floats, z: Floats) -> Floats:
        first, second = (np.array(colour) for colour in self.floor_colours)
        if self.floor == "boards":
            plank = np.floor(x / 0.16)
            mix = 0.5 + 0.3 * np.sin(plank * 12.9 + np.floor(z / 1.7 + plank * 0.37) * 4.1) - 0.6 * (x % 0.16 < 0.012)
        elif self.floor == "tiles":
            mix = ((np.floor(x / 0.5) + np.floor(z / 0.5)) % 2) * 0.8 + 0.1
        elif self.floor == "mats":
            mix = np.where((x % 1.0 < 0.05) | (z % 1.0 < 0.05), 1.0, 0.15 + 0.1 * ((np.floor(x) + np.floor(z)) % 2))
        else:
            size = 9.0 if self.floor == "grass" else 3.0
            mix = 0.5 + 0.5 * self._rough(size * x, size * z)
        return first + (second - first) * mix[:, None]

    def _wall(self, across: Floats, y: Floats) -> Floats:
        first, second = (np.array(colour) for colour in self.wall_colours)
        mix = 0.08 * self._rough(2 * across, 2 * y)
        if self.wall == "panel":
            mix = np.where(y < 0.95, 0.9, mix) - 0.35 * (np.abs(y - 0.97) < 0.03)
        elif self.wall == "brick":
            row = np.floor(y / 0.11)
            is_joint = (y % 0.11 < 0.015) | ((across + 0.16 * (row % 2)) % 0.32 < 0.015)
            mix = np.where(is_joint, 1.0, 0.2 + 0.2 * np.sin(7 * row + 5 * np.floor(across / 0.32)))
        elif self.wall == "stripes":
            mix = 0.8 * (np.floor(across / 0.35) % 2)
        elif self.wall == "gradient":
            mix = np.clip(y / CEILING_M, 0, 1)
        colour = first + (second - first) * mix[:, None]
        return np.where((y < 0.09)[:, None], 0.85 * second, colour)

    def _opened(self, points: Floats, colour: Floats) -> Floats:
        for each in self.openings:
            x, y = points[:, 0], points[:, 1]
            is_frame = (x > each.low[0]) & (x < each.high[0]) & (y > each.low[1]) & (y < each.high[1])
            inner = np.minimum(
                np.minimum(x - each.low[0], each.high[0] - x), np.minimum(y - each.low[1], each.high[1] - y)
            )
            inside = np.array(each.colour) * (1.0 + 0.25 * (each.is_bright * y)[:, None])
            colour = np.where(is_frame[:, None], np.where((inner > 0.06)[:, None], inside, 0.93), colour)
        return colour

    def _rough(self, a: Floats, b: Floats) -> Floats:
        """Smooth irregular waves, -1 to 1."""
        p = self.phases
        waves = (
            np.sin(a + p[0]) * np.sin(b + p[1]) + np.sin(2.7 * a + 1.3 * b + p[2]) + np.sin(4.9 * b - 3.1 * a + p[3])
        )
        return waves / 3

    def _light(self, points: Floats) -> Floats:
        """Brightest under the lamp."""
        if self.is_outside:
            return np.ones(points.shape[:-1])
        away = (points[..., 0] - self.lamp[0]) ** 2 + (points[..., 2] - self.lamp[1]) ** 2
        return 0.62 + 0.45 / (1 + away / 9.0)


FLOOR_HUES = {  # hue, strength, value
    "boards": (0.08, 0.5, 0.6), "carpet": (0.6, 0.25, 0.55), "grass": (0.27, 0.55, 0.5),
    "concrete": (0.1, 0.05, 0.6), "tiles": (0.1, 0.08, 0.8), "mats": (0.58, 0.5, 0.45),
}  # fmt: skip


def _pair(rng: Rng, around: tuple[float, float, float]) -> tuple[Colour, Colour]:
    """A colour and a darker or lighter one of nearly the same hue."""
    hue = around[0] + float(rng.normal(0, 0.03))
    strength, value = around[1] * float(rng.uniform(0.6, 1.3)), around[2] * float(rng.uniform(0.75, 1.2))
    step = float(rng.choice([-1, 1]) * rng.uniform(0.12, 0.28))
    return tinted(hue, strength, min(value, 0.97)), tinted(hue, strength, float(np.clip(value + step, 0.1, 0.97)))


def _block(rng: Rng, back_m: float, half: float) -> Block:
    """Shelf, sofa or chest at the back wall."""
    width, height, depth = (
        float(rng.uniform(0.5, 2.0)),
        float(rng.choice([0.45, 0.8, 1.7])),
        float(rng.uniform(0.35, 0.8)),
    )
    x = float(rng.uniform(-half + width / 2, half - width / 2))
    colour = tinted(float(rng.random()), float(rng.uniform(0.1, 0.5)), float(rng.uniform(0.25, 0.8)))
    return Block((x - width / 2, 0, -back_m), (x + width / 2, height, -back_m + depth), colour)


def _opening(rng: Rng, half: float) -> Opening:
    kind = int(rng.integers(3))
    width, low, high = ((1.3, 0.95, 2.1), (0.9, 0.0, 2.05), (0.6, 1.3, 1.8))[kind]
    x = float(rng.uniform(-half, half - width))
    colour = (0.75, 0.85, 0.95) if kind == 0 else tinted(float(rng.random()), 0.35, float(rng.uniform(0.3, 0.7)))
    return Opening((x, low), (x + width, high), colour, kind == 0)


def _put(block: Block, rays: Floats, place: Floats, reach: Floats, colour: Floats) -> None:
    """Where a block is nearer than all else, in place."""
    with np.errstate(divide="ignore", invalid="ignore"):
        one, two = ((np.array(corner) - place) / rays for corner in (block.low, block.high))
    near, far = np.minimum(one, two), np.maximum(one, two)
    entry = near.max(axis=-1)
    where = (entry > 0) & (entry < far.min(axis=-1)) & (entry < reach)
    face = near[where].argmax(axis=-1)
    reach[where] = entry[where]
    colour[where] = np.array(block.colour) * np.array([0.75, 1.15, 0.95])[face][:, None]
