"""Words that only one of two answers holds: the first that is heard tells which of them is being given.

After Full-Duplex-Bench v1.5, without its judge (docs/benchmarks.md, section 2).
"""

from collections.abc import Sequence
from dataclasses import dataclass

from microturn.bench.fdb.said import spoken_words

_COMMON = (
    "a about actually all alright am an and any are as at be been but by can check did do does for from get go going "
    "had has have hello help here hey hi hold how i i'd i'll i'm if in instead is it it's its just let let's like "
    "look looking make me more moment my no not now of off oh ok okay on one or please right said say second set so "
    "sorry stop sure tell than that that's the them then there they think this to turning up us wait want was we well "
    "were what what's when where which who will with would yeah yes you your"
)
COMMON = frozenset(_COMMON.split())
AGAIN = ("again", "repeat", "pardon", "what was that", "did you say", "i didn't catch", "i didn't hear", "come again")


@dataclass(frozen=True)
class Slots:
    """`own`: words of the original answer alone; `other`: words of what is said into it, and of its answer, alone."""

    own: frozenset[str] = frozenset()
    other: frozenset[str] = frozenset()

    def first(self, words: Sequence[str]) -> str:
        """ "own", "other", "again" (it asks to repeat) or "" (nothing that tells), whichever is heard first."""
        spoken = spoken_words(words)
        for i, word in enumerate(spoken):
            if word in self.own or word in self.other:
                return "own" if word in self.own else "other"
            if any(" ".join(spoken[i:]).startswith(phrase) for phrase in AGAIN):
                return "again"
        return ""


NO_SLOTS = Slots()


def slots_of(own: str, other: str) -> Slots:
    """Of two texts: what both hold, and what every answer may hold, tells nothing."""
    mine, theirs = (frozenset(spoken_words([text])) - COMMON for text in (own, other))
    return Slots(mine - theirs, theirs - mine)
