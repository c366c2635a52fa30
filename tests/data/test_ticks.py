from dataclasses import fields, replace
from pathlib import Path

import numpy as np

from microturn.core.units import NUM_MARKS
from microturn.data import ticks
from microturn.data.ticks import Ticks


def random_ticks(length: int, seed: int) -> Ticks:
    rng = np.random.default_rng(seed)
    return Ticks(
        levels=rng.integers(0, 16, (length, 4, 4, 80)).astype(np.uint8),
        ear=rng.integers(-1, 60, (length, 8)).astype(np.int8),
        text_in=rng.integers(-1, 2048, (length, 16)).astype(np.int16),
        text_out=rng.integers(-1, 2048, (length, 6)).astype(np.int16),
        voice=rng.random(length) < 0.5,
        plan=rng.integers(0, 60, (length, 8)).astype(np.int8),
        patch=rng.standard_normal((length, 16, 100)).astype(np.float16),
        weight=rng.random(length).astype(np.float32),
    )


def assert_same(one: Ticks, other: Ticks) -> None:
    for field in fields(Ticks):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name), field.name)


def test_loading_gives_back_what_was_saved(tmp_path: Path) -> None:
    scenes = [random_ticks(n, n) for n in (3, 1, 7)]
    scenes[2] = replace(
        scenes[2],
        film=np.full((2, 120, 160, 3), 7, np.uint8),
        marks=np.ones((2, NUM_MARKS), np.int8),
        film_tick=4,
        is_told=True,
    )
    ticks.save(tmp_path / "a.npz", scenes)
    loaded = ticks.load(tmp_path / "a.npz")
    assert [len(s) for s in loaded] == [3, 1, 7]
    for one, other in zip(scenes, loaded):
        assert_same(one, other)
    assert [f.name for f in tmp_path.iterdir()] == ["a.npz"]


def test_a_picture_comes_with_the_one_before_it() -> None:
    film = np.random.default_rng(0).integers(0, 256, (3, 120, 160, 3)).astype(np.uint8)
    scene = replace(
        random_ticks(6, 0), film=film, marks=np.arange(3 * NUM_MARKS).reshape(3, NUM_MARKS).astype(np.int8), film_tick=2
    )
    assert [scene.view(tick) is None for tick in range(6)] == [True, True, False, False, False, True]
    for tick, pair in ((2, (0, 0)), (3, (1, 0)), (4, (2, 1))):
        np.testing.assert_array_equal(scene.view(tick), film[list(pair)])
        held = scene.held(tick)
        assert held is not None
        assert held[0] == NUM_MARKS * pair[0]
