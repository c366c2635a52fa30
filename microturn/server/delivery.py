"""Pieces of results on their way to the model: a few at a time, so that it need not read what it cannot say yet.

Counts words, and decides nothing about when they are said.
"""

from collections import deque
from dataclasses import dataclass
from typing import Protocol

from microturn.core.messages import MicroTurn, Source
from microturn.core.units import TICKS_PER_S

MAX_AHEAD = 2  # pieces that the model has read and not said yet
SAID_SHARE = 0.6  # of a piece's words (numbers are counted as written), after which it counts as said
PATIENCE_TICKS = 20 * TICKS_PER_S  # after which one that is not said holds up no others


class Reader(Protocol):
    """The way to the model's text."""

    def tell(self, text: str, source: Source = Source.TYPED) -> None: ...


@dataclass
class Piece:
    """`told_tick`: when the model was given it; `num_said`: words it has said since."""

    delegation: str
    text: str
    told_tick: int = -1
    num_said: int = 0

    @property
    def is_said(self) -> bool:
        return self.num_said >= SAID_SHARE * len(self.text.split())


class Delivery:
    """`step` takes a session's micro-turns in order."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader
        self._waiting: deque[Piece] = deque()  # bounded by what an agent may say in all
        self._told: deque[Piece] = deque()  # at most MAX_AHEAD

    def put(self, delegation: str, text: str) -> None:
        self._waiting.append(Piece(delegation, text))

    def forget(self, delegation: str) -> None:
        """Nobody wants it any more; what the model has read, it has read."""
        self._waiting = deque(piece for piece in self._waiting if piece.delegation != delegation)

    def holds(self, delegation: str) -> bool:
        """Whether something of it is still to be said."""
        return any(piece.delegation == delegation for piece in (*self._waiting, *self._told))

    def step(self, turn: MicroTurn) -> None:
        if self._told:
            self._told[0].num_said += len(turn.said.split())
        while self._told and self._is_over(self._told[0], turn.tick):
            self._told.popleft()
        while self._waiting and len(self._told) < MAX_AHEAD:
            piece = self._waiting.popleft()
            piece.told_tick = turn.tick
            self._reader.tell(piece.text, Source.BACKGROUND)
            self._told.append(piece)

    @staticmethod
    def _is_over(piece: Piece, tick: int) -> bool:
        return piece.is_said or tick - piece.told_tick > PATIENCE_TICKS
