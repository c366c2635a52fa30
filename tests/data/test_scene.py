import pytest

from microturn.data.bank import Span, Utterance
from microturn.data.scene import Own, Speech, own_ticks, part, reply_tick, tick_at, yield_tick

PHONES = tuple(Span("b", 0.1 + 0.025 * k, 0.125 + 0.025 * k) for k in range(40))
ROW = Utterance("user", "one two", words=(Span("one", 0.1, 0.5), Span("two", 0.6, 1.1)), phones=PHONES, seconds=1.3)


@pytest.mark.parametrize(("time_s", "tick"), [(0.0, 0), (0.2, 0), (0.2001, 1), (0.4, 1), (1.0, 4), (1.01, 5)])
def test_tick_at_is_the_first_that_ends_there(time_s: float, tick: int) -> None:
    assert tick_at(time_s) == tick
    assert 0.2 * (tick + 1) >= time_s - 1e-9


def test_deadlines() -> None:
    assert reply_tick(1.00) == 5  # ends at 1.2
    assert reply_tick(1.01) == 6
    assert yield_tick(1.05) == 7  # ends at 1.6


def test_speed_scales_times() -> None:
    speech = Speech(ROW, 2.0, speed=2.0)
    assert speech.onset_s == pytest.approx(2.05)
    assert speech.end_s == pytest.approx(2.55)


def test_part_keeps_its_words_and_counts_from_its_own_start() -> None:
    tail = part(ROW, 1, 2)
    assert (tail.text, tail.offset_s) == ("two", pytest.approx(0.55))
    assert tail.words[0].start_s == pytest.approx(0.05)
    assert tail.seconds == pytest.approx(0.75)
    assert part(ROW, 0, 1).seconds + tail.seconds == pytest.approx(ROW.seconds)
    assert all(0 <= p.start_s < p.end_s <= tail.seconds for p in tail.phones)


def test_own_speech_ends_with_its_words_or_its_cut() -> None:
    assert own_ticks(ROW) == 6  # 1.1 + 0.1 - 0.05 = 1.15 s
    assert Own(ROW, 10).end_tick == 16
    assert Own(ROW, 10, 12).end_tick == 12
    assert Own(ROW, 10, 99).end_tick == 16
    assert Own(ROW, 10).end_s == pytest.approx(3.4)  # a micro-turn after its last tick has ended
