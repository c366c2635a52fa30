"""Requests that only the background can answer, and how the assistant bridges until it has: one row a kind.

A request holds slots that are filled from tables; its bridge may name one of them. Knows texts only.
"""

from collections.abc import Callable, Sequence

from microturn.data import tables as t
from microturn.data.phrases import Rng, number, pick

Pair = tuple[str, str]
TOPICS = (
    "electric cars", "solar power", "black holes", "honey bees", "the roman empire", "jazz", "coral reefs",
    "green tea", "the moon landing", "volcanoes", "chess", "modern art", "wild horses", "the stone age", "glaciers",
    "yoga", "steam engines", "penguins", "the silk road", "dark chocolate", "wind energy", "sharks", "opera",
    "space travel", "the gold rush", "vitamins", "earthquakes", "ancient greece", "robots", "mushrooms", "whales",
    "the ice age", "submarines", "pyramids", "rainforests", "old castles", "hurricanes", "dinosaurs", "batteries",
    "sleep", "marathons", "roses", "the deep sea", "northern lights", "clocks", "bridges", "sailing", "gardening",
)  # fmt: skip
COMPANIES = (
    "apple", "google", "amazon", "tesla", "intel", "toyota", "disney", "netflix", "nike", "boeing", "sony", "ford",
    "samsung", "microsoft", "honda", "siemens",
)  # fmt: skip
TEAMS = (
    "the lakers", "the giants", "the bulls", "the eagles", "the tigers", "the bears", "the warriors", "the yankees",
    "arsenal", "liverpool", "barcelona", "chelsea", "the hawks", "the jets", "the cubs", "the rangers",
)  # fmt: skip
DISHES = (
    "pancakes", "lasagna", "apple pie", "tomato soup", "fried rice", "banana bread", "chicken curry", "beef stew",
    "potato salad", "lemon cake", "pumpkin soup", "onion rings", "cheese cake", "mushroom risotto", "garlic bread",
)  # fmt: skip
WORKS = (
    "hamlet", "the mona lisa", "don quixote", "the magic flute", "moby dick", "the starry night", "frankenstein",
    "war and peace", "swan lake", "dracula", "the thinker", "gone with the wind", "robinson crusoe", "emma",
)  # fmt: skip
INVENTIONS = (
    "the telephone", "the light bulb", "the piano", "the bicycle", "the zipper", "the radio", "the steam engine",
    "the camera", "the compass", "the elevator", "the airplane", "the typewriter", "the battery", "the printing press",
)  # fmt: skip
PLACES = (
    "the library", "the post office", "the museum", "the zoo", "the pharmacy", "the bank", "the swimming pool",
    "the town hall", "the bakery", "the bookstore", "the gym", "the supermarket", "the hardware store", "the market",
)  # fmt: skip
SHOPS = (
    "restaurant", "coffee shop", "gas station", "hotel", "hospital", "bakery", "hair salon", "parking lot", "dentist",
    "sushi bar", "pizza place", "book shop", "playground", "car wash",
)  # fmt: skip
MONEY = ("dollars", "euros", "pounds", "yen", "francs", "pesos")
LANGUAGES = ("french", "german", "italian", "japanese", "portuguese", "swedish", "dutch")
MOVIES = ("tonight", "this evening", "this weekend", "tomorrow night", *(f"on {day}" for day in t.DAYS))
SLOTS: dict[str, Sequence[str]] = {
    "topic": TOPICS, "company": COMPANIES, "team": TEAMS, "dish": DISHES, "work": WORKS, "thing": INVENTIONS,
    "place": PLACES, "shop": SHOPS, "money": MONEY, "other": MONEY[::-1], "language": LANGUAGES, "when": MOVIES,
    "city": t.CITIES, "town": t.CITIES[::-1], "day": t.DAYS, "goods": t.GOODS, "country": tuple(t.CAPITALS),
    "task": t.TASKS, "who": t.NAMES, "month": t.MONTHS,
}  # fmt: skip
KINDS: tuple[tuple[str, str], ...] = (  # requests, and bridges to them
    (
        "look up {topic}/search for {topic}/search the web for {topic}/find out about {topic}/google {topic}/"
        "what can you find about {topic}/can you look up {topic}/do a search for {topic}/read up on {topic}",
        "Let me look up {topic}./Let me see what I can find./Let me look that up.",
    ),
    (
        "what's the news about {topic}/any news about {topic}/what's new in {country}/any news from {city}/"
        "what happened in {country} today/what are the headlines in {city}/read me the news about {company}",
        "Let me check the news.",
    ),
    (
        "what's the stock price of {company}/how is {company} doing on the market/how much is a share of {company}/"
        "what is {company} trading at/did {company} stock go up",
        "Let me check {company}./Let me check the numbers.",
    ),
    (
        "how many {money} is {n} {other}/convert {n} {money} to {other}/what's {n} {money} in {other}/"
        "what's the exchange rate of {money} to {other}",
        "Let me check the rate.",
    ),
    (
        "did {team} win/what's the score for {team}/when do {team} play next/who plays against {team}/"
        "how did {team} do on {day}",
        "Let me check the score./Let me check {team}.",
    ),
    (
        "find a {shop} near me/is there a {shop} in {city}/where is the nearest {shop}/find me a good {shop}/"
        "what's the best {shop} in {city}/look for a {shop} in {city}",
        "Let me find a {shop}./Let me look for a {shop}.",
    ),
    (
        "when does {place} open/is {place} open on {day}/when does {place} close/what are the hours of {place}/"
        "how late is {place} open",
        "Let me check the hours./Let me check {place}.",
    ),
    (
        "how far is it from {city} to {town}/how long is the drive to {city}/how is the traffic to {city}/"
        "what's the fastest way to {city}/when is the next train to {city}",
        "Let me check the route.",
    ),
    (
        "what time is it in {city}/how many people live in {city}/how big is {country}/what's the population of "
        "{country}/who is the president of {country}",
        "Let me look that up./Let me check.",
    ),
    (
        "who wrote {work}/when was {work} made/who invented {thing}/when was {thing} invented/who made {work}/"
        "what is {work} about",
        "Let me look up {work}./Let me look that up.",
    ),
    (
        "find a recipe for {dish}/how do i make {dish}/how long do i cook {dish}/what goes into {dish}/"
        "how many calories are in {dish}/is {dish} hard to make",
        "Let me look up {dish}./Let me find a recipe.",
    ),
    (
        "what's playing {when}/any good movies {when}/what concerts are on {when}/what's on tv {when}/"
        "are there tickets for {team} {when}",
        "Let me see what's on.",
    ),
    (
        "how much is {goods} at the store/where can i buy {goods}/what's the price of {goods}/"
        "find the cheapest {goods}/is {goods} on sale",
        "Let me check the prices.",
    ),
    (
        "what's {big} times {n}/what is {big} divided by {n}/calculate {big} plus {large}/what's {n} percent of {big}/"
        "what's the square root of {big}/how much is {big} minus {large}",
        "Let me work that out.",
    ),
    (
        "what's on my calendar on {day}/do i have meetings on {day}/am i free on {day}/when is my next appointment/"
        "what do i have to do on {day}/is there anything on my schedule in {month}",
        "Let me check your calendar.",
    ),
    (
        "did {who} write me/do i have new mail from {who}/read me the message from {who}/what did {who} write/"
        "when did {who} call",
        "Let me check your messages.",
    ),
    (
        "how do you say {goods} in {language}/translate {topic} into {language}/what is {goods} in {language}",
        "Let me translate that.",
    ),
)  # fmt: skip
LEADS = ("", "", "", "", "hey, ", "okay, ", "quick question, ", "um, ", "so, ", "right, ")


def lookup(rng: Rng) -> Pair:
    """A request and the bridge to its answer."""
    requests, bridges = KINDS[int(rng.integers(len(KINDS)))]
    request, bridge = pick(rng, requests.split("/")), pick(rng, bridges.split("/"))
    filled = {name: pick(rng, rows) for name, rows in SLOTS.items()} | _numbers(rng)
    named = [name for name in filled if f"{{{name}}}" in bridge]
    if any(f"{{{name}}}" not in request for name in named):
        bridge = "Let me look that up."
    return pick(rng, LEADS) + request.format(**filled), bridge.format(**filled)


def _numbers(rng: Rng) -> dict[str, str]:
    draw: Callable[[int, int], str] = lambda low, high: number(int(rng.integers(low, high)))  # noqa: E731
    return {"n": draw(3, 100), "big": draw(21, 200), "large": draw(21, 200)}
