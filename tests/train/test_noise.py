from dataclasses import replace

import numpy as np

from microturn.core.vocab import NUM_PHONES, NUM_SPECIALS, PHONE_ID, PHONES, SILENCE, Control
from microturn.data.ticks import Ticks
from microturn.model.positions import Kind
from microturn.train.noise import blanked, misheard, misspoken, mistold, warped


def scene(num: int) -> Ticks:
    return Ticks(
        np.full((num, 4, 4, 80), 9, np.uint8), np.zeros((num, 8), np.int8), np.full((num, 16), -1, np.int16),
        np.full((num, 6), -1, np.int16), np.zeros(num, np.bool_), np.zeros((num, 8), np.int8),
        np.zeros((num, 16, 100), np.float16), np.ones(num, np.float32),
    )  # fmt: skip


def test_blanks_are_few_and_leave_the_scene_alone() -> None:
    given = [scene(200) for _ in range(20)]
    made = list(blanked(iter(given), np.random.default_rng(0)))
    share = np.mean([(s.levels == 0).mean() for s in made])
    assert 0.03 < share < 0.25
    assert all((s.levels == 9).all() for s in given)
    assert all(s.levels.shape == g.levels.shape for s, g in zip(made, given))


def test_only_words_heard_are_changed() -> None:
    run = [Control.TYPED, 50, 51, Control.END, Control.HEARD, *range(100, 160), Control.SAY, *range(200, 260)]
    token = np.array(run * 20)
    kind = np.full(len(token), int(Kind.TEXT))
    is_sure = np.arange(len(token)) >= len(token) // 2
    made = misheard(kind, token, is_sure, np.random.default_rng(0))
    assert (made == token)[is_sure].all()
    is_heard = (token >= 100) & (token < 160) & ~is_sure
    assert 0.05 < (made != token)[is_heard].mean() < 0.15
    assert (made == token)[~is_heard].all()
    assert (made[is_heard] >= NUM_SPECIALS).all()


def test_slips_are_few_and_phones() -> None:
    own = np.full((100, 8), 7, np.int8)
    slipped = misspoken(own, np.random.default_rng(0))
    assert slipped.dtype == np.int8
    assert 0.02 < (slipped != own).mean() < 0.08
    assert 0 <= slipped.min() <= slipped.max() < NUM_PHONES


def test_told_phones_are_mostly_right_and_wrong_ones_alike_or_lost() -> None:
    """Long phones, so that edges and slots hardly count."""
    t, d, s = (PHONE_ID[symbol] for symbol in "tds")
    given = np.repeat(np.array([SILENCE, t, s, d] * 500, np.int8), 16).reshape(-1, 8)
    made = [mistold(given, np.random.default_rng(seed)) for seed in range(20)]
    assert all(m.shape == given.shape and m.dtype == np.int8 for m in made)
    shares = [(m != given)[given == t].mean() for m in made]
    assert min(shares) < 0.1 < 0.25 < max(shares) < 0.4, "scenes are not alike"
    assert np.mean([(m != given)[given == SILENCE].mean() for m in made]) < 0.06
    found = {PHONES[phone] for m in made for phone in m[given == t] if phone != SILENCE}
    assert {"p", "k"} <= found and not found & {"m", "n", "a"}
    assert np.mean([(m == s)[given == d].mean() for m in made]) > 0.02, "lost in the one before"


def test_told_scenes_keep_their_sound() -> None:
    told = replace(scene(50), is_told=True, ear=np.arange(400, dtype=np.int8).reshape(50, 8) % 60)
    (made,) = blanked(iter([told]), np.random.default_rng(0))
    assert (made.levels == told.levels).all()
    assert made.is_told and (made.ear != told.ear).any()


def test_voices_are_stretched_along_the_mel_axis() -> None:
    ramp = np.broadcast_to(np.arange(80, dtype=np.uint8), (3, 4, 4, 80))
    made = [warped(ramp, np.random.default_rng(seed)) for seed in range(40)]
    assert all(m.shape == ramp.shape and (np.diff(m.astype(int), axis=-1) >= 0).all() for m in made)
    ends = [int(m[0, 0, 0, 60]) for m in made]
    assert 50 < min(ends) < 58 and 62 < max(ends) < 70
    assert 5 < ends.count(60) < 30, "some scenes stay as they are"
