from pathlib import Path

import numpy as np
import pytest

from microturn.core.errors import BadData
from microturn.data.bank import Bank
from tests.data.banks import RATE_HZ, SAID, sound_of, tiny_bank, tone_row, write_bank


def test_reads_rows_and_their_sound(tmp_path: Path) -> None:
    row = tone_row(0, "user", "one two")
    bank = Bank.load([write_bank(tmp_path / "a", [tone_row(1, "user", "first"), row])], tmp_path / "cache")
    assert [u.text for u in bank.utterances] == ["first", "one two"]
    assert [w.label for w in bank.utterances[1].words] == ["one", "two"]
    sound, rate_hz = bank.audio(bank.utterances[1])
    assert rate_hz == RATE_HZ
    np.testing.assert_allclose(sound, sound_of(row), atol=1e-4)


def test_second_load_takes_sound_from_the_cache(tmp_path: Path) -> None:
    folder = write_bank(tmp_path / "a", [tone_row(0, "user", "hello")])
    first = Bank.load([folder], tmp_path / "cache")
    second = Bank.load([folder], tmp_path / "cache")
    one, other = (b.audio(b.utterances[0])[0] for b in (first, second))
    np.testing.assert_array_equal(one, other)


def test_empty_folder(tmp_path: Path) -> None:
    with pytest.raises(BadData, match=r"expected \*\.jsonl shards"):
        Bank.load([tmp_path], tmp_path / "cache")


@pytest.mark.parametrize("line", ["not json", '{"role": "user", "text": "no speaker"}', '{"text": 3'])
def test_bad_row_is_named_with_its_line(tmp_path: Path, line: str) -> None:
    folder = write_bank(tmp_path / "a", [tone_row(0, "user", "hello")])
    with (folder / "s00000.jsonl").open("a") as index:
        index.write(line + "\n")
    with pytest.raises(BadData, match=r"s00000\.jsonl:2"):
        Bank.load([folder], tmp_path / "cache")


def test_missing_sound_file_is_named(tmp_path: Path) -> None:
    folder = write_bank(tmp_path / "a", [tone_row(0, "user", "hello")])
    (folder / "s00000.user.ogg").unlink()
    with pytest.raises(BadData, match=r"s00000\.user\.ogg"):
        Bank.load([folder], tmp_path / "cache")


def test_select_splits_by_role_and_use(tmp_path: Path) -> None:
    bank = tiny_bank(tmp_path)
    own = bank.select("assistant")
    assert {u.text for u in own} >= set(SAID)
    assert len(bank.select("assistant", True)) + len(bank.select("assistant", False)) == len(own)
