"""What was said when, and what that scores: by hand-made records, without a bank."""

from collections.abc import Sequence

import numpy as np
import pytest

from microturn.bench.judge import Judge
from microturn.bench.suite.record import Record, Words
from microturn.bench.timed.items import Event, Item
from microturn.bench.timed.planted import TONE_S, record
from microturn.bench.timed.sayings import plain, sayings
from microturn.bench.timed.score import allowed, score
from microturn.bench.timed.wording import NOD, about, any_of, numeral, word
from microturn.bench.voice import Stretch
from microturn.core.units import EAR_HZ, MOUTH_HZ


def item(*events: Event, forbidden: Sequence[Stretch] = (), free: Sequence[Stretch] = ()) -> Item:
    return Item("any", 0, 0, "", 20.0, -60.0, (), events, tuple(forbidden), tuple(free))


def scores(case: Item, *plan: tuple[float, str]) -> dict[str, float | None]:
    return score(case, sayings(record(case, plan)))


def toned(*spots: tuple[float, float], said: Sequence[Words] = ()) -> Record:
    output = np.zeros(20 * MOUTH_HZ, np.float32)
    for start_s, end_s in spots:
        output[round(start_s * MOUTH_HZ) : round(end_s * MOUTH_HZ)] = 0.1
    return Record(np.zeros(20 * EAR_HZ, np.float32), output, tuple(said))


LEMON = Event(10.0, word("lemon"), "lemon")


@pytest.mark.parametrize(
    ("at_s", "right"), [(9.4, [0, 0, 0, 0]), (9.6, [1, 1, 1, 1]), (10.4, [1, 1, 1, 1]), (10.9, [0, 1, 1, 1]),
                        (11.4, [0, 0, 1, 1]), (11.9, [0, 0, 0, 1]), (12.1, [0, 0, 0, 0])],
)  # fmt: skip
def test_what_is_right_depends_on_how_late_it_may_be(at_s: float, right: list[int]) -> None:
    found = scores(item(LEMON), (at_s, "lemon"))
    assert [found[f"right_{ms}ms"] for ms in (500, 1000, 1500, 2000)] == right


def test_the_words_must_fit_and_must_be_heard() -> None:
    case = item(LEMON)
    assert scores(case, (10.0, "a lemon"))["right_500ms"] == 1
    assert scores(case, (10.0, "melon"))["right_2000ms"] == 0
    assert scores(case, (10.0, ""))["right_2000ms"] == 0
    unheard = toned(said=[Words(10.0, " lemon")])
    assert score(case, sayings(unheard))["right_2000ms"] == 0


def test_a_saying_begins_with_its_voice_and_a_word_of_a_stream_with_itself() -> None:
    whole = toned((9.0, 12.0), said=[Words(9.0, " now"), Words(10.0, " a"), Words(10.4, " lemon")])
    assert sayings(whole).onsets(word("lemon"), is_word=False) == [9.0]
    assert sayings(whole).onsets(word("lemon"), is_word=True) == [10.4]
    paused = toned((9.0, 9.9), (10.31, 12.0), said=[Words(9.0, " now"), Words(10.2, " lemon")])
    assert sayings(paused).onsets(word("lemon"), is_word=True) == [pytest.approx(10.31)]


def test_nothing_that_is_asked_for_may_be_said_in_a_forbidden_window() -> None:
    case = item(LEMON, forbidden=[Stretch(4.0, 9.0)])
    assert scores(case, (6.0, "okay"), (10.0, "lemon"))["right_1000ms"] == 1
    found = scores(case, (6.0, "lemon"), (10.0, "lemon"))
    assert found["right_1000ms"] == 0
    assert found["hit_1000ms"] == 1


def test_a_cue_must_be_answered_before_the_user_has_finished() -> None:
    case = item(Event(10.0, word("stop"), "stop", overlap=Stretch(8.0, 10.7)))
    assert scores(case, (10.6, "stop"))["right_1000ms"] == 1
    assert scores(case, (10.8, "stop"))["right_2000ms"] == 0


def test_every_event_must_be_hit_each_by_a_saying_of_its_own() -> None:
    case = item(Event(10.0, word("sip"), "sip"), Event(11.2, word("sip"), "sip"))
    assert scores(case, (10.0, "sip"), (11.2, "sip"))["right_1000ms"] == 1
    alone = scores(case, (10.8, "sip"))
    assert (alone["right_2000ms"], alone["hit_1000ms"]) == (0, 0.5)


def test_two_words_of_one_micro_turn_serve_two_events() -> None:
    case = item(*(Event(10.0, any_of(text), text, is_word=True) for text in ("boxes", "heavy")))
    said = toned((9.0, 11.0), said=[Words(10.0, " heavy boxes")])
    assert score(case, sayings(said))["right_500ms"] == 1


def test_voice_outside_of_the_windows_is_a_false_alarm() -> None:
    case = item(LEMON, free=[Stretch(3.0, 5.0), Stretch(4.0, 6.0)])
    assert allowed(case) == [Stretch(3.0, 6.0), Stretch(9.5, 12.0)]
    found = scores(case, (4.5, "okay"), (7.0, "what"), (8.0, ""), (10.0, "lemon"), (14.0, "lemon"))
    assert found["alarms"] == 3
    assert found["minutes"] == pytest.approx((20 - 3 - 2.5) / 60)
    assert found["onset_error"] == pytest.approx(0, abs=0.02)
    assert scores(case)["onset_error"] is None


def test_words_that_come_before_their_voice_are_placed_on_it() -> None:
    said = [Words(9.3, " lemon"), Words(2.0, " nothing")]
    assert sayings(toned((10.0, 10.5), said=sorted(said, key=lambda w: w.at_s))).texts == ["lemon"]


def test_a_judge_writes_what_a_target_without_transcript_said() -> None:
    texts = iter(["One.", "Two, two!"])
    judge = Judge(write=lambda samples: next(texts), rate=lambda samples: 3.0)
    found = sayings(toned((2.0, 2.4), (5.0, 5.3), (5.6, 6.0)), judge)
    assert found.texts == ["one", "two two"]
    assert [round(w.at_s, 1) for w in found.words] == [2.0, 5.0, 5.6]
    spoken = toned((2.0, 2.0 + TONE_S), said=[Words(2.0, " lemon")])
    assert sayings(spoken, judge).texts == ["lemon"]


@pytest.mark.parametrize(
    ("pattern", "text", "is_found"),
    [(numeral(2), "one two three", True), (numeral(2), "twenty two", False), (numeral(20), "twenty two", False),
     (numeral(20), "twenty seconds", True), (numeral(6), "sixty", False), (about(12), "about thirteen seconds", True),
     (about(12), "fifteen", False), (about(3), "twenty three", False), (about(30), "thirty four", True),
     (about(30), "thirty five", False), (NOD, plain("Mm-hmm."), True), (NOD, plain("Uh-huh, right"), True),
     (NOD, "i see what you mean", False), (word("breathe"), "breathe", True), (any_of("roj[oa]"), "rojos", False)],
)  # fmt: skip
def test_patterns_take_what_they_should(pattern: str, text: str, is_found: bool) -> None:
    whole = toned((1.0, 2.0), said=[Words(1.0, f" {text}")])
    assert bool(sayings(whole).onsets(pattern, is_word=False)) == is_found
