"""What a target said and when: by its transcript where there is one, else by a recogniser, else by its voice alone."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from microturn.bench.judge import Judge, at_ear
from microturn.bench.suite.record import Record, Words
from microturn.bench.voice import Stretch
from microturn.data.phrases import number

RUN_GAP_S = 1.0  # words further apart than this belong to two replies
HALF_TICK_S = 0.1  # times of words are known to 0.2 s
WORD = re.compile(r"[a-z]+|\d+")
UNITS = {number(n): n for n in range(20)}
TENS = {number(n): n for n in range(20, 100, 10)}


@dataclass(frozen=True)
class Reply:
    """A stretch of speech; `text` is "" where nobody knows the words."""

    start_s: float
    text: str


def replies(record: Record, start_s: float, end_s: float, judge: Judge | None) -> list[Reply]:
    """Speech between two times, cut at both: a reply that goes on from before begins at `start_s`."""
    if record.said:
        inside = [words for words in record.said if start_s <= words.at_s < end_s]
        return [Reply(run[0].at_s, _joined(run)) for run in _runs(inside)]
    parts = ((max(run.start_s, start_s), min(run.end_s, end_s)) for run in record.voice)
    parts = [(first_s, last_s) for first_s, last_s in parts if last_s - first_s > HALF_TICK_S]
    return [Reply(first_s, written(record, first_s, last_s, judge)) for first_s, last_s in parts]


def stretches_of_speech(record: Record) -> list[Stretch]:
    """Whole replies, from the first to the last of their words (known to 0.2 s) or of their voice."""
    return [Stretch(run[0].at_s, run[-1].at_s) for run in _runs(record.said)] if record.said else record.voice


def text_from(record: Record, from_s: float, judge: Judge | None) -> str:
    """All words from a time on."""
    return record.said_from(from_s) if record.said else written(record, from_s, record.seconds, judge)


def written(record: Record, start_s: float, end_s: float, judge: Judge | None) -> str:
    """What a recogniser hears between two times; "" without one, or where there is no voice."""
    if judge is None or not any(run.start_s < end_s and run.end_s > start_s for run in record.voice):
        return ""
    return judge.write(at_ear(record.output, start_s, end_s))


def first_match(record: Record, pattern: re.Pattern[str], start_s: float, judge: Judge | None) -> float | None:
    """When the first word that matches sounds, from `start_s` on."""
    if record.said:
        return _first_said(record.said, pattern, start_s)
    found = replies(record, start_s, record.seconds, judge)
    return next((reply.start_s for reply in found if pattern.search(reply.text.lower())), None)


def last_number(text: str) -> int | None:
    """In words ("twenty-one") or digits, up to 999."""
    found = numbers(text)
    return found[-1] if found else None


def numbers(text: str) -> list[int]:
    """All of them in order: "nineteen, twenty, twenty one" has three."""
    out: list[int] = []
    tens = hundreds = None  # what a following word may be added to
    for word in WORD.findall(text.lower()):
        if word.isdigit():
            out.append(int(word) if len(word) < 4 else 999)
            tens = hundreds = None
        elif word == "hundred":
            hundreds, tens = 100 * (out.pop() if out and 0 < out[-1] < 10 else 1), None
            out.append(hundreds)
        elif word in TENS or word in UNITS:
            value = TENS.get(word, UNITS.get(word, 0))
            base = tens if word in UNITS and 0 < value < 10 and tens is not None else hundreds
            if base is not None:
                out.pop()
            out.append((base or 0) + value)
            tens = out[-1] if word in TENS else None
            hundreds = None
        elif word != "and":
            tens = hundreds = None
    return out


def _first_said(said: Sequence[Words], pattern: re.Pattern[str], start_s: float) -> float | None:
    """Words may be cut between micro-turns: they are put together before they are searched."""
    text, starts = "", list[tuple[int, float]]()
    for words in said:
        if words.at_s >= start_s:
            starts.append((len(text), words.at_s))
            text += words.text
    match = pattern.search(text.lower())
    if match is None:
        return None
    return max(at_s for place, at_s in starts if place <= match.start())


def _runs(said: Sequence[Words]) -> list[list[Words]]:
    out: list[list[Words]] = []
    for words in said:
        if out and words.at_s - out[-1][-1].at_s <= RUN_GAP_S + 1e-6:
            out[-1].append(words)
        else:
            out.append([words])
    return out


def _joined(run: Sequence[Words]) -> str:
    return " ".join("".join(words.text for words in run).split())
