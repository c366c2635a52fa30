"""The trunk: streaming equals training, the future never changes the past, rows do not see each other."""

from dataclasses import replace

import pytest
import torch

from microturn.core.units import VIEW_TOKENS
from microturn.model.config import tiny
from microturn.model.network import InteractionModel, count
from microturn.model.positions import Kind, Positions
from microturn.model.state import MAX_CHUNK
from tests.model.streams import cut, row, stack, stream

TOLERANCE = 1e-5  # float32, sums in another order
SIZES = (5, 1, 1, 9, 3, 1, 20, 10, 1, 9)


def build(window: int = 2048, **changes: int) -> InteractionModel:
    model = InteractionModel(replace(tiny(), window=window, **changes)).init_weights(seed=1).eval()
    for name, parameter in model.named_parameters():
        if name.endswith("conv.weight"):
            torch.nn.init.normal_(parameter, std=0.3)  # starts at zero: give it something to do
    return model


@torch.no_grad()
def streamed(model: InteractionModel, positions: Positions, sizes: tuple[int, ...]) -> torch.Tensor:
    state = model.init_state(1)
    return torch.cat([model(piece, state)[0] for piece in cut(positions, sizes)], 1)


@pytest.mark.parametrize("window", [20, 7])
@torch.no_grad()
def test_streaming_equals_training_forward_when_the_ring_has_turned(window: int) -> None:
    """Several times: slots of all positions but the sinks have been written anew."""
    model, num = build(window), 4 * (window + MAX_CHUNK)
    positions = stream(num)
    whole = model(positions)[0]
    for sizes in ((1,) * num, (MAX_CHUNK,) * (num // MAX_CHUNK) + (num % MAX_CHUNK,)):
        assert (streamed(model, positions, sizes) - whole).abs().max() < TOLERANCE


@pytest.mark.parametrize("window", [2048, 20, 7])
@torch.no_grad()
def test_streaming_equals_training_forward(window: int) -> None:
    """Also when positions have left the window, with sinks."""
    model, positions = build(window), stream(sum(SIZES))
    whole = model(positions)[0]
    assert (streamed(model, positions, SIZES) - whole).abs().max() < TOLERANCE
    assert (streamed(model, positions, (1,) * sum(SIZES)) - whole).abs().max() < TOLERANCE


@torch.no_grad()
def test_window_forgets_and_sinks_stay() -> None:
    """But for phones heard before, which each audio token is reminded of."""
    model, positions = build(window=10, num_recalled=0), stream(60)
    config, base = model.config, streamed(model, positions, (1,) * 60)

    def changed(at: int) -> float:
        tokens, kinds = positions.token_BN.clone(), positions.kind_BN.clone()
        kinds[0, at], tokens[0, at] = 1, 77
        other = replace_row(positions, kinds, tokens)
        return float((streamed(model, other, (1,) * 60)[0, -1] - base[0, -1]).abs().max())

    beyond = 60 - 1 - config.num_layers * (config.window + config.conv_size)  # no path of layers reaches so far back
    assert changed(beyond) == 0.0
    assert changed(config.num_sinks - 1) > 0.0
    assert changed(55) > 0.0


def replace_row(positions: Positions, kinds: torch.Tensor, tokens: torch.Tensor) -> Positions:
    """The same stream with other kinds: audio and patches that fell away are dropped."""
    levels = positions.levels_A[(kinds == 2)[positions.kind_BN == 2]]
    plans = positions.plans_P[(kinds == 3)[positions.kind_BN == 3]]
    return Positions(kinds, tokens, positions.time_BN, levels, plans)


@torch.no_grad()
def test_future_never_changes_the_past() -> None:
    model, one, other = build(), stream(40, seed=0), stream(40, seed=1)
    joined = stack([one])
    head = next(cut(one, (25,)))
    tail = list(cut(other, (25, 15)))[1]
    mixed = Positions(
        *(torch.cat([getattr(head, n), getattr(tail, n)], 1) for n in ("kind_BN", "token_BN", "time_BN")),
        *(torch.cat([getattr(head, n), getattr(tail, n)]) for n in ("levels_A", "plans_P")),
    )
    assert torch.equal(model(joined)[0][:, :25], model(mixed)[0][:, :25])


@torch.no_grad()
def test_batched_equals_alone() -> None:
    """Rows of different lengths, padded, in two steps; and one row reset in between."""
    model = build(window=20)
    rows = [stream(30, seed=2), stream(17, seed=3)]
    state = model.init_state(2)
    batched = model(stack(rows), state)[0]
    for i, alone in enumerate(rows):
        expected = streamed(model, alone, (alone.kind_BN.shape[1],))
        assert (batched[i : i + 1, : expected.shape[1]] - expected).abs().max() < TOLERANCE
    state.reset(torch.tensor([True, False]))
    fresh, going_on = stream(9, seed=4), stream(9, seed=5)
    going_on = replace(going_on, time_BN=going_on.time_BN + 17 / 7)
    second = model(stack([fresh, going_on]), state)[0]
    assert (second[:1] - streamed(model, fresh, (9,))).abs().max() < TOLERANCE, "a new occupant sees the old one"
    line = Positions(
        *(torch.cat([getattr(rows[1], n), getattr(going_on, n)], 1) for n in ("kind_BN", "token_BN", "time_BN")),
        *(torch.cat([getattr(rows[1], n), getattr(going_on, n)]) for n in ("levels_A", "plans_P")),
    )
    assert (second[1:] - streamed(model, line, (17, 9))[:, 17:]).abs().max() < TOLERANCE


@torch.no_grad()
def test_training_rows_do_not_mix() -> None:
    model, positions = build(), stream(20, rows=3)
    whole = model(positions)[0]
    for i in range(3):
        assert (model(row(positions, i))[0] - whole[i : i + 1]).abs().max() < TOLERANCE


@torch.no_grad()
def test_memory_is_allocated_once() -> None:
    model = build(window=16)
    state = model.init_state(1)
    places = [t.data_ptr() for t in (state.keys, state.values, state.index, state.time)]
    for piece in cut(stream(300), (3,) * 100):
        model(piece, state)
    assert places == [t.data_ptr() for t in (state.keys, state.values, state.index, state.time)]
    assert int(state.count[0]) == 300


def test_gradients_reach_everything() -> None:
    model = build().train()
    given = stream(64)
    kinds = given.kind_BN.clone()
    kinds[0, -VIEW_TOKENS:] = Kind.VIEW
    is_audio, is_own = given.kind_BN == Kind.AUDIO, given.kind_BN == Kind.PATCH
    kept = (is_audio & (kinds == Kind.AUDIO)).sum(), (is_own & (kinds == Kind.PATCH)).sum()
    views = torch.randint(0, 256, (1, 2, 120, 160, 3), dtype=torch.uint8)
    parts = given.levels_A[: kept[0]], given.plans_P[: kept[1]], views
    hidden, phones, _ = model(Positions(kinds, given.token_BN, given.time_BN, *parts))
    assert phones is not None
    assert phones is not None
    (model.text_logits(hidden[0]).square().mean() + phones.square().mean()).backward()
    trunk = {n: p for n, p in model.named_parameters() if not n.startswith(("mouth", "flow"))}
    dead = [n for n, p in trunk.items() if p.grad is None or not p.grad.isfinite().all() or not p.grad.abs().sum()]
    assert not dead, dead


def test_count_of_active_parameters() -> None:
    total, active = count(build())
    config = tiny()
    expert = 3 * config.width * config.expert_width
    assert total - active == config.num_layers * (config.num_experts - config.top_k) * expert
