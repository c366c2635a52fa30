import pytest

from microturn.bench.words import Errors, compare


@pytest.mark.parametrize(
    ("truth", "written", "errors"),
    [
        ("the cat sat", "The cat sat.", Errors(0, 0, 0, 3)),
        ("the cat sat", "", Errors(0, 3, 0, 3)),
        ("the cat sat", "the big cat sat", Errors(1, 0, 0, 3)),
        ("the cat sat", "the hat sat down", Errors(1, 0, 1, 3)),
        ("a b c d", "b c x d", Errors(1, 1, 0, 4)),
        ("room 12", "room twelve", Errors(0, 0, 0, 2)),
        ("", "noise", Errors(1, 0, 0, 0)),
    ],
)
def test_compare(truth: str, written: str, errors: Errors) -> None:
    assert compare(truth, written) == errors


def test_total() -> None:
    assert Errors(1, 2, 3, 9).total == 6
