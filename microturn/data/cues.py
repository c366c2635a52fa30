"""What a user asks the assistant to do while he goes on speaking, and what he says then. Knows texts only.

Requests are rows of a kind of their own, as are the sums, lists and stories that follow them.
"""

from dataclasses import dataclass

from microturn.data import tables as t
from microturn.data.foreign import LANGUAGES
from microturn.data.forms import Reader, capital, ended, one_of
from microturn.data.phrases import Rng, number, pick
from microturn.data.stories import SEEN, THINGS, WEATHER

Pair = tuple[str, str]
SUM, LIST, STORY = "sum", "list", "story"
STOP, TELL, CORRECT, REPEAT, SHADOW, TRANSLATE, COUNT, LISTEN, NOD = (
    "stop", "tell", "correct", "repeat", "shadow", "translate", "count", "listen", "nod",
)  # fmt: skip
HESITATIONS = ("um", "uh", "hmm", "you know", "like")
WORDS = (*SEEN, *THINGS, *WEATHER)
COLORS = t.listed("red blue green yellow white black brown pink orange purple gray")
REQUESTS = {
    STOP: (
        "stop me when I say {word}", "interrupt me if I say {word}", "say stop whenever I say {word}",
        "every time I say {word} say stop", "please stop me each time I say {word}", "say stop when you hear {word}",
        "as soon as I say {word} say stop", "shout stop at the word {word}", "if you hear {word} say stop at once",
        "interrupt me with stop when I say {word}", "whenever {word} comes up stop me", "call stop on every {word}",
        "stop me if {word} slips out", "I'm trying not to say {word} so stop me", "cut me off when I say {word}",
        "break in when you hear {word} and say stop", "don't let me say {word} say stop if I do",
        "say stop the second I say {word}", "listen for {word} and say stop", "when {word} comes up call out stop",
    ),
    TELL: (
        "tell me when I say {word}", "let me know whenever I say {word}", "point it out when I say {word}",
        "could you tell me each time I say {word}", "watch for {word} and tell me", "notice when I say {word}",
    ),
    CORRECT: (
        "correct me when I'm wrong", "correct my mistakes while I speak", "tell me when I make a mistake",
        "check my sums as I say them", "if I say something wrong correct me at once", "please correct what is wrong",
        "I'll do some sums correct me", "interrupt me when a sum is wrong", "break in if a number is wrong",
        "when I get a sum wrong tell me the right number", "listen to my sums and correct the wrong ones",
        "say the right result when mine is wrong", "I add numbers and you check them", "check what I say right away",
        "cut in with the right number if I'm wrong", "correct me on the spot", "watch my sums for mistakes",
    ),
    REPEAT: (
        "repeat every word after me", "say what I say while I say it", "repeat after me", "say each word after me",
        "please repeat the words as I say them", "echo what I say", "repeat the words one by one",
    ),
    SHADOW: (
        "shadow me", "speak along right behind me", "repeat what I say while I go on", "say my words just after me",
        "follow my words without waiting for the end", "speak my sentence with me a word behind",
        "repeat it while I'm still talking", "echo me while I speak", "say it after me but don't wait for me to finish",
        "be my echo", "repeat every word right behind me as I talk", "copy my words as they come",
    ),
    TRANSLATE: (
        "translate every word into {language}", "say each word in {language}", "translate word by word into {language}",
        "say in {language} what I say", "repeat after me in {language}", "I speak English and you speak {language}",
        "put what I say into {language}", "tell me each word in {language}", "translate into {language} as I speak",
        "interpret for me into {language}", "give me every word in {language}", "what I say you say in {language}",
        "turn my words into {language} one by one", "teach me {language} word by word as I say them",
    ),
    COUNT: (
        "count along with me", "let's count together", "count with me", "please count along while I count",
        "join me when I count", "say the numbers with me", "I count and you count along", "both of us count now",
        "let us count out loud together", "count in step with me", "we say each number together",
    ),
    LISTEN: (
        "let me tell you about my day", "I want to tell you a story", "let me tell you what happened",
        "just listen for a while I'll tell you about my trip", "can I tell you about yesterday",
    ),
    NOD: (
        "say mm-hmm after each sentence while I talk", "just say mm-hmm while I tell you something",
        "keep saying mm-hmm while I talk", "give me an mm-hmm now and then while I tell this",
        "listen to me and say mm-hmm between the sentences", "hear me out and say mm-hmm as I go",
        "I only want an mm-hmm from time to time", "let me talk and just say mm-hmm", "nod along with mm-hmm please",
        "show me that you listen with an mm-hmm", "while I speak say mm-hmm now and then",
    ),
}  # fmt: skip
REPLIES = {
    STOP: ("Okay.", "Okay, I'll stop you."), TELL: ("Okay.", "Okay, I'll tell you."),
    CORRECT: ("Okay.", "Sure, go ahead."), REPEAT: ("Okay.", "Sure, go ahead."),
    SHADOW: ("Okay.", "Sure, go ahead."), TRANSLATE: ("Okay.", "Sure, go ahead."), COUNT: ("Okay.", "Okay, you start."),
    LISTEN: ("Sure, go ahead.", "I'm listening."), NOD: ("Okay.", "I'm listening."),
}  # fmt: skip
STOPPED, NODDED, NODS = "Stop.", "Mm-hmm.", ("Mm-hmm.", "Right.", "I see.", "Okay.", "Yeah.")
_READER = Reader.of(REQUESTS, {"word": one_of((*HESITATIONS, *WORDS)), "language": one_of(LANGUAGES)})
_NUMBERS = {number(n): n for n in range(101)}


