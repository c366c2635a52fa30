"""Sessions that go in step do what each does alone, whenever one ends; what goes wrong reaches everybody."""

import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from microturn.bench.suite import together
from microturn.bench.suite.record import SPENT
from microturn.bench.suite.together import Member, share
from microturn.core.errors import BadAudio, MicroturnError
from microturn.core.messages import MicroTurn
from microturn.core.units import TICK_S
from microturn.engine.client import Session
from tests.engine.checkpoints import tiny_checkpoint
from tests.engine.test_runner import TOLERANCE

Join = Callable[[Session], Member]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"))


def noise(seed: int) -> np.ndarray:
    """Items differ in length."""
    return np.random.default_rng(seed).normal(0, 0.1, (3 + seed % 4, 3200)).astype(np.float32)


def test_each_does_what_it_does_alone(folder: Path) -> None:
    made = dict[int, list[MicroTurn]]()

    def play(case: int, join: Join) -> None:
        player = join(Session.open(folder, seed=case))
        player.tell("be brief")
        made[case] = [player.step(sound, "hello" if case == 2 else "") for sound in noise(case)]
        player.close()

    share(range(11), 4, play)
    assert sorted(made) == list(range(11))
    for case, turns in made.items():
        alone = Session.open(folder, seed=case)
        alone.tell("be brief")
        for sound, turn in zip(noise(case), turns):
            wanted = alone.step(sound, "hello" if case == 2 else "")
            assert (turn.tick, turn.is_voice, turn.said, turn.heard) == (
                wanted.tick,
                wanted.is_voice,
                wanted.said,
                wanted.heard,
            )
            assert np.abs(turn.audio - wanted.audio).max() < TOLERANCE


def test_each_tells_what_it_has_cost(folder: Path) -> None:
    spent, begun_s = dict[int, float](), time.process_time()

    def play(case: int, join: Join) -> None:
        player = join(Session.open(folder, seed=case))
        assert player.marks == {}
        for sound in noise(case):
            player.step(sound)
        spent[case] = player.marks[SPENT] * len(noise(case)) * TICK_S / 60

    share(range(5), 3, play)
    assert len(spent) == 5
    assert min(spent.values()) > 0
    assert sum(spent.values()) < time.process_time() - begun_s


def test_who_fails_holds_up_nobody(folder: Path) -> None:
    made = list[int]()

    def play(case: int, join: Join) -> None:
        player = join(Session.open(folder, seed=case))
        for sound in noise(case):
            player.step(sound)
        if case == 1:
            player.step(np.full(3200, np.nan, np.float32))
        made.append(case)

    with pytest.raises(BadAudio, match="NaN"):
        share(range(3), 3, play)
    assert sorted(made) == [0, 2]


def test_what_goes_wrong_with_all_reaches_all(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> list[MicroTurn]:
        raise MicroturnError("out of order")

    monkeypatch.setattr(together, "step_all", broken)
    reasons = list[str]()

    def play(case: int, join: Join) -> None:
        player = join(Session.open(folder, seed=case))
        with pytest.raises(MicroturnError) as caught:
            player.step(noise(case)[0])
        reasons.append(str(caught.value))

    share(range(4), 2, play)
    assert reasons == ["out of order"] * 4


def test_nobody_is_no_trouble() -> None:
    share([], 4, lambda case, join: None)
