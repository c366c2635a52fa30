"""What is seen: planted answers are judged as what they are, whoever gives them, without model or recogniser."""

import math
from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from microturn.bench.baselines import AlwaysSpeaking, Silent
from microturn.bench.drive import Player
from microturn.bench.judge import Judge
from microturn.bench.sight import localise, proactive, prompts, repcount
from microturn.bench.sight.controls import saying
from microturn.bench.sight.localise import Located, overlap
from microturn.bench.sight.proactive import Told, Turn, pauc
from microturn.bench.sight.repcount import Counted, best_constant
from microturn.bench.sight.slots import KeyWords, Slots
from microturn.bench.sight.speech import first_match, numbers, replies
from microturn.bench.sight.watch import SILENCE_S, Show, spoken, watch
from microturn.bench.sources import Sources
from microturn.bench.suite.benchmark import Data, Row, Takes
from microturn.bench.suite.record import Record
from microturn.bench.suite.run import check
from microturn.bench.suite.take import Take
from microturn.bench.voice import is_voiced
from microturn.core.units import EAR_HZ, MOUTH_HZ, MOUTH_TICK_SAMPLES, TICK_S
from microturn.data.voices import HELD_OUT
from tests.bench.sight import Blind, Seeing, Still
from tests.fakes import FakeClock

BENCHES = (repcount.make(), proactive.make(), localise.make())
REPS = tuple((2.0 * i, 2.0 * i + 2) for i in range(5))  # of a film of 30 s
BALL = Slots("appears", "ball", "red")


@pytest.fixture(scope="module")
def data() -> Data:
    return Data(Sources(prompts.BANK))


def played(case: Show, player: Player) -> Takes:
    return watch(case, lambda: Take(lambda: player, FakeClock(0.01)))


def counted() -> Counted:
    return Counted(0, "known", 0, Still(), typed="count", reps=REPS)


def told(*due_s: float) -> Told:
    return Told(0, "appears", 0, Still(), typed="tell", turns=tuple(Turn(at, at + 5, BALL) for at in due_s))


def voiced(start_s: float, end_s: float) -> Record:
    """A tone where words would be."""
    output = np.zeros(200 * MOUTH_TICK_SAMPLES, np.float32)
    output[round(start_s * MOUTH_HZ) : round(end_s * MOUTH_HZ)] = 0.1
    return Record(np.zeros(0, np.float32), output)


def test_the_bank_says_every_prompt_in_held_out_voices() -> None:
    clips = [prompts.clip(text) for text in prompts.texts()]
    assert {clip.speaker for clip in clips} <= HELD_OUT and len(clips) <= 50
    assert all(0.8 < clip.end_s < 5 and is_voiced(clip.samples, EAR_HZ).mean() > 0.5 for clip in clips)


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.name)
def test_items_are_the_same_for_the_same_seed_and_of_every_kind(bench: Any, data: Data) -> None:
    one, again, other = (bench.items(data, 2, seed) for seed in (1, 1, 2))
    assert [item.number for item in one] == list(range(len(one)))
    assert [(i.kind, i.show_s, i.end_s) for i in one] == [(i.kind, i.show_s, i.end_s) for i in again]
    assert [i.end_s for i in one] != [i.end_s for i in other]
    assert sorted(i.kind for i in one) == sorted(2 * sorted({i.kind for i in one})) and len(one) >= 4
    assert all(item.film.num_pictures < 5 * 75 for item in one)


@pytest.mark.parametrize("bench", BENCHES, ids=lambda bench: bench.name)
def test_the_scorer_is_right_about_all_planted_records(bench: Any, data: Data) -> None:
    found = check(bench, bench.items(data, 2, 5))
    assert found.wrong == () and found.all >= 40


def test_a_film_follows_its_request_after_two_seconds_a_picture_a_micro_turn(data: Data) -> None:
    case = replace(BENCHES[0].items(data, 1, 0)[0], film=Still(7))
    player = Seeing()
    (record,) = played(case, player)
    assert [(tick, int(picture[0, 0, 0])) for tick, picture in player.pictures] == [
        (case.show_tick + k, k) for k in range(7)
    ]
    speech = np.flatnonzero(is_voiced(spoken(case), EAR_HZ)) / 100
    assert SILENCE_S - 0.05 <= case.show_s - speech.max() < SILENCE_S + 0.5
    assert record.seconds > case.end_s + 2.9


