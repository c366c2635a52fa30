"""Everyday requests and the replies they determine: one small function a family. Knows texts only."""

from collections.abc import Callable, Sequence

from microturn.data import tables as t
from microturn.data.lookups import lookup
from microturn.data.phrases import Rng, ask, clock, number, pick, polite

Pair = tuple[str, str]


def greeting(rng: Rng) -> Pair:
    part = pick(rng, ("morning", "afternoon", "evening", ""))
    if part:
        return f"good {part}{pick(rng, ('', ' to you', ' assistant'))}", f"Good {part}! How can I help?"
    hello = pick(rng, ("hello", "hi", "hey", "hi there", "hey there", "hello there", "hello hello", "oh hi", "hiya"))
    return hello + pick(rng, ("", " computer", " assistant")), "Hello! How can I help?"


def manners(rng: Rng) -> Pair:
    groups = {
        "You're welcome.": "thanks/thank you/thank you so much/thanks a lot/many thanks/thanks, that was helpful/"
        "great, thank you/perfect, thanks/oh thank you/that's very kind, thank you/ok thanks",
        "Goodbye! Talk to you soon.": "goodbye/bye/bye bye/see you later/see you tomorrow/talk to you later/"
        "i have to go now/that's all, bye/ok goodbye/have a nice day, bye",
        "Good night! Sleep well.": "good night/i'm going to bed/time to sleep/good night, assistant",
        "I'm doing well, thank you.": "how are you/how are you doing/how's it going/how do you feel/how are things/"
        "how are you today/are you okay/how have you been",
        "Alright, never mind.": "never mind/forget it/cancel that/oh, never mind/it's nothing/scratch that",
        "No problem at all.": "i'm sorry/sorry about that/oh sorry/my mistake/i apologize",
        "I'm sorry to hear that.": "i'm sad/i feel bad today/i had a terrible day/i'm not feeling well/i'm sick",
        "I'm glad to hear that.": "i'm happy/i feel great/i had a great day/i'm in a good mood/today was wonderful",
        "You should get some rest.": "i'm tired/i'm so tired/i'm exhausted/i feel sleepy",
        "How about a game or a story?": "i'm bored/i am so bored/there's nothing to do",
        "Maybe it's time for a snack.": "i'm hungry/i am starving/i want to eat something",
        "Congratulations!": "i got the job/i passed the exam/i won the game/we are getting married",
        "Happy birthday!": "it's my birthday/today is my birthday/i turned thirty today",
    }
    reply = pick(rng, list(groups))
    return pick(rng, groups[reply].split("/")), reply


def about_me(rng: Rng) -> Pair:
    groups = {
        "I'm Micro, a voice assistant.": "what's your name/who are you/what are you called/tell me your name/"
        "do you have a name/what is your name please/introduce yourself",
        "I can talk, count, and look things up.": "what can you do/how can you help me/what are you good at/"
        "what do you do/tell me what you can do",
        "I was made by people who like to talk.": "who made you/who created you/where do you come from/who built you",
        "I don't have an age.": "how old are you/what's your age/when were you born",
        "I live inside this computer.": "where do you live/where are you/where is your home",
        "I like blue best.": "what's your favorite color/which color do you like/do you have a favorite color",
        "I like talking with you.": "what do you like/what is your hobby/what do you like to do/do you like me",
        "That's kind of you.": "i like you/you are great/you're awesome/good job/well done/you're so smart",
    }
    reply = pick(rng, list(groups))
    return pick(rng, groups[reply].split("/")), reply


def name(rng: Rng) -> Pair:
    who = pick(rng, t.NAMES)
    form = pick(rng, ("my name is {}", "i'm {}", "call me {}", "you can call me {}", "hi, i'm {}", "hello, i am {}"))
    return form.format(who), f"Nice to meet you, {who}."


