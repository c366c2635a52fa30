"""What is told of films has the errors of an eye, and no others."""

import numpy as np

from microturn.data.sight.actions import KNOWN
from microturn.data.sight.exercise import exercise
from microturn.data.sight.marks import EVENT, PHASE, PLACES, THING_MARKS
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
