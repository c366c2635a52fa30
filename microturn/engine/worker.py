"""The engine's process: holds the weights and every session, and runs micro-turns as their sound arrives.

Knows messages and sessions, nothing of sockets, users or protocols. Sessions whose sound has come while others were
computed go together, one micro-turn each, earliest deadline first (Liu and Layland, 1973). What comes faster than one
can speak goes along while nobody is late for it: who sends a minute at once waits for it alone. Sound is never dropped.
"""

import math
from collections import deque
from collections.abc import Generator
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

import torch

from microturn.core.clock import SystemClock
from microturn.core.errors import MicroturnError
from microturn.core.messages import (
    Audio,
    Close,
    Feed,
    Load,
    Open,
    Ready,
    Refused,
    Resume,
    Resumed,
    Save,
    Saved,
    Source,
    Turned,
    Unheard,
)
from microturn.core.units import TICK_S
from microturn.engine.admission import Admission, Bounds
from microturn.engine.client import Session, check, find_checkpoint, step_all
from microturn.engine.runner import Runner
from microturn.engine.saving import restore_steps, save_steps

MAX_TOGETHER = 16  # sessions; more take longer than what it saves
NUM_THREADS = 1  # micro-turns are small: a second thread saves little, and beside other work waiting for it costs much


Job = Generator[Saved | Resumed | None, None, None]  # None: a step without an answer


@dataclass
class Seat:
    """A session and the micro-turns that wait for it, each with the time at which it is at the pace of speech.

    `last_s`: that time of the one that came last; `done_s`: when the one before the first that waits was done;
    `num_done`: how many were. `is_still`: it is being saved, and waits; `unheard`: what is to be taken back after.
    """

    session: Session
    waiting: deque[tuple[float, Audio]] = field(default_factory=lambda: deque[tuple[float, Audio]]())  # by senders
    last_s: float = -math.inf
    done_s: float = -math.inf
    num_done: int = 0
    is_still: bool = False
    unheard: int | None = None

    def unhear(self, tick: int) -> None:
        if self.is_still:
            self.unheard = tick if self.unheard is None else min(tick, self.unheard)
        else:
            self.session.unhear(tick)

    def stir(self) -> None:
        """It has been saved and goes on."""
        self.is_still = False
        if self.unheard is not None:
            self.session.unhear(self.unheard)
            self.unheard = None

    def add(self, audio: Audio, came_s: float) -> None:
        """Its time is that of its arrival, but 200 ms after the one before where that one was not done yet; its
        deadline is 200 ms later. So a minute sent at once is due within a minute, and not all of it at once."""
        is_free = not self.waiting and came_s >= self.done_s
        self.last_s = came_s if is_free else max(came_s, self.last_s + TICK_S)
        self.waiting.append((self.last_s, audio))

    @property
    def time_s(self) -> float:
        """Of the first micro-turn that waits."""
        return self.waiting[0][0]


