"""Noting what happens, one thing after the other, though nobody has asked for it.

In films that somebody asked about most notes are of what was asked for, so that copying the request is right more often
than not: how a note follows from its picture is learned here, with twenty times as many in as many positions.
"""

import numpy as np

from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data import sights
from microturn.data.grammars.sight import noted, seen_tick
from microturn.data.pool import Pool
from microturn.data.scene import Note, Scene, Shown
from microturn.data.sight.flashes import bouts, flashes
from microturn.data.timeline import Timeline

BODY_SHARE = 0.3


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    if line.chance(BODY_SHARE):
        film = bouts(rng)
        notes = [(seen_tick(0, at_s), text) for at_s, text in noted(film.film)]
    else:
        film = flashes(rng)
        notes = [(number, sights.noted(event)) for number, event in film.events.items()]
    line.shown, line.now_s = Shown(film, 0), film.num_pictures * TICK_S
    line.notes += [Note(tick, Control.SEE, text) for tick, text in notes]
    return line.scene()
