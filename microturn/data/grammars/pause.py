"""Holding: the user pauses inside a request, sometimes with a filler; the reply comes only after its true end."""

from collections.abc import Sequence

import numpy as np

from microturn.data.grammars import answer
from microturn.data.pool import Pool, choose
from microturn.data.scene import Own, Scene, part
from microturn.data.tables import listed
from microturn.data.timeline import Timeline
from microturn.text.normal import words

MIN_WORDS = 4
PAUSE_S = (0.4, 1.2)
FILLER_SHARE = 0.35
LINKED_SHARE = 0.5  # pauses after words that ask for more
LINKS = listed(  # words after which nobody has ended
    "a an the my your our his her their this that to of for in on at from with by and or but if is are was what how "
    "where when who which me i you can could would will do does did please set play tell add put turn"
)


def make(rng: np.random.Generator, pool: Pool) -> Scene:
    line = Timeline(rng, pool)
    for _ in range(int(rng.integers(1, 4))):
        if line.chance(0.75):
            add(line)
        else:
            answer.add(line)
    return line.scene()


def add(line: Timeline) -> Own:
    """One request with one or two pauses, and its reply."""
    rng = line.rng
    exchange = line.pool.exchange(line.circle, rng)
    for _ in range(20):
        if len(exchange.request.words) >= MIN_WORDS:
            break
        exchange = line.pool.exchange(line.pool.requests, rng)
    row = exchange.request
    cuts = _cuts([word.label for word in row.words], line.chance(LINKED_SHARE))
    chosen = sorted(rng.choice(cuts, min(len(cuts), int(rng.integers(1, 3))), replace=False)) if cuts else []
    onset_s = line.onset_s()
    for first, stop in zip([0, *chosen], [*chosen, len(row.words)]):
        line.hear(part(row, int(first), int(stop)), onset_s, gain_db=0.0)
        onset_s = line.now_s + float(rng.uniform(*PAUSE_S))
        if stop < len(row.words) and line.pool.fillers and line.chance(FILLER_SHARE):
            line.hear(choose(line.pool.fillers, rng), line.now_s + float(rng.uniform(0.1, 0.5)), gain_db=-1.0)
            onset_s = line.now_s + float(rng.uniform(*PAUSE_S))
    return line.answer(exchange.reply)


def _cuts(labels: Sequence[str], is_linked: bool) -> list[int]:
    """Word boundaries to pause at: after words that ask for more, or anywhere inside."""
    linked = [i + 1 for i, label in enumerate(labels[:-1]) if " ".join(words(label)) in LINKS]
    return linked if linked and is_linked else list(range(1, len(labels)))
