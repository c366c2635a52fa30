"""One step: so many callers at once, all open before anything is measured. Opens, waits, measures, adds up."""

import asyncio
import math
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from tqdm import tqdm

from microturn.bench.load.caller import Caller
from microturn.bench.load.judge import Window, judge
from microturn.bench.load.result import Step
from microturn.bench.load.schedule import Manner, phase_s, stalls
from microturn.bench.load.session import Server, open_session
from microturn.bench.load.sound import from_there
from microturn.bench.load.usage import Usage, server_of, usage_of
from microturn.core.clock import Clock
from microturn.core.errors import BadConfig, MicroturnError, SessionFull
from microturn.core.units import MOUTH_HZ, TICK_S

ROUNDS = 8  # in which callers are let in: their leads shall not pile up
FIRST_S, LEAD_BACK_S = 30.0, 5.0  # to wait for the lead of the first caller, of the others
CALM_S, AFTER_S = 1.0, 2 * TICK_S  # callers go on before and after what is measured: filters end in later packets
OFFSET = 997  # messages between the beginnings of two callers


@dataclass(frozen=True)
class Crowd:
    """How callers are. `stalls`: share of them that stall."""

    seconds: float = 30.0
    jitter_ms: float = 0.0
    stalls: float = 0.0
    seed: int = 0
    rate_hz: int = MOUTH_HZ

    def manner(self, number: int) -> Manner:
        return Manner(self.jitter_ms, stalls(number, self.stalls), self.seed * 100_000 + number)


async def run_step(server: Server, num: int, crowd: Crowd, lines: Sequence[str], clock: Clock) -> Step:
    """`lines`: messages of 20 ms. Raises SessionFull where not one caller is let in; of the first caller also whatever
    `open_session` raises, and BadConfig where no results come back."""
    pid = await asyncio.to_thread(server_of, server.url)
    before = usage_of(pid)
    stage = Stage(server, num, crowd, lines, clock)
    try:
        await stage.open()
        window, start, end = await stage.measure(pid)
    finally:
        await stage.close()
    logs = [caller.log for caller in stage.callers]
    late_s = [late_s for log in logs for due_s, late_s in log.lateness if window.holds(due_s)]
    return Step(
        num, window.end_s - window.start_s, tuple(judge(log, window) for log in logs), tuple(stage.refused),
        tuple(log.end for log in logs if log.end), tuple(late_s), before, start, end,
    )  # fmt: skip


class Stage:
    """The callers of one step. `refused`: reasons, one of each caller that was not let in."""

    def __init__(self, server: Server, num: int, crowd: Crowd, lines: Sequence[str], clock: Clock) -> None:
        self.server, self.num, self.crowd, self.lines, self.clock = server, num, crowd, lines, clock
        self.callers, self.refused = list[Caller](), list[str]()
        self._talks: list[asyncio.Task[None]] = []

    async def open(self) -> None:
        """The first caller alone, then some at a time. Raises as `run_step`."""
        await self._admit(0)
        size = max(1, self.num // ROUNDS)
        for first in range(1, self.num, size):
            await asyncio.gather(*(self._admit(number) for number in range(first, min(self.num, first + size))))
        if not self.callers:
            raise SessionFull(self.refused[0])

    async def measure(self, pid: int | None) -> tuple[Window, Usage | None, Usage | None]:
        """-> what was measured, and what the server had used before and after it; sooner where all sessions end."""
        start_s = self.clock.now_s() + CALM_S
        await asyncio.sleep(CALM_S)
        start = usage_of(pid)
        seconds = self.crowd.seconds
        with tqdm(total=math.ceil(seconds), desc=f"{self.num} sessions", unit="s", leave=False) as bar:
            while bar.n < bar.total and not self._is_over:
                await asyncio.sleep(max(0.0, start_s + min(bar.n + 1, seconds) - self.clock.now_s()))
                bar.update()
        end_s = min(start_s + seconds, self.clock.now_s())
        for caller in self.callers:
            caller.until_s = end_s + AFTER_S
        end = usage_of(pid)
        await asyncio.gather(*self._talks)
        return Window(start_s, end_s), start, end

    async def close(self) -> None:
        """Ends what is still going on, where something went wrong."""
        for talk in self._talks:
            talk.cancel()
        await asyncio.gather(*self._talks, return_exceptions=True)

    @property
    def _is_over(self) -> bool:
        return all(talk.done() for talk in self._talks)

    async def _admit(self, number: int) -> None:
        """Opens a session, begins it at its phase, and waits until its lead has come back."""
        is_first = number == 0
        try:
            socket = await open_session(self.server, self.crowd.rate_hz)
        except MicroturnError as error:
            if is_first and not isinstance(error, SessionFull):
                raise
            self.refused.append(str(error))
            return
        caller = Caller(socket, from_there(self.lines, number * OFFSET), self.crowd.manner(number), self.clock)
        self.callers.append(caller)
        now_s = self.clock.now_s()
        wait_s = (phase_s(number, self.num) - now_s) % TICK_S
        self._talks.append(asyncio.create_task(caller.run(now_s + wait_s)))
        with suppress(TimeoutError):
            async with asyncio.timeout(FIRST_S if is_first else LEAD_BACK_S):
                await caller.is_settled.wait()
        if is_first and not caller.log.results:
            why = caller.log.end or f"none within {FIRST_S:.0f} s"
            raise BadConfig(f"expected results of micro-turns (microturn.tick) from {self.server.url}, got {why}")
