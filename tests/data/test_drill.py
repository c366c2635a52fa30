"""The same task over and over: with many cues, and every one answered."""

from itertools import repeat

import numpy as np
import pytest

from microturn.core.vocab import Control
from microturn.data import cues, texts, timers
from microturn.data.bank import Bank
from microturn.data.pool import Pool
from microturn.data.render import render
from microturn.data.scene import Scene, tick_at
from microturn.data.shards import grammar
from microturn.data.stories import stories
from microturn.model.positions import Kind
from microturn.train.row import fill
from tests.data.banks import tone_row, write_bank

CUE_AFTER_S = 0.2


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    """Of users who ask for such things, tell stories and add; the assistant knows the words that it needs."""
    rng = np.random.default_rng(5)
    makers = (cues.requests, cues.sums, cues.lists, stories, timers.timers, texts.dialogues, texts.interruptions)
    pairs = [pair for make in makers for pair in make(rng, 100)]
    said, replies = [text for text, _ in pairs], [reply for _, reply in pairs if reply]
    rows = [tone_row(i, "user", text, kind="request", reply=reply) for i, (text, reply) in enumerate(pairs)]
    own = [text.strip(".") for text in (*cues.sayings(), *timers.sayings(), *said, *replies)]
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
        for own in (own for own in scene.own if own.utterance.text.lower().startswith("no,")):
            assert ends[own.start_tick].reply.lower().strip(".") == own.utterance.text.lower().strip(".")
            num += 1
    assert num > 10


def test_what_is_due_at_a_time_is_foreseen_from_the_sound_of_that_time(scenes: list[Scene], bank: Bank) -> None:
    num = 0
    for scene in (scene for scene in scenes if scene.is_read and scene.notes):
        ticks = render(scene, bank, np.random.default_rng(0))
        row = fill(repeat(ticks), 1024, np.random.default_rng(0))
        num_read = min(row.tick, len(ticks))
        has_text = {t for t in range(num_read) if (ticks.text_out[t] >= 0).any()}
        heard = {t for t in has_text if Control.HEARD in ticks.text_out[t]}
        begun = {own.start_tick for own in scene.own if not ticks.voice[own.start_tick - 1]} & has_text
        listens = {round(time) - 1 for time in row.time[row.kind == Kind.AUDIO] if time == round(time) <= num_read}
        assert begun - heard <= listens <= has_text - heard
        num += len(begun - heard)
    assert num > 20


def test_it_is_read_from_its_beginning_without_sound(scenes: list[Scene], bank: Bank) -> None:
    scene = max(scenes, key=lambda scene: len(scene.own) * scene.is_read)
    ticks = render(scene, bank, np.random.default_rng(0))
    assert ticks.is_read
    row = fill(repeat(ticks), 1024, np.random.default_rng(0))
    assert len(row.levels) < 3, "no position for what is heard"
    assert row.spoken[0][2] == scene.own[0].start_tick
    assert (row.token == Control.HEARD).sum() > 20