@dataclass(frozen=True)
class Cue:
    """`task`: one of REQUESTS. `word`: the cue of the first two; `language`: of a translation."""

    task: str
    word: str = ""
    language: str = ""

    @property
    def saying(self) -> str:
        """What is to be said at the word."""
        return STOPPED if self.task == STOP else f"You said {self.word}."


def requests(rng: Rng, n: int) -> list[Pair]:
    """n requests with what is said to them at once."""
    return [_request(rng) for _ in range(n)]


def _request(rng: Rng) -> Pair:
    task = pick(rng, tuple(REQUESTS))
    word = pick(rng, HESITATIONS if rng.random() < 0.4 else WORDS)
    text = pick(rng, REQUESTS[task]).format(word=word, language=capital(pick(rng, tuple(LANGUAGES))))
    return ended(text), pick(rng, REPLIES[task])


def parse(text: str) -> Cue | None:
    """What a request asks for; None for one that asks for nothing of the kind."""
    found = _READER.read(text)
    return Cue(found[0], found[1].get("word", ""), found[1].get("language", "")) if found else None


def sums(rng: Rng, n: int) -> list[Pair]:
    """n statements, half of them wrong, with the correction ("" for a right one)."""
    return [_sum(rng) for _ in range(n)]


def _sum(rng: Rng) -> Pair:
    if rng.random() < 0.3:
        country, other = (pick(rng, tuple(t.CAPITALS)) for _ in range(2))
        said, true = t.CAPITALS[other if rng.random() < 0.5 else country], t.CAPITALS[country]
        return f"The capital of {country} is {said}.", "" if said == true else f"No, {true}."
    a, b = (int(x) for x in rng.integers(1, 11, 2))
    sign, true = (("plus", a + b), ("minus", a), ("times", a * b))[int(rng.choice(3, p=(0.5, 0.3, 0.2)))]
    first = a + b if sign == "minus" else a
    said = true if rng.random() < 0.5 else max(0, true + int(rng.choice((-3, -2, -1, 1, 2, 3))))
    text = f"{number(first)} {sign} {number(b)} is {number(said)}"
    return ended(text), "" if said == true else f"No, {number(true)}."


def lists(rng: Rng, n: int) -> list[Pair]:
    """n lists of numbers, days, colours, or counts from one on."""
    return [(ended(", ".join(_list(rng))), "") for _ in range(n)]


def _list(rng: Rng) -> list[str]:
    num = int(rng.integers(3, 7))
    kind = int(rng.integers(4))
    if kind == 0:
        return [number(i) for i in range(1, num + 3)]
    words = (tuple(number(i) for i in range(1, 21)), t.DAYS, COLORS)[kind - 1]
    return [words[int(i)] for i in rng.choice(len(words), min(num, len(words)), replace=False)]


def translated(word: str, language: str) -> str:
    """A word in one of LANGUAGES; "" for one that is not in its table."""
    found = LANGUAGES[language].get(word.strip(",.").lower())
    return ended(found[0]) if found else ""


def is_count(words: list[str]) -> bool:
    """Whether words are one, two, three, ..."""
    return [_NUMBERS.get(word) for word in words] == list(range(1, len(words) + 1))


def sayings() -> list[str]:
    """Everything that cues can ask to be said."""
    replies = [reply for rows in REPLIES.values() for reply in rows]
    said = [f"You said {word}." for word in (*HESITATIONS, *WORDS)]
    right = [f"No, {number(n)}." for n in range(101)] + [f"No, {city}." for city in t.CAPITALS.values()]
    abroad = [ended(word) for table in LANGUAGES.values() for word, _ in table.values()]
    single = [ended(word) for word in (*(number(n) for n in range(1, 21)), *t.DAYS, *COLORS)]
    return [*replies, STOPPED, *NODS, *said, *right, *single, *abroad]
