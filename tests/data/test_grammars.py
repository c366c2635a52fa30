from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data.bank import Bank
from microturn.data.pool import Pool
from microturn.data.render import arrival_tick, render
from microturn.data.replies import FORGET, is_handed_on
from microturn.data.scene import YIELD_AFTER_S, Own, Place, Scene, TextIn, reply_tick, yield_tick
from microturn.data.shards import GRAMMARS, grammar
from microturn.data.timeline import LATE_TICKS, ORDERS
from tests.data.banks import BACKCHANNELS, tiny_bank

SEEDS = range(12)


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return tiny_bank(tmp_path_factory.mktemp("bank"))


@pytest.fixture(scope="module")
def pool(bank: Bank) -> Pool:
    return Pool(bank)


def scenes(name: str, pool: Pool) -> list[Scene]:
    return [grammar(name)(np.random.default_rng(seed), pool) for seed in SEEDS]


def due(scene: Scene, own: Own) -> int:
    """Tick in which own speech was due; later replies begin where a stretch of ticks let pass ends."""
    return next((first for first, stop in scene.unjudged if stop == own.start_tick), own.start_tick)


def reasons(scene: Scene) -> set[int]:
    """Ticks in which own speech may begin: after the user, or when a text is complete."""
    ends = {reply_tick(s.end_s) for s in scene.speech if s.place is Place.NEAR}
    ends |= {own.cut_tick + 1 for own in scene.own if own.cut_tick is not None}
    return ends | {arrival_tick(t, scene.text_in) for t in scene.text_in}


@pytest.mark.parametrize("name", GRAMMARS)
def test_same_seed_same_scene_and_it_renders(name: str, bank: Bank, pool: Pool) -> None:
    for seed in (0, 1):
        one, other = (grammar(name)(np.random.default_rng(seed), pool) for _ in range(2))
        assert one == other
        ticks = render(one, bank, np.random.default_rng(seed))
        assert len(ticks) == one.num_ticks
        assert ticks.voice.sum() == sum(min(o.end_tick, len(ticks)) - o.start_tick for o in one.own)


@pytest.mark.parametrize("name", GRAMMARS)
def test_scene_holds_everything_and_own_speech_never_overlaps(name: str, pool: Pool) -> None:
    for scene in scenes(name, pool):
        assert all(s.start_s >= 0 and s.end_s <= scene.num_ticks * TICK_S for s in scene.speech)
        assert all(o.end_tick < scene.num_ticks for o in scene.own)
        assert all(a.end_tick <= b.start_tick for a, b in zip(scene.own, scene.own[1:]))


@pytest.mark.parametrize(
    "name", [name for name in GRAMMARS if name not in ("time", "cue", "drill", "sight")]
)  # a clock, a word
def test_speech_begins_for_a_reason(name: str, pool: Pool) -> None:
    for scene in scenes(name, pool):
        for own in scene.own:
            is_next = any(own.start_tick == other.end_tick for other in scene.own)
            assert due(scene, own) in reasons(scene) or is_next, (own.start_tick, reasons(scene))


def test_listen_never_speaks(pool: Pool) -> None:
    for scene in scenes("listen", pool):
        assert not scene.own
        has_order = bool(scene.text_in)
        assert has_order != bool(scene.unjudged)


def test_speak_says_what_came_in(pool: Pool) -> None:
    for scene in scenes("speak", pool):
        assert [t.text for t in scene.text_in] == [o.utterance.text for o in scene.own]
        assert [arrival_tick(t) for t in scene.text_in] == [o.start_tick for o in scene.own]


def test_answer_replies_to_what_was_asked(pool: Pool) -> None:
    for scene in scenes("answer", pool):
        asked = [t for t in scene.text_in if t.source == "typed"]
        assert len(scene.own) == len(scene.speech) + len(asked)
        replies = {due(scene, o): o.utterance.text for o in scene.own}
        for speech in scene.speech:
            assert replies[reply_tick(speech.end_s)] == speech.utterance.reply


def test_some_replies_begin_late_and_the_ticks_let_pass_are_not_judged(bank: Bank, pool: Pool) -> None:
    num_late = 0
    for scene in scenes("answer", pool):
        weight = render(scene, bank, np.random.default_rng(0)).weight
        for own in scene.own:
            late = own.start_tick - due(scene, own)
            assert 0 <= late <= LATE_TICKS
            assert (weight[own.start_tick - late : own.start_tick] == 0).all()
            num_late += late > 0
    assert 0 < num_late < len(SEEDS)


def test_pause_is_held(pool: Pool) -> None:
    num_held = 0
    for scene in scenes("pause", pool):
        for before, after in zip(scene.speech, scene.speech[1:]):
            spoken = [o for o in scene.own if before.end_s <= o.start_tick * TICK_S + TICK_S <= after.onset_s + TICK_S]
            if not spoken:
                num_held += 1
                assert 0.05 <= after.onset_s - before.end_s <= 1.3
    assert num_held >= len(SEEDS) // 2


