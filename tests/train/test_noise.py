import numpy as np

from microturn.core.vocab import NUM_PHONES, NUM_SPECIALS, Control
from microturn.data.ticks import Ticks
from microturn.model.positions import Kind
from microturn.train.noise import blanked, misheard, misspoken


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
    made = misheard(kind, token, np.random.default_rng(0))
    is_heard = (token >= 100) & (token < 160)
    assert 0.05 < (made != token)[is_heard].mean() < 0.15
    assert (made == token)[~is_heard].all()
    assert (made[is_heard] >= NUM_SPECIALS).all()


def test_slips_are_few_and_phones() -> None:
    own = np.full((100, 8), 7, np.int8)
    slipped = misspoken(own, np.random.default_rng(0))
    assert slipped.dtype == np.int8
    assert 0.02 < (slipped != own).mean() < 0.08
    assert 0 <= slipped.min() <= slipped.max() < NUM_PHONES
