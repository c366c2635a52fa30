import math
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from microturn.bench.baselines import AlwaysSpeaking, SilenceRule, Silent
from microturn.bench.calls import human
from microturn.bench.calls.human import Human, conversation, make, scores_of
from microturn.bench.calls.planted import CONDITIONS, SCRIPTS, WITHIN, planted, record, talk
from microturn.bench.calls.talker import FINISHED_S, Conversation, Talker, offset_s, pause_s
from microturn.bench.sources import Clip, Sources
from microturn.bench.suite.benchmark import Data, Row
from microturn.bench.suite.record import Record
from microturn.bench.suite.take import Take
from microturn.core.units import EAR_HZ, MOUTH_HZ, MOUTH_TICK_SAMPLES, TICK_S
from tests.fakes import FakeClock

NUM = 2
SHIPPED = Path(human.__file__).parents[2] / "assets" / "heldout"


@pytest.fixture(scope="module")
def items(sources: Sources) -> list[Conversation]:
    return Human().items(Data(sources), NUM, 0)


@pytest.fixture(scope="module")
def spoken() -> tuple[Clip, ...]:
    """Real words: echo of tones cannot be told from other tones."""
    return conversation(Sources(SHIPPED), "story", 1, 0).clips


def played(case: Conversation, player: type[Silent]) -> Record:
    return make().play(case, lambda: Take(player, FakeClock(0.0)))[0]


def rows(items: list[Conversation], player: type[Silent]) -> list[Row]:
    return [Row(case.number, case.kind, scores_of(played(case, player))) for case in items]


def values(found: list[Row]) -> dict[str, float | None]:
    return {figure.name: figure.value and figure.value.value for figure in Human().figures(found)}


def test_conversations_depend_on_their_seed_alone(sources: Sources, items: list[Conversation]) -> None:
    again = [conversation(sources, case.kind, case.number, 0) for case in items]
    for one, other in zip(items, again):
        assert one.gaps_s == other.gaps_s
        assert all((a.samples == b.samples).all() for a, b in zip(one.parts, other.parts))
    assert conversation(sources, "chat", 0, 1).gaps_s != items[0].gaps_s
    assert [case.kind for case in items] == ["chat", "story"] * NUM


def test_a_story_is_one_part_with_pauses_that_are_silent(items: list[Conversation]) -> None:
    (part,) = items[1].parts
    assert len(part.pauses) >= 5
    for pause in part.pauses:
        assert pause.seconds >= 0.4
        inside = part.samples[round((pause.start_s + 0.06) * EAR_HZ) : round((pause.end_s - 0.06) * EAR_HZ)]
        assert np.abs(inside).max() < 1e-3


def test_draws_lie_where_people_are() -> None:
    rng = np.random.default_rng(0)
    offsets, pauses = (np.array([draw(rng) for _ in range(2_000)]) for draw in (offset_s, pause_s))
    assert offsets.min() == 0
    assert np.median(offsets) == pytest.approx(0.13, abs=0.03)
    assert (pauses.min() >= 0.48, pauses.max() <= 1.28) == (True, True)


def test_the_user_waits_until_the_other_has_finished(items: list[Conversation]) -> None:
    """A tone of 5 s follows 0.7 s after each request."""
    case = items[0]
    marks = played(case, SilenceRule).marks
    ends = [marks[f"end_{i}"] for i in range(len(case.parts))]
    assert len(marks) == len(case.parts) >= 3
    for i, (before, after) in enumerate(pairwise(ends)):
        part = case.parts[i + 1]
        wait_s = after - (part.end_s - part.onset_s) - before
        assert wait_s == pytest.approx(0.7 + 5.0 + FINISHED_S + case.gaps_s[i + 1], abs=0.35)


def test_who_does_not_answer_is_waited_for_and_who_does_not_stop_is_talked_into(items: list[Conversation]) -> None:
    for player, longest_s in ((Silent, 8.0), (AlwaysSpeaking, 20.0)):
        found = played(items[0], player)
        assert len(found.marks) == len(items[0].parts)
        assert found.seconds < (len(items[0].parts) + 1) * longest_s


