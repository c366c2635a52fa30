"""Snatches of speech without words or decisions, for the ear alone.

They are read by the layers up to the ear only, so that it hears several times as much speech as scenes let it hear,
most of which is silence or told: on clean sound of texts it did not know, the ear of such scenes named a phone in three
wrongly.
"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from microturn.core.units import AUDIO_TOKENS
from microturn.data.bank import Bank
from microturn.data.shards import LiveScenes
from microturn.data.ticks import Ticks
from microturn.train.batch import Brief, collate
from microturn.train.noise import blanked
from microturn.train.row import Row

NUM_TICKS = 64
LENGTH = NUM_TICKS * AUDIO_TOKENS + 2  # a decision needs room, though none is made


class Snatches:
    """Of the voices of a bank, for ever."""

    def __init__(self, bank: Bank, seed: int, is_held_out: bool = False) -> None:
        scenes = iter(LiveScenes(bank, {"splice": 1.0}, seed, is_held_out))
        self._scenes = scenes if is_held_out else blanked(scenes, np.random.default_rng([seed, 2]))

    def draw(self, num: int) -> Brief | None:
        """`num` rows of 12.8 s; None for none."""
        if not num:
            return None
        batch = collate([_row(self._scenes) for _ in range(num)])
        return Brief(batch.positions, batch.ear_A4)


def _row(scenes: Iterator[Ticks]) -> Row:
    row = Row(LENGTH)
    while True:
        scene = next(scenes)
        nothing = np.full_like(scene.text_out, -1)
        mute = replace(scene, text_out=nothing, text_in=np.full_like(scene.text_in, -1), weight=np.zeros(len(scene)))
        for t in range(len(scene)):
            if not row.add(mute, t):
                return row
