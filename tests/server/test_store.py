from pathlib import Path

import pytest

from microturn.core.errors import BadConfig
from microturn.server.store import Store, Usage, Word, connect


def test_sessions_words_and_usage_outlive_the_process(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "m.db"
    store = Store(connect(path))
    for name in ("s1", "s2"):
        store.begin(name, "k", "realtime", 10.0)
        store.end(name, "client_closed", Usage(400, 200, 7), 12.0)
    store.add("s1", [Word(400, "model", "hi"), Word(200, "user", "hello")])
    again = Store(connect(path))
    assert [word.text for word in again.transcript("s1")] == ["hello", "hi"]
    assert again.usage("k") == Usage(800, 400, 14)
    assert again.usage("nobody") == Usage()


def test_a_file_that_is_no_database(tmp_path: Path) -> None:
    (tmp_path / "x.db").write_bytes(b"nothing of the kind" * 100)
    with pytest.raises(BadConfig, match="expected a SQLite database"):
        connect(tmp_path / "x.db")
