"""Requests about time: what is due when, and the notes of seconds that lead there."""

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from microturn.core.units import TICK_S
from microturn.core.vocab import Control
from microturn.data.phrases import number
from microturn.data.pool import Pool
from microturn.data.render import arrival_tick, render, text_out_of
from microturn.data.scene import Scene, reply_tick, tick_at
from microturn.data.shards import grammar
from microturn.data.timers import parse, took
from microturn.text.tokenizer import Tokenizer
from tests.data.banks import tiny_bank


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> list[Scene]:
    pool = Pool(tiny_bank(tmp_path_factory.mktemp("bank")))
    return [grammar("time")(np.random.default_rng(seed), pool) for seed in range(60)]


NUMBERS = {number(n): n for n in range(1, 121)}


def notes(scene: Scene, control: Control) -> list[tuple[int, int]]:
    """(tick, seconds), in order."""
    return sorted((note.tick, seconds_of(note.text)) for note in scene.notes if note.control is control)


def seconds_of(text: str) -> int:
    """That a note begins with."""
    return next(NUMBERS[name] for name in sorted(NUMBERS, key=len, reverse=True) if f"{text} ".startswith(f"{name} "))


def test_what_is_due_is_kept_in_mind_until_it_is_said(scenes: list[Scene]) -> None:
    num = 0
    for scene in scenes:
        for own in (own for own in scene.own if own.utterance.text == "Drink."):
            before = [note for note in scene.notes if own.start_tick - 20 <= note.tick < own.start_tick]
            assert all(note.text == f"{number(seconds_of(note.text))} Drink" for note in before)
            num += len(before)
    assert num > 20


def test_time_is_kept(scenes: list[Scene]) -> None:
    num_on_time = num_late = 0
    for scene in scenes:
        for speech in scene.speech:
            if "every four seconds" not in speech.utterance.text:
                continue
            due = [round((speech.end_s + 4.0 * k) / TICK_S) - 1 for k in range(1, 6)]
            said = [own.start_tick for own in scene.own if own.utterance.text == "Drink."]
            assert len(said) >= 2
            for tick, wanted in zip(said, due):
                num_on_time += tick == wanted
                num_late += tick > wanted
                assert tick >= wanted, "never early"
    assert num_on_time >= 10
    assert num_late <= num_on_time


def test_counting_counts(scenes: list[Scene]) -> None:
    for scene in scenes:
        if not any(speech.utterance.text == "count to three slowly" for speech in scene.speech):
            continue
        said = [own for own in scene.own if own.utterance.text in ("One.", "Two.", "Three.")]
        assert [own.utterance.text for own in said] == ["One.", "Two.", "Three."][: len(said)]
        steps = np.diff([own.start_tick for own in said]) * TICK_S
        assert ((steps > 0.7) & (steps < 1.6)).all()


def test_numbers_come_at_the_pace_that_was_asked_for(scenes: list[Scene]) -> None:
    num = 0
    for scene in scenes:
        for asked in (s for s in scene.speech if s.utterance.text.endswith("every two seconds")):
            said = [own for own in scene.own if own.utterance.text in ("One.", "Two.", "Three.")]
            for k, own in enumerate(said, 1):
                assert own.start_tick == round((asked.end_s + 2.0 * k) / TICK_S) - 1
            num += len(said)
    assert num >= 6


def test_how_long_it_took_is_told(scenes: list[Scene]) -> None:
    seconds = list[float]()
    for scene in scenes:
        begun = [s for s in scene.speech if s.utterance.text == "start the clock"]
        for asked in (s for s in scene.speech if s.utterance.text == "how long was that"):
            if not begun or scene.text_in:
                continue  # the clock was started by typing
            seconds.append(asked.onset_s - max(s.end_s for s in begun if s.end_s < asked.onset_s))
            told = next(own for own in scene.own if own.start_tick >= reply_tick(asked.end_s))
            gone = [n for tick, n in notes(scene, Control.GONE) if tick <= tick_at(asked.onset_s)][-1]
            assert told.utterance.text == took(gone)
            assert abs(seconds[-1] - gone) <= 0.7
    assert len(seconds) >= 3
    assert 3 <= min(seconds) < max(seconds) <= 40.5


