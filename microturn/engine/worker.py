"""The engine's process: holds the weights and every session, and runs micro-turns as their sound arrives.

Knows messages and sessions, nothing of sockets, users or protocols. Sessions whose sound has come while others were
computed go together, one micro-turn each, those whose last one is longest ago first: who sends a minute at once waits
for it alone. Sound waits its turn and is never dropped.
"""

from collections import deque
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import torch

from microturn.core.clock import SystemClock
from microturn.core.errors import MicroturnError
from microturn.core.messages import Audio, Close, Feed, Open, Ready, Refused, Source, Turned, Unheard
from microturn.engine.client import Session, check, find_checkpoint, step_all
from microturn.engine.runner import Runner

MAX_TOGETHER = 16  # sessions; more take longer than what it saves
NUM_THREADS = 1  # micro-turns are small: a second thread saves little, and beside other work waiting for it costs much


@dataclass
class Seat:
    """A session and the micro-turns that wait for it, each with the number of its arrival. `last`: its last turn's."""

    session: Session
    waiting: deque[tuple[int, Audio]] = field(default_factory=lambda: deque[tuple[int, Audio]]())  # bounded by senders
    last: int = -1

    @property
    def place(self) -> tuple[int, int]:
        """In the queue: by its last turn, then by what arrived first."""
        return self.last, self.waiting[0][0]


class Worker:
    """Pure bookkeeping around `Session.step`; `take` and `turn` are all it does."""

    def __init__(self, runner: Runner, max_sessions: int) -> None:
        self.runner, self.max_sessions = runner, max_sessions
        self.seats: dict[str, Seat] = {}
        self._arrivals = self._num_turns = 0

    @property
    def is_idle(self) -> bool:
        return not any(seat.waiting for seat in self.seats.values())

    def take(self, message: Open | Feed | Unheard | Close) -> Refused | None:
        """Enters one message; what is wrong with it goes back to its session and harms no other."""
        try:
            if isinstance(message, Open):
                self._open(message)
            elif isinstance(message, Feed):
                self._feed(message)
            elif isinstance(message, Unheard):
                self._seat(message.session).session.unhear(message.tick)
            else:
                self.seats.pop(message.session, None)
        except MicroturnError as error:
            return Refused(message.session, str(error))
        return None

    def turn(self) -> list[Turned | Refused]:
        """Runs one micro-turn of each session that has one waiting, at most MAX_TOGETHER, all together; in the order of
        their last ones."""
        waiting = [name for name, seat in self.seats.items() if seat.waiting]
        names = sorted(waiting, key=lambda name: self.seats[name].place)[:MAX_TOGETHER]
        calls, refused = dict[str, tuple[Session, Audio]](), dict[str, Refused]()
        for name in names:
            seat = self.seats[name]
            _, audio = seat.waiting.popleft()
            seat.last = self._num_turns
            self._num_turns += 1
            try:
                calls[name] = seat.session, check(audio)
            except MicroturnError as error:
                refused[name] = Refused(name, str(error))
        turned = {name: Turned(name, turn) for name, turn in zip(calls, step_all(list(calls.values())))}
        return [(turned | refused)[name] for name in names]

    def _open(self, message: Open) -> None:
        if len(self.seats) >= self.max_sessions:
            raise MicroturnError(f"expected fewer than {self.max_sessions} sessions, all are taken; try again later")
        session = Session(self.runner, self.runner.init_state(message.seed), self.runner.clock)
        if message.instructions:
            session.tell(message.instructions, Source.INSTRUCTIONS)
        self.seats[message.session] = Seat(session)

    def _feed(self, message: Feed) -> None:
        seat = self._seat(message.session)
        if message.text:
            seat.session.tell(message.text, message.source)
        if message.audio is not None:
            seat.waiting.append((self._arrivals, message.audio))
            self._arrivals += 1

    def _seat(self, name: str) -> Seat:
        if name not in self.seats:
            raise MicroturnError(f"expected a session that is open, {name} is not")
        return self.seats[name]


def serve(pipe: Connection, checkpoint: str, max_sessions: int) -> None:
    """Main loop of the process; ends when the other side hangs up."""
    torch.set_num_threads(NUM_THREADS)
    worker = Worker(Runner(find_checkpoint(checkpoint), SystemClock()), max_sessions)
    pipe.send(Ready())
    try:
        while True:
            while worker.is_idle or pipe.poll():
                if refused := worker.take(pipe.recv()):
                    pipe.send(refused)
            for result in worker.turn():
                pipe.send(result)
    except (EOFError, OSError):
        return
