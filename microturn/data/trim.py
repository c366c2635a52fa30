"""Where speech really ends: the synthetic voices count about 0.3 s of final silence as their last phone.

A reply is timed from the end that can be heard, so the times of the last word and phone are drawn back to it.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from microturn.data.bank import Span, Utterance

FLOOR_DB = -32.0  # below the loud tenths of the clip
MARGIN_S = 0.03  # a final consonant may be softer than that
SILENT_TAIL_S = 0.275  # what the assistant's voice adds, for rows without sound: median over 600 utterances
MIN_PHONE_S = 0.05
_FRAME_S = 0.01
_MARKS = frozenset(' .,?!;:—…"()“”')


def audible_end_s(samples: NDArray[np.float32], rate_hz: int) -> float:
    """End of the last 10 ms that is not silent."""
    size = int(rate_hz * _FRAME_S)
    num = len(samples) // size
    if num == 0:
        return len(samples) / rate_hz
    energy = np.mean(np.square(samples[: num * size].reshape(num, size)), axis=1)
    loud = np.nonzero(energy > np.percentile(energy, 95) * 10 ** (FLOOR_DB / 10))[0]
    return (int(loud[-1]) + 1) * _FRAME_S + MARGIN_S if len(loud) else len(samples) / rate_hz


def trimmed(utterance: Utterance, end_s: float) -> Utterance:
    """The same with its last word and phone ending at `end_s`, if they are said to end later."""
    if not utterance.words or end_s >= utterance.words[-1].end_s:
        return utterance
    words, phones = trimmed_spans(utterance.words, utterance.phones, end_s)
    return replace(utterance, words=tuple(words), phones=tuple(phones))


def trimmed_spans(words: Sequence[Span], phones: Sequence[Span], end_s: float) -> tuple[list[Span], list[Span]]:
    """Words and phones of `trimmed`; a mark after the last phone begins where that now ends."""
    words, phones = list(words), list(phones)
    spoken = [i for i, phone in enumerate(phones) if phone.label not in _MARKS]
    earliest = [words[-1].start_s, *(phones[i].start_s for i in spoken[-1:])]
    end_s = min(words[-1].end_s, max(end_s, max(earliest) + MIN_PHONE_S))
    words[-1] = words[-1]._replace(end_s=end_s)
    for last in spoken[-1:]:
        phones[last] = phones[last]._replace(end_s=min(end_s, phones[last].end_s))
        if last + 1 < len(phones):
            phones[last + 1] = phones[last + 1]._replace(start_s=phones[last].end_s)
    return words, phones
