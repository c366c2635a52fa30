from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from microturn.bench.baselines import SilenceRule, Silent
from microturn.bench.judge import Judge
from microturn.bench.quality.speech import FLOOR, MAX_FLOOR, TOLD, Speech, SpeechCase, make
from microturn.bench.sources import Sources
from microturn.bench.suite import summary
from microturn.bench.suite.benchmark import Data, Figure, Row, Scores
from microturn.bench.suite.run import check
from microturn.bench.suite.take import Take
from microturn.core.messages import Audio, MicroTurn, Source
from tests.fakes import FakeClock

BENCH = make()


class Reader(SilenceRule):
    """Reads out what it is told, as tones and words; `skip` words are not in its text."""

    def __init__(self, skip: int = 0) -> None:
        super().__init__()
        self.words, self.skip, self.is_closed = list[str](), skip, False

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        assert source is Source.BACKGROUND
        self.words = text.split()[self.skip :]
        super().tell(text, source)

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        turn = super().step(audio, text)
        said, self.words = (
            ("".join(f" {word}" for word in self.words[:2]), self.words[2:]) if turn.is_voice else ("", [])
        )
        return MicroTurn(turn.tick, turn.is_voice, turn.audio, said=said)

    def close(self) -> None:
        self.is_closed = True


@pytest.fixture(scope="module")
def items(sources: Sources) -> list[SpeechCase]:
    return list(BENCH.items(Data(sources), 2, 0))


def judge_of(write: Callable[[Audio], str]) -> Judge:
    return Judge(write, lambda samples: 3.0 if len(samples) else 1.0)


def scored(case: SpeechCase, player: SilenceRule | Silent, judge: Judge | None) -> Scores:
    return BENCH.score(case, BENCH.play(case, lambda: Take(lambda: player, FakeClock())), judge)


def test_an_item_depends_on_seed_and_number_alone(sources: Sources, items: list[SpeechCase]) -> None:
    more = {case.number: case for case in BENCH.items(Data(sources), 5, 0)}
    for case in items:
        assert (more[case.number].text, more[case.number].kind) == (case.text, case.kind)
    other = [case.text for case in BENCH.items(Data(sources), 2, 1) if case.kind == TOLD]
    assert other != [case.text for case in items if case.kind == TOLD]
    many = BENCH.items(Data(sources), 90, 0)
    assert len({case.number for case in many}) == len(many)
    assert sum(case.kind == TOLD for case in many) == 90
    assert 0 < sum(case.kind == FLOOR for case in many) <= MAX_FLOOR


def test_a_sentence_that_is_read_out_is_right(items: list[SpeechCase]) -> None:
    player = Reader()
    found = scored(items[0], player, judge_of(lambda _: items[0].text.upper()))
    assert found["spoke"] == 1
    assert found["asr_errors"] == found["own_errors"] == found["chose_errors"] == 0
    assert found["dnsmos"] == 3
    assert player.is_closed


def test_slips_of_the_voice_are_told_from_slips_of_the_words(items: list[SpeechCase]) -> None:
    text = items[0].text
    heard = " ".join(text.split()[2:-1])  # two words not chosen, one not pronounced
    found = scored(items[0], Reader(skip=2), judge_of(lambda _: heard))
    assert (found["chose_errors"], found["own_errors"], found["asr_errors"]) == (2, 1, 3)


def test_what_is_not_spoken_counts_with_all_its_words(items: list[SpeechCase]) -> None:
    found = scored(items[0], Silent(), judge_of(lambda _: pytest.fail("nothing to hear")))
    num = len(items[0].text.split())
    assert (found["spoke"], found["asr_errors"], found["chose_errors"], found["dnsmos"]) == (0, num, num, None)
    assert "own_errors" not in found  # it has no text of its own to be compared with


def test_a_target_without_text_is_not_blamed_for_it(items: list[SpeechCase]) -> None:
    found = scored(items[0], SilenceRule(), judge_of(lambda _: "the"))
    assert found["spoke"] == 1
    assert "chose_errors" not in found
    assert "own_errors" not in found
    assert found["asr_errors"]


def test_the_floor_is_what_the_recogniser_makes_of_people(items: list[SpeechCase]) -> None:
    case = next(case for case in items if case.kind == FLOOR)
    assert case.clip is not None

    def write(samples: Audio) -> str:
        np.testing.assert_allclose(samples, case.clip.samples if case.clip else [], atol=1e-4)
        return case.text.rpartition(" ")[0]

    takes = BENCH.play(case, lambda: pytest.fail("no target is needed"))
    assert BENCH.score(case, takes, judge_of(write))["floor_errors"] == 1
    assert BENCH.score(case, takes, None) == {}


def figures(rows: list[Row]) -> dict[str, Figure]:
    return {figure.name: figure for figure in BENCH.figures(rows)}


def test_figures_are_named_as_elsewhere(items: list[SpeechCase]) -> None:
    judge = judge_of(lambda _: "the")
    told = [case for case in items if case.kind == TOLD]
    found = figures([Row(case.number, case.kind, scored(case, Reader(), judge)) for case in items])
    assert {"said_wer", "said_text_wer", "dnsmos_ovrl", "spoken", "floor_wer", "chosen_wer"} == set(found)
    spoken, wer = found["spoken"].value, found["said_wer"].value
    assert spoken is not None
    assert wer is not None
    assert (spoken.value, spoken.num) == (1, len(told))
    assert wer.num == len(told)
    assert wer.value > 0.5


def test_without_a_judge_nothing_is_made_up(items: list[SpeechCase]) -> None:
    rows = [Row(case.number, case.kind, scored(case, Reader(), None)) for case in items]
    found = figures(rows)
    assert [name for name, figure in found.items() if figure.value] == ["spoken", "chosen_wer"]
    played = summary.Played("engine", tuple(rows), Path())
    text = "\n".join(
        summary.table(summary.summarise(BENCH, summary.Origin("", "", ""), 2, 0, [played], check(BENCH, items)))
    )
    assert "not measured: install .[score] and pass --scorer PATH" in text
    assert "DNSMOS" in text


def test_the_scorer_is_right_about_planted_records(items: list[SpeechCase]) -> None:
    found = check(BENCH, items)
    assert found.wrong == ()
    assert found.right == found.all == 2 * 4 * 2

    class Deaf(Speech):
        def score(self, case: SpeechCase, takes: object, judge: Judge | None) -> Scores:
            return {"spoke": 1.0, "chose_errors": 0.0}

    assert check(Deaf(), items).right == 2 * 4
