"""The engine's bookkeeping: sessions take turns by arrival, and see nothing of each other."""

import numpy as np
import pytest

from microturn.core.clock import SystemClock
from microturn.core.messages import Close, Feed, Open, Refused, Turned, Unheard
from microturn.engine.client import Session
from microturn.engine.runner import Runner
from microturn.engine.worker import Worker
from tests.engine.checkpoints import tiny_checkpoint
from tests.engine.test_runner import TOLERANCE


@pytest.fixture(scope="module")
def runner(tmp_path_factory: pytest.TempPathFactory) -> Runner:
    return Runner(tiny_checkpoint(tmp_path_factory.mktemp("tiny")), SystemClock())


def noise(seed: int, num: int = 4) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 0.1, (num, 3200)).astype(np.float32)


def test_sessions_are_what_they_are_alone(runner: Runner) -> None:
    worker = Worker(runner, 2)
    for name, seed in (("a", 1), ("b", 2)):
        assert worker.take(Open(name, seed, "be brief")) is None
    for pair in zip(noise(1), noise(2)):
        for name, audio in zip("ab", pair):
            assert worker.take(Feed(name, audio)) is None
    found: dict[str, list[np.ndarray]] = {"a": [], "b": []}
    while not worker.is_idle:
        for result in worker.turn():
            assert isinstance(result, Turned)
            found[result.session].append(result.turn.audio)
    for name, seed in (("a", 1), ("b", 2)):
        alone = Worker(runner, 1)
        alone.take(Open(name, seed, "be brief"))
        for audio, heard in zip(noise(seed), found[name]):
            alone.take(Feed(name, audio))
            (result,) = alone.turn()
            assert isinstance(result, Turned)
            assert np.abs(result.turn.audio - heard).max() < TOLERANCE


def sessions(worker: Worker) -> list[list[str]]:
    """Who went together, until nobody waits."""
    out = list[list[str]]()
    while not worker.is_idle:
        out.append([result.session for result in worker.turn()])
    return out


def test_who_came_first_goes_first(runner: Runner) -> None:
    worker = Worker(runner, 2)
    worker.take(Open("a"))
    worker.take(Open("b"))
    for name in "bab":
        worker.take(Feed(name, noise(0)[0]))
    assert sessions(worker) == [["b", "a"], ["b"]]


def test_who_sends_a_minute_at_once_holds_up_nobody(runner: Runner) -> None:
    worker = Worker(runner, 2)
    worker.take(Open("a"))
    worker.take(Open("b"))
    for name in "aaaabb":
        worker.take(Feed(name, noise(0)[0]))
    assert sessions(worker) == [["a", "b"], ["a", "b"], ["a"], ["a"]]


def test_no_more_than_a_batch_go_together(runner: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("microturn.engine.worker.MAX_TOGETHER", 2)
    worker = Worker(runner, 3)
    for name in "abc":
        worker.take(Open(name))
    for name in "abcab":
        worker.take(Feed(name, noise(0)[0]))
    assert sessions(worker) == [["a", "b"], ["c", "a"], ["b"]]


def test_refusals_name_what_is_wrong_and_harm_nobody(runner: Runner) -> None:
    worker = Worker(runner, 1)
    worker.take(Open("a"))
    assert worker.take(Open("b")) == Refused("b", "expected fewer than 1 sessions, all are taken; try again later")
    refused = worker.take(Feed("c", noise(0)[0]))
    assert refused is not None
    assert "not" in refused.reason
    assert worker.take(Unheard("c", 0)) is not None
    assert worker.take(Unheard("a", 0)) is None
    worker.take(Feed("a", np.full(3200, np.nan, np.float32)))
    worker.take(Feed("a", noise(0)[0]))
    worker.take(Open("d"))
    assert isinstance(worker.turn()[0], Refused)
    assert isinstance(worker.turn()[0], Turned)
    worker.take(Feed("a", noise(0)[0]))
    worker.take(Close("a"))
    assert worker.is_idle
    assert worker.take(Open("b")) is None
    assert isinstance(worker.seats["b"].session, Session)
