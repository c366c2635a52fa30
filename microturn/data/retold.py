"""What people retell, sentence by sentence: middles of stories, what was said, what went wrong, how things work. Data
only: forms as sentences, with choices in brackets and <names> for parts that they share (see `forms`, `tellings`)."""

RETOLD = {
    "found": """
and there it was, [right under|wedged behind|half hidden by] the [radiator|laundry basket|spare tire|cheese grater|
ironing board|bread bin]. so he just stood there [dripping|blinking|scratching his neck|with the casserole|in his
socks], [not saying a word|red as a beetroot|grinning like a fool|waiting to be scolded]. inside [the envelope|the tin|
that drawer|the lining] there was [nothing but dust|a pressed violet|a stranger's passport|a bus token|somebody's
retainer]. I looked [in the hamper|beneath the mattress|on top of the boiler|through every pocket|behind the recycling]
and [all I found was lint|then I gave in|my nose started itching]. it had been [in plain sight|in my other coat|hanging
on the hook|stuck to the fridge|on my own head] the [whole afternoon|entire time|whole weekend][|, which is so like me|,
and my kids howled]. they [turned the place upside down|emptied the dumpster|searched the lawn on all fours|questioned
the cleaner] and it was [in the toddler's boot|under the rhubarb|right by the till|beside the frozen peas]. the [lid|
strap|label|knob|handle] came off in my [hand|fingers|grip], and [out fell a folded map|a puff of talcum went
everywhere|we both yelped|that was the end of that]. someone must have [handed it in|taken it for junk|swept it up|
mistaken it for theirs], because [the shelf was bare|only the chain was left|there was just a ring of rust]. what rolled
out was [a walnut|a glass eye|my missing thimble|a golf ball|a perfectly good onion], which [baffled everyone|nobody has
claimed|I keep on my desk now]. <who> [bent down|crawled in|reached up] and pulled out [a slimy ribbon|a doll's arm|the
blown fuse|a wad of tinsel|somebody's dental plate].""",
    "turns": """
that's when the [sprinklers|headlights|loudspeakers|hand dryers|floodlights] came on and [everyone scattered|we realized
we weren't alone|the bride shrieked|my toast slid off the plate]. by the time we got [there|to the front|past security|
over the pass], [the gates were locked|they had sold out|only crumbs were left|the speeches were over|my mascara had
run]. long story short, [we ended up in a laundromat|the goat is ours now|I owe the council an apology|he married the
caterer|she kept the canoe][|, of all things|, and that's the truth]. [it turned out that|it then emerged that|as we
learned later,] [the key was never lost|the whole thing was staged|he had a twin|the meter was faulty|she was the
mayor's niece|the cheese was plastic]. what I didn't know was that [the floor was still wet|the microphone was live|they
had swapped seats|his mother was listening|the ferry had sailed][|, which explains the giggling|, so I kept going]. just
as I [reached for the latch|bit into the pastry|got comfortable|lifted the receiver], [the ceiling started dripping|a
hand tapped my shoulder|the other lot arrived|a siren wailed]. [one thing led to another|the punch went round|somebody
fetched the accordion] and before long [we were dancing barefoot|there was jam on the curtains|I had agreed to chair the
committee|the fire brigade turned up|he'd pawned his trumpet]. before I could [put my coat on|swallow|object|find the
switch|introduce myself], he had [already paid|hugged the bailiff|jumped the turnstile|eaten the garnish|signed the
petition]. the thing is, [the lease is in her name|we'd already told the grandparents|I'm allergic to mussels|he has no
sense of direction|nobody tested the ramp][|, so that was awkward|, so we improvised]. to make matters worse, [the zip
broke|my heel snapped|my hearing aid whistled|the batteries leaked|the cash machine swallowed my card] [in front of the
in laws|at the worst possible moment|with a queue behind me]. out of nowhere [a marching band|a flock of pigeons|some
fellow on stilts|an ice cream truck|a wedding convoy] [came round the corner|blocked the lane|drowned out the vicar].
and then, [as luck would have it|out of sheer spite|for reasons unknown], the [ranger|registrar|usher|bouncer|
gatekeeper] [let us through|tore up the fine|burst into song|lent me his jumper]. so there we were, [four adults in a
paddling pool|knee deep in bog|without a corkscrew|stranded by the silo|dressed as penguins], [laughing till it hurt|
arguing over crisps|waiting for the tow truck].""",
    "asides": """
which was [odd|nice|a shame|a relief|typical], because [we had only met once|he never shares anything|I'd ironed it
specially|the forecast had been grim|she usually clams up]. not that I [mind|blame them|believe in omens|was snooping|
have anything against clowns], but [it felt a bit much|the timing was suspicious|there is a limit|my nerves were shot].
I must admit I was [baffled|smug|tempted|flattered|tearful|peckish][|, even though I hid it|, for about a second|, given
the circumstances]. it could have been [worse|a lot messier|quite nasty], [considering the state of the roads|what with
the hail and everything|given his temper]. you can imagine [the smell|how my father took it|the look on the vet's face|
what the rug looked like|the silence at the table] [after that|by then|once the stew boiled over]. I'm not
[exaggerating|an expert|a builder|making this up], but [the hole was as wide as a barrel|even I could see it was
crooked|that floor was never level|there were at least ninety geese]. it still [makes me cringe|gives me goosebumps|
warms my heart|cracks me up], that [whole business with the hedge|affair with the taxidermist|summer in the blue
caravan|night in the bus depot]. I suppose [that's how it goes|nobody is to blame|we were naive|it taught me patience|
every family has one][|, and the scar has nearly faded|, and my hair grew back]. and that, [more or less|in a nutshell|
give or take a detail], is how I [lost my eyebrows|became a godfather|got banned from bingo|ended up with a ferret|met
the ambassador].""",
    "middles": """
and that was [that|the end of it|only the beginning|before breakfast], [more or less|or so we thought|as far as I
recall]. so [off|back|up|in] we went, [all five of us|dog included|in single file|umbrellas and all|like a school
outing]. I couldn't [help laughing|look him in the eye|feel my toes|get a word in|believe my ears] [by then|for a good
minute|all evening]. [he|the boy|their driver|the new fellow] clearly hadn't [slept|shaved|read the sign|heard of soap|
thought it through]. nothing [happened|moved|arrived|grew|changed] [for ages|at first|until the Sunday][|, and then
everything did]. we were [soaked|starving|giggling|lost|speechless|sunburned] by [noon|then|the second mile|the time it
got dark]. poor [Nadia|thing|old Frank|mum|lad] [had no idea|was in bits|got the blame again|ended up with the bill|
hadn't even unpacked]. it wasn't [cheap|even ours|the wind|her fault|what we'd rehearsed], [mind you|not by a long way|
as it happens]. at least [the dog was pleased|nobody drowned|we had biscuits|the view was free|it wasn't Monday][|, I
kept thinking|, as my wife put it]. some of it [was true|spilled|I made up|is still in the freezer|went to charity], [I
think|for what it's worth|luckily]. [from then on|after that|for the rest of the week] [I locked the shed|she called me
Captain|we took the stairs|he kept his distance|it was plain sailing]. everyone [clapped|looked at me|blamed the
humidity|had a theory|went home hungry], [even the priest|except my brother|which was unfair]. I'd [half|almost|
completely|conveniently] forgotten about [the custard|that business in Hull|his twin|the scarecrow|our bet]. there's
always [one who complains|a catch|somebody's elbow in the way|a line for the restroom] [at these things|in our family|
when it's free]. and me [with no shoes on|in my dressing gown|clutching a ladle|just out of hospital|still chewing][|,
of course|, as always]. the worst [part|bit|thing] was the [smell|waiting|pity|paperwork|singing|walk home][|, if I'm
honest|, oddly enough]. the best of it is that [he's the one who suggested it|nobody ever paid|they've invited us back|
it was insured][|, I kid you not]. ten minutes later [the same van|that very woman|the whole troupe|a soggy postman]
[came back|was at our gate|went past the other way]. dragging that [trunk|harmonium|wardrobe|sack of cement] up the
[dune|fire escape|gangway|embankment] nearly [killed me|ended our friendship|took my arm off]. between [the two of us|
you and me and the lamppost|one thing and another|the fog and the sheep], [we hardly saw a thing|it was hopeless from
the start|the day just went].""",
    "said": """
and she goes, [no way|oh please|not in my kitchen|absolutely not], and I go, [yes way|it's only a lizard|too late,
darling|well, it's done now]. he wanted to know where the [spoons|jump leads|fuse box|spare blankets|stapler|bandages]
were[|, as if I lived there|, for the umpteenth time|, while I was on a stepladder]. she swore [blind|on her mother's
grave|up and down|hand on heart] that she'd [posted it|never set foot in the casino|fed the fish|only had one sherry].
so I said to him, [mate|with respect|honestly, Dennis], [I'm not your maid|we've been over this|that's not a tortoise|
this is the quiet coach]. the [locksmith|crossing guard|pharmacist|bailiff|ferryman] told us, [quite cheerfully|in a
flat voice|chewing gum], that [the frame was rotten|we were in the wrong county|pigeons mate for life]. according to
[her stepson|the lad at the kiosk|my hairdresser|an old almanac], the [bishop|landlady|goalie|sculptor] [never paid a
penny|vanished in Lisbon|was allergic to velvet|had a false leg]. my [gran|foster mother|drill sergeant|piano tutor]
used to say that [a watched pot never boils|pride comes before a fall|idle hands do mischief|you can't polish coal].
apparently he'd told [the whole canteen|his parole officer|both sisters|the scout leader] that [we were engaged|I snore
like a walrus|the yacht was his|my pie came from a packet]. she whispered something about [a dowry|mice in the loft|
cousin Harold|gluten|the will], and [the table went quiet|grandad choked on a radish|I lost my appetite|everyone
examined the rug]. he mumbled [an excuse|a halfhearted sorry|grace|a proverb in Welsh|my old nickname] and [shuffled
off|went the color of putty|zipped up his parka|ducked behind the fern]. the note just said [back in five minutes|gone
to lunch|sorry about the window|thanks for everything], [in purple crayon|taped to the glass|with a wonky smiley], and
[that was a fortnight ago|I framed it]. I told her [straight|gently|over the fence|between courses] that [the fringe
didn't suit her|we'd run out of credit|it was over|her tent was on fire][|, and she sulked for days|, and she took it
rather well]. and he's all [smiles|charm|excuses|elbows|wounded pride], and she's like, [I wasn't born yesterday|we'll
see about that|fine, whatever|oh, here we go]. my guess was [Portugal|asbestos|a practical joke|sunstroke|the butler],
but nobody [agreed|asked me|laughed|else had read the blurb].""",
    "gossip": """
apparently the [couple from the bakery|new curate|florist's daughter|coach of the under twelves] [eloped|got a
restraining order|won a cruise|bought the old rectory] [on the quiet|over Easter|without telling a soul]. word has it
that [she's expecting|the gym is going under|he wears a wig|they're cousins|the headmistress sings in a cabaret|his tan
is fake][|, though I got it from Maureen|, and the butcher confirmed it]. <who> saw [the pair of them|her ex|our
treasurer|the vet] [sneaking out|having a blazing row|crying over a milkshake|loading a sofa] [outside the registry
office|by the duck pond|behind the cricket pavilion]. nobody has seen [the husband|their lodger|old Mister Pike|the
second wife] since [the barbecue|the raffle|harvest supper], and [the blinds stay down|people are talking|the slippers
are still on the step]. he left her for [a trapeze artist|his chiropractor|a lady from the embassy|her own bridesmaid],
which [broke her mother's heart|did wonders for her golf|surprised precisely no one]. the [engagement|partnership|feud|
truce] lasted [all of nine days|barely a term|until the bill arrived|longer than the milk][|, poor things|, if that]. I
don't want to [speak ill of anyone|spread rumors|name names|be unkind], but [that hamper was bought on credit|somebody
rigged the tombola|the speech was copied|his degree came by post]. he's the sort of man who [returns a half eaten cake|
labels his yogurts|claps when the plane lands|reverses down one way streets][|, bless him|, and then wonders why he's
single]. half the [choir|parish|faculty|bowling league] thinks she [pushed him|bleaches her hair|writes those anonymous
letters|used to be a spy], [which is nonsense|but nobody says it aloud|and I'm inclined to agree]. as for [the
godfather|her accountant|young Oliver|that so called cousin], [he's gone to ground|the less said the better|the jury's
still out|he fled to Malta with a soprano].""",
    "traffic": """
the traffic was [dreadful|bumper to bumper|crawling|backed up to the roundabout|worse than at Thanksgiving], [all
because of one overturned lorry|thanks to the roadworks|even on the back lanes]. the [six fifteen|replacement bus|cable
car|water taxi] was [packed like a sardine tin|rerouted via the gasworks|missing its driver|one carriage short][|, so I
stood all the way|, as per usual]. they've [dug up|resurfaced|cordoned off|narrowed|repainted] the [ring road|off ramp|
underpass|bus lane|level crossing] [for the third time this year|and then vanished for a month]. some [guy in a pickup|
woman in a sports car|teenager on a quad bike|courier] [cut me up|overtook on the bend|took my space|honked for a solid
mile] [by the tannery|outside the crematorium|on the flyover]. every [bend|junction|intersection|ramp] has a new [speed
camera|billboard|detour sign|row of bollards][|, courtesy of the council|, and not one of them makes sense]. I spent
[forty minutes|my lunch break|two podcasts] [circling the block|stuck behind a combine|in the wrong lane] [just to drop
off a parcel|before the barrier lifted|with a melting trifle on my lap]. cyclists [ride three abreast|dart between the
trucks|ignore the signals|shout at pedestrians] on [our lane|the promenade|the towpath|the boardwalk][|, and I'm one of
them, I know]. parking near the [hospital|arena|courthouse|waterfront|multiplex] costs [more than the ticket itself|an
arm and a leg|eight pounds an hour|a kidney][|, if there's a bay at all]. on my way home [the tram derailed|a cow
blocked both tracks|the muffler dropped off|the bridge was raised|my saddle came loose][|, of all things|, right at rush
hour|, in the pelting sleet]. instead of [salting|sweeping|widening|lighting] the [avenue|shortcut|overpass|hairpin
bends], they [put up a statue|painted the railings|planted begonias|bought the mayor a limousine].""",
    "gadgets": """
my phone keeps [freezing|switching to Norwegian|buzzing in my pocket|losing signal|correcting me] [in the cellar|
whenever I'm abroad|since I dropped it in the bath|mid conversation]. the [router|webcam|touchscreen|trackpad|hard
drive] [overheats|blinks orange|won't connect|makes a grinding sound], and [the warranty ran out in March|support just
reads from a script|I've tried every socket]. I typed [my password|the code|our zip code|the serial number] [nine times|
with one thumb|in capitals|exactly as printed] and [it locked me out|the page timed out|it wanted proof I'm human].
since the last update [the icons are tiny|my contacts are gone|everything's beige|it can't find the printer|the battery
drains by lunch][|, and they call that progress|, so I'm back to pen and paper]. the washing machine [shuffles across
the tiles|ate another stocking|leaves gray streaks|shakes the whole flat][|, and it's barely a year old|, like something
possessed|, which sends the cat up the curtains]. our [doorbell|thermostat|fridge|toothbrush] is [connected to the
internet|smarter than the pair of us|linked to my watch], [heaven knows why|and it nags|so it tells on me|which the kids
adore]. he bought [a foldable drone|a noise canceling headset|a secondhand projector|an electric scooter|a pocket
translator] and [the instructions were in Korean|it never left the carton|the plug didn't fit|it died within a day]. the
[self checkout|parking app|ticket barrier|passport scanner] [didn't recognize me|rejected my card|thanked me twice|
insisted I was a child][|, while the whole line tutted|, and there wasn't a human in sight]. by some miracle the
[dictaphone|slide projector|pager|electric typewriter] [still works|hums|fetched sixty bucks|survived the flood], though
[nobody makes the parts|it smells of burned dust|my kids laughed].""",
    "office": """
the new manager wants everybody to [stand during briefings|log every minute|wear lanyards|share one stapler|rotate
desks] [starting Monday|on top of the usual|for team spirit]. they've moved [payroll|our department|human resources|the
whole archive] to [Slovakia|an open plan loft|the annex|a portable cabin][|, and the files are a shambles|, without
consulting the union]. my [line manager|trainee|deskmate|deputy|opposite number] [takes credit for everything|microwaves
haddock|types like a hailstorm|hums through deadlines|cries in the stairwell]. we had [a fire drill|a team building day|
appraisals|a safety talk] [in the drizzle|at a paintball range|run by a man called Sven], and [accounts lost a shoe|I
came out in hives|nobody has mentioned it since]. the client [changed the brief|rejected all nine mockups|wanted it in
teal|pulled the plug|brought his poodle] [at the eleventh hour|halfway through the pitch|after we'd printed the
brochures]. I've been [covering reception|doing two people's jobs|on night shifts|stocktaking] since [the restructuring|
Priya went on leave|the warehouse fire], and [it's grinding me down|the overtime isn't bad|I rather enjoy it]. he handed
in his [notice|badge|keys|resignation|uniform] [with a little bow|in a plastic folder|the day before payday|and walked
straight to the pub]. the [invoice|spreadsheet|tender|contract|pay slip] had [a comma in the wrong place|three zeros too
many|coffee rings all over|the wrong logo], and [head office went ballistic|legal had kittens|it cost us the account].
on my first day I [locked myself in the stockroom|shredded the wrong folder|set off the metal detector|sat in the
chairman's seat], and [they've never let me forget it|I wanted to vanish|oddly enough they promoted me]. two of the
[apprentices|forklift drivers|auditors|temps|welders] [walked out|caught mumps|started dating|won the sweepstake|joined
a cult] in the [same week|busiest season|middle of stocktaking]. most of what we do is [paperwork|soothing customers|
hosing down trucks|nodding|lifting crates], [not that the brochure says so|and the rest is coffee|whatever my mother
believes].""",
    "house": """
the boiler [conked out|makes a clanking noise|leaks into the airing cupboard|was condemned] [in the coldest week|just
after the warranty], so [we wash in buckets|I shower at the gym|the kids wear bobble hats indoors]. there's [damp|a
draft|woodworm|a funny smell|dry rot] in the [box room|bay window|rafters|baseboards|downstairs bathroom], and the
[surveyor|agent|insurer] [isn't interested|wants photographs|quoted us a fortune]. the landlord promised [new carpets|
double glazing|a smoke detector|a lick of paint] [when we signed|two winters ago|in writing], and [I'm still holding my
breath|all we got was a doormat]. we wanted [sage|ivory|terracotta|mustard|turquoise] for the [nursery|study|larder|
utility room], but [it dried the color of liver|the shop mixed it wrong|his mother had opinions|one coat wasn't enough].
the previous owners had [plastered over a fireplace|carpeted the bathroom|wired the sockets backwards|buried a bathtub
in the yard], [which we only found by accident|goodness knows why|and painted everything magnolia]. upstairs [they're
laying parquet|somebody drops marbles at night|the bath overflowed|a baby has colic|they took up clog dancing], and [the
lampshade shakes|I know all their arguments|nobody complains but me]. the [realtor|brochure|advert|listing] called it
[cozy|full of character|a blank canvas|moments from the sea], but [the bedroom was a closet|there were buckets on the
landing|it faced an abattoir]. our [shed|garage|pantry|spare room|crawl space] is crammed with [jam jars|deckchairs|
wedding presents|my brother's drum kit|flattened boxes][|, and still he buys more|, so the guests sleep on an air bed].
we finally got the [sofa|bunk bed|bathtub|upright piano] [through the window|up the spiral stairs|past the banister]
with [a rope and two cousins|a car jack|plenty of grunting]. in spite of the [mold|sirens|sloping floors|stairs|
mosquitoes], I [adore that attic|wouldn't swap it for a palace|signed on the spot|grew fond of the place].""",
    "works": """
first comes the [primer|glue|gravel|felt|rubble], then [the grout|two coats of varnish|a layer of sand|the slates], and
[only then the trim|nobody may walk on it for a week]. you [knead|fold|punch down|roll] the dough [twice|by hand|on a
floured slab] and then it [rests overnight|doubles in size|goes under a damp cloth|sits by the stove]. the [piston|
valve|lever|spring|cog] pushes the [shaft|plunger|bellows|hammer], and that [turns the wheel|lets the steam out|makes
the note|lifts the float|trips the switch]. bees [dance to show where the clover is|seal the cells with wax|fan the hive
to cool it|swarm when the queen is old][|, and my uncle can watch it for hours|, like clockwork]. my sourdough starter
needs [feeding every evening|rye flour and patience|a warm ledge|less attention than a cat][|, and it smells like beer|,
and we named it Gerald|, though in winter it sulks]. to tune a [harp|sitar|zither|harpsichord], they [tighten each peg a
fraction|work outwards from the middle|use a little brass fork], and it [takes half a day|slips again by evening|needs a
very quiet room]. the tide [comes in twice a day|covers the causeway|turns around four|leaves pools full of shrimp], so
[the doctor goes by tractor|walkers get cut off|the cocklers plan around it]. they [soak|card|spin|bleach] the [flax|
wool|hemp] [in long troughs|before the frost|by the riverbank], and what's left [becomes rope|goes to the paper mill|
gets sold as stuffing]. the way our [heat pump|septic tank|wood burner|rain barrel] works is [quite clever|beyond me|a
matter of pressure|simpler than people think][|, and the fitter drew me a diagram|, as long as nobody touches the dial].
with a [slipped disc|pulled hamstring|torn ligament|frozen shoulder] you start with [ice|gentle stretches|a foam roller|
ultrasound], then [weeks of tiny lifts|walking in water|a brace at night][|, and it never quite goes]. first you [sketch
the outline|wedge the clay|prime the canvas|soak the reeds|cut the stencil], then [there's a lot of waiting|it rests for
a day|nothing happens until it dries], and the fun part comes [last|much later|in stages]. in [cricket|curling|water
polo|biathlon] it's all about [nerve|the angle|breathing|your wrists|who tires first][|, though it looks like chaos from
the stands|, at least my instructor claims so]. the [yeast|mold|culture] [eats the sugar|gives it that tang|dies above
sixty degrees|needs a little warmth], and that's [all there is to it|why temperature matters|where the flavor comes
from]. a glacier [grinds the valley flat|drags boulders for miles|creaks like an old ship|looks blue from below][|, and
it shrinks every summer|, and the melt water feeds the mill]. the body [learns the shape of the germ|remembers it for
years|makes its own defenses], which is [how the jab works|what the leaflet said|roughly what I told the kids].""",
    "kitchen": """
I [brown|fry|soften|caramelize] the [onions|shallots|leeks|fennel] first, then [in goes the stock|come the tomatoes|I
add a splash of sherry], and [the lid stays on for two hours|the rest is waiting]. her [gravy|chutney|lasagna|paella|
borscht|meringue] [has no equal|could feed an army|takes three days|won a rosette][|, but she guards the recipe|, and
she never measures a thing]. the recipe called for [saffron|tarragon|lard|capers|six egg yolks|buckwheat], so I [made do
with turmeric|left it out|knocked on three doors|improvised with pesto]. we [strained|bottled|labeled|gave away] [twenty
liters of|the last of the|a bathtub full of] [elderflower cordial|plum jam|apple butter|sloe gin] [before the sugar ran
out|with the windows steamed up|that September]. I was making [pancakes|a roux|gnocchi|custard|spring rolls] when [the
gas ran out|the whisk flew apart|our toddler found the flour|the pan handle snapped], so [we had cereal|dinner was at
ten]. the cake [sank in the middle|was raw inside|leaned like a chimney|stuck to the tin], so I [covered it in cream|
called it a pudding|passed it off as rustic|fed it to the ducks]. nothing goes to waste at [hers|my aunt's|the
monastery|their cottage], because the [peelings|rinds|crusts|pea pods|carrot tops] [become soup|go to the hens|end up in
a pie]. for [Hanukkah|Diwali|Easter|midsummer|the harvest supper] we always make [almond biscuits|lentil fritters|honey
cake|stuffed vine leaves|rosewater jelly][|, and the whole stairwell smells of it|, and the little ones get the bowl].
the [supermarket|greengrocer|deli|corner store] had no [coriander|decent lemons|live yeast|ripe mangoes|fresh crab], so
[Sunday lunch was a compromise|I drove to the next town|we had beans on toast]. I've gone off [liver|marzipan|oysters|
licorice|tofu|sprouts] ever since [the boat trip|school dinners|that buffet in Tunis|I was pregnant][|, and nobody can
persuade me otherwise]. my [grandson|flatmate|bachelor uncle|better half] can't [boil an egg|open a can|tell salt from
sugar|chop parsley] without [a tutorial|bloodshed|calling his mother|leaving a trail of destruction].""",
    "health": """
the physio [pressed|poked|bent|strapped up] my [calf|shoulder blade|instep|lower back|kneecap] and [I saw stars|
something clicked|it felt like new|I yelled the place down]. I've been off [sugar|cigarettes|dairy|wheat|painkillers]
for [nine weeks|exactly six days|the whole of Lent], and [my skin is glowing|I dream about croissants|the cravings are
easing|I'm unbearable to live with]. her blood pressure [shot up|dropped|went haywire|settled down] after [the funeral|
that scare|they changed the tablets|the marathon][|, and they kept an eye on her|, to nobody's surprise]. he [slipped on
a grape|fell off the podium|tripped over the hoover|walked into a glass door|stepped on a rake] and [chipped a tooth|
cracked two ribs|needed nine stitches|lost a toenail|got a black eye]. the [ambulance|specialist|biopsy|scan] took
[forever|until Wednesday|a good hour], and [I chewed my cuticles to bits|we prayed in the corridor|I read every leaflet
twice|mum did the crossword backwards]. I can't [kneel|lift the kettle|sneeze|climb stairs|tie my laces] without
[wincing|holding on|seeing spots|groaning like a gate|feeling it in my hip][| nowadays| since the accident]. they put [a
plate|two screws|a stent|a pacemaker] in [grandad|my uncle|her mother] last [autumn|fall|spring], and [the airport
scanners go berserk|the dancing has started again|it only hurts when it's frosty]. I [fainted|came out in blisters|
sweated buckets|lost my voice|couldn't stop shivering] [at the altar|in the drugstore|halfway up the dune|on live radio|
during the recital][|, which put everyone off their lunch]. mum's [hip|cataract|hearing aid|bunion|bad knee] [is giving
her grief|was done privately|had to be seen to again|is all she talks about][|, but she marches on|, so I drive her
everywhere]. three of us came down with [shingles|tonsillitis|food poisoning|measles|a stomach bug] [on the cruise|at
scout camp|the week of the gala|before the finals], [one after the other|and the rest fled|just when the fun began]. the
cast [itches|comes off on Tuesday|is covered in doodles|weighs a ton|smells like a hamster cage][|, and I've been
scratching it with a knitting needle|, so showering is a circus act].""",
    "family": """
my [eldest|youngest|middle boy|stepdaughter|nephew] has [gone vegan|joined a circus school|discovered poetry|got a lip
ring|flunked driving school again][|, and I'm trying to stay calm|, and grandma pretends not to notice]. dad [insists
on|can't resist|has taken up|refuses to give up] [carving the roast himself|wearing shorts in December|haggling in
supermarkets|filming everything][|, which mortifies my sisters|, even at his age]. the twins [swapped sweaters|painted
the hamster|bit each other|finished the advent calendars|cut each other's fringes] [before breakfast|while I hung out
the washing|at the pediatrician's][|, giggling like mad|, with the best intentions]. my [mother in law|great uncle|
godson|half brother|second cousin] is [staying with us|visiting from Toronto|coming by coach], and [the good towels are
out|I've hidden the scales|we've borrowed a camp bed|the cat has moved next door]. we named [the baby|our firstborn|her]
after [a great aunt|a river in Scotland|the midwife|a jazz singer], [against all advice|and then everyone else did too|
though it's a nightmare on forms]. every [Boxing Day|family reunion|christening|Mothering Sunday] ends with [charades|a
quarrel about politics|uncle Ray at the piano|somebody in the pond|slides from Madeira][|, and none of us would miss
it|, no matter who hosts]. my parents [met on a picket line|split up when I was nine|run a bed and breakfast|never held
hands in public|were pen pals first], which [says a lot about them|explains some things|I rarely mention]. granny
[smuggled sausages through customs|beat the boys at darts|bought herself a moped|learned to text] at [eighty seven|
ninety one|an age when others knit][|, and never looked back|, to spite my uncle]. my sister and I [shared a bunk bed|
fought over the front seat|didn't speak for a decade|look nothing alike|finish each other's sentences][|, although we'd
both deny it|, much to mum's despair]. he's a [good lad|worrier|late bloomer|bookworm|daredevil|picky eater], our
[Timothy|Marcus|grandson|Luca], [always has been|just not in the mornings|but he has a heart of gold]. whoever [does the
dishes|gets the wishbone|shells the most peas|finishes last] [picks the channel|rides up front|has to kiss aunt Mabel|
keeps the stray], and [that's been the rule since the war|no one has ever dared cheat].""",
    "films": """
it's about a [retired assassin|deaf pianist|lonely shepherd|young cartographer|disgraced judge] who [inherits a railway
station|is mistaken for a prince|falls for a ghost|smuggles refugees over the Alps][|, as far as I could follow].
halfway through, the [butler|heroine|narrator|sidekick] [turns out to be the killer|simply disappears|gets amnesia|gives
a long monologue], and [half the row walked out|you could hear a pin drop|I'd guessed it already]. the subtitles were
[out of sync|in Dutch|too small for my eyes|full of typos], so we [made up our own story|gave up after an hour|followed
it by the music|went for noodles instead]. on opening night the [curtain jammed|understudy fainted|prompter sneezed|
trapdoor stuck|fog machine went berserk] and [the cast just carried on|the stalls were evacuated|my nephew saved the
day]. the author [gave a talk|signed my copy|read from the sequel|took questions] at [our library|the guildhall|a
bookshop in Galway|the Rotary lunch], [looking utterly bored|in odd socks|to an audience of six]. the exhibition had
[one enormous beetle|portraits made of toast|a room full of bells|moon rocks], and [I went back twice|the audio guide
was hopeless|we had it to ourselves|my brother touched one]. I [skimmed|borrowed|devoured|abandoned] the [sequel|
trilogy|paperback|prologue] [on the ferry to Jersey|in a hammock|while the plaster set], and [it's nothing like the
film|the last chapter undid me|I wrote a furious review]. in the final [scene|episode|act|season] the [sheriff|surgeon|
captain|matriarch] [forgives the arsonist|walks into the sea|burns the diaries|wakes up in a taxi], which [felt cheap|I
didn't see coming|made no sense whatsoever].""",
}
