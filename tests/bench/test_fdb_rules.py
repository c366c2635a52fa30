"""Rules of Full-Duplex-Bench and of the tick panel, on records made by hand."""

import math

import numpy as np
import pytest

from microturn.bench.fdb import panel, takeover
from microturn.bench.fdb.dialogue import Dialogue, number_of
from microturn.bench.fdb.fdb15 import score_of
from microturn.bench.fdb.overlap import Answer, by_voice, score_overlap
from microturn.bench.fdb.planted import plant, words
from microturn.bench.fdb.said import worded, words_in
from microturn.bench.fdb.slots import Slots, slots_of
from microturn.bench.items import Item
from microturn.bench.judge import Judge
from microturn.bench.suite.benchmark import Row
from microturn.bench.suite.record import Words
from microturn.bench.voice import Stretch

QUIET = np.zeros(16_000, np.float32)
CASE = Dialogue(0, "turn", Item("answer", "request", 0, 0, QUIET, end_s=1.0))
OVERLAP = Stretch(3.0, 4.0)


def judge_of(text: str) -> Judge:
    return Judge(write=lambda _: text, rate=lambda _: 3.0)


def test_words_are_the_targets_own_else_the_judges_else_unknown() -> None:
    voice, span = [(1.0, 2.0)], Stretch(1.0, 2.0)
    own = plant(CASE, voice, 4, [Words(0.6, " before"), Words(0.9, " in"), Words(1.9, " at"), Words(2.1, " after")])
    assert words_in(own, span, judge_of("never asked")) == ["in", "at"]
    wordless = plant(CASE, voice, 4)
    assert words_in(wordless, span, judge_of("two words")) == ["two", "words"]
    assert words_in(wordless, span, None) is None
    assert words_in(wordless, Stretch(2.5, 3.0), None) == []


@pytest.mark.parametrize(
    ("seconds", "text", "expected"),
    [
        (2.0, "a whole answer of words", 1),
        (0.8, "three small words", 0),
        (0.8, "now these are four", 1),
        (1.2, "one", 1),
    ],
)
def test_tor_goes_by_a_second_and_three_words(seconds: float, text: str, expected: float) -> None:
    record = plant(CASE, [(1.0, 1.0 + seconds)], 5, words(text, 1.0))
    assert takeover.tor(record, record.voice, None) == expected
    assert takeover.atr(record.voice) == float(seconds >= 1)


def test_tor_without_words_is_0_and_without_knowledge_of_them_unknown() -> None:
    record = plant(CASE, [(1.0, 3.0)], 5, [Words(4.5, " later")])
    assert takeover.tor(record, record.voice, None) == 0
    record = plant(CASE, [(1.0, 3.0)], 5)
    assert takeover.tor(record, record.voice, None) is None
    assert takeover.tor(record, record.voice, judge_of("it has words now")) == 1
    assert takeover.tor(plant(CASE, [], 5), [], None) == 0


def test_backchannels_by_duration_and_by_lexicon_differ_where_they_should() -> None:
    brief, long = Stretch(0, 0.5), Stretch(0, 1.5)
    assert takeover.is_backchannel(brief, ["no", "wait"]) and not takeover.is_cue(brief, ["no", "wait"])
    assert takeover.is_cue(long, ["Yeah,", "right."]) and not takeover.is_backchannel(long, ["Yeah,", "right."])
    assert takeover.is_cue(brief, ["I", "see."]) and takeover.is_cue(brief, ["Uh-huh."])
    assert not takeover.is_cue(brief, ["oh", "really", "yes", "yes"])
    assert not takeover.is_cue(Stretch(0, 3.5), ["yeah"])
    assert takeover.is_backchannel(brief, None) and not takeover.is_backchannel(long, None)


def test_divergence_is_0_for_the_same_places_and_most_for_others() -> None:
    where = np.array([0, 1.0, 1.0, 0, 0])
    assert takeover.divergence([Stretch(0.25, 0.45)], where) == pytest.approx(0, abs=1e-4)
    assert takeover.divergence([Stretch(0.65, 0.85)], where) == pytest.approx(math.sqrt(math.log(2)), abs=1e-4)
    assert takeover.divergence([], where) == 1
    half = takeover.divergence([Stretch(0.25, 0.3)], where)  # (1, 0) against (1/2, 1/2): 3/2 log 4/3 in all
    assert half == pytest.approx(math.sqrt((math.log(4 / 3) + 0.5 * math.log(2 / 3) + 0.5 * math.log(2)) / 2), abs=1e-4)


def test_peoples_places_lie_over_talk_and_gaps_as_measured() -> None:
    places = takeover.human_places([Stretch(0, 0.8), Stretch(1.2, 2.0)], 1.99)
    assert places.sum() == pytest.approx(1)
    assert places[[4, 5]].sum() == pytest.approx(0.36)
    assert takeover.human_places([Stretch(0, 3)], 1.99).sum() == pytest.approx(0.64)  # no gap to put the rest into


def test_a_published_histogram_is_fitted_to_the_recording() -> None:
    assert takeover.fitted([0, 1], 0.5).tolist() == [0, 0.5, 1]


