"""`Session`: bad input harms nothing, text queues, words come out by channel."""

from pathlib import Path

import numpy as np
import pytest
import torch

from microturn.core.errors import BadAudio, BadCheckpoint, SessionFull
from microturn.core.messages import Source
from microturn.engine.client import MAX_WAITING, Session
from microturn.model.checkpoint import CONFIG, WEIGHTS, save_checkpoint
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig
from tests.engine.checkpoints import tiny_checkpoint


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tiny_checkpoint(tmp_path_factory.mktemp("tiny"))


def test_bad_audio_is_refused_and_the_session_goes_on(folder: Path) -> None:
    noise = np.random.default_rng(0).normal(0, 0.1, (3, 3200)).astype(np.float32)
    with Session.open(folder) as plain, Session.open(folder) as troubled:
        for samples in noise:
            for bad in (np.full(3200, np.nan, np.float32), np.zeros(100, np.float32), np.zeros((3200, 2), np.float32)):
                with pytest.raises(BadAudio, match="expected"):
                    troubled.step(bad)
            ours, theirs = troubled.step(samples), plain.step(samples)
            assert (ours.tick, ours.said, ours.heard) == (theirs.tick, theirs.said, theirs.heard)
            assert np.array_equal(ours.audio, theirs.audio)


def test_same_seed_same_session(folder: Path) -> None:
    runs = []
    for _ in range(2):
        with Session.open(folder, seed=5, instructions="be brief") as session:
            runs.append([session.step(text="hello" if t == 1 else "") for t in range(4)])
    assert all(np.array_equal(a.audio, b.audio) for a, b in zip(*runs))


def test_long_text_queues_sixteen_tokens_a_micro_turn(folder: Path) -> None:
    with Session.open(folder) as session:
        session.tell("one two three four five six seven eight nine ten " * 4, Source.BACKGROUND)
        before = session.num_waiting
        assert before > 32
        session.step()
        assert before - session.num_waiting == 16
        for _ in range(before // 16):
            session.step()
        assert session.num_waiting == 0


def test_text_that_waits_is_bounded_and_the_session_goes_on(folder: Path) -> None:
    with Session.open(folder) as session:
        while session.num_waiting <= MAX_WAITING:
            session.tell("many words " * 1000)
        with pytest.raises(SessionFull, match="send less"):
            session.tell("more")
        assert session.step().tick == 0


@pytest.mark.parametrize("file", [WEIGHTS, CONFIG])
def test_damaged_checkpoints_say_what_is_wrong(folder: Path, tmp_path: Path, file: str) -> None:
    for name in (WEIGHTS, CONFIG):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    (tmp_path / file).write_bytes((folder / file).read_bytes()[:-40])
    with pytest.raises(BadCheckpoint, match="expected"):
        Session.open(tmp_path)
    (tmp_path / file).unlink()
    with pytest.raises(BadCheckpoint, match="expected"):
        Session.open(tmp_path)
    with pytest.raises(BadCheckpoint, match="expected"):
        Session.open(tmp_path / "nowhere")


def test_weights_that_are_not_finite_are_refused(tmp_path: Path) -> None:
    model = InteractionModel(tiny()).init_weights(seed=3)
    with torch.no_grad():
        model.norm.weight[0] = torch.nan
    save_checkpoint(tmp_path, model, Vocoder(VocoderConfig()), {})
    with pytest.raises(BadCheckpoint, match="finite"):
        Session.open(tmp_path)
