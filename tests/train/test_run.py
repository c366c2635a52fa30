"""A run survives what happens to training runs: kills, torn files, full disks."""

import errno
from pathlib import Path
from typing import BinaryIO

import pytest
import torch
from torch._subclasses.fake_tensor import FakeTensorMode

from microturn.core.errors import BadCheckpoint, DiskFull
from microturn.train.run import CURVE, LAST, LOG, PREVIOUS, Run, schedule


class FullDisk:
    """A writer that fits `room` bytes, then fails as a full disk does."""

    def __init__(self, room: int) -> None:
        self.room = room

    def __call__(self, file: BinaryIO, data: bytes) -> None:
        file.write(data[: self.room])
        if len(data) > self.room:
            raise OSError(errno.ENOSPC, "No space left on device")


def train(folder: Path, until: int) -> torch.Tensor:
    """Ten-weight regression with momentum, saved after every step, resumed from what is there."""
    run = Run.open(folder)
    torch.manual_seed(0)
    weight = torch.nn.Parameter(torch.zeros(10))
    optimizer = torch.optim.AdamW([weight], lr=0.1)
    saved, step = run.load(), 0
    if saved is not None:
        weight.data.copy_(saved["model"]["weight"])
        optimizer.load_state_dict(saved["optimizer"])
        step = saved["step"]
    while step < until:
        optimizer.zero_grad()
        (weight - torch.arange(10.0)).square().sum().backward()
        optimizer.step()
        step += 1
        run.save(step, model={"weight": weight.detach()}, optimizer=optimizer.state_dict())
    return weight.detach()


def test_new_run_has_nothing(tmp_path: Path) -> None:
    assert Run.open(tmp_path / "a" / "b").load() is None


def test_resumed_equals_uninterrupted(tmp_path: Path) -> None:
    whole = train(tmp_path / "whole", 8)
    train(tmp_path / "parts", 3)
    assert torch.equal(train(tmp_path / "parts", 8), whole)


@pytest.mark.parametrize("damage", [b"", b"not a checkpoint", None])
def test_falls_back_when_last_is_damaged(tmp_path: Path, damage: bytes | None) -> None:
    run = Run.open(tmp_path)
    for step in (1, 2):
        run.save(step, model={"weight": torch.full((5000,), float(step))})
    whole = (tmp_path / LAST).read_bytes()
    (tmp_path / LAST).write_bytes(whole[: len(whole) // 2] if damage is None else damage)
    saved = run.load()
    assert saved is not None and saved["step"] == 1 and saved["model"]["weight"][0] == 1


def test_falls_back_when_killed_between_renames(tmp_path: Path) -> None:
    run = Run.open(tmp_path)
    run.save(1)
    (tmp_path / LAST).rename(tmp_path / PREVIOUS)
    assert run.load() == {"step": 1}


def test_says_when_all_are_damaged(tmp_path: Path) -> None:
    (tmp_path / LAST).write_bytes(b"x")
    with pytest.raises(BadCheckpoint, match="start anew"):
        Run.open(tmp_path).load()


def test_full_disk_keeps_the_last(tmp_path: Path) -> None:
    Run.open(tmp_path).save(7, model={"weight": torch.ones(100)})
    with pytest.raises(DiskFull, match="free some space"):
        Run(tmp_path, write=FullDisk(100)).save(8, model={"weight": torch.zeros(100)})
    saved = Run.open(tmp_path).load()
    assert saved is not None and saved["step"] == 7 and saved["model"]["weight"].sum() == 100
    assert [file.name for file in tmp_path.iterdir()] == [LAST]


def test_filled_in_piece_by_piece_is_the_same_checkpoint(tmp_path: Path) -> None:
    weights = {"a": torch.rand(300, 7), "b": torch.tensor(3.0)}
    with FakeTensorMode():
        shapes = {"a": torch.empty(300, 7), "b": torch.empty(())}
    run = Run.open(tmp_path)
    for step in (1, 2):
        with run.filling(step, model=shapes, minutes=1.5) as file:
            assert file["model"]["a"].count_nonzero() == 0
            for name, tensor in file["model"].items():
                tensor.copy_(weights[name] * step)
    for is_lazy in (False, True):
        saved = run.load(is_lazy)
        assert saved is not None and saved["step"] == 2 and saved["minutes"] == 1.5
        assert torch.equal(saved["model"]["a"], weights["a"] * 2) and saved["model"]["b"] == 6
    with pytest.raises(RuntimeError, match="lost"), run.filling(3, model=shapes):
        raise RuntimeError("a process was lost")
    assert (saved := run.load()) is not None and saved["step"] == 2
    assert {file.name for file in tmp_path.iterdir()} == {LAST, PREVIOUS}


def test_log_and_plot(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    run = Run.open(tmp_path, minutes=10)
    for step in range(0, 60, 10):
        run.log(step, loss=1 / (step + 1), hours=step / 100, minutes=4.0)
    run.log(30, loss=0.5)  # resumed from step 25
    (tmp_path / LOG).write_text((tmp_path / LOG).read_text() + '{"step": 40, "lo')  # killed while writing
    assert [row["step"] for row in run.rows()] == [0, 10, 20, 30, 30]
    run.plot()
    assert (tmp_path / CURVE).read_bytes()[:4] == b"\x89PNG"
    printed = capsys.readouterr().out
    assert "steps/s" in printed and "6 min left" in printed and "0.50 h heard" in printed


def test_schedule() -> None:
    points = [schedule(p, decay=0.2, warmup=0.1) for p in (0.0, 0.05, 0.1, 0.8, 0.9, 1.0, 1.1)]
    assert points == pytest.approx([0, 0.5, 1, 1, 0.5, 0, 0])
    assert schedule(0.0, decay=0.2) == 1
