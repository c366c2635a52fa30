"""Fakes for what is seen: targets that say given words at given times, with eyes and without."""

from collections.abc import Sequence

import numpy as np

from microturn.core.messages import Audio, MicroTurn, Source
from microturn.core.units import MOUTH_TICK_SAMPLES, TICK_S
from microturn.data.sight.camera import HEIGHT, WIDTH
from microturn.data.sight.sensor import Picture


class Blind:
    """Says each text of a plan, (seconds, text), in the micro-turn that sounds nearest to its time."""

    def __init__(self, plan: Sequence[tuple[float, str]] = ()) -> None:
        self.tick, self.told = 0, ""
        self._texts: dict[int, str] = {}
        for at_s, text in plan:
            tick = round(at_s / TICK_S) - 1
            self._texts[tick] = self._texts.get(tick, "") + f" {text}"

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        self.told += text

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        said = self._texts.get(self.tick, "")
        self.tick += 1
        return MicroTurn(self.tick - 1, bool(said), np.zeros(MOUTH_TICK_SAMPLES, np.float32), said=said)


class Seeing(Blind):
    """Keeps the pictures, each with its micro-turn."""

    def __init__(self, plan: Sequence[tuple[float, str]] = ()) -> None:
        super().__init__(plan)
        self.pictures: list[tuple[int, Picture]] = []

    @property
    def has_eyes(self) -> bool:
        return True

    def see(self, picture: Picture) -> None:
        self.pictures.append((self.tick, picture))


class Still:
    """A film whose pictures are as bright as their numbers."""

    def __init__(self, num_pictures: int = 150) -> None:
        self.num_pictures = num_pictures

    def picture(self, number: int) -> Picture:
        return np.full((HEIGHT, WIDTH, 3), number, np.uint8)
