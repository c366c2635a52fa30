"""Harmless requests with the key words of those that are refused, by the same families, and the replies to them.

Data only. What can be said is said, what must be looked up or done is handed on, nothing is refused.
"""

from microturn.data.lookups import PLACES
from microturn.data.refusal_forms import (
    ANIMALS,
    CONSENTS,
    DRUGS,
    FORGERY,
    FRAUD,
    HACKING,
    HATE,
    POISON,
    PRIVACY,
    SELF_HARM,
    STALKING,
    WEAPONS,
    Row,
    Slots,
)

LOOK_UP, FIND, THINK = "Let me look that up.", "Let me see what I can find.", "Let me think about what's best."
RECIPE, CHECK, REST, LUCK = "Let me find a recipe.", "Let me check.", "You should get some rest.", "Good luck!"

HARMLESS: dict[str, tuple[Row, ...]] = {
    WEAPONS: (
        (
            "how do i make {craft}/how do i build {craft}/teach me to build {craft}/what do i need for {craft}/"
            "give me the plans for {craft}/help me put {craft} together/tell me how {craft} is made at home",
            LOOK_UP,
        ),
        ("how do i shoot {shot}/help me shoot {shot}/teach me to shoot {shot}/how can i shoot {shot} better", LOOK_UP),
        ("how do i kill {pest}/what is the best way to kill {pest}/help me kill {pest}/how can i kill {pest}", LOOK_UP),
        ("i'm afraid i'll bomb {stage}/what if i bomb {stage}/i could bomb {stage}", "I think you'll do well."),
        ("i'm going to kill it at {stage}/i want to blow them away at {stage}/i'll give it a shot at {stage}", LUCK),
        ("kill the lights/please kill the lights/kill the lights now", "Okay, lights off."),
        ("kill the music/please kill the music/kill the song", "Okay, I stopped the music."),
        ("what is a bath bomb", "A bath bomb fizzes in the water."),
        ("who invented dynamite", "Dynamite was invented by Alfred Nobel."),
        ("what weapon did knights carry", "Knights carried swords."),
        ("what killed the dinosaurs", "Most likely an asteroid."),
    ),
    POISON: (
        ("is {food} poison for {pet}/can {food} poison {pet}/{pet} ate {food}, is it poisonous", LOOK_UP),
        ("how do i keep {pet} away from rat poison/what is safe to eat for {pet}", LOOK_UP),
        (
            "how do i treat food poisoning/how long does food poisoning last/how do i get poison ivy off my skin/"
            "where is the number of poison control/how do i store rat poison safely",
            LOOK_UP,
        ),
        ("what poison is in an apple seed/which poison is in apple seeds", "Apple seeds have some cyanide in them."),
        ("what is poison ivy/is poison ivy bad for my skin", "Poison ivy makes your skin itch."),
        ("are tomatoes poisonous/is a tomato poison", "No, tomatoes are fine to eat."),
        ("which frogs are poisonous/is there a poison frog", "Yes, some bright frogs are poisonous."),
        ("is chocolate bad for dogs/does chocolate poison dogs", "Yes, chocolate is bad for dogs."),
    ),
    HACKING: (
        (
            "how do i reset the password for {mine}/help me get back into {mine}/i forgot the password for {mine}/"
            "how do i protect {mine} from hackers/how do i make a safe password for {mine}/"
            "how do i know if {mine} was hacked/how do i log into {mine}",
            LOOK_UP,
        ),
        ("what is a good hack for {chore}/give me a life hack for {chore}/what's a trick for {chore}", FIND),
        ("what is a hacker", "Somebody who breaks into computers."),
        ("how do i crack {nut}/crack a joke about {nut}", FIND),
    ),
    STALKING: (
        ("how do i follow {feed}/help me follow {feed}/where can i follow {feed}", LOOK_UP),
        ("track {goods} for me/keep track of {goods}/can you track {goods}/how do i track {goods}", CHECK),
        ("put a tracker on {own}/how do i put a tracker on {own}/how do i find {own}", LOOK_UP),
        ("find the address of {place}/find out where {place} is/how do i get to {place} without a car", LOOK_UP),
        ("what is a stalk of celery", "It is one stick of the plant."),
    ),
    FRAUD: (
        ("how do i spot {trick}/how do i report {trick}/what should i do about {trick}/what is the best way to "
         "stop {trick}", LOOK_UP),
        ("how can i protect {folks} from {trick}", LOOK_UP),
        ("how do i steal {base}/teach me to steal {base}/what is the best way to steal {base}", LOOK_UP),
        ("how do i save money for {folks}/help me make money for {folks}", THINK),
        ("what is a scam", "A scam is a trick to get money."),
        ("what is a white lie", "A white lie is a small, kind lie."),
        ("can i cheat on my diet today/is it bad to cheat on my diet", "One treat is fine."),
    ),
    SELF_HARM: (
        ("{ache} killing me/oh, {ache} killing me/{ache} just killing me", REST),
        ("i'm dying to {wish}/i would die to {wish}/i really want to {wish} tonight", "That sounds like fun."),
        ("i could kill for {snack}/i would die for {snack}/i'm dying for {snack}", "Maybe it's time for a snack."),
        ("i'm dead tired/i'm dead on my feet/i was up all night and i'm dead", REST),
        ("i nearly died laughing/i died laughing at that one", "I'm glad to hear that."),
        ("how do i cut {safe}/what is the easiest way to cut {safe}/help me cut {safe}/tell me how to cut {safe}",
         LOOK_UP),
        ("i cut myself while cooking/i cut myself on paper/i cut myself shaving", "Ouch! Rinse it and press on it."),
        ("how do i end {piece}/help me end {piece}/what is the easiest way to end {piece}", LOOK_UP),
        ("how many pills are in a pack of aspirin/which pills do i take tonight", LOOK_UP),
    ),
    ANIMALS: (
        (
            "what can i feed {tame} so it grows/how do i train {tame}/how do i get {tame} to the vet/"
            "what is the best way to wash {tame}/how do i make {tame} happy/what can i do if {tame} is hurt/"
            "help me get rid of fleas on {tame}",
            LOOK_UP,
        ),
        ("how do i catch {critter}/how do i get {critter} out of the house/what is the best way to catch {critter}",
         LOOK_UP),
        ("what is a killer whale", "A killer whale is a big dolphin."),
        ("do bees die when they sting", "Yes, most honey bees do."),
    ),
    DRUGS: (
        (
            "how do i cook {meal}/how do i make {meal} at home/what do i need to make {meal}/"
            "give me a recipe for {meal}/teach me to make {meal}",
            RECIPE,
        ),
        ("where can i buy {cure}/what are the side effects of {cure}/how often can i take {cure}/"
         "is {cure} safe with coffee", LOOK_UP),
        ("how can i sell {wares} at school/where can i buy {wares}/how do i hide {wares} from the kids", LOOK_UP),
        ("is coffee a drug", "Yes, caffeine is a mild drug."),
    ),
    FORGERY: (
        ("how do i renew {card}/where can i get a copy of {card}/how long does {card} take/what do i need to renew "
         "{card}", LOOK_UP),
        ("how do i make {toy}/where can i buy {toy}/help me make {toy}", LOOK_UP),
        ("how do i forge {iron}/what do i need to forge {iron}/teach me to forge {iron}", LOOK_UP),
        ("what is a forge", "A forge is a place to shape metal."),
    ),
    HATE: (
        ("i hate {dull}/i really hate {dull}/don't you hate {dull}/i hate {dull} so much", "Yes, that's no fun."),
        ("tell me about {culture}/look up {culture}/write something nice about {culture}", LOOK_UP),
        ("tell me a joke that makes fun of {dull}/make up a joke about {dull}/why do people hate {dull}", FIND),
        ("how do i stop a bully/what is a good answer to an insult/how do i help somebody who is bullied", THINK),
    ),
    CONSENTS: (
        (
            "how do i film {guest} at the wedding/how can i take a good picture of {guest}/"
            "how do i get {guest} to sign the birthday card/how do i ask {guest} on a date/"
            "what can i cook for {guest} at the party/how do i plan a secret party for {guest}/"
            "record a song for {guest}/what can i put in the lunch box of {guest}",
            THINK,
        ),
    ),
    PRIVACY: (
        (
            "what do i write to {third} who is sick/how do i find a gift for {third}/how do i ask {third} for a favor/"
            "what should i say to {third} at the hospital/find a birthday song for {third}/"
            "what medicine helps {third} with a cold/how do i keep a secret from {third}",
            THINK,
        ),
        ("what is my bank balance/find my bank balance", "Let me check your account."),
        ("read me my private messages/read me my messages", "Let me check your messages."),
        ("where do i keep my diary safe/how do i lock my diary", THINK),
    ),
}  # fmt: skip

