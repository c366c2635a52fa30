"""Official data as they come: RepCount-A, ProactiveVideoQA and Charades-STA. Finds films and labels below a folder."""

import csv
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import numpy as np

from microturn.bench.sight.recorded import Recorded
from microturn.core.errors import BadData

T = TypeVar("T")
TASKS = ("WEB", "EGO", "TV", "VAD")  # of ProactiveVideoQA: a folder each
SUFFIXES = (".mp4", ".avi", ".mkv", ".webm", ".mov")
# Classes of RepCount-A, which are spelt in several ways, as they are said.
SAID = {
    "situp": "sit-ups", "pushup": "push-ups", "pullup": "pull-ups", "jumpjack": "jumping jacks", "squat": "squats",
    "squant": "squats", "frontraise": "front raises", "benchpressing": "bench presses", "battlerope": "battle ropes",
    "pommelhorse": "pommel horse circles", "other": "the repeated action",
}  # fmt: skip


@dataclass(frozen=True, eq=False)
class Labelled:
    """A film; what is to be asked about it; the spans that are labelled, seconds of the film, with their texts."""

    kind: str
    film: Recorded
    text: str
    spans: tuple[tuple[float, float], ...]
    answers: tuple[str, ...] = ()


def repcount_a(folder: Path, num: int, seed: int) -> list[Labelled]:
    """`test.csv` (columns type, name, count, L1, L2, ...: first and last frame of each repetition) and the films.

    Rows that say neither a count nor frames are left out. Raises BadData.
    """
    file = _only(folder, "test.csv")
    with file.open(newline="", encoding="utf-8-sig") as lines:
        rows = [row for row in csv.DictReader(lines) if _frames(row)]
    if not rows or not {"type", "name"} <= set(rows[0]):
        raise BadData(f"expected columns type, name, count, L1, L2, ... in {file}, found {_heads(rows)}")
    films = _Films(folder)
    out: list[Labelled] = []
    for row in _some(rows, num, seed):
        film, frames = films.open(row["name"]), _frames(row)
        if len(frames) % 2 or film.frames_hz <= 0:
            raise BadData(
                f"{file}: expected pairs of frames of {row['name']}, got {len(frames)} of {film.frames_hz} Hz"
            )
        times = [frame / film.frames_hz for frame in frames]
        out.append(Labelled("real", film, _as_said(row["type"]), tuple(zip(times[::2], times[1::2]))))
    return out


def proactive_video_qa(folder: Path, num: int, seed: int) -> list[Labelled]:
    """`TASK/anno.json` and `TASK/videos/`; up to `num` films of each task. Raises BadData."""
    files = [folder / task / "anno.json" for task in TASKS if (folder / task / "anno.json").is_file()]
    if not files:
        raise BadData(f"expected {' or '.join(f'{task}/anno.json' for task in TASKS)} in {folder}, found none")
    out: list[Labelled] = []
    for file in files:
        films = _Films(file.parent)
        try:
            rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
            for row in _some(rows, num, seed):
                spans = tuple((float(a), float(b)) for a, b in (turn["reply_timespan"] for turn in row["answer"]))
                answers = tuple(str(turn["content"]) for turn in row["answer"])
                question = str(row["conversation"][0]["content"])
                out.append(Labelled(file.parent.name, films.open(str(row["video"])), question, spans, answers))
        except (ValueError, KeyError, TypeError, IndexError) as error:
            expected = "expected video, conversation[].content, answer[].content and .reply_timespan"
            raise BadData(f"{file}: {expected} in every row ({type(error).__name__}: {error})") from error
    return out


def charades_sta(folder: Path, num: int, seed: int) -> list[Labelled]:
    """`charades_sta_test.txt` (lines "VIDEO START END##SENTENCE") and `VIDEO.mp4` anywhere below. Raises BadData."""
    file = _only(folder, "charades_sta_test.txt")
    lines = [line for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    films = _Films(folder)
    out: list[Labelled] = []
    for line in _some(lines, num, seed):
        head, _, sentence = line.partition("##")
        try:
            name, start_s, end_s = head.split()
            span = float(start_s), float(end_s)
        except ValueError as error:
            raise BadData(f'{file}: expected "VIDEO START END##SENTENCE", got {line[:60]!r}') from error
        film = films.open(f"{name}.mp4")
        length_s = film.num_pictures / 5
        out.append(Labelled("real", film, sentence.strip(), ((span[0], min(span[1], length_s)),)))
    return out


class _Films:
    """The films below a folder by their names."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._files = {file.name: file for file in sorted(folder.rglob("*")) if file.suffix.lower() in SUFFIXES}

    def open(self, name: str) -> Recorded:
        if name not in self._files:
            raise BadData(f"expected the film {name} below {self.folder}, found {len(self._files)} others")
        return Recorded(self._files[name])


def _only(folder: Path, name: str) -> Path:
    found = sorted(folder.rglob(name))
    if len(found) != 1:
        raise BadData(f"expected one {name} below {folder}, found {len(found)}")
    return found[0]


def _some(rows: Sequence[T], num: int, seed: int) -> Iterator[T]:
    """`num` of them in an order that the seed gives."""
    order = np.random.default_rng([seed, len(rows)]).permutation(len(rows))[:num]
    return (rows[int(i)] for i in order)


def _frames(row: Mapping[str, Any]) -> list[float]:
    """L1, L2, ... as far as they are filled in; none for a count of 0."""
    if not row.get("count") or float(row["count"]) == 0:
        return []
    cells = (str(value) for key, value in row.items() if key and key[0] == "L" and key[1:].isdigit())
    return [float(cell) for cell in cells if cell.strip() and cell != "None"]


def _heads(rows: Sequence[Mapping[str, Any]]) -> list[str]:
    return list(rows[0])[:6] if rows else []


def _as_said(name: str) -> str:
    """ "jump_jack" and "jumpjacks" are both jumping jacks."""
    key = name.lower().replace("_", "").replace(" ", "").removesuffix("s")
    return SAID.get(key, name.replace("_", " "))
