"""Patience grows at once, falls slowly, and stays within bounds."""

import numpy as np
import pytest

from microturn.server.patience import FALL, FIRST_S, LEAST_S, MEMORY, MOST_S, Patience

EVERY_S = 0.02


def after(took_s: list[float]) -> Patience:
    patience = Patience()
    for k, each_s in enumerate(took_s):
        patience.learn(each_s, 100 + k * EVERY_S)
    return patience


def test_without_lateness_it_falls_to_the_least() -> None:
    assert Patience().wait_s == FIRST_S
    assert after([-5.0] * 200).wait_s == pytest.approx(LEAST_S)


def test_it_grows_at_once_and_falls_slowly() -> None:
    quiet = [1.0] * 200
    assert after([*quiet, 1.1]).wait_s == pytest.approx(LEAST_S + 0.1)
    assert after([*quiet, 1.1, *[1.0] * 50]).wait_s == pytest.approx(LEAST_S + 0.1 - FALL * 50 * EVERY_S)
    assert after([*quiet, 9.0]).wait_s == MOST_S


def test_what_98_of_100_need_is_kept() -> None:
    rng = np.random.default_rng(0)
    wait_s = after((7 + rng.uniform(0, 0.2, 2 * MEMORY)).tolist()).wait_s
    assert LEAST_S + 0.19 < wait_s < LEAST_S + 0.2
    rare = [0.1 if k % 200 == 0 else 0.0 for k in range(2 * MEMORY)]  # one in 200
    assert after([*rare, *[0.0] * 300]).wait_s == pytest.approx(LEAST_S)


def test_a_way_that_has_become_longer_is_the_usual_one_after_a_while() -> None:
    patience = after([0.0] * 100 + [0.15] * MEMORY)
    assert patience.soonest_s == 0.15
    assert after([0.0] * 100 + [0.15] * 3 * MEMORY).wait_s == pytest.approx(LEAST_S)
