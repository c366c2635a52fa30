"""A resumable training run in a folder: checkpoints (`last.pt`, `last.prev.pt`), `log.jsonl` and `curve.png`.

Knows nothing of models: what it keeps is a dict of tensors, numbers, strings, and lists and dicts of them.
"""

import errno
import io
import json
import os
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager, suppress
from mmap import MAP_SHARED
from pathlib import Path
from pickle import UnpicklingError
from typing import Any, BinaryIO

import torch

from microturn.core.errors import BadCheckpoint, DiskFull

LAST, PREVIOUS, LOG, CURVE = "last.pt", "last.prev.pt", "log.jsonl", "curve.png"
LONGEST_STEP_S = 60.0  # what takes longer was not training: the machine, or the process, had been halted
NOT_LOSSES = ("step", "hours", "minutes", "rate", "time")
Write = Callable[[BinaryIO, bytes], object]


def schedule(progress: float, decay: float, warmup: float = 0.0) -> float:
    """Warm-up, stable, decay: factor of the learning rate at `progress` (0..1) of the run.

    Rises over the first `warmup` share, stays at 1, falls linearly to 0 over the last `decay` share (WSD,
    arXiv 2404.06395, with the linear decay of 2405.18392). In shares, so that steps and minutes both do.
    """
    rise = progress / warmup if warmup > 0 else 1.0
    fall = (1 - progress) / decay if decay > 0 else 1.0
    return max(0.0, min(1.0, rise, fall))


