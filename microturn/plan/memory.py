"""What a session holds between micro-turns, in bytes: keys and values of the trunk, and what else it needs to go on.

The tensors are those of `model/state.py`, `model/vocoder.py` and `engine/past.py`; a test holds them against these.
"""

from microturn.core.units import (
    AUDIO_TOKENS,
    EAR_BINS,
    MOUTH_BINS,
    PATCH_FRAMES,
    SLOTS,
    SUB_FRAMES,
    TICKS_PER_S,
)
from microturn.model.config import ModelConfig
from microturn.plan.parameters import VOCODER

SPARE_SLOTS = 64 + 1  # model/state.py: the longest step, and the slot that takes padding
KEPT, ANCHOR, WINDOWS = 160, 8, 2  # engine/past.py, engine/runner.py
INT, FLOAT, DOUBLE = 8, 4, 8


def ring_slots(config: ModelConfig) -> int:
    """Positions that the pre-allocated ring of a session has room for."""
    return config.num_sinks + config.window + SPARE_SLOTS


def seen(config: ModelConfig, positions_a_tick: float, minutes: float | None) -> int:
    """Positions that a new one attends to, `minutes` into a session; None: as many as there may be."""
    most = config.num_sinks + config.window
    return most if minutes is None else min(most, round(minutes * 60 * TICKS_PER_S * positions_a_tick))


def position_bytes(config: ModelConfig, value_bytes: int) -> int:
    """Keys and values of one position in all layers."""
    return 2 * config.num_layers * config.num_kv_heads * config.head_width * value_bytes


def conv_bytes(config: ModelConfig, value_bytes: int) -> int:
    """Last inputs of the short convolutions, and room for the phones heard last."""
    return (config.num_layers + 1) * (config.conv_size - 1) * config.width * value_bytes


def trunk_bytes(config: ModelConfig, value_bytes: int, slots: int | None = None) -> int:
    """A row of `TrunkState`: keys, values, number and time of each slot, inputs of convolutions, and a counter."""
    slots = ring_slots(config) if slots is None else slots
    return slots * (position_bytes(config, value_bytes) + INT + DOUBLE) + conv_bytes(config, value_bytes) + INT


def vocoder_bytes() -> int:
    """A row of `VocoderState`."""
    past = VOCODER.kernel - 1
    floats = past * MOUTH_BINS + VOCODER.num_layers * past * VOCODER.width + 1 + VOCODER.tail
    return floats * FLOAT + DOUBLE + INT


def before_bytes() -> int:
    """The patch before: plan, mel frames, whether there was one."""
    return SLOTS * INT + PATCH_FRAMES * MOUTH_BINS * FLOAT + 1


def past_bytes(config: ModelConfig, value_bytes: int) -> int:
    """What was read, two windows back: of each micro-turn levels and plan, as if it had but its sound and one position
    more; of the last half minute the inputs of convolutions, a group of micro-turns at a time."""
    levels = AUDIO_TOKENS * SUB_FRAMES * EAR_BINS
    num = max(KEPT, WINDOWS * config.window // (AUDIO_TOKENS + 1))
    return num * (levels + SLOTS * INT) + KEPT // ANCHOR * conv_bytes(config, value_bytes)


def session_bytes(config: ModelConfig, value_bytes: int, slots: int | None = None) -> int:
    """All of one session; `slots`: of the ring, None: all."""
    rest = vocoder_bytes() + before_bytes() + past_bytes(config, value_bytes)
    return trunk_bytes(config, value_bytes, slots) + rest
