"""From an answer as a chat model writes it to pieces that can be said, while it is still being written.

Markdown goes; code, tables and what follows a line "---" are for reading only. Knows neither voice nor model.
"""

import re
from collections.abc import Iterator

from microturn.agent.reading import NEVER_LAST, OFTEN_LAST, readable

PIECE_CHARS = 120  # aimed at
MAX_CHARS = 400  # said in all
REST = "The rest is on your screen."
ALL = "The answer is on your screen."
_RULE = re.compile(r"\s*(?:-\s*){3,}$|\s*(?:\*\s*){3,}$|\s*_{3,}\s*$")
_BULLET = re.compile(r"\s*(?:[-*+•]|\d{1,2}[.)])\s+(?:\[[ xX]\]\s+)?")
_BLOCK = re.compile(r"\s*(?:#{1,6}\s|[-*+•|>]\s?|\d{1,2}[.)]\s|```|~~~)")
_UNDECIDED = re.compile(r"\s*(?:[-*_`~#>|+•\s]*|\d{1,2}[.)]?)$")  # a line that may still become a mark of layout
_END = re.compile(r"(?P<stop>[.!?…]+)[\"'”’)\]*_`]*\s+(?=\S)")
_LAST_WORD = re.compile(r"(\S+)$")
_CLAUSE = re.compile(r"[,;:]\s|\s[–—-]\s|—")
_STRIPPED = (
    (re.compile(r"!\[([^\]]*)\]\([^)]*\)"), r"\1"),  # pictures
    (re.compile(r"\[([^\]]*)\]\([^)]*\)"), r"\1"),  # links
    (re.compile(r"\[\^?\d+\]|【[^】]*】"), ""),  # footnotes
    (re.compile(r"<?(?:https?://|www\.)[^\s>)\]]*[^\s>)\].,;:!?]>?"), ""),
    (re.compile(r"</?[a-zA-Z][^<>]*>"), " "),  # HTML
    (re.compile(r"\(\s*\)"), ""),  # what is left of an address in parentheses
    (re.compile(r"`+([^`]*)`+"), r"\1"),
    (re.compile(r"(\*\*|__|~~)(.+?)\1"), r"\2"),
    (re.compile(r"(?<![\w*])[*_](\S(?:.*?\S)?)[*_](?![\w*])"), r"\1"),
    (re.compile(r"[*`|\\#~]{2,}|^[#>\s]+"), ""),
    (re.compile(r"\\([^\w\s])"), r"\1"),
    (re.compile(r"[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200d]"), ""),  # pictographs
)


def stripped(text: str) -> str:
    """A sentence without Markdown, addresses and pictographs."""
    for pattern, kept in _STRIPPED:
        text = pattern.sub(kept, text)
    return " ".join(text.split())


