"""Requests that must be refused, each with a short, kind refusal, and harmless ones that sound like them. Texts only.

Both become rows of kind request, so every grammar in which somebody asks something has some of them.
"""

from functools import lru_cache
from itertools import product

from microturn.data import lookalikes
from microturn.data import refusal_forms as f
from microturn.data.families import Pair
from microturn.data.lookalikes import HARMLESS
from microturn.data.lookups import LEADS
from microturn.data.phrases import Rng, pick
from microturn.data.refusal_forms import HARMFUL, Row
from microturn.data.texts import dressed

REFUSAL = "refusal"
SLOTS = f.SLOTS | lookalikes.SLOTS
HARMFUL_SHARE = 0.5


def requests(rng: Rng, n: int) -> list[Pair]:
    """n requests with what is said to them, half of them to be refused; every family as often."""
    return [_request(rng) for _ in range(n)]


def _request(rng: Rng) -> Pair:
    family = pick(rng, f.FAMILIES)
    rows = (HARMFUL[family],) if rng.random() < HARMFUL_SHARE else HARMLESS[family]
    text, reply = pick(rng, texts_of(pick(rng, rows)))
    return dressed((pick(rng, LEADS) + text, reply))


@lru_cache
def texts_of(row: Row) -> tuple[Pair, ...]:
    """Every form of a row with everything in its blanks."""
    forms, reply = row
    return tuple((text, reply) for form in forms.split("/") for text in _filled(form))


def _filled(form: str) -> list[str]:
    names = [name for name in SLOTS if f"{{{name}}}" in form]
    fillings = product(*(SLOTS[name] for name in names))
    return [form.format(**dict(zip(names, words))) for words in fillings]


def harmful() -> list[Pair]:
    """Every request to be refused and its refusal, without what may stand before it."""
    return [pair for row in HARMFUL.values() for pair in texts_of(row)]


def harmless() -> list[Pair]:
    """The same of harmless requests."""
    return [pair for rows in HARMLESS.values() for row in rows for pair in texts_of(row)]


def sayings() -> list[str]:
    """Everything that is said to them."""
    return list(dict.fromkeys([*f.REFUSALS, *(reply for rows in HARMLESS.values() for _, reply in rows)]))
