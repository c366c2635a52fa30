"""Rows of positions: every target stands where it is predicted, own speech comes back a micro-turn later."""

from dataclasses import replace
from itertools import repeat

import numpy as np
import pytest
import torch

from microturn.core.units import NUM_MARKS, VIEW_TOKENS
from microturn.core.vocab import NUM_SPECIALS, SILENCE, Control
from microturn.data.sight.marks import EVENT, PLACES, THING_MARKS
from microturn.data.ticks import SLIP, Ticks
from microturn.model.config import tiny
from microturn.model.ear import UNTOLD
from microturn.model.network import InteractionModel
from microturn.model.positions import Kind
from microturn.train.batch import collate
from microturn.train.losses import losses
from microturn.train.row import CHANGE_WEIGHT, NO_TARGET, STAY_WEIGHT, Row, Way, _way_of, fill  # pyright: ignore[reportPrivateUsage]
from tests.train.scenes import scene

NUM_TICKS = 9


def whole(length: int = 200) -> Row:
    row, ticks = Row(length), scene(NUM_TICKS)
    assert all(row.add(ticks, t) for t in range(NUM_TICKS))
    return row


def test_targets_are_the_next_token_or_the_decision() -> None:
    row, ticks = whole(), scene(NUM_TICKS)
    expected: list[int] = []
    for t in range(NUM_TICKS):
        expected += [int(x) for x in ticks.text_out[t] if x >= 0]
        expected.append(int(Control.VOICE if ticks.voice[t] else Control.QUIET))
    assert row.target[row.target != NO_TARGET].tolist() == expected
    for at in np.flatnonzero(row.target != NO_TARGET):  # a text token that was predicted is what comes next
        if row.target[at] != Control.QUIET:
            assert row.token[at + 1] == row.target[at]
            assert row.kind[at + 1] == Kind.TEXT


def test_own_speech_opens_the_next_micro_turn() -> None:
    row, ticks = whole(), scene(NUM_TICKS)
    spoken = [t for t in range(NUM_TICKS) if ticks.voice[t]]
    places = np.flatnonzero(row.kind == Kind.PATCH)
    assert row.time[places].tolist() == [t + 1 for t in spoken if t + 1 < NUM_TICKS]
    assert all(np.array_equal(plan, ticks.plan[t]) for plan, t in zip(row.own, spoken))
    assert all(row.kind[at + 1] == Kind.AUDIO for at in places)


def test_changes_weigh_more_than_staying() -> None:
    row, ticks = whole(), scene(NUM_TICKS)
    is_decision = np.isin(row.target, [Control.VOICE, Control.QUIET])
    changes = np.diff(np.concatenate([[False], ticks.voice])).astype(bool)
    assert row.weight[is_decision].tolist() == np.where(changes, CHANGE_WEIGHT, STAY_WEIGHT).tolist()


def test_of_a_slip_only_what_is_heard_is_learned() -> None:
    ticks = scene(NUM_TICKS)
    row = Row(200)
    text = ticks.text_out.copy()
    text[::2] = [Control.LEFT, 300, -1, -1, -1, -1]
    slipped = replace(ticks, text_out=text, weight=np.full(NUM_TICKS, SLIP, np.float32))
    assert all(row.add(slipped, t) for t in range(NUM_TICKS))
    assert not np.isin(row.target, [Control.VOICE, Control.QUIET]).any()
    is_heard, learned, left_out = False, list[int](), list[int]()
    for token, weight in zip(row.target[row.target != NO_TARGET], row.weight[row.target != NO_TARGET]):
        is_heard = token == Control.HEARD if token < NUM_SPECIALS else is_heard
        (learned if is_heard else left_out).append(int(weight))
    assert set(learned) == {1}
    assert set(left_out) == {0}


def test_ear_sees_two_slots_before_and_two_of_its_own() -> None:
    row, ticks = whole(), scene(NUM_TICKS)
    slots = np.where(ticks.ear.flatten() < 0, NO_TARGET, ticks.ear.flatten())
    ear = np.stack(row.ear)
    assert ear.shape == (4 * NUM_TICKS, 4)
    assert np.array_equal(ear[:, 2:].flatten(), slots)
    assert np.array_equal(ear[1:, :2].flatten(), slots[:-2])


def test_told_phones_stand_where_the_ear_would_read_and_teach_it_nothing() -> None:
    heard, told = scene(NUM_TICKS), replace(scene(NUM_TICKS), is_told=True)
    row = Row(400)
    assert all(row.add(part, t) for part in (heard, told) for t in range(NUM_TICKS))
    slots, half = np.maximum(told.ear.flatten(), SILENCE), 4 * NUM_TICKS
    given = np.stack(row.told)
    assert (given[:half] == UNTOLD).all()
    assert np.array_equal(given[half:, 2:].flatten(), slots)
    assert np.array_equal(given[half + 1 :, :2].flatten(), slots[:-2])
    assert (np.stack(row.ear)[half:, 2:] == NO_TARGET).all()
    positions = collate([row]).positions
    assert positions.told_A4 is not None and positions.told_A4.tolist() == given.tolist()


