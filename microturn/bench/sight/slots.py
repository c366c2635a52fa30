"""What a reply about something seen is worth: 0 nothing or wrong, 1 that it happened, 2 that and to what."""

import re
from dataclasses import dataclass

from microturn.data.pool import key_of
from microturn.data.sight.things import COLOURS, HELD_OUT_THINGS, THINGS

WORDS = {  # of each kind of event
    "appears": "appear appears appeared appearing arrived arrives came comes coming enters entered here showed shows",
    "leaves": "gone left leaves leaving disappeared disappears went goes away vanished vanishes removed missing",
    "changes": "changed changes changing turned turns became becomes",
    "moves": "moved moves moving slid slides shifted shifts rolled rolls",
}
EVENTS = {kind: frozenset(words.split()) for kind, words in WORDS.items()}
ANY_EVENT = frozenset(("now", "there", "yes"))
SAME = {"mug": "cup", "sphere": "ball", "cube": "box", "gray": "grey", "violet": "purple"}
MIN_LETTERS = 4  # of a key word of an official answer
SHARES = (1 / 3, 2 / 3)  # of its key words, for 1 and 2 points
_WORD = re.compile(r"[a-z']+")


@dataclass(frozen=True)
class Slots:
    """An event and its thing; `needs_colour`: of which the new colour has to be said."""

    kind: str
    thing: str
    colour: str
    needs_colour: bool = False

    def points(self, text: str) -> int:
        """0, 1 or 2 of all that has been said since the event.

        2: the thing, and its colour where one is said or asked for, and no word for another kind of event alone. 1: a
        word for the event. 0: neither, or another thing or colour.
        """
        said = _words(text)
        is_event = bool(said & (EVENTS[self.kind] | ANY_EVENT))
        is_other_event = any(said & words for kind, words in EVENTS.items() if kind != self.kind)
        colours, things = said & set(COLOURS), said & set(THINGS | HELD_OUT_THINGS)
        is_named = self.thing in things and (self.colour in colours if colours else not self.needs_colour)
        is_wrong = bool(things - {self.thing} or colours - {self.colour})
        if is_other_event and not is_event:
            return 0
        return 2 if is_named else 0 if is_wrong else int(is_event or self.thing in things)


@dataclass(frozen=True)
class KeyWords:
    """An official answer, by the share of its words of four letters or more (all, where it has none)."""

    answer: str

    def points(self, text: str) -> int:
        true = key_of(self.answer).split()
        keys = {word for word in true if len(word) >= MIN_LETTERS} or set(true)
        share = len(keys & set(key_of(text).split())) / max(1, len(keys))
        return sum(share >= least for least in SHARES)


def _words(text: str) -> set[str]:
    """In lower case, the plural as the singular, some words by another name."""
    found = {word.strip("'") for word in _WORD.findall(text.lower())}
    names = set(THINGS | HELD_OUT_THINGS)
    singular = {word[:-1] for word in found if word[:-1] in names} | {"box" for word in found if word == "boxes"}
    return found | singular | {SAME[word] for word in found if word in SAME}