def sum_of(rng: Rng) -> Pair:
    sign = pick(rng, ("plus", "plus", "minus", "times"))
    a, b = int(rng.integers(0, 21)), int(rng.integers(0, 21))
    if sign == "minus":
        a, b = max(a, b), min(a, b)
    if sign == "times":
        a, b = a % 11, b % 11
    result = {"plus": a + b, "minus": a - b, "times": a * b}[sign]
    task = f"{number(a)} {sign} {number(b)}"
    form = pick(rng, ("what is {}", "what's {}", "how much is {}", "calculate {}", "{}", "can you tell me what {} is"))
    return form.format(task), f"{task.capitalize()} is {number(result)}."


def half_of(rng: Rng) -> Pair:
    n = int(rng.integers(1, 26))
    if rng.random() < 0.5:
        return ask(rng, f"half of {number(2 * n)}"), f"Half of {number(2 * n)} is {number(n)}."
    return ask(rng, f"twice {number(n)}"), f"Twice {number(n)} is {number(2 * n)}."


def count(rng: Rng) -> Pair:
    a, b = 1, int(rng.integers(3, 11))
    order = pick(rng, (f"count to {number(b)}", f"count up to {number(b)}", f"count from one to {number(b)}"))
    if rng.random() < 0.35:
        a = int(rng.integers(2, 9))
        b = a + int(rng.integers(2, 6))
        order = f"count from {number(a)} to {number(b)}"
    steps = [number(n) for n in range(a, b + 1)]
    if a == 1 and rng.random() < 0.3:
        order, steps = f"count down from {number(b)}", steps[::-1]
    return polite(rng, order), f"{', '.join(steps).capitalize()}."


def _neighbour(rng: Rng, row: "Sequence[str]", kind: str) -> Pair:
    i = int(rng.integers(1, len(row) - 1))
    way, step = pick(rng, (("after", 1), ("before", -1)))
    form = pick(rng, (f"what {kind} comes {way} {{}}", f"which {kind} is {way} {{}}", f"what comes {way} {{}}"))
    return form.format(row[i]), f"{row[i + step].capitalize()} comes {way} {row[i]}."


def calendar(rng: Rng) -> Pair:
    kind, row = pick(rng, (("day", t.DAYS), ("month", t.MONTHS)))
    return _neighbour(rng, row, kind)


