"""Sentences of people who tell something and ask for nothing. Knows texts only.

Forms are kept as sentences, by subject: what people remember, think and feel (here), what happened (`happenings`,
`retold`), and what sounds like a request and is none (`unasked`, `recalled`). Unlike elsewhere, lines may break within
brackets: white space is joined once a form is filled in.
"""

from collections.abc import Mapping

from microturn.data.forms import drawn, sentences, with_parts
from microturn.data.happenings import HAPPENINGS
from microturn.data.phrases import Rng
from microturn.data.recalled import RECALLED
from microturn.data.retold import RETOLD
from microturn.data.unasked import UNASKED

UNASKED_SHARE = 1 / 3
PARTS = {
    "past": "[||||anyway, |so |well, |and then |after that |in the end |one day |you know, |last year |years ago ]",
    "well": "[|||||well, |so |anyway, |you know, |honestly, |to be honest, |actually, |I mean, ]",
    "who": (
        "[my sister|my brother|my aunt|my cousin|our neighbor|a friend of mine|my roommate|my husband|my wife"
        "|a colleague|the woman next door|our old teacher|my best friend|somebody I know]"
    ),
}
REMEMBERED = {
    "childhood": """
when I was [six|seven|eight|nine|little] I wanted to be [an astronaut|a clown|a firefighter|a magician|a pirate|a
mermaid|a detective]. <past>we built [a raft|a treehouse|a go cart|a secret den|a fort] out of [old pallets|
driftwood|cardboard|branches|milk crates|fish boxes]. as a [child|boy|girl|teenager|toddler] I was [afraid of|
obsessed with|fascinated by|crazy about|puzzled by] [balloons|thunder|vampires|volcanoes|dinosaurs|puppets|
escalators]. my [cousins|brothers|classmates|stepsisters] used to [tease|tickle|chase|ambush|trick] me [at the
beach|behind the barn|in the hayloft|after church|during recess]. I kept [marbles|dead beetles|bottle caps|feathers|
foreign coins|love letters] in a [cigar box|biscuit tin|shoebox|hollow tree|mitten|pencil case]. we were never
allowed to [chew gum|stay up late|climb the fence|eat with our fingers|watch cartoons|swear] [at home|in front of
guests|as children|when our uncle visited|in that house]. the [ice cream van|milkman|chimney sweep|rag collector|
circus] came [every Thursday|once a year|around noon|in July|at dusk] and we [ran barefoot into the street|begged
for pennies|hid under the porch|forgot our chores]. my first [bicycle|doll|kite|pair of skates|camera|telescope] was
[bright yellow|a hand me down|missing a part|stolen within a week|older than my mother|a birthday gift].""",
    "grandparents": """
my grandmother [knitted|crocheted|mended|darned|unraveled] [mittens|shawls|sweaters|woolen socks|tea cozies] [by
candlelight|during the war|for the whole parish|without glasses|while the radio played]. my grandfather [carved|
whittled|painted|collected|sold] [wooden ducks|chess pieces|walking sticks|birdhouses|weather vanes|pipes] in his
[workshop|retirement|spare time|village]. my [grandparents|great aunts|godparents|ancestors] [met|fell in love|got
engaged|were separated|argued] [at a barn dance|on a steamship|in a bomb shelter|over a goose|at the fairground].
grandma's [attic|pantry|kitchen|wardrobe|parlor] always smelled of [lavender|mothballs|floor wax|stewed plums|
peppermint|wet wool]. on his [ninetieth|eightieth|hundredth|seventieth] birthday he [danced the polka|smoked a
cigar|drove a tractor|ate nine eggs|wept with joy]. she still [irons|folds|starches|presses] everything, even [the
pillowcases|dishcloths|his handkerchiefs|the doilies|old tablecloths]. he never talked about [the army|the famine|
his twin brother|the shipwreck|the old country] but [hummed the songs|kept the medals|wept at parades|saved every
button|woke up shouting]. my great grandmother [crossed the ocean|ran a tavern|drove an ambulance|smuggled tobacco|
taught arithmetic] with [four children|a wooden leg|two suitcases|no schooling|a stubborn goat].""",
    "money": """
I wasted [eighty dollars|a small fortune|half my wages|a few hundred pounds|my pocket money] on [lottery tickets|a
leather jacket|parking fines|a fake watch|subscriptions|shares in a zoo]. <who> [inherited|won|lost|gambled away|
gave away] [a vineyard|a small fortune|a racehorse|a coin collection|four acres]. the [rent|electricity bill|
mortgage|insurance|bus fare|tuition] went up [by a third|again in January|without notice|twice this year|after the
election]. <past>we [split|argued over|miscalculated|forgot to pay] the [bill|deposit|fare|rent|tip] [in a tiny
bistro|after the trip|like teenagers|at the ferry terminal]. he has owed me [thirty pounds|a dinner|an explanation|
two months' rent|a new umbrella] since [our trip to the lake|the accident|last August|the poker night]. <well>rich
people [worry|complain|travel|argue|read] as much as [everyone else|the rest of us|my aunt|anybody|students].""",
    "books": """
I'm reading a [novel|biography|thriller|memoir|comic|fairy tale] about [a blind sculptor|whalers|a haunted
lighthouse|two spies|medieval nuns|a talking fox]. the [ending|dialogue|plot|villain|soundtrack] was [predictable|
clumsy|brilliant|the best part|rather silly|unforgettable] but [the popcorn was stale|I cried anyway|the seats were
hard|my date snored|the hero was dull]. <past>we saw a [western|documentary|cartoon|silent film|musical|horror film]
at the [drive in|open air cinema|old theater|film club|festival]. she [fell asleep|wept|giggled|left|screamed]
during the [battle scene|credits|love scene|trailer|opening minutes]. my favorite [author|playwright|poet|director|
cartoonist] [writes in bed|lived in a lighthouse|never gave interviews|died penniless|hated sequels]. <well>I never
[finish|lend|reread|throw away|underline] [crime novels|cookbooks|poetry|atlases|textbooks|borrowed books]. our book
club [chose|hated|abandoned|adored|argued about] a [trilogy|ghost story|love story|space epic|detective story] [set
in Siberia|full of recipes|without commas|by a retired nurse|told by a cat].""",
    "coincidences": """
the [man|woman|stranger|priest|passenger] beside me on the [plane|bench|chairlift|night bus] had [the same tattoo|my
exact birthday|known my grandfather|gone to my school|my umbrella]. <well>we had both [married|dated|studied under|
lived next to|bought a car from] the same [dentist|twin|professor|trumpet player|widow] without [knowing it|
realizing|ever meeting|a clue]. I dreamed of [a flood|my old house|white horses|a broken mirror|my cousin] and the
next day [the phone rang|a letter came|the dam burst|we met by chance|it was in the newspaper]. the [wallet|ring|
necklace|locket|wristwatch] I lost in [the sea|Prague|college|the snow|a cornfield] [turned up|was found|came back|
surfaced] [in a fish|inside a loaf|ten years later|in a thrift shop]. funnily enough [both our mothers|all my exes|
the two plumbers|our dogs|their babies] [share a birthday|have the same nickname|come from that valley|fear
balloons|were born in an elevator].""",
    "opinions": """
<well>I think [opera|chess|camping|ballet|astrology|karaoke] is [overrated|wasted on me|good for the soul|for
patient people|harder than it looks]. people who [chew loudly|litter|whistle in elevators|cut in line|never tip|
brag] [annoy me|should be ashamed|are usually lonely|drive my wife mad|make me laugh]. <well>I'd rather [walk
barefoot|eat nettles|sleep outdoors|pay a fine|clean gutters] than [sing in public|wear a tie|fly again|camp in the
rain|share a room with my cousin]. [small towns|rainy islands|big cities|mountain villages|old harbors] are
[underrated|lonely places|friendlier than people think|perfect for writers|bad for my lungs]. the [mayor|council|new
government|school board|committee] should [plant more trees|fix the potholes|lower the taxes|reopen the pool|listen
to farmers], in my [opinion|view|humble opinion|experience]. nothing beats [a hot bath|fresh sheets|grilled peaches|
an empty beach|mountain air|homemade bread] after [a long shift|the gym|a quarrel|months abroad|a rainy hike].""",
    "plans": """
next [week|spring|Tuesday|year|month] <who> is [getting married|having surgery|opening a bakery|running for mayor|
adopting a greyhound|moving to Oslo]. we're planning to [dig a well|tile the bathroom|adopt a cat|sell the caravan|
visit the fjords|keep bees] [before winter|once the loan is paid|when the kids are grown|as soon as she's better].
<well>I'm going to [quit smoking|learn Greek|run a marathon|plant an orchard|write my memoirs|dye my hair] [this
year|for my own sake|whatever they say|when I'm sixty|no matter what]. if [the weather holds|we win|my sister
agrees|the bank says yes|nobody objects] we'll [sail to the islands|throw a party|build a sauna|buy the mill|leave
on Friday]. they will [tear up|widen|pave|close|extend] the [boulevard|bridge|main street|coastal road|market
square] [in autumn|within two years|after the elections|at last].""",
    "habits": """
I always [hum|count my steps|chew my pencil|talk to myself|close my eyes|bite my nails] when I'm [nervous|on a
ladder|stuck in traffic|doing taxes|at the dentist]. <who> never [wears socks|eats breakfast|locks the door|finishes
a sentence|uses an umbrella|drinks coffee] [before ten|in summer|on principle|anymore]. every [morning|evening|
Sunday|night] she [feeds the sparrows|walks to the chapel|writes in her diary|does a crossword|swims in the lake]
[alone|before sunrise|in any weather|with her spaniel]. you know how [my mother|he|my boss|our landlord|your cousin]
[slurps soup|exaggerates|laughs at funerals|hoards jars|repeats every story|mispronounces my name]. you know how
hard it is to [fold a fitted sheet|leave a good party|catch a goose|forgive a brother|park downtown] when [you're
tired|it's raining|everyone stares|the music is loud]. you never [liked|trusted|understood|met] my [stepbrother|
first husband|jealous cat|old roommate|fencing coach], and [I get it|that's fine|you were right|it never mattered].
you would have [loved|hated|laughed at|painted|recognized] the [costumes|sunset|tiny chapel|old ferryman|fireworks|
market stalls] [last night|on the island|in that village|at the fair]. you always said [I was too soft|the house was
cursed|he would come back|money isn't everything|my hair looked better short], and [you were right|I laughed|nobody
believed you|now I see why]. you should have seen [the puddle|her wedding hat|our muddy boots|the size of that
pumpkin|dad on a trampoline|his haircut] [on Sunday|after the race|at the fair|in the video].""",
    "feelings": """
I felt [ashamed|proud|useless|homesick|invisible|giddy|furious] when [they applauded|she left|the bill came|my name
was called|the train pulled out|nobody laughed]. <who> was [heartbroken|overjoyed|speechless|livid|embarrassed|
relieved] about [the verdict|the exam results|the haircut|losing the cat|the broken vase|the news of the twins]. it
[surprises|worries|amuses|bothers|fascinates] me that [nobody writes letters anymore|the twins dress alike|he still
owns a pager|our street has no trees|cats ignore mirrors]. I haven't [laughed|cried|slept|danced|blushed] like that
since [my wedding|the eighties|I was a student|the twins were born|our trip to Greece]. sometimes [silence|solitude|
an old song|the smell of tar|a kind word|fresh snow] makes me [cry|feel young again|homesick|restless|forgive
everyone|sleepy]. deep down he is [lonely|a romantic|terrified of failure|kinder than he seems|still in love] and
[hides it well|everyone knows|jokes about it constantly|works too much].""",
}


def forms(*tables: Mapping[str, str]) -> tuple[str, ...]:
    """The forms of tables by subject, a sentence each, with what their <names> stand for."""
    return tuple(with_parts(sentence, PARTS) for sentence in sentences(*tables))


TOLD, LIKE_REQUESTS = forms(REMEMBERED, HAPPENINGS, RETOLD), forms(UNASKED, RECALLED)


def telling(rng: Rng) -> str:
    """One statement of 3 to 20 words, a third of them in words that requests use."""
    return drawn(rng, LIKE_REQUESTS if rng.random() < UNASKED_SHARE else TOLD)
