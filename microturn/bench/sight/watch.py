"""A request, then a film: plays both to a target, a picture a micro-turn. Judges nothing.

The picture of tick t shows the moment at which the tick begins. Two seconds of silence lie between request and film.
"""

import math
from dataclasses import dataclass

import numpy as np

from microturn.bench.drive import FLOOR_DB
from microturn.bench.sources import Clip
from microturn.bench.suite.benchmark import Open, Takes
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, TICK_S
from microturn.data import augment
from microturn.data.scene import Film

LEVEL_DB, LEVEL_SPREAD_DB = -23.0, 5.0
LEAD_S = (0.6, 1.0)  # before the request
SILENCE_S = 2.0  # for a target that says that it will do so
TAIL_S = 3.0  # after the film, for what comes late


@dataclass(frozen=True, eq=False)
class Show:
    """An item. `request`: spoken, or `typed`. Times of the film count from its start, those of the stream from 0."""

    number: int
    kind: str
    seed: int
    film: Film
    request: Clip | None = None
    typed: str = ""

    @property
    def rng(self) -> np.random.Generator:
        return np.random.default_rng([self.seed, self.number, 0x5368])

    @property
    def lead_s(self) -> float:
        return float(self.rng.uniform(*LEAD_S))

    @property
    def show_tick(self) -> int:
        """In which the first picture comes."""
        end_s = self.lead_s + self.request.end_s if self.request else 0.0
        return math.ceil((end_s + SILENCE_S) / TICK_S)

    @property
    def show_s(self) -> float:
        return self.show_tick * TICK_S

    @property
    def end_s(self) -> float:
        """Of the film."""
        return self.show_s + self.film.num_pictures * TICK_S


def watch(show: Show, open_take: Open) -> Takes:
    """One record. Raises BadData for a recorded film that cannot be read."""
    take = open_take()
    if show.typed:
        take.tell(show.typed)
    user = spoken(show)
    for tick, audio in enumerate(user.reshape(-1, EAR_TICK_SAMPLES)):
        number = tick - show.show_tick
        if take.has_eyes and 0 <= number < show.film.num_pictures:
            take.see(show.film.picture(number))
        take.step(audio)
    take.close()
    return (take.record(show=show.show_s, end=show.end_s),)


def spoken(show: Show) -> Audio:
    """The user's side from beginning to end, noise of the microphone under it: float32 [ticks * 3200] at 16 kHz."""
    rng = show.rng
    lead_s = float(rng.uniform(*LEAD_S))
    num = round((show.end_s + TAIL_S) / TICK_S) * EAR_TICK_SAMPLES
    user = augment.coloured(num, -3.0, rng) * np.float32(augment.gain(FLOOR_DB))
    if show.request is not None:
        level_db = LEVEL_DB + float(rng.uniform(-LEVEL_SPREAD_DB, LEVEL_SPREAD_DB))
        speech, start = show.request.at(level_db).samples, round(lead_s * EAR_HZ)
        user[start : start + len(speech)] += speech[: num - start]
    return np.clip(user, -1, 1).astype(np.float32)
