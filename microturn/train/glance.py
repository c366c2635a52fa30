"""Glances: single pictures of films, without sound, words or decisions, for the eye alone.

Nothing but the eye and its reader reads them, three positions a picture, so that the eye sees ten times as
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
from microturn.data.sight.marks import PLACES, mirrored
from microturn.data.sight.tabletop import Tabletop, first_picture
from microturn.model.positions import Kind, Positions
from microturn.train.batch import Brief

A_FILM = 2  # pictures of one
EVENT_SHARE = 0.7  # of those of things on tables that show something happen
KEPT, NEW_SHARE = 4000, 0.15  # pictures, 115 kB each, of which many are looked at again
MAX_ROOMS, LENT_SHARE, GAIN = 150, 0.8, (0.75, 1.25)  # of 320 kB
PAINTED_SHARE = 0.4  # of pictures of bodies, whose colours have no names
Picture = tuple[NDArray[np.uint8], NDArray[np.int64]]


class Glances:
    """Pictures that never end."""

    def __init__(self, rng: np.random.Generator, num_kept: int = KEPT) -> None:
        self._rng = rng
        self._kept, self._rooms = deque[Picture](maxlen=num_kept), deque[Canvas](maxlen=MAX_ROOMS)

    def draw(self, num: int) -> Brief | None:
        """`num` pictures; None for none."""
        if not num:
            return None
        num_new = max(round(num * NEW_SHARE), num - len(self._kept))
        new = [picture for _ in range(-(-num_new // A_FILM)) for picture in self._film()][:num]
        old = [self._kept[int(self._rng.integers(len(self._kept)))] for _ in range(num - len(new))]
        self._kept.extend(new)
        return together([varied(picture, self._rng) for picture in (*new, *old)])

    def _film(self) -> list[Picture]:
        """Views [2, 120, 160, 3] and marks [33] of pictures of a new film."""
        sight = sights.parse(sights.requests(self._rng, 1)[0][0])
        assert sight is not None
        film = self._furnished(film_of(sight, self._rng)[0])
        numbers = [self._number(film) for _ in range(A_FILM)]
        return [
            (np.stack([film.picture(k), film.picture(max(0, k - 1))]), film.marks(k).astype(np.int64)) for k in numbers
        ]

    def _number(self, film: Exercise | Tabletop) -> int:
        """Of any picture, or of one that shows that something has just happened."""
        if isinstance(film, Tabletop) and film.events and self._rng.random() < EVENT_SHARE:
            event = film.events[int(self._rng.integers(len(film.events)))]
            return min(first_picture(event), film.num_pictures - 1)
        return int(self._rng.integers(0, film.num_pictures))

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


def varied(picture: Picture, rng: np.random.Generator) -> Picture:
    """The same in other light, now and then mirrored, and of a body in other colours."""
    views, marks = picture
    if rng.random() < 0.5:
        views, marks = views[:, :, ::-1], mirrored(marks)
    if marks[PLACES].any() and rng.random() < PAINTED_SHARE:
        views = views[..., rng.permutation(3)]
    light = np.arange(256) * rng.uniform(*GAIN, (3, 1))
    table = np.clip(light, 0, 255).astype(np.uint8)
    return np.stack([table[i][views[..., i]] for i in range(3)], -1), marks


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
