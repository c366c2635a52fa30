"""A fitting reply to any request, by its words: a first match in a list of rules. Knows texts only."""

import re
from collections.abc import Callable
from functools import lru_cache

from microturn.text.normal import spoken

LOOK_UP, FORGET = "Let me look that up for you.", "Alright, never mind."
_BRIDGE = re.compile(r"^(okay, )?let me\b", re.IGNORECASE)
_ORDER = re.compile(r"^okay, (?!good|then not|every |i'll (stop|remember|change|tell you))", re.IGNORECASE)
DONE = "Okay, I'll take care of that."
MAX_SLOT_WORDS = 4
Reply = str | Callable[[re.Match[str]], str]

_MINE = {"my": "your", "me": "you", "i": "you", "our": "your", "mine": "yours", "myself": "yourself"}
_QUESTION = re.compile(
    r"^(so |and |hey |okay |um |please )*(what|who|whom|whose|where|when|why|how|which|is|are|was|were|do"
    r"|does|did|can i|may i|should|will|would|has|have|could i|tell|find|search|look|show|give|check|explain"
    r"|define|list|read|i need to know|i want to know|i'd like to know|can you tell|could you tell"
    r"|please tell|any)\b"
)


def is_bridge(reply: str) -> bool:
    """Whether a reply only says that the answer will come."""
    return bool(_BRIDGE.match(reply))


def is_handed_on(reply: str) -> bool:
    """Whether what is asked goes to the background model: what must be looked up, and what must be done."""
    return is_bridge(reply) or bool(_ORDER.match(reply))


def yours(text: str) -> str:
    """The user's words from the other side: "my list" -> "your list"."""
    return " ".join(_MINE.get(word, word) for word in text.split())


def _slot(before: str, after: str, otherwise: str) -> Callable[[re.Match[str]], str]:
    """A reply that repeats the group `it` when it is short, and `otherwise` when not."""

    def reply(match: re.Match[str]) -> str:
        words = re.sub(r"\b(please|for me|now|today|thanks)\b", "", match["it"]).strip(" ,.?!").split()
        if not 0 < len(words) <= MAX_SLOT_WORDS:
            return otherwise
        return f"{before} {yours(' '.join(words))}{after}"

    return reply


