"""Which words begin in which samples of a voice whose sentences come whole. Knows no clock: it counts samples.

Kokoro gives no times of words, so a sentence's are spread over its sound by their letters.
"""

from collections import deque


class Script:
    """Sentences are announced (`begin`), their sound is queued (`add`) and played (`play`), in this order."""

    def __init__(self) -> None:
        self._text = ""
        self._queued = self._played = 0  # samples since the start
        self._words: deque[tuple[int, str]] = deque()  # first sample, word

    def begin(self, text: str) -> None:
        """The sound of a sentence comes next."""
        self._text = text

    def add(self, num_samples: int) -> None:
        """Sound was queued; the first after `begin` takes all words of the sentence."""
        words = self._text.split()
        total, before = sum(map(len, words)), 0
        for word in words:
            self._words.append((self._queued + num_samples * before // total, word))
            before += len(word)
        self._text = ""
        self._queued += num_samples

    def pad(self, chunk_samples: int) -> None:
        """What was queued is filled up to whole chunks."""
        self._queued += -self._queued % chunk_samples

    def play(self, num_samples: int) -> str:
        """The words that begin in the next samples played, a space before each."""
        self._played += num_samples
        out = ""
        while self._words and self._words[0][0] < self._played:
            out += f" {self._words.popleft()[1]}"
        return out

    def drop(self) -> None:
        """An interruption: what has not been played never will be."""
        self._words.clear()
        self._text, self._queued = "", self._played
