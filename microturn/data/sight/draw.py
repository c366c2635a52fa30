"""Shaded shapes with soft edges on a picture, by their distance to each pixel. Knows nothing of what they are.

Pictures are float32 [height, width, 3] in [0, 1]; points are pixels (x to the right, y down), pixel centres at + 0.5.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Canvas = NDArray[np.float32]
Reals = NDArray[np.floating[Any]]
Point = tuple[float, float]
Colour = tuple[float, float, float]


@dataclass(frozen=True)
class Light:
    """`x`, `y`: where it comes from on the picture, -1 to 1; `depth`: how much round things are shaded."""

    x: float = -0.4
    y: float = -0.7
    depth: float = 0.45


@dataclass(frozen=True)
class Pattern:
    """A second colour: `hoops` bands along a shape, or one stripe `stripe` of its width on both sides."""

    colour: Colour
    hoops: int = 0
    stripe: float = 0.0


def capsule(
    canvas: Canvas,
    ends: tuple[Point, Point],
    radii: tuple[float, float],
    colour: Colour,
    light: Light,
    pattern: Pattern | None = None,
) -> None:
    """A limb: all that lies within a radius, which changes from end to end, of a line."""
    spot = _spot(canvas, ends, max(radii) + 1)
    if spot is None:
        return
    along, across_x, across_y = _along(spot, ends)
    radius = radii[0] + (radii[1] - radii[0]) * along
    distance = np.sqrt(across_x * across_x + across_y * across_y)
    alpha = np.clip(radius - distance + 0.5, 0, 1)
    lit = 1 + light.depth * ((across_x * light.x + across_y * light.y) / radius - 0.35 * (distance / radius) ** 2)
    paint = np.asarray(colour, np.float32)
    if pattern is not None:
        paint = _patterned(paint, pattern, along, distance / radius)
    _blend(canvas, spot, alpha, paint * np.clip(lit, 0.25, 1.6)[..., None])


def polygon(canvas: Canvas, points: tuple[Point, ...], colour: Colour, lit: float = 1.0) -> None:
    """A convex one, its points in either direction."""
    spot = _spot(canvas, points, 1.0)
    if spot is None:
        return
    x0, x1, y0, y1 = spot
    xs, ys = np.arange(x0, x1, dtype=np.float32) + 0.5, (np.arange(y0, y1, dtype=np.float32) + 0.5)[:, None]
    inside = np.full((y1 - y0, x1 - x0), 1e3, np.float32)
    turn = np.sign(_area(points)) or 1.0
    for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0])):
        length = max(np.hypot(bx - ax, by - ay), 1e-3)
        np.minimum(inside, turn / length * ((bx - ax) * (ys - ay) - (by - ay) * (xs - ax)), out=inside)
    _blend(canvas, spot, np.clip(inside + 0.5, 0, 1), np.asarray(colour, np.float32) * np.float32(lit))


def ellipse(canvas: Canvas, centre: Point, radii: Point, colour: Colour, light: Light | None = None) -> None:
    """Flat, or shaded like a ball where there is light."""
    spot = _spot(
        canvas, ((centre[0] - radii[0], centre[1] - radii[1]), (centre[0] + radii[0], centre[1] + radii[1])), 1
    )
    if spot is None:
        return
    u, v = _unit(spot, centre, radii)
    distance = np.sqrt(u * u + v * v)
    alpha = np.clip((1 - distance) * min(radii) + 0.5, 0, 1)
    paint = np.asarray(colour, np.float32)
    if light is not None:
        lit = 1 + light.depth * (1.1 * (u * light.x + v * light.y) - 0.35 * distance**2)
        paint = paint * np.clip(lit, 0.2, 1.7)[..., None]
        spark = np.clip(1 - 3.5 * np.hypot(u - 0.5 * light.x, v - 0.5 * light.y), 0, 1)
        paint = paint + 0.55 * spark[..., None]
    _blend(canvas, spot, alpha, paint)


def shadow(canvas: Canvas, centre: Point, radii: Point, strength: float) -> None:
    """Darkens an ellipse, most in its middle."""
    spot = _spot(
        canvas, ((centre[0] - radii[0], centre[1] - radii[1]), (centre[0] + radii[0], centre[1] + radii[1])), 1
    )
    if spot is None:
        return
    u, v = _unit(spot, centre, radii)
    x0, x1, y0, y1 = spot
    canvas[y0:y1, x0:x1] *= (1 - strength * np.clip(1.4 * (1 - u * u - v * v), 0, 1))[..., None]


def darken(mask: Reals, ends: tuple[Point, Point], radius: float, softness: float) -> None:
    """Puts the shadow of a limb on a mask, float32 [height, width] of strengths from 0 to 1."""
    spot = _spot(mask, ends, radius + softness)
    if spot is None:
        return
    _, across_x, across_y = _along(spot, ends)
    x0, x1, y0, y1 = spot
    alpha = np.clip((radius - np.hypot(across_x, across_y)) / softness + 0.5, 0, 1)
    np.maximum(mask[y0:y1, x0:x1], alpha, out=mask[y0:y1, x0:x1])


Spot = tuple[int, int, int, int]  # x from, x to, y from, y to


def _spot(canvas: Reals, points: tuple[Point, ...], margin: float) -> Spot | None:
    """The part of the picture that a shape can touch; None where it is outside."""
    xs, ys = [x for x, _ in points], [y for _, y in points]
    height, width = canvas.shape[:2]
    x0, x1 = max(0, int(min(xs) - margin)), min(width, int(max(xs) + margin) + 2)
    y0, y1 = max(0, int(min(ys) - margin)), min(height, int(max(ys) + margin) + 2)
    return (x0, x1, y0, y1) if x1 > x0 and y1 > y0 else None


def _along(spot: Spot, ends: tuple[Point, Point]) -> tuple[Reals, Reals, Reals]:
    """Of each pixel: the share of the line at its foot, and the way from that foot, x and y."""
    x0, x1, y0, y1 = spot
    (ax, ay), (bx, by) = ends
    dx, dy = bx - ax, by - ay
    xs = np.arange(x0, x1, dtype=np.float32) + np.float32(0.5 - ax)
    ys = (np.arange(y0, y1, dtype=np.float32) + np.float32(0.5 - ay))[:, None]
    along = np.clip((xs * np.float32(dx) + ys * np.float32(dy)) / np.float32(dx * dx + dy * dy + 1e-6), 0, 1)
    return along, xs - along * np.float32(dx), ys - along * np.float32(dy)


def _unit(spot: Spot, centre: Point, radii: Point) -> tuple[Reals, Reals]:
    """Pixels in the measure of an ellipse: x [width] and y [height, 1]."""
    x0, x1, y0, y1 = spot
    u = (np.arange(x0, x1, dtype=np.float32) + np.float32(0.5 - centre[0])) / np.float32(max(radii[0], 0.3))
    v = (np.arange(y0, y1, dtype=np.float32) + np.float32(0.5 - centre[1])) / np.float32(max(radii[1], 0.3))
    return u, v[:, None]


def _patterned(paint: Reals, pattern: Pattern, along: Reals, across: Reals) -> Reals:
    is_second = (np.floor(along * 2 * pattern.hoops) % 2 > 0) if pattern.hoops else across > 1 - pattern.stripe
    return np.where(is_second[..., None], np.asarray(pattern.colour, np.float32), paint)


def _blend(canvas: Canvas, spot: Spot, alpha: Reals, paint: Reals) -> None:
    x0, x1, y0, y1 = spot
    part = canvas[y0:y1, x0:x1]
    part += alpha[..., None] * (paint - part)


def _area(points: tuple[Point, ...]) -> float:
    return sum(ax * by - bx * ay for (ax, ay), (bx, by) in zip(points, (*points[1:], points[0])))
