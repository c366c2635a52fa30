"""Counts of weights are those of the real networks, tensor by tensor."""

from collections import Counter

import pytest
import torch

from microturn.model.checkpoint import pack
from microturn.model.config import PRESETS, preset
from microturn.model.network import InteractionModel, count
from microturn.model.vocoder import FILTERS, NUM_FREQS, SUBS, TAIL, Vocoder, VocoderConfig
from microturn.plan import parameters
from microturn.plan.parameters import VOCODER

DEVICES = {"tiny": "cpu", "nano": "cpu", "micro": "meta", "small": "meta"}
OWNERS = {  # first name of a parameter -> part; of blocks the second counts
    "token": "embeddings", "audio": "embeddings", "own": "embeddings", "norm": "heads", "ear": "heads",
    "recall": "heads",
    "eye": "eye", "gaze": "eye", "mouth": "mouth", "flow": "flow", "norm_1": "attention", "conv": "attention",
    "attention": "attention", "norm_2": "experts", "experts": "experts",
}  # fmt: skip


def network(name: str) -> tuple[InteractionModel, Vocoder]:
    with torch.device(DEVICES[name]):
        model = InteractionModel(preset(name))
    return model, Vocoder(VocoderConfig())


@pytest.mark.parametrize("name", PRESETS)
def test_every_tensor_is_there(name: str) -> None:
    config, (model, vocoder) = preset(name), network(name)
    real = Counter(tuple(p.shape) for p in (*model.parameters(), *vocoder.parameters()))
    planned = Counter[tuple[int, ...]]()
    for weight in parameters.weights(config):
        planned[weight.shape] += weight.copies
    assert planned == real
    assert (parameters.total(config), parameters.active(config)) == count(model)


@pytest.mark.parametrize("name", PRESETS)
def test_parts_are_those_of_the_network(name: str) -> None:
    model, vocoder = network(name)
    real = Counter[str](vocoder=sum(p.numel() for p in vocoder.parameters()))
    for path, parameter in model.named_parameters():
        first, *rest = path.split(".")
        real[OWNERS[rest[1] if first == "blocks" else first]] += parameter.numel()
    assert parameters.counts(preset(name)) == real


@pytest.mark.parametrize("name", ["tiny", "nano"])
def test_bytes_are_those_of_a_checkpoint(name: str) -> None:
    model, vocoder = network(name)
    tensors = dict(model.named_parameters()) | {f"vocoder.{n}": p for n, p in vocoder.named_parameters()}
    packed = sum(t.nbytes for t in pack(dict(tensors)).values())
    assert parameters.num_bytes(preset(name), "int8") == packed
    assert parameters.num_bytes(preset(name), "bf16") == sum(2 * t.numel() for t in tensors.values())


def test_sizes_of_the_vocoder_are_its_own() -> None:
    config = VocoderConfig()
    assert (VOCODER.width, VOCODER.num_layers) == (config.width, config.num_layers)
    assert (VOCODER.kernel, VOCODER.expand) == (config.kernel, config.expand)
    assert VOCODER.outputs == SUBS * FILTERS * NUM_FREQS
    assert (VOCODER.num_freqs, VOCODER.subs, VOCODER.tail) == (NUM_FREQS, SUBS, TAIL)
