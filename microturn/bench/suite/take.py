"""One session of a target, recorded while a benchmark plays it. A target that breaks is silent from then on.

Tick t takes the input of [0.2 t, 0.2 (t + 1)) s. What a target in virtual time does in it sounds from 0.2 (t + 1) s on;
a live target gives back what a listener heard during it.
"""

from collections.abc import Callable
from typing import Protocol, runtime_checkable

import numpy as np

from microturn.bench.drive import Player
from microturn.bench.suite.record import Record, Words
from microturn.core.clock import Clock
from microturn.core.errors import MicroturnError
from microturn.core.messages import Audio, MicroTurn, Picture, Source
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_TICK_SAMPLES, TICK_S

BROKE = (MicroturnError, OSError)  # TimeoutError and ConnectionError among them; others are faults of ours


class TargetBroke(MicroturnError):
    """A target did not answer, went away, or sent what cannot be played. The message is the reason that is printed."""


@runtime_checkable
class Sees(Protocol):
    """A player that takes pictures. `has_eyes`: whether what plays can make use of them."""

    @property
    def has_eyes(self) -> bool: ...

    def see(self, picture: Picture) -> None: ...


@runtime_checkable
class Live(Protocol):
    """A player in real time: `step` takes 200 ms and gives back what was heard during them."""

    @property
    def is_live(self) -> bool: ...


@runtime_checkable
class Marked(Protocol):
    """A player with marks of its own, as what it has cost so far."""

    @property
    def marks(self) -> dict[str, float]: ...


class Take:
    """A `Player` that keeps all that goes in and comes out. `open_player` may raise TargetBroke, as may the player."""

    def __init__(self, open_player: Callable[[], Player], clock: Clock) -> None:
        self._clock, self.failure = clock, ""
        self._user, self._turns, self._step_ms = list[Audio](), list[MicroTurn](), list[float]()
        self._player: Player | None = None
        try:
            self._player = open_player()
        except BROKE as error:
            self.failure = str(error) or type(error).__name__
        self.is_live = isinstance(self._player, Live) and self._player.is_live

    @property
    def now_s(self) -> float:
        return len(self._turns) * TICK_S

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        sound = np.zeros(EAR_TICK_SAMPLES, np.float32) if audio is None else audio
        start_s = self._clock.now_s()
        turn = self._guard(lambda player: player.step(sound, text)) or self._quiet()
        self._step_ms.append((self._clock.now_s() - start_s) * 1000)
        self._user.append(sound)
        self._turns.append(turn)
        return turn

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        self._guard(lambda player: player.tell(text, source))

    def see(self, picture: Picture) -> None:
        """A frame, before the step in which it arrives; targets without eyes do not get it."""
        if self.has_eyes:
            self._guard(lambda player: player.see(picture) if isinstance(player, Sees) else None)

    @property
    def has_eyes(self) -> bool:
        """Whether pictures are worth making."""
        return isinstance(self._player, Sees) and self._player.has_eyes

    def close(self) -> None:
        close = getattr(self._player, "close", None)
        if close is not None:
            self._guard(lambda _: close())

    def record(self, **marks: float) -> Record:
        """All of it, with samples rounded as they will be kept."""
        lead = 0 if self.is_live else 1
        quiet = [np.zeros(MOUTH_TICK_SAMPLES, np.float32)] * lead
        output = np.concatenate([*quiet, *(turn.audio for turn in self._turns), np.zeros(0, np.float32)])
        user = np.concatenate([*self._user, np.zeros(0, np.float32)])
        at = [(tick + lead) * TICK_S for tick in range(len(self._turns))]  # not by the player's own count
        said = tuple(Words(at_s, turn.said) for at_s, turn in zip(at, self._turns) if turn.said)
        heard = tuple(Words(at_s, turn.heard) for at_s, turn in zip(at, self._turns) if turn.heard)
        step_ms = () if self.is_live else tuple(round(ms, 3) for ms in self._step_ms)
        own = self._player.marks if isinstance(self._player, Marked) else {}
        return Record(user, output, said, heard, {**own, **marks}, self.failure, step_ms).rounded()

    def _guard(self, use: Callable[[Player], MicroTurn | None]) -> MicroTurn | None:
        if self._player is None or self.failure:
            return None
        try:
            return _checked(use(self._player))
        except BROKE as error:
            self.failure = str(error) or type(error).__name__
            return None

    def _quiet(self) -> MicroTurn:
        return MicroTurn(len(self._turns), False, np.zeros(MOUTH_TICK_SAMPLES, np.float32))


def _checked(turn: MicroTurn | None) -> MicroTurn | None:
    """Raises TargetBroke for sound that is not 200 ms of finite samples."""
    if turn is not None and turn.audio.shape != (MOUTH_TICK_SAMPLES,):
        raise TargetBroke(f"expected {MOUTH_TICK_SAMPLES} samples a micro-turn, got {turn.audio.shape}")
    if turn is not None and not np.isfinite(turn.audio).all():
        raise TargetBroke(f"expected finite samples, got some that are not, in micro-turn {turn.tick}")
    return turn
