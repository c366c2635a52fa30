"""The engine's process: holds the weights and every session, and runs micro-turns as their sound arrives.

Knows messages and sessions, nothing of sockets, users or protocols. Sessions whose sound has come while others were
computed go together, one micro-turn each, earliest deadline first (Liu and Layland, 1973). What comes faster than one
can speak goes along while nobody is late for it: who sends a minute at once waits for it alone. Sound is never dropped.
"""

from collections.abc import Generator
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
from microturn.engine.reliving import relive_steps
from microturn.engine.runner import Runner
from microturn.engine.saving import restore_steps, save_steps
from microturn.engine.seat import Seat

MAX_TOGETHER = 16  # sessions; more take longer than what it saves
WORK_S = 0.01  # of saving at once, between micro-turns
NUM_THREADS = 1  # micro-turns are small: a second thread saves little, and beside other work waiting for it costs much


Job = Generator[Saved | Resumed | None, None, None]  # None: others may have their turn


class Worker:
    """Pure bookkeeping around `Session.step`; `take`, `turn` and `work` are all it does, `load` is how that went."""

    def __init__(self, runner: Runner, bounds: Bounds) -> None:
        self.runner, self.seats = runner, dict[str, Seat]()
        self.admission = Admission(bounds, MAX_TOGETHER, runner.clock.now_s())
        self.jobs = dict[str, Job]()  # sessions that are being saved or restored; at most one for each that is open
        self._parts = dict[str, list[bytes]]()  # of saved sessions that are still coming in
        self._refused = list[Refused]()  # what was held while a session was saved

    @property
    def is_idle(self) -> bool:
        return not self.jobs and not self._refused and not any(seat.waiting for seat in self.seats.values())

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
                self._seat(message.session).take(message)
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
                refused[name] = Refused(name, str(error), is_sound=True)
        turns = step_all(list(calls.values()))
        turned = {name: Turned(name, turn, calls[name][0].state.did) for name, turn in zip(calls, turns)}
        self._done(start_s, times_s)
        return [(turned | refused)[name] for name in names]

    def _next(self, now_s: float) -> list[str]:
        """Who goes, earliest deadline first: those whose time has come, and of the others as many as leave the first of
        them half of its 200 ms; the other half is for those who come meanwhile."""
        waiting = sorted((seat.time_s, name) for name, seat in self.seats.items() if seat.can_go)
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
        self.seats[message.session] = Seat(self._new(message))

    def _new(self, message: Open) -> Session:
        session = Session(self.runner, self.runner.init_state(message.seed), self.runner.clock)
        if message.instructions:
            session.tell(message.instructions, Source.INSTRUCTIONS)
        return session

    def _check_room(self) -> None:
        most = self.admission.bounds.most
        if len(self.seats) >= most:
            raise MicroturnError(f"expected fewer than {most} sessions, all are taken; try again later")

    def work(self) -> list[Saved | Resumed | Refused]:
        """Some milliseconds of the oldest job, between micro-turns."""
        refused, self._refused = self._refused, []
        made = list[Saved | Resumed | Refused](refused)
        if not self.jobs:
            return made
        name, until_s = next(iter(self.jobs)), self.runner.clock.now_s() + WORK_S
        job = self.jobs.pop(name)
        for answer in job:
            if answer is not None:
                made.append(answer)
            if answer is None or self.runner.clock.now_s() >= until_s:
                self.jobs[name] = job  # behind the others
                break
        return made

    def _drop_job(self, name: str) -> None:
        """Nobody waits for it any more."""
        self._parts.pop(name, None)
        if job := self.jobs.pop(name, None):
            job.close()
            self._stir(name)

    def _save(self, message: Save) -> None:
        """Once what has been fed until now is done."""
        name = message.session
        self._drop_job(name)
        if seat := self.seats.get(name):
            seat.stop()
            self.jobs[name] = self._saving(message, seat)
        else:
            missing = Saved(name, message.number, b"", True, f"expected a session that is open, {name} is not")
            self.jobs[name] = (answer for answer in [missing])

    def _saving(self, message: Save, seat: Seat) -> Job:
        """The session stands still until all of it is saved."""
        name, past = message.session, seat.session.state.past
        while not seat.is_still:
            yield None
        for part in save_steps(seat.session, message.is_exact, message.reach):
            yield Saved(name, message.number, part, False)
        reach = 0 if message.is_exact else message.reach
        num_left_out = len(past.everything()) - len(past.everything(reach))
        self._stir(name)
        yield Saved(name, message.number, b"", True, num_left_out=num_left_out)

    def _stir(self, name: str) -> None:
        """The session has been saved, and goes on."""
        for held in self.seats[name].stir() if name in self.seats else []:
            if refused := self.take(held):
                self._refused.append(refused)

    def _resume(self, message: Resume) -> None:
        self._parts.setdefault(message.session, []).append(message.part)
        if message.is_last:
            self.jobs[message.session] = self._resuming(message, b"".join(self._parts.pop(message.session)))

    def _resuming(self, message: Resume, data: bytes) -> Job:
        name, first = message.session, next(iter(message.since), None)
        try:
            if not data and isinstance(first, Open):
                session = self._new(first)
            else:
                session = yield from restore_steps(self.runner, data)
            yield from relive_steps(session, message.since)
            self._check_room()
        except MicroturnError as error:
            yield Resumed(name, str(error))
            return
        self.seats[name] = Seat(session)
        yield Resumed(name)

    def _feed(self, message: Feed) -> None:
        seat = self._seat(message.session)
        if message.text or message.picture is not None:
            seat.take(message)
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
            for result in worker.turn():
                pipe.send(result)
            for answer in worker.work():
                pipe.send(answer)
            pipe.send(worker.load)  # also a sign that it goes on
    except (EOFError, OSError):
        return
