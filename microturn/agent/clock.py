"""The time of day and timers as tools. Knows no session: what is to be said goes to `ring`.

Timers live as long as the `Timers` that holds them, one for each session.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from microturn.agent.arguments import number_of, text_of
from microturn.agent.tool import Output, Spec, Tool
from microturn.core.clock import Clock, SystemClock
from microturn.core.errors import ToolFailed

MAX_TIMERS = 20
MAX_TIMER_S = 24 * 3600.0
MAX_LABEL_CHARS = 60
Ring = Callable[[str], None]
Sleep = Callable[[float], Awaitable[None]]
UNITS = ((3600, "hour"), (60, "minute"), (1, "second"))


def local_now() -> datetime:
    return datetime.now().astimezone()


class Now:
    """`now`: the present time, with its time zone."""

    def __init__(self, now: Callable[[], datetime] = local_now) -> None:
        self._now = now

    @property
    def spec(self) -> Spec:
        zone = {"type": "string", "description": "IANA name such as Europe/Berlin; left out: the local time"}
        about = "Tell the present time, day and date, here or in a time zone."
        return Spec("current_time", about, {"type": "object", "properties": {"timezone": zone}})

    async def call(self, arguments: dict[str, Any]) -> Output:
        name = text_of(arguments, "timezone", 60, default="")
        now = self._now()
        assert now.tzinfo is not None, "expected a time with its zone"
        if name:
            now = now.astimezone(_zone(name))
        offset = now.strftime("%z")
        day = f"{now:%A}, {now.day} {now:%B %Y}"
        return Output(f"{now:%H:%M} on {day}, {name or now.tzname()} (UTC{offset[:3]}:{offset[3:5]})")


@dataclass
class _Timer:
    number: int
    label: str
    due_s: float
    task: asyncio.Task[None]

    @property
    def name(self) -> str:
        return f"{self.label} timer" if self.label else "timer"


class Timers:
    """Timers that run. `ring` gets a sentence to say when one is over. `clock` and `sleep` go together."""

    def __init__(self, ring: Ring, clock: Clock | None = None, sleep: Sleep = asyncio.sleep) -> None:
        self._ring, self._clock, self._sleep = ring, clock or SystemClock(), sleep
        self._timers: dict[int, _Timer] = {}
        self._last = 0
        self._is_closed = False

    @property
    def tools(self) -> list[Tool]:
        return [SetTimer(self), ListTimers(self), CancelTimer(self)]

    def set(self, seconds: float, label: str) -> int:
        """Its number, counted from 1. Raises ToolFailed when there are too many."""
        if self._is_closed or len(self._timers) >= MAX_TIMERS:
            raise ToolFailed(
                f"expected at most {0 if self._is_closed else MAX_TIMERS} timers at once, cancel one first"
            )
        self._last += 1
        task = asyncio.create_task(self._run(self._last, seconds), name=f"timer {self._last}")
        self._timers[self._last] = _Timer(self._last, label, self._clock.now_s() + seconds, task)
        return self._last

    def pending(self) -> list[str]:
        """A line for each, the next one first."""
        now_s = self._clock.now_s()
        timers = sorted(self._timers.values(), key=lambda timer: timer.due_s)
        return [f"{timer.number}: {timer.name}, {spoken(timer.due_s - now_s)} left" for timer in timers]

    def cancel(self, which: str) -> str:
        """By number or label; gives the name of what was cancelled. Raises ToolFailed when there is no such timer."""
        wanted = which.casefold().removesuffix("timer").strip()
        for timer in self._timers.values():
            is_only = not wanted and len(self._timers) == 1
            if is_only or wanted in (str(timer.number), timer.label.casefold()):
                timer.task.cancel()
                del self._timers[timer.number]
                return timer.name
        known = "; ".join(self.pending()) or "none is set"
        raise ToolFailed(f"expected the number or label of a timer, got {which!r}; timers: {known}")

    def stop(self) -> list[asyncio.Task[None]]:
        """No timer rings from here on -> the tasks that are ending."""
        self._is_closed = True
        tasks = [timer.task for timer in self._timers.values()]
        self._timers.clear()
        for task in tasks:
            task.cancel()
        return tasks

    async def close(self) -> None:
        """The same, and waits for them."""
        await asyncio.gather(*self.stop(), return_exceptions=True)

    async def _run(self, number: int, seconds: float) -> None:
        await self._sleep(seconds)
        timer = self._timers.pop(number)
        self._ring(f"Your {timer.name} is over.")


@dataclass(frozen=True)
class SetTimer:
    timers: Timers

    @property
    def spec(self) -> Spec:
        properties = {
            "seconds": {"type": "number", "minimum": 1, "maximum": MAX_TIMER_S},
            "label": {"type": "string", "description": "what it is for, one or two words such as: tea"},
        }
        about = "Set a timer. Answers at once; when the timer is over, the user is told so without further calls."
        return Spec("set_timer", about, {"type": "object", "properties": properties, "required": ["seconds"]})

    async def call(self, arguments: dict[str, Any]) -> Output:
        seconds = number_of(arguments, "seconds", 1, MAX_TIMER_S)
        label = " ".join(text_of(arguments, "label", MAX_LABEL_CHARS, default="").split())
        label = label[: -len("timer")].strip() if label.casefold().endswith("timer") else label
        number = self.timers.set(seconds, label)
        return Output(f"Timer set: number {number}, {label or 'no label'}, {spoken(seconds)}.")


@dataclass(frozen=True)
class ListTimers:
    timers: Timers

    @property
    def spec(self) -> Spec:
        return Spec("list_timers", "List the timers that are running and what is left of each.")

    async def call(self, arguments: dict[str, Any]) -> Output:
        return Output("\n".join(self.timers.pending()) or "No timer is set.")


@dataclass(frozen=True)
class CancelTimer:
    timers: Timers

    @property
    def spec(self) -> Spec:
        timer = {"type": "string", "description": "its number or its label"}
        parameters = {"type": "object", "properties": {"timer": timer}, "required": ["timer"]}
        return Spec("cancel_timer", "Cancel a timer that is running.", parameters)

    async def call(self, arguments: dict[str, Any]) -> Output:
        which = arguments.get("timer")
        which = str(which) if isinstance(which, int) else text_of(arguments, "timer", MAX_LABEL_CHARS)
        return Output(f"Cancelled: {self.timers.cancel(which)}.")


def spoken(seconds: float) -> str:
    """1 hour 2 minutes 3 seconds."""
    left, parts = max(0, round(seconds)), list[str]()
    for size, name in UNITS:
        count, left = divmod(left, size)
        if count:
            parts.append(f"{count} {name}{'s' if count > 1 else ''}")
    return " ".join(parts) or "0 seconds"


def _zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as error:  # KeyError: not found; OSError: a folder of zones
        raise ToolFailed(f"expected a time zone such as Europe/Berlin, got {name!r}") from error
