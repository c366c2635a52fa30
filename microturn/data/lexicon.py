"""How words are spoken, phone by phone, learned from a bank: any text of known words can be told to the network without
a voice. Knows times and symbols, nothing of sound.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from microturn.data.bank import Span, Utterance
from microturn.text.normal import words

Rng = np.random.Generator
SPEAKER = "told"
EVEN = 0.4  # exponent of a word's count: 0 draws all alike, 1 as often as they occur
STRETCH = (0.85, 1.2)  # of a word's length
PAUSES_S = {",": (0.05, 0.35), ".": (0.15, 0.5), "?": (0.15, 0.5), "!": (0.15, 0.5)}
MAX_WAYS = 40  # kept of a word: the first ones found


@dataclass(frozen=True)
class Way:
    """One way to speak a word: its phones, seconds from the word's beginning, and how long it lasts."""

    phones: tuple[Span, ...]
    seconds: float


@lru_cache(200_000)
def key_of(text: str) -> str:
    """Texts that sound the same have the same key."""
    return " ".join(words(text))


class Lexicon:
    """Words with the ways in which a bank's voices speak them."""

    def __init__(self, rows: Iterable[Utterance]) -> None:
        self.ways: dict[str, list[Way]] = {}
        self._counts: dict[str, int] = {}
        for row in rows:
            for label, way in _spoken(row):
                key = key_of(label)
                ways = self.ways.setdefault(key, [])
                self._counts[key] = self._counts.get(key, 0) + 1
                if len(ways) < MAX_WAYS:
                    ways.append(way)
        self._keys = list(self.ways)
        self._up_to = np.cumsum(np.array([self._counts[key] for key in self._keys], np.float64) ** EVEN)

    def knows(self, text: str) -> bool:
        """Whether a text can be told."""
        return bool(text) and all(key_of(label) in self.ways for label in text.split())

    def tell(self, text: str, rng: Rng, kind: str = "", reply: str = "") -> Utterance | None:
        """A user's row without sound; None where a word is not known."""
        labels = text.split()
        ways = [self.ways.get(key_of(label)) for label in labels]
        if not labels or not all(ways):
            return None
        at_s, spans, phones = 0.0, list[Span](), list[Span]()
        for label, known in zip(labels, ways):
            assert known is not None
            way, stretch = known[int(rng.integers(len(known)))], float(rng.uniform(*STRETCH))
            phones += [Span(s, at_s + a * stretch, at_s + b * stretch) for s, a, b in way.phones]
            spans.append(Span(label, at_s, at_s + way.seconds * stretch))
            at_s = spans[-1].end_s + float(rng.uniform(*PAUSES_S.get(label[-1], (0.0, 0.0))))
        tags = {"kind": kind} if kind else {}
        return Utterance("user", text, SPEAKER, tuple(spans), tuple(phones), spans[-1].end_s, reply=reply, tags=tags)

    def salad(self, rng: Rng, num: int) -> Utterance | None:
        """Words without sense, rare ones nearly as often as others."""
        return self.tell(" ".join(self._drawn(rng) for _ in range(num)), rng)

    def changed(self, text: str, rng: Rng, share: float) -> Utterance | None:
        """A text with a share of its words replaced by any others."""
        return self.tell(" ".join(self._drawn(rng) if rng.random() < share else w for w in text.split()), rng)

    def _drawn(self, rng: Rng) -> str:
        return self._keys[int(np.searchsorted(self._up_to, rng.random() * self._up_to[-1]))]


def _spoken(row: Utterance) -> Iterable[tuple[str, Way]]:
    """Each word of a row with the phones that begin inside it."""
    phones = list(row.phones)
    for label, start_s, end_s in row.words:
        if not key_of(label) or end_s <= start_s:
            continue
        inside = [p for p in phones if start_s - 1e-6 <= p.start_s < end_s - 1e-6]
        if inside:
            own = tuple(Span(s, a - start_s, min(b, end_s) - start_s) for s, a, b in inside)
            yield label, Way(own, end_s - start_s)
