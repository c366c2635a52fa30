"""What came since a session was saved: what it has done is told apart from what it has still to do."""

import numpy as np

from microturn.core.messages import Did, Feed, Open, Unheard
from microturn.engine.journal import Journal

SOUND = np.zeros(3200, np.float32)


def feed(text: str = "") -> Feed:
    return Feed("a", None if text else SOUND, text)


def test_what_is_done_is_told_apart() -> None:
    journal = Journal()
    entries = [Open("a"), feed(), feed("one"), feed(), feed("two"), Unheard("a", 1), feed()]
    for entry in entries:
        journal.add(entry)
    assert (journal.lived, journal.ahead, journal.num_turns) == ((entries[0],), entries[1:], 0)
    did = [Did((1,)), Did((2,), (3,) * 8)]
    for each in did:
        journal.done(each)
    assert [entry.did for entry in journal.lived if isinstance(entry, Feed) and entry.audio is not None] == did
    assert journal.ahead == entries[4:]
    assert journal.num_turns == 2
    journal.done(None)
    assert journal.ahead == [], "refused sound is done, too"
    assert journal.num_turns == 2


def test_a_save_holds_what_came_before_it() -> None:
    journal = Journal()
    for entry in (Open("a"), feed(), feed("one"), feed("two"), feed()):
        journal.add(entry)
    journal.done(Did())
    journal.done(Did((7,)))
    journal.cut(3, b"saved", 4)
    assert (journal.saved, journal.num_left_out) == (b"saved", 4)
    two, sound = journal.lived
    assert isinstance(two, Feed) and two.text == "two"
    assert isinstance(sound, Feed) and sound.did == Did((7,))
    journal.cut(2, b"again", 0)
    assert (journal.lived, journal.ahead) == ((), [])
    journal.add(feed())
    journal.done(Did())
    assert journal.num_turns == 1


def test_an_answer_without_a_question_changes_nothing() -> None:
    journal = Journal()
    journal.add(feed("one"))
    journal.done(Did())
    assert (journal.lived, journal.num_turns) == ((), 0)
