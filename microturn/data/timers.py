"""Requests about time, and what they ask for: every so often, after a while, counting, waiting, how long something
took. Knows texts only.

Rows of such requests are of a kind of their own, so that nobody answers them without keeping the time.
"""

from dataclasses import dataclass

import numpy as np

from microturn.data import timer_forms as f
from microturn.data.forms import Reader, capital, ended, one_of
from microturn.data.phrases import number, pick

Rng = np.random.Generator
Pair = tuple[str, str]
LONGEST_S, COUNT_TO, LONGEST_SPAN_S = 120, 20, 60
EVERY, ONCE, AFTER, COUNT, PACED, WAIT, START, SPAN = (
    "every", "once", "after", "count", "paced", "wait", "start", "span",
)  # fmt: skip
FORMS = {
    COUNT: f.COUNT, PACED: f.PACED, EVERY: f.EVERY, ONCE: f.ONCE, WAIT: f.WAIT, AFTER: f.AFTER, START: f.START,
    SPAN: f.SPAN,
}  # fmt: skip
SHARES = {EVERY: 0.16, ONCE: 0.16, AFTER: 0.16, COUNT: 0.06, PACED: 0.14, WAIT: 0.16, START: 0.08, SPAN: 0.08}
_NUMBER = {number(n): n for n in range(1, LONGEST_S + 1)}
_TOLD = (*f.CHORES, *f.MATTERS, *f.THINGS)
_NUMBERS = one_of(_NUMBER)
_READER = Reader.of(FORMS, {"n": _NUMBERS, "m": _NUMBERS, "what": one_of(_TOLD), "doing": one_of(f.DOING)})


@dataclass(frozen=True)
class Timer:
    """`kind`: one of FORMS. `sayings`: what is to be said, in turn; `period_s` before each of them."""

    kind: str
    period_s: float
    sayings: tuple[str, ...]


def timers(rng: Rng, n: int) -> list[Pair]:
    """n requests with what is said to them at once ("" to how long something took)."""
    return [_timer(rng) for _ in range(n)]


def sayings() -> list[str]:
    """Everything that timers can ask to be said."""
    passed = [f"{capital(number(n))} seconds have passed." for n in range(1, LONGEST_S + 1)]
    counts = [f"{capital(number(n))}." for n in range(1, COUNT_TO + 1)]
    return [*passed, *counts, *(f"{capital(word)}." for word in _TOLD), *map(took, range(1, LONGEST_SPAN_S + 1))]


def took(seconds: int) -> str:
    """How the assistant says how long something was."""
    return f"{capital(number(seconds))} second{'s' * (seconds != 1)}."


def parse(text: str) -> Timer | None:
    """What a request asks for; None for one that is not about time."""
    found = _READER.read(text)
    if found is None:
        return None
    kind, blanks = found
    return _of(kind, _NUMBER.get(blanks.get("n", ""), 0), _NUMBER.get(blanks.get("m", ""), 0), blanks.get("what", ""))


def _of(kind: str, n: int, m: int, what: str) -> Timer:
    if kind in (COUNT, PACED):
        last, period_s = (n, 1.0) if kind == COUNT else (m, float(n))
        return Timer(kind, period_s, tuple(f"{capital(number(i))}." for i in range(1, min(last, COUNT_TO) + 1)))
    if kind == AFTER:
        return Timer(kind, float(n), (f"{capital(number(n))} seconds have passed.",))
    return Timer(kind, float(n), (f"{capital(what)}.",) if what else ())


def _timer(rng: Rng) -> Pair:
    kinds = list(SHARES)
    kind = kinds[int(rng.choice(len(kinds), p=list(SHARES.values())))]
    form = pick(rng, FORMS[kind])
    n, m = (number(each) for each in _numbers(rng, kind))
    what = pick(rng, _fitting(rng, form))
    return ended(form.format(n=n, m=m, what=what, doing=pick(rng, f.DOING))), _reply(rng, kind, n)


def _numbers(rng: Rng, kind: str) -> tuple[int, int]:
    """Seconds (or how far to count), and how far to count at a pace."""
    low, high = {COUNT: (3, 13), PACED: (2, 5), EVERY: (2, 16)}.get(kind, (2, 46))
    n = int(rng.integers(low, high)) if high < 40 else round(float(np.exp(rng.uniform(np.log(low), np.log(high)))))
    return n, int(rng.integers(2, 6))


def _fitting(rng: Rng, form: str) -> tuple[str, ...]:
    """What can stand in a form's blank: something to do, a thing to think of, or a word."""
    if "to {what}" in form:
        return f.CHORES
    if any(word in form for word in ("of {what}", "about {what}", "mention {what}", "up {what}")):
        return f.MATTERS
    return f.THINGS if rng.random() < 0.7 else f.CHORES


def _reply(rng: Rng, kind: str, n: str) -> str:
    if kind == SPAN:
        return ""
    if kind == EVERY:
        return f"Okay, every {n} seconds."
    return pick(rng, ("Okay.", "Okay, I'll tell you.")) if kind in (AFTER, ONCE) else "Okay."