def order(rng: Rng) -> Pair:
    if rng.random() < 0.5:
        return _neighbour(rng, t.NUMBERS, "number")
    return _neighbour(rng, tuple("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), "letter")


def capital(rng: Rng) -> Pair:
    country = pick(rng, list(t.CAPITALS))
    request = pick(rng, (ask(rng, f"the capital of {country}"), f"which city is the capital of {country}"))
    return request, f"The capital of {country} is {t.CAPITALS[country]}."


def opposite(rng: Rng) -> Pair:
    pairs = {**t.OPPOSITES, **{b: a for a, b in t.OPPOSITES.items()}}
    word = pick(rng, list(pairs))
    return ask(rng, f"the opposite of {word}"), f"The opposite of {word} is {pairs[word]}."


def color(rng: Rng) -> Pair:
    thing = pick(rng, list(t.COLORS))
    form = pick(rng, ("what color is {}", "what's the color of {}", "tell me the color of {}", "which color is {}"))
    return form.format(thing), f"{thing.capitalize()} is {t.COLORS[thing]}."


def fact(rng: Rng) -> Pair:
    question = pick(rng, list(t.FACTS))
    lead = pick(rng, ("", "", "tell me, ", "hey, ", "i wonder, ", "quick question, ", "okay, ", "so, "))
    return lead + question, t.FACTS[question]


def quantity(rng: Rng) -> Pair:
    what, where = pick(rng, list(t.QUANTITIES))
    form = pick(rng, ("how many {} are in {}", "how many {} are there in {}", "how many {} in {}"))
    number_word = t.QUANTITIES[what, where]
    return form.format(what, where), f"There are {number_word} {what} in {where}."


def legs(rng: Rng) -> Pair:
    animal = pick(rng, list(t.LEGS))
    article = "an" if animal[0] in "aeiou" else "a"
    return f"how many legs does {article} {animal} have", f"{article.capitalize()} {animal} has {t.LEGS[animal]} legs."


def yes_no(rng: Rng) -> Pair:
    question = pick(rng, list(t.YES_NO))
    return pick(rng, ("", "", "tell me, ", "hey, ", "hmm, ", "so, ")) + question, t.YES_NO[question]


def word_game(rng: Rng) -> Pair:
    game = int(rng.integers(5))
    if game == 0:
        animal = pick(rng, list(t.ANIMAL_SOUNDS))
        form = pick(rng, ("what does a {} say", "what sound does a {} make", "what noise does a {} make"))
        return form.format(animal), f"A {animal} says {t.ANIMAL_SOUNDS[animal]}."
    if game == 1:
        word = pick(rng, list(t.PLURALS))
        return ask(rng, f"the plural of {word}"), f"The plural of {word} is {t.PLURALS[word]}."
    if game == 2:
        word = pick(rng, list(t.RHYMES))
        form = pick(rng, ("what rhymes with {}", "find a rhyme for {}", "give me a word that rhymes with {}"))
        return form.format(word), f"{t.RHYMES[word].capitalize()} rhymes with {word}."
    if game == 3:
        word = pick(rng, list(t.SPANISH))
        form = pick(rng, ("how do you say {} in spanish", "translate {} into spanish", "what is {} in spanish"))
        return form.format(word), f"{word.capitalize()} in Spanish is {t.SPANISH[word]}."
    word = pick(rng, t.SPELLINGS)
    form = pick(rng, ("how do you spell {}", "spell {}", "can you spell {}", "spell the word {}", "please spell {}"))
    return form.format(word), f"{', '.join(word.upper())}."


def bigger(rng: Rng) -> Pair:
    a, b = sorted(int(i) for i in rng.choice(len(t.SIZES), 2, replace=False))
    small, big = t.SIZES[a], t.SIZES[b]
    one, other = (small, big) if rng.random() < 0.5 else (big, small)
    article = {x: "an" if x[0] in "aeiou" else "a" for x in (one, other)}
    question, answer = pick(rng, (("bigger", big), ("smaller", small)))
    text = f"which is {question}, {article[one]} {one} or {article[other]} {other}"
    return text, f"{article[answer].capitalize()} {answer} is {question}."


def timer(rng: Rng) -> Pair:
    unit = pick(rng, ("minutes", "minutes", "seconds", "hours"))
    n = int(rng.integers(2, 13)) if unit == "hours" else int(pick(rng, (*range(2, 21), 25, 30, 40, 45, 50, 60, 90)))
    span = f"{number(n)} {unit}"
    form = pick(
        rng, ("set a timer for {}", "start a timer for {}", "set a {} timer", "timer for {}", "start a {} timer")
    )
    return polite(rng, form.format(span if "for" in form else span[:-1])), f"Okay, timer set for {span}."


def alarm(rng: Rng) -> Pair:
    when = clock(rng)
    form = pick(rng, ("set an alarm for {}", "wake me up at {}", "set my alarm for {}", "i need to wake up at {}"))
    return polite(rng, form.format(when)) if "need" not in form else form.format(when), f"Okay, alarm set for {when}."


def device(rng: Rng) -> Pair:
    what, room, state = pick(rng, t.DEVICES), pick(rng, t.ROOMS), pick(rng, ("on", "off"))
    form = pick(rng, (f"turn {state} the {{}} {{}}", f"turn the {{}} {{}} {state}", f"switch {state} the {{}} {{}}"))
    return polite(rng, form.format(room, what)), f"Okay, turning {state} the {room} {what}."


def music(rng: Rng) -> Pair:
    if rng.random() < 0.3:
        orders = {
            "Okay, I stopped the music.": "stop the music/turn off the music/no more music/stop playing",
            "Okay, a bit louder.": "turn it up/make it louder/volume up/increase the volume",
            "Okay, a bit quieter.": "turn it down/make it quieter/volume down/lower the volume",
            "Okay, next song.": "next song/skip this song/play the next one/next track",
            "Okay, sound off.": "mute/mute the sound/turn the sound off",
        }
        reply = pick(rng, list(orders))
        return polite(rng, pick(rng, orders[reply].split("/"))), reply
    what = pick(rng, t.GENRES)
    form = pick(rng, ("play {}", "play {} for me", "start playing {}", "put on {}", "i want to hear {}"))
    return (form if "want" in form else polite(rng, form)).format(
        what
    ), f"Okay, playing {what.replace('my ', 'your ')}."


def memo(rng: Rng) -> Pair:
    if rng.random() < 0.5:
        task = pick(rng, t.TASKS)
        form = pick(
            rng, ("remind me to {}", "set a reminder to {}", "don't let me forget to {}", "i have to {}, remind me")
        )
        return form.format(task), f"Okay, I'll remind you to {task.replace('my ', 'your ')}."
    thing = pick(rng, t.GOODS)
    form = pick(rng, ("add {} to my shopping list", "put {} on the list", "i need to buy {}", "we need {}, add it"))
    return form.format(thing), f"Okay, I added {thing} to your list."


def phone(rng: Rng) -> Pair:
    who = pick(rng, (*t.PEOPLE, *t.NAMES))
    yours = who.replace("my ", "your ")
    if rng.random() < 0.5:
        return polite(rng, pick(rng, ("call {}", "phone {}", "give {} a call")).format(who)), f"Okay, calling {yours}."
    form = pick(rng, ("text {}", "send a message to {}", "write to {}", "message {}"))
    return polite(rng, form.format(who)), f"What should I tell {yours}?"


def look_up(rng: Rng) -> Pair:
    city, day = pick(rng, t.CITIES), pick(rng, ("today", "tomorrow", f"on {pick(rng, t.DAYS)}"))
    if rng.random() < 0.6:
        form = pick(rng, ("what's the weather in {c} {d}", "how is the weather in {c} {d}", "will it rain in {c} {d}"))
        return form.format(c=city, d=day), f"Let me check the weather in {city}."
    form = pick(rng, ("find me a flight to {}", "are there flights to {} {d}", "i want to fly to {} {d}"))
    return form.format(city, d=day), f"Let me look for flights to {city}."


def repeat(rng: Rng) -> Pair:
    a, b = pick(rng, t.GOODS), pick(rng, t.NAMES)
    phrase = pick(
        rng, (f"{b} likes {a}", f"I want {a}", f"good morning, {b}", f"{a} and {pick(rng, t.GOODS)}", f"{b} is here")
    )
    form = pick(rng, ("say {}", "repeat after me, {}", "please say {}", "repeat this, {}", "can you say {}"))
    return form.format(phrase), f"{phrase[0].upper()}{phrase[1:]}."


def joke(rng: Rng) -> Pair:
    request = pick(rng, list(t.JOKES))
    return polite(rng, request), t.JOKES[request]


FAMILIES: tuple[tuple[Callable[[Rng], Pair], float], ...] = (
    (greeting, 1), (manners, 2.5), (about_me, 1.5), (name, 1.5), (sum_of, 3), (half_of, 1), (count, 2), (calendar, 1.5),
    (order, 1.5), (capital, 2), (opposite, 2), (color, 1.5), (fact, 2.5), (quantity, 1), (legs, 0.5), (yes_no, 2),
    (word_game, 3), (bigger, 1), (timer, 2.5), (alarm, 2), (device, 2.5), (music, 2), (memo, 3), (phone, 2),
    (look_up, 2.5), (lookup, 12), (repeat, 1.5), (joke, 0.7),
)  # fmt: skip
