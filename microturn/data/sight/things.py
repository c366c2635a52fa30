"""Things that can be seen to come, go, move and change colour: how each is drawn. Some are kept out of training."""

from collections.abc import Callable

from microturn.data.sight.draw import Canvas, Colour, Light, Point, capsule, ellipse, polygon

Draw = Callable[[Canvas, Point, float, Colour, Light], None]
COLOURS: dict[str, Colour] = {
    "red": (0.85, 0.12, 0.10), "blue": (0.12, 0.25, 0.85), "yellow": (0.95, 0.83, 0.12),
    "green": (0.10, 0.62, 0.18), "orange": (0.97, 0.50, 0.06), "white": (0.95, 0.95, 0.93),
    "purple": (0.52, 0.16, 0.68), "black": (0.07, 0.07, 0.08),
}  # fmt: skip
DARK = (0.15, 0.14, 0.13)


def _ball(canvas: Canvas, foot: Point, size: float, colour: Colour, light: Light) -> None:
    ellipse(canvas, (foot[0], foot[1] - 0.5 * size), (0.5 * size, 0.5 * size), colour, light)


def _box(canvas: Canvas, foot: Point, size: float, colour: Colour, light: Light) -> None:
    """Front, top and one side."""
    x, y, w, d = foot[0], foot[1], 0.45 * size, 0.28 * size
    top = y - 0.8 * size
    polygon(canvas, ((x - w, top), (x + w - d, top), (x + w, top - d), (x - w + d, top - d)), colour, 1.2)
    polygon(canvas, ((x + w - d, top), (x + w, top - d), (x + w, y - d), (x + w - d, y)), colour, 0.65)
    polygon(canvas, ((x - w, top), (x + w - d, top), (x + w - d, y), (x - w, y)), colour, 0.92)


def _cup(canvas: Canvas, foot: Point, size: float, colour: Colour, light: Light) -> None:
    """A rim, a body that narrows, a handle."""
    x, y, w = foot[0], foot[1], 0.36 * size
    top, mid = y - 0.85 * size, y - 0.45 * size
    r = 0.055 * size
    high, low = (x + 1.6 * w, mid - 0.12 * size), (x + 1.6 * w, mid + 0.08 * size)
    for ends in (((x + w, mid - 0.2 * size), high), (high, low), ((x + 0.9 * w, mid + 0.2 * size), low)):
        capsule(canvas, ends, (r, r), colour, light)
    polygon(
        canvas,
        ((x - w, top), (x + w, top), (x + 0.78 * w, y - 0.06 * size), (x - 0.78 * w, y - 0.06 * size)),
        colour,
        0.9,
    )
    polygon(
        canvas,
        ((x - w, top), (x - 0.35 * w, top), (x - 0.3 * w, y - 0.05 * size), (x - 0.78 * w, y - 0.06 * size)),
        colour,
        1.1,
    )
    ellipse(canvas, (x, y - 0.06 * size), (0.78 * w, 0.08 * size), colour)
    ellipse(canvas, (x, top), (w, 0.11 * size), _mixed(colour, DARK, 0.6))


def _bottle(canvas: Canvas, foot: Point, size: float, colour: Colour, light: Light) -> None:
    """A body, a neck, a cap, a label."""
    x, y, w = foot[0], foot[1], 0.2 * size
    capsule(canvas, ((x, y - w), (x, y - 0.62 * size)), (w, 0.9 * w), colour, light)
    capsule(canvas, ((x, y - 0.7 * size), (x, y - 1.05 * size)), (0.5 * w, 0.42 * w), colour, light)
    capsule(canvas, ((x, y - 1.08 * size), (x, y - 1.12 * size)), (0.55 * w, 0.55 * w), DARK, light)
    polygon(
        canvas,
        ((x - w, y - 0.5 * size), (x + w, y - 0.5 * size), (x + w, y - 0.3 * size), (x - w, y - 0.3 * size)),
        (0.92, 0.9, 0.84),
    )