class Run:
    """One training run. `Run.open` makes or continues it; what was saved is never lost to a later failure."""

    def __init__(self, folder: Path, minutes: float = 0.0, write: Write = lambda file, data: file.write(data)) -> None:
        self.folder, self.minutes, self._write = folder, minutes, write
        self._before: tuple[int, float] | None = None

    @staticmethod
    def open(folder: str | Path, minutes: float = 0.0) -> "Run":
        """A run in `folder`, made as needed; `minutes`: its planned length, for the ETA in the log (0: none)."""
        with _naming(Path(folder)):
            Path(folder).mkdir(parents=True, exist_ok=True)
        return Run(Path(folder), minutes)

    def save(self, step: int, **states: Any) -> None:
        """Writes a checkpoint whole or not at all; the one before is kept. Raises DiskFull when there is no room."""
        buffer = io.BytesIO()  # torch hides the reason of a failed write, a plain file does not
        torch.save({"step": step} | states, buffer)
        with self._replacing() as part, part.open("wb") as file:
            self._write(file, buffer.getvalue())
            file.flush()
            os.fsync(file.fileno())

    @contextmanager
    def filling(self, step: int, **states: Any) -> Generator[dict[str, Any]]:
        """As `save`, of states larger than memory: yields them as tensors of zeros that lie in the file, to be filled
        in. What is given needs shapes alone (`FakeTensorMode`). Raises DiskFull before anything is filled in."""
        with self._replacing() as part:
            with torch.serialization.skip_data(materialize_fake_tensors=True):
                torch.save({"step": step} | states, part)
            with part.open("r+b") as file:
                os.posix_fallocate(
                    file.fileno(), 0, part.stat().st_size
                )  # without it a full disk would end the process
                with torch.serialization.set_default_mmap_options(MAP_SHARED):
                    tensors = torch.load(part, mmap=True, weights_only=True)
                yield tensors
                os.fsync(file.fileno())

    @contextmanager
    def _replacing(self) -> Generator[Path]:
        """A file to write; afterwards it is the last checkpoint, or, where writing failed, gone."""
        last, part = self.folder / LAST, self.folder / f"{LAST}.part"
        try:
            with _naming(part):
                yield part
        except BaseException:
            with suppress(OSError):
                part.unlink(missing_ok=True)
            raise
        if last.exists():
            os.replace(last, self.folder / PREVIOUS)
        os.replace(part, last)  # killed between the two: `load` finds the previous one

    def load(self, is_lazy: bool = False) -> dict[str, Any] | None:
        """The newest whole checkpoint, on the CPU; None if there is none yet. `is_lazy`: tensors are read from the file
        as far as they are looked at. Raises BadCheckpoint: all are damaged."""
        last, previous = self.folder / LAST, self.folder / PREVIOUS
        files = [file for file in (last, previous) if file.exists()]
        for file in files:
            try:
                return torch.load(file, map_location="cpu", weights_only=True, mmap=is_lazy)
            except (RuntimeError, UnpicklingError, EOFError, OSError, ValueError, KeyError) as error:
                print(f"{file}: damaged ({type(error).__name__}), trying the one before", flush=True)
                if previous.exists():
                    os.replace(file, file.with_suffix(".damaged"))  # or the next save would overwrite the whole one
        if files:
            raise BadCheckpoint(f"expected a whole checkpoint in {self.folder}, none is; delete it to start anew")
        return None

    def log(self, step: int, **values: float) -> None:
        """Appends to `log.jsonl` and prints one line. `hours` (of audio seen) and `minutes` (trained) are known."""
        row = {"step": step, "time": round(time.time(), 1)} | {k: float(f"{v:.6g}") for k, v in values.items()}
        with _naming(self.folder / LOG), (self.folder / LOG).open("a") as file:
            file.write(json.dumps(row) + "\n")
        print(self._line(step, values), flush=True)

    def _line(self, step: int, values: dict[str, float]) -> str:
        words = [f"step {step:6d}"] + [f"{k} {v:.4g}" for k, v in values.items() if k not in ("hours", "minutes")]
        now = time.monotonic()
        if self._before is not None and step > self._before[0]:
            words.append(f"{(step - self._before[0]) / (now - self._before[1]):.2f} steps/s")
        if self._before is None or step > self._before[0]:
            self._before = step, now
        if "hours" in values:
            words.append(f"{values['hours']:.2f} h heard")
        if "minutes" in values:
            left = f", {max(0.0, self.minutes - values['minutes']):.0f} min left" if self.minutes else ""
            words.append(f"{values['minutes']:.1f} min{left}")
        return " | ".join(words)

    def rows(self) -> list[dict[str, float]]:
        """What was logged, in order of steps; lines of steps that a resumed run did anew are left out."""
        rows: list[dict[str, float]] = []
        lines = (self.folder / LOG).read_text().splitlines() if (self.folder / LOG).exists() else []
        for line in reversed(lines):
            with suppress(ValueError, KeyError):  # the last line of a killed run may be cut off
                row = json.loads(line)
                if not rows or row["step"] <= rows[-1]["step"]:
                    rows.append(row)
        return rows[::-1]

    def plot(self) -> None:
        """Draws every logged value over the steps into `curve.png`."""
        import matplotlib  # slow to import, and only needed here

        matplotlib.use("Agg")
        from matplotlib.figure import Figure

        rows = self.rows()
        names = list(dict.fromkeys(name for row in rows for name in row if name not in NOT_LOSSES))
        columns = 3
        lines = max(1, -(-len(names) // columns))
        figure = Figure((4 * columns, 2.6 * lines), layout="constrained")
        for i, name in enumerate(names):
            axes = figure.add_subplot(lines, columns, i + 1)
            points = [(row["step"], row[name]) for row in rows if name in row]
            axes.plot(*zip(*points), marker="." if len(points) < 40 else "")
            axes.set_title(name, fontsize=9)
        with _naming(self.folder / CURVE):
            figure.savefig(self.folder / f"{CURVE}.part", format="png", dpi=100)
            os.replace(self.folder / f"{CURVE}.part", self.folder / CURVE)


@contextmanager
def _naming(path: Path) -> Generator[None]:
    """Turns "no space left" into DiskFull with what to do."""
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOSPC, errno.EDQUOT):
            kept = "what was saved before is whole; free some space and start the same command again to go on"
            raise DiskFull(f"{path}: no room to write it ({error.strerror}); {kept}") from error
        raise
