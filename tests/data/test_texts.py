import re
from collections import Counter

import numpy as np
import pytest

from microturn.core.errors import BadConfig
from microturn.data import texts
from microturn.data.bank import Bank, Utterance
from microturn.data.lines import KINDS, is_kept_out, lines_of, plan_lines, user_lines
from microturn.data.replies import RULES, reply_to
from microturn.text.normal import words


def rng() -> np.random.Generator:
    return np.random.default_rng(0)


def test_dialogues_are_distinct_and_come_back_with_the_seed() -> None:
    pairs = texts.dialogues(rng(), 600)
    assert len({request.lower() for request, _ in pairs}) == 600
    assert pairs == texts.dialogues(rng(), 600)
    assert len({reply for _, reply in pairs}) > 150


def test_replies_are_short_plain_and_ended() -> None:
    for _, reply in [*texts.dialogues(rng(), 600), *texts.interruptions(rng(), 200)]:
        assert 1 <= len(words(reply)) <= 20, reply
        assert reply[-1] in ".?!", reply
        assert re.fullmatch(r"[A-Za-z' ,.?!]+", reply), reply


@pytest.mark.parametrize(
    ("request_text", "reply"),
    [
        ("Hello!", "Hello! How can I help?"),
        ("what's the weather like tomorrow", "Let me check the weather."),
        ("please set a timer for 10 minutes", "Okay, timer set for ten minutes."),
        ("remind me to call my mom", "Okay, I'll remind you to call your mom."),
        ("play some jazz", "Okay, playing some jazz."),
        ("thank you so much", "You're welcome."),
        ("who was the king of portugal", "Let me look that up for you."),
    ],
)
def test_reply_to_follows_the_words(request_text: str, reply: str) -> None:
    assert reply_to(request_text) == reply


def test_common_replies_are_not_kept_out() -> None:
    fixed = [reply for _, reply in RULES if isinstance(reply, str)]
    assert not [reply for reply in fixed if is_kept_out(reply)]
    given = Counter(reply for _, reply in texts.dialogues(rng(), 1000))
    lost = sum(count for reply, count in given.items() if is_kept_out(reply))
    assert lost < 120


@pytest.mark.parametrize("kind", ["request", "interruption", "side"])
def test_evaluation_texts_are_never_training_texts(kind: str) -> None:
    train = {line.text for line in user_lines(kind, 100, 0)}
    held_out = {line.text for line in user_lines(kind, 8, 1, held_out=True)}
    assert len(train) == 100
    assert len(held_out) == 8
    assert not train & held_out
    assert all(is_kept_out(text) for text in held_out)


def test_lines_of_reads_a_number() -> None:
    assert len(lines_of("backchannel=70", 5, 0)) == 70
    assert len(lines_of("filler", 5, 0)) == 5
    assert {line.role for line in lines_of("reply", 5, 0)} == {"assistant"}
    with pytest.raises(BadConfig, match="KIND=NUM"):
        lines_of("side=many", 5, 0)
    with pytest.raises(BadConfig, match=KINDS[0]):
        lines_of("nonsense", 5, 0)


def test_sentences_vary() -> None:
    said = texts.sentences(rng(), 400)
    assert len(set(said)) == 400
    assert len({word for text in said for word in words(text)}) > 400


def test_plans_hold_every_reply_once() -> None:
    lines = plan_lines(Bank((), {}), 50, 0, num_dialogues=300)
    keys = [" ".join(words(line.text)) for line in lines]
    assert len(keys) == len(set(keys))
    assert {line.role for line in lines} == {"assistant"}
    known = Bank((Utterance("assistant", lines[0].text),), {})
    assert lines[0].text not in {line.text for line in plan_lines(known, 50, 0, num_dialogues=300)}
    assert sum(line.kind == "sentence" for line in lines) >= 20
