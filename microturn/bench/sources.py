"""What items are made of: clips of held-out speakers or texts at 16 kHz, with exact ends. Knows nothing of items."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

import numpy as np
import soxr

from microturn.core.errors import BadData
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ
from microturn.data.augment import gain, rms
from microturn.data.bank import Bank, Utterance
from microturn.data.pool import key_of
from microturn.data.trim import audible_end_s, trimmed
from microturn.data.voices import HELD_OUT

LEAD_S, TAIL_S = 0.05, 0.1  # kept before the first and after the last word
FADE_S = 0.004
MAX_S = 12.0
BACKCHANNEL_MAX_S = 1.0  # docs/benchmarks.md, section 7: 98.4 % are shorter
KINDS = ("request", "interruption", "backchannel", "side")
EXPECTED = "expected held-out user speech (voices {} or texts kept out by their hash) in {}, found {}"


@dataclass(frozen=True)
class Clip:
    """Speech, float32 [n] at 16 kHz; `words`: (start, end) of each, seconds in the clip."""

    text: str
    speaker: str
    samples: Audio
    words: tuple[tuple[float, float], ...]

    @property
    def onset_s(self) -> float:
        return self.words[0][0] if self.words else 0.0

    @property
    def end_s(self) -> float:
        return self.words[-1][1] if self.words else len(self.samples) / EAR_HZ

    def at(self, level_db: float) -> "Clip":
        """The same at a root mean square of `level_db` re full scale."""
        return replace(self, samples=self.samples * np.float32(gain(level_db) / (rms(self.samples) or 1.0)))


class Sources:
    """Rows of held-out speech by kind. Raises BadData where a bank has no requests that were kept out."""

    def __init__(self, folder: str | Path, real: str | Path | None = None) -> None:
        self.bank = Bank.load([folder])
        rows = [u for u in self.bank.select("user") if u.file and u.words and u.seconds <= MAX_S and is_kept_out(u)]
        self._rows = {kind: [u for u in rows if u.tags.get("kind", KINDS[0]) == kind] for kind in KINDS}
        if not self._rows[KINDS[0]]:
            raise BadData(EXPECTED.format(", ".join(sorted(HELD_OUT)), folder, f"{len(rows)} rows, no request"))
        brief = [u for u in self._rows["backchannel"] if _spoken_s(u) <= BACKCHANNEL_MAX_S]
        self._rows["backchannel"] = brief or [u for u in rows if _spoken_s(u) <= BACKCHANNEL_MAX_S]
        self.sounds = [u for u in self.bank.select("sound") if u.file and not str(u.tags.get("label")).startswith("_")]
        self._real = Bank.load([real]) if real else None
        self.recordings = _recordings(self._real) if self._real else []

    def rows(self, kind: str) -> Sequence[Utterance]:
        """Of a kind; where the bank has none, requests serve as interruptions and side talk."""
        return self._rows[kind] or ([] if kind == "backchannel" else self._rows[KINDS[0]])

    def clip(self, row: Utterance) -> Clip:
        """The sound of a row, cut to its speech and its last word drawn back to where it can be heard to end."""
        bank = self._real if self._real and row.speaker.startswith("real") else self.bank
        samples, rate_hz = bank.audio(row)
        if not row.words or row.role == "sound":
            return Clip(row.text, row.speaker, _at_ear(samples, rate_hz), ())
        if not row.speaker.startswith("real"):
            row = trimmed(row, audible_end_s(samples, rate_hz))
        start_s = max(0.0, row.words[0].start_s - LEAD_S)
        end_s = min(row.seconds, row.words[-1].end_s + TAIL_S)
        cut = samples[round(start_s * rate_hz) : round(end_s * rate_hz)]
        words = tuple((word.start_s - start_s, word.end_s - start_s) for word in row.words)
        return Clip(row.text, row.speaker, _at_ear(cut, rate_hz), words)


@lru_cache(8)
def spoken(folder: Path) -> dict[str, Clip]:
    """Every request of a bank of held-out speech as it is spoken, by its text. Raises BadData."""
    sources = Sources(folder)
    return {key_of(row.text): sources.clip(row) for row in sources.rows(KINDS[0])}


def clip_of(text: str, folder: Path, maker: str) -> Clip:
    """A text as it is spoken in such a bank. `maker`: the file that tells how it is made. Raises BadData where the
    bank does not have it."""
    found = spoken(folder).get(key_of(text))
    if found is None:
        raise BadData(f"expected {text!r} in {folder}, found none; make the bank again ({maker})")
    return found


def is_kept_out(row: Utterance) -> bool:
    """By its voice or by its text."""
    return row.speaker in HELD_OUT or row.is_held_out


def _spoken_s(row: Utterance) -> float:
    return row.words[-1].end_s - row.words[0].start_s


def _recordings(bank: Bank) -> list[Utterance]:
    """Sentences (not single words) of speakers that were kept out."""
    return [u for u in bank.select("user", True) if u.file and len(u.text.split()) > 1 and u.seconds <= MAX_S]


def _at_ear(samples: Audio, rate_hz: int) -> Audio:
    out = soxr.resample(samples, rate_hz, EAR_HZ) if rate_hz != EAR_HZ else samples.copy()
    size = min(round(FADE_S * EAR_HZ), len(out) // 2)
    ramp = np.linspace(0, 1, size, dtype=np.float32)
    out[:size] *= ramp
    out[len(out) - size :] *= ramp[::-1]
    return out
