"""The benchmark of tools under disfluency: planted calls must be judged as what they are, without model or endpoint."""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from microturn.agent.chat import Call, Text
from microturn.agent.work import Limits
from microturn.bench import tools
from microturn.bench.sources import Sources
from microturn.bench.tools_calls import SPECS, is_right, is_same, overlap
from microturn.bench.tools_play import Background, Item, make_items, paused, sound_of, told
from microturn.bench.tools_texts import CORRECTION, DISFLUENCIES, EXAMPLES, PAUSE, Wanted
from microturn.cli.bench_tools import HELD_OUT
from microturn.core.messages import Audio, MicroTurn, Source
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_TICK_SAMPLES, TICK_S
from tests.fakes import FakeClock
from tests.server.thinkers import Answer, Thinker

TONE = np.full(MOUTH_TICK_SAMPLES, 0.1, np.float32)
QUIET = np.zeros(MOUTH_TICK_SAMPLES, np.float32)
ALARM = Wanted("set_alarm", {"time": "6:30"})
MONEY = Wanted("convert_money", {"amount": 200, "source": "euros", "target": "yen"})


@dataclass
class Oracle:
    """Knows its item: bridges and, where it `hands_on`, hands on 0.3 s after the user's end."""

    item: Item
    hands_on: bool = True
    tick: int = 0

    def tell(self, text: str, source: Source = Source.TYPED) -> None: ...

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        due = int((self.item.end_s + 0.3) / TICK_S)
        is_voice = due <= self.tick < due + 3
        said = ("let", "me", "check")[self.tick - due] if is_voice else ""
        heard = f" {self.item.example.text}" if self.tick == due else ""
        turn = MicroTurn(
            self.tick, is_voice, TONE if is_voice else QUIET, heard, f" {said}" if said else "",
            is_delegate=self.hands_on and self.tick == due,
        )  # fmt: skip
        self.tick += 1
        return turn


@pytest.fixture(scope="module")
def items() -> list[Item]:
    return make_items(Sources(HELD_OUT), 40, 3)


def asking(calls: Sequence[Wanted]) -> Answer:
    return [Call(f"call_{k}", call.name, dict(call.arguments)) for k, call in enumerate(calls)]


def found(items: Sequence[Item], answers: Sequence[Answer], hands_on: bool = True) -> dict[str, float | None]:
    """Each of `answers` is followed by a sentence."""
    model = Thinker([each for answer in answers for each in (answer, [Text("Done.")])])
    background = Background(model, FakeClock(0.01), Limits())
    return tools.flat(asyncio.run(tools.run(items, lambda item: Oracle(item, hands_on), background)))


def test_items_are_of_all_kinds_and_the_same_for_the_same_seed(items: list[Item]) -> None:
    again = make_items(Sources(HELD_OUT), 40, 3)
    assert [(i.example.text, i.lead_s, i.end_s) for i in items] == [(i.example.text, i.lead_s, i.end_s) for i in again]
    assert {i.example.disfluency for i in items} == set(DISFLUENCIES)
    assert len({i.example.text for i in items}) == len(EXAMPLES) == 40


def test_expected_calls_fit_the_tools() -> None:
    known = {spec.name: set(spec.parameters["properties"]) for spec, _ in SPECS}
    for example in EXAMPLES:
        assert 1 <= len(example.calls) <= 3
        assert bool(example.pause_after) == (example.disfluency == PAUSE)
        assert all(known[call.name] == set(call.arguments) for call in example.calls)


def test_pauses_are_cut_in_between_words(items: list[Item]) -> None:
    for item in (i for i in items if i.example.disfluency == PAUSE):
        words, after = item.clip.words, item.example.pause_after
        assert 0.6 <= words[after][0] - words[after - 1][1] <= 1.01
        middle = round((words[after][0] + words[after - 1][1]) / 2 * EAR_HZ)
        assert not item.clip.samples[middle - 800 : middle + 800].any()


def test_a_pause_moves_what_comes_after_it(items: list[Item]) -> None:
    clip = next(i.clip for i in items if not i.example.pause_after)
    more = paused(clip, 2, 0.9)
    added = len(more.samples) - len(clip.samples)
    assert np.array_equal(more.samples[-1600:], clip.samples[-1600:])
    assert more.end_s - clip.end_s == pytest.approx(added / EAR_HZ, abs=1e-3)
    assert more.words[:2] == clip.words[:2]


