"""Records made by hand, whose scores are known: tones and words at given times. They test the scorers."""

from collections.abc import Iterator, Sequence

import numpy as np

from microturn.bench.baselines import TONE, TONE_HZ
from microturn.bench.fdb.dialogue import Dialogue
from microturn.bench.suite.benchmark import Control, Scores
from microturn.bench.suite.record import Record, Words
from microturn.bench.voice import Stretch
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ

EXACT_S = 0.025  # two frames of the detector
NUM = 3  # items of a kind
STEP_S = 0.15  # between the starts of two words
Voice = Sequence[tuple[float, float]]


def few(items: Sequence[Dialogue], kinds: Sequence[str]) -> Iterator[Dialogue]:
    """The first items of each kind."""
    for kind in kinds:
        yield from [case for case in items if case.kind == kind][:NUM]


def plant(
    case: Dialogue, voice: Voice, seconds: float, said: Sequence[Words] = (), overlap: Stretch | None = None
) -> Record:
    """A record of the case in which the target sounds from when to when it is said. `overlap`: marked in it."""
    times = np.arange(round(seconds * MOUTH_HZ)) / MOUTH_HZ
    output = np.zeros(len(times), np.float32)
    for start_s, end_s in voice:
        spot = slice(round(max(0.0, start_s) * MOUTH_HZ), round(end_s * MOUTH_HZ))
        output[spot] = TONE * np.sin(2 * np.pi * TONE_HZ * times[spot])
    marks = {"overlap_start": overlap.start_s, "overlap_end": overlap.end_s} if overlap else {}
    return Record(_fitted(case.item.user, seconds), output, tuple(said), marks=marks).rounded()


def words(text: str, at_s: float) -> list[Words]:
    return [Words(at_s + i * STEP_S, f" {word}") for i, word in enumerate(text.split())]


def control(case: Dialogue, takes: Record | tuple[Record, ...], **expected: float | None) -> Control:
    scores: Scores = dict(expected)
    return Control(case, takes if isinstance(takes, tuple) else (takes,), scores, EXACT_S)


def planned(case: Dialogue) -> Stretch:
    """When something is said into the target's speech: as in the recording, or 3 s after the user's turn."""
    if case.overlap is not None:
        return case.overlap
    clip, start_s = case.item.overlap, case.item.end_s + 3.0
    return Stretch(start_s, start_s + (clip.end_s - clip.onset_s if clip else 1.0))


def _fitted(samples: Audio, seconds: float) -> Audio:
    out = np.zeros(round(seconds * EAR_HZ), np.float32)
    part = samples[: len(out)]
    out[: len(part)] = part
    return out
