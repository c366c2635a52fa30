from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest

from microturn.bench.drive import Player
from microturn.bench.suite.take import Take
from microturn.core.errors import EngineLost
from microturn.core.messages import MicroTurn
from microturn.core.units import MOUTH_TICK_SAMPLES
from tests.bench.echo import TICKS, Echo, Talker, gone
from tests.fakes import FakeClock

CASE = Echo().items(None, 1, 0)[0]


def played(open_player: Callable[[], Player]) -> Take:
    take = Take(open_player, FakeClock(0.001))
    noise = np.random.default_rng(0)
    for tick in range(TICKS):
        take.step(noise.normal(0, 0.1 if tick < 2 else 0, 3200).astype(np.float32))
    return take


def test_what_goes_in_and_comes_out_is_kept() -> None:
    record = played(Talker).record(user_end=0.4)
    assert len(record.user) == TICKS * 3200
    assert len(record.output) == (TICKS + 1) * MOUTH_TICK_SAMPLES  # what a micro-turn does sounds after it
    assert record.voice[0].start_s == pytest.approx(1.2, abs=0.02)  # decided in the sixth, on 0.8 s of silence
    assert record.said[0].at_s == pytest.approx(record.voice[0].start_s, abs=0.02)
    assert record.heard[0].at_s == pytest.approx(0.4)
    assert record.marks == {"user_end": 0.4}
    assert record.step_ms == pytest.approx([1.0] * TICKS)
    assert not record.failure


def lost(_: MicroTurn) -> MicroTurn:
    raise EngineLost("process is gone")


def hung(_: MicroTurn) -> MicroTurn:
    raise TimeoutError


def short(turn: MicroTurn) -> MicroTurn:
    return replace(turn, audio=turn.audio[:-1])


def wild(turn: MicroTurn) -> MicroTurn:
    return replace(turn, audio=np.full(MOUTH_TICK_SAMPLES, np.nan, np.float32))


@pytest.mark.parametrize(
    ("broken", "reason"),
    [(lost, "process is gone"), (hung, "TimeoutError"), (short, "(4799,)"), (wild, "expected finite samples")],
)
def test_a_target_that_breaks_is_silent_from_then_on(broken: Callable[[MicroTurn], MicroTurn], reason: str) -> None:
    record = played(lambda: Talker(broken)).record()
    assert reason in record.failure
    assert len(record.output) == (TICKS + 1) * MOUTH_TICK_SAMPLES
    assert not record.voice  # it would have spoken in the micro-turn in which it broke
    assert np.isfinite(record.output).all()


def test_what_it_said_before_it_broke_stays() -> None:
    def late(turn: MicroTurn) -> MicroTurn:
        raise EngineLost("late")

    talker = Talker(late)
    talker.plan = [(0.0, 9.0)]
    take = Take(lambda: talker, FakeClock())
    for _ in range(TICKS):
        take.step()  # silence, so that the rule has no cause to stop
    assert [(round(part.start_s, 1), round(part.end_s, 1)) for part in take.record().voice] == [(0.2, 1.2)]


@pytest.mark.parametrize("error", [EngineLost("nobody there"), ConnectionRefusedError("nobody there")])
def test_a_target_that_cannot_be_opened_is_silent(error: Exception) -> None:
    def refuse() -> Player:
        raise error

    take = played(refuse)
    take.close()
    assert take.failure == "nobody there"
    assert not take.record().voice


def test_a_fault_of_ours_is_not_taken_for_the_targets() -> None:
    def fault(_: MicroTurn) -> MicroTurn:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        played(lambda: Talker(fault))


def test_a_session_is_closed() -> None:
    talker = Talker()
    take = Take(lambda: talker, FakeClock())
    take.close()
    assert talker.num_closed == 1
    assert Take(lambda: gone(CASE), FakeClock()).failure == "nobody <there>"
