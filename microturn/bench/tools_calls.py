"""The tools of the benchmark, which only remember that they were called, and whether calls are those that were wanted.

Source of the rules: Full-Duplex-Bench v3 (arXiv 2604.04847). Knows neither sound nor models.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any

from microturn.agent.tool import Output, Spec
from microturn.bench.tools_texts import Wanted
from microturn.core.clock import Clock
from microturn.data import tables as t

TOLERANCE = 0.05  # of numbers
UNITS = {word: number for number, word in enumerate(t.NUMBERS) if " " not in word}
TENS = {word: 10 * number for number, word in enumerate(t.TENS) if word}
TEXT: dict[str, Any] = {"type": "string"}
NUMBER: dict[str, Any] = {"type": "number"}
MONEY: dict[str, Any] = {"type": "string", "enum": ["dollars", "euros", "pounds", "yen", "francs"]}
DAY: dict[str, Any] = {"type": "string", "description": "today, tomorrow, or a day of the week"}
TIME: dict[str, Any] = {"type": "string", "description": "hours and minutes, such as 6:30"}


def spec(name: str, description: str, **properties: dict[str, Any]) -> Spec:
    """All arguments are required."""
    return Spec(name, description, {"type": "object", "properties": properties, "required": list(properties)})


SPECS: tuple[tuple[Spec, str], ...] = (  # tools and what they answer
    (spec("set_alarm", "Sets an alarm.", time=TIME), "The alarm is set."),
    (spec("set_timer", "Sets a timer.", minutes=NUMBER), "The timer runs."),
    (spec("send_message", "Sends a message to somebody.", to=TEXT, text=TEXT), "The message is sent."),
    (spec("play_music", "Plays music of a genre.", genre=TEXT), "The music plays."),
    (spec("add_to_list", "Adds an item to the shopping list.", item=TEXT), "It is on the list."),
    (spec("get_weather", "The weather in a city.", city=TEXT, day=DAY), "Sunny, 18 degrees."),
    (spec("convert_money", "Converts money.", amount=NUMBER, source=MONEY, target=MONEY), "It makes 71.20."),
    (spec("find_place", "Finds a place in a city.", kind=TEXT, city=TEXT), "There is one at 12 Mill Street."),
    (
        spec("turn", "Switches a device.", device=TEXT, room=TEXT, state={"type": "string", "enum": ["on", "off"]}),
        "Done.",
    ),
)


@dataclass
class Notebook:
    """Calls in order, and when each was made."""

    clock: Clock
    calls: list[Wanted] = field(default_factory=list[Wanted])
    times_s: list[float] = field(default_factory=list[float])

    @property
    def tools(self) -> list["Fake"]:
        return [Fake(each, answer, self) for each, answer in SPECS]


@dataclass(frozen=True)
class Fake:
    """Remembers its calls and says that all is well."""

    spec: Spec
    answer: str
    notebook: Notebook

    async def call(self, arguments: dict[str, Any]) -> Output:
        self.notebook.calls.append(Wanted(self.spec.name, arguments))
        self.notebook.times_s.append(self.notebook.clock.now_s())
        return Output(self.answer)


def is_right(made: Sequence[Wanted], wanted: Sequence[Wanted]) -> bool:
    """Every wanted call was made, no other, and with the right arguments; in any order."""
    if sorted(call.name for call in made) != sorted(call.name for call in wanted):
        return False
    return any(all(is_same_call(a, b) for a, b in zip(order, wanted)) for order in permutations(made))


def is_same_call(made: Wanted, wanted: Wanted) -> bool:
    given = {name: value for name, value in made.arguments.items() if plain(value)}
    return (
        made.name == wanted.name
        and given.keys() == wanted.arguments.keys()
        and is_same_arguments(given, wanted.arguments)
    )


def is_same_arguments(made: Mapping[str, Any], wanted: Mapping[str, Any]) -> bool:
    return all(is_same(made[name], value) for name, value in wanted.items())


def is_same(made: object, wanted: object) -> bool:
    """Numbers alone may differ by 5 %, times may not."""
    one, other = plain(made), plain(wanted)
    try:
        return abs(float(one) - float(other)) <= TOLERANCE * abs(float(other))
    except ValueError:
        return clock_of(one) == clock_of(other)


def clock_of(text: str) -> str:
    """ "6", "6 00" and "06 00" are one time."""
    found = re.fullmatch(r"0?(\d{1,2})(?: (\d\d))?((?: [ap]m)?)", text)
    return f"{int(found[1])} {found[2] or '00'}{found[3]}" if found else text


def plain(value: object) -> str:
    """Lower case, "_" as a space, no marks, number words as digits."""
    text = "" if value is None else str(value).lower().replace("_", " ")
    text = re.sub(r"(?<=\d)(?=[ap]\.?m\b)", " ", text).replace("a.m", "am").replace("p.m", "pm")
    return " ".join(digits(re.findall(r"\d+\.\d+|[a-z0-9]+", re.sub(r"['’]|(?<=\d),(?=\d{3})", "", text))))


def digits(words: Sequence[str]) -> list[str]:
    """["six", "thirty"] -> ["6", "30"], ["two", "hundred", "twenty", "five"] -> ["225"]."""
    out: list[str] = []
    before = ""
    for word in words:
        last = int(out[-1]) if before and out else 0
        if word == "hundred" and last:
            out[-1] = str(last * 100)
        elif word in UNITS or word in TENS:
            number = UNITS.get(word, TENS.get(word, 0))
            is_more = (before in TENS and 0 < number < 10) or (last >= 100 and last % 100 == 0)
            out[-1:] = [str(last + number)] if is_more else [*out[-1:], str(number)]
        else:
            out.append(word)
            word = ""
        before = word
    return out


def overlap(made: Sequence[Wanted], wanted: Sequence[Wanted]) -> tuple[float, float]:
    """Twice the names that both have, and the names of both: their ratio is F1."""
    left = [call.name for call in wanted]
    num = 0
    for call in made:
        if call.name in left:
            left.remove(call.name)
            num += 1
    return 2.0 * num, float(len(made) + len(wanted))
