import numpy as np
import pytest

from microturn.data.align import Match, align, share
from microturn.data.bank import Span, Utterance
from microturn.data.trim import MARGIN_S, audible_end_s, trimmed


def test_words_that_are_spoken_as_one_are_found() -> None:
    assert align(["ʌv", "ðə", "sun"], ["ʌvðə", "sun"]) == [Match(0, 2, 0, 1), Match(2, 3, 1, 2)]


def test_words_that_are_spoken_as_two_are_found() -> None:
    assert align(["twɛntifaɪv", "kæts"], ["twɛnti", "faɪv", "kæts"]) == [Match(0, 1, 0, 2), Match(1, 2, 2, 3)]


def test_what_cannot_be_matched_is_none() -> None:
    assert align(["a"], list("abcdefgh")) is None
    assert align([], []) == []


def test_shares_fill_the_span() -> None:
    assert share(1.0, 2.0, [1, 3]) == [(1.0, 1.25), (1.25, 2.0)]


def test_audible_end_is_where_the_sound_stops() -> None:
    sound = np.zeros(24_000, np.float32)
    sound[2400:12_000] = 0.3 * np.sin(np.arange(9600) * 0.1)
    assert audible_end_s(sound, 24_000) == pytest.approx(0.5 + MARGIN_S, abs=0.011)


def test_trimming_moves_the_last_word_phone_and_mark() -> None:
    phones = (Span("a", 0.1, 0.2), Span("n", 0.2, 0.8), Span(".", 0.8, 1.0))
    row = Utterance("user", "an", words=(Span("an", 0.1, 0.8),), phones=phones, seconds=1.0)
    short = trimmed(row, 0.5)
    assert short.words[-1].end_s == 0.5
    assert short.phones == (Span("a", 0.1, 0.2), Span("n", 0.2, 0.5), Span(".", 0.5, 1.0))
    assert trimmed(short, 0.5) == short
    assert trimmed(row, 2.0) == row
    assert trimmed(row, 0.0).phones[1].end_s == pytest.approx(0.25)  # a phone never vanishes
