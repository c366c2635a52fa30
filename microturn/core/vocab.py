"""The discrete alphabets: control tokens of the text channel, and phones.

Token ids below `NUM_SPECIALS` are control tokens; BPE pieces follow.
"""

from enum import IntEnum


class Control(IntEnum):
    """Control tokens. What the model may emit: VOICE .. DROP, LEFT, GONE. What marks text that came in: INSTRUCTIONS ..
    END."""

    PAD = 0
    VOICE = 1  # ends a micro-turn: a speech patch is drawn
    QUIET = 2  # ends a micro-turn: nothing is drawn
    HEARD = 3  # words of the user that have ended
    SAY = 4  # words of its own whose sound begins in this micro-turn
    SEE = 5  # a visual event
    DELEGATE = 6  # ask the background model
    DROP = 7  # withdraw the running delegation
    INSTRUCTIONS = 8
    TYPED = 9
    BACKGROUND = 10
    TOOL = 11
    END = 12  # end of a run of text that came in
    LEFT = 13  # seconds until something is due, and what, which it counts down for itself
    GONE = 14  # seconds since something began


MARKS = (Control.HEARD, Control.SAY, Control.SEE, Control.LEFT, Control.GONE)  # begin a run of words that it writes
NUM_SPECIALS = 16  # 15 used, the rest reserved
VOCAB_SIZE = 2048  # control tokens and BPE pieces together

# IPA symbols as Kokoro is driven with them; edges of all of them lie on the 25 ms grid.
SILENCE = 0
PHONES: tuple[str, ...] = (
    "·", " ", "ˈ", "ˌ", "ː", ".", ",", "?", "!", ";", ":", "—",
    "a", "æ", "ɑ", "ɐ", "ɒ", "ɔ", "ə", "ɚ", "ɜ", "ɛ", "e", "i", "ɪ", "ᵻ", "o", "u", "ʊ", "ʌ",
    "b", "d", "ð", "f", "ɡ", "h", "j", "k", "l", "m", "n", "ŋ", "p", "ɹ", "r", "ɾ", "s", "ʃ",
    "t", "θ", "v", "w", "x", "z", "ʒ", "ʔ", "ɬ", "ɲ", "ʲ", "ɫ", "⁇",
)  # fmt: skip
UNKNOWN_PHONE = len(PHONES) - 1
NUM_PHONES = 64  # room for two more
PHONE_ID: dict[str, int] = {symbol: i for i, symbol in enumerate(PHONES)}


def phone_id(symbol: str) -> int:
    """Id of an IPA symbol; symbols outside the inventory share one id."""
    return PHONE_ID.get(symbol, UNKNOWN_PHONE)
