"""What is said in scenes: dialogues, interruptions, backchannels, talk to others, sentences. Knows no sound."""

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import numpy as np

from microturn.data import tables as t
from microturn.data.everyday import everyday
from microturn.data.families import FAMILIES, Pair
from microturn.data.findings import finding
from microturn.data.forms import chosen
from microturn.data.overheard import aside, broadcast
from microturn.data.phrases import Rng, ask, clock, number, pick, polite
from microturn.data.replies import FORGET, reply_to

__all__ = ["backchannels", "dialogues", "fillers", "interruptions", "media", "reply_to", "sentences", "side_talk"]

MAX_REPEATS = 1000
ASIDE_SHARE = 0.8  # of talk to others: of many forms
DICTIONARIES = Path("/usr/share/dict/american-english-small"), Path("/usr/share/dict/words")  # the common words first
BACKCHANNELS = (
    "mm-hmm", "uh-huh", "yeah", "right", "okay", "yes", "mm", "sure", "I see", "oh", "wow", "hmm", "yep", "got it",
    "really", "oh yeah", "okay yeah", "ah", "nice", "cool", "great", "good", "oh okay", "yeah yeah", "oh I see",
    "alright", "true", "of course", "oh wow", "mm-hmm, yeah",
)  # fmt: skip
QUESTION_WORDS = frozenset(
    t.listed("what what's who where when why which how how's is are can could would do does will did have")
)
OPENINGS = ("", "", "", "oh, ", "wait, ", "no, ", "actually, ", "sorry, ", "okay, ", "hmm, ", "ah, ")
FORGETS = (
    "never mind", "forget it", "forget about it", "cancel that", "cancel it", "don't bother", "skip it", "leave it",
    "drop it", "it's not important", "i don't need it any more", "you can stop looking", "no need any more",
    "it doesn't matter", "i changed my mind", "stop looking for it",
)  # fmt: skip
STOPS = (
    "[|||okay |alright |thanks |please |and |no |hey |well ][stop|stop it|stop that|stop stop|that's enough"
    "|that is enough|enough|enough now|be quiet|quiet|stop talking|no more|no more of that|you can stop|you may stop"
    "|you can stop it|that's all|that will be all|it's fine now|I'm good|we're done|I'm done with it|quit it"
    "|quit that|end it|finish here|cut it out|give it a rest|hush|shh|silence|no further|I've heard enough"
    "|no need for more|no no no|stop reminding me|stop the reminders|stop counting|stop saying that"
    "|don't say it again|no reminders any more|you don't have to go on|that was enough|don't go on"
    "|I don't need it any longer|you can end it here|let it be][||| please| thank you| now]",
    "[okay|alright|fine|good|thank you|thanks|that's all I need|that's it|that was the last one"
    "|I'm done|I got it|that's plenty|it's okay|very good|we have it|that's enough for today|all set|this is enough"
    "|I'm finished][, |. |, so ][you can stop|you can stop now|stop it now|no more of it|you may rest|let it be"
    "|leave it at that|end it here|finish it|you needn't go on|you don't have to say it again|stop reminding me"
    "|no more reminders|be quiet now|let's end it|you can quit|give it up now|let's leave it there"
    "|that's where it ends|you are free|drop that|you can let go|you can rest now|switch it off now"
    "|don't bother any more][||| please| now]",
)
FILLERS = ("um", "uh", "hmm", "well", "let me see", "you know", "er", "so", "like", "I mean")


def dialogues(rng: Rng, n: int) -> list[Pair]:
    """n distinct (request, reply) pairs, fewer only where there are no more."""
    makers, shares = [m for m, _ in FAMILIES], np.array([s for _, s in FAMILIES], np.float64)
    return _distinct(lambda: makers[int(rng.choice(len(makers), p=shares / shares.sum()))](rng), n)


def _distinct(make: Callable[[], Pair], n: int) -> list[Pair]:
    """Draws until there are n, or until hardly anything new comes."""
    seen: dict[str, Pair] = {}
    repeats = 0
    while len(seen) < n and repeats < MAX_REPEATS:
        pair = make()
        key = pair[0].lower()
        repeats = repeats + 1 if key in seen else 0
        seen.setdefault(key, dressed(pair))
    return list(seen.values())


