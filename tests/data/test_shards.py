from collections.abc import Iterator
from dataclasses import fields
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

from microturn.core.errors import BadConfig, BadData
from microturn.data.shards import LiveScenes, ShardScenes, parse_mix, prefetch, write_shards
from microturn.data.ticks import Ticks
from tests.data.banks import tiny_bank

MIX = {"listen": 1.0, "answer": 2.0}


def assert_same(one: Ticks, other: Ticks) -> None:
    for field in fields(Ticks):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name), field.name)


def test_live_scenes_depend_on_seed_and_number_alone(tmp_path: Path) -> None:
    bank = tiny_bank(tmp_path)
    scenes = list(islice(LiveScenes(bank, MIX, 5), 4))
    assert_same(scenes[3], LiveScenes(bank, MIX, 5).scene(3))
    other = LiveScenes(bank, MIX, 6).scene(3)
    assert len(other) != len(scenes[3]) or (other.levels != scenes[3].levels).any()


def test_shards_give_back_live_scenes(tmp_path: Path) -> None:
    live = LiveScenes(tiny_bank(tmp_path), MIX, 0)
    seconds = list(write_shards(live, 5, tmp_path / "shards", per_shard=2))
    assert len(seconds) == 3
    assert len(list(write_shards(live, 5, tmp_path / "shards", per_shard=2))) == 3  # left as they are
    read = list(islice(ShardScenes(tmp_path / "shards"), 5))
    assert sorted(map(len, read)) == sorted(len(live.scene(i)) for i in range(5))
    again = list(islice(ShardScenes(tmp_path / "shards"), 5))
    for one, other in zip(read, again):
        assert_same(one, other)


def test_mix_is_read_and_checked(tmp_path: Path) -> None:
    assert parse_mix("listen=1, speak=0.5") == {"listen": 1.0, "speak": 0.5}
    with pytest.raises(BadConfig, match="GRAMMAR=SHARE"):
        parse_mix("listen")
    with pytest.raises(BadConfig, match="listen, speak"):
        LiveScenes(tiny_bank(tmp_path), {"sing": 1.0}, 0)
    with pytest.raises(BadConfig, match="above 0"):
        LiveScenes(tiny_bank(tmp_path), {}, 0)
    with pytest.raises(BadData, match="microturn synth shards"):
        ShardScenes(tmp_path)


def count(worker: int, num: int) -> Iterator[int]:
    yield from range(worker, worker + 2 * num, 2)


def fail(worker: int) -> Iterator[int]:
    yield 1
    raise ValueError("broken on purpose")


def test_prefetch_takes_from_its_workers_in_turn() -> None:
    assert list(prefetch(partial(count, num=10), num_workers=2, depth=3)) == list(range(20))


def test_prefetch_passes_errors_on() -> None:
    items = prefetch(fail, num_workers=1, depth=2)
    assert next(items) == 1
    with pytest.raises(BadData, match="broken on purpose"):
        next(items)
