"""The same task over and over: with many cues, and every one answered."""

import numpy as np
import pytest

from microturn.core.vocab import Control
from microturn.data import cues
from microturn.data.bank import Bank
from microturn.data.pool import Pool
from microturn.data.render import render
from microturn.data.scene import Scene, tick_at
from microturn.data.shards import grammar
from microturn.data.stories import stories
from microturn.train.row import fill
from tests.data.banks import tone_row, write_bank

CUE_AFTER_S = 0.2


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """Of users who ask for such things, tell stories and add; the assistant knows the words that it needs."""
    rng = np.random.default_rng(5)
    said = [text for make in (cues.requests, cues.sums, cues.lists, stories) for text, _ in make(rng, 100)]
    rows = [tone_row(i, "user", text, kind="story") for i, text in enumerate(said)]
    own = [text.strip(".") for text in (*cues.sayings(), *said)]
    rows += [tone_row(1000 + i, "assistant", text) for i, text in enumerate(dict.fromkeys(own))]
    return Bank.load([write_bank(tmp_path_factory.mktemp("bank"), rows, tuple(own))])


@pytest.fixture(scope="module")
def scenes(bank: Bank) -> list[Scene]:
    pool = Pool(bank)
    return [grammar("drill")(np.random.default_rng(seed), pool) for seed in range(60)]


def drilled(scenes: list[Scene], task: str) -> list[Scene]:
    """Those whose first words ask for it, spoken or typed."""
    found: list[Scene] = []
    for scene in scenes:
        texts = [*(item.text for item in scene.text_in), *(item.utterance.text for item in scene.speech[:1])]
        if scene.is_read and any((cue := cues.parse(text)) and cue.task == task for text in texts):
            found.append(scene)
    return found


def test_a_scene_is_one_task_many_times(scenes: list[Scene]) -> None:
    assert sum(scene.is_read for scene in scenes) > 10, "a bank of few words knows some of its requests"
    assert all(item.utterance.file is None for scene in scenes if scene.is_read for item in scene.speech)
    assert max(len(scene.own) for scene in scenes) > 15


def test_wrong_sums_are_corrected_each_at_its_end(scenes: list[Scene]) -> None:
    num = 0
    for scene in drilled(scenes, "correct"):
        ends = {tick_at(item.end_s + CUE_AFTER_S): item.utterance for item in scene.speech}
        for own in scene.own[1:]:
            assert ends[own.start_tick].reply.lower().strip(".") == own.utterance.text.lower().strip(".")
            num += 1
    assert num > 10


def test_it_is_read_from_its_beginning_without_sound(scenes: list[Scene], bank: Bank) -> None:
    scene = max(scenes, key=lambda scene: len(scene.own) * scene.is_read)
    ticks = render(scene, bank, np.random.default_rng(0))
    assert ticks.is_read
    row = fill(iter([ticks] * 3), 1024, np.random.default_rng(0))
    assert not row.levels, "no position for what is heard"
    assert row.spoken[0][2] == scene.own[0].start_tick
    assert (row.token == Control.HEARD).sum() > 20