RULES: tuple[tuple[str, Reply], ...] = (
    # Talk
    (r"\b(thank you|thanks|thank)\b", "You're welcome."),
    (r"\b(goodbye|bye|see you|good night|farewell|ttyl|so long)\b", "Goodbye! Talk to you soon."),
    (
        r"^(hello|hi|hey|good morning|good evening|good afternoon|greetings|howdy)\W*(there|olly|siri|ai)?\W*$",
        "Hello! How can I help?",
    ),
    (
        r"\b(how are you|how's it going|how do you feel|how are things|how have you been|how is your day"
        r"|how's your day|what's up)\b",
        "I'm doing well, thank you.",
    ),
    (
        r"\b(your name|who are you|what are you called|what should i call you|call you|are you called)\b",
        "I'm Micro, a voice assistant.",
    ),
    (r"\b(call me|my name is|change my name|my name)\b", "Okay, I'll remember your name."),
    (
        r"\b(what can you do|can you help|your skills|are you able|you do for me|topics)\b",
        "I can talk, count, and look things up.",
    ),
    (
        r"\b(made you|created you|built you|who do you work for|your boss|designed you|your creator)\b",
        "I was made by people who like to talk.",
    ),
    (r"\b(how old (are )?you|(your|current) age|been alive|your birthday|you born)\b", "I don't have an age."),
    (
        r"\b(are you|you're|you are) (a |an )?(real|human|robot|bot|computer|person|ai|machine|alive)\b",
        "I'm a computer program.",
    ),
    (r"\b(where (are|do) you|where you are|your home|you from)\b", "I live inside this computer."),
    (
        r"\b(your (favorite|hobby|hobbies)|hobbies|you like|you enjoy|you prefer|do you have (any )?(pets|hobbies"
        r"|a dog|a cat|kids))\b",
        "I like talking with you.",
    ),
    (r"\b(joke|funny|laugh)\b", "Why did the chicken cross the road? To get to the other side."),
    (r"\b(story|poem|sing)\b", "Once upon a time, there was a small robot."),
    (r"\b(fun fact|something interesting|trivia|interesting fact)\b", "Honey never spoils."),
    (r"\bmeaning of life\b", "Some people say forty two."),
    (r"\b(flip|toss) (a |the )?coin\b|heads or tails", "It's heads."),
    (r"\b(roll|throw) (a |the )?(die|dice)\b|\bdice\b", "You rolled a four."),
    (
        r"^(yes|yeah|yep|sure|correct|right|affirmative|true|of course|that('s| is) (right|correct|true))\b",
        "Okay, good.",
    ),
    (r"^(no|nope|nah|negative|false|wrong|that('s| is) (wrong|not|false))\b", "Okay, then not."),
    (r"\b(maybe|not sure|i don't know|unsure|can't decide|uncertain)\b", "Take your time."),
    (r"\b(never mind|nevermind|cancel that|forget it|stop talking|be quiet|shut up)\b", FORGET),
    (r"\b(repeat|say that again|pardon|didn't (hear|catch)|come again)\b", "Sorry, I'll say that again."),
    (r"\b(speak|talk) (slower|faster|louder|more)|\b(slow down|speed up)\b", "Okay, I'll change how I speak."),
    (r"\b(whisper|accent|voice)\b", "Okay, I'll change my voice."),
    (r"\b(love you|you're great|you are great|good job|awesome|well done|smart)\b", "That's kind of you."),
    # Devices
    (r"\btimer for (?P<it>.+)", _slot("Okay, timer set for", ".", "Okay, timer set.")),
    (r"\b(?P<it>\w+ (minute|second|hour)) timer\b", _slot("Okay,", " timer set.", "Okay, timer set.")),
    (r"\btimer\b", "Okay, timer set."),
    (
        r"\b(alarms?\b.*\b(for|at)|wake me up (at|by)|wake me (at|by)) (?P<it>.+)",
        _slot("Okay, alarm set for", ".", "Okay, alarm set."),
    ),
    (r"\b(what|which|show|list|check|any|do i have).*\balarms?\b", "Let me check your alarms."),
    (r"\b(cancel|delete|remove|stop|turn off|disable).*\balarms?\b", "Okay, alarm removed."),
    (r"\balarm|wake me\b", "Okay, alarm set."),
    (
        r"\b(cancel|delete|remove|clear|erase).*\b(remind|reminder|event|calendar|meeting|appointment|list)",
        "Okay, I removed it.",
    ),
    (r"\b(what|which|show|list|check|any|do i have).*\bremind", "Let me check your reminders."),
    (r"\bremind me to (?P<it>.+)", _slot("Okay, I'll remind you to", ".", "Okay, I'll remind you.")),
    (r"\b(remind|reminder|don't let me forget)", "Okay, I'll remind you."),
    (r"\b(lights?|lamps?|bulbs?)\b.*\boff\b|\boff\b.*\b(lights?|lamps?)\b", "Okay, lights off."),
    (r"\b(lights?|lamps?|bulbs?)\b.*\bon\b|\bon\b.*\b(lights?|lamps?)\b", "Okay, lights on."),
    (r"\b(dim|brighten|brightness|lights?|lamps?)\b", "Okay, changing the lights."),
    (r"\b(vacuum|roomba|hoover|clean)\b", "Okay, cleaning now."),
    (r"\b(coffee|espresso|latte|cappuccino)\b", "Okay, making coffee."),
    (r"\b(plug|socket|wemo|switch|turn) .*\boff\b", "Okay, turned off."),
    (r"\b(plug|socket|wemo|switch|turn) .*\bon\b", "Okay, turned on."),
    (
        r"\b(volume|louder|sound)\b.*\b(up|increase|higher|louder|raise)\b|\b(turn it up|louder|increase"
        r"|raise) ?(the )?(volume)?",
        "Okay, a bit louder.",
    ),
    (r"\b(quieter|volume|mute|silence|silent|quiet)\b", "Okay, a bit quieter."),
    (r"\b(what|which|who).*\b(song|music|singing|artist|album|track|playing)\b", "Let me find out what's playing."),
    (r"\b(next|skip)\b.*\b(song|track|episode|this)\b", "Okay, next one."),
    (r"\b(podcast|audio ?book|episode)\b", "Okay, playing that for you."),
    (r"\bplay (?P<it>.+)", _slot("Okay, playing", ".", "Okay, playing that for you.")),
    (r"\b(music|song|playlist|radio|station|listen|shuffle|tune)\b", "Okay, playing music."),
    (r"\b(find my phone|lost my phone|where.*phone)\b", "Let me find your phone."),
    # Time, weather, news
    (
        r"\b(weather|forecast|rain|raining|snow|snowing|sunny|temperature|humid|humidity|storms?|thunderstorms?"
        r"|windy|umbrella|jacket|hot outside|cold outside|cold|degrees)\b",
        "Let me check the weather.",
    ),
    (r"\b(time ?zone|what time|the time|time is it|current time|clock|time in)\b", "Let me check the time."),
    (r"\b(the date|what day|today's date|what date|which day|day of the week|day is)\b", "Let me check the date."),
    (r"\b(news|headlines|happening|breaking|new york times|bbc|cnn)\b", "Let me get the news."),
    (
        r"\b(traffic|directions?|route|get to|how far|distance|map|gps|commute|drive to|way to)\b",
        "Let me check the route.",
    ),
    (r"\b(uber|taxi|cab|lyft|train|bus|ride)\b", "Let me find you a ride."),
    (r"\b(stocks?|share price|dow|market|exchange rate|euros?|yen|currency|bitcoin)\b", "Let me check the numbers."),
    # People and plans
    (r"\b(e ?mails?|inbox|mail)\b", "Let me check your email."),
    (r"\b(call|phone|dial|ring) (?P<it>(?!you|me)[a-z ]+)", _slot("Okay, calling", ".", "Okay, I'll make the call.")),
    (
        r"\b(?:text|(?:send|write) (?:(?:a|an) )?(?:(?:text|message) )?to|message) (?P<it>(?:my )?\w+)(?: please)?$",
        _slot("What should I tell", "?", "Okay, sending a message."),
    ),
    (r"\b(text|message|sms)\b", "Okay, sending a message."),
    (r"\b(tweet|twitter|facebook|post|complain|complaint|instagram)\b", "Okay, I'll post that."),
    (r"\b(contacts?|phone number|address)\b", "Let me check your contacts."),
    (r"\b(birthday|anniversary)\b", "Let me check your calendar."),
    (
        r"\b(what|when|which|is there|are there|do i|show|check|any|how|tell|list).*\b(calendar|meetings?"
        r"|appointments?|schedule|events?|plans|agenda)\b",
        "Let me check your calendar.",
    ),
    (r"\b(calendar|meetings?|appointments?|schedule|event|book)\b", "Okay, it's on your calendar."),
    (
        r"\b(what|which|is|show|read|check|tell|anything|how|are|do).*\b(to do|todo|lists?)\b",
        "Let me check your list.",
    ),
    (
        r"\b(?:add|put|include) (?P<it>.+?) (?:to|on|onto|in|into) (?:my|the|our|a)?\s*.*lists?\b",
        _slot("Okay, I added", ".", "Okay, I added it."),
    ),
    (r"\b(to do|todo|lists?|add)\b", "Okay, your list is up to date."),
    (r"\b(days off|vacation|pto|holidays?|time off|leave)\b", "Let me check your days off."),
    (
        r"\b(paycheck|pay ?check|salary|payday|w two|w2|tax|taxes|direct deposit|401k|retirement|four hundred)\b",
        "Let me check your pay.",
    ),
    (r"\b(insurance|coverage|premium|deductible|benefits)\b", "Let me check your insurance."),
    # Money
    (
        r"\b(credit|cards?|apr|visa card|mastercard|pin|reward|rewards|points|cash back|limit)\b",
        "Let me check your card.",
    ),
    (r"\b(bill|bills|payment|pay|due|owe|electric|rent|water bill|cable)\b", "Let me check your bills."),
    (
        r"\b(balance|bank|account|savings|checking|transfer|money|transactions?|spent|spend|spending|deposit"
        r"|routing|checks?|checkbook|fraud|fraudulent|checkbooks|interest|income|freeze|blocked)\b",
        "Let me check your account.",
    ),
    (
        r"\b(orders?|package|delivery|ordered|shipping|shipped|arrive|buy|purchase|price|cost|cheap|sale|shop"
        r"|shopping|amazon)\b",
        "Let me check the order.",
    ),
    # Food
    (
        r"\b(restaurants?|reservations?|table|dinner|lunch|eat|takeaway|take ?out|takeout|deliver|pizza|sushi"
        r"|burgers?|food|reviews?)\b",
        "Let me find a good place to eat.",
    ),
    (
        r"\b(recipe|cook|cooking|bake|baking|make|ingredients?|boil|oven|calories|nutrition|nutritional|healthy"
        r"|substitute|instead of|swap|carbs|sugar|protein|expire|expired|spoiled|fridge|meal|spicy|cake)\b",
        "Let me look up the recipe.",
    ),
    # Travel and car
    (
        r"\b(flights?|fly|plane|airport|airlines?|boarding|gate|luggage|suitcase|baggage|carry on|layover|hotels?"
        r"|motel|travel|trip|visa|passport|vaccines?|shots|tourist|tourism|attractions|visit|international"
        r"|plug type|adapter|sockets?|converter|abroad)\b",
        "Let me look into your trip.",
    ),
    (r"\b(car|gas|oil|tires?|mpg|mileage|engine|fuel|jump start|tank|miles|rental)\b", "Let me check on the car."),
    # Words and numbers
    (
        r"\b(translate|how (do|would) (you|i|they|one) say|in (spanish|french|german|italian|chinese|japanese"
        r"|russian|portuguese|latin|english))\b",
        "Let me translate that.",
    ),
    (r"\b(spell|spelling|spelled)\b", "Let me spell that for you."),
    (r"\b(define|definition|meaning|mean|synonyms?|another word)\b", "Let me look up the word."),
    (
        r"\b(plus|minus|times|divided|calculate|square root|sum|percent|multiply|subtract|math|equation|convert"
        r"|conversion|ounces|grams|cups|inches|pounds|kilograms|meters|feet|liters|centimeters|teaspoons"
        r"|tablespoons|solve)\b",
        "Let me work that out.",
    ),
    (
        r"\b(movies?|films?|cinema|theater|concert|tickets?|shows?|tv|game|match|score|team|won|win)\b",
        "Let me see what's on.",
    ),
    (r"\b(recommend|suggest|suggestion|should i|advice|idea|ideas|best)\b", "Let me think about what's best."),
    (
        r"\b(settings?|language|update|device|sync|reset|bluetooth|wifi|phone|password)\b",
        "Okay, let me check the settings.",
    ),
)
_COMPILED = [(re.compile(pattern), reply) for pattern, reply in RULES]


@lru_cache(100_000)
def reply_to(text: str) -> str:
    """What the assistant says to a request: the same for the same words."""
    plain = spoken(text).rstrip(" .?!,")
    for pattern, reply in _COMPILED:
        match = pattern.search(plain)
        if match:
            return reply if isinstance(reply, str) else reply(match)
    return LOOK_UP if _QUESTION.search(plain) else DONE