def dressed(pair: Pair) -> Pair:
    """With a capital and a mark at the end, as voices like it."""
    text = pair[0].strip()
    main = text.lower().split(", ", 1)[-1].replace("hey ", "")
    is_question = main.split()[0] in QUESTION_WORDS or text.lower().split()[0].strip(",") in QUESTION_WORDS
    mark = "" if text[-1] in ".?!" else "?" if is_question else "."
    return text[0].upper() + text[1:] + mark, pair[1]


def interruptions(rng: Rng, n: int) -> list[Pair]:
    """What a user says into the assistant's speech, and the reply to it."""
    return _distinct(lambda: _interruption(rng), n)


def _interruption(rng: Rng) -> Pair:
    lead = pick(
        rng,
        (
            "wait, ",
            "hold on, ",
            "no, ",
            "actually, ",
            "sorry, ",
            "hang on, ",
            "one moment, ",
            "stop, ",
            "no wait, ",
            "okay but ",
        ),
    )
    kind = int(rng.choice(6, p=(0.3, *(0.14,) * 5)))
    if kind == 0:
        return chosen(rng, pick(rng, STOPS)), "Okay, I'll stop."
    if kind == 1:
        what, form = (
            pick(rng, (*t.DAYS, *t.CITIES)),
            pick(rng, ("what about {}", "and {}", "how about {}", "what is it for {}")),
        )
        return lead + form.format(what), f"Let me check {what}."
    if kind == 2:
        what = pick(rng, (*t.DAYS, *t.CITIES, *t.NAMES))
        return pick(rng, ("no, i meant {}", "i said {}", "not that, {}", "no, no, {}", "sorry, i meant {}")).format(
            what
        ), f"Okay, {what} then."
    if kind == 3:
        when = clock(rng)
        return lead + f"make it {when}", f"Okay, {when} then."
    if kind == 4:
        return pick(rng, OPENINGS) + pick(rng, FORGETS), FORGET
    makers = [m for m, _ in FAMILIES]
    request, reply = makers[int(rng.integers(4, len(makers)))](rng)
    return lead + request, reply


def backchannels() -> list[str]:
    return [text[0].upper() + text[1:] + "." for text in BACKCHANNELS]


def fillers() -> list[str]:
    return [text[0].upper() + text[1:] + "," for text in FILLERS]


def side_talk(rng: Rng, n: int) -> list[str]:
    """What people say to somebody else in the room."""
    return [pair[0] for pair in _distinct(lambda: (aside(rng) if rng.random() < ASIDE_SHARE else _side(rng), ""), n)]


def media(rng: Rng, n: int) -> list[str]:
    """What radios and televisions say."""
    return [pair[0] for pair in _distinct(lambda: (broadcast(rng), ""), n)]


def _side(rng: Rng) -> str:
    who, other, thing, room = (
        pick(rng, (*t.NAMES, "honey", "mom", "dad", "sweetie")),
        pick(rng, t.NAMES),
        pick(rng, t.GOODS),
        pick(rng, t.ROOMS),
    )
    forms = (
        f"{who}, did you buy the {thing}", f"{who}, can you come to the {room}", f"where is the {thing}, {who}",
        f"{who}, {other} is at the door", f"{who}, don't forget your keys", f"not now, {who}, i'm on the phone",
        f"{who}, have you seen my glasses", f"{who}, dinner is ready", f"i told {other} about it yesterday",
        f"{other} said they would be here at {clock(rng)}", f"{who}, please close the door",
        f"did you hear what {other} said", f"{who}, who was that", f"i think {other} left the {thing} in the {room}",
        f"{who}, stop that right now", f"just a second, {who}", f"{who}, your mother called again",
        f"we should invite {other} for dinner", f"{who}, give the {thing} back to {other}",
        f"she never told me about {other}", f"i'll be right there, {who}", f"{who}, where are you going",
        f"and then {other} just walked into the {room}", f"no, {who}, the other one", f"{who}, are you coming with us",
    )  # fmt: skip
    return pick(rng, forms)


@lru_cache(1)
def _dictionary() -> tuple[str, ...]:
    """Plain words of the system's word list; a small list of our own where there is none."""
    own = (*t.GOODS, *t.ROOMS, *t.DEVICES, *t.SPELLINGS, *t.OPPOSITES)
    file = next((file for file in DICTIONARIES if file.exists()), None)
    if file is None:
        return tuple(sorted(own))
    words = file.read_text(encoding="utf-8", errors="ignore").split()
    return tuple(w for w in words if w.isascii() and w.isalpha() and w.islower() and 3 <= len(w) <= 12)


