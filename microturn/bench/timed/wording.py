"""Patterns over what was said, as `sayings.plain` writes it: lower case, numbers in words, no accents. Texts only."""

from microturn.data.phrases import number

UNITS = "|".join(number(n) for n in range(1, 10))
TENS = tuple(number(n) for n in range(20, 100, 10))
PASSED = "seconds?|times?|time's|up|over|passed|gone|done|now|finished|here|hey|hello|beep|ding|end|ended|out"
NODS = (
    "m+ ?h?m+ ?h?m*|mhm+|hm+|mm|um hum|uh huh|ah|aha|yeah|yes|yep|right|okay|ok|sure|i see|oh|wow|really|go on|got it|"
    "true|nice|great|good|cool|alright|oh no|no way|of course|i know|interesting"
)
NOD = rf"^(?:{NODS})(?: (?:{NODS})){{0,2}}$"  # nothing else


def word(text: str) -> str:
    """A word, or what is derived from it."""
    return rf"\b{text}\w*"


def any_of(words: str) -> str:
    return rf"\b(?:{words})\b"


def numeral(n: int) -> str:
    """A number that is no part of a longer one: "two" is not in "twenty two"."""
    text = number(n)
    before = "".join(rf"(?<!\b{tens} )" for tens in TENS) if n < 10 else ""
    after = rf"(?! (?:{UNITS})\b)" if n >= 20 and n % 10 == 0 else ""
    return rf"{before}\b{text}\b{after}"


def about(n: int) -> str:
    """A number of seconds, give or take 15 % and at least one."""
    spread = max(1, round(0.15 * n))
    return "|".join(numeral(m) for m in range(max(1, n - spread), n + spread + 1))
