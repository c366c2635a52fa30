"""Bytes of a session are those of real states."""

from dataclasses import fields

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from microturn.engine.past import ANCHOR, KEPT
from microturn.engine.runner import WINDOWS, nothing_before
from microturn.model.config import PRESETS, preset
from microturn.model.state import MAX_CHUNK, TrunkState
from microturn.model.vocoder import Vocoder, VocoderConfig
from microturn.plan import memory


def held(state: object) -> int:
    """Bytes of all tensors of a dataclass."""
    values = [getattr(state, field.name) for field in fields(state)]  # pyright: ignore[reportArgumentType]
    return sum(value.nbytes for value in values if isinstance(value, Tensor))


@pytest.mark.parametrize("name", ["tiny", "nano"])
@pytest.mark.parametrize("dtype", [torch.float32, torch.bfloat16])
def test_a_row_of_the_trunk(name: str, dtype: torch.dtype) -> None:
    config = preset(name)
    state = TrunkState.empty(config, 1, torch.zeros(0, dtype=dtype))
    slots, each = memory.ring_slots(config), memory.position_bytes(config, dtype.itemsize)
    assert state.keys.nbytes + state.values.nbytes == slots * each
    assert memory.trunk_bytes(config, dtype.itemsize) == held(state)
    assert memory.conv_bytes(config, dtype.itemsize) == state.conv.nbytes


@pytest.mark.parametrize("name", ["micro", "small"])
def test_a_row_of_the_large_ones(name: str) -> None:
    config = preset(name)
    state = TrunkState.empty(config, 1, torch.zeros(0, dtype=torch.bfloat16, device="meta"))
    assert memory.trunk_bytes(config, 2) == held(state)


def test_the_rest_of_a_session() -> None:
    assert memory.vocoder_bytes() == held(Vocoder(VocoderConfig()).init_state(1))
    assert memory.before_bytes() == held(nothing_before())
    assert memory.SPARE_SLOTS == MAX_CHUNK + 1
    assert (memory.KEPT, memory.ANCHOR, memory.WINDOWS) == (KEPT, ANCHOR, WINDOWS)


@given(st.sampled_from(list(PRESETS)), st.floats(0.01, 1000), st.floats(1, 3))
def test_longer_sessions_hold_more_up_to_the_window(name: str, minutes: float, factor: float) -> None:
    config = preset(name)
    short, long = (memory.seen(config, 5.4, time) for time in (minutes, factor * minutes))
    assert 0 <= short <= long <= memory.seen(config, 5.4, None) == config.window + config.num_sinks
    assert memory.session_bytes(config, 2, short) <= memory.session_bytes(config, 2, long)
    assert memory.session_bytes(config, 2, long) < memory.session_bytes(config, 2)