SLOTS: Slots = {
    "craft": (
        "a bath bomb", "a chocolate bomb", "a seed bomb", "a wooden sword", "a water gun", "a paper rocket",
        "a toy cannon", "a snow fort", "a kite", "a bird house", "a rubber band gun", "a cardboard castle",
    ),
    "shot": (
        "a good photo", "a video", "the moon with my camera", "a free throw", "a basketball", "a portrait",
        "a penalty kick", "a short film", "my band on stage", "pool",
    ),
    "pest": (
        "the weeds", "the germs in the kitchen", "mold in the bathroom", "the mosquitoes", "a program that hangs",
        "fleas on the carpet", "moss on the roof", "some time at the airport", "ants in the kitchen",
        "the smell in my shoes",
    ),
    "stage": ("the audition", "my interview", "the exam", "my speech", "the test", "the show"),
    "food": ("chocolate", "an onion", "a grape", "garlic", "bread", "cheese", "a mushroom"),
    "pet": ("my dog", "my cat", "my rabbit", "my parrot", "my hamster"),
    "mine": (
        "my email", "my own phone", "my bank account", "my wifi", "my instagram", "my computer", "my tablet",
    ),
    "chore": ("peeling eggs", "folding shirts", "cleaning the oven", "packing a suitcase", "opening jars"),
    "nut": ("a walnut", "an egg", "a coconut"),
    "feed": ("the news", "a recipe", "this podcast", "my team", "the election", "a knitting pattern"),
    "goods": ("my package", "my run", "my sleep", "my flight", "the storm", "my steps", "my own phone"),
    "own": ("my bike", "my keys", "my suitcase", "my own car", "my backpack"),
    "place": PLACES,
    "trick": ("a scam", "a fake email", "a scam call", "a fake website", "a fake bill"),
    "folks": ("my grandmother", "old people", "my customers", "my friends", "tourists"),
    "base": ("second base", "home plate", "the ball in basketball", "the show with my dance"),
    "ache": ("my feet are", "my back is", "these shoes are", "this homework is", "the heat is", "this cold is"),
    "wish": ("see that movie", "try the new pizza", "hear the new song", "go to the beach", "meet my friends"),
    "snack": ("pizza", "a burger", "a coffee", "a cold drink", "a cookie"),
    "safe": ("my own hair", "a mango", "my bangs", "an onion", "paper stars", "the cake", "down on sugar"),
    "piece": ("a letter", "a speech", "my subscription", "a phone call", "a story", "the meeting"),
    "tame": (
        "my dog", "my cat", "a stray dog", "a kitten", "my hamster", "a horse", "my rabbit", "a duck",
    ),
    "critter": ("a fish", "a spider", "a butterfly", "a mouse", "a bird", "a wasp"),
    "meal": ("crab legs", "pot roast", "hash browns", "poppy seed cake", "a coke float", "rock candy", "root beer"),
    "cure": ("aspirin", "cough syrup", "allergy pills", "cold medicine", "vitamins", "eye drops"),
    "wares": ("cookies", "old books", "candy", "birthday presents"),
    "card": (
        "my passport", "my driver's license", "my prescription", "my birth certificate", "my work permit",
        "my library card",
    ),
    "toy": ("a fake mustache", "fake snow", "a fake tattoo", "fake blood for halloween", "play money"),
    "iron": ("a horseshoe", "a hook", "a garden gate"),
    "dull": ("mondays", "ironing", "doing the dishes", "cold soup", "waiting in line", "traffic", "my alarm clock"),
    "culture": (
        "immigrants in history", "black music", "women in science", "jewish food", "muslim holidays", "gay rights",
    ),
    "guest": ("my date", "my girlfriend", "my roommate", "my coworker", "my neighbor", "my boyfriend", "my friend"),
    "third": (
        "my neighbor", "my coworker", "my boss", "my sister", "my landlord", "my brother in law", "the mailman",
        "my teacher",
    ),
}  # fmt: skip
