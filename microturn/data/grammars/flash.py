"""Noting what happens, one thing after the other, though nobody has asked for it.

In films that somebody asked about most notes are of what was asked for, so that copying the request is right more often
than not: how a note follows from its picture is learned here, with twenty times as many in as many positions.
"""

import numpy as np

from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data import sights
from microturn.data.pool import Pool
from microturn.data.scene import Note, Scene, Shown
from microturn.data.sight.flashes import flashes
from microturn.data.timeline import Timeline


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line, film = Timeline(rng, pool), flashes(rng)
    line.shown, line.now_s = Shown(film, 0), film.num_pictures * TICK_S
    line.notes += [Note(number, Control.SEE, sights.noted(event)) for number, event in film.events.items()]
    return line.scene()
