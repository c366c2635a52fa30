"""Requests as forms with blanks and choices, such as "[please |]say {what} every {n} seconds": filled in to be spoken,
and read again.

Of a bracket one of the alternatives is taken, spaces and all; brackets may stand in brackets. <name> stands for a part
that many forms share. Knows texts only.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import count
from typing import TypeVar

import numpy as np

T = TypeVar("T")
MAX_TRIES = 20
_BLANK = re.compile(r"\\\{(\w+)\\\}")
_CHOICE = re.compile(r"\[([^\[\]]*)\]")
_PART = re.compile(r"<(\w+)>")
_SIGNS = {r"\[": "(?:", r"\|": "|", r"\]": ")"}


@dataclass(frozen=True)
class Reader:
    """Finds the form of a text. `blanks`: for each name, a pattern of what may stand there."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    @staticmethod
    def of(forms: Mapping[str, Iterable[str]], blanks: Mapping[str, str]) -> "Reader":
        """`forms` by kind."""

        places = count()

        def pattern(form: str) -> str:
            text = re.escape(plain(form))
            for sign, meant in _SIGNS.items():
                text = text.replace(sign, meant)
            return _BLANK.sub(lambda found: f"(?P<{found[1]}_{next(places)}>{blanks[found[1]]})", text)

        return Reader(tuple((kind, re.compile("|".join(map(pattern, some)))) for kind, some in forms.items()))

    def read(self, text: str) -> tuple[str, dict[str, str]] | None:
        """(kind, what stands in the blanks); None for a text that has no such form."""
        wanted = plain(text)
        for kind, pattern in self.patterns:
            if found := pattern.fullmatch(wanted):
                return kind, {name.rsplit("_", 1)[0]: some for name, some in found.groupdict().items() if some}
        return None


def spelled_out(tables: Mapping[str, Iterable[str]], parts: Mapping[str, str]) -> dict[str, tuple[str, ...]]:
    """Forms by kind, with what their <names> stand for."""
    return {kind: tuple(with_parts(form, parts) for form in some) for kind, some in tables.items()}


def as_meant(draw: Callable[[], tuple[str, T]], read: Callable[[str], T | None]) -> tuple[str, T]:
    """The first text drawn that is read in the sense in which it was drawn: forms of other kinds may fit it, too."""
    for _ in range(MAX_TRIES):
        text, meant = draw()
        if read(text) == meant:
            return text, meant
    raise AssertionError(f"expected one of {MAX_TRIES} texts to be read as it was meant, got none")


def with_parts(form: str, parts: Mapping[str, str]) -> str:
    """A form with what its <names> stand for."""
    while found := _PART.search(form):
        form = form.replace(found[0], parts[found[1]])
    return form


def chosen(rng: np.random.Generator, form: str) -> str:
    """One of the texts that a form stands for; blanks stay."""
    while found := _CHOICE.search(form):
        some = found[1].split("|")
        form = form[: found.start()] + some[int(rng.integers(len(some)))] + form[found.end() :]
    return form


def sentences(*tables: Mapping[str, str]) -> tuple[str, ...]:
    """The forms of tables by subject, whose texts are sentences one after the other; each with the mark at its end."""
    ends = re.compile(r"(?<=[.?])\s+")
    return tuple(sentence for table in tables for text in table.values() for sentence in ends.split(text.strip()))


def drawn(rng: np.random.Generator, forms: Sequence[str]) -> str:
    """One of these, filled in, with a capital; lines may break anywhere in them."""
    return capital(" ".join(chosen(rng, forms[int(rng.integers(len(forms)))]).split()))


def plain(text: str) -> str:
    """As it is compared: lower case, without marks."""
    return re.sub(r"[.,?!]", "", text.lower()).replace("-", " ").strip()


def one_of(words: Iterable[str]) -> str:
    """A pattern of any of some words, longer ones first."""
    return "|".join(sorted(map(re.escape, map(plain, words)), key=len, reverse=True))


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def ended(text: str) -> str:
    """With a capital, and a mark at the end, as voices like it."""
    mark = "?" if plain(text).split()[0] in ("can", "could", "will", "would", "how", "what", "do") else "."
    return capital(text) + mark
