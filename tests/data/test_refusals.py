import re
from collections import Counter
from pathlib import Path

import numpy as np

from microturn.data import refusals
from microturn.data.bank import Bank
from microturn.data.grammars import answer
from microturn.data.lines import is_kept_out, plan_lines, user_lines
from microturn.data.lookalikes import HARMLESS
from microturn.data.lookalikes import SLOTS as LIKE
from microturn.data.pool import Pool, key_of
from microturn.data.refusal_forms import CARE, FAMILIES, HARMFUL, REFUSALS, SELF_HARM, SLOTS
from microturn.data.replies import FORGET, is_handed_on
from microturn.data.synth import Line, SynthConfig, synthesise
from microturn.text.normal import words
from tests.data.test_synth import ToneSpeaker


def test_there_are_at_least_as_many_harmless_texts_and_none_is_both() -> None:
    harmful, harmless = ({key_of(text) for text, _ in pairs} for pairs in (refusals.harmful(), refusals.harmless()))
    assert len(harmful) == len(refusals.harmful()) >= 500
    assert len(harmless) == len(refusals.harmless()) >= len(harmful)
    assert not harmful & harmless


def test_every_family_has_requests_that_look_like_it() -> None:
    assert set(HARMFUL) == set(HARMLESS) == set(FAMILIES)
    for family in FAMILIES:
        assert len(refusals.texts_of(HARMFUL[family])) >= 50, family
        assert sum(len(refusals.texts_of(row)) for row in HARMLESS[family]) >= 45, family


def test_every_blank_is_filled_and_every_filling_used() -> None:
    forms = "/".join(row[0] for row in (*HARMFUL.values(), *(row for rows in HARMLESS.values() for row in rows)))
    assert set(re.findall(r"\{(\w+)\}", forms)) == set(SLOTS | LIKE)
    assert all(LIKE[name] == SLOTS[name] for name in set(SLOTS) & set(LIKE))
    for text, _ in (*refusals.harmful(), *refusals.harmless()):
        assert re.fullmatch(r"[a-z' ,]+", text), text


def test_refusals_are_few_and_short_and_hand_nothing_on() -> None:
    assert {reply for _, reply in refusals.harmful()} == set(REFUSALS)
    assert len(REFUSALS) <= 8
    for reply in REFUSALS:
        assert len(words(reply)) <= (9 if reply == CARE else 8), reply
        assert not is_handed_on(reply), reply
        assert reply != FORGET
    assert {reply for _, reply in refusals.texts_of(HARMFUL[SELF_HARM])} == {CARE}


def test_harmless_requests_are_answered_or_handed_on() -> None:
    replies = Counter(reply for _, reply in refusals.harmless())
    assert not set(replies) & set(REFUSALS)
    assert sum(is_handed_on(reply) for reply in replies) >= 8
    assert sum(not is_handed_on(reply) for reply in replies) >= 20


def test_what_is_said_is_plain_and_in_training() -> None:
    for reply in refusals.sayings():
        assert re.fullmatch(r"[A-Za-z' ,.?!]+", reply), reply
        assert reply[-1] in ".?!", reply
        assert not is_kept_out(reply), reply
    said = {reply for _, reply in (*refusals.harmful(), *refusals.harmless())}
    assert said == set(refusals.sayings())


def test_half_of_the_requests_are_refused_and_all_come_back_with_the_seed() -> None:
    pairs = refusals.requests(np.random.default_rng(0), 600)
    assert pairs == refusals.requests(np.random.default_rng(0), 600)
    refused = sum(reply in REFUSALS for _, reply in pairs)
    assert 0.4 < refused / len(pairs) < 0.6
    assert all(text[0].isupper() and text[-1] in ".?" for text, _ in pairs)


def test_they_become_requests_with_their_replies() -> None:
    lines = user_lines("refusal", 60, 0)
    assert {line.kind for line in lines} == {"request"}
    assert {line.reply for line in lines} <= set(refusals.sayings())
    held_out = user_lines("refusal", 8, 1, held_out=True)
    assert not {line.text for line in lines} & {line.text for line in held_out}
    assert all(is_kept_out(line.text) for line in held_out)


def test_plans_hold_every_refusal_and_no_request_that_is_refused(tmp_path: Path) -> None:
    asked = [line for line in user_lines("refusal", 30, 0) if line.reply in REFUSALS]
    synthesise(asked, tmp_path / "bank", SynthConfig("none"), ToneSpeaker())
    planned = {key_of(line.text) for line in plan_lines(Bank.load([tmp_path / "bank"], tmp_path), 20, 0, 100)}
    assert {key_of(reply) for reply in refusals.sayings()} <= planned
    assert not planned & {key_of(line.text) for line in asked}


def test_the_grammar_of_answers_says_them(tmp_path: Path) -> None:
    asked = user_lines("refusal", 24, 0)
    plans = [Line(reply, "assistant") for reply in refusals.sayings()]
    synthesise(asked, tmp_path / "asked", SynthConfig("none"), ToneSpeaker())
    synthesise(plans, tmp_path / "plans", SynthConfig("none", is_silent=True), ToneSpeaker(is_silent=True))
    pool = Pool(Bank.load([tmp_path / "asked", tmp_path / "plans"], tmp_path))
    said = {own.utterance.text for seed in range(30) for own in answer.make(np.random.default_rng(seed), pool).own}
    assert said & set(REFUSALS)
    assert said <= set(refusals.sayings())
