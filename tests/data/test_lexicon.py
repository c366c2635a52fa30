from pathlib import Path

import numpy as np
import pytest

from microturn.data.bank import Span, Utterance
from microturn.data.fresh import NUMS, fresh
from microturn.data.lexicon import STRETCH, Lexicon
from microturn.data.pool import Pool
from microturn.data.shards import LiveScenes
from tests.data.banks import tiny_bank

WORDS = (Span("Good", 0.1, 0.4), Span("day,", 0.4, 0.7), Span("Ann", 0.9, 1.2))
PHONES = tuple(
    Span(*phone)
    for phone in [
        ("ɡ", 0.1, 0.2),
        ("ʊ", 0.2, 0.3),
        ("d", 0.3, 0.4),
        ("d", 0.4, 0.5),
        ("eɪ", 0.5, 0.7),
        (",", 0.7, 0.9),
        ("a", 0.9, 1.0),
        ("n", 1.0, 1.2),
    ]
)
ROW = Utterance("user", "Good day, Ann", "x", WORDS, PHONES)


def test_a_text_is_told_with_the_phones_of_its_words_in_its_own_order() -> None:
    told = Lexicon([ROW]).tell("Ann good", np.random.default_rng(0), "request", "Hello.")
    assert told is not None
    assert [span.label for span in told.words] == ["Ann", "good"]
    assert [span.label for span in told.phones] == ["a", "n", "ɡ", "ʊ", "d"]
    assert told.file is None
    assert (told.reply, told.tags) == ("Hello.", {"kind": "request"})


def test_times_are_those_of_the_voice_within_the_stretch() -> None:
    lexicon = Lexicon([ROW])
    for seed in range(20):
        told = lexicon.tell("ann, day", np.random.default_rng(seed))
        assert told is not None
        first, second = told.words
        assert STRETCH[0] - 1e-6 <= (first.end_s - first.start_s) / 0.3 <= STRETCH[1] + 1e-6
        assert second.start_s - first.end_s >= 0.05 - 1e-6  # a comma is a pause
        assert told.seconds == pytest.approx(second.end_s)
        assert all(a.end_s <= b.start_s + 1e-6 for a, b in zip(told.phones, told.phones[1:]))


def test_unknown_words_are_not_told() -> None:
    lexicon = Lexicon([ROW])
    assert lexicon.tell("good evening", np.random.default_rng(0)) is None
    assert lexicon.tell("", np.random.default_rng(0)) is None


def test_salad_and_changed_texts_have_known_words_only() -> None:
    lexicon, rng = Lexicon([ROW]), np.random.default_rng(0)
    salad = lexicon.salad(rng, 30)
    assert salad is not None
    assert {span.label for span in salad.words} == {"good", "day", "ann"}
    same, other = lexicon.changed("Good good good", rng, 0.0), lexicon.changed("Good " * 30, rng, 0.5)
    assert same is not None
    assert other is not None
    assert same.text == "Good good good"
    assert 5 < sum(span.label == "Good" for span in other.words) < 25


def say_only(texts: list[tuple[str, str]], monkeypatch: pytest.MonkeyPatch) -> None:
    def make(rng: np.random.Generator, n: int) -> list[tuple[str, str]]:
        return texts

    monkeypatch.setattr("microturn.data.fresh.MAKERS", {"request": make})
    monkeypatch.setattr("microturn.data.fresh.NUMS", {"request": 1})


def test_fresh_users_say_what_no_row_of_the_bank_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [("Please play the lights in ten minutes.", "okay timer set for ten minutes"), ("Something unheard.", "")]
    say_only(texts, monkeypatch)
    pool = Pool(tiny_bank(tmp_path))
    users = fresh(pool, np.random.default_rng(0))
    assert texts[0][0] in {row.text for row in users.requests}
    assert not any(row.file for row in users.requests)
    assert texts[1][0] not in {row.text for row in users.requests}
    assert not users.recordings
    assert pool.requests[0].file  # the bank's own users are as before


@pytest.mark.parametrize(
    ("request_text", "reply"), [("Zebras yodel.", "okay timer"), ("Please play the lights.", "zebras yodel")]
)
def test_a_bank_of_few_words_keeps_its_own_users(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request_text: str, reply: str
) -> None:
    say_only([(request_text, reply)], monkeypatch)
    pool = Pool(tiny_bank(tmp_path))
    assert set(NUMS) > {"request"}
    assert fresh(pool, np.random.default_rng(0)).requests[0].file is not None


def test_told_scenes_are_told_and_their_share_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = [("Please play the lights in ten minutes.", "okay timer set for ten minutes")]
    say_only(texts, monkeypatch)
    bank = tiny_bank(tmp_path)

    def num_told(mix: dict[str, float], told: float) -> int:
        live = LiveScenes(bank, mix, 0, told=told)
        return sum(live.scene(i).is_told for i in range(40))

    assert num_told({"answer": 1.0}, 0.0) == 0
    assert 8 < num_told({"answer": 1.0}, 0.5) <= 28
    assert num_told({"speak": 1.0}, 1.0) == 0
