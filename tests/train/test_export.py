from pathlib import Path

import pytest
import torch
from click.testing import CliRunner

from microturn.core.errors import BadConfig
from microturn.model.checkpoint import load_checkpoint, save_checkpoint
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig
from microturn.train.export import main, mean, share_of


def test_the_mean_is_weighed_and_keeps_what_one_alone_has() -> None:
    one, two = {"a": torch.tensor([1.0]), "eye": torch.tensor([5.0])}, {"a": torch.tensor([4.0])}
    made = mean([(one, 2.0), (two, 1.0)])
    assert made["a"].item() == pytest.approx(2.0)
    assert made["eye"].item() == 5.0


def test_shares_are_read() -> None:
    assert share_of("runs/one") == (Path("runs/one"), 1.0)
    assert share_of("runs/one=0.3") == (Path("runs/one"), 0.3)
    with pytest.raises(BadConfig, match="half"):
        share_of("runs/one=half")


def test_two_checkpoints_become_one(tmp_path: Path) -> None:
    for seed in (1, 2):
        model = InteractionModel(tiny()).init_weights(seed=seed)
        save_checkpoint(tmp_path / str(seed), model, Vocoder(VocoderConfig()), {})
    given = [f"--network={tmp_path / '1'}", f"--network={tmp_path / '2'}", f"--vocoder={tmp_path / '1'}"]
    result = CliRunner().invoke(main, [*given, f"--out={tmp_path / 'out'}", "--preset=tiny", "--note=recipe=both"])
    assert result.exit_code == 0, result.output
    parts = [load_checkpoint(tmp_path / name)[0].norm.weight for name in ("1", "2", "out")]
    assert torch.allclose(parts[2], (parts[0] + parts[1]) / 2, atol=1e-3)
