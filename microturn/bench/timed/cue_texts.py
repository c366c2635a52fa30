"""What users say in CueSpeak-S: what to listen for, and then the speech into which it must be said. Texts only.

Everyday wordings, chosen without regard to what training says; none of them is a training text.
"""

import re
from dataclasses import dataclass

from microturn.bench.timed.time_texts import DANIEL, EMMA, KORE, ONYX, SANTA


@dataclass(frozen=True)
class Scene:
    """`cue`: the word of `speech` after which `say` must be said, the first of its kind there."""

    prompt: str
    speech: str
    voice: str
    cue: str = ""
    say: str = "stop"


STOP = (
    Scene(
        "If I mention coffee while I talk, interrupt me and say stop.",
        "I got up at six, made some coffee, and then sat outside for almost an hour.",
        EMMA, "coffee",
    ),
    Scene(
        "Listen to my story and say stop as soon as you hear the word train.",
        "Last Friday we missed our train, so we ended up taking a taxi all the way home.",
        DANIEL, "train",
    ),
    Scene(
        "I shouldn't talk about work today, so say stop when the word office slips out.",
        "We had dinner with friends, but someone at the office kept calling me until ten.",
        ONYX, "office",
    ),
    Scene(
        "Tell me to stop right after I say chocolate.",
        "For the party I still need balloons, paper plates, chocolate, candles, and something cold to drink.",
        SANTA, "chocolate",
    ),
    Scene(
        "Your job is to yell stop when I say the word bridge.",
        "Go straight at the light, cross the bridge, turn left, and park behind the library.",
        KORE, "bridge",
    ),
    Scene(
        "We're playing a game. The word is rabbit, and when it comes up you say stop.",
        "My grandfather kept chickens and one fat rabbit in the yard, and he fed them before breakfast.",
        EMMA, "rabbit",
    ),
    Scene(
        "I keep saying um. Each time you catch one, tell me to stop.",
        "Thanks for having me, I've been in sales for, um, five years, and I really enjoy it.",
        DANIEL, "um",
    ),
    Scene(
        "Help me practice my speech and say stop if you hear an um.",
        "My best friend and I, um, met in second grade, and today he is getting married.",
        ONYX, "um",
    ),
    Scene(
        "Whenever an um comes out of my mouth, I want you to say stop.",
        "You heat up the pan with some butter, and then, um, you crack two eggs into it.",
        SANTA, "um",
    ),
    Scene(
        "Can you say stop each time I use um as a filler word?",
        "The movie is about a guy who, um, wakes up and can't remember where he lives.",
        KORE, "um",
    ),
)  # fmt: skip
CHECK = {
    EMMA: "I'm doing math out loud. Jump in with the right answer if I mess up.",
    DANIEL: "Help me with my addition. When I get one wrong, say the correct number right away.",
    ONYX: "Listen while I add, and interrupt me with the right number if I make a mistake.",
    KORE: "My math is rusty. As soon as you hear a wrong result, say the right one.",
}
SUMS = (  # cue: the wrong result; say: the right one
    Scene("", "Five plus two is seven. Six plus six is fourteen. Nine plus nine is eighteen.",
          EMMA, "fourteen", "twelve"),
    Scene("", "Ten plus three is fifteen. Seven plus two is nine, and four plus four is eight.",
          EMMA, "fifteen", "thirteen"),
    Scene("", "Ten plus two is twelve, three plus seven is nine, and four plus one is five.", DANIEL, "nine", "ten"),
    Scene("", "One plus seven is eight. Six plus one is seven. Nine plus eight is sixteen. Two plus two is four.",
          DANIEL, "sixteen", "seventeen"),
    Scene("", "Four plus two is six, seven plus seven is fifteen, and that's the end of my list.",
          ONYX, "fifteen", "fourteen"),
    Scene("", "Two plus six is nine. Five plus five is ten. Eleven plus four is fifteen.", ONYX, "nine", "eight"),
    Scene("", "Eleven plus three is fourteen. Seven plus two is nine. Six plus five is twelve. Ten plus ten is twenty.",
          KORE, "twelve", "eleven"),
    Scene("", "Three plus two is five, nine plus six is thirteen, and eight plus two is ten.",
          KORE, "thirteen", "fifteen"),
)  # fmt: skip
ALONG = {
    EMMA: "Count from one to nine with me, and say every number at the same time I do.",
    DANIEL: "Let's count to nine together, out loud, you and me at once.",
    ONYX: "When I start counting, count right along with me up to nine.",
    KORE: "I'm about to count to nine, and I'd like you to do it in sync with me.",
}
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COLOURS = ("red", "green", "blue", "white", "black", "yellow", "brown")
LISTS = tuple(", ".join(words).capitalize() + "." for words in ((*NUMBERS[::2], *NUMBERS[1::2]), DAYS, COLOURS))
ECHO = {
    EMMA: "Repeat everything I say while I'm saying it, one word after another.",
    DANIEL: "I want you to copy every word right after it leaves my mouth.",
    ONYX: "Be a parrot for a minute and repeat each word as soon as you hear it.",
    KORE: "Say back each of my words immediately, even while I keep talking.",
}
SHADOW = (
    (EMMA, "Every summer my cousins rent a yellow cabin near the water and go fishing."),
    (EMMA, "Please leave the wet towels outside because the dryer stopped working again."),
    (DANIEL, "The children built a giant castle from cardboard and painted it silver."),
    (DANIEL, "Nobody noticed that the clock above the stove was several minutes fast."),
    (ONYX, "A friendly waiter brought us bread and lemonade before we ordered dinner."),
    (ONYX, "Heavy traffic kept thousands of drivers waiting near the airport until midnight."),
    (KORE, "Our teacher always tells funny stories when the weather gets bad."),
    (KORE, "Two white horses walked quietly along the fence behind the barn."),
)
INTO = (
    (EMMA, "es", "Translate each word I say into Spanish, right after I say it."),
    (DANIEL, "es", "I'll read some words one at a time. Tell me each one in Spanish."),
    (ONYX, "es", "How do you say these in Spanish? Answer after every single word."),
    (ONYX, "de", "I'm learning German, so say each word in German as soon as I'm done with it."),
    (KORE, "de", "Turn every word you hear from me into German right away."),
    (DANIEL, "de", "Let's do vocabulary. I give you an English word and you give me the German one."),
)
LISTEN = {
    EMMA: "I just want to vent for a second. Say mm-hmm after each thing I tell you.",
    DANIEL: "Listen to this story and give me an mm-hmm whenever I pause.",
    ONYX: "Let me tell you what happened, and say mm-hmm after every sentence so I know you're there.",
    KORE: "You don't have to answer, but please go mm-hmm each time I finish a sentence.",
}
TALES = (
    (EMMA, "I lost my keys on Monday. They turned up in the freezer. I still don't know why."),
    (EMMA, "We tried the new Thai place downtown. The line was huge. So we had sandwiches at home."),
    (DANIEL, "My neighbor got a rooster last week. It crows at four in the morning. My earplugs don't help."),
    (DANIEL, "I ran into my old boss yesterday. He didn't recognize me. Then we talked for an hour."),
    (ONYX, "The washing machine broke on Sunday. Water was all over the floor. It took hours to clean up."),
    (ONYX, "My son learned to ride a bike. He fell off ten times. Now he won't come inside."),
    (KORE, "I signed up for a pottery class. My first bowl is crooked. I'm giving it to my mom."),
    (KORE, "Our flight got canceled at midnight. They put us in a tiny hotel. We slept great."),
)
GERMAN = {
    "one": "eins?|eine[nrsm]?", "two": "zwei|zwo", "three": "drei", "four": "vier", "five": "fue?nf", "six": "sechs",
    "seven": "sieben", "eight": "acht", "nine": "neun",
    "monday": "montag", "tuesday": "dienstag", "wednesday": "mittwoch", "thursday": "donnerstag", "friday": "freitag",
    "saturday": "samstag|sonnabend", "sunday": "sonntag",
    "red": "rot", "green": "grue?n", "blue": "blau", "white": "weiss", "black": "schwarz", "yellow": "gelb",
    "brown": "braun",
}  # fmt: skip
SPANISH = {
    "one": "uno?|una", "two": "dos", "three": "tres", "four": "cuatro", "five": "cinco", "six": "seis",
    "seven": "siete", "eight": "ocho", "nine": "nueve",
    "monday": "lunes", "tuesday": "martes", "wednesday": "miercoles", "thursday": "jueves", "friday": "viernes",
    "saturday": "sabado", "sunday": "domingo",
    "red": "roj[oa]", "green": "verde", "blue": "azul", "white": "blanc[oa]", "black": "negr[oa]",
    "yellow": "amarill[oa]", "brown": "marron|cafe|castan[oa]",
}  # fmt: skip
INTO_WORDS = {"es": SPANISH, "de": GERMAN}


def example(pattern: str) -> str:
    """A word that one of the tables' patterns takes: its first way, without what is optional."""
    return re.sub(r"\w\?|\[(\w)\w*\]\??", r"\1", pattern.split("|")[0])


def spoken() -> list[tuple[str, str]]:
    """(voice, text) of all that the bank must hold."""
    stops = [(scene.voice, text) for scene in STOP for text in (scene.prompt, scene.speech)]
    prompts = [(voice, text) for table in (CHECK, ALONG, ECHO, LISTEN) for voice, text in table.items()]
    into = [(voice, text) for voice, _, text in INTO]
    lists = [(voice, text) for voice in ALONG for text in LISTS]
    return [*stops, *prompts, *((s.voice, s.speech) for s in SUMS), *into, *lists, *SHADOW, *TALES]
