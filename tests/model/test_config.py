"""Sizes of the presets, counted on the meta device."""

import pytest
import torch

from microturn.core.errors import BadConfig
from microturn.model.config import PRESETS, ModelConfig, preset
from microturn.model.network import InteractionModel, count

TARGETS = {  # preset: (all, active), and how far off is fine
    "tiny": (0.85e6, 0.85e6, 0.2),
    "nano": (27e6, 17e6, 0.1),
    "micro": (440e6, 128e6, 0.1),
    "small": (276e9, 12e9, 0.02),
}


@pytest.mark.parametrize("name", PRESETS)
def test_preset_sizes(name: str) -> None:
    with torch.device("meta"):
        model = InteractionModel(preset(name))
    total, active = count(model)
    want_total, want_active, tolerance = TARGETS[name]
    assert total == pytest.approx(want_total, rel=tolerance)
    assert active == pytest.approx(want_active, rel=tolerance)


def test_unknown_preset_says_what_there_is() -> None:
    with pytest.raises(BadConfig, match="nano"):
        preset("huge")


@pytest.mark.parametrize("change", [{"num_kv_heads": 4}, {"top_k": 9}, {"head_width": 30}])
def test_sizes_must_fit(change: dict[str, int]) -> None:
    good = {"preset": "x", "num_layers": 1, "width": 64, "num_heads": 6, "num_kv_heads": 2, "num_experts": 8}
    good |= {"top_k": 2, "expert_width": 32, "ear_layer": 1, "mouth_width": 32}
    with pytest.raises(BadConfig):
        ModelConfig(**good | change)  # pyright: ignore[reportArgumentType]