def test_the_user_is_quiet_long_enough_to_be_answered(items: list[Item]) -> None:
    sound = sound_of(items[0])
    assert all(part.shape == (EAR_TICK_SAMPLES,) for part in sound)
    assert len(sound) * TICK_S >= items[0].end_s + 5


@pytest.mark.parametrize(
    ("made", "wanted", "right"),
    [
        ([ALARM], [ALARM], True),
        ([MONEY, ALARM], [ALARM, MONEY], True),
        ([Wanted("set_alarm", {"time": "six_thirty"})], [ALARM], True),
        ([Wanted("set_alarm", {"time": "5:00"})], [ALARM], False),  # what was taken back
        ([Wanted("set_alarm", {"time": "6:31"})], [ALARM], False),
        ([Wanted("set_alarm", {})], [ALARM], False),
        ([Wanted("set_alarm", {"time": "6:30", "day": "Monday"})], [ALARM], False),
        ([Wanted("set_timer", {"time": "6:30"})], [ALARM], False),
        ([ALARM, ALARM], [ALARM], False),
        ([ALARM], [ALARM, MONEY], False),
        ([], [ALARM], False),
        ([Wanted("convert_money", {"amount": "209", "source": " Euros", "target": "YEN"})], [MONEY], True),
        ([Wanted("convert_money", {"amount": "two hundred", "source": "euros", "target": "yen"})], [MONEY], True),
        ([Wanted("convert_money", {"amount": 211, "source": "euros", "target": "yen"})], [MONEY], False),
        ([Wanted("convert_money", {"amount": 200, "source": "yen", "target": "euros"})], [MONEY], False),
    ],
)
def test_planted_calls_are_judged_right(made: list[Wanted], wanted: list[Wanted], right: bool) -> None:
    assert is_right(made, wanted) is right


@pytest.mark.parametrize(
    ("made", "wanted", "same"),
    [
        ("forty-five", 45, True), ("two hundred and five", "205", False), ("two hundred twenty five", 225, True),
        ("Oat_Milk ", "oat milk", True), ("6", "6:00", True), ("06:30", "6:30", True), ("6:30am", "6:30 a.m.", True),
        ("6:30 pm", "6:30 am", False), ("The train is late.", "the train is late", True), (None, "x", False),
        (["a"], "b", False), ("", 5, False),
    ],
)  # fmt: skip
def test_numbers_and_texts_may_be_written_in_several_ways(made: Any, wanted: Any, same: bool) -> None:
    assert is_same(made, wanted) is same


def test_f1_counts_names() -> None:
    assert overlap([ALARM, ALARM], [ALARM, MONEY]) == (2, 4)
    assert overlap([], [ALARM]) == (0, 1)


def test_who_calls_the_right_tools_passes(items: list[Item]) -> None:
    right = found(items, [asking(i.example.calls) for i in items for _ in range(2)])
    names = ("pass_at_1", "pass_at_1_rollback", "pass_at_1_true_words", "tool_f1", "turn_take_rate", "delegated_rate")
    assert [right[name] for name in names] == [1] * len(names)
    assert right["filler_rate"] == 1
    assert right["failed_rate"] == 0
    first_s, call_s, done_s = (right[name] or 0 for name in ("first_response_s", "tool_call_s", "completion_s"))
    assert 0.1 <= first_s <= 0.6
    assert first_s - 0.1 < call_s < done_s


def test_ears_and_background_are_told_apart(items: list[Item]) -> None:
    some = [i for i in items if i.example.disfluency == CORRECTION][:4]
    deaf = found(some, [answer for i in some for answer in (asking([ALARM, ALARM]), asking(i.example.calls))])
    assert (deaf["pass_at_1"], deaf["pass_at_1_true_words"]) == (0, 1)


def test_what_is_never_handed_on_is_never_called(items: list[Item]) -> None:
    never = found(items[:4], [asking(i.example.calls) for i in items[:4]], hands_on=False)
    assert (never["pass_at_1"], never["tool_f1"], never["delegated_rate"]) == (0, 0, 0)
    assert never["pass_at_1_true_words"] == 1
    assert never["tool_call_s"] is None


def test_true_words_reach_the_background() -> None:
    assert "six thirty" in told("Set an alarm for five, no, six thirty.").messages()[-1]["content"]


def test_the_command_needs_a_checkpoint(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from microturn.cli.main import main

    result = CliRunner().invoke(main, ["bench", "tools", "--checkpoint", str(tmp_path)])
    assert result.exit_code == 2
    assert "expected" in result.output
