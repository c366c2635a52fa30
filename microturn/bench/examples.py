"""What a benchmark leaves behind for people to look at: a line for every item and the sound of a few."""

import json
from collections import Counter
from pathlib import Path

import numpy as np
import soundfile
import soxr

from microturn.bench.drive import Run
from microturn.bench.metrics import Row
from microturn.core.errors import BadConfig
from microturn.core.units import EAR_HZ, MOUTH_HZ

NUM_EXAMPLES = 4  # sounds of each set and player


class Examples:
    """Adds to `items.jsonl` and writes `SET/PLAYER-NUMBER.wav` (user left, player right) below `out`; nothing for
    None. Several processes may add to one folder, once `begin` has made it."""

    def __init__(self, out: Path | None) -> None:
        self.out = out
        self._num: Counter[tuple[str, str]] = Counter()

    @staticmethod
    def begin(out: Path | None) -> None:
        """Makes the folder, with no items in it. Raises BadConfig."""
        if out is None:
            return
        try:
            out.mkdir(parents=True, exist_ok=True)
            (out / "items.jsonl").write_text("")
        except OSError as error:
            raise BadConfig(f"expected a folder to write to at {out}: {error}; choose another") from error

    def add(self, row: Row, run: Run) -> None:
        if self.out is None:
            return
        with (self.out / "items.jsonl").open("a") as file:
            file.write(json.dumps(describe(row, run), ensure_ascii=False) + "\n")
        self._num[row.set, row.player] += 1
        if self._num[row.set, row.player] <= NUM_EXAMPLES:
            name = f"{row.player.replace(' ', '-')}-{row.kind}-{row.number:03d}.wav"
            (self.out / row.set).mkdir(exist_ok=True)
            soundfile.write(self.out / row.set / name, stereo(run), MOUTH_HZ)


def describe(row: Row, run: Run) -> dict[str, object]:
    """A row of `items.jsonl`; times in seconds."""
    item = run.item
    return {
        **{"set": row.set, "kind": row.kind, "number": row.number, "player": row.player},
        **{"text": item.text, "told": item.told, "end_s": round(item.end_s, 3)},
        "pause": _rounded(item.pause),
        "overlap": _rounded(run.overlap),
        "overlap_text": item.overlap.text if item.overlap else "",
        "voice": [_rounded(part) for part in run.voice],
        **{"heard": run.heard, "said": run.said()},
        "scores": {key: None if value is None else round(value, 4) for key, value in row.scores.items()},
    }


def _rounded(times: tuple[float, float] | None) -> list[float] | None:
    return [round(time_s, 3) for time_s in times] if times else None


def stereo(run: Run) -> np.ndarray[tuple[int, int], np.dtype[np.float32]]:
    """User left, player right, one clock: float32 [n, 2] at 24 kHz."""
    out = np.zeros((len(run.output), 2), np.float32)
    user = soxr.resample(run.user, EAR_HZ, MOUTH_HZ)[: len(out)]
    out[: len(user), 0] = user
    out[:, 1] = run.output
    return np.clip(out, -1, 1)
