"""Weights read by slices are the slices of the weights read whole."""

from pathlib import Path

import pytest
import torch
from torch import Tensor

from microturn.core.errors import BadCheckpoint
from microturn.model.checkpoint import load_weights, save_checkpoint
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.model.slices import At, open_slices
from microturn.model.vocoder import Vocoder, VocoderConfig

CUTS: list[At] = [(), (slice(1, 3),), (slice(2, 2),)]


def check(folder: Path) -> None:
    slices, weights = open_slices(folder), load_weights(folder)
    for name, tensor in weights.items():
        assert slices.shape(name) == tensor.shape
        for at in CUTS:
            assert torch.equal(slices.read(name, at), tensor[at].float()), (name, at)
    deep: At = (slice(4, 5), slice(7, 20))
    assert torch.equal(slices.read("blocks.0.experts.w_in", deep), weights["blocks.0.experts.w_in"][deep])
    assert "vocoder" not in slices and "norm.weight" in slices


def test_of_a_checkpoint_and_of_a_run(tmp_path: Path) -> None:
    model = InteractionModel(tiny()).init_weights(seed=1)
    save_checkpoint(tmp_path / "checkpoint", model, Vocoder(VocoderConfig()), {})
    check(tmp_path / "checkpoint")
    (tmp_path / "run").mkdir()
    torch.save({"model": model.state_dict()}, tmp_path / "run" / "last.pt")
    check(tmp_path / "run")


def broken(weights: dict[str, Tensor]) -> dict[str, Tensor]:
    return weights | {"norm.weight": torch.full_like(weights["norm.weight"], torch.nan)}


def test_what_is_wrong_is_said(tmp_path: Path) -> None:
    with pytest.raises(BadCheckpoint, match="found neither"):
        open_slices(tmp_path)
    run = tmp_path / "last.pt"
    torch.save({"model": broken(InteractionModel(tiny()).state_dict())}, run)
    slices = open_slices(tmp_path)
    assert slices.read("ear.norm.weight").isfinite().all()
    with pytest.raises(BadCheckpoint, match=r"norm\.weight"):
        slices.read("norm.weight")
    run.write_bytes(run.read_bytes()[:-5000])
    with pytest.raises(BadCheckpoint, match="get it again"):
        open_slices(tmp_path)
