"""What people recall, plan and think, often in words that requests use, asking for nothing. Data only: forms as
sentences, with choices in brackets and <names> for parts that they share (see `forms`, `tellings`)."""

RECALLED = {
    "town": """
the potluck at [church|the firehouse|the synagogue] ran out of [coleslaw|brisket|folding chairs|lemonade|forks] [before
grace was even said|by half past six][|, so everyone shared]. our [diner|hardware store|barbershop|bowling alley|feed
store] [still takes checks|got new booths|closes early for ballgames|smells of sawdust][|, and I hope it never changes|,
which is half its charm]. the [sheriff|librarian|mail carrier|church organist] knows [every license plate|who's been
drinking|all our dogs by name|which porch steps are loose] [in the county|on this side of the tracks]. at the homecoming
game [the mascot's head fell off|my cousin twirled a baton|the bleachers collapsed|they retired his jersey|it snowed on
the trombones][|, and the band never missed a beat]. my roommate back in [college|Tucson|flight school|the dormitory]
[majored in mushrooms|kept a ferret under the bunk|slept in a hammock|only owned one plate][|, and now she's a senator|,
and he's the sane one]. the couple at the [truck stop|garden center|trailhead|petting zoo] had [driven all night from
Ohio|matching windbreakers|nine kids and a parrot|just quit their jobs][|, and we swapped addresses]. I volunteer at the
[animal shelter|food bank|soup kitchen|hospice|thrift store] [on Thursdays|twice a month], and [mostly I sort cans|it
puts things in perspective|the stories break your heart]. the [mill|cannery|drive in|lumber yard|streetcar depot] shut
down [when I was in fourth grade|after the tornado|before anyone had computers], and [half the county left|now it's
fancy lofts|raccoons live in it].""",
    "alarms": """
my brother set [five alarms|his watch an hour ahead|two clocks and the radio] and still [overslept|missed the bus|turned
up in slippers|slept through the exam]. I wake up at [four|half past three|the crack of dawn|the slightest creak] [no
matter when I go to bed|since the baby|like my father did][|, and then the worrying starts|, and the birds are
deafening]. the [burglar|car|museum|fire] alarm across [the yard|the road|the estate] went on and on [because of a moth|
at half past two|during the eclipse|until somebody cut a wire]. he [snores|grinds his teeth|mutters in his sleep|hogs
the duvet|kicks] so badly that I [moved to the sofa|wear earplugs|recorded it once|bought a second bed]. she used to
wake us with [a wet flannel|a cowbell|accordion music|the smell of bacon][|, even on Saturdays|, whatever the weather|,
shouting about the early bird]. I nodded off [during the sermon|over the accounts|in the barber's chair|on a pile of
coats] and woke up [with a crick in my neck|to applause|covered in crumbs|when somebody prodded me]. the night before
[the hearing|the crossing|my driving test|surgery] I [counted every chime|tossed and turned|ironed six shirts|ate a tub
of ice cream][|, and by dawn I was strangely calm]. nurses on [the late shift|the maternity ward|our corridor] set their
watches by [the lunch trolley|the chapel bell|old Walter's cough], [that's how regular it was|or so they joked]. a
reminder popped up about [the cat's injection|an overdue library book|my own birthday|trash collection] [in the middle
of my speech|two days late|while I was sharing my screen][|, and I went scarlet]. the snooze button is [my downfall|worn
smooth|the size of a pea|a wonderful invention][|, as my boss can confirm|, and I hit it like a drummer]. whichever of
us wakes first [feeds the stove|gets the newspaper|lets the hens out|sneaks the last muffin], and [the other pretends to
be asleep|lately that's always me|winter makes it a contest].""",
    "played": """
they played our song [twice|by mistake|at the wrong speed|on a kazoo] [at the reception|on the pier|at the dentist's],
and [I bawled|neither of us noticed|he pulled me onto the floor]. the [busker|carillon|jukebox|street organ] outside
[the bank|our hotel|the spa] plays [the same four tunes|nothing but polkas|that whale song|tango until two][|, and the
concierge is losing his mind]. my [nan|lodger|chauffeur|podiatrist] plays [bridge|bingo|mahjong|darts|solitaire] [for
pennies|like a demon|every Thursday|to stay sharp][|, and never lets anyone win|, and there's always cake]. we turned
the music down when [the hearse went past|the constable knocked|the baby stirred|grandpa began his toast][|, out of
respect|, like schoolchildren caught smoking]. the playlist at the [gym|spin class|wake|body shop] is [stuck in the
nineties|all panpipes|chosen by a teenager|basically one long drum][|, so I bring earbuds|, which suits me fine]. he
[sang|hummed|whistled|crooned] the [theme tune|wedding march|alphabet|shopping list] [off key|all the way to Leeds|in a
fake Italian accent] until [I threatened to get out|the neighbors joined in|even the dog howled]. the disc jockey [took
requests on napkins|only had one record|was someone's dad|had a nosebleed], so [we danced to the same chorus for an
hour|the floor emptied|my aunt took over]. my daughter's [trombone|violin|drum|oboe] practice [starts at seven|sounds
like a goose|empties the house|is almost bearable now][|, but we clap|, according to the downstairs lot]. we skipped the
[encore|support act|second half|slow dance] to [beat the traffic|catch the last tram|get a kebab|relieve the sitter],
and [missed the best bit|regretted it at once|I'd do the same again]. at recess they played [hopscotch|tag|marbles|
horseshoes] with [bits of chalk|the priest|rules nobody understood|somebody's glass eye], [and there were always tears|
while I kept score].""",
    "calls": """
nobody calls the [landline|night desk|fax number] except [my mother|a man selling gutters|somebody who breathes], so [I
yanked the cable|we let it ring|it sits there gathering fluff]. I was on hold for [fifty minutes|most of the morning|two
cups of tea], listening to [Vivaldi|a robot purring|static], until [they hung up|the office closed|I forgot why I'd
rung]. my sister calls [me|the plumber|dad|her therapist] [from the bathtub|about nothing|each time she parks|whenever a
fuse blows][|, and it's never under an hour|, and no one dares complain]. he sent [a thumbs up|eleven photos of his
lunch|one word|a voice note|a sticker of a hamster] [in reply to my condolences|after four days|at five to midnight|to
the entire choir]. the message was meant for [his solicitor|the other Karen|my mother in law|the kennel], and [now
everyone knows about the rash|I've never blushed so hard|it went to all eighty parents]. we had [no reception|one bar of
signal|a crackling line] [on the moor|in the gorge|above the tree line], so [nobody knew we were safe|I hiked up a ridge
to ring home|texts arrived in clumps]. she put me through to [Gary in billing|the wrong ward|someone who only spoke
Basque|accounts], and [it began all over again|I lost my temper|my tea went cold]. I wrote to the [ombudsman|paper|
bishop|zoo|broadcaster] about [the bins|a misprint|those dreadful trousers|the penguins|bell ringing], and [got a
voucher|they printed it|my wife begged me not to]. his [ringtone|voicemail greeting|email signature|handwriting|screen
name] is [rather unprofessional|a family joke|pure poetry|worse than mine][|, though he can't see it|, and clients love
it]. ringing [the council|my bank|an airline|the ex in laws] takes [a stiff drink|the patience of a saint|half my annual
leave|a good run up][|, and I keep putting it off].""",
    "orders": """
she asked the waiter to [explain|translate|read out|bring back] the menu, and [he sat down with us|it took twenty
minutes|he drew a squid|we ended up with tripe]. they sat us by the [kitchen hatch|fruit machine|lobster tank|revolving
door], [under a stuffed boar|next to a hen party], and [my soup was lukewarm|we shouted all evening|people stepped over
my handbag]. I ordered the [catch of the day|vegetarian platter|rabbit|house special|smallest portion], and [it had a
face|it arrived on a slate|what came was a single carrot|it took two men to carry]. my husband always orders [for the
whole table|whatever I'm having|the hottest curry|two desserts] and [regrets it by midnight|never finishes|blames me for
it|the waiter winces]. the delivery [went to number sixty|arrived in nine crates|was left in the rain|had a cucumber
instead of candles], and [the driver shrugged|I only wanted a lampshade|nobody signed for it]. we ordered [wallpaper|a
trampoline|a christening gown|a mattress] from [a catalog|some warehouse in Leipzig|a website with kittens on it], and
[it never came|it smelled of diesel|customs are still holding it]. the bill came to [ninety euros|more than my first
car|sixty bucks a head|the price of a sofa][|, without the wine|, for two soups and a salad|, and everyone stared at the
breadsticks]. the barista spells my name [with an extra vowel|like a disease|differently each morning|as if it were
Greek|backwards][|, so I say I'm Bob|, and I've kept all the cups]. the takeout place [shut down|changed hands|forgot
the rice|knows us by voice], which is [a tragedy|the story of my life|embarrassing, really]. at the drive through [the
speaker crackles|he orders for the dog|we shout like sailors|someone always wants extra ketchup], [so we get surprises|
and the kids find it glorious|no matter which town].""",
    "bookings": """
her flight was [diverted to Shannon|delayed by fog|overbooked|full of skydivers], so [the airline put her up in a motel|
she slept on a baggage belt|I drove four hours for nothing]. I booked the [cottage|minibus|magician|marquee|sleeper
cabin] for the wrong [week|month|town|Saturday], and [it was nonrefundable|I had to grovel|we made the best of it]. the
stewardess [spilled tomato juice on|upgraded|apologized to|winked at|woke] [the man in the aisle seat|my father|a
sleeping rabbi|the entire back row] [somewhere over Greenland|during the descent]. we have [opera tickets|a chalet|a
ferry cabin|a slot at the register office] booked for [the ninth|early November|the long weekend], and [now he's got
chickenpox|the trains are on strike|I've nothing to wear]. the hotel gave our room to [a conference of magicians|
newlyweds|somebody famous|the wrong Hendersons], so we [slept in the sauna|got the bridal suite|shared with a stuffed
bear|were moved to the annex]. they canceled [the cruise|the regatta|half the departures|our sleeper train|the
excursion] over [a volcano|high winds|a typing error|a walkout][|, and the insurer won't pay|, and everyone was refunded
but us]. my passport [expired in the queue|has a photo of someone cross|was chewed by the puppy|is still at the
consulate|has one page left], and [we leave on Friday|the officer smirked|I'm told it takes a month]. on the way back we
[shared a compartment with nuns|missed the junction at Lyon|slept across three seats|ate the last of the figs][|, and
nobody said much|, and by dusk we could smell the sea].""",
    "meetings": """
I have a meeting with the [landlord|school|notary|adoption people|parole board] on [Friday|Wednesday morning|the
twelfth] and [I dread it|my stomach is in knots|I've rehearsed in the mirror]. the meeting [overran|was about another
meeting|got moved to the chapel|could have been a postcard][|, thanks to Leonard's slides|, as they always do|, and the
biscuits were stale]. every Monday there's a [huddle|planning session|prayer circle|status round] where [everyone reads
out numbers|we pass a beanbag|somebody weeps|no one makes eye contact][|, and I doodle gargoyles]. my calendar says
[dentist|pottery|nothing at all|Berlin|full moon] for tomorrow, and [I have no memory of writing that|that can't be
right|I'm not complaining|it fills me with gloom]. the [parents' evening|residents' association|annual assembly|zoning
board] met [in the crypt|on the night of the final|last Tuesday at six], and [only the caretaker showed up|the vote was
tied|we argued over chairs]. we'd arranged to meet [under the clock|by the fountain|at the north exit|outside the cheese
shop], but [he waited at the other one|she walked straight past me|it was the wrong town altogether]. my appointment
with the [dermatologist|mortgage adviser|tattooist|hypnotist|tailor] was [brought forward|double booked|over in four
minutes], so [I had an hour to kill|I wandered round the arcade|that was a day's leave wasted]. he proposed [on a
chairlift|with an onion ring|in the frozen aisle|during the penalty shootout], and she [said she'd think about it|
dropped her ice skates|thought he was joking|had a ring of her own ready]. Tuesdays are for [swimming|choir|my mother's
shopping|therapy|band practice][|, rain or shine|, and nothing gets in the way|, so I never see the ballgame]. the
deadline [crept up on us|was moved twice|came and went|is carved in stone], and [half the figures are missing|Rashid
hasn't even begun|we celebrated with crackers|nobody is sleeping]. if the [inspection|blind date|custody hearing|
audition] goes [well|sideways|the way I expect|on past nine], I'll be [insufferable|home in time for the quiz|in need of
a stiff brandy|on the first train south].""",
    "lists": """
I wrote [eggs|bleach|string|birdseed] on the list, and he came home with [a wok|goose fat|nine avocados|flippers|a
barometer], [beaming|without a hint of shame|plus somebody else's change]. I looked up the [symptoms|bus times|old
address|family name|train strike], and [wished I hadn't|three hours later I knew all about eels|the page was twenty
years old|it was worse than I feared]. there's a list on the [notice board|back of the door|dashboard|pantry wall] of
[who feeds the rabbits|banned words|people who owe us money|guests who drink][|, and it keeps growing|, and I'm on it
twice]. she [alphabetized|laminated|color coded|photocopied] her [recipes|records|packing list|seed packets|guest list]
[before the kettle boiled|on her honeymoon|instead of going to therapy][|, and it made her whole month]. we looked for
the [church|trailhead|youth hostel|so called viewpoint] on [the map|three apps|an old postcard], and [ended up in a
quarry|a farmer put us right|it had been pulled down]. the encyclopedia says [moles can swim|the king had six fingers|it
rains fish in Honduras|lettuce was once a painkiller], which [settled the bet|I quote at every party|dad refuses to
accept]. my bucket list has [shrunk|one item left|a waterfall on it|kayaking in Patagonia on it][|, now that my knees
creak|, and my daughter laughed at it|, but money is tight]. <who> typed [a weird dream|our street|an old flame|a
neighbor's name] into the search bar and [went pale|laughed until the tea came out|found a court case|ended up buying a
tandem]. every December I [make resolutions|go through the address book|sort the buttons|throw out odd gloves], and by
[Epiphany|the second week|the first thaw] [it's all forgotten|the drawer is full again|I'm back to my old ways].
grandma's recipe for [stollen|pierogi|fudge|gumbo|pickled herring] is just [four words|a list with no amounts|a stain
and a question mark|handfuls and pinches][|, and nobody gets it right].""",
    "switches": """
I opened the [oven|curtains|hatch|suitcase|wrong door] and [shut it again at once|screamed|wished I hadn't|forgot what
I'd come for|just stared]. the lights on the [Christmas tree|runway|pier|Ferris wheel] [blew|twinkled|failed one by one|
blinked in time with the band], and [a child behind me sighed|it was like being six again|the engineer crossed himself].
we open the [pool|stall|orchard|tearoom] at [Easter|ten|the first warm weekend|lambing time], and [the queue goes round
the corner|nobody comes before noon|it takes four of us to lift the shutter]. the garage door [opens by itself|won't
shut|squeals like a pig|stops halfway] [when a plane goes over|in damp weather|if someone slams the fridge][|, so we've
wedged it with a plank|, which spooks the milkman]. the heating [comes on at four|gave out in the snow|only works on
Sundays|never reaches the top floor], so [we sit there in mittens|the violets have died|I type in a sleeping bag]. in
the [chapel|bunker|greenhouse|washroom|mine] the lights are on a [sensor|coin meter|foot pedal], so [it goes dark mid
sentence|one has to keep waving|nobody stays long]. my grandson [unscrewed|painted|hid|took apart] [the night light|
every bulb in the hall|my reading lamp|the big torch] [to see how dark dark is|for a science project|because of the
moths]. they shut off the [water|gas|mains|street lamps] [for maintenance|without so much as a leaflet|from nine till
whenever], so [half the street sat on the steps|the bakery served crackers|I finally met my neighbors]. the alarm at the
[jeweler's|depot|cricket club|vicarage] goes off [whenever a pigeon lands|in thunder|if a mouse coughs], and [no one
looks up anymore|the police have stopped coming|it sets the hounds off]. he opened [the letter|his shirt|a bottle of
port|the cage|the negotiations] [with a flourish|too early|against my wishes|at the table], and [it went downhill from
there|my heart sank|that was his first mistake]. turning off the [main valve|cement mixer|fairground ride|organ bellows]
takes [two people|a special wrench|nerves of steel|longer than one would think][|, and old Pete does it with his
foot].""",
    "languages": """
at the [embassy|souk|border post|monastery] my aunt translated [every toast|my apology|the haggling|the fine print] [far
too freely|into three languages|with a mouthful of nuts][|, and I'd apparently proposed|, and they hugged me]. nobody
can spell [our surname|the street we live on|rhubarb|her stage name|the new medication][|, least of all the council|, so
we answer to anything|, myself included]. in [Basque|Finnish|Cornish|Swahili|my dialect] there's a word for [the smell
after rain|a neighbor who borrows|walking in new snow|being pleasantly tired][|, and it doesn't translate|, and I use it
daily]. I asked for [a towel|the bill|stewed plums|a discount] in my best [Polish|Catalan|Mandarin|schoolbook French|
sign language], and they [brought a chicken|applauded|gave me a room key|sent for the owner]. she pronounces [scone|
croissant|yogurt|algae|quinoa] [the old way|like a duchess|wrong on purpose], and [it drives my father up the wall|I've
started doing it too|no one dares correct her]. the [tattoo|plaque|banner|love letter] was meant to say [eternal love|
brave heart|thank you|welcome], but [it actually means soup|the translator had been drinking|one letter was missing]. my
pupils [mix up|giggle at|copy out|make rhymes of] [the irregular verbs|capital cities|the planets|the silent letters][|,
bless them|, for the third week running|, so we sing it instead]. the interpreter [lost his place|left out the insults|
giggled|whispered to the wrong delegate] [at a summit on herring|live on television|in the middle of a trial][|, and the
treaty was signed anyway]. grandma spoke [Yiddish|Breton|Low German|Gaelic] when she [was cross|counted stitches|prayed|
talked to the geese], and [I understood the tune but not the words|none of us wrote it down|it died with her].
crosswords taught me [every river in Europe|odd words for hat|patience|the Greek alphabet|what an ibex is], which [is no
use at the checkout|impresses my nephews|comes up more often than expected].""",
    "waiting": """
we waited [in the vestry|by the carousel|under an awning|on plastic chairs] while they [counted the votes|defrosted the
wings|looked for the key|finished their cigarettes][|, eating raisins one at a time|, as calm as cows]. he stopped [mid
bite|at every gift shop|to pet an alpaca|outside his old school|short of the finish], and [the bikes piled up behind
him|I bumped into his rucksack|we never heard the end of it]. the bus stop [was moved|has no bench|blew over|is under
water|smells of onions], so people [flag down the driver|shelter at the florist's|just guess][|, and it somehow works].
I counted [eleven magpies|seven limousines|every dropped stitch|the tiles above the chair] [on the way to court|until
the anesthetic worked|with my tongue between my teeth][|, and lost track at the end]. her counting [stops at thirteen|
skips six|is better in Urdu|puts the teacher to shame][|, and she's barely three|, which grandpa finds hilarious]. it
took [nine men|a crowbar|two tubs of lard|a locksmith from Ghent] to [free the calf|get the ring off|shift that boulder|
unjam the turnstile], and [we never got a thank you|there was cider afterwards]. whoever [stops first|blinks|gets the
bean|draws the short straw] [has to mop the floor|buys the next round|sleeps in the middle|is queen for a day][|, by old
custom|, or that's how my cousins do it]. the hiccups stopped [when the bill came|after I stood on my head|on their own|
in the middle of the anthem][|, which is proof of something|, just as I'd gulped the vinegar]. I've been waiting [for
the verdict|on that refund|for the apricots|to hear about the flat] since [Candlemas|last term|the clocks changed], and
[patience isn't my strong suit|the silence is killing me|life goes on]. she wouldn't let go of the [rope|balloon|
microphone|steering wheel|joystick] until [the mayor himself came|we promised her a kitten|her fingers went white|the
credits rolled].""",
    "weather": """
the weather in [Bergen|the valley|Patagonia|the fens|our corner of Wales] changes [every hour|without warning|like my
aunt's mood|at the viaduct][|, so the washing is never dry|, so no one trusts the radio]. it [bucketed down|blew a gale|
sleeted|poured without mercy] on the day of [the fete|her graduation|the sheepdog trials|the sandcastle contest], and
[the marquee took off|the judges wore bin bags|the band played on]. grandpa reads the weather from [his knuckles|the way
the cows lie|a pinecone|seaweed on a nail|the color of the hills][|, and he beats the satellite|, and the farmers ring
him up|, and he's wrong half the time]. the forecaster on [channel four|the local station|cable] [gestures too much|
wears alarming ties|always sounds apologetic|went to school with me], and [still I take an umbrella|my mother is
smitten|we place bets]. after the [heat wave|thaw|cloudburst|dust storm|cold snap] the [lawn|reservoir|allotment|cricket
pitch|footpath] was [unrecognizable|a sorry sight|all anyone talked about|off limits]. up at the hut the wind [never
drops|took the weathercock|whistles through the keyhole|makes the hens walk sideways][|, which takes some getting used
to|, especially in March]. the sky went [green|the color of slate|pitch black|pink as ham] [over the estuary|within
seconds|behind the gasometer], and [the swallows vanished|every dog in the street barked|my skin prickled]. we had [a
white Christmas|rain for nineteen days|a late frost|fog like soup] [the year I was born|the year we married], and [it
made the front page|people still bring it up|dad wrote it in his diary]. I don't mind the [cold|drizzle|dark|sleet],
it's the [slush|wind|mosquitoes|endless gray|black ice|chilblains] [I can't abide|I could do without|I've never got used
to]. the thermometer on the [porch|chicken coop|balcony|barn] showed [minus nineteen|forty two|the same as yesterday|
nothing at all], so [we stayed in bed|the school stayed shut|I tapped it twice]. not a [cloud|breath of wind|drop|soul]
[all August|from dawn to dusk|the whole way across], [just the heat coming off the rocks|only crickets|and my nose
peeled like a birch].""",
    "memories": """
I remember the [wallpaper|hiss of the gas fire|squeak of that gate|taste of the medicine|color of her scarf] better than
[my own wedding|anything from school|his face|what I had for lunch]. my son explained [black holes|tax brackets|
photosynthesis|his tattoo] to [the whole bus|my mother|two nuns|the hamster] [using an orange|with great patience|over
the gravy][|, and I finally got it|, and nobody dared interrupt]. I can recite [nine phone numbers|a poem about a mouse|
the periodic table|all my ex colleagues], but I forget [why I came upstairs|the word for tongs|where the car is|my
wife's shoe size]. it all came flooding back when [I smelled floor polish|she opened the piano lid|they played that
jingle|I tasted the marzipan], and [I had to sit down|I was seven again|my sister felt it too]. back then you could
[leave the pram outside|ride in the cab|buy a house for a song|smoke on planes|swim to the weir], and [nobody thought
twice|we didn't know any better|my kids refuse to believe it]. the summer I turned [twelve|nineteen|thirty|fifty], we
[lived on melons|slept on the roof|painted the town hall|followed a band through Spain][|, and everything smelled of
tar|, and I've never been so brown]. my first job was [plucking turkeys|in a bell foundry|selling encyclopedias|stacking
deckchairs] [for a pound an hour|at fourteen|under a man with one ear], and [I loved every minute|it cured me of
ambition]. she made me promise never to [sell the ring|trust a man in sandals|ride pillion|cut down the cherry tree],
and [I've kept it so far|I broke it within the year|now the choice is mine]. somewhere there's a [photo|cine film|
cassette|newspaper cutting|school report] about me [in lederhosen|as third shepherd|shaking hands with a minister|with a
perm][|, and my mother brings it out at Christmas]. I forgot [my lines|the rings|the candles|the punchline|her surname]
[in front of two hundred people|at the crucial moment|because of the heat], and [the silence was endless|we muddled
through|my ears still burn]. even now, the [whiff of chlorine|rattle of dice|first bar of that anthem|sight of a
satchel] takes me [straight back to boarding school|right out of the room|home to my grandparents' porch].""",
    "news": """
I heard on the radio that [a swan halted the motorway|the dam is holding|a granny caught two burglars|herring is back|
the museum got its painting back][|, which cheered me up no end|, and I spilled my porridge]. the paper had a piece
about [our street|loneliness|a dog that surfs|the last cobbler|a sinkhole in Siberia] [on page nine|next to the
obituaries|by somebody I know][|, and they got it all wrong|, and I cut it out]. they're closing the [post office|
maternity unit|last cinema|foundry|public baths] [after a hundred years|despite the petition|to save a few pennies][|,
and my neighbor chained herself to the railings]. some [scientist|billionaire|minister|teenager|retired nurse] has
[sailed solo to Tasmania|measured the noise of snails|bought an entire village|bred a square melon], [says the paper|or
so I read|and good luck to them]. the election [went to a recount|was all people talked about|split our family|turned on
a single ward], and [uncle Bernard still won't come to lunch|the posters are up to this day|I voted for the lady with
the ducks]. there was a [robbery|power cut|landslide|film crew|royal visit] on [our estate|the high street|the
peninsula|the campus], and [they kept us behind tape|somebody handed out soup|my aunt got on television]. prices are
[ridiculous|up again|a joke|higher than in Zurich], and a [lettuce|haircut|pair of tights|gallon of diesel] costs [what
a coat used to|twice what it did|more each time I look]. the [whale|panther|fireball|missing canoeist|stolen tractor]
everyone was talking about [was never found|turned up in Belgium|was nothing of the sort|was seen again on Sunday][|,
according to the bulletin]. a documentary about [steel|the deep sea|cults|migrating geese|fungi] [kept me up|put me off
my supper|changed my mind|had me in tears][|, and my poor husband has heard it all]. on the breakfast show they
[interviewed a ventriloquist|debated socks in sandals|weighed a hamster|showed our cul de sac], and [grandma hurled a
slipper at the set|the host got the giggles|my toast burned]. no one has [claimed the jackpot|owned up|explained the
booms|seen the treasurer|apologized] since [the headlines broke|the vote|that leak at the ministry], [and the rumors
keep getting wilder|which suits the lawyers].""",
    "plans": """
once [the thesis is in|the baby sleeps through|my visa comes|we've paid off the boat|the scaffolding is down] we're
going to [sleep for a month|drive to Samarkand|throw a street party|get chickens]. I'm torn between [Lisbon and Cork|a
piano and a dishwasher|staying put and starting over|my pride and my pension], and [my horoscope is no help|every night
I change my mind|my friends are sick of it]. my plan is to [retire at fifty five|rent out the loft|grow saffron|train as
a mediator|open a tiny cinema][|, if the knees hold out|, with or without him|, whatever the bank thinks]. what bothers
me is [the waste|that nobody says hello|how rude people are on trains|the lying, not the money], and [I'll say so at the
next assembly|I'm not alone in that|it keeps me up at night]. if you ask me, [children have too many toys|the old
library was nicer|nobody should own a leaf blower|robots can't make gravy|every town needs a bandstand][|, but times
change|, but I'm in the minority]. she's saving for [a sidecar|veneers|a sewing machine|the deposit|a trip to Kyoto]
[coin by coin|instead of eating out|on a waitress's wages][|, and the jar is nearly full|, and then the exhaust went].
he's thinking of [quitting|going back to night school|getting a perm|selling the herd|becoming a Buddhist], [which
worries his mother|at forty eight, mind you|or so he told the bowls club]. there's no point in [arguing with a ferryman|
ironing socks|owning white sofas|washing the car in April|hiding biscuits from her][|, I've learned that much|, or so my
father always said]. our [planning permission|loan|insurance claim|residency|building permit] got stuck [on somebody's
desk|over a missing signature|between two ministries], so [we're back to square one|my lawyer is earning well]. unless
[the grant comes through|they lower the rent|somebody buys the piano], we'll be [busking for pennies|on the pavement by
autumn|spending the holidays in the bathtub|eating lentils]. if it were up to [my sister|the children|our bookkeeper|
common sense], we'd [live in a yurt|sell everything|have pudding first|ban Mondays|cancel the whole circus][|, and maybe
that's wise].""",
    "pastimes": """
I joined a [ukulele group|rowing crew|foraging club|quilting circle] [after the divorce|to meet people|because of the
cake], and [I'm hooked|my wrists are ruined|it's all women over seventy]. my [allotment|bonsai|model railway|tropical
aquarium] is [my therapy|the envy of the club|a money pit|where I hide from the phone][|, and my husband calls it the
other woman]. the dog [rolled in something dead|ate the birthday candles|growled at the bishop|herds the neighbor's
children][|, and looks so pleased with himself|, and it cost me a bottle of wine]. the cat brought in [a live vole|
somebody's kipper|half a dragonfly|a bat] and [laid it on my pillow|sat there purring|wouldn't let go|expected
applause]. she's training for [a triathlon|the egg and spoon race|a powerlifting meet|her black belt] [on nothing but
porridge|round the retail park|at six in the morning][|, and I get tired just watching]. you plant the [bulbs|garlic|
broad beans|sweet peas] [in October|on the shortest day|nose up|under fleece], and by [May|the longest day] [you've
forgotten where|the slugs have had the lot|the bed is a jungle]. I found the [stamp|lure|lens|clockwork mouse] I'd been
after [for decades|since school] [at a church jumble|in a box marked rags|on a stall in Antwerp], and [my hands shook|I
feigned boredom]. they say [gardening|knitting|chess|ballroom dancing] is good for [the mind|your posture|low spirits|
lonely hearts], and [I'm living proof|there must be something in it|I have yet to notice]. we [foraged for|pressed|
dried|sold] [chanterelles|wild garlic|sloes|ferns] [behind the quarry|all along the railway], and [I was itching for
days|it made a nice bit of pocket money|nobody got poisoned]. carving [spoons|decoys|flutes|chess knights] from
[driftwood|old banisters|lime wood|antler] [keeps his hands busy|has taken over the garage|is messier than it sounds|
pays for his tobacco].""",
}
