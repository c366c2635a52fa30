"""Tiny checkpoints for tests: one whose decisions and words vary, one that speaks in every micro-turn."""

from dataclasses import replace
from pathlib import Path

import torch

from microturn.core.vocab import Control
from microturn.model.checkpoint import save_checkpoint
from microturn.model.config import tiny
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig


def tiny_checkpoint(folder: Path, window: int = 2048, is_talkative: bool = False) -> Path:
    torch.manual_seed(0)  # parts that `init_weights` leaves as they are built
    model = InteractionModel(replace(tiny(), window=window)).init_weights(seed=5 if is_talkative else 3)
    torch.nn.init.normal_(model.token.weight, std=0.5)
    if is_talkative:
        with torch.no_grad():  # where others are quiet it speaks, and the other way round
            model.token.weight[Control.VOICE] *= 4
            model.token.weight[Control.QUIET] = -model.token.weight[Control.VOICE]
    save_checkpoint(folder, model, Vocoder(VocoderConfig()), {})
    return folder


def speaking_checkpoint(folder: Path) -> Path:
    """Whatever it reads, its hidden state is the same, and <voice> lies closest to it."""
    model = InteractionModel(tiny())
    assert model.ear is not None
    with torch.no_grad():
        for table in (model.token, model.audio, model.own):
            for weight in table.parameters():
                weight.fill_(1.0)
        model.token.weight[Control.VOICE] = 3.0
        model.ear.feed.weight.zero_()
        for block in model.blocks:
            block.attention.out.weight.zero_()  # pyright: ignore
            block.experts.w_out.zero_()  # pyright: ignore
    save_checkpoint(folder, model, Vocoder(VocoderConfig()), {})
    return folder
