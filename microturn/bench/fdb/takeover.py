"""Rules of Full-Duplex-Bench v1 (arXiv 2503.04721): what is a takeover, what a backchannel, and where people put them.

`voice` is always that of the target, segments with gaps up to 0.5 s closed.
"""

from collections.abc import Sequence

import numpy as np

from microturn.bench.fdb.said import bare, words_in
from microturn.bench.judge import Judge
from microturn.bench.stats import Floats
from microturn.bench.suite.record import Record
from microturn.bench.voice import Stretch, covered_s

BRIEF_S, BRIEF_WORDS = 1.0, 3
TURN_S = 3.0  # longer voice is a turn whatever is said
BACKCHANNEL_WORDS = 2
BIN_S = 0.2
SMALL = 1e-10
NEAR = 1e-6
OVER_TALK = 0.64  # of people's backchannels overlap the other's talk, docs/benchmarks.md, section 7
_CUES = (
    "ah aha alright cool exactly good great hm hmm huh indeed mhm mm mmhm mmhmm nice oh ok okay really right sure true "
    "uh uhhuh um umhum wow yeah yep yes yup"
)
CUES = frozenset(_CUES.split())
CUE_PHRASES = frozenset(("i see", "got it", "of course", "i know", "i understand"))


def tor(record: Record, voice: Sequence[Stretch], judge: Judge | None) -> float | None:
    """0 without words; with d from the first to the last: 0 where d < 1 s and there are at most 3; else 1. d is
    measured on the voice. None where nobody knows the words."""
    if not voice:
        return 0.0
    words = words_in(record, _extent(voice), judge)
    if words is None:
        return None
    return float(bool(words) and not (_extent(voice).seconds < BRIEF_S and len(words) <= BRIEF_WORDS))


def atr(voice: Sequence[Stretch]) -> float:
    """The same by voice alone."""
    return float(bool(voice) and _extent(voice).seconds >= BRIEF_S)


def _extent(voice: Sequence[Stretch]) -> Stretch:
    return Stretch(voice[0].start_s, voice[-1].end_s)


def is_backchannel(part: Stretch, words: Sequence[str] | None) -> bool:
    """By duration: under 1 s and at most 2 words (where they are known)."""
    return part.seconds < BRIEF_S and (words is None or len(words) <= BACKCHANNEL_WORDS)


def is_cue(part: Stretch, words: Sequence[str]) -> bool:
    """By lexicon: at most 3 words, more than half of them acknowledgements, and not longer than a turn."""
    if not words or len(words) > BRIEF_WORDS or part.seconds > TURN_S:
        return False
    plain = [bare(word) for word in words]
    return " ".join(plain) in CUE_PHRASES or 2 * sum(word in CUES for word in plain) > len(plain)


def human_places(talk: Sequence[Stretch], seconds: float) -> Floats:
    """Where listeners acknowledge, as far as section 7 tells: 64 % over the other's talk, the rest in its gaps, evenly:
    float64 [bins of 200 ms]."""
    starts = np.arange(num_bins(seconds)) * BIN_S
    shares = np.array([min(1.0, covered_s(talk, start, start + BIN_S) / BIN_S) for start in starts])
    parts = ((shares, OVER_TALK), (1 - shares, 1 - OVER_TALK))
    return sum((weight * part / part.sum() for part, weight in parts if part.sum() > NEAR), np.zeros(len(starts)))


def num_bins(seconds: float) -> int:
    return int(seconds / BIN_S) + 1


def fitted(places: Sequence[float], seconds: float) -> Floats:
    """A histogram over another number of bins, as the published evaluation fits them: float64 [bins of 200 ms]."""
    num = num_bins(seconds)
    return np.interp(np.linspace(0, 1, num), np.linspace(0, 1, len(places)), np.asarray(places, np.float64))


def divergence(backchannels: Sequence[Stretch], human: Floats) -> float:
    """Jensen-Shannon distance (root of the divergence, natural logarithm) between two histograms over the same bins;
    1 without backchannels, as published."""
    if not backchannels:
        return 1.0
    counts = np.zeros(len(human))
    for part in backchannels:
        counts[int(part.start_s / BIN_S) : int(part.end_s / BIN_S) + 1] += 1
    p, q = (_normalised(each) for each in (counts, human))
    middle = (p + q) / 2
    parts = [float(np.sum(each * np.log(each / middle))) for each in (p, q)]
    return max(0.0, sum(parts) / 2) ** 0.5


def _normalised(counts: Floats) -> Floats:
    return (counts + SMALL) / np.sum(counts + SMALL)
