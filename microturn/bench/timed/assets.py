"""Makes the bank of held-out speech that TimeSpeak-S and CueSpeak-S are cut from: `microturn/assets/timed`.

    python -m microturn.bench.timed.assets kokoro:FOLDER microturn/assets/timed

Speaks as `microturn synth bank --held-out` does, in parts, so that it goes on after a stop; then one shard of the parts
at a lower bit rate, with word times and no phones.
"""

import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import soundfile

from microturn.bench.timed import cue_texts, time_texts
from microturn.core.errors import BadConfig
from microturn.core.units import MOUTH_HZ
from microturn.data.synth import GAP_S, Floats, Line, SynthConfig, synthesise

PER_PART = 10
SPEEDS = (1.0, 1.15, 0.95, 1.1, 1.05)
COMPRESSION = 0.95  # of Opus in libsndfile
USAGE = "expected: python -m microturn.bench.timed.assets VOICES FOLDER"


def lines() -> list[Line]:
    """Every text in its voice, once."""
    pairs = dict.fromkeys([*time_texts.spoken(), *cue_texts.spoken()])
    return [Line(text, voice=voice, speed=SPEEDS[i % len(SPEEDS)]) for i, (voice, text) in enumerate(pairs)]


def parts(work: Path) -> list[tuple[Path, list[Line]]]:
    """The folder of each part, and what is spoken there."""
    every = lines()
    return [(work / f"{k:03d}", every[k : k + PER_PART]) for k in range(0, len(every), PER_PART)]


def make(voices: str, out: Path) -> None:
    """Parts are kept in FOLDER.parts. Raises BadConfig where the voices cannot be opened, DiskFull."""
    made = parts(out.with_name(f"{out.name}.parts"))
    for folder, some in made:
        synthesise(some, folder, SynthConfig(voices, is_held_out=True))
    join([folder for folder, _ in made], out)


def join(folders: Sequence[Path], out: Path) -> None:
    """One shard of many."""
    rows, sounds, num = list[dict[str, Any]](), list[Floats](), 0
    for folder in folders:
        samples, rate_hz = soundfile.read(folder / "s00000.user.ogg", dtype="float32")
        assert rate_hz == MOUTH_HZ, rate_hz
        for line in (folder / "s00000.jsonl").read_text().splitlines():
            row = {key: value for key, value in json.loads(line).items() if key != "phones"}
            rows.append(row | {"id": len(rows), "offset": round(row["offset"] + num / MOUTH_HZ, 4)})
        sounds += [samples, np.zeros(int(GAP_S * MOUTH_HZ), np.float32)]
        num += len(samples) + len(sounds[-1])
    out.mkdir(parents=True, exist_ok=True)
    sound = out / "s00000.user.ogg"
    soundfile.write(sound, np.concatenate(sounds), MOUTH_HZ, "OPUS", format="OGG", compression_level=COMPRESSION)
    (out / "s00000.jsonl").write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def main(arguments: Sequence[str]) -> None:
    if len(arguments) != 2:
        raise BadConfig(f"{USAGE}, e.g. kokoro:models/kokoro microturn/assets/timed; got {len(arguments)} arguments")
    make(arguments[0], Path(arguments[1]))


if __name__ == "__main__":
    main(sys.argv[1:])
