"""Banks: folders of recorded or synthetic speech and sounds with word (and phone) times.

Reads `sNNNNN.jsonl` + `sNNNNN.ROLE.ogg` shards (our `synth` and the shared bank) and `NAME.jsonl` with
a `file` a row (recordings). Knows nothing of scenes.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import soundfile
from numpy.typing import NDArray
from tqdm import tqdm

from microturn.core.errors import BadData

HELD_OUT_EVERY = 20  # one row in 20 (by hash of its text) is kept out of training


class Span(NamedTuple):
    """A word or an IPA symbol and its place in the clip, seconds."""

    label: str
    start_s: float
    end_s: float


@dataclass(frozen=True)
class Utterance:
    """One row of a bank. `role`: "user", "assistant" or "sound". `file` is None for times without sound."""

    role: str
    text: str
    speaker: str = ""
    words: tuple[Span, ...] = ()
    phones: tuple[Span, ...] = ()
    seconds: float = 0.0
    file: Path | None = None
    offset_s: float = 0.0
    reply: str = ""
    tags: dict[str, Any] = field(default_factory=lambda: {}, hash=False, compare=False)

    @property
    def is_held_out(self) -> bool:
        """Never trained on: decided by the text (by the speaker, for recordings), the same on every machine."""
        key = self.speaker if self.speaker.startswith("real") else self.text.lower().strip(" .?!")
        return int(hashlib.md5(key.encode()).hexdigest(), 16) % HELD_OUT_EVERY == 0


@dataclass(frozen=True)
class Bank:
    """Utterances and the sound of their files, int16 at each file's own rate."""

    utterances: tuple[Utterance, ...]
    sounds: dict[Path, tuple[NDArray[np.int16], int]]

    @staticmethod
    def load(folders: Sequence[str | Path], cache: str | Path | None = None) -> "Bank":
        """Reads every shard below `folders`; decoded sound is kept in `cache` (default ~/.cache/microturn).

        Raises BadData when a folder holds no shard or a row is not as expected.
        """
        rows = [row for folder in folders for row in _read_folder(Path(folder))]
        files = sorted({row.file for row in rows if row.file is not None})
        root = Path(cache) if cache else Path.home() / ".cache" / "microturn"
        root.mkdir(parents=True, exist_ok=True)
        with ThreadPoolExecutor(2) as pool:
            decoded = pool.map(partial(_decode, cache=root), files)
            sounds = dict(zip(files, tqdm(decoded, "bank", len(files), disable=len(files) < 8, leave=False)))
        return Bank(tuple(rows), sounds)

    def select(self, role: str, held_out: bool | None = None) -> list[Utterance]:
        """Rows of one role; `held_out` None: all, True: kept for evaluation, False: for training."""
        return [u for u in self.utterances if u.role == role and held_out in (None, u.is_held_out)]

    def audio(self, utterance: Utterance) -> tuple[NDArray[np.float32], int]:
        """Sound of a row: float32 [n] in [-1, 1], and its rate in Hz."""
        assert utterance.file is not None, f"{utterance.text!r} has times but no sound"
        samples, rate_hz = self.sounds[utterance.file]
        start = round(utterance.offset_s * rate_hz)
        return samples[start : start + round(utterance.seconds * rate_hz)].astype(np.float32) / np.float32(
            32768
        ), rate_hz


def _read_folder(folder: Path) -> Iterator[Utterance]:
    indexes = sorted(folder.glob("*.jsonl"))
    if not indexes:
        raise BadData(f"expected *.jsonl shards in {folder}, found none; make some with `microturn synth`")
    for index in indexes:
        for number, line in enumerate(index.read_text().splitlines(), 1):
            try:
                yield _parse(json.loads(line), index)
            except (KeyError, ValueError, TypeError) as error:
                raise BadData(f"{index}:{number}: expected a bank row, got {line[:60]!r} ({error})") from error


def _parse(row: dict[str, Any], index: Path) -> Utterance:
    is_recording = "file" in row
    file = index.parent / row["file"] if is_recording else index.parent / f"{index.stem}.{row['role']}.ogg"
    role = row.get("role") or ("user" if row.get("text") else "sound")
    return Utterance(
        role=role,
        text=row.get("text", ""),
        speaker=f"real:{row.get('speaker', '')}" if is_recording else row["speaker"],
        words=tuple(Span(*word) for word in row.get("words") or ()),
        phones=tuple(Span(*phone) for phone in row.get("phones") or ()),
        seconds=row.get("seconds", 0.0),
        file=file if "offset" in row else None,
        offset_s=row.get("offset", 0.0),
        reply=row.get("reply", ""),
        tags={k: row[k] for k in ("label", "kind", "age", "gender") if k in row},
    )


def _decode(file: Path, cache: Path) -> tuple[NDArray[np.int16], int]:
    """Decodes a file once; later loads map the decoded samples from the cache."""
    if not file.exists():
        raise BadData(f"expected the sound file {file} named by its index, found none; make the shard again")
    stat = file.stat()
    key = hashlib.md5(f"{file.resolve()}{stat.st_size}{stat.st_mtime_ns}".encode()).hexdigest()
    known = sorted(cache.glob(f"{key}.*.npy"))
    if known:
        return np.load(known[0], mmap_mode="r"), int(known[0].name.split(".")[1])
    samples, rate_hz = soundfile.read(file, dtype="int16", always_2d=True)
    partial = cache / f"part.{os.getpid()}.{key}.npy"  # several processes may decode the same file at once
    np.save(partial, samples[:, 0])
    final = cache / f"{key}.{rate_hz}.npy"
    partial.rename(final)
    return np.load(final, mmap_mode="r"), rate_hz