def test_a_target_without_eyes_plays_too_and_nothing_is_drawn_for_it() -> None:
    class Unseen(Still):
        def picture(self, number: int) -> Any:
            raise AssertionError("a picture for nobody")

    player = Blind()
    (record,) = played(replace(counted(), film=Unseen()), player)
    assert player.told == "count" and record.failure == "" and record.seconds > 34


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nineteen, twenty, twenty one", [19, 20, 21]),
        ("Twenty-one! 22. one hundred and five", [21, 22, 105]),
        ("one two three", [1, 2, 3]),
        ("that is someone's tenth phone", []),
        ("ten", [10]),
    ],
)
def test_numbers_are_read_in_words_and_digits(text: str, found: list[int]) -> None:
    assert numbers(text) == found


def test_counting_aloud_is_right_and_silence_is_not(data: Data) -> None:
    bench = repcount.make()
    for case in bench.items(data, 2, 3):
        plan = [(case.show_s + end_s + 0.2, str(i + 1)) for i, (_, end_s) in enumerate(case.reps)]
        scores = bench.score(case, played(case, Blind(plan)), None)
        assert scores["off_by_one"] == 1 and scores["mae"] == 0
        missed = bench.score(case, played(case, Silent()), None)
        assert missed["off_by_one"] == 0 and missed["mae"] == pytest.approx(len(case.reps) / (len(case.reps) + 0.1))


def test_a_number_cut_between_micro_turns_is_one_number() -> None:
    case = replace(counted(), reps=tuple((float(i), i + 1.0) for i in range(21)))
    (record,) = saying(case, [])
    said = saying(case, [(case.show_s + 21, "twen")])[0].said
    record = replace(record, said=(*said, replace(said[0], at_s=said[0].at_s + 0.2, text="ty one")))
    assert repcount.make().score(case, (record,), None)["off_by_one"] == 1


def test_the_floor_of_counting_is_the_best_constant_answer() -> None:
    rows = [Row(i, "known", {"count": float(c), "off_by_one": 0.0, "mae": 0.0, "answered": 0.0})
            for i, c in enumerate((1, 4, 5, 6, 9))]  # fmt: skip
    assert best_constant(rows) == pytest.approx(0.6)
    figures = {figure.name: figure.value for figure in repcount.make().figures(rows)}
    assert figures["floor"] is not None and figures["floor"].value == pytest.approx(0.6)


def test_a_recogniser_hears_only_what_counts_where_there_is_no_transcript() -> None:
    case, heard = counted(), list[float]()

    def write(samples: Any) -> str:
        heard.append(len(samples) / EAR_HZ)
        return "four five"

    record = voiced(case.show_s + 8.5, case.show_s + 10.5)
    assert repcount.make().score(case, (record,), Judge(write, lambda _: 0.0))["off_by_one"] == 1
    assert heard == [pytest.approx(40 - case.counted_from_s, abs=0.01)]
    assert repcount.make().score(case, (record,), None)["answered"] == 0


def test_pauc_is_the_published_formula() -> None:
    span = (10.0, 20.0)
    assert pauc(span, []) == 0.25
    assert pauc(span, [(10.0, 2)]) == 1.0
    assert pauc(span, [(10.0, 0)]) == 0.0
    # Replies at 12 and 16 s are drawn to 11 and 13 s: (1 x 0.5 + 2 x 1 + 7 x 2) / (10 x 2).
    assert pauc(span, [(12.0, 1), (16.0, 2)]) == pytest.approx(0.825)
    assert pauc(span, [(12.0, 1), (16.0, 2)], omega=0.0) == pytest.approx((2 * 0.5 + 4 * 1 + 4 * 2) / 20)
    assert pauc(span, [(12.0, 1), (16.0, 2)], omega=1.0) == 1.0


@pytest.mark.parametrize(
    ("text", "points"),
    [
        ("The red ball appeared.", 2), ("red ball", 2), ("a ball", 2), ("a red sphere", 2), ("red balls", 2),
        ("There it is!", 1), ("It appeared.", 1), ("the blue ball", 0), ("the red cup", 0), ("okay", 0), ("", 0),
        ("the red ball is gone", 0), ("it disappeared", 0),
    ],
)  # fmt: skip
def test_slots_tell_right_from_half_right_and_wrong(text: str, points: int) -> None:
    assert BALL.points(text) == points


def test_a_change_of_colour_needs_the_new_colour() -> None:
    truth = Slots("changes", "box", "green", needs_colour=True)
    texts = ("the box turned green", "green box", "the box changed", "the box is blue now", "it moved")
    assert [truth.points(text) for text in texts] == [2, 2, 1, 0, 0]


