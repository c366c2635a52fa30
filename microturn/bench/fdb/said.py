"""What a target said and when: from its own transcript, else from a recogniser. Knows no rules about it."""

from collections.abc import Sequence
from dataclasses import replace

from microturn.bench.judge import Judge, at_ear
from microturn.bench.suite.benchmark import Row
from microturn.bench.suite.record import Record, timed
from microturn.bench.voice import Stretch, covered_s
from microturn.core.units import TICK_S
from microturn.data.pool import key_of

MARGIN_S = 0.1  # of sound around what is written down
NEAR = 1e-6


def words_in(record: Record, span: Stretch, judge: Judge | None) -> list[str] | None:
    """Words that begin to sound in a span. None: it spoke, gives no words, and there is no judge to write them down."""
    if record.said:
        early_s = span.start_s - TICK_S + NEAR  # a word of this micro-turn begins to sound somewhere in it
        return [word.text for word in timed(record.said) if early_s < word.at_s < span.end_s]
    if covered_s(record.voice, *span) <= 0:
        return []
    if judge is None:
        return None
    return judge.write(at_ear(record.output, span.start_s - MARGIN_S, span.end_s + MARGIN_S)).split()


def has_words(record: Record, judge: Judge | None) -> float | None:
    """Whether it is known what it said; None where it never spoke."""
    return float(bool(record.said) or judge is not None) if record.voice else None


def worded(rows: Sequence[Row], keys: Sequence[str]) -> list[Row]:
    """Rows without the scores of words where no word of the target is known: only its silent items would count."""
    known = [row.scores.get("has_words") for row in rows]
    if 0.0 not in known or 1.0 in known:
        return list(rows)
    return [replace(row, scores={k: v for k, v in row.scores.items() if k not in keys}) for row in rows]


def bare(word: str) -> str:
    """Letters and digits alone, in lower case: "Uh-huh," is "uhhuh"."""
    return "".join(filter(str.isalnum, word.lower()))


def spoken_words(texts: Sequence[str]) -> list[str]:
    """Words as they are spoken: lower case, numbers in words, no marks."""
    return key_of(" ".join(texts)).split()
