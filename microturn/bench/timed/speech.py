"""The shipped bank of held-out speech by voice and text, whole or cut between words. Knows nothing of items."""

import re
from functools import cache
from pathlib import Path

import numpy as np

from microturn.bench.sources import LEAD_S, TAIL_S, Clip, Sources
from microturn.core.errors import BadData
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ
from microturn.data.pool import key_of

FOLDER = Path(__file__).parents[2] / "assets" / "timed"
FADE_S = 0.015  # where a word is cut out: its neighbours sound into it
MADE_BY = "python -m microturn.bench.timed.assets VOICES"
_ENDS = re.compile(r"[.?!]$")


class Speech:
    """Raises BadData for a folder without held-out speech."""

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder, self._sources = folder, Sources(folder)
        self._rows = {(row.speaker, key_of(row.text)): row for row in self._sources.rows("request")}

    def clip(self, voice: str, text: str) -> Clip:
        """Raises BadData for what the bank does not hold."""
        row = self._rows.get((voice, key_of(text)))
        if row is None:
            raise BadData(f"expected {text!r} by {voice} in {self._folder}, found none; make it again: {MADE_BY}")
        return self._sources.clip(row)

    def word(self, voice: str, text: str, word: str) -> Clip:
        """One word, cut out of a text."""
        clip = self.clip(voice, text)
        first = place(clip, word)
        return cut(clip, first, first + 1)


@cache
def open_speech(folder: Path = FOLDER) -> Speech:
    return Speech(folder)


def place(clip: Clip, word: str) -> int:
    """Where a word comes first."""
    return [key_of(each) for each in clip.text.split()].index(word)


def cut(clip: Clip, first: int, stop: int) -> Clip:
    """Words `first` to `stop - 1`, with half of the gaps around them at most."""
    words = clip.words
    start_s = max(words[first][0] - LEAD_S, (words[first - 1][1] + words[first][0]) / 2 if first else 0.0, 0.0)
    end_s = words[stop - 1][1] + TAIL_S
    if stop < len(words):
        end_s = min(end_s, (words[stop - 1][1] + words[stop][0]) / 2)
    samples = _faded(clip.samples[round(start_s * EAR_HZ) : round(end_s * EAR_HZ)])
    kept = tuple((a - start_s, b - start_s) for a, b in words[first:stop])
    return Clip(" ".join(clip.text.split()[first:stop]), clip.speaker, samples, kept)


def sentences(clip: Clip) -> list[Clip]:
    """Cut after full stops."""
    ends = [i + 1 for i, word in enumerate(clip.text.split()) if _ENDS.search(word)]
    return [cut(clip, first, stop) for first, stop in zip([0, *ends], ends)]


def _faded(samples: Audio) -> Audio:
    out = samples.copy()
    size = min(round(FADE_S * EAR_HZ), len(out) // 2)
    ramp = np.linspace(0, 1, size, dtype=np.float32)
    out[:size] *= ramp
    out[len(out) - size :] *= ramp[::-1]
    return out
