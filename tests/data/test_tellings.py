"""What people tell is said in many words, and never is a request."""

import re

import numpy as np
import pytest

from microturn.data import cues, sights, timers
from microturn.data.stories import stories
from microturn.data.tables import listed
from microturn.data.tellings import LIKE_REQUESTS, TOLD, forms, telling

FORMS = (*TOLD, *LIKE_REQUESTS)
NUM_DRAWS = 3000
FUNCTION_WORDS = frozenset(
    listed(
        "a an the my our his her their your its this that these those some any no every each all both half and or but "
        "so to of in on at by for with from into onto over under up down out off about as than then when while until "
        "since before after because if i we you he she it they me us him them who whom what where why how is are was "
        "were be been am has have had do does did not never too very more most much many far"
    )
)


@pytest.fixture(scope="module")
def told() -> list[str]:
    rng = np.random.default_rng(0)
    return [telling(rng) for _ in range(NUM_DRAWS)]


def test_there_are_many_forms_with_choices() -> None:
    assert len(set(FORMS)) == len(FORMS) >= 650
    assert len(LIKE_REQUESTS) * 2 > len(TOLD)
    for form in FORMS:
        choices = [found.split("|") for found in re.findall(r"\[([^\[\]]*)\]", form)]
        assert form.count("[") == form.count("]") == len(choices) >= 2, form
        assert all(len(some) >= 2 for some in choices), form


def test_no_choice_is_empty_by_mistake_or_stands_twice() -> None:
    """Openers may be left out, and tails, which say so first."""
    for form in FORMS:
        for found in re.finditer(r"\[([^\[\]]*)\]", form):
            some = [" ".join(one.split()) for one in found[1].split("|") if one.strip() or found.start()]
            some = some[not some[0] :]
            assert all(some), form
            assert len(set(some)) == len(some), form


def test_tellings_are_plain_sentences(told: list[str]) -> None:
    for text in told:
        assert re.fullmatch(r"[A-Z][A-Za-z']*(,? [A-Za-z']+)*\.", text), text
        assert 3 <= len(text.split()) <= 20, text


def test_they_hardly_repeat_and_use_many_words(told: list[str]) -> None:
    assert len(set(told)) > 0.85 * NUM_DRAWS
    drawn = {word for text in told for word in re.findall("[a-z']+", text.lower())} - FUNCTION_WORDS
    written = {word for form in FORMS for word in re.findall("[a-z']+", form.lower())} - FUNCTION_WORDS
    assert len(drawn) > 2500
    assert len(written) > 3200


def test_none_is_read_as_a_request(told: list[str]) -> None:
    for read in (cues.parse, timers.parse, sights.parse):
        assert [text for text in told if read(text) is not None] == []


def test_two_thirds_of_what_stories_are_made_of_are_tellings() -> None:
    """Drawn with the same numbers, once the first of them has chosen."""
    num = 0
    for seed in range(400):
        rng = np.random.default_rng(seed)
        rng.random()
        num += stories(np.random.default_rng(seed), 1) == [(telling(rng), "")]
    assert 0.58 < num / 400 < 0.72


def test_forms_are_the_sentences_of_tables_with_their_parts() -> None:
    tables = {"one": "[a|b]\nc. <who> came."}, {"two": "d [e|f]."}
    first, second, third = forms(*tables)
    assert (first, third) == ("[a|b]\nc.", "d [e|f].")
    assert second.startswith("[my sister|") and second.endswith("] came.")
