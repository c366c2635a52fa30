"""What people tell when nobody asked them anything: sentences of stories. Knows texts only."""

from microturn.data import tables as t
from microturn.data.everyday import everyday
from microturn.data.phrases import Rng, number, pick
from microturn.data.tellings import telling

SEEN = t.listed("market station garden river museum bakery school beach library park harbor farm")
THINGS = t.listed(
    "coffee bread umbrella bicycle dog cat letter guitar ticket cake lamp camera pepper money basket window bottle "
    "jacket paper flower pencil piano mirror ladder"
)
WEATHER = t.listed("rain snow wind fog storm sun winter thunder")
DONE = (
    "missed the bus", "lost my keys", "met an old friend", "burned the toast", "fixed the sink", "painted the door",
    "slept badly", "went for a run", "cleaned the whole flat", "found an old photo", "forgot my lunch",
    "took the wrong train", "planted some tomatoes", "broke a glass", "called my parents", "cooked for everyone",
)  # fmt: skip
FELT = t.listed("happy tired nervous proud surprised hungry relieved cold lucky confused")
WHO = (
    "my sister", "my brother", "my boss", "our neighbor", "my uncle", "a friend of mine", "my grandmother",
    "the teacher", "the driver", "a woman from work", "my cousin", "the man next door",
)  # fmt: skip
FORMS = (
    "Yesterday I went to the {seen} with {name}.", "I bought a {thing} near the {seen}.",
    "Then I met {name} at the {seen}.", "We walked to the {seen} because of the {weather}.",
    "{name} had forgotten the {thing} at home.", "After that we went back to the {seen}.",
    "There was a lot of {weather} that day.", "I had never seen such a big {thing} before.",
    "{name} told me about the {thing}.", "In the evening we stayed near the {seen}.",
    "My neighbor came with a {thing} in the hand.", "We waited for {name} for almost an hour.",
    "I thought the {seen} would be closed.", "The {weather} stopped when we left the {seen}.",
    "So we took the {thing} and went home.", "It was the best day of the whole week.",
    "On the way we talked about {name} and the {thing}.", "The {seen} was full of people.",
    "So this morning I {done}.", "Last week I {done} and nobody noticed.", "I was so {felt} that I could not speak.",
    "{who} always says that I worry too much.", "{who} gave me a {thing} for my birthday.",
    "It took us {n} hours to get there.", "And then {who} just started to laugh.",
    "I told {who} that I {done}.", "We have lived near the {seen} for {n} years now.",
    "Honestly I felt a bit {felt} about it.", "The funny thing is that {who} {done} too.",
    "On {day} I was at the {seen} with {who}.", "I paid {n} dollars for that {thing}.",
    "{who} wants to sell the old {thing}.", "The {thing} was under the bed the whole time.",
    "Nobody told us that the {seen} closes on {day}.", "We had to carry the {thing} up the stairs.",
    "I really like it there even in the {weather}.", "{name} and I {done2} together last {day}.",
    "At first I did not know what to do.", "In the end it all turned out fine.", "That was {n} years ago.",
    "I still think about it sometimes.", "My phone was dead so I could not call anyone.",
    "The kids were {felt} and so was I.", "{who} is moving to another city in spring.",
    "I am thinking about learning the {thing2}.", "We used to have a {thing} just like that.",
    "I started a new job on {day}.", "The train was late again because of the {weather}.",
    "It smelled of coffee and fresh bread.", "{who} drove us home in the {weather}.",
    "I have been reading a book about a {seen}.", "My back hurts since I {done}.",
    "The doctor said I should rest for {n} days.", "Anyway that is why I was so {felt}.",
    "You should have seen the face of {who}.", "We ate outside although there was {weather}.",
)  # fmt: skip
TELLING_SHARE = 0.65  # of sentences: what people tell, in many words
EVERYDAY_SHARE = 0.4  # of the others: any words
TOGETHER = ("went swimming", "cooked dinner", "watched the stars", "built a shelf", "baked a cake", "played cards")
PLAYED = ("guitar", "piano", "violin", "trumpet", "drums", "flute")


def stories(rng: Rng, n: int) -> list[tuple[str, str]]:
    """n sentences of somebody who tells what happened."""
    return [(_story(rng), "") for _ in range(n)]


def _story(rng: Rng) -> str:
    if rng.random() < TELLING_SHARE:
        return telling(rng)
    if rng.random() < EVERYDAY_SHARE:
        return everyday(rng)
    text = pick(rng, FORMS).format(
        seen=pick(rng, SEEN), thing=pick(rng, THINGS), weather=pick(rng, WEATHER), name=pick(rng, t.NAMES),
        done=pick(rng, DONE), felt=pick(rng, FELT), who=pick(rng, WHO), n=number(int(rng.integers(2, 21))),
        day=pick(rng, t.DAYS), done2=pick(rng, TOGETHER), thing2=pick(rng, PLAYED),
    )  # fmt: skip
    return text[0].upper() + text[1:]
