import json
from pathlib import Path

import numpy as np
import pytest

from microturn.core.errors import BadConfig, BadData
from microturn.data.bank import Bank, Span
from microturn.data.synth import PER_SHARD, Line, SynthConfig, read_lines, synthesise, write_lines
from microturn.data.voices import ASSISTANT, HELD_OUT, Spoken, choose_voice, open_speaker, readable, written_words

WORD_S = 0.2


class ToneSpeaker:
    """Speaks every word as a tone of 0.2 s; cannot say "unsayable"."""

    def __init__(self, is_silent: bool = False) -> None:
        self.is_silent = is_silent
        self.voices: list[str] = []

    def names(self) -> list[str]:
        return ["one", "two", *sorted(HELD_OUT)]

    def blend(self, name: str, rng: np.random.Generator) -> str:
        return name

    def say(self, text: str, voice: str, speed: float) -> Spoken | None:
        self.voices.append(voice)
        words = written_words(text)
        if "unsayable" in words:
            return None
        spans = tuple(Span(w, WORD_S * i, WORD_S * (i + 1)) for i, w in enumerate(words))
        sound = 0.3 * np.sin(np.arange(int(16_000 * WORD_S) * len(words)) * 0.3).astype(np.float32)
        return Spoken(None if self.is_silent else sound, 16_000, spans, tuple(s._replace(label="a") for s in spans))


def test_bank_that_is_made_can_be_read(tmp_path: Path) -> None:
    lines = [Line("hello there", kind="request", reply="hi"), Line("unsayable"), Line("say 5", "assistant")]
    assert synthesise(lines, tmp_path / "bank", SynthConfig("none"), ToneSpeaker()) == 1
    bank = Bank.load([tmp_path / "bank"], tmp_path / "cache")
    assert [(u.role, u.text, u.reply) for u in bank.utterances] == [
        ("user", "hello there", "hi"),
        ("assistant", "say five", ""),
    ]
    user, own = bank.utterances
    assert user.tags["kind"] == "request"
    assert own.speaker == ASSISTANT
    sound, rate_hz = bank.audio(user)
    assert len(sound) / rate_hz == pytest.approx(2 * WORD_S, abs=0.01)
    assert np.sqrt(np.mean(sound**2)) == pytest.approx(0.21, abs=0.03)


def test_silent_rows_have_times_only(tmp_path: Path) -> None:
    config = SynthConfig("none", is_silent=True)
    synthesise([Line("hello there", "assistant")], tmp_path / "bank", config, ToneSpeaker(is_silent=True))
    (row,) = Bank.load([tmp_path / "bank"], tmp_path / "cache").utterances
    assert row.file is None
    assert len(row.words) == 2
    assert not list((tmp_path / "bank").glob("*.ogg"))


def test_a_second_run_makes_what_is_missing(tmp_path: Path) -> None:
    lines = [Line("hello") for _ in range(PER_SHARD + 5)]
    config = SynthConfig("none", seed=3)
    assert synthesise(lines, tmp_path, config, ToneSpeaker()) == 2
    before = (tmp_path / "s00001.jsonl").read_text()
    assert synthesise(lines, tmp_path, config, ToneSpeaker()) == 0
    (tmp_path / "s00001.jsonl").unlink()
    assert synthesise(lines, tmp_path, config, ToneSpeaker()) == 1
    assert (tmp_path / "s00001.jsonl").read_text() == before


def test_held_out_voices_never_train() -> None:
    speaker = ToneSpeaker()
    rng = np.random.default_rng(0)
    assert not {choose_voice(speaker, False, rng) for _ in range(100)} & HELD_OUT
    assert {choose_voice(speaker, True, rng) for _ in range(100)} == HELD_OUT


def test_lines_are_read_as_they_were_written(tmp_path: Path) -> None:
    lines = [Line("hello", kind="request", reply="hi"), Line("it's five")]
    write_lines(lines, tmp_path / "a" / "lines.jsonl")
    assert read_lines(tmp_path / "a" / "lines.jsonl") == lines
    (tmp_path / "b.txt").write_text("one\n\ntwo\n")
    assert read_lines(tmp_path / "b.txt") == [Line("one"), Line("two")]


@pytest.mark.parametrize("line", ["no json", json.dumps({"words": "x"}), "[1]"])
def test_bad_lines_are_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "a.jsonl").write_text(json.dumps({"text": "fine"}) + "\n" + line + "\n")
    with pytest.raises(BadData, match=r"a\.jsonl:2"):
        read_lines(tmp_path / "a.jsonl")


def test_missing_files_and_voices(tmp_path: Path) -> None:
    with pytest.raises(BadData, match="found none"):
        read_lines(tmp_path / "nothing.txt")
    with pytest.raises(BadConfig, match="kokoro:PATH"):
        open_speaker("nonsense")
    with pytest.raises(BadConfig, match="voices"):
        open_speaker(f"kokoro:{tmp_path}")
    with pytest.raises(BadConfig, match="sound"):
        open_speaker("espeak", is_silent=True)


def test_numbers_are_read_out() -> None:
    assert readable("It costs 12 dollars") == "it costs twelve dollars"
    assert readable("Okay,  Anna.") == "Okay, Anna."
    assert written_words("well -- yes!") == ["well", "yes!"]
