"""What a voice cannot read, written out: units, abbreviations, money, dates, times, telephone numbers.

Digits stay where they can be read as a number; reading those out is done elsewhere. Knows English only.
"""

import re
from collections.abc import Callable
from datetime import datetime

from num2words import num2words

_UNITS = {
    "km/h": "kilometers an hour", "kmh": "kilometers an hour", "kph": "kilometers an hour", "mph": "miles an hour",
    "m/s": "meters a second", "Mbps": "megabits a second", "Mbit/s": "megabits a second", "Gbps": "gigabits a second",
    "MB/s": "megabytes a second", "°C": "degrees Celsius", "°F": "degrees Fahrenheit", "ºC": "degrees Celsius",
    "℃": "degrees Celsius", "℉": "degrees Fahrenheit", "mm": "millimeters", "cm": "centimeters", "km": "kilometers",
    "km²": "square kilometers", "m²": "square meters", "m³": "cubic meters", "ft²": "square feet", "ft": "feet",
    "mi": "miles", "yd": "yards", "mg": "milligrams", "kg": "kilograms", "lb": "pounds", "lbs": "pounds",
    "oz": "ounces", "ml": "milliliters", "mL": "milliliters", "kB": "kilobytes", "KB": "kilobytes", "MB": "megabytes",
    "GB": "gigabytes", "TB": "terabytes", "kHz": "kilohertz", "MHz": "megahertz", "GHz": "gigahertz", "Hz": "hertz",
    "kW": "kilowatts", "MW": "megawatts", "GW": "gigawatts", "kWh": "kilowatt hours", "mAh": "milliamp hours",
    "kcal": "kilocalories", "hPa": "hectopascals", "ms": "milliseconds", "hrs": "hours", "hr": "hours",
    "mins": "minutes", "min": "minutes", "secs": "seconds", "sec": "seconds", "m": "meters", "g": "grams",
    "W": "watts", "V": "volts", "L": "liters", "l": "liters", "h": "hours", "s": "seconds",
}  # fmt: skip
_ONE = {"feet": "foot", "inches": "inch", "hertz": "hertz", "degrees": "degree"}
_WORDS = {
    "Dr": "Doctor", "Mr": "Mister", "Mrs": "Missus", "Ms": "Miz", "Prof": "Professor", "vs": "versus",
    "e.g": "for example", "i.e": "that is", "approx": "about", "Mt": "Mount", "Ave": "Avenue",
    "Jan": "January", "Feb": "February", "Aug": "August", "Sept": "September", "Sep": "September", "Oct": "October",
    "Nov": "November", "Dec": "December", "Gen": "General", "Sen": "Senator", "Rep": "Representative", "St": "Saint",
    "est": "estimated", "ca": "about", "cf": "compare",
}  # fmt: skip
_LAST = {
    "etc": "and so on", "a.m": "a m", "p.m": "p m", "U.S": "U S", "U.K": "U K", "Inc": "Incorporated",
    "Ltd": "Limited", "Co": "Company", "Jr": "Junior", "Sr": "Senior", "D.C": "D C", "Ph.D": "P H D",
    "Corp": "Corporation",
}  # fmt: skip
_MONEY = {"$": ("dollar", "cent"), "€": ("euro", "cent"), "£": ("pound", "penny"), "¥": ("yen", ""), "₹": ("rupee", "")}
_SCALES = {
    "k": "thousand", "K": "thousand", "m": "million", "M": "million", "mn": "million", "b": "billion", "B": "billion",
    "bn": "billion", "t": "trillion", "T": "trillion", "tn": "trillion",
}  # fmt: skip
_SIGNS = {
    "≈": " about ", "×": " times ", "÷": " divided by ", "≤": " at most ", "≥": " at least ", "±": " plus or minus ",
    "→": " to ", "½": " one half", "¼": " one quarter", "¾": " three quarters", "…": "...", "²": " squared",
    "³": " cubed", "&": " and ", "\u00a0": " ", "\u202f": " ", "‑": "-",
}  # fmt: skip
_NUMBERED = {"No": "number", "Fig": "figure", "fig": "figure", "Vol": "volume", "p": "page"}  # before digits only
OFTEN_LAST = frozenset(("etc", "a.m", "p.m"))  # these end a sentence where a capital letter follows
NEVER_LAST = frozenset({**_WORDS, **_NUMBERED, **_LAST}) - OFTEN_LAST
_SCALE = r"(?P<scale>thousand|million|billion|trillion|(?:[kKmMbBtT]|[mbt]n)\b)"
_NUMBER = r"\d+(?:,\d{3})*(?:\.\d+)?"
_SIGN = "[" + re.escape("".join(_MONEY)) + "]"
_UNIT = "|".join(re.escape(unit) for unit in sorted(_UNITS, key=len, reverse=True))


def readable(text: str) -> str:
    """A sentence without marks of layout -> the same for a voice, with digits left in it."""
    for pattern, write in _RULES:
        text = pattern.sub(write, text)
    for sign, word in _SIGNS.items():
        text = text.replace(sign, word)
    text = re.sub(r"\s+([,.;:!?])(?=\s|$)", r"\1", text)
    return " ".join(text.split())


