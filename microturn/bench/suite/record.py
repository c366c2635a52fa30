"""What came of one item with one target, as it is kept on disk. Scores are computed from nothing else.

A folder a record, in the layout of Full-Duplex-Bench: `input.wav` (user, 16 kHz), `output.wav` (target, 24 kHz, same
t = 0, silence kept) and `record.json`.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from pathlib import Path

import numpy as np
import soundfile

from microturn.bench.voice import Stretch, is_voiced, stretches
from microturn.core.errors import BadData
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ

INPUT, OUTPUT, RECORD = "input.wav", "output.wav", "record.json"
FULL_SCALE = 32768  # as soundfile reads it: what is read back and kept again stays the same


SPENT = "cpu_s_per_min"  # mark: CPU seconds of the target a minute of the session


@dataclass(frozen=True)
class Words:
    """Words of a transcript, as they came (a space before each), and when the first of them sounds or came, seconds."""

    at_s: float
    text: str


@dataclass(frozen=True, eq=False)
class Record:
    """`user`: float32 [n] at 16 kHz. `output`: float32 [m] at 24 kHz, as a listener hears it. `marks`: times that came
    about while it was played, e.g. "overlap_start". `failure`: why the target broke, "" if it did not. `step_ms`: wall
    time of each 200 ms, where the target runs in virtual time."""

    user: Audio
    output: Audio
    said: tuple[Words, ...] = ()
    heard: tuple[Words, ...] = ()
    marks: dict[str, float] = field(default_factory=dict[str, float])
    failure: str = ""
    step_ms: tuple[float, ...] = ()

    @cached_property
    def voice(self) -> list[Stretch]:
        """Segments of the target's voice, gaps up to 0.5 s closed."""
        return stretches(is_voiced(self.output, MOUTH_HZ))

    @property
    def seconds(self) -> float:
        return len(self.output) / MOUTH_HZ

    def said_from(self, from_s: float) -> str:
        """What it said from a time on."""
        return " ".join("".join(words.text for words in self.said if words.at_s >= from_s).split())

    def rounded(self) -> "Record":
        """As it will be read back: samples of 16 bits."""
        return replace(self, user=_rounded(self.user), output=_rounded(self.output))


def timed(said: Sequence[Words]) -> list[Words]:
    """Whole words of a transcript that came in pieces, each with the time of the piece in which it begins."""
    text = "".join(piece.text for piece in said)
    times = [piece.at_s for piece in said for _ in piece.text]
    return [Words(times[word.start()], word[0]) for word in re.finditer(r"\S+", text) if any(map(str.isalnum, word[0]))]


def save(record: Record, folder: Path) -> None:
    """Whole or not at all: `record.json` comes last."""
    folder.mkdir(parents=True, exist_ok=True)
    soundfile.write(folder / INPUT, _ints(record.user), EAR_HZ, "PCM_16")
    soundfile.write(folder / OUTPUT, _ints(record.output), MOUTH_HZ, "PCM_16")
    fields = {name: value for name, value in vars(record).items() if name in ("marks", "failure", "step_ms")}
    words = {name: [asdict(each) for each in getattr(record, name)] for name in ("said", "heard")}
    part = folder / f"{RECORD}.part"
    part.write_text(json.dumps(fields | words, ensure_ascii=False) + "\n")
    part.rename(folder / RECORD)


def load(folder: Path) -> Record | None:
    """None where there is no whole record. Raises BadData for one that cannot be read."""
    if not (folder / RECORD).exists():
        return None
    try:
        kept = json.loads((folder / RECORD).read_text())
        user, output = (_read(folder / name) for name in (INPUT, OUTPUT))
        said, heard = (_words(kept[name]) for name in ("said", "heard"))
        return Record(user, output, said, heard, kept["marks"], kept["failure"], tuple(kept["step_ms"]))
    except (OSError, ValueError, KeyError, TypeError, soundfile.LibsndfileError) as error:
        raise BadData(f"expected a whole record in {folder}: {error}; delete it and run again") from error


def _read(file: Path) -> Audio:
    samples, _ = soundfile.read(file, dtype="float32")
    return np.asarray(samples, np.float32)


def _words(rows: Sequence[dict[str, float | str]]) -> tuple[Words, ...]:
    return tuple(Words(float(row["at_s"]), str(row["text"])) for row in rows)


def _ints(samples: Audio) -> np.ndarray[tuple[int], np.dtype[np.int16]]:
    return np.clip(np.round(samples * FULL_SCALE), -FULL_SCALE, FULL_SCALE - 1).astype(np.int16)


def _rounded(samples: Audio) -> Audio:
    """As soundfile reads 16 bits back."""
    return (_ints(samples) / np.float32(FULL_SCALE)).astype(np.float32)
