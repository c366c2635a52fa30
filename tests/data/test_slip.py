"""Replies that come too early: lived through, not learned, and followed by the one at the end of the request."""

import numpy as np
import pytest

from microturn.core.vocab import Control
from microturn.data.bank import Bank
from microturn.data.pool import Pool
from microturn.data.render import render
from microturn.data.scene import Scene, reply_tick
from microturn.data.shards import grammar
from microturn.data.ticks import SLIP
from tests.data.banks import tiny_bank


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return tiny_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def slipped(bank: Bank) -> list[Scene]:
    pool = Pool(bank)
    scenes = [grammar("time")(np.random.default_rng(seed), pool) for seed in range(150)]
    found = [scene for scene in scenes if scene.slips]
    assert len(found) >= 5
    return found


def test_the_request_goes_on_after_the_slip_and_is_answered_at_its_end(slipped: list[Scene]) -> None:
    for scene in slipped:
        first, stop = scene.slips[0]
        early = next(own for own in scene.own if own.start_tick == first)
        begun = next(i for i, speech in enumerate(scene.speech) if reply_tick(speech.end_s) == first)
        rest = scene.speech[begun + 1]
        assert reply_tick(rest.end_s) == stop
        again = next(own for own in scene.own if own.start_tick >= stop)
        assert again.utterance.text == early.utterance.text


def test_seconds_are_counted_down_anew_from_the_true_end(slipped: list[Scene]) -> None:
    num = 0
    for scene in slipped:
        first, stop = scene.slips[0]
        left = sorted(n.tick for n in scene.notes if n.control is Control.LEFT)
        assert all(tick >= first for tick in left)
        num += any(first <= tick < stop for tick in left)
    assert 0 < num < len(slipped), "only where the number had been named"


def test_a_slip_is_marked_in_its_ticks(slipped: list[Scene], bank: Bank) -> None:
    scene = slipped[0]
    ticks = render(scene, bank, np.random.default_rng(0))
    first, stop = scene.slips[0]
    assert np.flatnonzero(ticks.weight == SLIP).tolist() == list(range(first, stop))
    assert ticks.voice[first]
