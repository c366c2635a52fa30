from pathlib import Path

import numpy as np
import pytest

from microturn.bench.items import SETS, make_items
from microturn.bench.sources import Sources
from microturn.bench.voice import FRAME_S, is_voiced
from microturn.core.errors import BadData
from microturn.core.units import EAR_HZ
from tests.bench.banks import make_bank


@pytest.mark.parametrize("name", SETS)
def test_same_seed_same_items(name: str, sources: Sources) -> None:
    one, again = make_items(name, sources, 3, seed=1), make_items(name, sources, 3, seed=1)
    assert len(one) == len(again) >= 3
    for a, b in zip(one, again):
        assert (a.text, a.told, a.end_s, a.pause, a.delay_s) == (b.text, b.told, b.end_s, b.pause, b.delay_s)
        assert np.array_equal(a.user, b.user)


def test_another_seed_other_items(sources: Sources) -> None:
    ends = {item.end_s for seed in range(3) for item in make_items("answer", sources, 3, seed)}
    assert len(ends) == 9


def test_the_turn_ends_where_its_sound_ends(sources: Sources) -> None:
    for item in make_items("answer", sources, 6, 0):
        last = np.flatnonzero(is_voiced(item.user, EAR_HZ))[-1]
        assert item.end_s == pytest.approx((last + 1) * FRAME_S, abs=0.025)


def test_a_pause_is_silent_and_between_words(sources: Sources) -> None:
    for item in make_items("pause", sources, 6, 0):
        assert item.pause is not None
        assert 0.4 <= item.pause.seconds <= 1.3
        inside = item.user[round(item.pause.start_s * EAR_HZ) + 100 : round(item.pause.end_s * EAR_HZ) - 100]
        assert np.abs(inside).max() < 1e-3
        before, after = np.split(is_voiced(item.user, EAR_HZ), [round(item.pause.start_s / FRAME_S)])
        assert before[-5:].any()
        assert after[round(item.pause.seconds / FRAME_S) :][:5].any()


def test_overlaps_come_from_their_kind(sources: Sources) -> None:
    said = {name: make_items(name, sources, 2, 0) for name in ("interrupt", "backchannel", "aside")}
    texts = {name: {item.overlap.text for item in items if item.overlap} for name, items in said.items()}
    assert texts == {"interrupt": {"wait stop"}, "backchannel": {"yeah"}, "aside": {"mom where is the bread"}}
    told, asked = said["interrupt"]
    assert 20 <= len(told.told.split()) <= 40
    assert told.end_s == 0 < asked.end_s
    assert told.reference.overlap is None
    assert told.reference.delay_s == told.delay_s


def test_a_bank_without_held_out_speech_is_refused(tmp_path: Path) -> None:
    folder = make_bank(tmp_path / "bank")
    index = folder / "s00000.jsonl"
    index.write_text(index.read_text().replace("bf_emma", "af_sky"))
    with pytest.raises(BadData, match="held-out user speech"):
        Sources(folder)