def _balloon(canvas: Canvas, foot: Point, size: float, colour: Colour, light: Light) -> None:
    """On a string, above its place."""
    x, y = foot[0], foot[1] - 1.35 * size
    capsule(canvas, ((x, foot[1]), (x, y)), (0.02 * size, 0.02 * size), (0.85, 0.85, 0.85), light)
    polygon(
        canvas,
        ((x - 0.07 * size, y + 0.58 * size), (x + 0.07 * size, y + 0.58 * size), (x, y + 0.48 * size)),
        colour,
        0.8,
    )
    ellipse(canvas, (x, y), (0.42 * size, 0.52 * size), colour, light)


def _book(canvas: Canvas, foot: Point, size: float, colour: Colour, light: Light) -> None:
    """Lies flat: its pages below the cover."""
    x, y, w, d, h = foot[0], foot[1], 0.55 * size, 0.35 * size, 0.16 * size
    polygon(canvas, ((x - w, y - h), (x + w - d, y - h), (x + w - d, y), (x - w, y)), (0.93, 0.91, 0.85))
    polygon(canvas, ((x + w - d, y - h), (x + w, y - h - d), (x + w, y - d), (x + w - d, y)), (0.8, 0.78, 0.72))
    polygon(canvas, ((x - w, y - h), (x + w - d, y - h), (x + w, y - h - d), (x - w + d, y - h - d)), colour, 1.05)


def _cone(canvas: Canvas, foot: Point, size: float, colour: Colour, light: Light) -> None:
    """As they stand on roads."""
    x, y, w = foot[0], foot[1], 0.36 * size
    ellipse(canvas, (x, y - 0.08 * size), (1.3 * w, 0.14 * size), _mixed(colour, DARK, 0.3))
    polygon(canvas, ((x - w, y - 0.1 * size), (x + w, y - 0.1 * size), (x, y - 1.1 * size)), colour, 0.85)
    polygon(canvas, ((x - w, y - 0.1 * size), (x - 0.2 * w, y - 0.1 * size), (x, y - 1.1 * size)), colour, 1.1)
    polygon(
        canvas,
        (
            (x - 0.62 * w, y - 0.48 * size),
            (x + 0.62 * w, y - 0.48 * size),
            (x + 0.4 * w, y - 0.7 * size),
            (x - 0.4 * w, y - 0.7 * size),
        ),
        (0.95, 0.95, 0.95),
    )


def _lamp(canvas: Canvas, foot: Point, size: float, colour: Colour, light: Light) -> None:
    """A shade on a stand."""
    x, y = foot
    ellipse(canvas, (x, y - 0.05 * size), (0.25 * size, 0.08 * size), DARK)
    capsule(canvas, ((x, y - 0.05 * size), (x, y - 0.8 * size)), (0.04 * size, 0.04 * size), (0.5, 0.5, 0.52), light)
    polygon(
        canvas,
        (
            (x - 0.42 * size, y - 0.7 * size),
            (x + 0.42 * size, y - 0.7 * size),
            (x + 0.22 * size, y - 1.2 * size),
            (x - 0.22 * size, y - 1.2 * size),
        ),
        colour,
        1.05,
    )


def _mixed(colour: Colour, other: Colour, share: float) -> Colour:
    r, g, b = (a + share * (c - a) for a, c in zip(colour, other))
    return r, g, b


THINGS: dict[str, Draw] = {
    "ball": _ball,
    "box": _box,
    "cup": _cup,
    "bottle": _bottle,
    "balloon": _balloon,
    "book": _book,
}
HELD_OUT_THINGS: dict[str, Draw] = {"cone": _cone, "lamp": _lamp}


def draw(name: str, canvas: Canvas, foot: Point, size: float, colour: Colour, light: Light) -> None:
    """A thing that stands with its foot on a pixel. `size`: about its height, pixels."""
    (THINGS | HELD_OUT_THINGS)[name](canvas, foot, size, colour, light)