def sentences(rng: Rng, n: int) -> list[str]:
    """Plain sentences over many words, numbers, dates, names and units: to be said as they are."""
    return [pair[0] for pair in _distinct(lambda: (_sentence(rng), ""), n)]


def _sentence(rng: Rng) -> str:
    kind = rng.random()
    if kind < 0.15:
        return everyday(rng)
    if kind < 0.5:
        return _varied(rng)
    if kind < 0.55:
        return _about_words(rng)
    if kind < 0.72:
        return finding(rng)
    if kind < 0.75:
        return pick(rng, (_dated, _measured, _placed))(rng)
    makers = [m for m, _ in FAMILIES]
    request, reply = makers[int(rng.integers(len(makers)))](rng)
    return (
        reply
        if kind < 0.9
        else pick(rng, (request, polite(rng, f"say {request}"), ask(rng, f"the word for {pick(rng, t.GOODS)}")))
    )


def _varied(rng: Rng) -> str:
    """An everyday sentence with half of its longer words replaced: how words sound, whatever they mean."""
    words = everyday(rng).lower().split()
    swap = [len(word) > 3 and word.isalpha() and rng.random() < 0.5 for word in words]
    return " ".join(pick(rng, _dictionary()) if is_new else word for word, is_new in zip(words, swap))


def _about_words(rng: Rng) -> str:
    a, b, c, d = (pick(rng, _dictionary()) for _ in range(4))
    name, other = pick(rng, t.NAMES), pick(rng, t.NAMES)
    forms = (
        f"the {a} and the {b} are about {c}", f"{name} wrote {a} next to {b}", f"i think {a} is better than {b}",
        f"did you mean {a} or {b}", f"the word {a} comes before {b}", f"{a}, {b}, {c} and {d}",
        f"some {a} for {name}, and a {b} for {other}", f"we read about the {a} and its {b}",
        f"there is no {a} without {b}", f"{name} called it {a}, but it was {b}", f"you asked about {a}",
        f"the first is {a}, the second is {b}, and the third is {c}", f"{a} means something like {b}",
        f"every {a} has a {b} and a {c}", f"here is what i found about {a} and {b}",
    )  # fmt: skip
    return pick(rng, forms)


def _dated(rng: Rng) -> str:
    day, month, name = pick(rng, t.DAYS), pick(rng, t.MONTHS), pick(rng, t.NAMES)
    date, year = int(rng.integers(1, 29)), int(rng.integers(1800, 2030))
    forms = (
        f"the meeting is on {day}, {month} {date}", f"{name} was born in {year}", f"it was {month} {date}, {year}",
        f"your appointment is {day} at {clock(rng)}", f"on {day} there are {number(int(rng.integers(2, 60)))} events",
        f"the train leaves at {clock(rng)} and arrives at {clock(rng)}", f"it opens in {month} {year}",
    )  # fmt: skip
    return pick(rng, forms)


def _measured(rng: Rng) -> str:
    n, m = int(rng.integers(2, 1000)), int(rng.integers(2, 100))
    unit = pick(
        rng,
        (
            "miles",
            "kilometers",
            "feet",
            "meters",
            "pounds",
            "degrees",
            "dollars",
            "minutes",
            "percent",
            "gallons",
            "people",
            "pages",
        ),
    )
    thing = pick(rng, (*t.GOODS, *t.DEVICES))
    forms = (
        f"it is about {n} {unit}", f"the {thing} costs {m} dollars", f"that makes {n} {unit} and {m} more",
        f"from {m} to {n} {unit}", f"only {m} {unit} are left", f"it takes {m} minutes to get there",
        f"the {thing} is {m}.{n % 10} {unit} away", f"{m} times {n % 10} is {m * (n % 10)}",
    )  # fmt: skip
    return pick(rng, forms)


def _placed(rng: Rng) -> str:
    city, name, room = pick(rng, t.CITIES), pick(rng, t.NAMES), pick(rng, t.ROOMS)
    country = pick(rng, list(t.CAPITALS))
    forms = (
        f"{name} lives in {city}", f"it will be sunny in {city} {pick(rng, ('today', 'tomorrow'))}",
        f"{city} is far from {country}", f"{name} left the {pick(rng, t.GOODS)} in the {room}",
        f"there is a flight from {city} to {pick(rng, t.CITIES)}", f"{name} called from {country}, please call back",
        f"in {city} it is {pick(rng, ('raining', 'snowing', 'cloudy', 'warm', 'cold', 'windy'))} now",
    )  # fmt: skip
    return pick(rng, forms)
