"""Monologues: stories of held-out voices, none of which training can tell, with the pauses of people."""

import numpy as np

from microturn.bench.fdb.monologue import LONGEST_PAUSE_S, SHORTEST_PAUSE_S, monologue, pause_s
from microturn.bench.fdb.tales import TALES, told
from microturn.core.units import EAR_HZ
from microturn.data import texts
from microturn.data.pool import key_of
from microturn.data.stories import stories
from microturn.data.voices import HELD_OUT

NUM_DRAWN = 4000


def test_training_knows_neither_the_texts_nor_the_voices() -> None:
    rng = np.random.default_rng(3)
    drawn = {key_of(text) for make in (stories, texts.dialogues) for text, _ in make(rng, NUM_DRAWN)}
    assert not drawn & {key_of(text) for _, tale in TALES for text in tale}
    assert {voice for voice, _ in TALES} <= HELD_OUT


def test_every_sentence_is_in_the_bank() -> None:
    for (voice, tale), clips in zip(TALES, told(), strict=True):
        assert [key_of(clip.text) for clip in clips] == [key_of(text) for text in tale]
        assert {clip.speaker for clip in clips} == {voice}
        assert all(0.8 < clip.end_s < 6 for clip in clips)


def test_pauses_are_those_of_people() -> None:
    drawn = [pause_s(np.random.default_rng(seed)) for seed in range(500)]
    assert 0.4 < np.median(drawn) < 0.56
    assert min(drawn) >= SHORTEST_PAUSE_S
    assert max(drawn) <= LONGEST_PAUSE_S


def test_a_monologue_is_one_story_and_the_same_for_a_seed() -> None:
    case, again = monologue(3, 7, 1), monologue(3, 7, 1)
    assert np.array_equal(case.item.user, again.item.user)
    assert len(case.talk) == len(TALES[3][1])
    gaps = [b.start_s - a.end_s for a, b in zip(case.talk, case.talk[1:])]
    assert min(gaps) > 0.15
    for part in case.talk:
        inside = case.item.user[round(part.start_s * EAR_HZ) : round(part.end_s * EAR_HZ)]
        assert np.abs(inside).max() > 0.01, "there is speech where it says so"
