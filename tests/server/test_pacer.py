"""The stream's time and the clock's: silence where nothing comes, no sound lost, and never ahead for long."""

from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np
import pytest

from microturn.bench.network.condition import Condition
from microturn.core.messages import Audio
from microturn.core.units import EAR_TICK_SAMPLES, TICK_S
from microturn.server.jitter import Buffer
from microturn.server.pacer import MOST_S, PATIENCE_S, QUIET, STEADY_S, STEADY_TICKS, PacedLine, Pacer
from tests.server.lossy import FRAME, HZ, arrivals

PAUSE, STEPS = 1 / 1024, 10  # of a microphone; in a micro-turn


def test_sound_that_comes_in_time_leaves_no_silence() -> None:
    pacer = Pacer(10.0)
    for tick in range(50):
        now_s = 10.0 + 0.2 * (tick + 1) + 0.1  # a tenth late
        assert pacer.due(now_s) == 0
        pacer.fed(1, now_s)


def test_silence_takes_the_place_of_what_does_not_come() -> None:
    pacer = Pacer(0.0)
    assert pacer.due(0.2 + PATIENCE_S - 0.01) == 0
    assert pacer.due(0.2 + PATIENCE_S) == 1
    assert pacer.due(1.0 + PATIENCE_S) == 4
    assert pacer.wait_s(1.0 + PATIENCE_S) > 0.19


def test_a_client_ahead_of_time_is_waited_for() -> None:
    pacer = Pacer(0.0)
    pacer.fed(15, 0.0)  # 3 s at once
    assert pacer.due(3.0) == 0
    assert pacer.due(3.2 + PATIENCE_S) == 1
    assert not pacer.is_ahead(0.0)


def test_a_client_that_has_not_paused_for_long_is_waited_for_longer() -> None:
    pacer = Pacer(0.0)
    for tick in range(STEADY_TICKS):
        pacer.fed(1, TICK_S * (tick + 1))
    last_s = STEADY_TICKS * TICK_S
    assert pacer.due(last_s + TICK_S + STEADY_S - 0.01) == 0
    assert pacer.due(last_s + TICK_S + STEADY_S) > 0
    for tick in range(STEADY_TICKS - 1):  # it meant the pause
        pacer.fed(1, last_s + 5 + TICK_S * (tick + 1))
    last_s += 5 + (STEADY_TICKS - 1) * TICK_S
    assert pacer.due(last_s + TICK_S + PATIENCE_S + 0.2) > 0


def test_a_client_that_sends_too_little_does_not_fall_behind() -> None:
    """Half of what it should, steadily."""
    pacer, num = Pacer(0.0), 0
    for tick in range(1, 50):
        num += pacer.due(2 * TICK_S * tick)
        pacer.fed(1, 2 * TICK_S * tick)
        num += 1
        assert 2 * TICK_S * tick - num * TICK_S <= 1.4 + 1e-6
    assert not pacer.is_ahead(2 * TICK_S * 49)


@dataclass
class Stream:
    """A client that speaks at the pace of speech over a line that now and then stands still. `levels`: of each
    micro-turn; `stalls`: from when until when nothing comes; `every_s`: what it gathers before it sends. What is put in
    has level 0."""

    levels: list[float]
    stalls: list[tuple[float, float]] = field(default_factory=lambda: list[tuple[float, float]]())
    every_s: float = TICK_S
    time_s: float = 0.0
    fed: list[float] = field(default_factory=lambda: list[float]())
    fed_s: list[float] = field(default_factory=lambda: list[float]())

    def now_s(self) -> float:
        return self.time_s

    def feed(self, audio: Audio) -> None:
        self.fed.append(float(audio[0]))
        self.fed_s.append(self.time_s)

    def run(self) -> "Stream":
        paced, num = PacedLine(self, self), 0  # pyright: ignore[reportArgumentType]
        for step in range(1, len(self.levels) * STEPS + 1):
            self.time_s = step * TICK_S / STEPS
            paced.keep_time()
            if not any(start_s <= self.time_s < end_s for start_s, end_s in self.stalls):
                sent_s = int(self.time_s / self.every_s + 1e-6) * self.every_s
                for level in self.levels[num : int(sent_s / TICK_S + 1e-6)]:
                    paced.feed(np.full(EAR_TICK_SAMPLES, level, np.float32))
                    num += 1
        return self

    @property
    def words(self) -> list[float]:
        return words_of(self.fed)

    @property
    def num_put_in(self) -> int:
        return self.fed.count(0.0)

    @property
    def ahead_s(self) -> float:
        """At the end."""
        return len(self.fed) * TICK_S - self.time_s


