"""A user who tells a story: sentences of one held-out speaker, one after the other, with the pauses of people who talk.

He asks for nothing, so nobody should take the turn; signs of listening are welcome.
"""

import numpy as np

from microturn.bench.fdb import tales
from microturn.bench.fdb.dialogue import Dialogue
from microturn.bench.items import LEVEL_DB, Item
from microturn.bench.voice import Stretch
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ

PAUSE_S, LONGEST_PAUSE_S = 0.48, 1.28  # docs/benchmarks.md, section 7: median and 95 % of pauses inside a turn
SHORTEST_PAUSE_S = 0.2
TAIL_S = 3.4  # for what began late to show its length
STREAM = 97  # of random numbers


def monologue(index: int, number: int, seed: int) -> Dialogue:
    """`index`: among the monologues of a seed. Some 15 to 20 s, `talk` its sentences."""
    rng = np.random.default_rng([seed, STREAM, index])
    level_db, stories = LEVEL_DB + float(rng.uniform(-5, 5)), tales.told()
    parts, talk, texts = [_silence(float(rng.uniform(0.6, 1.0)))], list[Stretch](), list[str]()
    for clip in stories[index % len(stories)]:
        at_s = sum(map(len, parts)) / EAR_HZ
        tail_s = len(clip.samples) / EAR_HZ - clip.end_s
        parts += [clip.at(level_db).samples, _silence(max(0.0, pause_s(rng) - tail_s))]
        talk.append(Stretch(at_s + clip.onset_s, at_s + clip.end_s))
        texts.append(clip.text)
    user = np.concatenate([*parts, _silence(TAIL_S)])
    item = Item("heard", "monologue", number, seed * 1000 + index, user, " ".join(texts), end_s=talk[-1].end_s)
    return Dialogue(number, "backchannel", item, talk=tuple(talk))


def pause_s(rng: np.random.Generator) -> float:
    """As long as people's, and none longer than nineteen of twenty."""
    return float(np.clip(PAUSE_S * np.exp(0.6 * rng.standard_normal()), SHORTEST_PAUSE_S, LONGEST_PAUSE_S))


def _silence(seconds: float) -> Audio:
    return np.zeros(round(seconds * EAR_HZ), np.float32)
