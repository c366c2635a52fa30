"""What crosses the border of a session: one micro-turn's result, and text that goes in."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Audio = NDArray[np.float32]


class Source(StrEnum):
    """Where text that goes in came from."""

    INSTRUCTIONS = "instructions"
    TYPED = "typed"
    BACKGROUND = "background"
    TOOL = "tool"


@dataclass(frozen=True)
class MicroTurn:
    """What the model did in one micro-turn.

    `audio`: float32 [4800] at 24 kHz, silence where the model was quiet. `heard`, `said`, `seen`: words with
    the space before them (a word may end in the next micro-turn), "" for none. `compute_ms`: wall time by part
    ("features", "prefill", "decode", "speech", "vocoder").
    """

    tick: int
    is_voice: bool
    audio: Audio
    heard: str = ""
    said: str = ""
    seen: str = ""
    is_delegate: bool = False
    is_drop: bool = False
    compute_ms: dict[str, float] = field(default_factory=lambda: {})

    @property
    def text(self) -> str:
        return self.said
