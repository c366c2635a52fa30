"""How many may be open, told by hand: batches of n sessions that take a + b n ms."""

import numpy as np
import pytest

from microturn.engine.admission import HEADROOM, TARGET_SHARE, Admission, Bounds, Cost

TOGETHER = 16


def batch_ms(num: int) -> float:
    return 9 + 5 * num


def serve(admission: Admission, num_open: int, seconds: tuple[float, float], late_ms: float = 0.0) -> None:
    """Batches of all sizes up to what can go together, five a second."""
    times = np.arange(*seconds, 0.2)
    for k, now_s in enumerate(times):
        size = 1 + k % min(num_open, TOGETHER)
        admission.note(batch_ms(size), [batch_ms(size) + late_ms] * size, num_open, now_s)


def test_one_more_a_second_while_all_is_in_time() -> None:
    admission = Admission(Bounds(4, 32), TOGETHER, 0.0)
    limits = list[int]()
    for second in range(4):
        serve(admission, 4, (second, second + 1))
        limits.append(admission.limit)
    assert limits == [4, 5, 6, 7]


def test_a_limit_that_nobody_comes_near_does_not_rise() -> None:
    admission = Admission(Bounds(4, 32), TOGETHER, 0.0)
    serve(admission, 2, (0, 60))
    assert admission.limit == 2 + HEADROOM


def test_no_more_than_is_configured() -> None:
    admission = Admission(Bounds(4, 6), TOGETHER, 0.0)
    serve(admission, 6, (0, 30))
    assert admission.limit == 6
    assert Admission(Bounds(4, 6, first=20), TOGETHER, 0.0).limit == 6
    assert Admission(Bounds(4, 6, first=5), TOGETHER, 0.0).limit == 5
    assert Admission(Bounds(4, 6), TOGETHER, 0.0).limit == 4


def test_no_more_than_fill_the_target_share_of_the_time() -> None:
    admission = Admission(Bounds(4, 100), TOGETHER, 0.0)
    for second in range(100):
        serve(admission, admission.limit, (second, second + 1))
    assert admission.share(admission.limit) < TARGET_SHARE <= admission.share(admission.limit + 1)
    share = (admission.limit / TOGETHER) * batch_ms(TOGETHER) / 200
    assert 0.6 < share < TARGET_SHARE


@pytest.mark.parametrize(("seconds", "limit"), [(0.5, 16), (1.1, 8), (2.1, 4), (9.9, 4)])
def test_half_as_many_a_second_while_micro_turns_are_late(seconds: float, limit: int) -> None:
    admission = Admission(Bounds(4, 32, first=32), TOGETHER, 0.0)
    serve(admission, 32, (0, seconds), late_ms=200.0)
    assert admission.limit == limit
    assert admission.num_missed == sum(1 + k % TOGETHER for k in range(len(np.arange(0, seconds, 0.2))))


@pytest.mark.parametrize(("wait_ms", "limit"), [(60.0, 8), (120.0, 7)])
def test_where_all_come_one_by_one_one_more_is_tried_while_all_is_soon_done(wait_ms: float, limit: int) -> None:
    """By what is known 7 x 22 ms are too much."""
    admission = Admission(Bounds(4, 32, first=7), TOGETHER, 0.0)
    for k in range(35):
        admission.note(22.0, [wait_ms], 7, k / 35)
    assert admission.limit == 7
    for k in range(70):
        admission.note(22.0, [wait_ms], 7, 1 + k / 35)
    assert admission.limit == limit


def test_it_rises_again_once_a_second_has_passed_without_fault() -> None:
    admission = Admission(Bounds(4, 32, first=32), TOGETHER, 0.0)
    serve(admission, 20, (0, 0.1), late_ms=200.0)
    serve(admission, 14, (0.2, 1.0))
    assert admission.limit == 16
    serve(admission, 14, (1.0, 30))
    assert admission.limit == 14 + HEADROOM


def test_what_a_batch_costs() -> None:
    cost, rng = Cost(), np.random.default_rng(0)
    assert (cost.batch_ms(16), cost.together) == (0.0, 0.0)
    for _ in range(1000):
        size = int(rng.integers(1, 5))
        cost.add(size, batch_ms(size) + rng.normal(0, 2))
    assert cost.batch_ms(16) == pytest.approx(batch_ms(16), rel=0.1)
    assert cost.together == pytest.approx(2.5, abs=0.3)
    for _ in range(1000):
        cost.add(4, 2 * batch_ms(4))
    assert cost.batch_ms(4) == pytest.approx(2 * batch_ms(4), rel=0.02)


def test_batches_of_one_size_are_not_thought_cheap_together() -> None:
    cost = Cost()
    for _ in range(100):
        cost.add(1, 14)
    assert cost.batch_ms(16) == pytest.approx(16 * 14)


def test_more_sessions_never_cost_less() -> None:
    cost = Cost()
    for _ in range(100):
        cost.add(1, 50)
        cost.add(8, 10)
    assert cost.batch_ms(16) >= cost.batch_ms(8) >= cost.batch_ms(1) > 0
