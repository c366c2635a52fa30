"""Requests about time, and what they ask for: every so often, after a while, counting, waiting, how long something
took. Knows texts only.

Rows of such requests are of a kind of their own, so that nobody answers them without keeping the time.
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from microturn.data import chores as c
from microturn.data import timer_forms as f
from microturn.data import timer_parts as p
from microturn.data.everyday import ADJECTIVES, ADVERBS, BASE, GOING, NOUNS
from microturn.data.forms import Reader, as_meant, capital, chosen, ended, one_of, spelled_out
from microturn.data.phrases import number, pick
from microturn.data.tables import TENS

Rng = np.random.Generator
Pair = tuple[str, str]
LONGEST_S, COUNT_TO, LONGEST_SPAN_S = 120, 20, 60
EVERY, ONCE, AFTER, COUNT, PACED, WAIT, START, SPAN = (
    "every", "once", "after", "count", "paced", "wait", "start", "span",
)  # fmt: skip
_TABLES = {
    COUNT: f.COUNT, PACED: f.PACED, EVERY: f.EVERY, ONCE: f.ONCE, AFTER: f.AFTER, WAIT: f.WAIT, START: f.START,
    SPAN: f.SPAN,
}  # fmt: skip
FORMS = spelled_out(_TABLES, p.PARTS)
SHARES = {EVERY: 0.2, ONCE: 0.15, AFTER: 0.12, COUNT: 0.02, PACED: 0.06, WAIT: 0.13, START: 0.22, SPAN: 0.1}
OPEN_SHARE, LONG_SHARE = 0.6, 0.35  # of what is to be said: words from everywhere
_NUMBER = {number(n): n for n in range(1, 200)}  # all that _NUMBERS reads
_TOLD = (*p.CHORES, *p.MATTERS, *p.THINGS)
_TO_19, _TO_9 = (one_of(map(number, range(1, end))) for end in (20, 10))
_NUMBERS = f"(?:one hundred )?(?:(?:{one_of(TENS[2:])})(?: (?:{_TO_9}))?|{_TO_19})|one hundred"  # quick to compile
_THE = ("the", "the", "the", "my", "my", "this", "a", "that")
_DEED = ("to {what}", "should {what}")
_MATTER = tuple(f"{word} {{what}}" for word in ("of", "about", "mention", "up", "to", "forget"))
_ANYTHING = r"[a-z']+(?: [a-z']+){0,5}"
_BLANKS = {"what": f"{_ANYTHING}?", "doing": rf"{_ANYTHING}(?: [a-z']+)?"}  # the shortest: "a wallet | for as long"
_READER = Reader.of(FORMS, {"n": _NUMBERS, "m": _NUMBERS} | _BLANKS)


@dataclass(frozen=True)
class Timer:
    """`kind`: one of FORMS. `sayings`: what is to be said, in turn; `period_s` before each of them."""

    kind: str
    period_s: float
    sayings: tuple[str, ...]


def timers(rng: Rng, n: int) -> list[Pair]:
    """n requests with what is said to them at once ("" to how long something took)."""
    kinds = rng.choice(list(SHARES), n, p=list(SHARES.values()))
    return [request(rng, str(kind)) for kind in kinds]


def request(rng: Rng, kind: str) -> Pair:
    """One of FORMS, with what is said to it at once."""
    text, timer = as_meant(lambda: _worded(rng, kind), parse)
    return text, _reply(rng, kind, number(round(timer.period_s)))


def so_far(rng: Rng) -> str:
    """How long it has been, asked while the clock goes on."""
    return ended(chosen(rng, pick(rng, f.SO_FAR)))


def sayings() -> list[str]:
    """What timers ask to be said, but for words from everywhere."""
    passed = [f"{capital(number(n))} seconds have passed." for n in range(1, LONGEST_S + 1)]
    counts = [f"{capital(number(n))}." for n in range(1, COUNT_TO + 1)]
    return [*passed, *counts, *(f"{capital(word)}." for word in _TOLD), *map(took, range(1, LONGEST_SPAN_S + 1))]


def in_mind(left: int, saying: str) -> str:
    """How the assistant notes for itself that something is to be said in so many seconds; "" for what it does not know
    yet."""
    return f"{number(left)} {saying.rstrip('.?!')}".strip()


def took(seconds: int) -> str:
    """How the assistant says how long something was."""
    return f"{capital(number(seconds))} second{'s' * (seconds != 1)}."


@lru_cache(100_000)
def parse(text: str) -> Timer | None:
    """What a request asks for; None for one that is not about time."""
    found = _READER.read(text)
    if found is None:
        return None
    kind, blanks = found
    n, m, what = _NUMBER.get(blanks.get("n", ""), 0), _NUMBER.get(blanks.get("m", ""), 0), blanks.get("what", "")
    before, _, last = what.rpartition(" ")
    is_part = before and n < 10 and last in TENS[2:]  # "say go twenty / three seconds from now"
    return _of(kind, n + _NUMBER[last], m, before) if is_part else _of(kind, n, m, what)


def _of(kind: str, n: int, m: int, what: str) -> Timer:
    if kind in (COUNT, PACED):
        last, period_s = (n, 1.0) if kind == COUNT else (m, float(n))
        return Timer(kind, period_s, tuple(f"{capital(number(i))}." for i in range(1, min(last, COUNT_TO) + 1)))
    if kind == AFTER:
        return Timer(kind, float(n), (f"{capital(number(n))} seconds have passed.",))
    return Timer(kind, float(n), (f"{capital(what)}.",) if what else ())


def _worded(rng: Rng, kind: str) -> tuple[str, Timer]:
    form, (n, m) = chosen(rng, pick(rng, FORMS[kind])), _numbers(rng, kind)
    what = pick(rng, _fitting(rng, form)) if "{what}" in form else ""
    text = ended(form.format(n=number(n), m=number(m), what=what, doing=_doing(rng)))
    return text, _of(kind, n if "{n}" in form else 0, m if "{m}" in form else 0, what)


def _doing(rng: Rng) -> str:
    return (
        f"{pick(rng, BASE)} {pick(rng, _THE)} {pick(rng, NOUNS)}" if rng.random() < OPEN_SHARE else pick(rng, p.DOING)
    )


def _numbers(rng: Rng, kind: str) -> tuple[int, int]:
    """Seconds (or how far to count), and how far to count at a pace."""
    low, high = {COUNT: (3, 13), PACED: (2, 5), EVERY: (2, 16)}.get(kind, (2, 46))
    n = int(rng.integers(low, high)) if high < 40 else round(float(np.exp(rng.uniform(np.log(low), np.log(high)))))
    return n, int(rng.integers(2, 6))


def _fitting(rng: Rng, form: str) -> tuple[str, ...]:
    """What can stand in a form's blank: something to do, a thing to think of, or a word."""
    is_deed, is_matter = (any(word in form for word in some) for some in (_DEED, _MATTER))
    if rng.random() < LONG_SHARE:
        return (chosen(rng, pick(rng, c.CHORES_LONG if is_deed else c.MATTERS_LONG if is_matter else c.WORDS_LONG)),)
    noun, is_open = pick(rng, NOUNS), rng.random() < OPEN_SHARE
    if is_deed:
        return (pick(rng, (f"{pick(rng, BASE)} {pick(rng, _THE)} {noun}", pick(rng, BASE))),) if is_open else p.CHORES
    if is_matter:
        return (f"{pick(rng, _THE)} {noun}",) if is_open else p.MATTERS
    if is_open:
        return (pick(rng, (noun, noun, pick(rng, ADJECTIVES), pick(rng, GOING), pick(rng, ADVERBS))),)
    return p.THINGS if rng.random() < 0.7 else p.CHORES


def _reply(rng: Rng, kind: str, n: str) -> str:
    if kind == SPAN:
        return ""
    if kind == EVERY:
        return f"Okay, every {n} seconds."
    return pick(rng, ("Okay.", "Okay, I'll tell you.")) if kind in (AFTER, ONCE) else "Okay."
