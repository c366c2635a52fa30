"""Text as it is spoken: lower case, numbers in words, a handful of marks. Knows nothing of tokens."""

import re
import unicodedata

from num2words import num2words

_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?(?:st|nd|rd|th)?")
_CLOCK = re.compile(r"\b(\d{1,2}):(\d{2})\b")
_SIGNS = {
    "%": " percent",
    "&": " and ",
    "+": " plus ",
    "=": " equals ",
    "°": " degrees",
    "@": " at ",
    "’": "'",
    "$": " dollars ",
}


def spoken(text: str) -> str:
    """Any text -> lower-case words with , . ? ! kept: what a voice would read."""
    text = _CLOCK.sub(_read_clock, unicodedata.normalize("NFKD", text))
    text = _NUMBER.sub(_read_number, text)
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    text = re.sub(r"[;:—–()\"]", ",", text.lower())
    text = re.sub(r"[^a-z' ,.?!]", " ", text)
    text = re.sub(r"\s*([,.?!])[\s,.?!]*", r"\1 ", text)
    return " ".join(text.split()).lstrip(",.?! ")


def words(text: str) -> list[str]:
    """Bare words: "Hello, Bob!" -> ["hello", "bob"]."""
    return re.findall(r"[a-z']*[a-z][a-z']*", spoken(text))


def _read_number(match: re.Match[str]) -> str:
    digits = match.group().replace(",", "")
    if digits[-2:] in ("st", "nd", "rd", "th"):
        return str(num2words(int(float(digits[:-2])), to="ordinal")).replace("-", " ")
    is_year = len(digits) == 4 and "," not in match.group() and digits[:2] in ("17", "18", "19", "20")
    number = float(digits) if "." in digits else int(digits)
    return str(num2words(number, to="year" if is_year else "cardinal")).replace("-", " ").replace(",", "")


def _read_clock(match: re.Match[str]) -> str:
    hour, minute = int(match.group(1)), int(match.group(2))
    tail = "o'clock" if minute == 0 else ("oh " if minute < 10 else "") + str(num2words(minute)).replace("-", " ")
    return f"{num2words(hour)} {tail}"
