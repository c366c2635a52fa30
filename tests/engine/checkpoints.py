"""Tiny checkpoints for tests of the engine: one whose decisions and words vary, one that nearly always speaks."""

from dataclasses import replace
from pathlib import Path

import torch

from microturn.core.vocab import Control
from microturn.model.checkpoint import save_checkpoint
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig


def tiny_checkpoint(folder: Path, window: int = 2048, is_talkative: bool = False) -> Path:
    model = InteractionModel(replace(tiny(), window=window)).init_weights(seed=5 if is_talkative else 3)
    torch.nn.init.normal_(model.token.weight, std=0.5)
    if is_talkative:
        with torch.no_grad():  # where others are quiet it speaks, and the other way round
            model.token.weight[Control.VOICE] *= 4
            model.token.weight[Control.QUIET] = -model.token.weight[Control.VOICE]
    save_checkpoint(folder, model, Vocoder(VocoderConfig()), {})
    return folder
