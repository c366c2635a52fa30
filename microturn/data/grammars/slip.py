"""The reply that came too early: in a pause of the request, which then goes on. What counts is the reply at its end.

A network that was never seen to err does not know how to go on. The slip itself is lived through, not learned.
"""

import numpy as np

from microturn.core.vocab import Control
from microturn.data import timers
from microturn.data.bank import Utterance
from microturn.data.phrases import number
from microturn.data.scene import TICKS_A_SECOND, Note, part, reply_tick
from microturn.data.timeline import Timeline
from microturn.text.normal import words

SLIP_SHARE = 0.2  # of requests
MARK_SHARE = 0.7  # at a comma or full stop, where there is one
MIN_WORDS = 5
GOES_ON_S = (0.35, 1.2)  # after the end of the first part


def put(line: Timeline, request: Utterance | str, early: Utterance, due: tuple[int, str] | None = None) -> float:
    """The user asks -> when he has ended, seconds. Now and then `early` is said in the middle, and the seconds until
    something is `due`, if they have been named, are counted down from there."""
    if isinstance(request, str) or len(request.words) < MIN_WORDS or not line.chance(SLIP_SHARE):
        return line.put(request)
    cut = _cut(line.rng, request)
    begun = line.hear(part(request, 0, cut), line.onset_s())
    own = line.say(early, reply_tick(begun.end_s))
    onset_s = begun.end_s + float(line.rng.uniform(*GOES_ON_S))
    end_s = line.hear(part(request, cut, len(request.words)), onset_s, gain_db=begun.gain_db).end_s
    stop = reply_tick(end_s)
    line.slips.append((own.start_tick, stop))
    if due is not None:
        line.notes += _counted(*due, " ".join(words(begun.utterance.text)), range(own.start_tick, stop, TICKS_A_SECOND))
    return end_s


def _counted(seconds: int, saying: str, heard: str, ticks: range) -> list[Note]:
    """Notes of what has been understood so far."""
    if f"{number(seconds)} second" not in heard:
        return []
    known = saying if " ".join(words(saying)) in heard else ""
    return [Note(t, Control.LEFT, timers.in_mind(seconds - k, known)) for k, t in enumerate(ticks) if k < seconds]


def _cut(rng: np.random.Generator, request: Utterance) -> int:
    """How many words come before the pause."""
    marked = [i for i, word in enumerate(request.words[:-1], 1) if word.label[-1:] in ",.?!"]
    if marked and rng.random() < MARK_SHARE:
        return marked[int(rng.integers(len(marked)))]
    return int(rng.integers(len(request.words) // 2, len(request.words)))
