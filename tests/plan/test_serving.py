"""Layouts hold what they must, time grows with sessions, and the plan is the smallest one."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microturn.cli.plan import GPUS
from microturn.core.errors import BadConfig
from microturn.model.config import PRESETS, preset
from microturn.plan import parameters, serving
from microturn.plan.layout import Layout, layouts, remote, weight_bytes
from microturn.plan.machines import MACHINES, USABLE_MEMORY, cpu
from microturn.plan.serving import Case, micro_turn, most_sessions, place, serve, serves
from microturn.plan.work import Traffic

NAMES = st.sampled_from(list(PRESETS))
MACHINE_NAMES = st.sampled_from(list(MACHINES))


def case(name: str = "small", machine: str = "h200", minutes: float | None = None) -> Case:
    return Case(preset(name), MACHINES[machine], "bf16", Traffic(), minutes)


def test_machines_are_those_of_the_command() -> None:
    assert {*MACHINES, "cpu"} == set(GPUS)
    assert cpu(120.0, 20.0).flops == 2 * cpu(60.0, 20.0).flops


@given(NAMES, MACHINE_NAMES)
@settings(deadline=None)
def test_weights_of_all_gpus_hold_the_network(name: str, machine: str) -> None:
    config, all_bytes = preset(name), parameters.num_bytes(preset(name), "bf16")
    for layout in layouts(config, MACHINES[machine]):
        assert config.num_experts % layout.experts == 0 and config.num_layers % layout.stages == 0
        assert weight_bytes(layout, config, "bf16") * layout.gpus >= all_bytes * (1 - 1e-9)
    assert weight_bytes(Layout(), config, "bf16") == pytest.approx(all_bytes)


@given(NAMES, st.integers(1, 2000), st.integers(0, 2000))
@settings(deadline=None)
def test_more_sessions_take_longer(name: str, sessions: int, more: int) -> None:
    here = case(name)
    for layout in (Layout(), Layout(4), Layout(4, 2 if here.config.num_kv_heads > 1 else 1), Layout(4, 1, 2)):
        few, many = micro_turn(here, layout, sessions), micro_turn(here, layout, sessions + more)
        assert sum(t.total_s for t in few) <= sum(t.total_s for t in many) * (1 + 1e-9)
        assert all(t.total_s >= max(t.compute_s, t.memory_s) > 0 for t in few)


@given(st.integers(1, 8))
def test_one_gpu_sends_nothing_and_eight_send_to_seven_at_most(top_k: int) -> None:
    assert remote(1, top_k) == 0
    assert 0 < remote(8, top_k) < min(7.0, top_k)
    assert remote(8, top_k) > remote(4, top_k)


def test_alone_on_one_gpu_there_are_no_links() -> None:
    assert all(t.link_s == 0 and t.link_bytes == 0 for t in micro_turn(case("nano"), Layout(), 10))
    assert sum(t.link_s for t in micro_turn(case(), Layout(8), 10)) > 0


@pytest.mark.parametrize(("name", "machine"), [("nano", "l4"), ("micro", "l4"), ("small", "h200")])
def test_most_is_the_edge(name: str, machine: str) -> None:
    here, layout = case(name, machine), Layout(8 if name == "small" else 1)
    most = most_sessions(here, layout)
    assert most > 0 and serves(here, layout, most) and not serves(here, layout, most + 1)


@given(st.integers(1, 300), st.integers(0, 300))
@settings(deadline=None, max_examples=5)
def test_plans_grow_and_keep_to_their_limits(sessions: int, more: int) -> None:
    here = case(minutes=10)
    few, many = serve(here, sessions), serve(here, sessions + more)
    assert few.gpus <= many.gpus
    for plan, wanted in ((few, sessions), (many, sessions + more)):
        assert plan.replicas * plan.sessions >= wanted and plan.sessions <= plan.most
        assert plan.total_s <= here.limit_s
        assert plan.gpu_bytes <= USABLE_MEMORY * here.machine.memory_bytes


@given(st.integers(1, 64))
@settings(deadline=None, max_examples=4)
def test_no_other_layout_takes_fewer(sessions: int) -> None:
    here = case()
    best = serve(here, sessions)
    for layout in layouts(here.config, here.machine):
        most = most_sessions(here, layout)
        assert not most or place(here, layout, most, sessions).gpus >= best.gpus


def test_int8_and_shorter_sessions_need_no_more() -> None:
    plain = serve(case(), 100).gpus
    assert serve(replace(case(), weights="int8"), 100).gpus <= plain
    assert serve(case(minutes=10), 100).gpus < plain
    assert serve(replace(case(), headroom=0.6), 100).gpus >= plain


def test_what_no_machine_does_is_said() -> None:
    with pytest.raises(BadConfig, match="too small"):
        serve(Case(preset("small"), cpu(), "int8", Traffic()), 1)
    with pytest.raises(BadConfig, match="too slow"):
        serve(Case(preset("nano"), cpu(0.1), "int8", Traffic()), 1)
    assert most_sessions(case("tiny"), Layout()) <= serving.MOST_SESSIONS