def test_a_full_row_stops_and_a_long_scene_is_entered_anywhere() -> None:
    rng = np.random.default_rng(0)
    rows = [fill(repeat(scene(90)), 64, rng) for _ in range(4)]
    assert all(row.used <= 64 for row in rows)
    assert len({row.levels[0].tobytes() for row in rows}) > 1
    batch = collate(rows)
    assert batch.positions.kind_BN.shape == (4, 64)
    assert len(batch.positions.levels_A) == int((batch.positions.kind_BN == Kind.AUDIO).sum())
    assert len(batch.positions.plans_P) == int((batch.positions.kind_BN == Kind.PATCH).sum())
    assert torch.equal(batch.positions.token_BN.flatten()[batch.voice_V], torch.full_like(batch.voice_V, Control.VOICE))
    assert batch.before.has_V.any()
    assert batch.patch_VTM[batch.patch_VTM.isfinite().all(-1).all(-1)].shape[0] < len(batch.patch_VTM)


def test_a_new_scene_begins_in_silence() -> None:
    row, ticks = Row(300), scene(3)
    for _ in range(2):
        for t in range(3):
            row.add(ticks, t)
        row.rest()
    assert (row.kind == Kind.PATCH).sum() == len(row.own) == 2 * (int(ticks.voice.sum()) - 1)


def test_dry_scenes_have_words_and_plans_but_no_sound_and_no_decisions() -> None:
    row, ticks = Row(200), scene(NUM_TICKS)
    assert all(row.add(ticks, t, Way.DRY) for t in range(NUM_TICKS))
    assert not row.levels
    assert not (row.kind == Kind.AUDIO).any()
    assert not np.isin(row.target, [Control.VOICE, Control.QUIET]).any()
    assert [t for _, _, t in row.spoken] == [t for t in range(NUM_TICKS) if ticks.voice[t]]
    assert all(row.token[at] == Control.VOICE for at, _, _ in row.spoken)
    for at in np.flatnonzero(row.target != NO_TARGET):
        assert row.token[at + 1] == row.target[at]
    batch = collate([row, whole()])
    assert batch.positions.levels_A.shape == (4 * NUM_TICKS, 4, 80)
    assert batch.seconds == pytest.approx(0.2 * NUM_TICKS)


def test_only_scenes_without_other_voices_are_dry() -> None:
    loud = replace(scene(20), ear=np.full((20, 8), 5, np.int8))
    calm = replace(scene(20), ear=np.zeros((20, 8), np.int8), voice=np.ones(20, np.bool_))
    rng = np.random.default_rng(0)
    assert len(fill(repeat(loud), 300, rng).levels) > 30
    dry = fill(repeat(calm), 300, rng)
    assert len(dry.levels) < dry.tick
    silent = replace(calm, voice=np.zeros(20, np.bool_))
    assert len(fill(repeat(silent), 300, rng).levels) > 30


def test_pictures_stand_between_sound_and_text_and_teach_the_eye() -> None:
    film = np.random.default_rng(0).integers(0, 256, (4, 120, 160, 3)).astype(np.uint8)
    marks = np.random.default_rng(1).integers(-1, 16, (4, NUM_MARKS)).astype(np.int8)
    row, ticks = Row(300), replace(scene(NUM_TICKS), film=film, marks=marks, film_tick=2)
    assert all(row.add(ticks, t) for t in range(NUM_TICKS))
    places = np.flatnonzero(row.kind == Kind.VIEW)
    assert row.time[places].tolist() == [t + 1 for t in range(2, 6) for _ in range(VIEW_TOKENS)]
    assert all(row.kind[at - 1] in (Kind.AUDIO, Kind.VIEW) for at in places)
    batch = collate([row, whole(300)])
    np.testing.assert_array_equal(batch.positions.views_Q[:, 0].numpy(), film)
    np.testing.assert_array_equal(batch.positions.views_Q[1:, 1].numpy(), film[:-1])
    np.testing.assert_array_equal(batch.marks_QM.numpy(), np.where(marks < 0, NO_TARGET, marks))
    model = InteractionModel(tiny()).init_weights(seed=0)
    made = losses(model, batch, None)
    made.total.backward()
    assert made.parts["eye"] > 0
    assert model.eye is not None and model.gaze is not None
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in model.gaze.parameters())
    assert all(p.grad is not None and p.grad.abs().sum() > 0 for p in model.eye.parameters())


def told_film(**more: object) -> Ticks:
    marks = np.random.default_rng(1).integers(0, 16, (4, NUM_MARKS)).astype(np.int8)
    quiet = np.zeros((NUM_TICKS, 8), np.int8)
    return replace(scene(NUM_TICKS), marks=marks, film_tick=2, ear=quiet, **more)  # pyright: ignore[reportArgumentType]


