"""A camera that looks at the middle of a room: where points fall on the picture, and the rays of its pixels.

World in metres: x to the right, y up, z towards the camera; the floor is y = 0.
"""

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
WIDTH, HEIGHT = 160, 120
MARGIN = 12  # pixels around the picture that a moving hand can bring into view
FRAMES_HZ = 5  # a picture a micro-turn


@dataclass(frozen=True)
class Camera:
    """`focal_px`: of the picture of 160 x 120; `pitch`: radians down."""

    x_m: float = 0.0
    height_m: float = 1.3
    distance_m: float = 4.0
    pitch: float = 0.1
    focal_px: float = 150.0

    @property
    def axes(self) -> tuple[Floats, Floats]:
        """Forward and up."""
        sin, cos = np.sin(self.pitch), np.cos(self.pitch)
        return np.array([0.0, -sin, -cos]), np.array([0.0, cos, -sin])

    @property
    def place(self) -> Floats:
        return np.array([self.x_m, self.height_m, self.distance_m])

    def project(self, points_N3: Floats) -> tuple[Floats, Floats]:
        """-> pixels [N, 2], and depths [N] in metres."""
        forward, up = self.axes
        way = points_N3 - self.place
        depth = np.maximum(way @ forward, 0.1)
        across = self.focal_px * way[:, 0] / depth
        down = self.focal_px * (way @ up) / depth
        return np.stack([WIDTH / 2 + across, HEIGHT / 2 - down], axis=1), depth

    def rays(self, fine: int) -> Floats:
        """Directions [rows, columns, 3] of the picture with its margin, `fine` x `fine` of a pixel."""
        forward, up = self.axes
        columns = (np.arange((WIDTH + 2 * MARGIN) * fine) + 0.5) / fine - MARGIN - WIDTH / 2
        rows = (np.arange((HEIGHT + 2 * MARGIN) * fine) + 0.5) / fine - MARGIN - HEIGHT / 2
        right = np.array([1.0, 0.0, 0.0])
        return forward + columns[None, :, None] * right / self.focal_px - rows[:, None, None] * up / self.focal_px

    def framing(self, points_N3: Floats, fill: float) -> "Camera":
        """Moved and zoomed so that the points fill that share of the picture, the larger of height and width."""
        camera = self
        for _ in range(4):
            pixels, _ = camera.project(points_N3)
            low, high = pixels.min(axis=0), pixels.max(axis=0)
            share = max((high[0] - low[0]) / WIDTH, (high[1] - low[1]) / HEIGHT)
            off = (low + high) / 2 - (WIDTH / 2, HEIGHT / 2)
            camera = replace(
                camera,
                x_m=camera.x_m + off[0] * camera.distance_m / camera.focal_px,
                pitch=float(np.clip(camera.pitch + np.arctan(off[1] / camera.focal_px), -0.1, 0.6)),
                focal_px=camera.focal_px * fill / share,
            )
        return camera


@dataclass(frozen=True)
class Shake:
    """How a hand moves the picture: slow waves, pixels."""

    size_px: float
    phases: tuple[float, ...]

    @staticmethod
    def draw(rng: np.random.Generator) -> "Shake":
        """Half of all cameras stand still."""
        size_px = 0.0 if rng.random() < 0.5 else float(rng.uniform(0.5, 5.0))
        return Shake(size_px, tuple(float(phase) for phase in rng.uniform(0, 2 * np.pi, 4)))

    def at(self, time_s: float) -> tuple[float, float]:
        """x and y, at most `MARGIN` - 1."""
        a, b, c, d = self.phases
        x = 0.7 * np.sin(0.9 * time_s + a) + 0.3 * np.sin(3.1 * time_s + b)
        y = 0.5 * np.sin(0.7 * time_s + c) + 0.2 * np.sin(3.7 * time_s + d)
        return float(self.size_px * x), float(self.size_px * y)
