"""Forty spoken requests with one disfluency each, and the calls that they ask for: what the user corrects is gone.

After Full-Duplex-Bench v3 (arXiv 2604.04847). Knows neither tools nor sound.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

Value = str | float


class Wanted(NamedTuple):
    """A tool and its arguments."""

    name: str
    arguments: dict[str, Value]


@dataclass(frozen=True)
class Example:
    """`pause_after`: so many words are said before the pause, 0 for none."""

    disfluency: str
    text: str
    calls: tuple[Wanted, ...]
    pause_after: int = 0


FILLER, PAUSE, HESITATION, FALSE_START, CORRECTION = "filler", "pause", "hesitation", "false start", "correction"
DISFLUENCIES = (FILLER, PAUSE, HESITATION, FALSE_START, CORRECTION)


def alarm(time: str) -> Wanted:
    return Wanted("set_alarm", {"time": time})


def timer(minutes: float) -> Wanted:
    return Wanted("set_timer", {"minutes": minutes})


def message(to: str, text: str) -> Wanted:
    return Wanted("send_message", {"to": to, "text": text})


def music(genre: str) -> Wanted:
    return Wanted("play_music", {"genre": genre})


def item(item: str) -> Wanted:
    return Wanted("add_to_list", {"item": item})


def weather(city: str, day: str) -> Wanted:
    return Wanted("get_weather", {"city": city, "day": day})


def money(amount: float, source: str, target: str) -> Wanted:
    return Wanted("convert_money", {"amount": amount, "source": source, "target": target})


def place(kind: str, city: str) -> Wanted:
    return Wanted("find_place", {"kind": kind, "city": city})


def turn(device: str, room: str, state: str) -> Wanted:
    return Wanted("turn", {"device": device, "room": room, "state": state})


Row = tuple[str, tuple[Wanted, ...]]
FILLERS: Sequence[Row] = (
    ("Set an alarm for, um, seven fifteen.", (alarm("7:15"),)),
    ("Can you, uh, convert eighty dollars to euros?", (money(80, "dollars", "euros"),)),
    ("Um, what's the weather in Lisbon on, uh, Friday?", (weather("Lisbon", "Friday"),)),
    ("Please add, um, oat milk to my list.", (item("oat milk"),)),
    ("Find a, uh, bakery in Vienna.", (place("bakery", "Vienna"),)),
    ("Turn off the, um, heater in the bathroom.", (turn("heater", "bathroom", "off"),)),
    (
        "Play some, uh, jazz and then set a timer for, um, twenty minutes.",
        (music("jazz"), timer(20)),
    ),
    (
        "Send a message to Anna saying, um, dinner is ready, and then turn on the lamp in the hall.",
        (message("Anna", "dinner is ready"), turn("lamp", "hall", "on")),
    ),
)
PAUSES: Sequence[tuple[int, Row]] = (
    (3, ("Set a timer for forty five minutes.", (timer(45),))),
    (5, ("What's the weather like in Oslo tomorrow?", (weather("Oslo", "tomorrow"),))),
    (4, ("Send a message to Peter saying the train is late.", (message("Peter", "the train is late"),))),
    (4, ("Turn on the fan in the bedroom.", (turn("fan", "bedroom", "on"),))),
    (3, ("How much is sixty pounds in dollars?", (money(60, "pounds", "dollars"),))),
    (2, ("Play some classical music.", (music("classical"),))),
    (
        3,
        (
            "Find a pharmacy in Berlin and then add bandages to my list.",
            (place("pharmacy", "Berlin"), item("bandages")),
        ),
    ),
    (
        7,
        (
            "Set an alarm for eight, and then turn off the lamp in the kitchen, and then play some blues.",
            (alarm("8:00"), turn("lamp", "kitchen", "off"), music("blues")),
        ),
    ),
)
HESITATIONS: Sequence[Row] = (
    ("What's the weather in, in, in Madrid on Sunday?", (weather("Madrid", "Sunday"),)),
    ("Turn on the, the radio in the, the kitchen.", (turn("radio", "kitchen", "on"),)),
    ("Set, set an alarm for nine forty five.", (alarm("9:45"),)),
    ("Find a, a good hotel in, in Prague.", (place("hotel", "Prague"),)),
    ("Add, add black pepper to, to my list.", (item("black pepper"),)),
    ("Convert, convert two hundred euros to, to yen.", (money(200, "euros", "yen"),)),
    ("Set a, a timer for ten minutes and, and then play some rock.", (timer(10), music("rock"))),
    (
        "Tell, tell Julia that the, the key is under the mat, and then set an alarm for six.",
        (message("Julia", "the key is under the mat"), alarm("6:00")),
    ),
)
FALSE_STARTS: Sequence[Row] = (
    ("Play some, no, turn on the lamp in the kitchen.", (turn("lamp", "kitchen", "on"),)),
    ("Set an, actually, add tomatoes to my list.", (item("tomatoes"),)),
    ("What's the weather, no wait, find a museum in Athens.", (place("museum", "Athens"),)),
    ("Send a message, oh no, set a timer for five minutes.", (timer(5),)),
    ("Turn off, I mean, play some folk music.", (music("folk"),)),
    ("Find me a, no, how's the weather in Dublin today?", (weather("Dublin", "today"),)),
    ("Add some, wait, convert thirty francs to dollars.", (money(30, "francs", "dollars"),)),
    (
        "Set a timer, no, set an alarm for ten thirty, and then tell Mark that lunch is at noon.",
        (alarm("10:30"), message("Mark", "lunch is at noon")),
    ),
)
CORRECTIONS: Sequence[Row] = (
    ("Set an alarm for five, no, six thirty.", (alarm("6:30"),)),
    ("Set a timer for fifteen, sorry, fifty minutes.", (timer(50),)),
    ("What's the weather in Rome, I mean, in Milan tomorrow?", (weather("Milan", "tomorrow"),)),
    ("Send a message to Tom, no, to Lucy saying the meeting is over.", (message("Lucy", "the meeting is over"),)),
    ("Convert forty, no, ninety dollars to pounds.", (money(90, "dollars", "pounds"),)),
    ("Turn on, no, turn off the heater in the bedroom.", (turn("heater", "bedroom", "off"),)),
    (
        "Find a hotel in Paris, no, in Lyon, and then get me the weather there on Monday.",
        (place("hotel", "Lyon"), weather("Lyon", "Monday")),
    ),
    (
        "Add butter, no, cheese to my list, and then play some pop, and then set a timer for twelve minutes.",
        (item("cheese"), music("pop"), timer(12)),
    ),
)
EXAMPLES: tuple[Example, ...] = (
    *(Example(FILLER, text, calls) for text, calls in FILLERS),
    *(Example(PAUSE, text, calls, after) for after, (text, calls) in PAUSES),
    *(Example(HESITATION, text, calls) for text, calls in HESITATIONS),
    *(Example(FALSE_START, text, calls) for text, calls in FALSE_STARTS),
    *(Example(CORRECTION, text, calls) for text, calls in CORRECTIONS),
)
