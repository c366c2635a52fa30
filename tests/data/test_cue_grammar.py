from pathlib import Path

import numpy as np
import pytest

from microturn.core.units import TICK_S
from microturn.data.grammars.cue import CUE_AFTER_S
from microturn.data.pool import Pool
from microturn.data.scene import Own, Scene, Speech, tick_at
from microturn.data.shards import grammar
from tests.data.banks import CUES, tiny_bank


@pytest.fixture(scope="module")
def all_scenes(tmp_path_factory: pytest.TempPathFactory) -> list[Scene]:
    pool = Pool(tiny_bank(tmp_path_factory.mktemp("bank")))
    return [grammar("cue")(np.random.default_rng(seed), pool) for seed in range(80)]


def asked(scenes: list[Scene], text: str) -> list[tuple[list[Speech], list[Own]]]:
    """What is said on both sides after a request, the reply to it left out."""
    out: list[tuple[list[Speech], list[Own]]] = []
    for scene in scenes:
        at = next((i for i, item in enumerate(scene.speech) if item.utterance.text == text), None)
        if at is not None:
            own = [own for own in scene.own if own.start_tick * TICK_S > scene.speech[at].end_s]
            assert own[0].utterance.text == CUES[text]
            out.append((list(scene.speech[at + 1 :]), own[1:]))
    assert len(out) >= 3, "the tasks come often enough to be tested"
    return out


def cue_tick(end_s: float) -> int:
    return tick_at(end_s + CUE_AFTER_S)


def test_it_says_stop_at_the_hesitation_and_at_nothing_else(all_scenes: list[Scene]) -> None:
    num_cues = 0
    for speech, own in asked(all_scenes, "stop me when i say um"):
        due = {cue_tick(item.end_s) for item in speech if item.utterance.text == "um"}
        assert {o.start_tick for o in own} <= due
        assert all(o.utterance.text == "Stop." for o in own)
        num_cues += len(own)
    assert num_cues > 0


def test_it_names_the_word_as_it_is_said_and_the_user_goes_on(all_scenes: list[Scene]) -> None:
    num_over = 0
    for speech, own in asked(all_scenes, "tell me when i say coffee"):
        due = {
            cue_tick(item.when(word.end_s))
            for item in speech
            for word in item.utterance.words
            if word.label == "coffee"
        }
        assert {o.start_tick for o in own} <= due
        num_over += sum(item.onset_s < (o.start_tick + 1) * TICK_S < item.end_s for item in speech for o in own)
    assert num_over > 0, "it speaks while the user does"


def test_wrong_sums_alone_are_corrected(all_scenes: list[Scene]) -> None:
    num = 0
    for speech, own in asked(all_scenes, "correct me when i'm wrong"):
        due = {cue_tick(item.end_s) for item in speech if item.utterance.text == "two plus two is five"}
        assert {o.start_tick for o in own} <= due
        num += len(own)
    assert num > 0


def test_words_are_repeated_in_order_each_after_it_was_said(all_scenes: list[Scene]) -> None:
    for text in ("repeat after me", "count with me"):
        for speech, own in asked(all_scenes, text):
            words = [item.utterance.text for item in speech]
            assert text != "count with me" or words == ["one", "two", "three"]
            told = {cue_tick(item.end_s): item.utterance.text for item in speech}
            assert own
            assert all(told[o.start_tick] == o.utterance.text.lower().strip(".") for o in own)


def test_words_are_put_into_spanish_where_the_bank_can_say_them(all_scenes: list[Scene]) -> None:
    spanish = {"one": "Uno.", "two": "Dos.", "three": "Tres.", "red": "Rojo.", "blue": "Azul."}
    for speech, own in asked(all_scenes, "say each word in spanish"):
        told = {cue_tick(item.end_s): spanish.get(item.utterance.text) for item in speech}
        assert own
        assert all(told[o.start_tick] == o.utterance.text for o in own)


def test_it_follows_a_sentence_word_by_word(all_scenes: list[Scene]) -> None:
    num_chunks = 0
    for speech, own in asked(all_scenes, "shadow me"):
        words = [(label, item.when(label.end_s)) for item in speech for label in item.utterance.words]
        assert [word.label for word, _ in words] == [label for o in own for label in o.utterance.text.split()]
        for o in own:
            chunk, words = words[: len(o.utterance.words)], words[len(o.utterance.words) :]
            assert o.start_tick >= cue_tick(chunk[-1][1]), "no word before it was heard"
            is_free = not any(before.end_tick == o.start_tick for before in own)
            assert o.start_tick == cue_tick(chunk[0][1]) or not is_free, "and as soon as it was"
            num_chunks += len(chunk) > 1
    assert num_chunks > 3, "what was heard meanwhile is said at once"


def test_it_nods_after_every_sentence_where_that_was_asked_for(all_scenes: list[Scene]) -> None:
    for speech, own in asked(all_scenes, "just say mm-hmm while I tell you something"):
        assert [o.start_tick for o in own] == [cue_tick(item.end_s) for item in speech]
        assert {o.utterance.text for o in own} == {"Mm-hmm."}


def test_signs_of_listening_are_rare_and_brief(all_scenes: list[Scene]) -> None:
    num_nods, seconds = 0, 0.0
    for speech, own in asked(all_scenes, "let me tell you about my day"):
        ends = {cue_tick(item.end_s) for item in speech}
        assert {o.start_tick for o in own} <= ends
        num_nods, seconds = num_nods + len(own), seconds + speech[-1].end_s - speech[0].onset_s
    assert 1 < num_nods / (seconds / 60) < 9


def test_without_such_rows_it_converses(tmp_path: Path) -> None:
    pool = Pool(tiny_bank(tmp_path))
    pool.cues.clear()
    assert grammar("cue")(np.random.default_rng(0), pool).own
