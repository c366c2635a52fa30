import json
from pathlib import Path

import numpy as np
import pytest

from microturn.data.bank import Bank
from microturn.data.lines import is_kept_out
from microturn.data.pool import Pool, key_of
from microturn.data.shards import GRAMMARS, grammar
from microturn.data.tables import listed
from microturn.data.trim import MARGIN_S
from tests.data.banks import REQUESTS, tiny_bank, tiny_rows, tone_row, write_bank

WORDS = listed("red blue green tall small quick slow round warm cold early late")


def mixed_bank(folder: Path) -> Bank:
    """The tiny bank and requests of which some are kept out, all with the same reply."""
    rows = tiny_rows()
    reply = "okay timer set for ten minutes"
    texts = [f"tell me about the {a} and {b} ones" for a in WORDS for b in WORDS if a != b][:60]
    rows += [tone_row(100 + i, "user", t, kind="request", reply=reply) for i, t in enumerate(texts)]
    return Bank.load([write_bank(folder / "bank", rows)], folder / "cache")


def test_training_pool_never_gives_out_what_is_kept_out(tmp_path: Path) -> None:
    bank = mixed_bank(tmp_path)
    kept_out = {u.text for u in bank.utterances if u.is_held_out}
    assert kept_out
    pool = Pool(bank)
    for name in GRAMMARS:
        for seed in range(6):
            scene = grammar(name)(np.random.default_rng(seed), pool)
            used = {o.utterance.text for o in scene.own} | {t.text for t in scene.text_in}
            used |= {s.utterance.text for s in scene.speech}
            assert not used & kept_out
            assert not any(is_kept_out(text) for text in used & {u.text for u in bank.utterances})


def test_evaluation_pool_asks_only_what_is_kept_out(tmp_path: Path) -> None:
    pool = Pool(mixed_bank(tmp_path), held_out=True)
    assert pool.requests
    assert all(u.is_held_out for u in pool.requests)
    exchange = pool.exchange(pool.requests, np.random.default_rng(0))
    assert exchange.reply.text == exchange.request.reply


def test_rows_are_sorted_by_their_use(tmp_path: Path) -> None:
    pool = Pool(tiny_bank(tmp_path))
    assert {u.text for u in pool.requests} == set(REQUESTS)
    assert len(pool.interruptions) == len(pool.side_talk) == len(pool.fillers) == 2
    assert len(pool.backchannels) == 3
    assert pool.silent
    assert pool.voiced


def test_plans_are_found_by_how_they_sound(tmp_path: Path) -> None:
    pool = Pool(tiny_bank(tmp_path))
    found = pool.plan("Okay, timer set for 10 minutes!")
    assert found is not None
    assert found.text == "okay timer set for ten minutes"
    assert pool.plan("nobody ever said this") is None
    assert key_of("It's 5 o'clock.") == "it's five o'clock"


def test_last_words_end_where_they_can_be_heard(tmp_path: Path) -> None:
    row = tone_row(0, "user", "hello there", kind="request")
    end_s = row["words"][-1][2]
    folder = write_bank(tmp_path / "bank", [row])
    index = folder / "s00000.jsonl"
    row["words"][-1][2] += 0.1  # silence that the voice counts as speech
    index.write_text(json.dumps(row) + "\n")
    (found,) = Pool(Bank.load([folder], tmp_path / "cache")).requests
    assert found.words[-1].end_s == pytest.approx(end_s + MARGIN_S, abs=0.011)
