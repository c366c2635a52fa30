"""The runner lays micro-turns out as training does, and a stream does not depend on what ran before it."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch

from microturn.core.clock import SystemClock
from microturn.core.errors import BadCheckpoint
from microturn.core.units import MAX_TEXT_IN, MAX_TEXT_OUT, MOUTH_BINS, MOUTH_TICK_SAMPLES, NUM_MARKS, PATCH_FRAMES
from microturn.core.vocab import NUM_SPECIALS, Control
from microturn.data.ticks import UNKNOWN, Ticks
from microturn.engine.runner import Runner, Sampling, TickResult
from microturn.model.checkpoint import save_checkpoint
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig
from microturn.train.batch import collate
from microturn.train.row import Row
from tests.engine.checkpoints import speaking_checkpoint, tiny_checkpoint

NUM_TICKS, SHOWN_TICK, NUM_SHOWN = 24, 9, 8
TOLERANCE = 0.02  # of samples: sums in another order, which shift the phase of the harmonics (up to .005 of .4)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A tiny checkpoint whose decisions and words vary."""
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"), 4096)


def inputs(seed: int = 0) -> tuple[np.ndarray, list[list[int]]]:
    rng = np.random.default_rng(seed)
    levels = rng.integers(0, 16, (NUM_TICKS, 4, 4, 80)).astype(np.uint8)
    text = [rng.integers(NUM_SPECIALS, 2048, 3).tolist() if t % 7 == 2 else [] for t in range(NUM_TICKS)]
    return levels, text


def film() -> np.ndarray:
    """Shown from tick SHOWN_TICK on."""
    return np.random.default_rng(5).integers(0, 256, (NUM_SHOWN, 120, 160, 3)).astype(np.uint8)


def run(runner: Runner, seed: int = 0, shown: np.ndarray | None = None) -> tuple[list[TickResult], list[np.ndarray]]:
    """-> results, and the plan drawn in each tick."""
    levels, text = inputs(seed)
    state, results, plans = runner.init_state(0), [], []
    for tick, (level, tokens) in enumerate(zip(levels, text)):
        at = tick - SHOWN_TICK
        view = (shown[at], shown[max(0, at - 1)]) if shown is not None and 0 <= at < len(shown) else None
        results.append(runner.tick(level, tokens, state, view))
        plans.append(state.before.plan_V8[0].numpy())
    return results, plans


def ticks(results: list[TickResult], plans: list[np.ndarray], seed: int = 0) -> Ticks:
    """What the runner did, as training data."""
    levels, text = inputs(seed)

    def table(rows: list[list[int]], width: int) -> np.ndarray:
        return np.array([row + [-1] * (width - len(row)) for row in rows], np.int16)

    return Ticks(
        levels=levels,
        ear=np.full((NUM_TICKS, 8), UNKNOWN, np.int8),
        text_in=table(text, MAX_TEXT_IN),
        text_out=table([r.tokens for r in results], MAX_TEXT_OUT),
        voice=np.array([r.is_voice for r in results]),
        plan=np.stack(plans).astype(np.int8),
        patch=np.full((NUM_TICKS, PATCH_FRAMES, MOUTH_BINS), np.nan, np.float16),
        weight=np.ones(NUM_TICKS, np.float32),
    )


def test_what_the_runner_emits_is_what_training_scores_highest(folder: Path) -> None:
    """The layouts agree: a training pass over what the runner did predicts exactly that, token by token."""
    runner = Runner(folder, SystemClock(), Sampling(mouth_temperature=0.0), is_packed=False)
    results, plans = run(runner, shown=film())
    unknown = np.full((NUM_SHOWN, NUM_MARKS), UNKNOWN, np.int8)
    scene = replace(ticks(results, plans), film=film(), marks=unknown, film_tick=SHOWN_TICK)
    assert 0 < scene.voice.sum() < NUM_TICKS, "expected both decisions"
    assert (scene.text_out >= 0).any(), "expected words"
    row = Row(NUM_TICKS * 40)
    assert all(row.add(scene, t) for t in range(NUM_TICKS))
    batch = collate([row])
    with torch.no_grad():
        hidden = runner.model(batch.positions)[0]
        at = (batch.target_BN[0] >= 0).nonzero()[:, 0]
        logits = runner.model.text_logits(hidden[0, at]) + torch.from_numpy(runner.allowed_V)
        plan = runner.model.mouth(hidden[0, batch.voice_V], batch.plan_V8).argmax(-1)
    target = batch.target_BN[0, at]
    best = logits.gather(1, target[:, None])[:, 0]
    is_full = torch.from_numpy((scene.text_out >= 0).all(1))  # the sixth token leaves only the decision
    forced = {int(Control.VOICE), int(Control.QUIET)} if is_full.any() else set()
    right = (best >= logits.amax(1) - 1e-4) | torch.tensor([int(t) in forced for t in target])
    assert right.all()
    assert torch.equal(plan, batch.plan_V8)