def _time(match: re.Match[str]) -> str:
    """An ISO date, with or without a time -> "November 25th, 2026, 14:30 UTC"; what is no date stays."""
    try:
        when = datetime.fromisoformat(match.group().replace(" ", "T"))
    except ValueError:
        return match.group()
    day = f"{when:%B} {num2words(when.day, to='ordinal_num')}, {when.year}"
    zone = "" if when.tzinfo is None else " UTC" if not when.utcoffset() else f" {when:%Z}"
    return day if len(match.group()) == len("2026-11-25") else f"{day}, {when:%H:%M}{zone}"


def _digits(match: re.Match[str]) -> str:
    """ "+1 555-0199" -> "plus 1, 5 5 5, 0 1 9 9"."""
    groups = re.findall(r"\d+", match.group())
    return ("plus " if match.group().startswith("+") else "") + ", ".join(" ".join(group) for group in groups)


def _money(match: re.Match[str]) -> str:
    """Sign or its name first or last -> the amount, then the currency: "$3.5 million" -> "3.5 million dollars"."""
    sign, amount, scale = match.group("sign") or match.group("after"), match.group("amount"), match.group("scale")
    whole, part = _MONEY[sign]
    if scale:
        return f"{amount} {_SCALES.get(scale, scale)} {plural(whole)}"
    main, _, cents = amount.partition(".")
    if len(cents) != 2 or not part:
        return f"{amount} {whole if amount == '1' else plural(whole)}"
    said = [f"{main} {whole if main == '1' else plural(whole)}"] if main.strip("0") or not int(cents) else []
    said += [f"{int(cents)} {part if int(cents) == 1 else plural(part)}"] if int(cents) else []
    return " and ".join(said)


def plural(noun: str) -> str:
    return {"penny": "pence", "yen": "yen"}.get(noun, f"{noun}s")


def _unit(match: re.Match[str]) -> str:
    amount, name = match.group(1), _UNITS[match.group(2)]
    if amount == "1":
        first, *rest = name.split()
        if first in ("square", "cubic", "kilowatt", "milliamp"):
            rest[0] = rest[0].removesuffix("s")
        else:
            first = _ONE.get(first, first.removesuffix("s"))
        name = " ".join((first, *rest))
    return f"{amount} {name}"


def _version(match: re.Match[str]) -> str:
    """Of software, or an address: 3.12.4."""
    return " point ".join(group for group in match.groups() if group)


def _word(match: re.Match[str]) -> str:
    word = match.group(1)
    return _WORDS[word] if word in _WORDS else f"{_NUMBERED[word]} "


def _last(match: re.Match[str]) -> str:
    """The full stop stays where the abbreviation ends a sentence."""
    rest = match.string[match.end() :].lstrip()
    is_last = not rest or (match.group(1) in OFTEN_LAST and rest[0].isupper())
    return _LAST[match.group(1)] + ("." if is_last else "")


def _alternatives(words: dict[str, str]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))


_RULES: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str] | str], ...] = (  # in this order
    (re.compile(r"\b\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?)?\b"), _time),
    (re.compile(r"\+\d[\d ()-]{6,}\d"), _digits),  # +49 30 901820
    (re.compile(r"(?:\(\d{3}\) ?|\b\d{3}[ .-])\d{3}[ .-]\d{4}\b|\b\d{3}-\d{4}\b"), _digits),  # (555) 123-4567
    (re.compile(r"(?<![\d.,])(?:0\d{5,}|\d{9,})(?![\d.,]*\d)"), _digits),
    (re.compile(rf"(?:\bUS)?(?P<sign>{_SIGN}) ?(?P<amount>{_NUMBER})(?: ?{_SCALE})?(?P<after>)"), _money),
    (re.compile(rf"(?P<sign>)(?P<amount>{_NUMBER})(?: ?{_SCALE})? ?(?P<after>{_SIGN})"), _money),
    (re.compile(r"\b(\d+)\.(\d+)\.(\d+)(?:\.(\d+))?\b"), _version),
    (re.compile(r"(?<![\w.,])[-−](?=\d)"), "minus "),
    (re.compile(r"(?<=\d)\s?[-–]\s?(?=\d)"), " to "),
    (re.compile(r"~\s?(?=\d)"), "about "),
    (re.compile(r"\b1/2\b"), "one half"),
    (re.compile(r"\b24/7\b"), "24 7"),
    (re.compile(r"\band/or\b"), "and or"),
    (re.compile(rf"(?<![\w.])({_NUMBER})(?: |(?!s\b))({_UNIT})(?![\w/²³'])"), _unit),
    (re.compile(r"(?<=\d)(?: ?/ ?)(?=\d)"), " over "),
    (re.compile(r"(?<=[a-z]) ?/ ?(?=[a-z])"), " or "),
    (re.compile(rf"\b({_alternatives(_NUMBERED)})\. ?(?=\d)"), _word),
    (re.compile(rf"\b({_alternatives(_WORDS)})\.(?=,?\s)"), _word),
    (re.compile(rf"\b({_alternatives(_LAST)})\."), _last),
)
