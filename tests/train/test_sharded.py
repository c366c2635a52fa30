"""A network spread over 2 and 4 processes learns what it learns in one, and any number of processes goes on with it.

Tolerances: all is computed in float32, with sums in another order; losses differed by 2e-7 of their size. The norm of a
gradient differed by 3e-5: over whole tensors its sum is off by 2e-5 itself (seen in float64), over shards by less.
Weights differ more: AdamW divides a gradient by its own size, so one that is nothing but rounding (of the router, which
has no say with one expert a token) moves its weight as far as any other, by up to the rate (3e-3) a step. Hence the
mean difference of a tensor is held against the rate: it was 0.002 of it for routers, 0.00001 for the rest.
"""

from pathlib import Path
from shutil import copytree
from typing import Any

import pytest
import torch
from torch import Tensor

from microturn.core.errors import BadConfig
from microturn.model.checkpoint import load_weights, save_checkpoint
from microturn.model.network import InteractionModel
from microturn.model.vocoder import Vocoder, VocoderConfig
from microturn.train.loop import Trainer, evaluate
from tests.train.jobs import (
    CONFIG,
    NUM_STEPS,
    PLAIN,
    SAVED_AFTER,
    build,
    crafted_alone,
    even,
    job,
    learn,
    lopsided,
)
from tests.train.processes import together

NUMS = (2, 4)
SHARDS = {2: (2, 1), 4: (2, 4)}  # two share experts, or FSDP alone; two nodes of two, or an expert each
LOSS, NORM, WEIGHT = 5e-6, 1e-4, 0.01 * CONFIG.rate
SCORES = ("text", "ear", "mouth", "flow", "eye")


@pytest.fixture(scope="module")
def runs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that several processes do, done once."""
    folder = tmp_path_factory.mktemp("runs")
    build(folder / "start").save()
    lopsided(folder / "lopsided")
    model = InteractionModel(PLAIN).init_weights(seed=5)
    model.blocks[0].experts.bias_E += torch.tensor([0.1, 0.0, -0.1, 0.2])  # pyright: ignore
    save_checkpoint(folder / "checkpoint", model, Vocoder(VocoderConfig()), {})
    together(2, job, 2, SHARDS[2], folder)
    for name in ("read4", "resumed4", "resumed1"):
        copytree(folder / "saved2", folder / name)
    together(4, job, 4, SHARDS[4], folder)
    return folder


def found(folder: Path, num: int) -> list[dict[str, Any]]:
    """Of each process."""
    return torch.load(folder / f"found{num}.pt", weights_only=False)[0]


def saved(folder: Path) -> dict[str, Any]:
    return torch.load(folder / "last.pt", weights_only=True)


def assert_close(run: dict[str, Any], alone: Trainer) -> None:
    """Weights and running mean of a run of several and of a trainer alone, of parameters that had gradients there: of
    several processes each counts what it has none of as zero, and weight decay moves it."""
    moments, states = alone.optimizer.state, {"model": alone.model.state_dict(), "mean": alone.average.state()}
    moved = [name for name, p in alone.weights.named if p in moments and moments[p]["exp_avg"].any()]
    assert len(moved) > 30
    for name in moved:
        for kind, state in states.items():
            difference = (run[kind][name] - state[name]).abs().mean()
            assert difference < WEIGHT, f"{kind} of {name}: {difference}"
    for name, buffer in alone.model.named_buffers():
        assert name.endswith("load_E") or torch.equal(run["model"][name], buffer), name


def compare(ours: list[dict[str, float]], theirs: dict[str, float]) -> None:
    """Losses of a step in several processes, of which the mean counts, and in one."""
    for name in (*SCORES, "norm", "expert_load"):
        values = [parts[name] for parts in ours if name in parts]
        assert len(values) == (len(ours) if name in theirs else 0), name
        tolerance = NORM if name == "norm" else LOSS
        if values:
            assert sum(values) / len(values) == pytest.approx(theirs[name], rel=tolerance, nan_ok=True), name


@pytest.mark.parametrize("num", NUMS)
def test_several_learn_what_one_learns_from_the_same_batches(runs: Path, num: int, tmp_path: Path) -> None:
    """With the running mean evaluated on the way, and loads of experts and the gradient's norm the same."""
    alone = build(tmp_path, init=str(runs / "start"))
    steps = learn(alone, SAVED_AFTER)
    scores = evaluate(alone, [even(99)])
    steps += learn(alone, NUM_STEPS)
    ours = found(runs, num)
    assert steps[-1]["text"] < 0.95 * steps[0]["text"], "expected steps that change something"
    for step, theirs in enumerate(steps):
        compare([each["even"][step] for each in ours], theirs)
    for each in ours:
        assert each["scores"] == pytest.approx(scores, rel=LOSS, nan_ok=True)
    assert_close(saved(runs / f"even{num}"), alone)