def test_streams_do_not_touch_each_other(folder: Path) -> None:
    runner = Runner(folder, SystemClock(), is_packed=False)
    alone = run(runner)[0]
    run(runner, seed=1)
    again = run(runner)[0]
    assert [r.tokens for r in alone] == [r.tokens for r in again]
    assert all(np.array_equal(a.audio, b.audio) for a, b in zip(alone, again))


@pytest.mark.parametrize("is_packed", [True, False])
def test_together_they_do_what_each_does_alone(folder: Path, is_packed: bool) -> None:
    """Streams of different age, with and without text: the same tokens, and sound as close as sums in another order."""
    runner, num = Runner(folder, SystemClock(), is_packed=is_packed), 5
    alone = [run(runner, seed)[0] for seed in range(num)]
    given, states = [inputs(seed) for seed in range(num)], [runner.init_state(0) for _ in range(num)]
    begun = [0] * num
    for now in range(NUM_TICKS + num - 1):
        on = [i for i in range(num) if i <= now and begun[i] < NUM_TICKS]  # each begins one micro-turn later
        calls = [(given[i][0][begun[i]], given[i][1][begun[i]], None, states[i]) for i in on]
        for i, result in zip(on, runner.ticks(calls)):
            assert result.tokens == alone[i][begun[i]].tokens
            assert result.is_voice == alone[i][begun[i]].is_voice
            assert np.abs(result.audio - alone[i][begun[i]].audio).max() < TOLERANCE
            begun[i] += 1
    assert begun == [NUM_TICKS] * num


def test_what_is_seen_matters_from_its_micro_turn_on(folder: Path) -> None:
    runner = Runner(folder, SystemClock(), Sampling(mouth_temperature=0.0))
    blind, seeing = run(runner)[0], run(runner, shown=film())[0]
    assert [r.tokens for r in blind[:SHOWN_TICK]] == [r.tokens for r in seeing[:SHOWN_TICK]]
    assert [r.tokens for r in blind[SHOWN_TICK:]] != [r.tokens for r in seeing[SHOWN_TICK:]]


def test_sound_is_one_micro_turn(folder: Path) -> None:
    for result in run(Runner(folder, SystemClock()))[0]:
        assert result.audio.shape == (MOUTH_TICK_SAMPLES,)
        assert result.audio.dtype == np.float32
        assert np.isfinite(result.audio).all()
        assert set(result.compute_ms) == {"prefill", "decode", "speech", "vocoder"}


def test_only_what_the_model_may_say_comes_out(folder: Path) -> None:
    for result in run(Runner(folder, SystemClock()))[0]:
        assert len(result.tokens) <= MAX_TEXT_OUT
        assert not set(result.tokens) & {Control.PAD, Control.VOICE, Control.QUIET, Control.TYPED, Control.END}


def test_a_checkpoint_that_is_sure_speaks_in_every_micro_turn(tmp_path: Path) -> None:
    results = run(Runner(speaking_checkpoint(tmp_path), SystemClock()), shown=None)[0]
    assert all(result.is_voice and not result.tokens for result in results)


def test_a_checkpoint_may_say_how_its_tokens_are_drawn(tmp_path: Path) -> None:
    model = InteractionModel(tiny()).init_weights(seed=3)
    save_checkpoint(tmp_path, model, Vocoder(VocoderConfig()), {}, {"mouth_temperature": 0.7})
    assert Runner(tmp_path, SystemClock()).sampling == Sampling(mouth_temperature=0.7)
    save_checkpoint(tmp_path, model, Vocoder(VocoderConfig()), {}, {"loudness": 1.0})
    with pytest.raises(BadCheckpoint, match="loudness"):
        Runner(tmp_path, SystemClock())
