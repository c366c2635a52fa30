"""Sessions of the engine that go in step while each plays an item of its own: several micro-turns at once cost less.

Who plays an item in which seat is fixed, so what goes together, and what comes of it, does not depend on how fast
anybody is. Knows no items and no scores.
"""

import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from threading import Condition
from typing import TypeVar

from microturn.bench.suite.record import SPENT
from microturn.core.messages import Audio, MicroTurn, Picture, Source
from microturn.core.units import TICK_S
from microturn.engine.client import Session, check, step_all

Case = TypeVar("Case")


class Gang:
    """Seats whose sessions go together. A micro-turn is run when everybody who has not left has come."""

    def __init__(self, num: int) -> None:
        self._condition = Condition()
        self._num = num
        self._waiting = dict[int, tuple[Session, Audio]]()
        self._done = dict[int, MicroTurn | Exception]()
        self._cpu_s = 0.0  # of the last micro-turn, for each of those that went together

    def step(self, seat: int, session: Session, samples: Audio) -> tuple[MicroTurn, float]:
        """One micro-turn of the session in a seat, and the CPU seconds it took; waits for the others. Raises what went
        wrong with any of them."""
        with self._condition:
            self._waiting[seat] = session, samples
            self._run()
            self._condition.wait_for(lambda: seat in self._done)
            result, cpu_s = self._done.pop(seat), self._cpu_s
        if isinstance(result, Exception):
            raise result
        return result, cpu_s

    def leave(self) -> None:
        """Nobody comes to a seat any more."""
        with self._condition:
            self._num -= 1
            self._run()

    def _run(self) -> None:
        if not self._waiting or len(self._waiting) < self._num:
            return
        seats, start_s = sorted(self._waiting), time.process_time()  # the others' threads wait
        try:
            self._done.update(zip(seats, step_all([self._waiting[seat] for seat in seats])))
        except Exception as error:  # whatever it is, all of them get it
            self._done.update(dict.fromkeys(seats, error))
        self._cpu_s = (time.process_time() - start_s) / len(seats)
        self._waiting.clear()
        self._condition.notify_all()


class Member:
    """A session in a seat, as a player."""

    def __init__(self, gang: Gang, seat: int, session: Session) -> None:
        self._gang, self._seat, self._session = gang, seat, session
        self._cpu_s, self._num_ticks = 0.0, 0

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        """Raises BadAudio; the session goes on unharmed."""
        samples = check(audio)
        if text:
            self._session.tell(text)
        turn, cpu_s = self._gang.step(self._seat, self._session, samples)
        self._cpu_s, self._num_ticks = self._cpu_s + cpu_s, self._num_ticks + 1
        return turn

    @property
    def marks(self) -> dict[str, float]:
        """What it has cost so far."""
        return {SPENT: self._cpu_s / (self._num_ticks * TICK_S / 60)} if self._num_ticks else {}

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        self._session.tell(text, source)

    @property
    def has_eyes(self) -> bool:
        return self._session.has_eyes

    def see(self, picture: Picture) -> None:
        self._session.see(picture)

    def close(self) -> None:
        self._session.close()


def share(cases: Sequence[Case], num: int, play: Callable[[Case, Callable[[Session], Member]], None]) -> None:
    """Plays every `num`-th case in the same seat, one thread each. `play` gets a case and what makes a session a
    member. Raises the first error of any, when all have ended."""
    num = min(num, len(cases))
    gang = Gang(num)

    def sit(seat: int) -> None:
        try:
            for case in cases[seat::num]:
                play(case, lambda session: Member(gang, seat, session))
        finally:
            gang.leave()

    with ThreadPoolExecutor(max(1, num)) as pool:
        for seat in [pool.submit(sit, seat) for seat in range(num)]:
            seat.result()
