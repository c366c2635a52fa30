import numpy as np

from microturn.core.vocab import Control
from microturn.data import sights
from microturn.data.bank import Bank
from microturn.data.grammars import flash
from microturn.data.pool import Pool
from microturn.data.render import render
from microturn.data.sight.flashes import NUM_BOUTS, Flashes, Told, bouts, flashes
from microturn.data.sight.marks import EVENT, EVENT_COLOUR, EVENT_THING, KINDS, THING_MARKS
from microturn.data.sight.things import COLOURS, HELD_OUT_THINGS, THINGS
from microturn.text.tokenizer import Tokenizer

FILMS = [flashes(np.random.default_rng(seed)) for seed in range(40)]


def test_a_picture_says_what_happens_in_it_and_others_say_nothing() -> None:
    for film in FILMS:
        for number in range(film.num_pictures):
            marks, event = film.marks(number), film.events.get(number)
            assert (marks[EVENT] > 0) == (event is not None)
            if event is None:
                continue
            assert KINDS[marks[EVENT] - 1] == event.kind
            assert sorted(THINGS)[marks[EVENT_THING] - 1] == event.thing
            assert list(COLOURS)[marks[EVENT_COLOUR] - 1] == event.colour
            if event.kind != "leaves":
                assert marks[EVENT_THING] in marks[THING_MARKS][::2]
            else:
                assert marks[EVENT_THING] in film.marks(number - 1)[THING_MARKS][::2]
                assert marks[EVENT_THING] not in marks[THING_MARKS][::2]
            assert (marks != film.marks(number - 1))[THING_MARKS].any()


def test_all_that_may_be_shown_in_training_happens_and_nothing_else() -> None:
    events = [event for film in FILMS for event in film.events.values()]
    assert {event.thing for event in events} == set(THINGS)
    assert not {event.thing for event in events} & set(HELD_OUT_THINGS)
    assert {event.kind for event in events} == set(KINDS)
    assert {event.colour for event in events} == set(COLOURS)


def test_somebody_does_one_repetition_of_many_actions() -> None:
    film = bouts(np.random.default_rng(0))
    assert len(film.film.bouts) >= NUM_BOUTS[0]
    assert all(len(bout.reps) == 1 for bout in film.film.bouts)
    bank = Bank((), {})
    made = (flash.make(np.random.default_rng(seed), Pool(bank, None)) for seed in range(20))
    scene = next(scene for scene in made if scene.shown is not None and isinstance(scene.shown.film, Told))
    assert sum(note.text == "one" for note in scene.notes) >= NUM_BOUTS[0]
    assert render(scene, bank, np.random.default_rng(0)).is_blind


def test_scenes_are_told_and_hold_a_note_of_each_event_and_no_speech() -> None:
    bank = Bank((), {})
    made = (flash.make(np.random.default_rng(seed), Pool(bank, None)) for seed in range(20))
    scene = next(scene for scene in made if scene.shown is not None and isinstance(scene.shown.film, Flashes))
    assert scene.shown is not None
    ticks = render(scene, bank, np.random.default_rng(3))
    assert ticks.is_blind
    assert not len(ticks.film)
    assert not ticks.voice.any()
    notes = [note.text for note in scene.notes]
    assert notes == [sights.noted(event) for event in scene.shown.film.events.values()]  # pyright: ignore
    begun = np.flatnonzero((ticks.text_out == Control.SEE).any(1)).tolist()
    assert set(scene.shown.film.events) <= set(begun), "long notes go on in the next micro-turn"  # pyright: ignore
    told = " ".join(Tokenizer.load().decode([t for t in ticks.text_out.ravel().tolist() if t >= 16]).split())
    assert told.replace(" ", "") == "".join(notes).replace(" ", "")
