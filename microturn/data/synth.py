"""Texts -> a bank: shards of 100 utterances, spoken by `voices`, with word and phone times.

Resumable: a shard is there or not. Which voice speaks a line depends on (seed, line number) alone.
"""

import json
import multiprocessing
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray
from tqdm import tqdm

from microturn.core.errors import BadData, DiskFull
from microturn.core.units import MOUTH_HZ
from microturn.data.voices import ASSISTANT, Speaker, Spoken, choose_voice, open_speaker, readable

PER_SHARD = 100
GAP_S = 0.2  # between utterances in a sound file
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Line:
    """One text to speak. `voice` and `speed` are drawn where not given."""

    text: str
    role: str = "user"
    kind: str = ""
    reply: str = ""
    voice: str = ""
    speed: float = 0.0


@dataclass(frozen=True)
class SynthConfig:
    """`voices`: see `open_speaker`. `is_silent`: times only. `is_held_out`: the voices kept for evaluation."""

    voices: str
    seed: int = 0
    is_silent: bool = False
    is_held_out: bool = False
    num_processes: int = 1


def read_lines(file: Path) -> list[Line]:
    """A text file (one utterance a line) or .jsonl with the fields of `Line`. Raises BadData."""
    if not file.is_file():
        raise BadData(f"expected a file with one text a line, found none at {file}")
    out: list[Line] = []
    for number, line in enumerate(file.read_text(encoding="utf-8", errors="replace").splitlines(), 1):
        if not line.strip():
            continue
        try:
            out.append(Line(**json.loads(line)) if file.suffix == ".jsonl" else Line(line.strip()))
        except (TypeError, ValueError) as error:
            raise BadData(f'{file}:{number}: expected {{"text": ..., "role": ...}}, got {line[:60]!r}') from error
    return out


def write_lines(lines: Sequence[Line], file: Path) -> None:
    """The same as .jsonl."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("".join(json.dumps(asdict(line)) + "\n" for line in lines))
    except OSError as error:
        raise BadData(f"expected a file to write to at {file}: {error}") from error


def synthesise(lines: Sequence[Line], out: Path, config: SynthConfig, speaker: Speaker | None = None) -> int:
    """Speaks all lines into `out`; returns how many shards were missing and have been made.

    `speaker`: in place of `config.voices`, in this process.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise BadData(f"expected a folder to write to at {out}: {error}") from error
    numbers = range(-(-len(lines) // PER_SHARD))
    missing = [n for n in numbers if not (out / f"s{n:05d}.jsonl").exists()]
    parts = [(n, tuple(lines[n * PER_SHARD : (n + 1) * PER_SHARD])) for n in missing]
    work = partial(_make_shard, out=out, config=config)
    if speaker is None and config.num_processes > 1 and len(parts) > 1:
        with multiprocessing.get_context("spawn").Pool(config.num_processes) as pool:
            _watch(pool.imap_unordered(work, parts), len(parts))
    else:
        _watch((work(part, speaker=speaker) for part in parts), len(parts))
    return len(parts)


def _watch(done: Iterable[int], total: int) -> None:
    spoken = 0
    for num in (bar := tqdm(done, "synth", total, unit="shard")):
        spoken += num
        bar.set_postfix(utterances=spoken)


_open = lru_cache(2)(open_speaker)  # one a process: opening a model takes seconds


def _make_shard(
    job: tuple[int, tuple[Line, ...]], out: Path, config: SynthConfig, speaker: Speaker | None = None
) -> int:
    """Speaks one shard; the index is written last, so a shard with an index is complete."""
    if speaker is None:
        speaker = _open(config.voices, config.is_silent)
    number, lines = job
    tracks: dict[str, list[Floats]] = {}
    rows: list[dict[str, Any]] = []
    for i, line in enumerate(lines):
        row = _speak(number * PER_SHARD + i, line, speaker, config, tracks)
        if row is not None:
            rows.append(row)
    base = out / f"s{number:05d}"
    try:
        for role, parts in tracks.items():
            soundfile.write(
                f"{base}.{role}.ogg", np.concatenate(parts), MOUTH_HZ, "OPUS", format="OGG", compression_level=0.8
            )
        partial_index = base.with_suffix(".part")
        partial_index.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))
        partial_index.rename(base.with_suffix(".jsonl"))
    except (OSError, soundfile.LibsndfileError) as error:
        raise DiskFull(f"expected room for a shard at {base}: {error}; finished shards are whole") from error
    return len(rows)


def _speak(
    number: int, line: Line, speaker: Speaker, config: SynthConfig, tracks: dict[str, list[Floats]]
) -> dict[str, Any] | None:
    """One row, its sound put at the end of its role's track; None where the voice cannot be aligned."""
    rng = np.random.default_rng([config.seed, number])
    is_own = line.role == "assistant"
    voice = line.voice or (ASSISTANT if is_own else choose_voice(speaker, config.is_held_out, rng))
    speed = line.speed or (1.0 if is_own else round(float(rng.uniform(0.85, 1.25)), 2))
    text = readable(line.text)
    spoken = speaker.say(text, voice, speed)
    if spoken is None or not spoken.words:
        return None
    row: dict[str, Any] = {"id": number, "role": line.role, "speaker": voice, "text": text}
    row |= {key: value for key, value in (("kind", line.kind), ("reply", line.reply)) if value}
    row |= {"words": spoken.words, "phones": spoken.phones}
    if spoken.samples is not None:
        track = tracks.setdefault(line.role, [])
        samples = _at_mouth_rate(spoken)
        row |= {"offset": round(sum(map(len, track)) / MOUTH_HZ, 4), "seconds": round(len(samples) / MOUTH_HZ, 4)}
        track += [samples, np.zeros(int(GAP_S * MOUTH_HZ), np.float32)]
    return row


def _at_mouth_rate(spoken: Spoken) -> Floats:
    assert spoken.samples is not None
    samples = np.clip(spoken.samples, -1, 1).astype(np.float32)
    return samples if spoken.rate_hz == MOUTH_HZ else soxr.resample(samples, spoken.rate_hz, MOUTH_HZ)
