"""A user who tells something long: utterances of one held-out speaker, one after the other, with gaps of 0.2 to 0.4 s.

The utterances are requests that have nothing to do with each other, since no story was kept out of training.
"""

import numpy as np

from microturn.bench.fdb.dialogue import Dialogue
from microturn.bench.items import LEVEL_DB, Item
from microturn.bench.sources import Clip, Sources
from microturn.bench.voice import Stretch
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ
from microturn.data.bank import Utterance

SHORTEST_S, LONGEST_S = 15.0, 30.0
SILENT_S = (0.05, 0.25)  # between two clips, which bring 0.15 s of silence themselves
MIN_ROWS = 4  # of a speaker
TAIL_S = 3.4  # for what began late to show its length
STREAM = 97  # of random numbers


def monologue(sources: Sources, index: int, number: int, seed: int) -> Dialogue:
    """`index`: among the monologues of a seed. 15 to 30 s, `talk` its utterances."""
    rng = np.random.default_rng([seed, STREAM, index])
    level_db, goal_s = LEVEL_DB + float(rng.uniform(-5, 5)), float(rng.uniform(SHORTEST_S, LONGEST_S - 5))
    parts, at_s = [_silence(float(rng.uniform(0.6, 1.0)))], 0.0
    talk, texts = list[Stretch](), list[str]()
    for clip in _clips(sources, index, rng):
        at_s = sum(map(len, parts)) / EAR_HZ
        if at_s >= goal_s:
            break
        parts += [clip.at(level_db).samples, _silence(float(rng.uniform(*SILENT_S)))]
        talk.append(Stretch(at_s + clip.onset_s, at_s + clip.end_s))
        texts.append(clip.text)
    user = np.concatenate([*parts, _silence(TAIL_S)])
    item = Item("heard", "monologue", number, seed * 1000 + index, user, " ".join(texts), end_s=talk[-1].end_s)
    return Dialogue(number, "backchannel", item, talk=tuple(talk))


def _clips(sources: Sources, index: int, rng: np.random.Generator) -> list[Clip]:
    """Of one speaker, in any order, again from the first when they are used up."""
    by_speaker: dict[str, list[Utterance]] = {}
    for row in sources.rows("request"):
        by_speaker.setdefault(row.speaker, []).append(row)
    speakers = [who for who in sorted(by_speaker) if len(by_speaker[who]) >= MIN_ROWS] or sorted(by_speaker)
    rows = by_speaker[speakers[index % len(speakers)]]
    clips = [sources.clip(rows[i]) for i in rng.permutation(len(rows))]
    times = int(LONGEST_S / sum(len(clip.samples) / EAR_HZ for clip in clips)) + 1
    return clips * times


def _silence(seconds: float) -> Audio:
    return np.zeros(round(seconds * EAR_HZ), np.float32)
