"""TimeSpeak-S: says what was asked for at the time that was asked for. See docs/benchmarks.md, section 13."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from microturn.bench.suite.benchmark import Published
from microturn.bench.timed import time_texts as texts
from microturn.bench.timed import wording
from microturn.bench.timed.benchmark import Maker, Timed
from microturn.bench.timed.items import LATEST_S, Item, Script, turn_of
from microturn.bench.timed.speech import Speech
from microturn.bench.timed.time_texts import Ask
from microturn.data.phrases import number

LEAD_S = (0.6, 1.0)
GRACE_S = 2.0  # after the user has ended: a reply may name what is to be said
CLEAR_S = 1.0  # before it is due it must not be said, up to here
ONCE_S, AGAIN_S = 3.0, 5.0  # after it was due it must not be said again, from here to here
TAIL_S = 1.0
REPEATS = (2, 3)
LONG_S = (3, 40)
ABOUT = (
    "Held-out voices ask to be told something at a time: a reminder after N seconds, one every N seconds until told to "
    "stop, numbers at a pace, a sign when N seconds have passed, a word after N seconds of silence, how long something "
    "took. Right: the words fit, and the voice that says them begins between 0.5 s before and the given time after it "
    "is due; and they are not said where they must not be."
)
T = TypeVar("T")


def _pick(script: Script, index: int, rows: Sequence[T]) -> T:
    return rows[turn_of(len(rows), script.kind, index, script.seed)]


def _asked(script: Script, speech: Speech, ask: Ask) -> float:
    """The user asks; returns the end, from which the time counts."""
    end_s = script.say(speech.clip(ask.voice, ask.text), script.between(*LEAD_S)).end_s
    script.reply(end_s)
    return end_s


def _once(script: Script, speech: Speech, ask: Ask, pattern: str, say: str) -> Item:
    """After so many seconds, once; not before, and not again."""
    end_s = _asked(script, speech, ask)
    due_s = end_s + ask.seconds
    script.expect(due_s, pattern, say)
    script.forbid(end_s + GRACE_S, due_s - CLEAR_S)
    script.forbid(due_s + ONCE_S, due_s + AGAIN_S)
    return script.item(due_s + AGAIN_S)


def remind(script: Script, speech: Speech, index: int) -> Item:
    ask = _pick(script, index, texts.REMIND)
    return _once(script, speech, ask, wording.word(ask.say), ask.say)


def wait(script: Script, speech: Speech, index: int) -> Item:
    ask = _pick(script, index, texts.WAIT)
    return _once(script, speech, ask, wording.word(ask.say), ask.say)


def passed(script: Script, speech: Speech, index: int) -> Item:
    ask = _pick(script, index, texts.PASSED)
    pattern = wording.any_of(f"{wording.PASSED}|{number(ask.seconds)}")
    return _once(script, speech, ask, pattern, f"{number(ask.seconds)} seconds")


def every(script: Script, speech: Speech, index: int) -> Item:
    """Two or three times; then the user has had enough, and nothing more may come."""
    ask = _pick(script, index, texts.EVERY)
    start_s = _asked(script, speech, ask)
    times = int(script.rng.integers(REPEATS[0], REPEATS[1] + 1))
    for k in range(1, times + 1):
        script.expect(start_s + k * ask.seconds, wording.word(ask.say), ask.say)
    ways = [text for voice, text in texts.ENOUGH if voice == ask.voice]
    enough = ways[int(script.rng.integers(len(ways)))]
    onset_s = start_s + times * ask.seconds + script.between(1.1, 1.4)
    stopped_s = script.say(speech.clip(ask.voice, enough), onset_s).end_s
    script.reply(stopped_s)
    end_s = max(stopped_s + GRACE_S + TAIL_S, start_s + (times + 1) * ask.seconds + LATEST_S)
    script.forbid(stopped_s + GRACE_S, end_s)
    return script.item(end_s)


def count(script: Script, speech: Speech, index: int) -> Item:
    """The text says when the first number is due."""
    ask = _pick(script, index, texts.COUNT)
    start_s = _asked(script, speech, ask)
    for n in range(1, ask.times + 1):
        script.expect(start_s + n * ask.seconds, wording.numeral(n), number(n))
    return script.item(start_s + ask.times * ask.seconds + LATEST_S + TAIL_S)


def how_long(script: Script, speech: Speech, index: int) -> Item:
    """From the last word before to the first one after: 3 to 40 s, short ones more often; 15 % off is right."""
    gap = _pick(script, index, texts.HOW_LONG)
    start_s = script.say(speech.clip(gap.voice, gap.before), script.between(*LEAD_S)).end_s
    seconds = round(float(np.exp(script.between(*np.log(LONG_S)))))
    asked_s = script.say(speech.clip(gap.voice, gap.after), start_s + seconds).end_s
    script.reply(start_s)
    script.reply(asked_s)
    pattern = wording.about(seconds)
    script.forbid(start_s + GRACE_S, start_s + seconds)
    script.expect(asked_s, pattern, f"{number(seconds)} seconds")
    return script.item(asked_s + LATEST_S + TAIL_S)


MAKERS: dict[str, Maker] = {
    "remind": remind, "every": every, "count": count, "passed": passed, "wait": wait, "how_long": how_long,
}  # fmt: skip
LABELS = {
    "remind": "reminds after N s", "every": "every N s", "count": "counts at a pace", "passed": "N s have passed",
    "wait": "waits N s, then says", "how_long": "how long was that",
}  # fmt: skip
PUBLISHED = (
    Published("TML-Interaction-Small", "Interaction Models, May 2026, TimeSpeak", {"accuracy_1000ms": 0.647}),
    Published("GPT-Realtime-2", "the same", {"accuracy_1000ms": 0.043}),
)


def make() -> Timed:
    return Timed("timespeak", "TimeSpeak-S", ABOUT, PUBLISHED, MAKERS, LABELS)