def test_the_talker_speaks_what_it_has_to_say_and_nothing_else(items: list[Conversation]) -> None:
    case, sound = items[0], list[np.ndarray]()
    talker = Talker(case, TICK_S)
    while not talker.is_done:
        sound.append(talker.speak())
        talker.listen(np.zeros(MOUTH_TICK_SAMPLES, np.float32))
    heard = np.concatenate(sound)
    for part, said in zip(case.parts, talker.said):
        start = round((said.start_s - part.onset_s) * EAR_HZ)
        assert np.abs(heard[start : start + len(part.samples)] - part.samples).max() < 0.01
    assert np.count_nonzero(np.abs(heard) > 0.02) == pytest.approx(
        sum(np.count_nonzero(np.abs(part.samples) > 0.02) for part in case.parts), rel=0.02
    )


def test_trivial_players_are_told_from_people(items: list[Conversation]) -> None:
    silent, always, rule = (values(rows(items, player)) for player in (Silent, AlwaysSpeaking, SilenceRule))
    assert (silent["response_rate"], silent["w1_offset_s"], silent["overlap_per_min"]) == (0, None, 0)
    assert always["w1_offset_s"] is None
    assert always["silence_misclassification"] is None
    assert (always["overlap_per_min"] or 0) > 2
    assert rule["response_rate"] == 1
    assert rule["offset_median_s"] == pytest.approx(0.8, abs=0.15)
    assert (rule["w1_offset_s"] or 0) > 0.4
    assert (rule["pause_voice"] or 0) > 0


@pytest.mark.parametrize("number", range(len(SCRIPTS)))
def test_planted_calls_are_read_right(spoken: tuple[Clip, ...], number: int) -> None:
    script, condition = SCRIPTS[number], CONDITIONS[number % len(CONDITIONS)]
    found = scores_of(record(script, condition, spoken, number))
    for key, expected in script.expected.items():
        if expected is None:
            assert found.get(key) is None, key
        else:
            assert found[key] == pytest.approx(expected, abs=WITHIN), key


def test_a_wrong_call_is_not_read_as_right(spoken: tuple[Clip, ...]) -> None:
    """Scripts that differ in one decision do not pass for one another."""
    by_kind = {script.kind: script for script in SCRIPTS}
    for right, wrong in (
        ("answered", "not answered"),
        ("early", "cuts in"),
        ("waits", "takes over"),
        ("yields and answers", "yields for good"),
        ("yields for good", "talks on"),
        ("user's backchannel", "stops at a word"),
    ):
        swapped = replace(by_kind[right], user=by_kind[wrong].user, agent=by_kind[wrong].agent)
        found = scores_of(record(swapped, CONDITIONS[0], spoken, 0))
        assert any(
            (found.get(key) is None) != (value is None) or not math.isclose(found[key] or 0, value or 0, abs_tol=WITHIN)
            for key, value in by_kind[right].expected.items()
        ), (right, wrong)


def test_every_script_is_planted_in_three_conditions() -> None:
    found = [(script.kind, condition.name) for script, condition in planted()]
    assert len(set(found)) == 3 * len(SCRIPTS)
    assert {name for _, name in found} == {condition.name for condition in CONDITIONS}


def test_planted_talk_begins_and_ends_loud(spoken: tuple[Clip, ...]) -> None:
    sound = talk(spoken, 1.0, 5)
    assert len(sound) == EAR_HZ
    assert min(np.abs(sound[:800]).max(), np.abs(sound[-800:]).max()) > 0.02


def test_a_record_in_which_nothing_can_be_heard_has_no_scores() -> None:
    quiet = np.zeros(EAR_HZ * 2, np.float32)
    assert scores_of(Record(quiet, np.zeros(MOUTH_HZ * 2, np.float32))) == {}
