"""What a microphone picks up that nobody says to the assistant: talk to others, and loudspeakers. Knows texts only."""

import re
from collections.abc import Mapping

from microturn.data.asides import ON_THE_PHONE, TO_OTHERS
from microturn.data.broadcasts import MEDIA
from microturn.data.forms import capital, chosen
from microturn.data.phrases import Rng, pick


def forms(*tables: Mapping[str, str]) -> tuple[str, ...]:
    """The forms of tables by subject, a sentence each with the mark at its end."""
    return tuple(
        sentence for table in tables for text in table.values() for sentence in re.split(r"(?<=[.?])\s+", text.strip())
    )


ASIDES, BROADCASTS = forms(TO_OTHERS, ON_THE_PHONE), forms(MEDIA)


def aside(rng: Rng) -> str:
    """Something that somebody says to another person, in the room or on the phone."""
    return _drawn(rng, ASIDES)


def broadcast(rng: Rng) -> str:
    """Something that a radio or a television says."""
    return _drawn(rng, BROADCASTS)


def _drawn(rng: Rng, known: tuple[str, ...]) -> str:
    return capital(" ".join(chosen(rng, pick(rng, known)).split()))
