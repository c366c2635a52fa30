"""What a user asks the assistant to do while he goes on speaking, and what he says then. Knows texts only.

Requests are rows of a kind of their own, as are the sums, lists and stories that follow them.
"""

from dataclasses import dataclass
from functools import lru_cache

from microturn.data import cue_forms as f
from microturn.data import cue_parts as p
from microturn.data import tables as t
from microturn.data.everyday import NOUNS
from microturn.data.foreign import LANGUAGES
from microturn.data.forms import Reader, as_meant, capital, chosen, ended, one_of, spelled_out
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
_TABLES = {
    STOP: f.STOP, TELL: f.TELL, CORRECT: f.CORRECT, REPEAT: f.REPEAT, SHADOW: f.SHADOW, TRANSLATE: f.TRANSLATE,
    COUNT: f.COUNT, LISTEN: f.LISTEN, NOD: f.NOD,
}  # fmt: skip
REQUESTS = spelled_out(_TABLES, p.PARTS)
SHARES = {
    STOP: 0.3, TELL: 0.04, CORRECT: 0.26, REPEAT: 0.04, SHADOW: 0.13, TRANSLATE: 0.12, COUNT: 0.03, LISTEN: 0.02,
    NOD: 0.06,
}  # fmt: skip
CAPITALS_SHARE = 0.08  # of statements
REPLIES = {
    STOP: ("Okay.", "Okay, I'll stop you."), TELL: ("Okay.", "Okay, I'll tell you."),
    CORRECT: ("Okay.", "Sure, go ahead."), REPEAT: ("Okay.", "Sure, go ahead."),
    SHADOW: ("Okay.", "Sure, go ahead."), TRANSLATE: ("Okay.", "Sure, go ahead."), COUNT: ("Okay.", "Sure, go ahead."),
    LISTEN: ("Sure, go ahead.", "I'm listening."), NOD: ("Okay.", "I'm listening."),
}  # fmt: skip
STOPPED, NODDED, NODS = "Stop.", "Mm-hmm.", ("Mm-hmm.", "Right.", "I see.", "Okay.", "Yeah.")
_READER = Reader.of(REQUESTS, {"word": f"{one_of(HESITATIONS)}|[a-z']+", "language": one_of(LANGUAGES)})
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
    tasks = list(SHARES)
    task = tasks[int(rng.choice(len(tasks), p=list(SHARES.values())))]
    return as_meant(lambda: _worded(rng, task), parse)[0], pick(rng, REPLIES[task])


def _worded(rng: Rng, task: str) -> tuple[str, Cue]:
    form, word, language = chosen(rng, pick(rng, REQUESTS[task])), _word(rng), pick(rng, tuple(LANGUAGES))
    text = ended(" ".join(form.format(word=word, language=capital(language)).split()))
    return text, Cue(task, word if "{word}" in form else "", language if "{language}" in form else "")


def _word(rng: Rng) -> str:
    kind = rng.random()
    return pick(rng, HESITATIONS) if kind < 0.4 else pick(rng, WORDS) if kind < 0.6 else pick(rng, NOUNS)


@lru_cache(100_000)
def parse(text: str) -> Cue | None:
    """What a request asks for; None for one that asks for nothing of the kind."""
    found = _READER.read(text)
    return Cue(found[0], found[1].get("word", ""), found[1].get("language", "")) if found else None


def sums(rng: Rng, n: int) -> list[Pair]:
    """n statements, half of them wrong, with the correction ("" for a right one)."""
    return [_sum(rng) for _ in range(n)]


def _sum(rng: Rng) -> Pair:
    if rng.random() < CAPITALS_SHARE:
        country, other = (pick(rng, tuple(t.CAPITALS)) for _ in range(2))
        said, true = t.CAPITALS[other if rng.random() < 0.5 else country], t.CAPITALS[country]
        return f"The capital of {country} is {said}.", "" if said == true else f"No, {true}."
    a, b = (int(x) for x in rng.integers(1, 11, 2))
    sign, true = (("plus", a + b), ("minus", a), ("times", a * b))[int(rng.choice(3, p=(0.85, 0.1, 0.05)))]
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
