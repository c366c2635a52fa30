"""What users ask for in TimeSpeak-S: to be told something at a time. Texts only.

Everyday wordings, chosen without regard to what training says; none of them is a training text.
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
    Ask("Remind me in ten seconds to take the cookies out of the oven.", EMMA, 10, "cookies"),
    Ask("Can you tell me to check the mail in fifteen seconds?", DANIEL, 15, "mail"),
    Ask("I need to text my brother back, so remind me in twenty seconds.", ONYX, 20, "brother"),
    Ask("In thirty seconds I want a reminder to pay for parking.", SANTA, 30, "parking"),
    Ask("Set an eight second reminder for me to turn off the sprinkler.", KORE, 8, "sprinkler"),
    Ask("When forty seconds have gone by, tell me to stir the soup.", DANIEL, 40, "soup"),
    Ask("Don't let me forget my backpack. Say something about it in six seconds.", ONYX, 6, "backpack"),
    Ask("I still have to feed the hamster. Could you remind me in twelve seconds?", SANTA, 12, "hamster"),
    Ask("In four seconds, tell me it's time to take my medicine.", KORE, 4, "medicine"),
    Ask("Ask me about the pizza in twenty five seconds, or I'll burn it.", EMMA, 25, "pizza"),
)
EVERY = (
    Ask("Every five seconds, tell me to relax, until I tell you to stop.", EMMA, 5, "relax"),
    Ask("While I exercise, say change every ten seconds. I'll tell you when I'm done.", DANIEL, 10, "change"),
    Ask("I slouch a lot, so please say shoulders every six seconds.", ONYX, 6, "shoulders"),
    Ask("Could you say next every three seconds while I go through these flash cards?", SANTA, 3, "next"),
    Ask("I'd like you to say push every four seconds until I tell you I'm finished.", KORE, 4, "push"),
    Ask("Remind me to smile every eight seconds for as long as I'm recording this.", EMMA, 8, "smile"),
    Ask("Repeat the word focus every seven seconds, and don't quit until I ask you to.", DANIEL, 7, "focus"),
    Ask("Let's practice rowing. Call out pull every three seconds until I'm tired.", ONYX, 3, "pull"),
    Ask("Check in with me every nine seconds and ask if I'm awake.", SANTA, 9, "awake"),
    Ask("I'm watering the plants, so say move every five seconds until I'm through.", KORE, 5, "move"),
)
ENOUGH = (  # two of each voice
    (EMMA, "Okay, you can stop doing that now."),
    (EMMA, "That's enough of that, thank you very much."),
    (DANIEL, "All right, no more of that, please."),
    (DANIEL, "You can quit it now, I'm finished."),
    (ONYX, "Stop there, I don't need it anymore."),
    (ONYX, "Okay, that was plenty, thanks for your help."),
    (SANTA, "I'm all done, so please stop now."),
    (SANTA, "Thanks, there's no need to keep going."),
    (KORE, "Please don't say that to me anymore."),
    (KORE, "Hey, cancel that, we're done for today."),
)
COUNT = (
    Ask("Wait two seconds, then count to five, one number every two seconds.", EMMA, 2, "", 5),
    Ask("Say one after four seconds, two after eight seconds, and three after twelve seconds.", DANIEL, 4, "", 3),
    Ask("After three seconds say one, three seconds later two, and keep going up to four.", SANTA, 3, "", 4),
    Ask("Count my five squats, one every three seconds, with the first in three seconds.", KORE, 3, "", 5),
    Ask("I want one number every two seconds, from one to six. Let two seconds go by first.", ONYX, 2, "", 6),
    Ask("Can you count to three, five seconds apart, and begin in five seconds?", EMMA, 5, "", 3),
    Ask("Whenever four seconds have passed, say the next number, and go from one to four.", DANIEL, 4, "", 4),
    Ask("Starting in two seconds, count from one to four and give me a number every two seconds.", KORE, 2, "", 4),
)
PASSED = (
    Ask("Let me know when ten seconds are up.", EMMA, 10),
    Ask("Start a timer for fifteen seconds and tell me when it's finished.", DANIEL, 15),
    Ask("Can you give me a thirty second timer for this plank?", ONYX, 30),
    Ask("My tea needs another forty seconds. Tell me when the time is up.", SANTA, 40),
    Ask("Count five seconds in your head and tell me when they're over.", KORE, 5),
    Ask("We're playing hide and seek, so tell me once twenty five seconds have passed.", EMMA, 25),
    Ask("Twelve seconds on the clock, please, and holler when it runs out.", DANIEL, 12),
    Ask("I get seven seconds to answer this one. Say time when they're gone.", ONYX, 7),
    Ask("The glue has to set for twenty seconds. Will you tell me when it's done?", SANTA, 20),
    Ask("Please keep track of nine seconds for me and let me know at the end.", KORE, 9),
)
WAIT = (
    Ask("Don't say a thing for nine seconds, and then say banana.", EMMA, 9, "banana"),
    Ask("Wait five seconds and then say ready.", DANIEL, 5, "ready"),
    Ask("I'm closing my eyes. Say surprise after fourteen seconds.", ONYX, 14, "surprise"),
    Ask("After a silence of twenty seconds, I'd like to hear the word tiger.", SANTA, 20, "tiger"),
    Ask("Be quiet for four seconds, then say cheese so I can take the picture.", KORE, 4, "cheese"),
    Ask("My kids are hiding. Wait thirty five seconds and then shout dinosaur.", EMMA, 35, "dinosaur"),
    Ask("Say the word blanket, but only after seven seconds of silence.", DANIEL, 7, "blanket"),
    Ask("Can you hold on for eleven seconds before saying birthday?", ONYX, 11, "birthday"),
    Ask("When I finish talking, wait sixteen seconds and say rocket.", SANTA, 16, "rocket"),
    Ask("Let's test your patience. Twenty seven seconds without a word, and then say elephant.", KORE, 27, "elephant"),
)
HOW_LONG = (
    Gap("I'm going to run up the stairs. Time me, starting now.", "Made it to the top. How many seconds did I need?",
        EMMA),
    Gap("Start the stopwatch, I'm folding a shirt. Ready, set, go.", "Finished folding. What does the stopwatch say?",
        DANIEL),
    Gap("Let's see how long I can balance this broom. Go.", "Oh, it fell. How long did I last?", ONYX),
    Gap("Please time my plank. Okay, I'm down, begin now.", "I can't hold it anymore. How long was that plank?", SANTA),
    Gap("I'm throwing the ball for my dog. Time him. Off he runs.", "He's back with it. How long was he gone?",
        KORE),
    Gap("Hang on, I have to get the door. Keep track of the time.", "Sorry about that. How long was I away?", SANTA),
    Gap("Time how long this traffic light stays red. It just changed.", "Green. How many seconds was it red?", DANIEL),
    Gap("I'm solving this little puzzle cube. Clock me from right now.", "Solved it! How long did I take?", KORE),
)  # fmt: skip


def spoken() -> list[tuple[str, str]]:
    """(voice, text) of all that the bank must hold."""
    asks = [(ask.voice, ask.text) for table in (REMIND, EVERY, COUNT, PASSED, WAIT) for ask in table]
    gaps = [(gap.voice, text) for gap in HOW_LONG for text in (gap.before, gap.after)]
    return [*asks, *ENOUGH, *gaps]
