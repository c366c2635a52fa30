"""Plain sentences drawn from a small grammar over common words: what a voice has to be able to say."""

import numpy as np

from microturn.data import tables as t
from microturn.data.phrases import clock, number, pick

Rng = np.random.Generator
NOUNS = t.listed(
    "apple arm aunt baby back bag ball band bank basket bath beach bean bear bed bell bench berry bill bird blanket "
    "board boat body bone book boot bottle bowl box boy branch bread breakfast brick bridge brother brush bucket bug "
    "builder building bus bush butter button cabin cable cake camera camp candle candy car card carpet carrot castle "
    "cat ceiling chain chair chalk cheese cherry chicken child church circle city class clock cloth cloud club coast "
    "coat coffee coin collar color cook cookie copper corner cotton couch country cousin cow cream cup cupboard "
    "curtain cushion customer dance daughter day deer desk diary dinner dish doctor dog doll donkey door dragon "
    "drawer dream dress drink driver drum duck dust ear earth edge egg elbow engine evening eye face factory family "
    "farm farmer father feather feeling fence field film finger fire fish flag flame floor flour flower fog food foot "
    "forest fork fountain fox friend frog front fruit game garage garden gate ghost gift girl glass glove goat gold "
    "grandfather grape grass ground group guest guitar gun hair hall hammer hand handle harbor hat head heart heat "
    "hill hole holiday home honey horse hospital hour house ice idea ink insect island jacket jam jar jewel job "
    "joke journey judge juice kettle key kitchen kite knee knife knot ladder lady lake lamp language laugh lawyer "
    "leaf leather leg lemon lesson letter lid light line lion list lock lunch machine magazine map market match meal "
    "meat medicine meeting metal milk minute mirror mistake money monkey month moon morning mother mountain mouse "
    "mouth movie mud museum mushroom music nail name napkin neck needle neighbor nest net newspaper night noise nose "
    "note notebook nurse nut ocean office oil onion orange oven owner page pain paint painter pair palace pan paper "
    "parcel parent park party path pattern pear pen pencil people pepper phone photo piano picture pie piece pig "
    "pillow pilot pipe pirate place plan plant plate pocket poem point police pond pony pool post pot potato present "
    "price prince prize problem puppy purse puzzle queen question rabbit radio rain rainbow rat recipe rice ring "
    "river road robot rock roof room root rope rose rule sailor salad salt sand sandwich saw scarf school scissors "
    "screen sea season seat secret seed shadow sheep shelf shell ship shirt shoe shop shore shoulder shower singer "
    "sister skirt sky sleep smell smile smoke snake snow soap sock soldier son song sound soup space spider spoon "
    "sport spot spring square squirrel stage stair stamp star station stick stomach stone store storm story stove "
    "stranger straw stream street string student sugar suit suitcase summer sun supper surprise sweater table tail "
    "taxi tea teacher team tent test theater thief thing thumb ticket tie tiger toe tomato tongue tool tooth top "
    "towel tower town toy track trail train tree trick trip truck trumpet trunk tunnel turkey umbrella uncle uniform "
    "vase vegetable village violin visit visitor voice wagon wall wallet watch water wave way weather weekend wheel "
    "whistle wife wind window wing winter wolf woman wood wool word work worker world yard year"
)
ADJECTIVES = t.listed(
    "afraid angry awake bad beautiful best better big bitter black blind blue bold brave bright broken brown busy calm "
    "careful careless cheap cheerful clean clear clever close cold comfortable common cool correct crazy crowded cruel "
    "curious curly dangerous dark dead deep different difficult dirty dry dull early easy empty equal extra famous far "
    "fast fat final fine fit flat foreign free fresh friendly full funny gentle glad good grand gray great green happy "
    "hard healthy heavy helpful high hollow honest hot huge hungry ill important kind large last late lazy light "
    "little lonely long loose lost loud lovely low lucky main missing modern narrow near neat nervous new nice noisy "
    "odd old open ordinary other own pale perfect plain pleasant polite poor popular pretty private proud pure purple "
    "quick quiet rare ready real red rich right ripe rough round rude sad safe same serious shallow sharp short shy "
    "sick silent silly silver simple single slippery slow small smart smooth soft sour special spare square steady "
    "steep sticky stiff still strange strict strong sudden sunny sure surprised sweet tall tame terrible thick thin "
    "thirsty tidy tight tiny tired tough true ugly useful usual warm weak wet white whole wide wild wise wonderful "
    "wooden wrong yellow young"
)
PAST = t.listed(
    "added allowed answered asked baked bent bit blamed blew boiled borrowed bought broke brought brushed built burned "
    "called carried caught changed chased checked chose cleaned climbed closed collected cooked copied counted covered "
    "crossed cut described drank drew dried dropped earned enjoyed entered explained fed felt filled finished fixed "
    "flew folded followed forgot fought found gave grew guarded handed heard held helped hid hit hung imagined invited "
    "joined kept kicked kissed knew knocked learned left lent lifted liked lit lost loved made marked measured "
    "melted met missed mixed moved named needed noticed offered opened ordered owned packed painted passed pictured "
    "placed planted played pointed pressed promised pulled pushed put raised reached read received remembered repaired "
    "repeated returned rode rolled rubbed saved saw sent served shared shook shot showed shut smelled sold spoiled "
    "spread started stole stopped studied swept tasted taught tied told took touched traded trusted turned used "
    "visited waited wanted warned washed watched watered wore won wrapped wrote"
)
BASE = t.listed(
    "add ask bake boil borrow bring brush build buy call carry catch change check choose clean climb close collect "
    "cook copy count cover cross cut describe draw dry enjoy explain feed fill find finish fix fold follow forget get "
    "give guess hang hear help hide hold invite join keep learn leave lend lift like lock lose love make mark measure "
    "meet mend mix move need notice offer open order pack paint pass pick place plant play pour press pull push put "
    "raise reach read remember rent repair repeat return roll save see sell send serve share shake show shut sing "
    "spell spread start stop study sweep take taste teach thank throw tie touch try turn use visit want warm wash "
    "watch water wear win wrap write"
)
GOING = t.listed(
    "asking baking building calling carrying coming cooking crying dancing drawing dreaming drinking driving eating "
    "falling fishing flying going growing helping hiding hunting jumping laughing learning leaving listening living "
    "looking making moving painting playing pointing raining reading resting riding running sailing shining shopping "
    "singing sitting sleeping smiling speaking standing starting staying swimming talking thinking traveling trying "
    "turning visiting waiting walking washing watching wearing whispering winning working writing yelling"
)
PLACED = (
    "in", "on", "under", "behind", "near", "next to", "in front of", "beside", "above", "below", "around", "across",
    "from", "with", "without", "into", "over", "through", "toward", "between the wall and", "inside", "outside",
    "along", "past", "against", "by", "at", "of", "about", "like",
)  # fmt: skip
ADVERBS = t.listed(
    "again almost already also always badly carefully certainly clearly early easily even everywhere exactly finally "
    "gently happily hardly here indeed inside instead just later loudly maybe mostly nearly never nicely often once "
    "only outside perhaps probably quickly quietly quite rarely really seldom slowly softly sometimes soon still "
    "suddenly surely there together too twice usually very well yesterday"
)
TIMES = (
    "today", "tomorrow", "yesterday", "this morning", "last night", "in the evening", "at noon", "after lunch",
    "every day", "before breakfast", "next week", "last summer", "in winter", "on the weekend", "for an hour",
    "until midnight", "all afternoon", "a week ago", "once a month", "in a few minutes", "years ago",
    "by the end of the week",
)  # fmt: skip
OWNERS = t.listed("the the the a my your his her our their this that every another some no")
PEOPLE = ("he", "she", "they", "we", "I", "you", "everybody", "nobody", "it", "the children", "my parents")
LINKS = t.listed("and but so because while when after before until although since or if as")


