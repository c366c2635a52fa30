"""Glances: single pictures of films, without sound, words or decisions, for the eye alone.

They are read by the layers up to the eye's reader only, three positions a picture, so that the eye sees ten times as
many pictures as films in scenes could show it. No more than two are of one film: an eye that sees many pictures of few
films learns those by heart. Rooms cost most of drawing one, so they are lent to other films.
"""

from collections import deque
from dataclasses import replace

import numpy as np
import torch
from numpy.typing import NDArray

from microturn.core.units import EAR_BINS, SLOTS, SUB_FRAMES, VIEW_TOKENS
from microturn.data import sights
from microturn.data.grammars.sight import film_of
from microturn.data.sight.draw import Canvas
from microturn.data.sight.exercise import Exercise
from microturn.data.sight.tabletop import Tabletop
from microturn.model.positions import Kind, Positions
from microturn.train.batch import Brief

A_FILM = 2  # pictures of one
KEPT, NEW_SHARE = 1000, 0.25  # pictures, 115 kB each, of which many are looked at again
MAX_ROOMS, LENT_SHARE, GAIN = 150, 0.8, (0.75, 1.25)  # of 320 kB
Picture = tuple[NDArray[np.uint8], NDArray[np.int64]]


class Glances:
    """Pictures that never end."""

    def __init__(self, rng: np.random.Generator) -> None:
        self._rng = rng
        self._kept, self._rooms = deque[Picture](maxlen=KEPT), deque[Canvas](maxlen=MAX_ROOMS)

    def draw(self, num: int) -> Brief | None:
        """`num` pictures; None for none."""
        if not num:
            return None
        num_new = max(round(num * NEW_SHARE), num - len(self._kept))
        new = [picture for _ in range(-(-num_new // A_FILM)) for picture in self._film()][:num]
        old = [self._kept[int(self._rng.integers(len(self._kept)))] for _ in range(num - len(new))]
        self._kept.extend(new)
        return together([*new, *old])

    def _film(self) -> list[Picture]:
        """Views [2, 120, 160, 3] and marks [28] of pictures of a new film."""
        sight = sights.parse(sights.requests(self._rng, 1)[0][0])
        assert sight is not None
        film = self._furnished(film_of(sight, self._rng)[0])
        numbers = [int(number) for number in self._rng.integers(0, film.num_pictures, A_FILM)]
        return [
            (np.stack([film.picture(k), film.picture(max(0, k - 1))]), film.marks(k).astype(np.int64)) for k in numbers
        ]

    def _furnished(self, film: Exercise | Tabletop) -> Exercise | Tabletop:
        """In a room of its own that is drawn coarsely, or, where it needs no table, in that of another film."""
        film = replace(film, stage=replace(film.stage, fine=1))
        if isinstance(film, Tabletop):
            return film
        if self._rooms and self._rng.random() < LENT_SHARE:
            room = self._rooms[int(self._rng.integers(len(self._rooms)))][:, :: int(self._rng.choice((-1, 1)))]
            painted = np.clip(room * self._rng.uniform(*GAIN, 3), 0, 1).astype(np.float32)
            return replace(film, stage=replace(film.stage, painted=painted))
        self._rooms.append(film.empty)
        return film


def together(pictures: list[Picture]) -> Brief:
    shape = len(pictures), VIEW_TOKENS
    positions = Positions(
        torch.full(shape, Kind.VIEW, dtype=torch.int64),
        torch.zeros(shape, dtype=torch.int64),
        torch.ones(shape, dtype=torch.float64),
        torch.zeros(0, SUB_FRAMES, EAR_BINS, dtype=torch.uint8),
        torch.zeros(0, SLOTS, dtype=torch.int64),
        torch.from_numpy(np.stack([views for views, _ in pictures])),
    )
    return Brief(positions, torch.from_numpy(np.stack([marks for _, marks in pictures])))