def test_official_answers_are_scored_by_their_key_words() -> None:
    truth = KeyWords("The man puts a heavy book on the shelf")  # puts, heavy, book, shelf
    texts = ("a heavy book on a shelf", "there is a book, heavy", "a book", "hello")
    assert [truth.points(text) for text in texts] == [2, 1, 0, 0]


def test_telling_at_once_scores_as_computed_by_hand(data: Data) -> None:
    bench = proactive.make()
    for case in bench.items(data, 1, 4):
        plan: list[tuple[float, str]] = []
        expected = 0.0
        for turn in case.turns:
            assert isinstance(turn.truth, Slots)
            due_s = case.show_s + turn.start_s
            at_s = math.ceil(due_s / TICK_S + 1e-9) * TICK_S
            plan.append((at_s, f"the {turn.truth.colour} {turn.truth.thing}"))
            wait_s = (at_s - due_s) / 2
            expected += 100 * (wait_s * 0.5 + (5 - wait_s) * 2) / 10
        scores = bench.score(case, played(case, Blind(plan)), None)
        assert scores["area"] == pytest.approx(expected) and expected > 97 * len(case.turns)
        assert scores["wrong"] == 0 and scores["told"] == len(case.turns)


def test_silence_is_25_points_and_talking_all_the_time_none() -> None:
    bench, case = proactive.make(), told(4.0, 15.0)
    quiet, loud = (bench.score(case, played(case, player), None) for player in (Silent(), AlwaysSpeaking()))
    assert quiet["area"] == pytest.approx(50) and quiet["wrong"] == 0
    assert loud["area"] == 0 and loud["wrong"] == 3  # before, between and after
    assert loud["minutes"] == pytest.approx((30 - 10) / 60)
    rows = [Row(i, kind, scores) for i, (kind, scores) in enumerate((("a", quiet), ("a", quiet), ("b", loud)))]
    assert proactive.mean_of_kinds(rows) == pytest.approx(12.5)


def test_replies_are_parted_by_a_second_and_cut_at_the_span() -> None:
    case = told(4.0)
    (record,) = saying(case, [(3.0, "early"), (4.2, "the"), (4.6, "red"), (6.0, "ball"), (9.5, "late")])
    assert [(reply.start_s, reply.text) for reply in replies(record, 4.0, 9.0, None)] == [
        (4.2, "the red"),
        (6.0, "ball"),
    ]
    assert [reply.start_s for reply in replies(voiced(1.0, 6.0), 4.0, 9.0, None)] == [4.0]


def test_overlap_by_hand() -> None:
    assert overlap((0, 10), (5, 15)) == pytest.approx(5 / 15)
    assert overlap((0, 4), (6, 8)) == 0 and overlap((3, 3), (3, 3)) == 0
    assert overlap((2, 6), (2, 6)) == 1


def test_start_and_stop_in_time_overlap_nearly_wholly_and_late_ones_less(data: Data) -> None:
    bench = localise.make()
    rows: list[Row] = []
    for case in bench.items(data, 4, 2):
        start_s, end_s = case.truth
        scores = bench.score(case, played(case, Blind([(start_s, "Start."), (end_s, "Stop.")])), None)
        rows.append(Row(case.number, case.kind, scores))
        assert scores["late"] == pytest.approx((end_s - start_s - 0.8) / (end_s - start_s + 0.8))
        assert scores["whole"] == pytest.approx((end_s - start_s) / (case.end_s - case.show_s))
        assert bench.score(case, played(case, AlwaysSpeaking()), None)["miou"] == 0
    figures = {figure.name: figure.value for figure in bench.figures(rows)}
    assert figures["miou"] is not None and figures["miou"].value > 0.95
    assert figures["floor_late"] is not None and 0.6 < figures["floor_late"].value < 0.95


def test_start_is_not_looked_for_before_the_film() -> None:
    case = Located(0, "known", 0, Still(), typed="say", span=(5.0, 10.0))
    (record,) = saying(case, [(1.0, "okay, start and stop"), (7.2, "st"), (7.4, "op")])
    assert first_match(record, localise.START, case.show_s, None) is None
    assert localise.make().score(case, (record,), None)["miou"] == 0


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_no_constant_answer_counts_many_films(data: Data, seed: int) -> None:
    items = repcount.make().items(data, 50, seed)
    counts = np.array([len(item.reps) for item in items])
    assert max(np.mean(np.abs(counts - guess) <= 1) for guess in range(21)) <= 0.30
