"""Two trivial players between which every score of overlaps must tell: one never yields, one yields to any sound.

They answer 0.4 s after the user's sound ends, with a tone, and know nothing of the item.
"""

import math

import numpy as np

from microturn.bench.baselines import MIN_SPEECH_S, Silent
from microturn.bench.voice import FRAME_S, is_voiced
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, TICK_S

AFTER_S = 0.4
NEAR = 1e-6


class NeverYielding(Silent):
    """Once it speaks, it goes on whatever happens."""

    def __init__(self) -> None:
        super().__init__()
        self._loud_s, self._last_s = 0.0, 0.0  # of the user's sound since anybody spoke, and its end

    def read(self, seconds: float) -> None:
        self.plan = [((self.tick + 1) * TICK_S, math.inf)]

    def hear(self, audio: Audio) -> None:
        start_s, now_s = self.tick * TICK_S, (self.tick + 1) * TICK_S
        frames = np.flatnonzero(is_voiced(audio, EAR_HZ))
        if len(frames):
            self._last_s = start_s + (int(frames[-1]) + 1) * FRAME_S
            self._loud_s += len(frames) * FRAME_S
            self.notice(now_s)
        if not self.plan and self._loud_s >= MIN_SPEECH_S and now_s - self._last_s >= AFTER_S - NEAR:
            self.plan = [(now_s, math.inf)]

    def notice(self, now_s: float) -> None:
        """There is sound."""


class AlwaysYielding(NeverYielding):
    """Stops at any sound, and speaks again 0.4 s after its end."""

    def notice(self, now_s: float) -> None:
        if self.plan:
            self.plan, self._loud_s = [], MIN_SPEECH_S  # this sound was already long enough to be answered
