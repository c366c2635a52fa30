"""What films say that their pictures hold is what is drawn there."""

import numpy as np

from microturn.core.units import NUM_MARKS
from microturn.data.sight.actions import KNOWN
from microturn.data.sight.body import Body
from microturn.data.sight.exercise import REST_SHARE, exercise
from microturn.data.sight.invented import invented
from microturn.data.sight.marks import (
    ACTION,
    EVENT,
    EVENT_COLOUR,
    KINDS,
    NUM_COLUMNS,
    PHASE,
    THING_MARKS,
    of_body,
    of_things,
)
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
    things, colours = marks[THING_MARKS][::2], marks[THING_MARKS][1::2]
    assert len(things) == NUM_COLUMNS
    assert np.flatnonzero(things).tolist() == [0, NUM_COLUMNS - 1]
    names = list(COLOURS)
    assert [names[c - 1] for c in colours[colours > 0]] == ["blue", "red"]


def test_hands_move_as_somebody_exercises() -> None:
    film = exercise([(KNOWN[0], 4)], np.random.default_rng(0), is_held_out=False)
    marks = np.stack([film.marks(k) for k in range(film.num_pictures)])
    assert marks.shape == (film.num_pictures, NUM_MARKS)
    assert not marks[:, THING_MARKS].any(), "there are no things"
    assert (np.ptp(marks[:, :12], axis=0) > 2).any()


def test_a_thing_comes_into_the_marks_as_it_comes_into_view() -> None:
    film = tabletop(Wanted("appears", "ball", "red"), np.random.default_rng(3), is_held_out=False)
    (event,) = film.targets
    before, after = (film.marks(int(5 * (event.time_s + s)))[THING_MARKS][::2] for s in (-0.4, 1.6))
    assert np.count_nonzero(after) == np.count_nonzero(before) + 1
    assert not film.marks(0)[:12].any(), "there is nobody"


def test_marks_tell_how_far_a_repetition_has_come() -> None:
    film = exercise(
        [(KNOWN[2], 3), (invented("burpees", np.random.default_rng(5)), 2)], np.random.default_rng(1), False
    )
    times = np.arange(film.num_pictures) / 5
    marks = np.stack([film.marks(k) for k in range(film.num_pictures)])
    for bout, name in zip(film.bouts, (3, len(KNOWN) + 1)):
        for start_s, end_s in bout.reps:
            rest_s = REST_SHARE * (end_s - start_s)
            inside = (times >= start_s + rest_s) & (times < end_s - rest_s)
            assert (marks[inside, ACTION] == name).all()
            assert (np.diff(marks[inside, PHASE]) >= 0).all()
            np.testing.assert_allclose(
                (marks[inside, PHASE] - 0.5) / 15, (times[inside] - start_s) / (end_s - start_s), atol=0.04
            )
    outside = ~np.any([(times >= s) & (times < e) for bout in film.bouts for s, e in bout.reps], axis=0)
    assert outside.any()
    assert not marks[outside, ACTION:].any()


def test_an_event_is_marked_once_in_the_first_picture_that_shows_it() -> None:
    for seed, kind in enumerate(KINDS):
        film = tabletop(Wanted(kind, "cup"), np.random.default_rng(seed), is_held_out=False)
        marks = np.stack([film.marks(k) for k in range(film.num_pictures)])
        shown = np.flatnonzero(marks[:, EVENT])
        assert len(shown) == len(film.events)
        for at, event in zip(shown, film.events):
            assert 0 <= at / 5 - event.seen_s < 0.2
            assert KINDS[marks[at, EVENT] - 1] == event.kind
            assert list(COLOURS)[marks[at, EVENT_COLOUR] - 1] == event.colour


def test_invented_movements_can_be_seen_and_differ() -> None:
    rng = np.random.default_rng(0)
    actions = [invented("kicks", rng) for _ in range(50)]
    body, at = Body(), np.zeros(3)
    moved = [np.linalg.norm(body.joints(a.peaks[0], at) - body.joints(a.ready, at), axis=1).max() for a in actions]
    assert np.mean(np.array(moved) > 0.3) > 0.9
    assert len({a.peaks[0].tobytes() for a in actions}) == 50
    assert any(len(a.peaks) == 2 for a in actions)