def everyday(rng: Rng) -> str:
    """One sentence of 3 to 20 words, or two joined."""
    text = _clause(rng)
    if rng.random() < 0.3:
        mark = ", " if rng.random() < 0.7 else " "
        text = f"{text}{mark}{pick(rng, LINKS)} {_clause(rng)}"
    return text[0].upper() + text[1:] + ("?" if rng.random() < 0.04 else ".")


def _thing(rng: Rng) -> str:
    owner, noun = pick(rng, OWNERS), pick(rng, NOUNS)
    if rng.random() < 0.35:
        noun = f"{pick(rng, ADJECTIVES)} {noun}"
    if rng.random() < 0.15:
        noun = f"{noun} {pick(rng, PLACED)} the {pick(rng, NOUNS)}"
    if rng.random() < 0.15:
        return f"{number(int(rng.integers(2, 60)))} {noun}s"
    return f"an {noun}" if owner == "a" and noun[0] in "aeiou" else f"{owner} {noun}"


def _who(rng: Rng) -> str:
    kind = rng.random()
    return pick(rng, PEOPLE) if kind < 0.35 else pick(rng, t.NAMES) if kind < 0.5 else _thing(rng)


def _tail(rng: Rng) -> str:
    kind = rng.random()
    if kind < 0.35:
        return f" {pick(rng, PLACED)} {_thing(rng)}"
    if kind < 0.6:
        return f" {pick(rng, TIMES)}"
    return f" {pick(rng, ADVERBS)}" if kind < 0.7 else ""


def _clause(rng: Rng) -> str:
    who, thing, tail = _who(rng), _thing(rng), _tail(rng)
    verb, past, going, adjective = pick(rng, BASE), pick(rng, PAST), pick(rng, GOING), pick(rng, ADJECTIVES)
    forms = (
        f"{who} {past} {thing}{tail}", f"{who} {past} {thing}{tail}", f"{who} was {adjective}{tail}",
        f"{_thing(rng)} is {adjective} and {pick(rng, ADJECTIVES)}", f"{who} will {verb} {thing}{tail}",
        f"please {verb} {thing}{tail}", f"{verb} {thing} and {pick(rng, BASE)} {_thing(rng)}",
        f"{who} can {verb} {thing}{tail}", f"they are {going}{tail}", f"there is {thing}{tail}",
        f"there are {number(int(rng.integers(2, 40)))} {pick(rng, NOUNS)}s{tail}",
        f"{who} was {going}{tail}", f"you have to {verb} {thing}{tail}", f"did {who} {verb} {thing}{tail}",
        f"{thing} has been {pick(rng, PAST)}{tail}", f"most {pick(rng, NOUNS)}s {verb} {thing}{tail}",
        f"{who} wants to {verb} {thing}{tail}", f"{thing} takes about {number(int(rng.integers(2, 90)))} minutes",
        f"{thing} leaves at {clock(rng)}", f"{who} would like {thing}{tail}", f"{who} never {past} {thing}",
        f"{pick(rng, t.NAMES)} and {pick(rng, t.NAMES)} {past} {thing}{tail}", f"let's {verb} {thing}{tail}",
        f"it is too {adjective} to {verb} {thing}", f"what {adjective} {pick(rng, NOUNS)}s {who} {past}",
        f"{who} keeps {going}{tail}", f"on {pick(rng, t.DAYS)} {who} {past} {thing}", f"don't {verb} {thing}{tail}",
        f"if you {verb} {thing}, {verb} it {pick(rng, ADVERBS)}", f"the {pick(rng, NOUNS)} {past}{tail}",
    )  # fmt: skip
    return pick(rng, forms)
