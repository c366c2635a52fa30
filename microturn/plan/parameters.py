"""The weights of a preset, shape by shape, without building it: how many there are, and their bytes in two formats.

The shapes are those of `model/`; a test holds them against the real networks. Legend: C channels, H heads, K key-value
heads, D head width, E experts, W widths of the small heads.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import prod

from microturn.core.units import (
    EAR_BINS,
    EAR_LEVELS,
    MARK_VALUES,
    MOUTH_BINS,
    PATCH_FRAMES,
    SLOTS,
    SOUND_LAG_SLOTS,
    SUB_FRAMES,
    VIEW_HEIGHT,
    VIEW_PATCH,
    VIEW_TOKENS,
    VIEW_WIDTH,
)
from microturn.core.vocab import NUM_PHONES
from microturn.model.config import ModelConfig

PARTS = ("embeddings", "attention", "experts", "heads", "flow", "mouth", "eye", "vocoder")
FORMATS = ("bf16", "int8")
LEAST_ROW = 16  # shorter rows stay in 16 bits (model/checkpoint.py)
EAR_SLOTS = 4  # model/ear.py
EYE_INPUTS, EYE_STAGES, NUM_NEAR = 6, (4, 2, 5), 2  # model/eye.py
EYE_CELLS = VIEW_WIDTH // 8 * (VIEW_HEIGHT // 8)
VIEW_COLUMNS = VIEW_WIDTH // VIEW_PATCH
FLOW_KERNEL, FLOW_WAVES = 7, 64  # model/flow.py
FLOW_FRAMES = 2 * PATCH_FRAMES + SOUND_LAG_SLOTS * PATCH_FRAMES // SLOTS


@dataclass(frozen=True)
class VocoderSizes:
    """Those of `VocoderConfig` and of the short-time spectra in `model/vocoder.py`."""

    width: int = 192
    num_layers: int = 6
    kernel: int = 7
    expand: int = 3
    outputs: int = 3 * 3 * 201  # sub-frames, filters, frequencies
    num_freqs: int = 201
    subs: int = 3
    tail: int = 300  # samples of the overlap that a stream keeps


VOCODER = VocoderSizes()


@dataclass(frozen=True)
class Weight:
    """A parameter tensor of a part, and how many layers have one like it."""

    part: str
    shape: tuple[int, ...]
    copies: int = 1

    @property
    def num(self) -> int:
        """Parameters."""
        return self.copies * prod(self.shape)

    def num_bytes(self, form: str) -> int:
        """bf16: two each. int8: one each and a scale of two bytes a row, as checkpoints hold them."""
        if form == "bf16" or len(self.shape) < 2 or self.shape[-1] < LEAST_ROW:
            return 2 * self.num
        return self.num + 2 * self.num // self.shape[-1]


@lru_cache
def weights(config: ModelConfig) -> tuple[Weight, ...]:
    """All tensors of the network and of its vocoder."""
    return (*_trunk(config), *_heads(config), *_mouth(config), *_flow(config), *_eye(config), *_vocoder(VOCODER))


@lru_cache
def counts(config: ModelConfig) -> dict[str, int]:
    """Parameters of each part; the text head shares the embeddings of tokens."""
    return {part: sum(weight.num for weight in weights(config) if weight.part == part) for part in PARTS}


@lru_cache
def total(config: ModelConfig) -> int:
    """Parameters of the network, without the vocoder."""
    return sum(weight.num for weight in weights(config) if weight.part != "vocoder")


def active(config: ModelConfig) -> int:
    """Parameters that one position uses: all but the experts that were not chosen (as `model.network.count`)."""
    return total(config) - routed(config) * (config.num_experts - config.top_k) // config.num_experts


def expert(config: ModelConfig) -> int:
    """Parameters of one expert of one layer."""
    return 3 * config.width * config.expert_width


def routed(config: ModelConfig) -> int:
    """Parameters of all experts that are chosen or not, in all layers."""
    return config.num_layers * config.num_experts * expert(config)


@lru_cache
def num_bytes(config: ModelConfig, form: str) -> int:
    """Bytes of all weights, vocoder included."""
    return sum(weight.num_bytes(form) for weight in weights(config))


@lru_cache
def bytes_each(config: ModelConfig, form: str) -> float:
    """Mean bytes of a parameter."""
    return num_bytes(config, form) / sum(weight.num for weight in weights(config))


def _trunk(config: ModelConfig) -> Iterator[Weight]:
    width, layers, head = config.width, config.num_layers, config.head_width
    for shape in ((config.vocab_size, width), *_bag(SUB_FRAMES * EAR_BINS * EAR_LEVELS, width)):
        yield Weight("embeddings", shape)
    for shape in _bag(SLOTS * NUM_PHONES, width):
        yield Weight("embeddings", shape)
    qkv = (config.num_heads + 2 * config.num_kv_heads) * head
    attention = ((width,), (width, 1, config.conv_size), (qkv, width), (width, config.num_heads * head))
    for shape in (*attention, (head,), (head,)):
        yield Weight("attention", shape, layers)
    num, inner = config.num_experts, config.expert_width  # one more expert is shared
    for shape in ((width,), (num, width), (num + 1, 2 * inner, width), (num + 1, width, inner)):
        yield Weight("experts", shape, layers)


def _bag(num_rows: int, width: int) -> Iterator[tuple[int, ...]]:
    yield from ((num_rows, width), (width,))


def _heads(config: ModelConfig) -> Iterator[Weight]:
    yield Weight("heads", (config.width,))  # the last norm
    for shape in _reader(config.width, EAR_SLOTS * NUM_PHONES) if config.ear_layer else ():
        yield Weight("heads", shape)
    if config.ear_layer and config.num_recalled:
        yield Weight("heads", (config.num_recalled * (NUM_PHONES + 1), config.width))
        yield Weight("heads", (config.width,))


def _mouth(config: ModelConfig) -> Iterator[Weight]:
    width = config.mouth_width
    plain = ((width, config.width), (NUM_PHONES + 1, width), (SLOTS, width))
    cell = ((3 * width, width), (3 * width, width), (3 * width,), (3 * width,))
    for shape in (*_linear(config.width, width), *plain, *cell, *_linear(width, NUM_PHONES)):
        yield Weight("mouth", shape)


def _flow(config: ModelConfig) -> Iterator[Weight]:
    width = config.flow.width
    inputs = (*_linear(MOUTH_BINS, width), *_linear(MOUTH_BINS, width), (NUM_PHONES + 1, width), (FLOW_FRAMES, width))
    clock = (*_linear(FLOW_WAVES, width), *_linear(width, width))
    for shape in (*inputs, *_linear(config.width, width), *clock, (width,), (width,), *_linear(width, MOUTH_BINS)):
        yield Weight("flow", shape)
    grown = (*_linear(width, 3 * width), *_linear(width, 3 * width), *_linear(3 * width, width))
    for shape in ((width, 1, FLOW_KERNEL), (width,), *grown):
        yield Weight("flow", shape, config.flow.num_layers)


def _eye(config: ModelConfig) -> Iterator[Weight]:
    if not config.eye_width:
        return
    sizes = eye_sizes(config)
    for side, before, after in zip(EYE_STAGES, sizes, sizes[1:]):
        for shape in (*_linear(before * side * side, after), (after,)):
            yield Weight("eye", shape)
    for shape in (*_linear(sizes[-1] * VIEW_COLUMNS, config.width), (VIEW_TOKENS, config.width)):
        yield Weight("eye", shape)
    for number, shape in _search(sizes[2], config.width, config.eye_queries) if config.eye_queries else ():
        yield Weight("eye", shape, number)
    for shape in _gaze(config.width, config.num_marks * MARK_VALUES) if config.num_marks else ():
        yield Weight("eye", shape)


def _search(inner: int, width: int, queries: int) -> Iterator[tuple[int, tuple[int, ...]]]:
    """How many there are of each shape."""
    yield from ((NUM_NEAR, shape) for shape in ((inner,), *_linear(inner, inner), (inner, inner)))
    for shape in ((inner,), (EYE_CELLS, inner), (VIEW_TOKENS * queries, inner), (width, queries * inner)):
        yield 1, shape


def _gaze(width: int, num_values: int) -> Iterator[tuple[int, ...]]:
    lift, read = _linear(VIEW_TOKENS * width, 2 * width), _linear(2 * width, num_values)
    yield from ((VIEW_TOKENS * width,), *lift, *read, (width, num_values))


def eye_sizes(config: ModelConfig) -> tuple[int, ...]:
    """Channels before the first stage of the eye and behind each."""
    return EYE_INPUTS, config.eye_width, 2 * config.eye_width, config.width // VIEW_COLUMNS


def _vocoder(sizes: VocoderSizes) -> Iterator[Weight]:
    width, inner = sizes.width, sizes.expand * sizes.width
    ends = ((width, MOUTH_BINS, sizes.kernel), (width,), (width,), (width,), (width,), (width,))
    outputs = (*_linear(width, sizes.subs), *_linear(width, sizes.outputs), *_linear(MOUTH_BINS, sizes.num_freqs))
    for shape in (*ends, *outputs):
        yield Weight("vocoder", shape)
    norms = ((width,), (width,), (width,), (width,))  # of the convolution the bias, of the norm both, the scale
    for shape in ((width, 1, sizes.kernel), *norms, *_linear(width, inner), *_linear(inner, width)):
        yield Weight("vocoder", shape, sizes.num_layers)


def _reader(width: int, out: int) -> Iterator[tuple[int, ...]]:
    yield from ((width,), *_linear(width, out), (width, out))


def _linear(inputs: int, outputs: int) -> Iterator[tuple[int, ...]]:
    yield from ((outputs, inputs), (outputs,))
