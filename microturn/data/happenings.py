"""What happens to people, and what is around them, by subject. Data only: forms as sentences, with choices in brackets
and <names> for parts that they share (see `forms`, `tellings`)."""

HAPPENINGS = {
    "travel": """
<past>we [missed|nearly missed|barely caught|almost lost] our [ferry|flight|connection|coach|tram] because of [a
strike|a flat tire|heavy traffic|a forgotten passport|a long queue]. the [hostel|inn|guesthouse|campsite|cabin] had
[a view of the valley|a leaking roof|squeaky beds|a lovely terrace|no hot water|a tiny balcony] and [friendly
owners|bedbugs|a strict curfew|wobbly tables]. <well>I have never been to [Iceland|Morocco|Vietnam|Peru|Norway|
Kenya|the Alps] but my [dentist|landlord|niece|godmother|accountant|barber] goes there every [autumn|spring|
February|Easter]. on the [overnight train|crowded bus|plane|ferry] a [stranger|nun|toddler|soldier|violinist|tall
woman] [fell asleep|snored|drooled|dozed off|leaned] on my shoulder. our [guide|driver|captain|porter|host] spoke
[hardly any English|five languages|very softly|with a thick accent|nonstop] and wore [a straw hat|muddy sandals|a
velvet coat|sunglasses indoors|a false mustache]. <past>we crossed [the desert|the border|the plateau|the
wilderness|the whole country] [on horseback|in a rusty jeep|on foot|on rented bikes|in a hot air balloon]. my
[suitcase|backpack|luggage|rucksack|duffel bag] [came back|turned up|reappeared|arrived] [a fortnight later|without
its wheels|covered in stickers|soaking wet|on the wrong continent]. the customs officer [confiscated|sniffed at|
unwrapped|inspected|laughed at] my [souvenirs|jar of pickles|wooden mask|dried herbs|seashells|goat cheese]. next
[summer|spring|month|year|autumn] we are [hiking|cycling|walking|driving|backpacking] along the [coast|river|canal|
old railway|border|cliffs]. abroad I always miss [my own pillow|proper tap water|our kettle|my slippers|our noisy
street|decent tea] and [my cats|the newspaper|the smell of home|our balcony|my routine|quiet mornings].""",
    "animals": """
<past>our [puppy|kitten|parrot|hamster|rabbit|monkey] [chewed up|swallowed|shredded|buried|hid] [a sock|my earring|
the remote|a shoelace|the newspaper|half a candle]. <past>a [squirrel|raccoon|hedgehog|fox|badger|stray dog]
[sneaked|crept|wandered|squeezed|tumbled] into our [shed|basement|attic|tent|pantry|cellar]. the [vet|zookeeper|
breeder|shepherd|biologist] said [ferrets|donkeys|tortoises|peacocks|llamas|owls] can be [surprisingly jealous|very
stubborn|terribly shy|rather gentle|quite vain]. <past>I saw a [heron|kingfisher|woodpecker|pelican|hawk|stork]
[circling above|perched near|diving toward|gliding over|landing beside] the [pond|marsh|lagoon|reservoir|creek].
there was a [spider|scorpion|lizard|beetle|wasp|moth] in my [slipper|helmet|sleeping bag|lunchbox|glove|bathrobe].
his [horse|mule|pony|donkey|camel] refused to [budge|trot|cross the stream|carry anyone|leave the stable|eat oats].
my [goldfish|turtle|canary|budgie|gecko|guinea pig] lived for [nine|eleven|fourteen|sixteen] years and [hated|
adored|tolerated|ignored|recognized] [everybody|visitors|my stepfather|the vacuum cleaner]. I think [swans|crows|
pigs|octopuses|dolphins|goats] are [far smarter|much meaner|more loyal|less clumsy|more playful] than [people
believe|they look|we assume|most folks imagine]. the [wolves|coyotes|frogs|crickets|seagulls|cicadas] [kept us
awake|made a racket|serenaded us|frightened the toddler|sounded almost human] [until dawn|all through June|every
single night|from dusk on].""",
    "cooking": """
<past>I [overcooked|scorched|oversalted|ruined|forgot] the [lentils|risotto|pudding|stew|dumplings|porridge|
meatballs]. my [stepmother|flatmate|nephew|sister in law|cook] puts [cinnamon|vinegar|ginger|raisins|mustard|nutmeg]
in [nearly everything|every soup|the salad dressing|tomato sauce|scrambled eggs]. the secret of [good pastry|her
goulash|a decent omelet|flaky pie crust|his barbecue|fluffy pancakes] is [patience|cold butter|smoked paprika|
buttermilk|a heavy skillet|fresh yeast]. the dough [refused to rise|stuck to the counter|was far too runny|spilled
over the rim|tasted of cardboard] so we [ate crackers|started over|fried it|fed it to the hens|gave up]. <past>we
[peeled|chopped|pickled|grated|roasted|mashed] [turnips|chestnuts|beets|pumpkins|cucumbers|parsnips|zucchini] for
[hours|the whole street|the harvest feast|twenty hungry scouts]. <well>[broccoli|eggplant|spinach|asparagus|celery|
cauliflower] tastes [better raw|of nothing|wonderful with garlic|like wet grass|sweeter in winter|best with lemon
juice]. he [flipped|dropped|catapulted|flung] the [pancake|steak|omelet|tortilla] [onto the lamp|behind the fridge|
into the sink|past the dog|straight at the ceiling]. for [breakfast|brunch|supper|dessert] we had [waffles|herring|
toast with jam|oatmeal|grapefruit|leftover noodles] and [black coffee|cocoa|goat's milk|cider|mint tea|lemonade].
the [chef|baker|butcher|waitress|grocer] at our corner [winks|whistles|hums|frowns|grins] whenever [the kettle
boils|someone wants snails|a plate breaks|the rush begins|tourists come in]. I burned [my thumb|my tongue|my lip|two
fingers|myself] on a [hot ladle|stuffed pepper|spoonful of soup|roasted chestnut|bubbling fondue].""",
    "work": """
<past>my [boss|manager|supervisor|foreman|editor] [resigned|apologized|exploded|vanished|fainted] in the middle of
[the budget meeting|a conference call|the audit|an interview|lunch]. I spend half my day [answering complaints|
filling spreadsheets|proofreading contracts|sorting invoices|training interns|welding pipes] and the other half
[drinking coffee|in pointless meetings|on the motorway|staring at graphs|chasing signatures]. <who> works as a
[plumber|midwife|translator|surveyor|beekeeper|locksmith|pharmacist] [at the harbor|in a mining town|on weekends|
near the airport|on an island|in the suburbs]. they [promoted|fired|hired|transferred|praised] [the intern|our
receptionist|the wrong engineer|a former clown|the night watchman] [without warning|by mistake|over the holidays|
during the merger|last Thursday]. I applied for a job at [the shipyard|a bank|the observatory|the sawmill|an
embassy|a nursery] and [never heard back|got it|was far too nervous|forgot my resume|met my future wife]. the
[printer|copier|server|freight elevator|coffee machine] at the office [jams|crashes|beeps|groans|breaks down] [every
Monday|twice a day|when it rains|before each deadline]. our [project|proposal|campaign|prototype|merger] was
[postponed|rejected|cancelled|a total disaster|an unexpected success] [for the third time|according to the board|
after weeks of overtime|because of the lawyers]. after [thirty|nine|fifteen|forty] years as a [miner|nurse|postman|
tailor|judge|conductor] he finally [bought a caravan|learned to swim|slept in|took up pottery|shaved his beard]. my
commute takes [an hour|forever|ninety minutes|far too long] since [the bridge closed|they moved the office|the
tunnel flooded|I sold my scooter].""",
    "sport": """
<past>we lost [the final|the derby|the last match|the semifinal|the relay] by [a single point|two goals|a hair|four
seconds|a mile]. <who> [sprained an ankle|tore a muscle|broke a collarbone|pulled a hamstring|twisted a knee] while
[skiing|bowling|playing squash|climbing|snowboarding|changing a lightbulb]. the [referee|umpire|coach|goalkeeper|
mascot] [slipped|argued|limped off|tripped over the ball|burst out laughing] [before halftime|in extra time|during
the anthem|in the first minute]. I used to [row|fence|wrestle|box|swim|skate] for [my college|a small club|the
county|the navy|fun] until [my knees gave up|I got married|the club went bankrupt|I turned forty|exams began]. every
[Tuesday|Friday|other evening|weekend] they [jog|play badminton|lift weights|practice karate|do yoga|play handball]
[behind the church|under the viaduct|in the gymnasium|by the canal|in the park]. my [serve|backstroke|golf swing|
balance|stamina|dribbling] has [improved|suffered|gotten worse|hardly changed|come back] [since spring|thanks to my
trainer|because of my elbow|over the past year]. the crowd [roared|booed|chanted|sang|clapped] when the [striker|
pitcher|underdog|youngest rider|old champion] [stumbled|waved|took a bow|scored|collapsed]. <past>she swam across
the [lake|bay|channel|strait|fjord] in [under two hours|icy rain|complete darkness|record time|borrowed goggles].
halfway through the [marathon|triathlon|tournament|bike race|hurdles] I [got cramps|threw up|wanted to quit|lost a
shoe|tasted blood].""",
    "school": """
our [chemistry|geography|biology|history|Latin|physics] teacher [wore bow ties|had a glass eye|adored volcanoes|
threw chalk|rode a motorcycle|kept bees]. I failed [algebra|gym|grammar|the spelling test|geometry|woodwork] [twice|
in ninth grade|because of a cold|despite the tutoring|by one point]. my [daughter|son|niece|grandson|stepson]
[starts kindergarten|graduates|changes schools|sings in the school play|begins middle school] [in September|next
week|this autumn|after the holidays]. the [principal|janitor|librarian|headmaster|substitute] caught us [smoking|
copying homework|skipping class|whispering|feeding pigeons] [behind the gym|in the corridor|during assembly|near the
lockers]. <past>we dissected [a frog|a squid|an owl pellet|a cow's eye|a tulip] and [half the class fainted|I felt
queasy|nobody ate lunch|the windows stayed open]. I wrote an essay about [whales|gravity|my stutter|the French
revolution|hairdressers|honesty] and got [full marks|a terrible grade|a gold star|detention|applause]. in [tenth|
third|seventh|first] grade I sat next to a [girl|boy|kid|redhead] who [ate crayons|spoke Finnish|became a senator|
drew dragons|owned an iguana].""",
    "illness": """
I've had [a cough|hiccups|a migraine|a stiff neck|a toothache|heartburn|a rash] since [Sunday|the wedding|I changed
pillows|the storm|breakfast]. the [surgeon|nurse|paramedic|dentist|therapist|specialist] was [incredibly kind|half
asleep|younger than me|running late|humming softly|brutally honest]. <who> spent [a week|two nights|the whole of
March|Christmas] in hospital with [pneumonia|a broken hip|appendicitis|kidney stones|a concussion|blood poisoning].
the doctors [examined|bandaged|scanned|treated|numbed] his [wrist|ribs|jaw|spine|shin|eyelid] for [ages|free|almost
an hour|no reason]. the [pills|drops|injections|antibiotics|crutches|new lenses] make me [dizzy|sleepy|grumpy|itch|
feel ancient|clumsy]. the waiting room was full of [sneezing toddlers|old magazines|plastic flowers|pale strangers|
crying babies] and smelled of [disinfectant|boiled cabbage|rubber gloves|damp coats|cheap perfume]. when [the fever|
the swelling|the pain|the infection|the dizziness] [went away|eased|faded|returned] I [wept|slept for two days|ate a
whole melon|phoned my mother]. my [allergies|sinuses|joints|tonsils|migraines] [flare up|bother me|act up|get worse]
[in pollen season|whenever it's humid|around cats|at high altitude].""",
    "weather": """
<past>the [storm|blizzard|hurricane|gale|tornado] [tore off|flattened|carried away|damaged|knocked over] [our fence|
the greenhouse|six chimneys|the bus shelter|an oak tree|the scaffolding]. <past>it [drizzled|poured|hailed|snowed|
thundered] [during the ceremony|the whole fortnight|throughout the picnic|on my birthday|as usual in April]. the
[fog|heat|frost|drought|humidity] was so bad that [trains stood still|birds stopped singing|nobody left the house|
the roads were empty|the paint cracked|cows lay down]. hailstones as big as [plums|walnuts|golf balls|marbles|eggs]
[dented the cars|broke the skylight|ruined the barley|killed two chickens|rattled on the tin roof]. I love [drizzle|
thick mist|crisp mornings|muggy evenings|the first snow|thunderclouds] because [everything goes quiet|the air smells
of earth|I can stay indoors|the tourists disappear|it feels like childhood]. last [January|winter|November|December]
the [pipes froze|harbor iced over|river flooded|cellar filled up|power failed] and we [slept in coats|burned chairs|
moved upstairs|played dominoes].""",
    "neighbors": """
the [couple|family|students|widow|retired sailor] upstairs [argued|vacuumed|tap danced|practiced the trombone|moved
furniture] [until midnight|at dawn|through Sunday lunch|for a solid week]. <past>our neighbor [borrowed|returned|
ruined|painted|repaired] our [wheelbarrow|lawnmower|hedge trimmer|garden hose|stepladder] and [brought plums|denied
it|never thanked us|blamed the squirrels|left a note]. someone in our [building|street|stairwell|block|courtyard]
[keeps a rooster|steals doormats|feeds rats|paints portraits|bakes at night|plays the bagpipes]. the new [tenants|
neighbors|owners|lodgers] have [triplets|a hot tub|nine cats|very loud parrots|satellite dishes|a vintage ambulance]
and [no curtains|terrible manners|a wonderful garden|three motorbikes]. the widow across the road [waters|talks to|
photographs|insults|guards] her [begonias|mailbox|garden gnomes|cactus|ivy] [every day|in her nightgown|with great
dignity|at odd hours]. they are [tearing down|renovating|selling|repainting|fencing off] the [villa|warehouse|
chapel|playground|windmill] [opposite ours|on the corner|next to the school|behind the orchard].""",
    "music": """
my [nephew|stepdaughter|dentist|flatmate|postman] [plays|is learning|practices|teaches] the [cello|accordion|harp|
saxophone|banjo|clarinet|bassoon] [badly|in a cathedral|every morning|with great passion]. the [choir|orchestra|
brass band|string quartet|organist] [was out of tune|moved me to tears|got a standing ovation|stopped halfway|
arrived by tractor] [at the funeral|in the cathedral|on opening night|as always]. I [bought|found|inherited|
restored|ruined] an old [gramophone|ukulele|drum kit|tuba|synthesizer|mandolin] [last autumn|in my uncle's garage|
before the divorce|one rainy weekend]. that [melody|lullaby|hymn|march|waltz|chorus] reminds me of [our wedding|
summer camp|an old western|my late father|driving at night|funerals]. my uncle can't [whistle|hum|clap|dance|stomp]
to [a simple beat|a waltz|any rhythm|save his life]. we [queued|shivered|camped|waited|stayed up] all night for [the
concert|opera tickets|that tour|the festival|a farewell show]. the [drummer|soprano|bassist|bandleader|pianist]
[forgot the verse|sneezed twice|skipped a page|fell off the stage] and the audience [giggled|gasped|cheered|froze|
pretended not to notice]. I can't stand [techno|bagpipes|yodeling|military marches|elevator music|musicals] [before
breakfast|in taxis|on an empty stomach|for more than a minute|while driving].""",
    "garden": """
<past>the [slugs|aphids|deer|moles|caterpillars] ate [all my lettuce|the tulips|our raspberries|every cabbage|her
prize dahlias] [overnight|again|in one weekend|despite the fence]. I planted [sunflowers|radishes|a fig tree|
jasmine|rhubarb|blackcurrants] [too early|along the wall|in old boots|under the window|where the shed was]. <who>
spends every weekend [pruning|raking|weeding|digging|mulching] [the flowerbeds|the vineyard|the allotment|the rock
garden]. our [compost heap|lawn|hedge|herb garden|vegetable patch] is [full of toads|turning brown|her pride and
joy|a complete mess|drying out|thriving] [this year|at the moment|thanks to the rain|as usual]. the [apricots|pears|
quinces|grapes|hazelnuts] are [ripe|late|rotting|sour|plentiful] this year and [the wasps know it|we are making
jelly|the ladder is broken|nobody picks them]. in the [greenhouse|shed|orchard|back garden] we found [a nest of
mice|an unexploded grenade|clay pots|a Roman coin|somebody's dentures].""",
    "repairs": """
I [fixed|patched|replaced|dismantled|glued] the [faucet|hinge|doorbell|dishwasher|radiator|toaster] with [a hairpin|
duct tape|a butter knife|my brother's help|chewing gum|a borrowed wrench]. the [plumber|electrician|roofer|
carpenter|handyman] [charged a fortune|left a puddle|drilled through a cable|never showed up|sang arias] [last
Wednesday|on the first visit|as expected|in the end]. the [sink|bathtub|gutter|drain|toilet] [leaked|overflowed|
gurgled|clogged up] [for weeks|on Christmas Eve|before the guests came|again on Sunday]. <past><who> [sanded|
varnished|primed|stripped|repainted] the [shutters|banister|floorboards|cupboards|window frames] in [one afternoon|
the wrong order|old pajamas|complete silence|freezing cold]. half the [screws|tiles|shingles|bolts|bricks|planks]
were [loose|missing|rusted|crooked|the wrong size] and the [landlord|builder|previous owner|inspector] [just
shrugged|had no idea|blamed the frost|offered us beer].""",
    "shopping": """
I paid far too much for [these boots|a velvet sofa|that blender|organic honey|an ugly vase|secondhand skis] [at the
airport|in the sale|on vacation|because the clerk flattered me|online]. the corner shop ran out of [eggs|batteries|
flour|diapers|stamps|firewood] [before the holiday|within an hour|as usual|when the snow came]. <past>she
[bargained|haggled|argued|quarreled] with the [vendor|cashier|stallholder|salesman|florist] over [a rug|six oranges|
a copper kettle|silk ribbons|a chipped plate]. my [cart|basket|tote bag|pram|trolley] was full of [pickles|
discounted cheese|cat food|lightbulbs|yogurt|toilet paper] and [regret|nothing useful|tiny receipts|frozen peas]. he
[returned|exchanged|regretted|treasured|never wore] the [suspenders|leather gloves|purple tie|cashmere scarf|cowboy
boots] that [his wife chose|we gave him|cost a fortune|I had wrapped]. at the [flea market|auction|bazaar|garage
sale|antique fair] I found [a samurai sword|a typewriter|silver thimbles|a stuffed pheasant|moth eaten curtains|a
globe].""",
    "parties": """
at the [wedding|reception|reunion|housewarming|christening] [my boss|a drunken uncle|the caterer|the toastmaster|an
old flame] [fell into the cake|made a speech|lost a ring|danced on a table|went missing]. <past>we decorated the
[clubhouse|ballroom|barn|rooftop|community center] with [paper lanterns|garlands|balloons|pine branches|silver
streamers|candles]. my [surprise party|costume|toast|punch|magic trick] was [a flop|a huge hit|spoiled by a toddler|
remembered for years|too elaborate]. nobody [danced|ate the trifle|touched the shrimp|recognized me|spilled
anything|wore a tie] at [our anniversary|the masquerade|her engagement party|the office party|the carnival]. for
[Halloween|carnival|the costume ball|the school fair] he dressed up as [a lobster|a vampire|a giant carrot|a knight|
a lighthouse|a bee] and [won a hamper|scared the baby|could barely sit down|sweated terribly]. the guests [stayed|
lingered|sang|argued|played charades] until [the candles went out|sunrise|the neighbors complained|the last bus
left|we ran out of ice].""",
    "hobbies": """
<well>I've taken up [pottery|archery|calligraphy|birdwatching|origami|juggling|astronomy] [since I retired|to calm
my nerves|because of a bet|at the community center|out of boredom]. <who> collects [stamps|postcards|teapots|vintage
maps|sugar packets|snow globes|fossils] and [labels every one|keeps them in drawers|has no room left|trades them
online|talks of nothing else]. <past>we [glued|assembled|painted|collected|sold] model [airplanes|ships|locomotives|
rockets|gliders] [in the garage|on rainy Sundays|with grandpa|at the club]. my [jigsaw puzzle|crossword|scrapbook|
patchwork|knitting project] has been [unfinished|on the dining table|in a drawer|haunting me|gathering dust] since
[October|our honeymoon|the power cut|I broke my glasses]. she [paints|sketches|photographs|draws|etches] [nothing
but lighthouses|sleeping cats|abandoned factories|strangers' hands|bowls of fruit] and [sells them cheaply|hides
them|never shows anyone|hangs them in the hall]. [my uncle's|our landlord's|the vicar's|a colleague's] [drone|metal
detector|train set|new beehive|telescope] [takes up every weekend|cost more than my car|is still in its box|made the
local paper|broke on day one].""",
    "moving": """
we moved from [a farmhouse|the suburbs|a basement flat|the coast|a houseboat] to [the ninth floor|a hamlet|a
converted mill|the city center|her mother's place] [in April|with two vans|because of the rent|after the baby came].
the movers [dropped|scratched|lost|misplaced|broke] [the piano|our wardrobe|a box of china|my grandmother's mirror|
the aquarium] [on the stairs|in the rain|and blamed the dog|within minutes]. I found [my old diary|a tax bill|baby
teeth|love letters|a dried rose|an expired passport] while [packing|emptying the loft|clearing the desk|unpacking|
taking down the curtains]. our first apartment had [mice|no kitchen|pink walls|a view of the prison|a crooked floor]
and cost [next to nothing|half our salary|a fortune|us our sanity|less than a bicycle]. after the move I [missed|
dreamed of|often thought of|felt homesick for] [the creaky stairs|our plum tree|the tram bells|the old landlady|the
evening light] [for months|all winter|more than expected|like a child].""",
    "letters": """
<past>I got a [postcard|parcel|telegram|love letter|package|thick envelope] from [my pen pal|a lawyer|the tax
office|an old flame|the embassy|my goddaughter]. the [mailman|courier|postwoman|landlady] left it [behind the
geraniums|with the wrong family|in the rain|under the mat|on the roof of the car] and [a dog chewed it|never told
us|it got soaked|somebody took it]. she wrote me [a poem|nine pages|an apology|two lines|a confession|a farewell] in
[green ink|tiny letters|broken German|pencil|beautiful handwriting]. he [burned|kept|tore up|hid|framed|reread] all
her [letters|notes|photographs|drawings|valentines] after [the funeral|the divorce|the war|she emigrated|their
quarrel]. my [application|invitation|thank you card|ballot|manuscript] [got lost in the mail|came back unopened|
arrived soaked|had no stamp|was a page short].""",
    "wheels": """
<past>my [van|scooter|jeep|motorbike|convertible|hatchback] [stalled|overheated|broke down|skidded|ran out of gas]
[on the highway|at the toll booth|in a tunnel|outside the police station|halfway up the hill]. someone [stole|bent|
kicked|scratched|spray painted] my [bicycle|saddle|bumper|side mirror|trailer|moped] [outside the library|in broad
daylight|for a laugh|at the station]. the mechanic [sighed|whistled|chuckled|winced] when he saw the [brakes|
gearbox|exhaust|clutch|fan belt|rust]. he drives [too fast|like a snail|barefoot|with one hand|in the middle of the
road] and [swears at cyclists|never signals|eats sandwiches|talks to the engine|brakes for butterflies]. I learned
to drive in [a hearse|a milk truck|my uncle's tractor|a parking lot|a snowstorm] at [sixteen|forty five|twenty two|
seventeen|thirty]. the [chain|pedal|brake cable|handlebar|front wheel] came off while I was [going downhill|crossing
the tracks|racing my sister|waving at somebody|carrying melons]. <well>electric cars are [too quiet|still expensive|
fun to drive|cheap to run|not for me], at least [in the mountains|according to my dad|where we live|for long trips].""",
    "fishing": """
<past>we [caught|hooked|brought home|pulled out] [nothing but weeds|a trout|two carp|a huge pike|an eel|seven
mackerel] [before sunrise|off the pier|near the weir|in an hour]. my [line|hook|net|reel|fishing rod] got [tangled|
stuck|caught|trapped] [in the reeds|around a rock|under the jetty|on a sunken boat]. grandpa [cleaned|weighed|
salted|bragged about|photographed] every [perch|salmon|catfish|crab|sturgeon] he ever [caught|bought|saw|ate]. the
[worms|bait|thermos|sandwiches|lantern] [disappeared|froze|sank|fell overboard|blew away] before we [reached the
river|cast a line|anchored|woke up].""",
    "camping": """
<past>our tent [collapsed|flooded|ripped|blew away|caught fire] [in the night|on the second day|during dinner|in the
dunes|at high tide]. we [roasted|burned|shared|dropped|toasted] [marshmallows|sausages|corn cobs|bread on sticks|
potatoes] [over the campfire|by the embers|with some scouts|in the drizzle]. I forgot the [tent pegs|can opener|
matches|bug spray|mosquito net|flashlight] so we [slept in the car|ate raw carrots|borrowed some|went home early|
improvised]. at night we heard [an owl|something growling|wild boars|distant thunder|footsteps|a waterfall] and
[held our breath|laughed nervously|packed our things|zipped up the tent|told ghost stories].""",
    "sewing": """
I [hemmed|shortened|altered|patched|dyed] [the curtains|her wedding dress|his trousers|an apron|two pillowcases|the
quilt] [by hand|in one evening|for my aunt|with great care|in the bathtub]. my [needle|zipper|thread|bobbin|
scissors] [broke|snapped|vanished|jammed|got stuck] [at the last stitch|in the lining|under the cushion|just before
the fitting]. <who> sews [costumes|flags|wedding gowns|puppets|sails|baby clothes] for [the theater|a shipyard|half
the village|charity|tourists]. the [hem|collar|sleeves|buttons|pockets] of my [raincoat|uniform|blouse|tuxedo|
overalls] [came loose|looked ridiculous|got caught in the door|turned green].""",
    "children": """
our [toddler|baby|youngest|daughter|twins] [drew on the wallpaper|learned to walk|bit the dentist|hid my keys|said a
bad word] [this week|at grandma's|while I was cooking|in front of everyone]. my [son|daughter|niece|nephew|
grandchild] believes that [clouds are sheep|the moon follows us|carrots scream|fish get thirsty|teachers live at
school]. the kids [buried|hid|painted|lost|wrapped up] the [car keys|garden gnome|remote control|wedding photos|
piggy bank] [before dinner|for fun|during nap time|without a word]. she [outgrew|lost|refuses to wear|adores|ruined]
her [rain boots|ballet shoes|school uniform|mittens|new glasses]. [bedtime|bath time|homework|breakfast|the school
run] at our house is [a battle|pure chaos|a negotiation|my favorite part of the day|surprisingly peaceful].""",
    "farms": """
<past>the [cows|hens|geese|lambs|turkeys] [broke out|escaped|got loose|ran off] [through the hedge|during the
thunderstorm|while we were at church|at milking time]. we [fed|herded|vaccinated|chased|tagged] [nearly forty|a
dozen|six hundred|far too many] [goats|ewes|heifers|alpacas|piglets] before [noon|breakfast|the rain|the
inspection]. the [barley|hay|wheat|corn|rye] harvest was [poor|late|meager|a disappointment|finished early] because
of [the drought|wet weather|a broken combine|beetles|the mild spring]. my [in laws|cousins|godparents|friends] [run|
own|lease|manage] a [dairy|vineyard|chicken farm|cider press|tree nursery|flour mill] near [the border|the sea|a
monastery|the quarry|the reservoir]. the tractor [sank|rolled|crashed|slid|tipped] into the [ditch|pond|mud|manure|
stream] with [the farmer on it|its engine running|a loud bang|nobody in it].""",
    "boats": """
the [ferry|canoe|sailboat|dinghy|barge|yacht] [capsized|drifted away|sprang a leak|ran aground|sank slowly] near the
[lighthouse|buoy|locks|breakwater|sandbank|estuary]. I got seasick on [the ferry|a rowing boat|my uncle's yacht|the
very first wave|our honeymoon cruise] and [chewed ginger|stared at the horizon|lay down below|cursed the sea]. the
[captain|sailors|skipper|rowers|coast guard] [spotted|rescued|ignored|filmed|followed] [a whale|two swimmers|a
drifting raft|an oil tanker|a pod of dolphins]. he's building a [kayak|schooner|raft|catamaran] out of [plywood|
plastic bottles|cedar|scrap metal|barrels] in [the driveway|his living room|an old hangar|the church hall].""",
    "museums": """
<past>we saw [a mummy|dinosaur bones|Viking swords|a stuffed mammoth|royal carriages|meteorites] at the [natural
history museum|city museum|new gallery|castle|exhibition]. the [guard|curator|tour guide|ticket lady|school class]
[yawned|frowned|followed us|lectured us|whispered] [in front of the portraits|beside the fossils|between the
statues|near the tapestry|in the armor room]. I [stood|sat|lingered|got lost|felt tiny] [among the marble busts|
under the whale skeleton|in the hall of mirrors|in the pottery wing] [for half an hour|all alone|with aching feet|
until closing time]. <well>modern [sculpture|painting|architecture|poetry|dance] [puzzles|bores|moves|irritates|
delights] me more than [it should|I admit|my husband|it used to].""",
}
