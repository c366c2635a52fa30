"""What films say that their pictures hold is what is drawn there."""

import numpy as np

from microturn.data.sight.actions import KNOWN
from microturn.data.sight.exercise import exercise
from microturn.data.sight.marks import NUM_COLUMNS, of_body, of_things
from microturn.data.sight.tabletop import Wanted, tabletop
from microturn.data.sight.things import COLOURS


def test_a_body_is_where_its_joints_are() -> None:
    pixels = np.full((19, 2), 300.0)  # out of view
    pixels[3] = 5.0, 119.0  # the head, at the lower left
    marks = of_body(pixels)
    assert marks[:2].tolist() == [1, 15]
    assert not marks[2:].any()


def test_things_stand_in_columns_and_nearer_ones_hide_others() -> None:
    red, blue = COLOURS["red"], COLOURS["blue"]
    marks = of_things([("ball", 10.0, red), ("cup", 150.0, red), ("box", 12.0, blue), ("cup", -3.0, red)])
    things, colours = marks[12::2], marks[13::2]
    assert len(things) == NUM_COLUMNS
    assert np.flatnonzero(things).tolist() == [0, NUM_COLUMNS - 1]
    names = list(COLOURS)
    assert [names[c - 1] for c in colours[colours > 0]] == ["blue", "red"]


def test_hands_move_as_somebody_exercises() -> None:
    film = exercise([(KNOWN[0], 4)], np.random.default_rng(0), is_held_out=False)
    marks = np.stack([film.marks(k) for k in range(film.num_pictures)])
    assert marks.shape == (film.num_pictures, 28)
    assert not marks[:, 12:].any(), "there are no things"
    assert (np.ptp(marks[:, :12], axis=0) > 2).any()


def test_a_thing_comes_into_the_marks_as_it_comes_into_view() -> None:
    film = tabletop(Wanted("appears", "ball", "red"), np.random.default_rng(3), is_held_out=False)
    (event,) = film.targets
    before, after = (film.marks(int(5 * (event.time_s + s)))[12::2] for s in (-0.4, 1.6))
    assert np.count_nonzero(after) == np.count_nonzero(before) + 1
    assert not film.marks(0)[:12].any(), "there is nobody"
