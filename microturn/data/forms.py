"""Requests as forms with blanks, such as "say {what} every {n} seconds": filled in to be spoken, and read again.

Knows texts only.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

_BLANK = re.compile(r"\\\{(\w+)\\\}")


@dataclass(frozen=True)
class Reader:
    """Finds the form of a text. `blanks`: for each name, a pattern of what may stand there."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    @staticmethod
    def of(forms: Mapping[str, Iterable[str]], blanks: Mapping[str, str]) -> "Reader":
        """`forms` by kind."""

        def fill(found: re.Match[str]) -> str:
            return f"(?P<{found[1]}>{blanks[found[1]]})"

        return Reader(
            tuple(
                (kind, re.compile(_BLANK.sub(fill, re.escape(plain(form)))))
                for kind, some in forms.items()
                for form in some
            )
        )

    def read(self, text: str) -> tuple[str, dict[str, str]] | None:
        """(kind, what stands in the blanks); None for a text that has no such form."""
        wanted = plain(text)
        for kind, pattern in self.patterns:
            if found := pattern.fullmatch(wanted):
                return kind, found.groupdict()
        return None


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
