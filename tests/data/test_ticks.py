from dataclasses import fields
from pathlib import Path

import numpy as np

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
    ticks.save(tmp_path / "a.npz", scenes)
    loaded = ticks.load(tmp_path / "a.npz")
    assert [len(s) for s in loaded] == [3, 1, 7]
    for one, other in zip(scenes, loaded):
        assert_same(one, other)
    assert [f.name for f in tmp_path.iterdir()] == ["a.npz"]


def test_join_and_cut_are_inverse() -> None:
    parts = [random_ticks(4, 0), random_ticks(5, 1)]
    whole = ticks.join(parts)
    assert_same(whole[:4], parts[0])
    assert_same(whole[4:], parts[1])