class Worker:
    """Pure bookkeeping around `Session.step`; `take`, `turn` and `work` are all it does, `load` is how that went."""

    def __init__(self, runner: Runner, bounds: Bounds) -> None:
        self.runner, self.seats = runner, dict[str, Seat]()
        self.admission = Admission(bounds, MAX_TOGETHER, runner.clock.now_s())
        self.jobs = dict[str, Job]()  # sessions that are being saved or restored; at most one for each that is open
        self._parts = dict[str, list[bytes]]()  # of saved sessions that are still coming in

    @property
    def is_idle(self) -> bool:
        return not self.jobs and not any(seat.waiting for seat in self.seats.values())

    @property
    def load(self) -> Load:
        admission = self.admission
        share, together = admission.share(len(self.seats)), admission.cost.together
        return Load(admission.limit, share, together, admission.num_missed)

    def take(self, message: Open | Feed | Unheard | Save | Resume | Close) -> Refused | None:
        """Enters one message; what is wrong with it goes back to its session and harms no other."""
        try:
            if isinstance(message, Open):
                self._open(message)
            elif isinstance(message, Feed):
                self._feed(message)
            elif isinstance(message, Unheard):
                self._seat(message.session).unhear(message.tick)
            elif isinstance(message, Save):
                self._save(message)
            elif isinstance(message, Resume):
                self._resume(message)
            else:
                self._drop_job(message.session)
                self.seats.pop(message.session, None)
        except MicroturnError as error:
            return Refused(message.session, str(error))
        return None

    def turn(self) -> list[Turned | Refused]:
        """Runs one micro-turn of each of the sessions that are next, all together."""
        start_s = self.runner.clock.now_s()
        names = self._next(start_s)
        calls, refused, times_s = dict[str, tuple[Session, Audio]](), dict[str, Refused](), dict[str, float]()
        for name in names:
            time_s, audio = self.seats[name].waiting.popleft()
            self.seats[name].num_done += 1
            try:
                calls[name], times_s[name] = (self.seats[name].session, check(audio)), time_s
            except MicroturnError as error:
                refused[name] = Refused(name, str(error))
        turned = {name: Turned(name, turn) for name, turn in zip(calls, step_all(list(calls.values())))}
        self._done(start_s, times_s)
        return [(turned | refused)[name] for name in names]

    def _next(self, now_s: float) -> list[str]:
        """Who goes, earliest deadline first: those whose time has come, and of the others as many as leave the first of
        them half of its 200 ms; the other half is for those who come meanwhile."""
        waiting = sorted((seat.time_s, name) for name, seat in self.seats.items() if seat.waiting and not seat.is_still)
        waiting = waiting[:MAX_TOGETHER]
        if not waiting:
            return []
        until_s = min(now_s, waiting[0][0]) + TICK_S / 2
        num_fit = sum(now_s + self.admission.cost.batch_ms(k) / 1000 <= until_s for k in range(1, len(waiting) + 1))
        num_timely = sum(time_s <= now_s for time_s, _ in waiting)
        return [name for _, name in waiting[: max(1, num_fit, num_timely)]]

    def _done(self, start_s: float, times_s: dict[str, float]) -> None:
        """Micro-turns of these times have been computed together since then."""
        end_s = self.runner.clock.now_s()
        for name in times_s:
            self.seats[name].done_s = end_s
        if times_s:
            waits_ms = [(end_s - time_s) * 1000 for time_s in times_s.values()]
            self.admission.note((end_s - start_s) * 1000, waits_ms, len(self.seats), end_s)

    def _open(self, message: Open) -> None:
        """The limit of admission has been asked before, at the other end; here only the last one holds."""
        self._check_room()
        session = Session(self.runner, self.runner.init_state(message.seed), self.runner.clock)
        if message.instructions:
            session.tell(message.instructions, Source.INSTRUCTIONS)
        self.seats[message.session] = Seat(session)

    def _check_room(self) -> None:
        most = self.admission.bounds.most
        if len(self.seats) >= most:
            raise MicroturnError(f"expected fewer than {most} sessions, all are taken; try again later")

    def work(self) -> list[Saved | Resumed]:
        """One step of the oldest job: milliseconds, between micro-turns."""
        if not self.jobs:
            return []
        name = next(iter(self.jobs))
        job = self.jobs.pop(name)
        try:
            message = next(job)
        except StopIteration:
            return []
        self.jobs[name] = job  # behind the others
        return [] if message is None else [message]

    def _drop_job(self, name: str) -> None:
        """Nobody waits for it any more."""
        self._parts.pop(name, None)
        if job := self.jobs.pop(name, None):
            job.close()

    def _save(self, message: Save) -> None:
        """Once what has been fed until now is done."""
        name = message.session
        self._drop_job(name)
        if seat := self.seats.get(name):
            self.jobs[name] = self._saving(message, seat, seat.num_done + len(seat.waiting))
        else:
            missing = Saved(name, message.number, b"", True, f"expected a session that is open, {name} is not")
            self.jobs[name] = (answer for answer in [missing])

    def _saving(self, message: Save, seat: Seat, end: int) -> Job:
        """The session stands still until all of it is saved."""
        name = message.session
        while seat.num_done < end:
            yield None
        seat.is_still = True
        try:
            for part in save_steps(seat.session, message.is_exact):
                yield Saved(name, message.number, part, False)
        finally:
            seat.stir()
        yield Saved(name, message.number, b"", True)

    def _resume(self, message: Resume) -> None:
        self._parts.setdefault(message.session, []).append(message.part)
        if message.is_last:
            self.jobs[message.session] = self._restore(message.session, b"".join(self._parts.pop(message.session)))

    def _restore(self, name: str, data: bytes) -> Job:
        try:
            session = yield from restore_steps(self.runner, data)
            self._check_room()
        except MicroturnError as error:
            yield Resumed(name, str(error))
            return
        self.seats[name] = Seat(session)
        yield Resumed(name)

    def _feed(self, message: Feed) -> None:
        seat = self._seat(message.session)
        if message.text:
            seat.session.tell(message.text, message.source)
        if message.picture is not None:
            seat.session.see(message.picture)
        if message.audio is not None:
            seat.add(message.audio, message.came_s)

    def _seat(self, name: str) -> Seat:
        if name not in self.seats:
            raise MicroturnError(f"expected a session that is open, {name} is not")
        return self.seats[name]


def serve(pipe: Connection, checkpoint: str, bounds: Bounds) -> None:
    """Main loop of the process; ends when the other side hangs up."""
    torch.set_num_threads(NUM_THREADS)
    worker = Worker(Runner(find_checkpoint(checkpoint), SystemClock()), bounds)
    pipe.send(Ready(worker.runner.fingerprint))
    try:
        while True:
            while worker.is_idle or pipe.poll():
                if refused := worker.take(pipe.recv()):
                    pipe.send(refused)
            if turned := worker.turn():
                for result in turned:
                    pipe.send(result)
                pipe.send(worker.load)
            for answer in worker.work():
                pipe.send(answer)
    except (EOFError, OSError):
        return