class Splitter:
    """Feed it an answer in any pieces; the sentences come out as soon as they are complete, and the same ones.

    `max_chars`: said in all; `has_more`: there is more to read than was said.
    """

    def __init__(self, max_chars: int = MAX_CHARS) -> None:
        self.num_chars, self.has_more = 0, False
        self._max_chars = max_chars
        self._line, self._sentence = "", ""  # not yet decided; the beginning of a sentence
        self._is_line_start, self._is_item = True, False
        self._fence = ""
        self._is_over, self._must_tell = False, False  # nothing more is said; and the user is told so

    def feed(self, text: str) -> list[str]:
        self._line += text
        made: list[str] = []
        while not self._is_over and (sentences := self._advance(is_end=False)) is not None:
            made += self._bounded(sentences)
        if self._is_over:
            self.has_more, self._line = self.has_more or bool(self._line.strip()), ""
        return made

    def finish(self) -> list[str]:
        """No more text comes: the last sentence, and a word on what is left for reading."""
        made: list[str] = []
        while not self._is_over and (sentences := self._advance(is_end=True)) is not None:
            made += self._bounded(sentences)
        made += self._bounded(self._ended())
        if self.has_more and self._must_tell:
            made.append(REST if self.num_chars else ALL)
        return made

    def _bounded(self, sentences: list[str]) -> Iterator[str]:
        """As many pieces as may be said."""
        for sentence in sentences:
            self.has_more = self.has_more or "://" in sentence
            for piece in clauses(readable(stripped(sentence))):
                if self.num_chars + len(piece) > self._max_chars:
                    self._max_chars = 0
                    self._is_over = self._must_tell = self.has_more = True
                    return
                if any(map(str.isalnum, piece)):
                    self.num_chars += len(piece)
                    yield piece

    def _advance(self, is_end: bool) -> list[str] | None:
        """Takes the next part that is decided off the text -> the sentences it completes; None: nothing is."""
        if not self._line:
            return None
        line, newline, rest = self._line.partition("\n")
        is_whole = bool(newline) or is_end
        if self._is_line_start:
            if not is_whole and _UNDECIDED.match(line):
                return None
            return self._start(line, rest, is_whole)
        if end := self._sentence_end(line):
            self._sentence, self._line = self._sentence + line[:end], self._line[end:]
            return self._ended()
        if not is_whole:
            return None
        self._sentence, self._line, self._is_line_start = f"{self._sentence}{line} ", rest, True
        return self._ended() if self._is_item else []

    def _start(self, line: str, rest: str, is_whole: bool) -> list[str] | None:
        """Decides what kind of line begins. A line of layout is taken whole, of others only its mark."""
        mark = line.strip()[:3]
        is_layout = self._fence or mark in ("```", "~~~") or mark[:1] == "|" or not mark or _RULE.match(line)
        if is_layout:
            if not is_whole:
                return None
            self._line = rest
            return self._lay(line, mark)
        is_wrapped = bool(self._sentence.strip()) and not self._ends_before(line)
        if is_wrapped and mark[:1].isdigit():  # "the answer is" / "42. And so on": no number of a list
            self._is_line_start = False
            return []
        made = self._ended() if _BLOCK.match(line) or not is_wrapped else []
        bullet = _BULLET.match(line)
        self._is_item = bool(bullet) or mark[:1] == "#"
        self._line, self._is_line_start = self._line[bullet.end() if bullet else 0 :], False
        return made

    def _lay(self, line: str, mark: str) -> list[str]:
        """A whole line that is not said: code, a row of a table, an empty one, or the end of what is said."""
        made = self._ended()
        if self._fence:
            self._fence = "" if mark == self._fence else self._fence
        elif mark in ("```", "~~~"):
            self._fence = mark
            self.has_more = self._must_tell = True
        elif mark[:1] == "|":
            self.has_more = self._must_tell = True
        elif mark and _RULE.match(line):
            self._is_over = self._must_tell = True
        return made

    def _ends_before(self, line: str) -> bool:
        """A line goes on with the sentence of the last one, unless that looks complete."""
        return self._sentence.rstrip()[-1:] in tuple(".!?:") and not line[:1].islower()

    def _sentence_end(self, line: str) -> int:
        """Where the first sentence of a line ends for sure, 0 where it goes on."""
        for match in _END.finditer(line):
            word = _LAST_WORD.search(f"{self._sentence}{line[: match.start()]}")
            name = word.group(1).strip("\"'“‘(*_") if word else ""
            is_initial = len(name) == 1 and name.isupper() and name != "I"
            is_going_on = name in OFTEN_LAST and not line[match.end()].isupper()
            if match.group("stop") != "." or not (name in NEVER_LAST or is_initial or is_going_on):
                return match.end()
        return 0

    def _ended(self) -> list[str]:
        sentence, self._sentence = self._sentence.strip(), ""
        if not sentence:
            return []
        return [sentence if not self._is_item or sentence[-1] in ".!?:;," else f"{sentence}."]


def clauses(sentence: str) -> list[str]:
    """A sentence that is too long to say at once, cut where it breathes."""
    pieces: list[str] = []
    while len(sentence) > PIECE_CHARS:
        ends = [match.end() for match in _CLAUSE.finditer(sentence, 0, PIECE_CHARS)]
        spaces = sentence.rfind(" ", 0, PIECE_CHARS) + 1
        cut = next((end for end in reversed(ends) if end > PIECE_CHARS // 4), spaces) or PIECE_CHARS
        pieces.append(sentence[:cut].strip())
        sentence = sentence[cut:].strip()
    return [*pieces, sentence] if sentence else pieces
