"""The engine's bookkeeping: sessions go by deadline, see nothing of each other, and are as many as can be held."""

import numpy as np
import pytest

from microturn.core.clock import SystemClock
from microturn.core.messages import Close, Feed, Open, Refused, Turned, Unheard
from microturn.engine.admission import Bounds
from microturn.engine.client import Session
from microturn.engine.runner import Runner
from microturn.engine.worker import MAX_TOGETHER, Worker
from tests.engine.checkpoints import tiny_checkpoint
from tests.engine.crowd import Crowd
from tests.engine.test_runner import TOLERANCE


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return Runner(tiny_checkpoint(tmp_path_factory.mktemp("tiny")), SystemClock())


def noise(seed: int, num: int = 4) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.1, (num, 3200)).astype(np.float32)


def feed(worker: Worker, names: str, samples: np.ndarray | None = None) -> None:
    """A micro-turn of each comes now."""
    for name in names:
        audio = noise(0)[0] if samples is None else samples
        assert worker.take(Feed(name, audio, came_s=worker.runner.clock.now_s())) is None


def test_sessions_are_what_they_are_alone(runner: Runner) -> None:
    worker = Worker(runner, Bounds(2, 2))
    for name, seed in (("a", 1), ("b", 2)):
        assert worker.take(Open(name, seed, "be brief")) is None
    for pair in zip(noise(1), noise(2)):
        for name, audio in zip("ab", pair):
            feed(worker, name, audio)
    found: dict[str, list[np.ndarray]] = {"a": [], "b": []}
    while not worker.is_idle:
        for result in worker.turn():
            assert isinstance(result, Turned)
            found[result.session].append(result.turn.audio)
    for name, seed in (("a", 1), ("b", 2)):
        alone = Worker(runner, Bounds(1, 1))
        alone.take(Open(name, seed, "be brief"))
        for audio, heard in zip(noise(seed), found[name]):
            feed(alone, name, audio)
            (result,) = alone.turn()
            assert isinstance(result, Turned)
            assert np.abs(result.turn.audio - heard).max() < TOLERANCE


def crowd_of(names: str) -> Crowd:
    crowd = Crowd()
    for name in names:
        crowd.open(name)
    return crowd


def callers(crowd: Crowd, num: int, start_s: float, seconds: float) -> list[str]:
    """Sessions that speak at the pace of speech, their micro-turns spread over 200 ms."""
    names = [f"caller {number}" for number in range(num)]
    for number, name in enumerate(names):
        crowd.open(name)
        crowd.send(name, start_s + 0.2 * number / num, round(5 * seconds))
    return names


def worst_s(crowd: Crowd, names: list[str]) -> float:
    return max(max(crowd.lateness_s[name]) for name in names)


def test_who_came_first_goes_first() -> None:
    crowd = crowd_of("ab")
    for name, came_s in (("b", 0.1), ("a", 0.15), ("b", 0.3)):
        crowd.send(name, came_s, 1)
    crowd.clock.time_s = 0.4
    crowd.run()
    assert crowd.batches == [["b", "a"], ["b"]]


def test_no_more_than_a_batch_go_together_the_earliest_deadlines_first() -> None:
    names = [chr(ord("a") + k) for k in range(MAX_TOGETHER + 2)]
    crowd = crowd_of("".join(names))
    for k, name in enumerate(reversed(names)):
        crowd.send(name, 0.01 * k, 1)
    crowd.clock.time_s = 0.5
    crowd.run()
    assert crowd.batches == [names[:1:-1], ["b", "a"]]


@pytest.mark.parametrize("num", [1, 10, 25])
def test_nobody_is_late_below_capacity(num: int) -> None:
    crowd = Crowd()
    names = callers(crowd, num, 1.0, 4.0)
    crowd.run()
    assert [len(crowd.lateness_s[name]) for name in names] == [20] * num
    assert worst_s(crowd, names) < 0.1
    assert crowd.worker.load.num_missed == 0


def test_nobody_starves_above_capacity() -> None:
    crowd = Crowd()
    names = callers(crowd, 60, 1.0, 3.0)
    crowd.run(4.0)
    done = [len(crowd.lateness_s[name]) for name in names]
    assert max(done) - min(done) <= 1
    assert max(done) < 15
    assert crowd.worker.load.num_missed > 0


@pytest.mark.parametrize(("num", "senders"), [(1, "a"), (12, "a"), (24, "a"), (16, "abcdefgh")])
def test_who_sends_a_minute_at_once_delays_nobody(num: int, senders: str) -> None:
    """And is not behind the pace of speech."""
    crowd = crowd_of(senders)
    for name in senders:
        crowd.send(name, 1.5, 300, 0.0)
    names = callers(crowd, num, 1.0, 4.0)
    crowd.run(5.0)
    assert worst_s(crowd, names) < 0.12
    assert crowd.worker.load.num_missed == 0
    assert min(len(crowd.lateness_s[name]) for name in senders) > 3.4 * 5


