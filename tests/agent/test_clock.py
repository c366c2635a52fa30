"""The time is told in any zone; timers ring once, in order, and not after they are cancelled or closed."""

import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from microturn.agent.clock import MAX_TIMER_S, MAX_TIMERS, Now, Timers, spoken
from microturn.agent.tool import Tool
from microturn.core.errors import ToolFailed


class Hours:
    """A clock that a test moves, with the sleep that belongs to it."""

    def __init__(self) -> None:
        self.time_s = 100.0
        self._sleepers: list[tuple[float, asyncio.Event]] = []

    def now_s(self) -> float:
        return self.time_s

    async def sleep(self, seconds: float) -> None:
        event = asyncio.Event()
        self._sleepers.append((self.time_s + seconds, event))
        await event.wait()

    async def go(self, seconds: float) -> None:
        await settle()
        self.time_s += seconds
        for due_s, event in sorted(self._sleepers, key=lambda sleeper: sleeper[0]):
            if due_s <= self.time_s:
                event.set()
                await settle()


async def settle() -> None:
    for _ in range(5):
        await asyncio.sleep(0)


class Room:
    def __init__(self) -> None:
        self.hours, self.said = Hours(), list[str]()
        self.timers = Timers(self.said.append, self.hours, self.hours.sleep)
        self.tools: dict[str, Tool] = {tool.spec.name: tool for tool in self.timers.tools}

    async def call(self, name: str, **arguments: Any) -> str:
        return (await self.tools[name].call(arguments)).text


def test_now_is_told_in_any_zone() -> None:
    now = Now(lambda: datetime(2026, 11, 7, 23, 5, tzinfo=UTC))
    assert call(now) == "23:05 on Saturday, 7 November 2026, UTC (UTC+00:00)"
    assert call(now, timezone="Europe/Berlin") == "00:05 on Sunday, 8 November 2026, Europe/Berlin (UTC+01:00)"
    assert call(now, timezone="Asia/Kolkata").startswith("04:35 on Sunday")
    assert call(now, timezone=None).startswith("23:05")
    west = Now(lambda: datetime(2026, 7, 1, 8, 0, tzinfo=timezone(timedelta(hours=-3, minutes=-30), "NDT")))
    assert call(west) == "08:00 on Wednesday, 1 July 2026, NDT (UTC-03:30)"


@pytest.mark.parametrize("zone", ["Berlin", "Mars/Olympus", "Europe", "../../etc/passwd", "/etc/localtime", "a\0b", 5])
def test_unknown_zones(zone: object) -> None:
    with pytest.raises(ToolFailed, match="expected"):
        call(Now(lambda: datetime(2026, 11, 7, tzinfo=UTC)), timezone=zone)


def test_the_local_time_has_a_zone() -> None:
    assert "UTC" in call(Now())


def test_timers_ring_in_their_order() -> None:
    async def main() -> None:
        room = Room()
        assert await room.call("set_timer", seconds=300, label="tea") == "Timer set: number 1, tea, 5 minutes."
        assert await room.call("set_timer", seconds="60", label="Egg Timer") == "Timer set: number 2, Egg, 1 minute."
        assert await room.call("set_timer", seconds=61) == "Timer set: number 3, no label, 1 minute 1 second."
        await room.hours.go(30)
        assert await room.call("list_timers") == (
            "2: Egg timer, 30 seconds left\n3: timer, 31 seconds left\n1: tea timer, 4 minutes 30 seconds left"
        )
        assert not room.said
        await room.hours.go(31)
        assert room.said == ["Your Egg timer is over.", "Your timer is over."]
        await room.hours.go(1000)
        assert room.said[2:] == ["Your tea timer is over."]
        assert await room.call("list_timers") == "No timer is set."

    asyncio.run(main())


def test_cancelled_timers_are_silent() -> None:
    async def main() -> None:
        room = Room()
        await room.call("set_timer", seconds=10, label="tea")
        await room.call("set_timer", seconds=10, label="pasta")
        await room.call("set_timer", seconds=10)
        assert await room.call("cancel_timer", timer="Tea timer") == "Cancelled: tea timer."
        assert await room.call("cancel_timer", timer=3) == "Cancelled: timer."
        with pytest.raises(ToolFailed, match="got 'tea'; timers: 2: pasta timer"):
            await room.call("cancel_timer", timer="tea")
        with pytest.raises(ToolFailed, match="got nothing"):
            await room.call("cancel_timer")
        await room.call("set_timer", seconds=20, label="egg")
        await room.hours.go(10)
        assert room.said == ["Your pasta timer is over."]
        assert await room.call("cancel_timer", timer="timer") == "Cancelled: egg timer."
        await room.hours.go(20)
        assert len(room.said) == 1

    asyncio.run(main())


def test_timers_end_with_close() -> None:
    async def main() -> None:
        room = Room()
        await room.call("set_timer", seconds=10, label="tea")
        await room.timers.close()
        await room.hours.go(10)
        assert not room.said
        assert len(asyncio.all_tasks()) == 1
        with pytest.raises(ToolFailed, match="at most 0 timers"):
            await room.call("set_timer", seconds=10)

    asyncio.run(main())


def test_timers_are_bounded() -> None:
    async def main() -> None:
        room = Room()
        bad = (0, -1, MAX_TIMER_S + 1, float("nan"), "soon", None, True)
        for seconds in bad:
            with pytest.raises(ToolFailed, match="expected `seconds` as a number from 1 to 86400"):
                await room.call("set_timer", seconds=seconds)
        with pytest.raises(ToolFailed, match="at most 60 characters"):
            await room.call("set_timer", seconds=5, label="x" * 61)
        for _ in range(MAX_TIMERS):
            await room.call("set_timer", seconds=5)
        with pytest.raises(ToolFailed, match="at most 20 timers"):
            await room.call("set_timer", seconds=5)
        await room.hours.go(5)
        assert len(room.said) == MAX_TIMERS
        await room.call("set_timer", seconds=5)
        await room.timers.close()

    asyncio.run(main())


def test_spoken_times() -> None:
    assert [spoken(s) for s in (0, 1, 59.6, 3600, 7325)] == [
        "0 seconds", "1 second", "1 minute", "1 hour", "2 hours 2 minutes 5 seconds",
    ]  # fmt: skip


def call(tool: Tool, **arguments: object) -> str:
    answer: Coroutine[Any, Any, Any] = tool.call(arguments)
    return asyncio.run(answer).text