def test_a_film_that_is_told_has_positions_and_teaches_what_it_means_but_not_the_eye() -> None:
    ticks, seen, row = told_film(), told_film(film=np.zeros((4, 120, 160, 3), np.uint8)), Row(300)
    assert ticks.is_blind
    assert not seen.is_blind
    assert all(row.add(some, t) for some in (ticks, seen) for t in range(NUM_TICKS))
    batch = collate([row])
    assert (row.kind == Kind.TOLD_VIEW).sum() == (row.kind == Kind.VIEW).sum() == 4 * VIEW_TOKENS
    assert len(batch.positions.views_Q) == 4
    np.testing.assert_array_equal(batch.positions.told_QM, np.concatenate([ticks.marks, np.full((4, NUM_MARKS), -1)]))
    assert (batch.marks_QM[:4] == NO_TARGET).all()
    np.testing.assert_array_equal(batch.marks_QM[4:], seen.marks)
    model = InteractionModel(tiny()).init_weights(seed=0)
    one, other = (replace(batch.positions, told_QM=told) for told in (batch.positions.told_QM, None))
    first, second = (model(each)[0][0, : row.used] for each in (one, other))
    at = int(np.flatnonzero(row.kind == Kind.TOLD_VIEW)[VIEW_TOKENS - 1])
    assert torch.equal(first[:at], second[:at])
    assert not torch.allclose(first[at], second[at])


def test_told_films_are_dry_while_nobody_speaks_but_decisions_are_learned() -> None:
    empty = {
        "voice": np.zeros(NUM_TICKS, np.bool_),
        "weight": np.ones(NUM_TICKS),
        "text_out": np.full((NUM_TICKS, 6), -1),
    }
    row = fill(repeat(told_film(**empty, text_in=np.full((NUM_TICKS, 16), -1))), 200, np.random.default_rng(0))
    num_shown = (row.kind == Kind.TOLD_VIEW).sum() // VIEW_TOKENS
    assert 0 < len(row.levels) == row.tick - num_shown
    last = np.flatnonzero(row.kind == Kind.TOLD_VIEW)[VIEW_TOKENS - 1 :: VIEW_TOKENS]
    assert (row.target[last] != NO_TARGET).all()
    assert (row.weight[last] > 0).all()


def test_what_users_without_a_voice_say_is_read_now_and_then_and_only_what_follows_from_it_is_learned() -> None:
    text = np.full((NUM_TICKS, 6), -1)
    text[3] = [Control.HEARD, 70, 71, Control.SAY, 80, 81]
    text[5, :2] = Control.HEARD, 72
    some = {"is_told": True, "ear": np.full((NUM_TICKS, 8), 5, np.int8), "text_out": text, "weight": np.ones(NUM_TICKS)}
    ticks = replace(scene(NUM_TICKS), **some, voice=np.arange(NUM_TICKS) == 3, text_in=np.full((NUM_TICKS, 16), -1))
    row = Row(60)
    assert all(row.add(ticks, t, Way.READ) for t in range(NUM_TICKS))
    assert row.token[: row.used].tolist() == [*text[3], Control.VOICE, 0, Control.HEARD, 72]
    learned = np.flatnonzero(row.weight)
    follows = [Control.SAY, 80, 81, Control.VOICE, Control.QUIET, Control.QUIET]
    assert row.target[learned].tolist() == follows
    assert row.token[learned].tolist() == [71, Control.SAY, 80, 81, 0, 72]
    assert row.is_sure[: row.used].tolist() == [True] * 6 + [False, False, True, True]
    shares = [len(fill(repeat(ticks), 300, np.random.default_rng(seed)).levels) > 0 for seed in range(40)]
    assert 0.8 < np.mean(shares) <= 1, "whole scenes stand among those that are read"
    timed = replace(ticks, text_out=np.where(text == 70, Control.LEFT, text))
    assert all(_way_of(timed, False, np.random.default_rng(seed)) is Way.WHOLE for seed in range(20))
    assert {_way_of(ticks, False, np.random.default_rng(seed)) for seed in range(20)} == {Way.WHOLE, Way.READ}


def test_told_tables_on_which_nothing_happens_are_skipped_now_and_then() -> None:
    quiet = scene(120)
    still = np.zeros((120, NUM_MARKS), np.int8)
    still[:, THING_MARKS.start] = 3
    silence, mute = np.full((120, 8), SILENCE, np.int8), np.full((120, 6), -1, np.int16)
    table = replace(quiet, marks=still, film_tick=0, ear=silence, voice=np.zeros(120, np.bool_), text_out=mute)
    moved = replace(table, marks=np.where(np.arange(NUM_MARKS) == EVENT, np.int8(1), still))
    body = replace(table, marks=np.where(np.arange(NUM_MARKS) < PLACES.stop, np.int8(4), still))
    rows = [fill(repeat(some), 600, np.random.default_rng(0)) for some in (table, moved, body)]
    shares = [len(row.marks) / row.tick for row in rows]
    assert 0.1 < shares[0] < 0.3
    assert shares[1:] == [1, 1]
