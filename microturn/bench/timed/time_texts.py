"""What users ask for in TimeSpeak-S: to be told something at a time. Texts only.

No training text is worded like these.
"""

from dataclasses import dataclass

EMMA, DANIEL, ONYX, SANTA, KORE = "bf_emma", "bm_daniel", "am_onyx", "am_santa", "af_kore"


@dataclass(frozen=True)
class Ask:
    """`seconds`: after which, or between two. `say`: the word that must be said. `times`: how far to count."""

    text: str
    voice: str
    seconds: int
    say: str = ""
    times: int = 1


@dataclass(frozen=True)
class Gap:
    """Said before and after something that takes a while; the second asks how long that was."""

    before: str
    after: str
    voice: str


REMIND = (
    Ask("Four seconds from now, remind me to drink my tea.", EMMA, 4, "drink"),
    Ask("Mention the door to me seven seconds from now.", DANIEL, 7, "door"),
    Ask("I'd like a nudge to stretch, nine seconds from now.", ONYX, 9, "stretch"),
    Ask("Twelve seconds from now, bring up the window.", KORE, 12, "window"),
    Ask("Could you bring up the laundry once sixteen seconds are gone?", SANTA, 16, "laundry"),
    Ask("Nudge me about the oven twenty five seconds from now.", EMMA, 25, "oven"),
    Ask("Forty seconds from now, mention the kettle to me.", DANIEL, 40, "kettle"),
)
EVERY = (
    Ask("Until I call it off, say blink at three second intervals.", KORE, 3, "blink"),
    Ask("Say breathe at four second intervals, until I call it off.", ONYX, 4, "breathe"),
    Ask("Nudge me to sip water at five second intervals, till I call it off.", EMMA, 5, "sip"),
    Ask("Each time six seconds go by, call out switch, till I've had enough.", DANIEL, 6, "switch"),
    Ask("Each time eight seconds go by, mention my posture, till I've had enough.", SANTA, 8, "posture"),
)
ENOUGH = tuple((voice, "That will do, you can leave it now.") for voice in (EMMA, DANIEL, ONYX, SANTA, KORE))
COUNT = (
    Ask("Say the numbers from one to four, two seconds apart, the first two seconds from now.", EMMA, 2, "", 4),
    Ask("Two seconds from now say one, and go on up to five at two seconds a number.", DANIEL, 2, "", 5),
    Ask("Numbers up to three, please, three seconds apart, beginning three seconds from now.", ONYX, 3, "", 3),
    Ask("Three seconds from now say one, and go on up to four at three seconds a number.", KORE, 3, "", 4),
    Ask("Say the numbers up to three, four seconds apart, the first four seconds from now.", SANTA, 4, "", 3),
)
PASSED = (
    Ask("Speak up as soon as five seconds are gone.", KORE, 5),
    Ask("Watch the clock and speak up eight seconds from now.", EMMA, 8),
    Ask("Give me a shout once eleven seconds have gone by.", DANIEL, 11),
    Ask("Clock fourteen seconds and call out at the end.", ONYX, 14),
    Ask("I want to hear from you as soon as twenty seconds are up.", SANTA, 20),
    Ask("Give me a shout thirty seconds from now.", KORE, 30),
)
WAIT = (
    Ask("Stay quiet for four seconds, and after that say lemon.", DANIEL, 4, "lemon"),
    Ask("Give it six seconds before you say umbrella.", EMMA, 6, "umbrella"),
    Ask("Once ten seconds are gone, say the word pineapple.", SANTA, 10, "pineapple"),
    Ask("Keep still for thirteen seconds, and end with the word candle.", KORE, 13, "candle"),
    Ask("Let eighteen seconds go by, and only then say harbor.", ONYX, 18, "harbor"),
    Ask("Let twenty eight seconds go by before you say marble.", DANIEL, 28, "marble"),
)
HOW_LONG = (
    Gap("Watch the clock while I hold my breath. Starting now.", "And out. How many seconds was that?", EMMA),
    Gap("I'm tying my shoes, keep an eye on the time. Here I go.", "Done. How long did that take me?", DANIEL),
    Gap("Time me while I stand on one leg. And up.", "Down again. For how many seconds did I stand?", ONYX),
    Gap("Measure how long I can keep quiet. From here.", "That's it. How long did I keep quiet?", KORE),
    Gap("I'll carry the boxes in, you watch the clock. Off I go.", "I'm back. How many seconds did it take?", SANTA),
)


def spoken() -> list[tuple[str, str]]:
    """(voice, text) of all that the bank must hold."""
    asks = [(ask.voice, ask.text) for table in (REMIND, EVERY, COUNT, PASSED, WAIT) for ask in table]
    gaps = [(gap.voice, text) for gap in HOW_LONG for text in (gap.before, gap.after)]
    return [*asks, *ENOUGH, *gaps]
