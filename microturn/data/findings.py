"""What the background finds: short answers with times, dates, prices, numbers, names and places. Knows texts only."""

from microturn.data import lookups
from microturn.data import tables as t
from microturn.data.phrases import Rng, pick

WEATHER = ("sunny", "cloudy", "rainy", "windy", "foggy", "snowy", "stormy", "clear", "warm and dry", "cold and wet")
STREETS = ("Main Street", "Park Road", "River Lane", "Hill Street", "Station Road", "Lake Avenue", "Church Street",
           "Market Square", "Maple Drive", "Cedar Lane", "King Street", "Bridge Road")  # fmt: skip
UNITS = ("miles", "kilometers", "feet", "meters", "pounds", "tons", "gallons", "pages", "people", "hours", "minutes",
         "degrees", "seats", "floors", "rooms", "copies", "islands", "stops")  # fmt: skip
THINGS = ("ticket", "room", "table", "bike", "jacket", "phone", "lamp", "cake", "book", "ride", "ferry", "camera",
          "coat", "guitar", "painting", "chair", "radio", "watch")  # fmt: skip
EVENTS = ("concert", "meeting", "match", "movie", "show", "lesson", "party", "wedding", "market", "tour", "flight",
          "train", "bus", "ferry", "race", "game")  # fmt: skip
WHEN = ("today", "tomorrow", "tonight", "this morning", "this evening", "next week", "at noon", "at midnight", "now")
SENTENCES = (
    "It is {n} degrees and {weather} in {city} {when}.", "Expect {weather} weather in {city} on {day}.",
    "The {event} starts at {clock} and ends at {clock2}.", "The {event} is on {day}, {month} {date}.",
    "The next {event} leaves at {clock} from platform {digit}.", "A {thing} costs {n} dollars and {m} cents.",
    "The cheapest {thing} is {n} dollars at the store on {street}.", "{place} opens at {hour} and closes at {hour2}.",
    "It was built in {year} and is {big} {unit} high.", "{name} was born in {year} in {city}.",
    "The drive to {city} takes {n} minutes.", "From {city} to {city2} it is {big} {unit}.",
    "There is a {shop} on {street}, {digit} minutes from here.", "{name} and {name2} have the next {event} at {clock}.",
    "{company} is at {big} dollars, up {digit} percent.", "{company} fell by {digit} percent {when}.",
    "They won {digit} to {digit2} against {team}.", "{team} play on {day} at {clock}.",
    "{n} {money} are about {m} {money2}.", "About {big} {unit} are left.", "It was written by {name} in {year}.",
    "You have {digit} meetings on {day}, the first one at {clock}.", "{name} called at {clock} and will call again.",
    "Your next appointment is {day} at {clock} with doctor {name}.", "The flight to {city} lands at {clock} on {day}.",
    "{country} has about {n} million people.", "The answer is {big}.", "That makes {big} and a half.",
    "Cook it for {n} minutes at {oven} degrees.", "You need {digit} eggs, {n} grams of sugar and some {goods}.",
    "The package comes on {day} before {hour}.", "A room in {city} is {n} dollars a night.",
    "The bank on {street} is open until {hour} {when}.", "It has {n} rooms and {digit} floors.",
    "The record is {n} minutes and {m} seconds.", "Rain is likely in {city} around {hour}.",
    "I found {digit} places near {street}.", "The library has {n} books about {topic}.",
    "The news is that {topic} are in fashion again.", "Nobody knows for sure, but {year} is likely.",
    "Your {thing} is on its way to {street}.", "The light in the {room} is off.",
    "I turned on the {device} in the {room}.",
    "I moved the {event} to {day} at {clock}.", "Done, the {event} is on your calendar for {day}.",
    "There is no {event} on {day}.", "The {thing} is sold out until {month}.", "It takes {digit} hours by train.",
    "The distance is {n} {unit}, or about {m} steps.", "In {city} it is {clock} now.",
)  # fmt: skip


def finding(rng: Rng) -> str:
    """One answer, with digits as a chat model writes them."""
    return pick(rng, SENTENCES).format(**_words(rng), **_numbers(rng))


def _words(rng: Rng) -> dict[str, str]:
    tables = {
        "weather": WEATHER, "street": STREETS, "unit": UNITS, "thing": THINGS, "event": EVENTS, "when": WHEN,
        "city": t.CITIES, "city2": t.CITIES, "day": t.DAYS, "month": t.MONTHS, "name": t.NAMES, "name2": t.NAMES,
        "country": tuple(t.CAPITALS), "goods": t.GOODS, "room": t.ROOMS, "device": t.DEVICES,
        "place": lookups.PLACES, "shop": lookups.SHOPS, "company": lookups.COMPANIES, "team": lookups.TEAMS,
        "money": lookups.MONEY, "money2": lookups.MONEY, "topic": lookups.TOPICS,
    }  # fmt: skip
    return {name: pick(rng, rows) for name, rows in tables.items()}


def _numbers(rng: Rng) -> dict[str, str]:
    def draw(low: int, high: int, step: int = 1) -> str:
        return str(int(rng.integers(low, high)) * step)

    clock = [f"{draw(1, 13)}:{pick(rng, ('00', '15', '30', '45', draw(10, 60)))}" for _ in range(2)]
    return {
        "n": draw(2, 100), "m": draw(2, 100), "big": draw(100, 5000), "year": draw(1700, 2030), "date": draw(1, 29),
        "digit": draw(2, 10), "digit2": draw(0, 10), "hour": draw(1, 13), "hour2": draw(1, 13),
        "oven": draw(15, 45, 10), "clock": clock[0], "clock2": clock[1],
    }  # fmt: skip