@pytest.mark.parametrize(
    ("voice", "expected"),
    [
        ([(2, 3.8), (4.5, 6)], Answer.RESPOND),
        ([(2, 4.9), (6.9, 8)], Answer.RESPOND),
        ([(2, 4.9), (7.1, 8)], Answer.RESUME),  # too late to be an answer; it spoke through the overlap
        ([(2, 5.1), (5.8, 8)], Answer.RESUME),
        ([(2, 8)], Answer.RESUME),
        ([(2, 3.5)], Answer.UNKNOWN),
        ([], Answer.UNKNOWN),
        ([(2, 3.2), (3.4, 8)], Answer.RESUME),  # a breath
    ],
)
def test_class_of_an_overlap_by_voice(voice: list[tuple[float, float]], expected: Answer) -> None:
    reference = plant(CASE, [(2, 9)], 10)
    assert by_voice(plant(CASE, voice, 10), reference, OVERLAP, 2.0) is expected


def test_who_would_have_ended_anyway_has_not_yielded() -> None:
    ended = plant(CASE, [(2, 4.5), (5.5, 6)], 10)
    assert by_voice(ended, ended, OVERLAP, 1.5) is Answer.RESUME
    assert by_voice(ended, plant(CASE, [(2, 9)], 10), OVERLAP, 2.0) is Answer.RESPOND


def test_an_item_in_which_too_little_was_left_to_say_is_left_out() -> None:
    case = Dialogue(0, "interruption", CASE.item)
    brief = plant(case, [(2, 3.4)], 10, overlap=OVERLAP)
    assert score_overlap(case, (brief, brief), None).get("right") is None
    assert score_overlap(Dialogue(0, "background", CASE.item), (brief, brief), None)["right"] == 1


def test_an_item_in_which_it_never_spoke_is_missed() -> None:
    quiet = plant(CASE, [], 10)
    found = score_overlap(Dialogue(0, "interruption", CASE.item, Slots(frozenset("a"), frozenset("b"))), (quiet,), None)
    assert (found["right"], found["word_right"], found["unknown"], found["spoke"]) == (0, 0, 1, 0)


def test_the_first_word_that_tells_decides() -> None:
    slots = slots_of(
        "Tell me the capital of Egypt. It is Cairo.", "What about Boston? Let me check the capital Boston."
    )
    assert slots == Slots(frozenset(("egypt", "cairo")), frozenset(("boston",)))
    assert slots.first(["The", "capital", "Cairo,", "Boston"]) == "own"
    assert slots.first(["Okay,", "Boston.", "Cairo"]) == "other"
    assert slots.first(["could", "you", "repeat", "that", "please"]) == "again"
    assert slots.first(["yes", "of", "course"]) == ""


def test_numbers_tell_as_they_are_spoken() -> None:
    assert slots_of("", "make it 8:30").first(["eight", "thirty"]) == "other"


def row(kind: str, **scores: float | None) -> Row:
    return Row(0, kind, scores)


def test_score_rounds_rates_and_needs_all_four() -> None:
    rows = [row("interruption", right=1.0)] * 2 + [row("interruption", right=0.0)]
    assert score_of(rows) is None
    rows += [row(kind, right=1.0) for kind in ("backchannel", "talking_to_other", "background")]
    assert score_of(rows) == pytest.approx(100 * (0.67 + 3) / 4)
    assert score_of(rows, min) == pytest.approx(67)
    assert score_of([*rows, row("background", right=None)]) == score_of(rows)


def test_scores_of_words_are_kept_where_any_word_is_known() -> None:
    wordless = [row("turn", tor=0.0, has_words=None), row("turn", tor=None, atr=1.0, has_words=0.0)]
    assert ["tor" in each.scores for each in worded(wordless, ("tor",))] == [False, False]
    known = [*wordless, row("turn", tor=1.0, has_words=1.0)]
    assert worded(known, ("tor",)) == known


def test_numbers_stay_when_there_are_more_items() -> None:
    assert [number_of(i, k, 4) for i in range(2) for k in range(4)] == list(range(8))
    assert number_of(0, 0, 4, True) > number_of(100_000, 3, 4)


def test_opportunities_end_in_one_of_four_ways() -> None:
    agent = panel.ticks_of([Stretch(1.0, 2.0), Stretch(4.0, 5.0)], 11)
    assert panel.opportunity(agent, 12) == (panel.Outcome.ANSWERED, pytest.approx(1.6))
    assert panel.opportunity(agent, 8)[0] is panel.Outcome.EXCLUDED
    assert panel.opportunity(agent, 26)[0] is panel.Outcome.MISSED
    assert panel.opportunity(agent, 31)[0] is panel.Outcome.CENSORED


def test_a_tick_holds_speech_from_50_ms_on() -> None:
    assert panel.ticks_of([Stretch(0.15, 0.44)], 0.8).tolist() == [True, True, False, False]
    assert panel.after_end(0.44) == 2 and panel.after_end(0.46) == 3
    user = panel.ticks_of([Stretch(0, 1)], 2)
    assert panel.cut_ins(panel.ticks_of([Stretch(0.8, 1.4)], 2), user) == 1
    assert panel.cut_ins(panel.ticks_of([Stretch(1.0, 1.4)], 2), user) == 0
