from dataclasses import fields

import numpy as np
import pytest

from microturn.core.messages import Source
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, TICK_S
from microturn.core.vocab import PHONE_ID, SILENCE, Control
from microturn.data.augment import Acoustics
from microturn.data.bank import Bank, Span, Utterance
from microturn.data.mix import mix
from microturn.data.render import ear_of, merged, plan_of, render, text_in_of, text_out_of
from microturn.data.scene import HEARD_AFTER_S, Own, Place, Scene, Speech, TextIn, own_origin_s
from microturn.data.ticks import Ticks
from microturn.text.tokenizer import Tokenizer
from tests.data.banks import LEAD_S, REQUESTS, SAID, WORD_S, tiny_bank

CLEAN = Acoustics()
REQUEST = next(iter(REQUESTS))


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return tiny_bank(tmp_path_factory.mktemp("bank"))


def row_of(bank: Bank, text: str) -> Utterance:
    return next(u for u in bank.utterances if u.text == text)


def rows(tokens: np.ndarray) -> list[list[int]]:
    return [[int(i) for i in tick if i >= 0] for tick in tokens]


def words_at(scene: Scene, mark: Control) -> dict[int, str]:
    """Text of the runs of `mark`, by tick; what stands at the start of a tick without a mark is said."""
    found: dict[int, str] = {}
    for tick, ids in enumerate(rows(text_out_of(scene))):
        ids = [int(Control.SAY), *ids] if ids and ids[0] >= 16 else ids
        if mark in ids:
            run = ids[ids.index(mark) + 1 :]
            stop = next((k for k, i in enumerate(run) if i < 16), len(run))
            found[tick] = " ".join(Tokenizer.load().decode(run[:stop]).split())
    return found


def test_words_are_heard_in_the_first_tick_that_ends_late_enough(bank: Bank) -> None:
    speech = Speech(row_of(bank, REQUEST), 1.03)
    heard = words_at(Scene(30, (speech,)), Control.HEARD)
    for word in speech.utterance.words:
        due_s = speech.when(word.end_s) + HEARD_AFTER_S
        tick = next(t for t in range(30) if (t + 1) * TICK_S >= due_s - 1e-9)
        assert word.label in heard[tick].split(), (word, heard)
    assert " ".join(heard.values()) == REQUEST


def test_only_the_user_is_written_down(bank: Bank) -> None:
    row = row_of(bank, REQUEST)
    for place in (Place.SIDE, Place.MEDIA):
        scene = Scene(30, (Speech(row, 1.0, place=place),))
        assert not words_at(scene, Control.HEARD)
        assert (ear_of(scene.speech, 30) == -1).any()


def test_at_most_six_tokens_a_tick_and_nothing_is_lost() -> None:
    words = tuple(Span(word, 0.01 * i, 0.01 * i + 0.01) for i, word in enumerate(SAID[1].split()))
    speech = Speech(Utterance("user", "", words=words), 0.0)
    own = Own(Utterance("assistant", "", words=words, phones=(Span("a", 0.0, 0.2),), seconds=0.2), 0)
    scene = Scene(60, (speech,), (own,))
    assert max(map(len, rows(text_out_of(scene)))) <= 6
    said, heard = words_at(scene, Control.SAY), words_at(scene, Control.HEARD)
    for found in (said, heard):  # a word may be split between two ticks
        assert "".join(found.values()).replace(" ", "") == SAID[1].replace(" ", "")


def test_own_words_stand_where_their_sound_begins(bank: Bank) -> None:
    row = row_of(bank, SAID[0])
    said = words_at(Scene(40, own=(Own(row, 7),)), Control.SAY)
    assert " ".join(said.values()) == SAID[0]
    for word in row.words:
        tick = 7 + int((word.start_s - own_origin_s(row)) / TICK_S + 1e-6)
        assert word.label in said[tick].split()


def test_plan_lies_on_the_slot_grid(bank: Bank) -> None:
    row = row_of(bank, SAID[0])
    plan = plan_of(row).ravel()
    assert list(plan[:2]) == [SILENCE, SILENCE]
    first = PHONE_ID[row.phones[0].label]
    assert (plan[2:14] == first).all()  # a word of 0.3 s
    assert (plan[14:16] == PHONE_ID[" "]).all()
    assert plan[-1] == SILENCE


def test_speech_that_is_cut_ends_there(bank: Bank) -> None:
    row = row_of(bank, SAID[0])
    whole = render(Scene(30, own=(Own(row, 3),)), bank, np.random.default_rng(0), CLEAN)
    cut = render(Scene(30, own=(Own(row, 3, 6),)), bank, np.random.default_rng(0), CLEAN)
    assert list(np.nonzero(cut.voice)[0]) == [3, 4, 5]
    np.testing.assert_array_equal(cut.plan[3:6], whole.plan[3:6])
    np.testing.assert_array_equal(cut.patch[3:6], whole.patch[3:6])
    assert np.isnan(cut.patch[6:]).all()
    assert np.isfinite(whole.patch[whole.voice]).all()
    assert (rows(cut.text_out)[6:]) == [[]] * 24


