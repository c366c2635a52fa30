"""What is told of films has the errors of an eye, and no others."""

import numpy as np

from microturn.data.sight.actions import KNOWN
from microturn.data.sight.exercise import exercise
from microturn.data.sight.flashes import flashes
from microturn.data.sight.marks import EVENT, EVENT_THING, PHASE, PLACES, THING_MARKS
from microturn.data.sight.tabletop import Wanted, tabletop
from microturn.train.misread import misread


def test_places_are_off_by_a_little_and_some_more_than_others() -> None:
    film = exercise([(KNOWN[0], 6)], np.random.default_rng(0), is_held_out=False)
    marks = np.stack([film.marks(k) for k in range(film.num_pictures)])
    read = [misread(marks, np.random.default_rng(seed)) for seed in range(12)]
    shares = [float(np.mean(some[:, PLACES] != marks[:, PLACES])) for some in read]
    assert 0 < min(shares) < 0.15
    assert 0.3 < max(shares) < 0.5
    for some in read:
        assert np.abs(some[:, PLACES].astype(int) - marks[:, PLACES]).max() <= 2
        assert not some[:, THING_MARKS].any()
        assert some[(marks[:, PHASE] > 3) & (marks[:, PHASE] < 13), PHASE].all()
        assert some.min() >= 0
        assert some.max() <= 15


def test_events_are_missed_and_invented() -> None:
    film = tabletop(Wanted("moves", "cup"), np.random.default_rng(1), is_held_out=False)
    marks = np.stack([film.marks(k) for k in range(film.num_pictures)])
    read = np.stack([misread(marks, np.random.default_rng(seed)) for seed in range(40)])
    happens = marks[:, EVENT] > 0
    assert (read[:, happens, EVENT] != marks[happens, EVENT]).any()
    assert 0 < np.mean(read[:, ~happens, EVENT] > 0) < 0.04
    assert not read[:, :, PHASE].any()


def test_in_some_films_what_happens_has_to_be_worked_out() -> None:
    marks = np.stack([some.marks(k) for some in [flashes(np.random.default_rng(0))] for k in range(some.num_pictures)])
    happens = marks[:, EVENT] > 0
    read = [misread(marks, np.random.default_rng(seed)) for seed in range(60)]
    unnamed = [some for some in read if not some[:, EVENT_THING:].any()]
    unseen = [some for some in unnamed if not some[:, EVENT].any()]
    assert 8 < len(unnamed) < 30
    assert 1 < len(unseen) < len(unnamed)
    assert all(some[happens, EVENT].mean() > 0.5 for some in read if some[:, EVENT_THING].any())
