"""One request over links that do what tests say, on a clock that only the test turns."""

import asyncio
import math
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pytest

from microturn.bench.items import Item
from microturn.bench.network.call import AFTER_S, Call, converse
from microturn.bench.transports import Arrival, Heard, Link, Sound, Ticked, Written
from microturn.core.errors import EngineLost
from microturn.core.messages import Audio
from microturn.core.units import MOUTH_HZ
from tests.bench.load_server import LoopClock, played

ITEM = Item("answer", "request", 0, 0, np.zeros(0, np.float32), "hello", end_s=1.0)
NOTHING = np.zeros(0, np.float32)


@dataclass(eq=False)
class FakeLink:
    """Takes `stall_s` for the packet in the middle of the request; answers from `answer_s` on; breaks at `breaks_s`.
    `is_mute`: nothing comes."""

    stall_s: float = 0.0
    answer_s: float = math.inf
    breaks_s: float = math.inf
    close_s: float = 0.0
    is_mute: bool = False
    sent: list[tuple[int, float]] = field(default_factory=lambda: list[tuple[int, float]]())
    num_ticks: int = 0

    async def send(self, chunk: int) -> None:
        if chunk == 25:
            await asyncio.sleep(self.stall_s)
        self.sent.append((chunk, LoopClock().now_s()))

    async def receive(self) -> Sequence[Arrival]:
        await asyncio.sleep(1e6 if self.is_mute else 0.2)
        now_s, tick = LoopClock().now_s(), self.num_ticks
        if now_s > self.breaks_s:
            raise EngineLost("expected the server to go on, it did not")
        self.num_ticks += 1
        is_voice = self.answer_s <= now_s < self.answer_s + 0.8
        sound = np.full(MOUTH_HZ // 5, 0.2 if is_voice else 0.0, np.float32)
        return Ticked(now_s, tick, 1.0), Sound(now_s, sound), Written(now_s, " a" if tick == 6 else "", True)

    async def close(self) -> Heard:
        await asyncio.sleep(self.close_s)
        return Heard(NOTHING, NOTHING)


@dataclass(frozen=True)
class Way:
    link: FakeLink
    refusal: Exception | None = None
    name: str = "fake"

    async def open(self, item: Item, user: Audio) -> Link:
        await asyncio.sleep(0.3)
        if self.refusal:
            raise self.refusal
        return self.link


def call_over(link: FakeLink, refusal: Exception | None = None) -> Call:
    return played(converse(Way(link, refusal), ITEM, LoopClock()))


def test_a_request_ends_with_its_answer() -> None:
    link = FakeLink(answer_s=1.8)
    call = call_over(link)
    assert (call.failure, call.connect_s) == ("", pytest.approx(0.3))
    assert call.written(True) == "a"
    assert call.latency_s() == pytest.approx(1.9 - 1.3, abs=0.021)
    assert call.sent_s[0] == pytest.approx(0.32)
    assert 3.7 < call.sent_s[-1] < 4.5
    assert [chunk for chunk, _ in link.sent] == list(range(len(call.sent_s)))
    assert max(call.lateness_s) < 0.001


def test_what_cannot_leave_waits_and_the_caller_speaks_on() -> None:
    link = FakeLink(stall_s=0.7, answer_s=1.8)
    call = call_over(link)
    at_s = dict(link.sent)
    assert at_s[24] == pytest.approx(0.3 + 0.5)
    assert at_s[25] == at_s[40] == pytest.approx(0.3 + 0.52 + 0.7)
    assert call.sent_s[40] == pytest.approx(0.3 + 0.82)  # as spoken


def test_without_an_answer_it_ends_when_none_can_come_any_more() -> None:
    call = call_over(FakeLink())
    assert call.latency_s() is None
    assert 7.0 < call.sent_s[-1] - 0.3 < 7.5


@pytest.mark.parametrize(
    ("link", "refusal", "failure", "is_connected"),
    [
        (FakeLink(), ConnectionRefusedError("nobody"), "not connected: ConnectionRefusedError nobody", False),
        (FakeLink(), TimeoutError(), "not connected: TimeoutError", False),
        (FakeLink(breaks_s=1.0), None, "broke off: EngineLost expected the server to go on", True),
        (FakeLink(answer_s=1.8, close_s=1e3), None, "did not end well: TimeoutError", True),
    ],
)
def test_what_breaks_is_told(link: FakeLink, refusal: Exception | None, failure: str, is_connected: bool) -> None:
    call = call_over(link, refusal)
    assert call.failure.startswith(failure)
    assert (call.connect_s is not None) == is_connected


def test_a_call_without_results_ends_with_its_sound() -> None:
    call = call_over(FakeLink(is_mute=True))
    assert len(call.sent_s) * 0.02 == pytest.approx(ITEM.end_s + AFTER_S, abs=0.25)
