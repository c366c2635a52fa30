"""A session in the engine's process, and what waits for it. Knows times and messages, nothing of the network."""

import math
from collections import deque
from dataclasses import dataclass, field

from microturn.core.messages import Audio, Feed, Unheard
from microturn.core.units import TICK_S
from microturn.engine.client import Session


@dataclass
class Seat:
    """A session and the micro-turns that wait for it, each with the time at which it is at the pace of speech.

    `last_s`: that time of the one that came last; `done_s`: when the one before the first that waits was done;
    `num_done`: how many were. `end`: after so many it is being saved, and waits; `held`: what has come since then,
    but sound.
    """

    session: Session
    waiting: deque[tuple[float, Audio]] = field(default_factory=lambda: deque[tuple[float, Audio]]())  # by senders
    last_s: float = -math.inf
    done_s: float = -math.inf
    num_done: int = 0
    end: float = math.inf
    held: list[Feed | Unheard] = field(default_factory=lambda: list[Feed | Unheard]())

    @property
    def is_still(self) -> bool:
        return self.num_done >= self.end

    @property
    def can_go(self) -> bool:
        return bool(self.waiting) and not self.is_still

    def stop(self) -> None:
        """Behind what waits now."""
        self.end = self.num_done + len(self.waiting)

    def add(self, audio: Audio, came_s: float) -> None:
        """Its time is that of its arrival, but 200 ms after the one before where that one was not done yet; its
        deadline is 200 ms later. So a minute sent at once is due within a minute, and not all of it at once."""
        is_free = not self.waiting and came_s >= self.done_s
        self.last_s = came_s if is_free else max(came_s, self.last_s + TICK_S)
        self.waiting.append((self.last_s, audio))

    def take(self, message: Feed | Unheard) -> None:
        """All but sound; what comes behind the point where it is being saved is taken after. Raises MicroturnError."""
        if self.end < math.inf:
            self.held.append(message)
        elif isinstance(message, Unheard):
            self.session.unhear(message.tick)
        else:
            if message.text:
                self.session.tell(message.text, message.source)
            if message.picture is not None:
                self.session.see(message.picture)

    def stir(self) -> list[Feed | Unheard]:
        """It goes on -> what is to be taken now."""
        held, self.held, self.end = self.held, [], math.inf
        return held

    @property
    def time_s(self) -> float:
        """Of the first micro-turn that waits."""
        return self.waiting[0][0]
