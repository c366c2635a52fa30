"""What a target said and when: the words of its transcript, or of a judge, placed on its voice. Knows no items.

A word counts only where there is voice. A *saying* is a segment of voice, gaps up to 0.5 s closed, with its words.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np

from microturn.bench.judge import Judge, at_ear
from microturn.bench.suite.record import Record, timed
from microturn.bench.voice import Stretch, is_voiced, stretches
from microturn.core.units import MOUTH_HZ
from microturn.data.pool import key_of

BURST_GAP_S = 0.2  # longer gaps stand between words
AHEAD_S, BEHIND_S = 1.0, 0.4  # a word may come so long before its voice begins, or after it has ended
SNAP_S = (-0.25, 0.4)  # a burst that begins so close to a word begins with it
MARGIN_S = 0.1  # around a segment, for a recogniser


class Word(NamedTuple):
    """`saying`: in which segment of the voice."""

    at_s: float
    text: str
    saying: int


@dataclass(frozen=True)
class Sayings:
    """`voice`: segments; `words`: in their order, with the time at which each begins to sound."""

    voice: tuple[Stretch, ...]
    words: tuple[Word, ...]

    @cached_property
    def texts(self) -> list[str]:
        """Of each segment."""
        return [" ".join(w.text for w in self.words if w.saying == i) for i in range(len(self.voice))]

    def onsets(self, pattern: str, is_word: bool) -> list[float]:
        """When each saying, or each run of words, in which the pattern is found begins, seconds."""
        if not is_word:
            return [part.start_s for part, text in zip(self.voice, self.texts) if re.search(pattern, text)]
        text, starts = "", dict[int, float]()
        for word in self.words:
            starts[len(text)] = word.at_s
            text += f"{word.text} "
        return [starts[found.start()] for found in re.finditer(pattern, text) if found.start() in starts]


def sayings(record: Record, judge: Judge | None = None) -> Sayings:
    """From the target's transcript; the judge writes where there is voice and none. Without both: no words."""
    bursts = stretches(is_voiced(record.output, MOUTH_HZ), BURST_GAP_S)
    words = [(word.at_s, each) for word in timed(record.said) for each in plain(word.text).split()]
    if not words and judge is not None:
        words = [pair for part in record.voice for pair in _judged(record, part, bursts, judge)]
    placed = ((at_s, text, _saying_at(record.voice, at_s)) for at_s, text in words)
    kept = (Word(_snapped(bursts, at_s), text, saying) for at_s, text, saying in placed if saying is not None)
    return Sayings(tuple(record.voice), tuple(kept))


def plain(text: str) -> str:
    """Lower case, numbers in words, no marks, no accents."""
    bare = unicodedata.normalize("NFKD", text.replace("ß", "ss"))
    return key_of("".join(letter for letter in bare if not unicodedata.combining(letter)))


def _saying_at(voice: Sequence[Stretch], at_s: float) -> int | None:
    """The segment in which a word sounds; else the one that soon begins; else the one that has just ended."""
    inside = (i for i, part in enumerate(voice) if part.start_s <= at_s < part.end_s)
    soon = (i for i, part in enumerate(voice) if at_s < part.start_s <= at_s + AHEAD_S)
    just = (i for i, part in enumerate(voice) if part.end_s <= at_s <= part.end_s + BEHIND_S)
    return next(inside, next(soon, next(just, None)))


def _snapped(bursts: Sequence[Stretch], at_s: float) -> float:
    near = (b.start_s for b in bursts if SNAP_S[0] < b.start_s - at_s <= SNAP_S[1])
    return min(near, key=lambda start_s: abs(start_s - at_s), default=at_s)


def _judged(record: Record, part: Stretch, bursts: Sequence[Stretch], judge: Judge) -> list[tuple[float, str]]:
    """The words of a segment, spread over its bursts by their letters."""
    words = plain(judge.write(at_ear(record.output, part.start_s - MARGIN_S, part.end_s + MARGIN_S))).split()
    own = [burst for burst in bursts if part.start_s <= burst.start_s < part.end_s]
    letters = np.cumsum([0, *(len(word) + 1 for word in words)])
    spoken_s = sum(burst.seconds for burst in own)
    return [(_within(own, spoken_s * float(n) / float(letters[-1])), word) for n, word in zip(letters, words)]


def _within(bursts: Sequence[Stretch], spoken_s: float) -> float:
    """The time at which so much of the bursts is over."""
    for burst in bursts:
        if spoken_s < burst.seconds:
            return burst.start_s + spoken_s
        spoken_s -= burst.seconds
    return bursts[-1].end_s
