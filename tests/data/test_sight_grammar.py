"""What is seen is told as soon as it has happened, and nothing else is."""

import numpy as np
import pytest

from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data.bank import Bank
from microturn.data.phrases import number
from microturn.data.pool import Pool
from microturn.data.render import render
from microturn.data.scene import Film, Own, Scene
from microturn.data.shards import grammar
from microturn.data.sight.exercise import Exercise
from microturn.data.sight.tabletop import Tabletop
from tests.data.banks import tiny_bank

NUMBERS = [number(n) for n in range(1, 21)]


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return tiny_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def scenes(bank: Bank) -> list[Scene]:
    pool = Pool(bank)
    return [grammar("sight")(np.random.default_rng(seed), pool) for seed in range(40)]


def told(scenes: list[Scene], text: str) -> list[tuple[Scene, list[Own]]]:
    """Scenes of a request, and what is said after the reply."""
    found = [scene for scene in scenes if any(s.utterance.text == text for s in scene.speech)]
    assert len(found) >= 3
    return [(scene, list(scene.own[1:])) for scene in found]


def due(scene: Scene, time_s: float) -> int:
    """The first picture that shows that moment."""
    assert scene.shown is not None
    tick = next(k for k in range(1000) if k * TICK_S >= time_s - 1e-6)
    return scene.shown.tick + tick


def test_repetitions_are_counted_as_they_end(scenes: list[Scene]) -> None:
    for scene, own in told(scenes, "count my squats"):
        assert scene.shown is not None
        assert isinstance(scene.shown.film, Exercise)
        (bout,) = (bout for bout in scene.shown.film.bouts if bout.action.name == "squats")
        assert [o.utterance.text.lower() for o in own] == [f"{number(n)}." for n in range(1, len(bout.reps) + 1)]
        for o, end_s in zip(own, bout.seen_ends):
            assert o.start_tick >= due(scene, end_s)


def test_start_and_stop_are_told(scenes: list[Scene]) -> None:
    for scene, own in told(scenes, "say start and stop for waving"):
        assert scene.shown is not None
        assert isinstance(scene.shown.film, Exercise)
        (bout,) = (bout for bout in scene.shown.film.bouts if bout.action.name == "waving")
        assert [(o.utterance.text, o.start_tick) for o in own] == [
            ("Start.", due(scene, bout.seen_span[0])),
            ("Stop.", due(scene, bout.seen_span[1])),
        ]


def test_only_what_was_asked_for_is_told(scenes: list[Scene]) -> None:
    for scene, own in told(scenes, "tell me when you see the red ball"):
        assert scene.shown is not None
        assert isinstance(scene.shown.film, Tabletop)
        (event,) = scene.shown.film.targets
        assert len(scene.shown.film.events) > 1
        assert [(o.utterance.text, o.start_tick) for o in own] == [("The red ball.", due(scene, event.seen_s))]


def test_all_that_happens_is_noted_asked_for_or_not(scenes: list[Scene]) -> None:
    num_events = 0
    for scene in scenes:
        notes = [(note.text, note.tick) for note in scene.notes if note.control is Control.SEE]
        if scene.shown is None:
            assert not notes
        elif isinstance(scene.shown.film, Tabletop):
            events = scene.shown.film.events
            num_events += len(events)
            assert [tick for _, tick in notes] == [due(scene, event.seen_s) for event in events]
            assert all(event.thing in text and event.kind in text for event, (text, _) in zip(events, notes))
        else:
            assert isinstance(scene.shown.film, Exercise)
            numbers = [text for text, _ in notes if text in NUMBERS]
            assert numbers == [NUMBERS[i] for bout in scene.shown.film.bouts for i in range(len(bout.reps))]
            assert [text for text, _ in notes if text == "still"] == ["still"] * len(scene.shown.film.bouts)
    assert num_events > 20


def test_the_pictures_are_in_the_micro_turns(scenes: list[Scene], bank: Bank) -> None:
    scene = next(scene for scene in scenes if scene.shown is not None)
    assert scene.shown is not None
    assert isinstance(scene.shown.film, Film)
    made = render(scene, bank, np.random.default_rng(0))
    assert made.film_tick == scene.shown.tick
    assert len(made.film) == min(scene.shown.film.num_pictures, scene.num_ticks - scene.shown.tick)
    np.testing.assert_array_equal(made.film[3], scene.shown.film.picture(3))


def test_without_such_rows_it_converses(bank: Bank) -> None:
    pool = Pool(bank)
    pool.sights.clear()
    scene = grammar("sight")(np.random.default_rng(0), pool)
    assert scene.own
    assert scene.shown is None
