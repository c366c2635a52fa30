"""Words of one voice in any order."""

import numpy as np
import pytest

from microturn.data.grammars.splice import LONG_S, PAUSE_S
from microturn.data.pool import Pool
from microturn.data.scene import Scene
from microturn.data.shards import grammar
from tests.data.banks import tiny_bank


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> list[Scene]:
    pool = Pool(tiny_bank(tmp_path_factory.mktemp("bank")))
    return [grammar("splice")(np.random.default_rng(seed), pool) for seed in range(20)]


def test_one_voice_speaks_all_the_time(scenes: list[Scene]) -> None:
    for scene in scenes:
        assert len({speech.utterance.speaker for speech in scene.speech}) == 1
        assert scene.speech[-1].end_s >= LONG_S
        for before, behind in zip(scene.speech, scene.speech[1:]):
            assert -1e-6 <= behind.onset_s - before.end_s <= PAUSE_S[1]
        assert not scene.own


def test_most_pieces_are_parts_of_texts_with_their_own_phones(scenes: list[Scene]) -> None:
    pieces = [speech.utterance for scene in scenes for speech in scene.speech]
    short = [piece for piece in pieces if len(piece.words) <= 3]
    assert len(short) > 0.6 * len(pieces)
    for piece in short:
        symbols = [p for p in piece.phones if p.label not in " ."]
        assert len(symbols) == 12 * len(piece.words), "a word of the bank has twelve"
        assert piece.file is not None