def words_of(levels: list[float]) -> list[float]:
    return [level for level in levels if level > QUIET]


def speech(num: int) -> list[float]:
    """Words, no two alike, with pauses of 2 s after every 3 s."""
    return [0.5 + k / 4096 if k % 25 < 15 else PAUSE for k in range(num)]


@pytest.mark.parametrize(("length_s", "most"), [(0.3, 0), (0.5, 1), (1.0, 4), (3.0, 14)])
def test_a_stall_loses_no_word_and_leaves_the_stream_on_the_clock(length_s: float, most: int) -> None:
    stream = Stream(speech(200), [(5.5, 5.5 + length_s)]).run()
    assert stream.words == words_of(speech(200))
    assert stream.num_put_in <= most
    assert abs(stream.ahead_s) <= TICK_S + 1e-6


def test_stalls_like_one_before_put_nothing_into_words() -> None:
    stalls = [(at, at + 1.0) for at in map(float, range(5, 100, 10))]
    once, often = (Stream(speech(520), stalls[:num]).run() for num in (1, len(stalls)))
    assert often.num_put_in == once.num_put_in > 0
    assert often.words == words_of(speech(520))
    assert abs(often.ahead_s) <= TICK_S + 1e-6


def test_where_there_are_no_pauses_nothing_is_left_out_and_the_stream_is_ahead_by_little() -> None:
    stalls = [(at, at + 3.0) for at in (10.0, 25.0, 40.0, 55.0, 70.0)]
    stream = Stream([0.5] * 550, [*stalls, (100.0, 104.0)]).run()
    assert len(stream.words) == 550
    waits_s = [late_s - early_s for early_s, late_s in pairwise(stream.fed_s) if 99.0 < early_s < 104.0]
    assert TICK_S + PATIENCE_S < max(waits_s) <= TICK_S + 2 * MOST_S + 1e-6, "the model does not stand still for long"


def test_a_client_that_sends_a_second_at_a_time_is_soon_heard_without_holes() -> None:
    stream = Stream(speech(300), every_s=1.0).run()
    assert stream.words == words_of(speech(300))
    assert 0.0 not in stream.fed[50:]
    assert abs(stream.ahead_s) <= 1.0


@pytest.mark.parametrize(
    "network", [Condition(), Condition(jitter_ms=200), Condition(jitter_ms=400), Condition(loss=10, jitter_ms=200)]
)
def test_into_the_sound_of_a_track_no_silence_is_put(network: Condition) -> None:
    """Its buffer waits for what is late, and gives silence itself."""
    stream, buffer, num = Stream([]), Buffer(HZ), 0
    paced = PacedLine(stream, stream)  # pyright: ignore[reportArgumentType]
    for packet in arrivals(network, 60):
        while stream.time_s < packet.at_s:
            wake_s = stream.time_s + paced.pacer.wait_s(stream.time_s)
            stream.time_s = min(packet.at_s, max(stream.time_s, min(buffer.due_s, wake_s)))
            num = hand_on(buffer, paced, num, stream.time_s)
        buffer.put(packet.number * FRAME, FRAME, b"", packet.at_s)
        num = hand_on(buffer, paced, num, packet.at_s)
    assert 0.0 not in stream.fed[stream.fed.index(0.5) :]


def hand_on(buffer: Buffer, paced: PacedLine, num: int, now_s: float) -> int:
    """What is whole, and the silence that is due. -> packets that have been handed on."""
    before, num = num, num + len(buffer.take(now_s))
    for _ in range(num // 10 - before // 10):
        paced.feed(np.full(EAR_TICK_SAMPLES, 0.5, np.float32))
    paced.keep_time()
    return num
