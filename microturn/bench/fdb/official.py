"""Official data of Full-Duplex-Bench v1 and v1.5, as they come: a folder a task, in it a folder a sample.

v1: `candor_turn_taking/1/{input.wav, turn_taking.json}`; v1.5: `user_interruption/1/{input.wav, clean_input.wav,
metadata.json}`. Layout: github.com/DanielLin94144/Full-Duplex-Bench, v1_v1.5/dataset. Nothing of it is kept here.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr

from microturn.bench.fdb.dialogue import Dialogue, number_of
from microturn.bench.items import Item
from microturn.bench.voice import Stretch, is_voiced, stretches
from microturn.core.errors import BadData
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ

INPUT, CLEAN = "input.wav", "clean_input.wav"
VERSIONS = ("", "v1.0", "v1_0", "v1", "v1.5", "v1_5", "v15")  # folders in which people keep the tasks
PLACES = ("icc_gt_distribution.json", "all_data_distribution.json")  # where people acknowledged, by sample
USER_MERGE_S = 0.6


@dataclass(frozen=True)
class Task:
    """`folders`: whose samples are of this kind. `label`: their file of labels."""

    kind: str
    folders: tuple[str, ...]
    label: str
    read: Callable[[Any, Dialogue], Dialogue]


@dataclass(frozen=True)
class Samples:
    """Samples of a task in the order of their numbers."""

    task: Task
    folders: tuple[Path, ...]


def dialogues(folder: Path, tasks: Sequence[Task], num: int, seed: int) -> list[Dialogue]:
    """The first `num` of each task that is there. Raises BadData where there is none, or for a bad sample."""
    found = [Samples(task, tuple(_samples(folder, task))) for task in tasks]
    if not any(each.folders for each in found):
        names = ", ".join(name for task in tasks for name in task.folders)
        raise BadData(f"expected a folder out of {names} with samples ({INPUT}) in {folder}, found none")
    return [
        _dialogue(each.task, path, number_of(i, k, len(found), True), seed)
        for k, each in enumerate(found)
        for i, path in enumerate(each.folders[:num])
    ]


def _samples(folder: Path, task: Task) -> Iterable[Path]:
    for name in task.folders:
        for version in VERSIONS:
            inside = folder / version / name
            rows = [path.parent for path in inside.glob(f"*/{INPUT}")] if inside.is_dir() else []
            yield from sorted(rows, key=lambda path: (not path.name.isdigit(), path.name.zfill(8)))


def _dialogue(task: Task, path: Path, number: int, seed: int) -> Dialogue:
    user = _sound(path / INPUT)
    item = Item("heard", task.kind, number, seed * 1000 + number, user, end_s=len(user) / EAR_HZ)
    talk = tuple(stretches(is_voiced(user, EAR_HZ), USER_MERGE_S))
    clean = _sound(path / CLEAN) if (path / CLEAN).exists() else None
    case = Dialogue(number, task.kind, item, talk=talk, clean=clean, places=_places(path))
    if not task.label:
        return case
    try:
        return task.read(json.loads((path / task.label).read_text()), case)
    except (OSError, ValueError, KeyError, IndexError, TypeError) as error:
        raise BadData(f"expected labels of Full-Duplex-Bench in {path / task.label}: {error!r}") from error


def _sound(file: Path) -> Audio:
    """float32 [n] at 16 kHz, one channel; some of the recordings come at 24 or 48 kHz."""
    try:
        samples, rate_hz = soundfile.read(file, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        raise BadData(f"expected a sound file at {file}: {error}") from error
    one = np.asarray(samples, np.float32).mean(axis=1, dtype=np.float32)
    return one if rate_hz == EAR_HZ else np.asarray(soxr.resample(one, rate_hz, EAR_HZ), np.float32)


def _places(path: Path) -> tuple[float, ...]:
    """Of the published histogram, if it lies beside the task or above it."""
    file = next((up / name for up in list(path.parents)[:3] for name in PLACES if (up / name).exists()), None)
    if file is None:
        return ()
    try:
        return tuple(map(float, json.loads(file.read_text()).get(path.name, ())))
    except (ValueError, TypeError, AttributeError) as error:
        raise BadData(f"expected histograms by sample in {file}: {error}") from error


def span(pair: Sequence[float]) -> Stretch:
    start_s, end_s = map(float, pair[:2])
    if not 0 <= start_s <= end_s:
        raise ValueError(f"expected 0 <= start <= end, got {start_s}, {end_s}")
    return Stretch(start_s, end_s)
