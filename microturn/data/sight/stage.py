"""Where a film is made: a room, a camera in it, its light and its sensor."""

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from microturn.core.messages import Picture
from microturn.data.sight.camera import FRAMES_HZ, Camera, Shake
from microturn.data.sight.draw import Canvas, Light, Point
from microturn.data.sight.room import FINE, Room
from microturn.data.sight.sensor import Sensor, window

Floats = NDArray[np.float64]
Rng = np.random.Generator


@dataclass(frozen=True, eq=False)
class Stage:
    """`sun`: how far light falls to the side in x and z for a metre of height; `shade`: how dark
    shadows are; `fill`: the share of the picture that what is looked at fills; `fine`: rays a pixel and direction of
    the room; `painted`: shown in its place."""

    room: Room
    camera: Camera
    shake: Shake
    sensor: Sensor
    light: Light
    sun: Point
    shade: float
    fill: float
    fine: int = FINE
    painted: Canvas | None = None

    @staticmethod
    def draw(rng: Rng, is_held_out: bool) -> "Stage":
        room = Room.draw(rng, is_held_out)
        camera = Camera(0.0, float(rng.uniform(0.6, 1.8)), float(rng.uniform(3.0, 4.6)), float(rng.uniform(0.0, 0.2)))
        x, z = (float(each) for each in rng.uniform(-0.6, 0.6, 2))
        light = Light(-x, float(rng.uniform(-0.9, -0.5)), float(rng.uniform(0.25, 0.55)))
        shade = float(rng.uniform(0.2, 0.5))
        return Stage(
            room, camera, Shake.draw(rng), Sensor.draw(rng), light, (x, 0.5 * z), shade, float(rng.uniform(0.6, 0.9))
        )

    def looking_at(self, points_N3: Floats) -> "Stage":
        return replace(self, camera=self.camera.framing(points_N3, self.fill))

    @cached_property
    def backdrop(self) -> Canvas:
        return self.room.trace(self.camera, self.fine) if self.painted is None else self.painted

    def begin(self, time_s: float) -> tuple[Canvas, Point]:
        """A picture of the empty room, and how far it is shaken."""
        offset = self.shake.at(time_s)
        return window(self.backdrop, offset), offset

    def end(self, canvas: Canvas, number: int) -> Picture:
        return self.sensor.expose(canvas, number)


def num_pictures(seconds: float) -> int:
    """Those whose time has come before the end."""
    return int(np.ceil(seconds * FRAMES_HZ - 1e-9))
