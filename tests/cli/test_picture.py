from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from microturn.cli.picture import MODEL, check_kind, draw, labels_above, waves_of, words
from microturn.cli.replay import TextAt, inputs, replay
from microturn.core.errors import BadConfig
from microturn.core.messages import MicroTurn
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_TICK_SAMPLES
from tests.fakes import FakeClock, FakeSession


def conversation(num_ticks: int) -> list[MicroTurn]:
    """Three loud ticks in every ten."""
    user = np.zeros((num_ticks, EAR_TICK_SAMPLES), np.float32)
    user[np.arange(num_ticks) % 10 < 3] = 0.5
    return list(replay(FakeSession(), inputs(user.ravel(), (), 0.0), FakeClock(0.01)))


def height(path: Path) -> int:
    return int.from_bytes(path.read_bytes()[20:24], "big")  # of a PNG


@pytest.mark.parametrize("num_ticks", [1, 25, 80])
def test_draws_any_length(tmp_path: Path, num_ticks: int) -> None:
    draw(tmp_path / "p.png", np.zeros(num_ticks * MOUTH_TICK_SAMPLES, np.float32), conversation(num_ticks))
    assert (tmp_path / "p.png").read_bytes().startswith(b"\x89PNG")


def test_longer_recordings_wrap_into_rows(tmp_path: Path) -> None:
    for name, num_ticks in (("short.png", 60), ("long.png", 300)):
        draw(tmp_path / name, np.zeros(0, np.float32), conversation(num_ticks))
    assert height(tmp_path / "long.png") > 3 * height(tmp_path / "short.png")


def test_words_that_look_like_formulas_or_have_no_glyph(tmp_path: Path) -> None:
    turns = [replace(conversation(1)[0], said=" $x_1$ and $ \\frac", heard=" 你好 𓀀", is_drop=True)]
    draw(tmp_path / "p.svg", np.zeros(0, np.float32), turns, (TextAt("100 % $y", 0.1),))
    assert "<svg" in (tmp_path / "p.svg").read_text()


def test_pieces_end_the_word_before_them() -> None:
    first, second, third = conversation(3)
    turns = [replace(first, said=" two plus thr"), replace(second, said="ee is"), replace(third, said=" five")]
    labels = words(turns, lambda turn: turn.said, MODEL)
    assert [(label.text, label.at_s) for label in labels] == [("two plus three", 0.2), ("is", 0.4), ("five", 0.6)]


def test_what_came_in_is_in_order_of_time() -> None:
    turns = [replace(turn, is_delegate=turn.tick == 1) for turn in conversation(3)]
    labels = labels_above(turns, (TextAt("hi", 0.3),))
    assert [label.text for label in labels] == ["loud0", "“hi”", "loud1", "[delegate]", "loud2"]


def test_overlap_is_where_both_are_loud() -> None:
    turns = conversation(20)
    user = np.zeros((20, MOUTH_TICK_SAMPLES), np.float32)
    user[np.arange(20) % 10 < 3] = 0.5
    waves = waves_of(user.ravel(), turns, row_ticks=75)
    assert waves.low.shape == waves.high.shape == (21, 24, 2)
    assert np.flatnonzero(waves.is_overlap).tolist() == [2, 12]
    assert np.flatnonzero(waves.high[:, 0, 0]).tolist() == [0, 1, 2, 10, 11, 12]


def test_other_endings() -> None:
    assert check_kind(Path("a/b.PDF")) == "pdf"
    with pytest.raises(BadConfig, match=r"\.gif"):
        check_kind(Path("b.gif"))
