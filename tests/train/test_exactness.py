"""What bit-exactness costs is measured of what is bit-exact."""

from microturn.core.clock import SystemClock
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.train.exactness import Costs, by_ticks, listening, run_exact, table


def test_micro_turns_make_up_the_whole() -> None:
    whole = listening(7, seed=0)
    parts = list(by_ticks(whole))
    assert len(parts) == 7
    assert sum(len(part.levels_A) for part in parts) == len(whole.levels_A) == 28
    assert all(part.kind_BN.tolist() == parts[0].kind_BN.tolist() for part in parts)


def test_exactly_all_three_are_the_same_and_else_they_are_not() -> None:
    usual, exact = run_exact(InteractionModel(tiny()).init_weights(0).eval(), 12, 0, SystemClock())
    assert exact.is_same and not usual.is_same
    assert min(exact.at_once_s, exact.training_s, exact.streaming_s) > 0


def test_the_table_has_ratios() -> None:
    lines = table(Costs(1.0, 2.0, 3.0, False), Costs(2.5, 2.0, 9.0, True), 1000)
    assert lines[2:] == [
        "| at once | 1.00 | 2.50 | 2.5 |",
        "| at once, with gradients | 2.00 | 2.00 | 1.0 |",
        "| in micro-turns | 3.00 | 9.00 | 3.0 |",
        "| all three the same, bit for bit | no | yes | |",
    ]
