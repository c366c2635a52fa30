"""What users say in CueSpeak-S: what to listen for, and then the speech into which it must be said. Texts only.

No training text is worded like these.
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
        "The moment I say pepper, cut in with stop.",
        "This morning I bought some carrots, a bag of pepper, and two loaves of bread for the long weekend.",
        ONYX, "pepper",
    ),
    Scene(
        "Break in with stop when the word garden comes up.",
        "We drove past the old school, sat in a garden, and talked about the summer until it got dark.",
        KORE, "garden",
    ),
    Scene(
        "If you catch me saying money, call out stop.",
        "My uncle asked me at lunch whether the money had come, and I really did not know what to tell him.",
        EMMA, "money",
    ),
    Scene(
        "Shout stop right when you hear winter.",
        "We packed the sled, because winter was coming early, and then nobody could find the gloves.",
        SANTA, "winter",
    ),
    Scene(
        "Catch me with a stop whenever I say um.",
        "So yesterday I went to the bank, um, to ask about the new card that they sent me in May.",
        DANIEL, "um",
    ),
    Scene(
        "I'm practicing a talk, so call stop at any um.",
        "Good evening to all of you, our club, um, was founded by nine people in a small cellar.",
        KORE, "um",
    ),
)  # fmt: skip
CHECK = {
    EMMA: "Here come some sums. Cut in with the right result if one is wrong.",
    DANIEL: "Listen to my sums and break in with the correct number when I slip.",
    ONYX: "I'll add a few numbers. Break in at a wrong one and say what is right.",
    KORE: "Check my sums while I say them, and correct me on the spot.",
}
SUMS = (  # cue: the wrong result; say: the right one
    Scene("", "Two plus two is four. Two plus three is six. Nine plus one is ten, and seven plus one is eight.",
          EMMA, "six", "five"),
    Scene("", "Three plus three is seven. Four plus one is five, and ten plus ten is twenty.", DANIEL, "seven", "six"),
    Scene("", "Four plus four is nine. Then two plus one is three, and five plus five is ten.", ONYX, "nine", "eight"),
    Scene("", "Six plus three is nine. One plus two is four. Then five plus three is eight, and four plus one is five.",
          KORE, "four", "three"),
)  # fmt: skip
ALONG = {
    EMMA: "Let's count in one voice. Say each number together with me.",
    DANIEL: "Count along, so that we both say every number.",
    ONYX: "I'm counting, and you join in, number by number.",
    KORE: "Join me in counting, both of us out loud.",
}
NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
COLOURS = ("red", "green", "blue", "white", "black", "yellow", "brown")
LISTS = tuple(", ".join(words).capitalize() + "." for words in ((*NUMBERS[::2], *NUMBERS[1::2]), DAYS, COLOURS))
ECHO = {
    EMMA: "Be my echo. While I talk, say every word right behind me.",
    DANIEL: "Shadow me, word by word, without waiting for the end.",
    ONYX: "Speak after me while I'm still talking, a word behind.",
    KORE: "Echo my words as they come, don't wait for me to finish.",
}
SHADOW = (
    (EMMA, "Seven wooden boats were sailing slowly across the harbor toward the lighthouse at sunset."),
    (DANIEL, "Our neighbor planted purple flowers behind the garage before the weather turned cold again."),
    (ONYX, "Somebody carried heavy boxes upstairs while the others painted the kitchen and the hall."),
    (KORE, "Fresh coffee smells wonderful whenever the little bakery opens its doors in the early morning."),
)
INTO = (
    (EMMA, "es", "Put each word into Spanish the moment I say it."),
    (DANIEL, "es", "Give me the Spanish for every word, right as it comes."),
    (ONYX, "de", "I say a word, you say it in German, one by one."),
    (KORE, "de", "Interpret word by word into German while I go on."),
)
LISTEN = {
    EMMA: "I need to tell you something. A little mm-hmm now and then is all I want from you.",
    DANIEL: "Let me talk for a bit, and just go mm-hmm between my sentences.",
    ONYX: "Hear me out, please, and keep giving me a short mm-hmm.",
    KORE: "While I tell you this, nod along with an mm-hmm from time to time.",
}
TALES = (
    (EMMA, "The bus was late again this morning. So I walked along the river instead. It was lovely out there."),
    (DANIEL, "My sister bought a very old piano. It does not fit through her door. Now it lives in the garage."),
    (ONYX, "We had no power for half the night. I found two candles in a drawer. Then the lights came back."),
    (KORE, "I finally opened the letter from school. They want me to teach in the fall. I have not answered yet."),
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
