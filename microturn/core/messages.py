"""What crosses the border of a session: one micro-turn's result, and text that goes in."""

from dataclasses import dataclass, field
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Audio = NDArray[np.float32]
Picture = NDArray[np.uint8]  # [height, width, 3]; of the eye: [120, 160, 3]


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
    the space before them (a word may end in the next micro-turn), "" for none. `num_tokens`: of text that it read and
    wrote. `compute_ms`: wall time by part
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
    num_tokens: tuple[int, int] = (0, 0)
    compute_ms: dict[str, float] = field(default_factory=lambda: {})

    @property
    def text(self) -> str:
        return self.said


@dataclass(frozen=True)
class Did:
    """What a session did in one micro-turn, as it remembers it: the tokens that it wrote, and the phones (8) of its
    patch where it spoke."""

    tokens: tuple[int, ...] = ()
    plan: tuple[int, ...] = ()


@dataclass(frozen=True)
class Open:
    """To the engine: a session begins."""

    session: str
    seed: int = 0
    instructions: str = ""


@dataclass(frozen=True)
class Feed:
    """To the engine: one micro-turn of sound, float32 [3200] at 16 kHz (None: none), text that came in, and a picture,
    uint8 [120, 160, 3], for the next micro-turn. `came_s`: when the sound came, by the clock of all processes of the
    machine. `did`: what came of the sound, where that is known already."""

    session: str
    audio: Audio | None = None
    text: str = ""
    source: Source = Source.TYPED
    came_s: float = 0.0
    picture: Picture | None = None
    did: Did | None = None


@dataclass(frozen=True)
class Unheard:
    """To the engine: nothing that a session said from this micro-turn on has been heard."""

    session: str
    tick: int


@dataclass(frozen=True)
class Close:
    """To the engine: a session ends; what it still had to do is dropped."""

    session: str


@dataclass(frozen=True)
class Save:
    """To the engine: a session shall be saved, once all that was fed before has been computed. `is_exact`: with the
    network's memory, not only what it has read; otherwise `reach`: the first micro-turns and so many of the last, 0:
    all that is remembered. `number`: comes back with all parts."""

    session: str
    is_exact: bool = True
    number: int = 0
    reach: int = 0


@dataclass(frozen=True)
class Resume:
    """To the engine: a session that was saved goes on under this name; a part of its bytes. With the last, `since`:
    what it was fed after that, sound with what came of it, in order. One that was never saved has no bytes, and `since`
    begins with `Open`."""

    session: str
    part: bytes
    is_last: bool
    since: tuple[Open | Feed | Unheard, ...] = ()


@dataclass(frozen=True)
class Turned:
    """From the engine: what a session did in one micro-turn."""

    session: str
    turn: MicroTurn
    did: Did = Did()


@dataclass(frozen=True)
class Refused:
    """From the engine: a message that it could not take, and why; the session, if there is one, goes on. `is_sound`: it
    was a micro-turn of sound, for which no other answer comes."""

    session: str
    reason: str
    is_sound: bool = False


@dataclass(frozen=True)
class Saved:
    """From the engine: a part of a saved session; or why there is none, and then it is the last. `num_left_out`, with
    the last: micro-turns that the session remembers and the save does not."""

    session: str
    number: int
    part: bytes
    is_last: bool
    reason: str = ""
    num_left_out: int = 0


@dataclass(frozen=True)
class Resumed:
    """From the engine: a session that was saved can go on; or why not."""

    session: str
    reason: str = ""


@dataclass(frozen=True)
class Load:
    """From the engine, after micro-turns: how many sessions may be open, and what it knows of its work.

    `share`: of its time that the open sessions take, by measured cost (1: all of it). `together`: sessions whose
    micro-turns were computed together, on average of late. `num_missed`: micro-turns that were done too late, since the
    process began.
    """

    max_open: int
    share: float = 0.0
    together: float = 0.0
    num_missed: int = 0


@dataclass(frozen=True)
class Ready:
    """From the engine: its weights are loaded. `checkpoint`: their fingerprint."""

    checkpoint: str = ""