def test_silent_rows_have_plans_but_no_patches(bank: Bank) -> None:
    row = row_of(bank, next(iter(REQUESTS.values())))
    assert row.file is None
    ticks = render(Scene(20, own=(Own(row, 2),)), bank, np.random.default_rng(0), CLEAN)
    assert ticks.voice.any()
    assert np.isnan(ticks.patch).all()
    assert (ticks.plan[ticks.voice] != SILENCE).any()


def test_text_in_queues_in_pieces_of_sixteen() -> None:
    long, short = " ".join(["one two three four five six seven eight"] * 4), "hello"
    out = rows(text_in_of((TextIn(2, long, Source.BACKGROUND), TextIn(3, short, Source.TYPED)), 20))
    assert out[:2] == [[], []]
    flat = [i for tick in out for i in tick]
    pieces = Tokenizer.load().encode
    assert flat == [
        *(Control.BACKGROUND, *pieces(long), Control.END),
        *(Control.TYPED, *pieces(short), Control.END),
    ]
    full = [tick for tick in out if tick]
    assert all(len(tick) == 16 for tick in full[:-1])
    assert len(full[-1]) <= 16


def test_echo_comes_back_a_micro_turn_later(bank: Bank) -> None:
    scene = Scene(30, own=(Own(row_of(bank, SAID[0]), 5),))
    sound = mix(scene, bank, Acoustics(echo_db=0.0, echo_delay_s=0.0), np.random.default_rng(0))
    onset_s = np.nonzero(np.abs(sound) > 1e-3)[0][0] / EAR_HZ
    assert onset_s == pytest.approx((5 + 1) * TICK_S + 0.05, abs=0.005)  # two slots of lead


def test_without_echo_own_speech_is_not_heard(bank: Bank) -> None:
    sound = mix(Scene(30, own=(Own(row_of(bank, SAID[0]), 5),)), bank, CLEAN, np.random.default_rng(0))
    assert not sound.any()


@pytest.mark.parametrize("speed", [0.9, 1.0, 1.1])
def test_sound_and_ear_agree_in_time(bank: Bank, speed: float) -> None:
    speech = Speech(row_of(bank, "yeah"), 1.0, speed=speed)
    sound = mix(Scene(20, (speech,)), bank, CLEAN, np.random.default_rng(0))
    loud = np.nonzero(np.abs(sound) > 0.01)[0] / EAR_HZ
    assert len(sound) == 20 * EAR_TICK_SAMPLES
    spoken = np.nonzero(ear_of((speech,), 20).ravel() > SILENCE)[0] * 0.025
    assert loud[0] == pytest.approx(1.0 + LEAD_S / speed, abs=0.01)
    assert loud[-1] - loud[0] == pytest.approx(WORD_S / speed, abs=0.02)
    assert spoken[0] == pytest.approx(loud[0], abs=0.02)
    assert spoken[-1] + 0.025 == pytest.approx(loud[-1], abs=0.02)


def test_marks_go_to_their_phones() -> None:
    labels = [("k", 0.05), ("ˈ", 0.025), ("i", 0.05), ("ː", 0.025), (" ", 0.05), ("t", 0.05), (",", 0.2), ("n", 0.05)]
    at_s, phones = 0.0, []
    for label, length_s in labels:
        phones.append(Span(label, at_s, at_s + length_s))
        at_s += length_s
    found = [(i, round(a, 3), round(b, 3)) for i, a, b in merged(tuple(phones))]
    k, i, t, n = (PHONE_ID[c] for c in "kitn")
    assert found == [(k, 0.0, 0.05), (i, 0.05, 0.2), (t, 0.2, 0.25), (SILENCE, 0.25, 0.45), (n, 0.45, 0.5)]


def test_ear_does_not_know_what_two_say_at_once(bank: Bank) -> None:
    user = Speech(row_of(bank, REQUEST), 1.0)
    side = Speech(row_of(bank, REQUEST), 2.0, place=Place.SIDE)
    media = Speech(row_of(bank, REQUEST), 1.0, place=Place.MEDIA)
    alone = ear_of((user,), 30)
    overlapped = ear_of((user, side), 30).ravel()
    both = slice(round(2.1 / 0.025), round(2.4 / 0.025))
    assert (overlapped[both] == -1).all()
    np.testing.assert_array_equal(ear_of((user, media), 30), alone)


def test_same_seed_same_ticks(bank: Bank) -> None:
    scene = Scene(30, (Speech(row_of(bank, REQUEST), 1.0),), (Own(row_of(bank, SAID[1]), 20),))
    one, other = (render(scene, bank, np.random.default_rng(3)) for _ in range(2))
    for field in fields(Ticks):
        np.testing.assert_array_equal(getattr(one, field.name), getattr(other, field.name))


def test_only_unjudged_ranges_do_not_count(bank: Bank) -> None:
    ticks = render(Scene(10, unjudged=((4, 6),)), bank, np.random.default_rng(0), CLEAN)
    assert list(ticks.weight) == [1, 1, 1, 1, 0, 0, 1, 1, 1, 1]
