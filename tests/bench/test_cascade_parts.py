"""The cascade without Pipecat: which words sound when, lines, where things are looked for, and a process that fails."""

import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microturn.bench.cascade.config import PREFIX, CascadeConfig, from_env
from microturn.bench.cascade.host import Host
from microturn.bench.cascade.lines import Kind, Line, pack, unpack
from microturn.bench.cascade.script import Script
from microturn.core.errors import BadConfig, BadData


def test_words_begin_where_the_letters_before_them_end() -> None:
    script = Script()
    script.begin("one three six")  # 3, 5 and 3 letters
    script.add(1100)
    assert [script.play(100) for _ in range(11)] == [" one", "", "", " three", "", "", "", "", " six", "", ""]


def test_words_are_only_said_once_they_are_played() -> None:
    script = Script()
    script.begin("yes it is")
    script.add(700)
    assert script.play(50) == " yes"
    script.drop()
    assert script.play(650) == ""
    script.begin("no")
    script.add(100)
    assert script.play(10) == " no"


def test_the_second_sentence_begins_behind_the_first_and_its_padding() -> None:
    script = Script()
    script.begin("a")
    script.add(150)
    script.pad(100)
    script.begin("b")
    script.add(100)
    assert [script.play(100) for _ in range(3)] == [" a", "", " b"]


def test_more_sound_of_a_sentence_adds_no_words() -> None:
    script = Script()
    script.begin("one two")
    script.add(100)
    script.add(100)
    assert script.play(200) == " one two"


@settings(deadline=None, max_examples=30)
@given(st.lists(st.text("abc", min_size=1, max_size=9), max_size=12), st.integers(1, 300), st.integers(1, 5000))
def test_every_word_is_said_once_and_in_order(words: list[str], chunk: int, num_samples: int) -> None:
    script = Script()
    script.begin(" ".join(words))
    script.add(num_samples)
    script.pad(chunk)
    said = "".join(script.play(chunk) for _ in range(-(-num_samples // chunk)))
    assert said.split() == words


@settings(deadline=None, max_examples=30)
@given(st.sampled_from(Kind), st.text(), st.binary(), st.floats(allow_nan=False))
def test_lines_come_out_as_they_went_in(kind: Kind, text: str, audio: bytes, value: float) -> None:
    raw = pack(Line(kind, text, audio, value))
    assert raw.count(b"\n") == 1 and raw.endswith(b"\n")
    assert unpack(raw) == Line(kind, text, audio, value)


@pytest.mark.parametrize(
    "raw", [b"", b"[]", b"no", b'{"kind": "dance"}', b'{"kind": "sound", "audio": "?"}', b'{"text": "hi"}']
)
def test_what_is_no_line_is_refused(raw: bytes) -> None:
    with pytest.raises(BadData, match="expected a line"):
        unpack(raw)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("PYTHON", "/nowhere/python", "make cascade"),
        ("KOKORO", "", "a folder with .*hub name"),
        ("KOKORO", "/nowhere/kokoro", "a folder with .*hub name"),
        ("WHISPER", "./nowhere", "tiny.en"),
        ("LLM", "/nowhere/model.gguf", "GGUF"),
    ],
)
def test_what_is_missing_is_named_with_what_to_do(name: str, value: str, expected: str) -> None:
    whole = {f"{PREFIX}PYTHON": sys.executable, f"{PREFIX}KOKORO": "owner/kokoro"}
    assert from_env(whole) == CascadeConfig(sys.executable, "owner/kokoro", "tiny.en", "")
    with pytest.raises(BadConfig, match=f"{expected}.*"):
        from_env(whole | {f"{PREFIX}{name}": value})


def test_a_python_without_pipecat_is_named_with_what_to_install(tmp_path: Path) -> None:
    """Ours has none: its packages do not go together with Pipecat's."""
    with pytest.raises(BadConfig, match=r"expected Pipecat in .*requirements\.txt"):
        Host(CascadeConfig(sys.executable, str(tmp_path)))
