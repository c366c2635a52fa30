"""What a microphone picks up that nobody says to the assistant: talk to others, and loudspeakers. Knows texts only."""

from microturn.data.asides import ON_THE_PHONE, TO_OTHERS
from microturn.data.broadcasts import MEDIA
from microturn.data.forms import drawn, sentences
from microturn.data.phrases import Rng

ASIDES, BROADCASTS = sentences(TO_OTHERS, ON_THE_PHONE), sentences(MEDIA)


def aside(rng: Rng) -> str:
    """Something that somebody says to another person, in the room or on the phone."""
    return drawn(rng, ASIDES)


def broadcast(rng: Rng) -> str:
    """Something that a radio or a television says."""
    return drawn(rng, BROADCASTS)
