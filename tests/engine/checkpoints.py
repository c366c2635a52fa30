"""A tiny checkpoint whose decisions and words vary, for tests of the engine."""

from dataclasses import replace
from pathlib import Path

import torch

from microturn.model.checkpoint import save_checkpoint
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig


def tiny_checkpoint(folder: Path, window: int = 2048) -> Path:
    model = InteractionModel(replace(tiny(), window=window)).init_weights(seed=3)
    torch.nn.init.normal_(model.token.weight, std=0.5)
    save_checkpoint(folder, model, Vocoder(VocoderConfig()), {})
    return folder