def test_who_sends_at_once_comes_last_where_not_all_go_together() -> None:
    crowd = crowd_of("a")
    crowd.send("a", 0.9, 300, 0.0)
    crowd.run(0.99)
    names = [f"caller {k}" for k in range(2 * MAX_TOGETHER)]
    for name in names:
        crowd.open(name)
        crowd.send(name, 1.0, 1)
    crowd.batches.clear()
    crowd.run(1.18)
    assert "a" not in [name for batch in crowd.batches[1:3] for name in batch]
    assert worst_s(crowd, names) < 0.2


def test_the_pace_starts_anew_once_all_is_done() -> None:
    seat = crowd_of("a").worker.seats["a"]
    for came_s in (1.0, 1.0, 1.1, 1.5):
        seat.add(noise(0)[0], came_s)
    assert [round(time_s, 3) for time_s, _ in seat.waiting] == [1.0, 1.2, 1.4, 1.6]
    seat.waiting.clear()
    seat.done_s = 1.7
    seat.add(noise(0)[0], 1.65)
    assert round(seat.waiting.pop()[0], 3) == 1.8
    seat.add(noise(0)[0], 1.72)
    assert seat.waiting.pop()[0] == 1.72


def test_who_was_held_up_catches_up() -> None:
    crowd = crowd_of("a")
    crowd.send("a", 1.0, 5, 0.0)
    crowd.send("a", 1.2, 15)
    names = callers(crowd, 24, 1.0, 3.0)
    crowd.run()
    assert max(crowd.lateness_s["a"][10:]) < 0.1
    assert worst_s(crowd, names) < 0.1


def arrive(crowd: Crowd, until_s: float) -> list[bool]:
    """Four callers a second, each for as long as the test; who was let in."""
    found = list[bool]()
    while crowd.clock.time_s < until_s:
        name = f"caller {len(crowd.worker.seats)}"
        found.append(crowd.open(name))
        if found[-1]:
            crowd.send(name, crowd.clock.time_s + 0.2 * ((0.618 * len(crowd.worker.seats)) % 1), 500)
        start_s = crowd.clock.time_s
        crowd.run(start_s + 0.25)
        crowd.clock.time_s = max(crowd.clock.time_s, start_s + 0.25)
    return found


def test_sessions_are_let_in_as_they_can_be_held() -> None:
    """While there is time for more; fewer when all costs twice as much; then again. Those who are in stay in."""
    crowd = Crowd(Bounds(4, 60))
    crowd.runner.fixed_ms, crowd.runner.each_ms = 18.0, 10.0  # 17 take all of the time
    assert not all(arrive(crowd, 25.0)[-20:])
    num_open, load = len(crowd.worker.seats), crowd.worker.load
    assert 8 <= num_open <= 13
    assert (load.max_open, load.num_missed) == (num_open, 0)
    assert 0.5 < load.share < 0.8

    crowd.runner.fixed_ms, crowd.runner.each_ms = 36.0, 20.0
    assert not any(arrive(crowd, 30.0))
    assert crowd.worker.load.num_missed > 0
    assert crowd.worker.load.max_open <= num_open // 2
    assert len(crowd.worker.seats) == num_open

    crowd.runner.fixed_ms, crowd.runner.each_ms = 18.0, 10.0
    for name in list(crowd.worker.seats)[4:]:
        crowd.close(name)
    assert any(arrive(crowd, 45.0))
    assert 8 <= len(crowd.worker.seats) <= 13


def test_a_picture_is_seen_in_the_next_micro_turn(runner: Runner) -> None:
    """The tiny checkpoint has an eye."""
    heard = list[list[str]]()
    for pictures in ([], [np.full((120, 160, 3), 255, np.uint8)]):
        worker = Worker(runner, Bounds(1, 1))
        worker.take(Open("a"))
        assert [worker.take(Feed("a", picture=picture)) for picture in pictures] == [None] * len(pictures)
        for audio in noise(0, 6):
            worker.take(Feed("a", audio))
        results = [result for _ in range(6) for result in worker.turn()]
        heard.append([r.turn.said + r.turn.heard for r in results if isinstance(r, Turned)])
    assert heard[0] != heard[1]
    refused = worker.take(Feed("a", picture=np.zeros((4, 4, 3), np.uint8)))
    assert refused is not None
    assert "[4, 4, 3]" in refused.reason


def test_refusals_name_what_is_wrong_and_harm_nobody(runner: Runner) -> None:
    worker = Worker(runner, Bounds(1, 1))
    worker.take(Open("a"))
    assert worker.take(Open("b")) == Refused("b", "expected fewer than 1 sessions, all are taken; try again later")
    refused = worker.take(Feed("c", noise(0)[0]))
    assert refused is not None
    assert "not" in refused.reason
    assert worker.take(Unheard("c", 0)) is not None
    assert worker.take(Unheard("a", 0)) is None
    feed(worker, "a", np.full(3200, np.nan, np.float32))
    feed(worker, "a")
    worker.take(Open("d"))
    assert isinstance(worker.turn()[0], Refused)
    assert isinstance(worker.turn()[0], Turned)
    feed(worker, "a")
    worker.take(Close("a"))
    assert worker.is_idle
    assert worker.take(Open("b")) is None
    assert isinstance(worker.seats["b"].session, Session)