@pytest.mark.parametrize("num", NUMS)
def test_batches_may_differ(runs: Path, num: int, tmp_path: Path) -> None:
    """One process without sound, pictures or speech; experts without tokens, their owners with nothing to do."""
    alone = build(tmp_path, init=str(runs / "lopsided"))
    steps, ours = crafted_alone(alone, num), found(runs, num)
    for step, theirs in enumerate(steps):
        for each, parts in zip(ours, theirs):
            compare([each["crafted"][step]], parts)
    assert {"eye", "mouth"} <= steps[0][0].keys() and not {"eye", "mouth"} & steps[0][1].keys()
    assert steps[0][0]["expert_load"] > 2
    run = saved(runs / f"crafted{num}")
    assert_close(run, alone)
    states, experts = run["optimizer"]["state"].values(), alone.model.blocks[0].experts.w_in.shape  # pyright: ignore
    moments = [state["exp_avg"] for state in states if state["exp_avg"].shape == experts]
    assert len(moments) == 2 and all(moment[0].any() and not moment[3].any() for moment in moments), "busy, and idle"


def test_another_number_of_processes_goes_on(runs: Path) -> None:
    """After two steps of two processes: four, or one."""
    alone = build(runs / "resumed1")
    assert alone.step == 150 + SAVED_AFTER
    steps, ours = learn(alone, NUM_STEPS), found(runs, 4)
    for step, theirs in enumerate(steps):
        compare([each["resumed"][step] for each in ours], theirs)
    assert_close(saved(runs / "resumed4"), alone)


def test_a_run_is_the_same_file_whoever_saved_it(runs: Path, tmp_path: Path) -> None:
    """Of two, read and written by four: bit for bit. Read and written by one: of the same form."""
    two, four = saved(runs / "saved2"), saved(runs / "read4")
    assert_equal(two, four)
    copytree(runs / "saved2", tmp_path / "run")
    alone = build(tmp_path / "run")
    alone.save()
    assert_equal(two, saved(tmp_path / "run"))


def assert_equal(ours: Any, theirs: Any) -> None:
    if isinstance(ours, Tensor):
        assert ours.dtype == theirs.dtype and torch.equal(ours, theirs)
    elif isinstance(ours, dict):
        assert ours.keys() == theirs.keys()
        for key in ours:
            assert_equal(ours[key], theirs[key])
    elif isinstance(ours, list):
        assert len(ours) == len(theirs)
        for own, other in zip(ours, theirs):
            assert_equal(own, other)
    else:
        assert ours == theirs


@pytest.mark.parametrize("num", NUMS)
def test_each_process_reads_its_rows_of_a_checkpoint(runs: Path, num: int) -> None:
    """Together they have every number once, and none has much more than its share."""
    weights, run = load_weights(runs / "checkpoint"), saved(runs / f"packed{num}")["model"]
    assert weights.keys() == run.keys()
    assert all(torch.equal(weights[name], run[name]) for name in weights)
    places = torch.load(runs / f"found{num}.pt", weights_only=False)[1]
    counts = {name: torch.zeros(tensor.shape) for name, tensor in weights.items() if not name.endswith("bias_E")}
    for pieces in places:
        for piece in pieces:
            piece.cut(counts[piece.name]).add_(1)
        most = sum(piece.cut(weights[piece.name]).numel() for piece in pieces)
        assert most < 1.1 / num * sum(count.numel() for count in counts.values())
    assert all((count == 1).all() for count in counts.values())


def test_one_process_is_told_to_start_more(tmp_path: Path) -> None:
    with pytest.raises(BadConfig, match="--shard 2, got 1"):
        build(tmp_path, shard=2)
