"""Ways to ask, to order, and to say numbers and times. Knows texts only."""

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from microturn.data import tables as t

T = TypeVar("T")
Rng = np.random.Generator


def pick(rng: Rng, items: Sequence[T]) -> T:
    return items[int(rng.integers(len(items)))]


def ask(rng: Rng, thing: str) -> str:
    """A question for "the capital of France"."""
    forms = ("what is {}", "what's {}", "tell me {}", "can you tell me {}", "do you know {}", "hey, what's {}")
    return pick(rng, (*forms, "i'd like to know {}", "what would be {}", "please tell me {}")).format(thing)


def polite(rng: Rng, order: str) -> str:
    """An order, more or less kindly."""
    forms = ("{}", "{}", "please {}", "{} please", "can you {}", "could you {}", "hey, {}", "would you {}")
    return pick(rng, (*forms, "could you please {}", "i want you to {}", "go ahead and {}")).format(order)


def number(n: int) -> str:
    if n <= 20:
        return t.NUMBERS[n]
    if n < 100:
        return f"{t.TENS[n // 10]} {t.NUMBERS[n % 10]}" if n % 10 else t.TENS[n // 10]
    return "one hundred" if n == 100 else f"one hundred {number(n - 100)}"


def clock(rng: Rng) -> str:
    hour = number(int(rng.integers(1, 13)))
    return hour + pick(rng, ("", " o'clock", *(a + b for a in ("", " thirty", " fifteen") for b in ("", " am", " pm"))))
