import json
from pathlib import Path

import numpy as np
import pytest

from microturn.bench.suite.record import INPUT, OUTPUT, RECORD, Record, Words, load, save, timed
from microturn.core.errors import BadData


@pytest.fixture
def record() -> Record:
    rng = np.random.default_rng(0)
    user, output = (rng.uniform(-1.2, 1.2, num).astype(np.float32) for num in (3200, 4800))
    said = (Words(0.2, " Grüß"), Words(0.4, ' "Gott"'))
    return Record(user, output, said, (Words(0.0, " hm"),), {"overlap_start": 0.1}, "went away", (12.5, 13.0)).rounded()


def test_a_record_is_read_back_as_it_was_kept(record: Record, tmp_path: Path) -> None:
    save(record, tmp_path / "0")
    found = load(tmp_path / "0")
    assert found is not None
    np.testing.assert_array_equal(found.user, record.user)
    np.testing.assert_array_equal(found.output, record.output)
    for name in ("said", "heard", "marks", "failure", "step_ms"):
        assert getattr(found, name) == getattr(record, name)
    assert found.said_from(0.3) == '"Gott"'
    assert found.rounded().output.tobytes() == found.output.tobytes()


def test_a_record_without_its_last_file_is_none(record: Record, tmp_path: Path) -> None:
    assert load(tmp_path) is None
    save(record, tmp_path)
    (tmp_path / RECORD).rename(tmp_path / f"{RECORD}.part")  # killed just before the end
    assert load(tmp_path) is None
    save(record, tmp_path)
    assert load(tmp_path) is not None


DAMAGES = [(name, damage) for name in (INPUT, OUTPUT, RECORD) for damage in ("missing", "cut", "other")]


@pytest.mark.parametrize(("name", "damage"), [each for each in DAMAGES if each != (RECORD, "missing")])
def test_a_damaged_record_is_named(record: Record, tmp_path: Path, name: str, damage: str) -> None:
    save(record, tmp_path)
    file = tmp_path / name
    if damage == "missing":
        file.unlink()
    elif damage == "cut":
        file.write_bytes(file.read_bytes()[:20])
    else:
        file.write_text(json.dumps({"said": 3}) if name == RECORD else "no sound")
    with pytest.raises(BadData, match=r"expected a whole record in .*delete it"):
        load(tmp_path)


def test_a_word_that_comes_in_pieces_has_the_time_of_its_first() -> None:
    said = (Words(0.2, " Let me check Bos"), Words(0.4, "ton. -"), Words(0.8, " Okay"))
    assert [(word.at_s, word.text) for word in timed(said)] == [
        (0.2, "Let"), (0.2, "me"), (0.2, "check"), (0.2, "Boston."), (0.8, "Okay"),
    ]  # fmt: skip
