"""Products are counted as torch counts those of the real network; expectations are those of dice."""

import numpy as np
import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch.utils.flop_counter import FlopCounterMode

from microturn.core.units import MAX_TEXT_OUT, MOUTH_BINS, PATCH_FRAMES, SLOTS, VIEW_HEIGHT, VIEW_WIDTH
from microturn.model.config import PRESETS, ModelConfig, nano, preset, tiny
from microturn.model.flow import Before, Request
from microturn.model.network import InteractionModel
from microturn.model.positions import Kind
from microturn.model.vocoder import Vocoder, VocoderConfig
from microturn.plan import memory, work
from microturn.plan.work import Costs, Traffic
from tests.model.streams import cut, stream

PATCHES = 3
TRAFFIC = Traffic()
SESSIONS = st.integers(1, 5000)


def build(config: ModelConfig) -> InteractionModel:
    return InteractionModel(config).init_weights(seed=1).eval()


def trunk(config: ModelConfig, tokens: int, attended: int, audio: int) -> float:
    return tokens * (work.dense_flops(config, attended) + work.expert_flops(config)) + audio * work.ear_flops(config)


def costs(config: ModelConfig) -> Costs:
    return Costs(config, TRAFFIC, memory.seen(config, TRAFFIC.positions, None), 2.0, 2)


@pytest.mark.parametrize("config", [tiny(), nano()], ids=lambda config: config.preset)
def test_training_forward(config: ModelConfig) -> None:
    """Exactly, within one block of attention (its products stop at the block's end)."""
    model, positions, num = build(config), stream(60), 60
    with FlopCounterMode(display=False) as counter:
        model(positions)
    audio = int((positions.kind_BN == Kind.AUDIO).sum())
    assert counter.get_total_flops() == trunk(config, num, num, audio)


@torch.no_grad()
def test_streaming_forward() -> None:
    """Steps of more than eight positions, which experts read as groups; each looks at all slots in use."""
    config, model = tiny(), build(tiny())
    state, used = model.init_state(1), 0
    for piece in cut(stream(45), (20, 12, 13)):
        num = piece.kind_BN.shape[1]
        used += num
        with FlopCounterMode(display=False) as counter:
            model(piece, state)
        audio = int((piece.kind_BN == Kind.AUDIO).sum())
        assert counter.get_total_flops() == trunk(config, num, used, audio)


@torch.no_grad()
def test_logits_and_eye() -> None:
    config, model = tiny(), build(tiny())
    with FlopCounterMode(display=False) as counter:
        model.text_logits(torch.zeros(PATCHES, config.width))
    assert counter.get_total_flops() == PATCHES * work.logit_flops(config)
    assert model.eye is not None
    with FlopCounterMode(display=False) as counter:
        model.eye(torch.zeros(PATCHES, 2, VIEW_HEIGHT, VIEW_WIDTH, 3, dtype=torch.uint8))
    assert counter.get_total_flops() == PATCHES * work.eye_flops(config)


@pytest.mark.parametrize("config", [tiny(), nano()], ids=lambda config: config.preset)
@torch.no_grad()
def test_speech(config: ModelConfig) -> None:
    model, hidden = build(config), torch.zeros(PATCHES, config.width)
    with FlopCounterMode(display=False) as counter:
        plan = model.mouth.draw(hidden, 0.0)
    assert counter.get_total_flops() == PATCHES * work.mouth_flops(config)
    mel = torch.zeros(PATCHES, PATCH_FRAMES, MOUTH_BINS)
    before = Before(torch.zeros(PATCHES, SLOTS, dtype=torch.int64), mel, torch.ones(PATCHES, dtype=torch.bool))
    with FlopCounterMode(display=False) as counter:
        model.flow.velocity(mel, torch.zeros(PATCHES), Request(plan, hidden, before))
    assert counter.get_total_flops() == PATCHES * work.flow_flops(config)


@torch.no_grad()
def test_sound() -> None:
    vocoder = Vocoder(VocoderConfig())
    with FlopCounterMode(display=False) as counter:
        vocoder.step(torch.zeros(PATCHES, PATCH_FRAMES, MOUTH_BINS), vocoder.init_state(PATCHES))
    assert counter.get_total_flops() == PATCHES * work.vocoder_flops()


@pytest.mark.parametrize(("num_experts", "top_k", "tokens"), [(8, 2, 1), (8, 2, 5), (256, 8, 30)])
def test_distinct_experts_are_those_of_dice(num_experts: int, top_k: int, tokens: int) -> None:
    rng = np.random.default_rng(0)
    drawn = [
        len({int(e) for _ in range(tokens) for e in rng.choice(num_experts, top_k, replace=False)}) for _ in range(500)
    ]
    assert np.mean(drawn) == pytest.approx(work.distinct(num_experts, top_k, tokens), rel=0.02)


@given(st.integers(1, 256), st.integers(1, 256), st.floats(0, 1e5), st.floats(0, 1e5))
def test_distinct_experts_grow_up_to_all(num_experts: int, top_k: int, tokens: float, more: float) -> None:
    top_k = min(top_k, num_experts)
    few, many = work.distinct(num_experts, top_k, tokens), work.distinct(num_experts, top_k, tokens + more)
    assert 0 <= few <= many <= num_experts
    assert many <= top_k * (tokens + more) * (1 + 1e-9) or tokens + more < 1
    assert work.distinct(num_experts, top_k, 1) == pytest.approx(top_k)


@given(st.sampled_from(list(PRESETS)), SESSIONS, st.integers(0, 100))
def test_more_sessions_cost_more_and_each_less(name: str, sessions: int, more: int) -> None:
    here = costs(preset(name))
    for few, many in zip(work.phases(here, sessions), work.phases(here, sessions + more)):
        assert few.all_flops <= many.all_flops and few.all_bytes <= many.all_bytes
        assert few.passes <= many.passes
        assert many.all_bytes / (sessions + more) <= few.all_bytes / sessions * (1 + 1e-9)
        assert many.all_flops / (sessions + more) == pytest.approx(few.all_flops / sessions)


@given(st.sampled_from(list(PRESETS)), SESSIONS)
def test_routed_experts_are_read_once_at_most(name: str, sessions: int) -> None:
    config = preset(name)
    for phase in work.phases(costs(config), sessions):
        routed = config.num_layers * config.num_experts * work.expert(config) * 2.0
        assert phase.expert_bytes <= routed * max(1.0, phase.passes) * (1 + 1e-9)


def test_traffic_is_consistent() -> None:
    """A token is fed where one was chosen, and the next is chosen where text was fed; the rest speaks or is quiet."""
    later = (*TRAFFIC.choices[1:], 0.0)
    assert all(text <= fed <= chosen for text, fed, chosen in zip(later, TRAFFIC.fed, TRAFFIC.choices))
    assert sum(TRAFFIC.fed) - sum(later) == pytest.approx(TRAFFIC.voice, abs=0.01)
    assert len(TRAFFIC.fed) == len(TRAFFIC.choices) == MAX_TEXT_OUT + 1
    assert Traffic(views=1.0).prefill == TRAFFIC.prefill + 3
