"""Loose speech patches: random cuts of the assistant's recorded speech with their phones, for the flow head alone.

They cost no trunk, so the head sees each recorded hour many times at any 25 ms offset.
"""

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor

from microturn.audio.mel import mouth_mel
from microturn.core.units import MOUTH_BINS, PATCH_FRAMES, SLOTS, SOUND_LAG_SLOTS
from microturn.data.bank import Bank
from microturn.data.mix import own_sound
from microturn.data.render import plan_of
from microturn.model.flow import Before, Request

FRAMES_A_SLOT = PATCH_FRAMES // SLOTS


class Patches:
    """All of the assistant's speech in memory: float16 mel frames and a phone a slot."""

    def __init__(self, bank: Bank, held_out: bool = False) -> None:
        mels = [np.zeros((2 * PATCH_FRAMES, MOUTH_BINS), np.float16)]
        plans = [np.zeros(2 * SLOTS, np.int64)]
        firsts, used = list[int](), 2 * SLOTS
        for utterance in bank.select("assistant", held_out):
            if utterance.file is None:
                continue
            plan = plan_of(utterance).flatten().astype(np.int64)
            mels.append(mouth_mel(own_sound(utterance, bank)).astype(np.float16))
            plans.append(plan)
            firsts.append(used)
            used += len(plan)
        self.mel, self.plan = np.concatenate(mels), np.concatenate(plans)
        self.first = np.array(firsts)

    def draw(self, num: int, rng: np.random.Generator) -> tuple[Tensor, Request]:
        """-> (patches [num, 16, 100], what they are rendered from, without a hidden state)."""
        at = rng.integers(2 * SLOTS, len(self.plan) - SLOTS, num)
        at[: num // 8] = rng.choice(self.first[self.first < len(self.plan) - SLOTS], num // 8)
        has = np.arange(num) >= num // 8
        old_plan, plan = self._plan(at - SLOTS), self._plan(at)
        before = Before(old_plan, self._mel(at - SLOTS), torch.from_numpy(has))
        return self._mel(at), Request(plan, None, before)

    def _plan(self, at: NDArray[np.int64]) -> Tensor:
        return torch.from_numpy(self.plan[at[:, None] + np.arange(SLOTS)])

    def _mel(self, at: NDArray[np.int64]) -> Tensor:
        first = (at[:, None] - SOUND_LAG_SLOTS) * FRAMES_A_SLOT
        return torch.from_numpy(self.mel[first + np.arange(PATCH_FRAMES)].astype(np.float32))