def test_interrupted_speech_breaks_off_in_time_and_is_followed_by_an_answer(pool: Pool) -> None:
    num_cut = 0
    for scene in scenes("interrupt", pool):
        for own in scene.own:
            if own.cut_tick is None:
                continue
            barge_in = [s for s in scene.speech if yield_tick(s.onset_s) == own.cut_tick]
            assert barge_in
            if own.end_tick == own.cut_tick:
                num_cut += 1
                end_s = own.cut_tick * TICK_S + TICK_S  # where its sound ends
                assert YIELD_AFTER_S - 1e-6 <= end_s - barge_in[0].onset_s <= YIELD_AFTER_S + TICK_S + 1e-6
            answer_tick = max(reply_tick(barge_in[0].end_s), own.cut_tick + 1)
            assert any(due(scene, o) == answer_tick for o in scene.own)
    assert num_cut >= len(SEEDS) // 2


def test_backchannels_do_not_stop_it(pool: Pool) -> None:
    num_over = 0
    for scene in scenes("backchannel", pool):
        assert all(own.cut_tick is None for own in scene.own)
        for speech in (s for s in scene.speech if s.utterance.text in BACKCHANNELS):
            assert speech.end_s - speech.onset_s < 1.0
            num_over += any(is_over(own, speech.onset_s) for own in scene.own)
    assert num_over >= len(SEEDS) // 2


def is_over(own: Own, time_s: float) -> bool:
    return (own.start_tick + 1) * TICK_S <= time_s <= own.end_s


def test_what_is_not_for_us_is_left_alone(pool: Pool) -> None:
    num_side = 0
    for scene in scenes("quiet", pool):
        others = [s for s in scene.speech if s.place is not Place.NEAR]
        num_side += len(others)
        assert all(own.cut_tick is None for own in scene.own)
    assert num_side >= len(SEEDS) // 2


def test_talk_is_long_and_mixed(pool: Pool) -> None:
    for scene in scenes("talk", pool):
        assert 25 <= scene.num_ticks * TICK_S <= 90
        assert len(scene.own) >= 3


def test_nothing_fits_in_an_empty_bank(tmp_path: Path) -> None:
    from microturn.core.errors import BadData

    empty = Pool(Bank((), {}))
    with pytest.raises(BadData, match="microturn synth"):
        grammar("answer")(np.random.default_rng(0), empty)


def test_what_it_cannot_know_is_handed_on_and_the_result_is_said_in_a_pause(pool: Pool) -> None:
    num_results = num_drops = 0
    for scene in [grammar("delegate")(np.random.default_rng(seed), pool) for seed in range(30)]:
        by_tick = {own.start_tick: own.utterance.text for own in scene.own}
        for signal in scene.signals:
            text = by_tick[signal.tick].lower()
            assert is_handed_on(text) if signal.control == Control.DELEGATE else "never mind" in text
            num_drops += signal.control == Control.DROP
        results = [t for t in scene.text_in if t.source == "background"]
        for own in (own for own in scene.own if own.utterance.text in {t.text for t in results}):
            num_results += 1
            busy = [s for s in scene.speech if s.onset_s < own.start_tick * TICK_S < s.end_s]
            assert not busy, "the result is said over the user"
    assert num_results >= 15
    assert num_drops >= 2


def test_what_must_be_looked_up_or_done_is_handed_on_in_every_grammar(pool: Pool) -> None:
    for scene in scenes("answer", pool):
        bridges = [own.start_tick for own in scene.own if is_handed_on(own.utterance.text)]
        drops = [own.start_tick for own in scene.own if own.utterance.text == FORGET]
        assert [signal.tick for signal in scene.signals if signal.control == Control.DELEGATE] == bridges
        assert [signal.tick for signal in scene.signals if signal.control == Control.DROP] == drops


def test_notes_are_read_and_not_said(pool: Pool) -> None:
    num_notes = 0
    for scene in [grammar("answer")(np.random.default_rng(seed), pool) for seed in range(60)]:
        notes = [t for t in scene.text_in if t.source in ("tool", "instructions") and t.text not in ORDERS]
        said = {own.start_tick for own in scene.own}
        num_notes += len(notes)
        assert not said & {arrival_tick(t, scene.text_in) for t in notes} - reasons(replace(scene, text_in=()))
    assert num_notes >= 3


def test_a_text_waits_for_those_before_it_in_the_queue() -> None:
    long, short = TextIn(3, "one two three four five six seven eight nine ten " * 3), TextIn(4, "hello")
    alone = arrival_tick(short)
    assert alone == 4
    assert arrival_tick(short, (long, short)) >= arrival_tick(long) >= alone
    assert arrival_tick(short, (long, short)) > alone


def test_signals_open_their_micro_turn(bank: Bank, pool: Pool) -> None:
    scene = next(s for s in scenes("delegate", pool) if s.signals)
    ticks = render(scene, bank, np.random.default_rng(0))
    for signal in scene.signals:
        assert ticks.text_out[signal.tick][0] == signal.control
    assert (ticks.text_out[:, 1:] != Control.DELEGATE).all()
