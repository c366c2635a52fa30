"""What a camera makes of light: exposure, tint, dark corners, noise, and the blocks of a lossy codec."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from microturn.core.messages import Picture
from microturn.data.sight.camera import HEIGHT, MARGIN, WIDTH
from microturn.data.sight.draw import Canvas

Floats = NDArray[np.float32]
Reals = NDArray[np.floating[Any]]
Rng = np.random.Generator
BLOCK = 8


@dataclass(frozen=True)
class Sensor:
    """`tint`: gains of red, green and blue. `noise`: deviation at full scale 1. `coarse`: step of the codec's lowest
    frequency, 0 for none; `flicker`: of the exposure."""

    tint: tuple[float, float, float]
    corner: float
    noise: float
    coarse: float
    flicker: float
    seed: int

    @staticmethod
    def draw(rng: Rng) -> "Sensor":
        tint = rng.uniform(0.7, 1.1) * rng.uniform(0.93, 1.07, 3)
        r, g, b = (float(gain) for gain in tint)
        coarse = 0.0 if rng.random() < 0.3 else float(rng.uniform(0.01, 0.05))
        noise = float(rng.choice([0.004, 0.012, 0.03]) * rng.uniform(0.7, 1.3))
        return Sensor(
            (r, g, b),
            float(rng.uniform(0, 0.35)),
            noise,
            coarse,
            float(rng.uniform(0, 0.02)),
            int(rng.integers(1 << 31)),
        )

    def expose(self, canvas: Canvas, number: int) -> Picture:
        """Canvas float32 [120, 160, 3] -> uint8. The same (sensor, number) is the same noise."""
        rng = np.random.default_rng([self.seed, number])
        gain = np.asarray(self.tint, np.float32) * np.float32(1 + self.flicker * rng.normal())
        out = canvas * (_corners(self.corner) * gain)
        y, x = (int(rng.integers(2 * MARGIN)) for _ in range(2))
        out += _grain(self.seed % 8)[y : y + HEIGHT, x : x + WIDTH] * np.float32(self.noise)
        out = _coded(out, self.coarse) if self.coarse else out
        return np.round(np.clip(out, 0, 1) * 255).astype(np.uint8)


def window(backdrop: Canvas, offset: tuple[float, float]) -> Canvas:
    """The picture out of a backdrop with its margin, shifted by a part of a pixel."""
    x, y = MARGIN - offset[0], MARGIN - offset[1]
    column, row = int(x), int(y)
    fx, fy = np.float32(x - column), np.float32(y - row)
    part = backdrop[row : row + HEIGHT + 1, column : column + WIDTH + 1]
    part = part[:, :-1] + fx * (part[:, 1:] - part[:, :-1])
    return np.asarray(part[:-1] + fy * (part[1:] - part[:-1]), np.float32)


@lru_cache(64)
def _corners(strength: float) -> Reals:
    x = np.linspace(-1, 1, WIDTH, dtype=np.float32)
    y = np.linspace(-1, 1, HEIGHT, dtype=np.float32)[:, None]
    return (1 - np.float32(strength / 2) * (x * x + y * y))[..., None]


@lru_cache(8)
def _grain(number: int) -> Floats:
    """Noise that a frame takes a window of: drawing it anew for every frame would cost as much as the figure."""
    rng = np.random.default_rng([0x6E6F, number])
    return rng.standard_normal((HEIGHT + 2 * MARGIN, WIDTH + 2 * MARGIN, 3), np.float32)


@lru_cache(1)
def _cosines() -> Floats:
    """The orthonormal DCT-II of 8 samples, [8, 8]."""
    k, n = np.arange(BLOCK)[:, None], np.arange(BLOCK)
    basis = np.cos(np.pi * (n + 0.5) * k / BLOCK) * np.sqrt(2 / BLOCK)
    basis[0] /= np.sqrt(2)
    return basis.astype(np.float32)


def _coded(picture: Reals, coarse: float) -> Reals:
    """Each block of 8 x 8 loses what is finer than steps that grow with frequency, as in JPEG and MPEG."""
    basis = _cosines()
    steps = np.float32(coarse) * (1 + np.add.outer(np.arange(BLOCK), np.arange(BLOCK)).astype(np.float32))
    blocks = picture.reshape(HEIGHT // BLOCK, BLOCK, WIDTH // BLOCK, BLOCK, 3).transpose(0, 2, 4, 1, 3)
    rough = np.round(basis @ blocks @ basis.T / steps) * steps
    return (basis.T @ rough @ basis).transpose(0, 3, 1, 4, 2).reshape(HEIGHT, WIDTH, 3)