def test_every_second_until_it_is_due_is_noted(scenes: list[Scene]) -> None:
    num = 0
    for scene in scenes:
        for own in (own for own in scene.own if own.utterance.text == "Six seconds have passed."):
            left = [note for note in notes(scene, Control.LEFT) if own.start_tick - 30 < note[0] < own.start_tick]
            assert [seconds for _, seconds in left] == list(range(left[0][1], 0, -1))
            assert all(b - a == 5 for (a, _), (b, _) in pairwise(left[1:]))
            assert left[-1][0] <= own.start_tick - 5
            num += 1
    assert num >= 3


def test_counting_begins_with_the_reply_or_now_and_then_later(scenes: list[Scene]) -> None:
    begun = list[bool]()
    for scene in scenes:
        asked = [speech for speech in scene.speech if "every four seconds" in speech.utterance.text]
        if not asked:
            continue
        first = notes(scene, Control.LEFT)[0]
        begun.append(first == (reply_tick(asked[0].end_s), 4))
        if not begun[-1]:
            assert any(start < first[0] == stop for start, stop in scene.unjudged), "the choice is not judged"
    assert 0.6 < np.mean(begun) < 1


def test_a_repeated_reminder_begins_anew_and_stops_when_told(scenes: list[Scene]) -> None:
    num_stopped = 0
    for scene in scenes:
        left = notes(scene, Control.LEFT)
        drinks = [own.start_tick for own in scene.own if own.utterance.text == "Drink."]
        assert all((tick, 4) in left for tick in drinks[:-1] if (tick - 20) in dict(left))
        stops = [own.start_tick for own in scene.own if own.utterance.text == "Okay, I'll stop."]
        if drinks and stops:
            assert left[-1][0] < stops[-1]
            num_stopped += 1
    assert num_stopped >= 2 or not any(own.utterance.text == "Okay, I'll stop." for s in scenes for own in s.own)


def test_seconds_gone_are_noted_until_the_user_speaks(scenes: list[Scene]) -> None:
    num = 0
    for scene in scenes:
        gone = notes(scene, Control.GONE)
        for (tick, seconds), (later, after) in pairwise(gone):
            assert after == 1 or (after == seconds + 1 and later - tick == 5)
        num += len(gone)
    assert num >= 20


def test_how_long_it_is_so_far_is_told_while_the_clock_goes_on(scenes: list[Scene]) -> None:
    num = 0
    for scene in scenes:
        gone = dict(notes(scene, Control.GONE))
        for text in (text for text in scene.text_in if gone and parse(text.text) is None):
            told = next((own for own in scene.own if own.start_tick > arrival_tick(text, scene.text_in)), None)
            last = max((tick for tick in gone if told is not None and tick <= told.start_tick), default=None)
            if told is not None and last is not None and "second" in told.utterance.text:
                assert told.utterance.text == took(gone[last])
                num += 1
    assert num >= 3


def test_the_beginning_of_a_scene_is_as_in_the_whole_scene(tmp_path: Path) -> None:
    bank = tiny_bank(tmp_path)
    scene = next(s for s in (grammar("time")(np.random.default_rng(i), Pool(bank)) for i in range(60)) if s.own)
    tick = scene.own[0].end_tick
    beginning = scene.until(tick)
    assert beginning.num_ticks == tick < scene.num_ticks
    assert len(beginning.own) == 1
    both = (render(each, bank, np.random.default_rng(0)) for each in (beginning, scene))
    short, whole = (each.text_out for each in both)
    assert np.array_equal(short, whole[:tick])


def test_notes_stand_in_the_text_behind_their_mark(scenes: list[Scene]) -> None:
    tokenizer = Tokenizer.load()
    scene = next(scene for scene in scenes if notes(scene, Control.LEFT))
    for tick, seconds in notes(scene, Control.LEFT):
        row = [int(token) for token in text_out_of(scene)[tick] if token >= 0] if tick < scene.num_ticks else []
        if Control.LEFT in row and Control.SAY not in row[row.index(Control.LEFT) :]:
            run = row[row.index(Control.LEFT) + 1 :]
            assert tokenizer.decode(run).split()[0] == ("one", "two", "three", "four", "five", "six")[seconds - 1]
