"""Taking back what nobody heard: the stream is where it would be had it listened and said nothing."""

from pathlib import Path

import numpy as np
import pytest
import torch

from microturn.core.clock import SystemClock
from microturn.core.vocab import Control
from microturn.engine.layout import layout
from microturn.engine.past import unsaid
from microturn.engine.runner import Runner, moment_of, nothing_before
from tests.engine.checkpoints import tiny_checkpoint
from tests.engine.test_runner import inputs

BACK, NOW = 12, 20


def runner_of(folder: Path, window: int) -> Runner:
    return Runner(tiny_checkpoint(folder, window, is_talkative=True), SystemClock())


def test_words_of_its_own_are_taken_out() -> None:
    tokens = [50, 51, Control.HEARD, 60, Control.SAY, 70, Control.DELEGATE]
    assert unsaid(tokens) == (Control.HEARD, 60, Control.DELEGATE)
    assert unsaid([Control.DELEGATE, 50]) == (Control.DELEGATE,)
    assert unsaid([50]) == ()
    assert unsaid([Control.LEFT, 50, Control.SAY, 60]) == (Control.LEFT, 50)


def test_as_if_it_had_been_quiet(tmp_path: Path) -> None:
    runner = runner_of(tmp_path, 4096)
    levels, text = inputs()
    back, quiet = runner.init_state(0), runner.init_state(0)
    results = [runner.tick(levels[t], text[t], back) for t in range(NOW)]
    assert any(result.is_voice for result in results[BACK:]), "expected speech to take back"
    runner.unhear(BACK, back)
    for t in range(BACK):
        runner.tick(levels[t], text[t], quiet)
    for t in range(BACK, NOW):
        with torch.inference_mode():
            moment = moment_of(levels[t], [*text[t], *unsaid(results[t].tokens)], None, quiet)
            runner.stream.forward(layout(moment), quiet.trunk)
        quiet.before, quiet.tick = nothing_before(), t + 1
    assert back.tick == quiet.tick
    assert back.trunk.count.equal(quiet.trunk.count)
    quiet.generator.set_state(back.generator.get_state())
    for t in range(NOW, NOW + 4):
        ours, theirs = (runner.tick(levels[t], text[t], state) for state in (back, quiet))
        assert ours.tokens == theirs.tokens
        assert ours.is_voice == theirs.is_voice
        assert back.before.plan_V8.equal(quiet.before.plan_V8)
    runner.unhear(NOW, back)  # what was lived through twice can be taken back again
    assert back.tick == NOW + 4


@pytest.mark.parametrize("tick", [-5, 0, 3, 100])
def test_any_tick_and_a_full_window(tmp_path: Path, tick: int) -> None:
    runner = runner_of(tmp_path, 40)
    levels, text = inputs()
    state = runner.init_state(0)
    for t in range(NOW):
        runner.tick(levels[t], text[t], state)
    runner.unhear(tick, state)
    result = runner.tick(levels[NOW], [], state)
    assert np.isfinite(result.audio).all()
    assert [moment.tick for moment in state.past.recent] == list(range(NOW + 1))
