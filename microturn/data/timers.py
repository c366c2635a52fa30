"""Requests about time, and what they ask for: every so often, after a while, counting, waiting. Knows texts only.

Rows of such requests are of a kind of their own, so that nobody answers them without keeping the time.
"""

import re
from dataclasses import dataclass

import numpy as np

from microturn.data.phrases import number, pick

Rng = np.random.Generator
Pair = tuple[str, str]
LONGEST_S, COUNT_TO = 120, 20
_NUMBER = {number(n): n for n in range(1, LONGEST_S + 1)}
_SECONDS = "|".join(sorted(_NUMBER, key=len, reverse=True))
CHORES = (
    "breathe", "drink", "blink", "stretch", "sit up", "look away", "stand up", "relax", "smile", "turn around", "move",
    "take a sip", "switch sides", "check the oven", "stir the soup",
)  # fmt: skip
STARTS = ("go", "now", "time", "hello", "ready", "stop", "okay", "done", "surprise", "begin")
EVERY = (
    "remind me to {chore} every {n} seconds", "every {n} seconds tell me to {chore}", "say {chore} every {n} seconds",
    "please tell me to {chore} every {n} seconds",
)  # fmt: skip
AFTER = (
    "tell me when {n} seconds have passed", "let me know in {n} seconds", "tell me when {n} seconds are over",
    "give me a sign after {n} seconds", "set a timer for {n} seconds", "can you time {n} seconds for me",
)  # fmt: skip
COUNT = ("count to {n} slowly", "please count to {n}", "count slowly from one to {n}", "can you count to {n} for me")
WAIT = ("wait {n} seconds, then say {start}", "say {start} in {n} seconds", "in {n} seconds say {start}")
_N, _M = rf"(?P<n>{_SECONDS}) seconds", rf"(?P<m>{_SECONDS}) seconds"
_KINDS = (
    ("every", rf"\b(?:to|say) (?P<what>.*?) every {_N}|every {_M} tell me to (?P<that>.*)"),
    ("count", rf"\bcount\b.*\bto (?P<n>{_SECONDS})\b"),
    ("wait", rf"\bwait {_N},? then say (?P<what>.*)|say (?P<that>.*?) in {_M}"),
    ("wait", rf"\bin {_N} say (?P<what>.*)"),
    ("after", rf"\b{_N}\b"),
)


@dataclass(frozen=True)
class Timer:
    """`kind`: every, after, count, wait. `sayings`: what is to be said, in turn; `period_s` before each of them."""

    kind: str
    period_s: float
    sayings: tuple[str, ...]


def timers(rng: Rng, n: int) -> list[Pair]:
    """n requests with what is said to them at once."""
    return [_timer(rng) for _ in range(n)]


def sayings() -> list[str]:
    """Everything that timers can ask to be said."""
    passed = [f"{_capital(number(n))} seconds have passed." for n in range(1, LONGEST_S + 1)]
    counts = [f"{_capital(number(n))}." for n in range(1, COUNT_TO + 1)]
    return [*passed, *counts, *(f"{_capital(word)}." for word in (*CHORES, *STARTS))]


def parse(text: str) -> Timer | None:
    """What a request asks for; None for one that is not about time."""
    plain = re.sub(r"[.?!]", "", text.lower()).replace("-", " ")
    for kind, pattern in _KINDS:
        if match := re.search(pattern, plain):
            found = match.groupdict()
            seconds = _NUMBER[found.get("n") or found.get("m") or "one"]
            what = (found.get("what") or found.get("that") or "").strip()
            return _of(kind, seconds, what)
    return None


def _of(kind: str, n: int, what: str) -> Timer:
    if kind == "count":
        return Timer(kind, 1.0, tuple(f"{_capital(number(i))}." for i in range(1, min(n, COUNT_TO) + 1)))
    if kind == "after":
        return Timer(kind, float(n), (f"{_capital(number(n))} seconds have passed.",))
    return Timer(kind, float(n), (f"{_capital(what)}.",))


def _timer(rng: Rng) -> Pair:
    kind = int(rng.integers(4))
    short, chore, start = number(int(rng.integers(2, 16))), pick(rng, CHORES), pick(rng, STARTS)
    if kind == 0:
        text, reply = pick(rng, EVERY).format(chore=chore, n=short), f"Okay, every {short} seconds."
    elif kind == 1:
        n = number(int(rng.integers(3, 31)))
        text, reply = pick(rng, AFTER).format(n=n), pick(rng, ("Okay.", "Okay, I'll tell you."))
    elif kind == 2:
        text, reply = pick(rng, COUNT).format(n=number(int(rng.integers(3, 13)))), "Okay."
    else:
        text, reply = pick(rng, WAIT).format(n=short, start=start), "Okay."
    return _capital(text) + ".", reply


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
