"""The benchmark of handing on, with players whose behaviour is known: the scorer must find what they do."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest

from microturn.bench import delegate
from microturn.bench.handing import Scene, make_scenes, play
from microturn.bench.judge import Judge
from microturn.bench.results import RESULTS
from microturn.bench.sources import Sources
from microturn.cli.bench_delegate import HELD_OUT
from microturn.core.messages import Audio, MicroTurn, Source
from microturn.core.units import MOUTH_TICK_SAMPLES, TICK_S
from microturn.data.pool import key_of
from tests.fakes import FakeClock

TONE = np.full(MOUTH_TICK_SAMPLES, 0.1, np.float32)
QUIET = np.zeros(MOUTH_TICK_SAMPLES, np.float32)


@dataclass
class Oracle:
    """Knows its scene. `hands_on`, `bridges`, `waits` (for the user to end), `drops`: what it does right."""

    scene: Scene
    hands_on: bool = True
    bridges: bool = True
    waits: bool = True
    drops: bool = True
    tick: int = 0
    told: str = ""
    queue: list[str] = field(default_factory=list[str])
    free_s: float = 0.0

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        assert source is Source.BACKGROUND
        self.told = text
        after = self.scene.after
        self.free_s = self.now_s + (after.end_s if after and self.waits else 0.0)

    @property
    def now_s(self) -> float:
        return self.tick * TICK_S

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        is_delegate = is_drop = False
        due = round((self.scene.end_s + 0.3) / TICK_S)
        if self.tick == due and self.hands_on:
            is_delegate = True
            self.queue += ["let", "me", "check"] if self.bridges else []
        if self.told and self.now_s >= self.free_s:
            self.queue += key_of(self.told).split()
            self.told = ""
        if self.scene.kind == "forgotten" and self.drops and self.tick == due + 15:
            is_drop = True
        word = self.queue.pop(0) if self.queue else ""
        turn = MicroTurn(
            self.tick, bool(word), TONE if word else QUIET, said=f" {word}" if word else "", is_delegate=is_delegate,
            is_drop=is_drop,
        )  # fmt: skip
        self.tick += 1
        return turn


@pytest.fixture(scope="module")
def scenes() -> list[Scene]:
    return make_scenes(Sources(HELD_OUT), 20, 3)


def found(scenes: list[Scene], make: Callable[[Scene], Oracle], judge: Judge | None = None) -> dict[str, float]:
    return delegate.flat(delegate.run(scenes, make, FakeClock(0.01), judge))


def test_scenes_are_of_all_kinds_and_the_same_for_the_same_seed(scenes: list[Scene]) -> None:
    again = make_scenes(Sources(HELD_OUT), 20, 3)
    assert [(s.kind, s.request.text, s.result, s.delay_s) for s in scenes] == [
        (s.kind, s.request.text, s.result, s.delay_s) for s in again
    ]
    assert {s.kind for s in scenes} == {"plain", "busy", "forgotten", "own"}


def test_who_does_everything_right_scores_full_marks(scenes: list[Scene]) -> None:
    handed = found(scenes, lambda s: Oracle(s, hands_on=s.kind != "own"))
    assert handed["delegated_when_needed"] == handed["not_delegated_otherwise"] == 1
    assert handed["bridge_within_1s"] == handed["result_at_pause_rate"] == handed["result_said_rate"] == 1
    assert handed["over_user_speech_rate"] == 0
    assert handed["dropped_rate"] == 1


def test_what_is_done_wrong_is_found(scenes: list[Scene]) -> None:
    never = found(scenes, lambda s: Oracle(s, hands_on=False))
    assert (never["delegated_when_needed"], never["not_delegated_otherwise"]) == (0, 1)
    always = found(scenes, Oracle)
    assert (always["delegated_when_needed"], always["not_delegated_otherwise"]) == (1, 0)
    assert found(scenes, lambda s: Oracle(s, bridges=False))["bridge_within_1s"] < 0.5
    assert found(scenes, lambda s: Oracle(s, drops=False))["dropped_rate"] == 0
    assert found(scenes, lambda s: Oracle(s, waits=False))["over_user_speech_rate"] > 0.5


def test_who_waits_too_long_misses_the_pause(scenes: list[Scene]) -> None:
    class Slow(Oracle):
        def tell(self, text: str, source: Source = Source.TYPED) -> None:
            super().tell(text, source)
            self.free_s += 2.5

    late = found(scenes, Slow)
    assert late["result_said_rate"] == 1
    assert late["result_at_pause_rate"] == 0


def test_the_result_comes_while_the_user_says_something_else(scenes: list[Scene]) -> None:
    for scene in (s for s in scenes if s.kind == "busy"):
        played = play(scene, Oracle(scene), FakeClock())
        assert played.after is not None
        assert played.arrived_s is not None
        assert played.after.start_s < played.arrived_s < played.after.end_s + TICK_S


def test_key_words_are_those_that_are_understood(scenes: list[Scene]) -> None:
    plain = [s for s in scenes if s.kind == "plain"]
    texts = iter([s.result for s in plain])
    assert found(plain, Oracle, Judge(lambda _: next(texts), lambda _: 3.0))["key_words_intelligible"] == 1
    assert found(plain, Oracle, Judge(lambda _: "", lambda _: 3.0))["key_words_intelligible"] == 0


def test_results_are_in_no_training_text() -> None:
    from microturn.data import texts

    rng = np.random.default_rng(0)
    said = {key_of(text) for text in texts.sentences(rng, 2000)} | {key_of(r) for _, r in texts.dialogues(rng, 2000)}
    assert not said & {key_of(text) for text in RESULTS}


def test_the_command_needs_a_checkpoint(tmp_path: Path) -> None:
    from click.testing import CliRunner

    from microturn.cli.main import main

    result = CliRunner().invoke(main, ["bench", "delegate", "--checkpoint", str(tmp_path)])
    assert result.exit_code == 2
    assert "expected" in result.output
