"""Speech that a microphone picks up from a loudspeaker: radio, television, films, records, stations. Data only: forms
as sentences, with choices in brackets (see `forms`); `asides` has what people nearby say."""

MEDIA = {
    "news": """
[the prime minister|the finance secretary|a senior official|the opposition leader] [resigned|denied the claims|
called for calm|faced protests|unveiled a reform] [this morning|in parliament|amid rising tension|after weeks of
pressure]. police in [Glasgow|Marseille|Ohio|Naples|Melbourne] are [searching for|questioning|appealing to] [a
motorist|two brothers|witnesses|a former banker] [after a robbery|over missing paintings|in connection with the
blaze]. shares in [the airline|carmakers|the chip giant|European lenders|a lithium producer] [slumped|rallied|edged
higher|tumbled|recovered] [by four percent|in early trading|after the ruling|on heavy volume|ahead of quarterly
figures]. rescue teams have [reached|located|airlifted|brought back] [the trapped miners|a missing hiker|dozens of
villagers|the crew of a trawler] [after the landslide|despite fog|following a frantic search]. our correspondent [in
Nairobi|in Brussels|at the scene|outside the courthouse], [Alan Whitby|Meera Joshi|Katrin Vogel], [has the details|
sent this report|has been following the vote|spoke to survivors]. in [Geneva|Cairo|Seoul|Lima|Jakarta], [delegates|
negotiators|ministers|envoys] [signed a treaty|walked out of talks|agreed on tariffs|failed to reach a compromise]
[late on Sunday|under tight security|behind closed doors]. scientists have [discovered|photographed|named|described]
a [species of frog|distant planet|glowing fungus|rare orchid|giant isopod], [the journal reports|to the surprise of
skeptics|after a decade of fieldwork|with the help of amateurs]. and finally, a [donkey|wedding cake|runaway
ostrich|brass band|snowman] [from Dorset|in Texas|near Lyon|on the Isle of Skye] has [gone viral|set a world record|
stopped traffic|charmed the internet]. the strike by [nurses|train drivers|baggage handlers|teachers|dockers]
[enters its second week|was called off|will continue|has hit commuters hard], [unions announced|a spokesman said|
sources confirm|according to the ministry]. the jury [found him guilty|is still out|acquitted both sisters|heard
fresh evidence] [in the trial of the cult leader|in the poisoning case|at the Old Bailey|in the bribery scandal].""",
    "weather": """
[heavy|scattered|thundery|wintry|isolated] showers [spreading|moving|drifting|pushing] [across Wales|in from the
Atlantic|over the Highlands|down the east coast] [by dawn|overnight|through the afternoon], [clearing later|with
gusts to sixty|turning to sleet]. a [ridge of high pressure|cold front|band of drizzle|shallow depression] will
[bring|mean] [dry spells|a chilly breeze|gray skies|patchy mist] to [the Midlands|coastal areas|the southeast|most
regions|the prairies]. highs of [nineteen|twenty seven|eleven|thirty four] in [Denver|the capital|Seville|sheltered
valleys|Adelaide], [cooler|brighter|breezier|muggier] [by the lakes|further north|toward the weekend|along the
estuary]. Viking, [Forties|Cromarty|Dogger|Fisher|German Bight], [southwesterly|northerly|variable|cyclonic] [five
to seven|four or five|gale eight], [rain later|good|occasionally poor|moderate or rough]. there are [long queues|
delays|tailbacks|lane closures] on the [ring road|coastal highway|northbound carriageway|toll bridge|flyover] [after
a lorry overturned|because of roadworks|due to a burst main|following a collision]. pollen is [high|moderate|
climbing|plentiful], [mainly birch|mostly grass|with some ragweed], so [keep the windows shut|sufferers beware|pack
some tissues|take your tablets], [folks|back to you, Kent|good luck]. back to you in the studio, [Diane|Kurt|Suki|
Armando], [it's blowing hard here|I'm soaked|the snow is knee deep|the hurricane is hours away], [as you can see|
hold on to your hats|over to sport]. take care on [untreated roads|the mountain passes|rural lanes|the causeway|
exposed bridges] [tonight|tomorrow morning|in the small hours], with [black ice|drifting snow|flooding|freezing fog]
[likely|reported|in places].""",
    "sport": """
[Hernandez|Kovacs|Okafor|Lindgren|Baptista] [picks it up|cuts inside|goes past two|beats his man|crosses from the
wing], [shoots|heads it on|what a chance], [and it's off the post|saved by the keeper|goal|just wide]. [two|three|
one] nil to [the visitors|Rovers|Sporting|the Reds|Albion], and the [crowd|bench|home end|manager] is [furious|
stunned|ecstatic|silent|in raptures]. [bottom|top] of the [ninth|fourth|seventh], bases loaded, and [Ramirez|
Sullivan|Tanaka|rookie Duke Farrell] [steps up to the plate|swings|strikes out|hits it deep to center]. [game and
first set|advantage|break point|match point], [Moreau|Petrenko|Miss Sato|Van der Berg], [new balls please|second
serve|quiet please, ladies and gentlemen|after a marvelous rally]. they're [off|rounding the bend|into the final
furlong|over the last hurdle], [Silver Lining|Midnight Duchess|Old Barnaby] [leads|is closing on|has passed|is a
neck behind] [Fireball|Tipsy Tinker|Lucky Penny|Galloping Major]. the [peloton|young Dane|yellow jersey|breakaway|
veteran Basque] is [forty seconds clear|cracking|flying|in trouble] [on the descent|at the feed zone|with three
climbs left|over the cobbles]. [he's on the hard tires|yellow flags|safety car|drizzle now], [the Ferrari|Lambert|
the reigning champion|his teammate] [spins|brakes late|loses the front wing|retires] at [turn nine|the hairpin|the
chicane]. that's a [triple axel|lovely spiral|double somersault|clean dismount|daring vault], [the judges liked it|a
tiny deduction surely|her coach is in tears], [nine point four|silver at least|a personal best]. the referee [checks
the monitor|waves play on|points to the spot|shows a yellow|blows for handball], [and the coach protests|the stadium
boos|Dubois can't believe it|it's going to extra time]. left jab, right hook, [Mendoza|the Bulldog|Ivanov|the
southpaw] is [on the ropes|bleeding|staggering|back on his feet], [round five|the crowd roars|the corner throws in
the towel|saved by the bell]. he's [putting for birdie|in the bunker|on the fairway|lining up his second shot],
[with a nine iron|after that hooked drive|a stroke behind], [the gallery is hushed|and the caddie looks worried|
peering into the sun]. [spin from the pavilion end|around the wicket|no ball|short of a length], [Patel|Bairstow|the
nightwatchman] [blocks|edges it|sweeps for four|leaves it alone], [and that's tea|polite applause|umpire unmoved|one
over remaining].""",
    "adverts": """
[tired of|fed up with|sick of] [stubborn stains|dry skin|limescale|greasy pans|lifeless hair], [try|switch to|
discover] [Glimmer|Zenova|Purola|Softique] [today|now in lemon|the gentle way|and see the difference]. this
[weekend|week|bank holiday] only, [sofas|mattresses|garden benches|designer rugs|chandeliers] at [Pembroke's|
Comfortland|Maison Blanc] are [half price|sixty percent off|reduced to clear], [hurry|terms apply|while stocks
last]. [Oakwell|Amberly|Nordine|Castello], because your [smile|family|future|journey|home] deserves [the best|a
little luxury|tender care|true craftsmanship|more]. call now and get [a second pan|the vegetable slicer|this
insulated mug|a bonus brush|matching tongs] [absolutely free|at no extra cost|worth thirty dollars|with every
purchase]. new [crunchy|creamy|double chocolate|zesty|caramel] [Nibblers|Yumbles|Dreamy Bars|Honey Hoops], now with
[real fruit|fewer calories|a toy inside|wholegrain oats], [bite into the fun|grab a pack|so irresistible]. [drink
responsibly|batteries not included|side effects may include dizziness|read the label before use], [ask your
pharmacist|see website for details|adults only|offer excludes Hawaii]. imagine [a cruise|seven nights|a spa weekend|
an escape] in [Madeira|the Maldives|Santorini|the fjords], [flights included|all inclusive|kids go free|butler
service], [with Halcyon Tours|book before May|paradise awaits]. test drive the [all new|electric|seven seat|hybrid]
[Corvida|Talus|Meridian] at your [local dealer|nearest showroom], [zero percent finance|five year warranty|heated
steering wheel|feel the road]. I used to [hate my teeth|lie awake|dread the stairs|hide my feet], [then I found|
until I tried|then came] [Somnolin|Flexigel|Doctor Webb's cream], [and now I dance|my husband is amazed|life is good
again]. switch your [insurance|broadband|energy supplier|mortgage|pension] [in minutes|before Friday|with one click]
and save [up to ninety pounds|enough for a holiday|a packet|every month].""",
    "drama": """
you can't just [walk out|leave me here|shoot him|marry her|sell the ranch|burn the diaries], [Vincent|Doctor Crane|
not after Vienna], [I'm your father|she's carrying his child|they'll hang you]. the [bomb|ransom|microfilm|antidote|
dagger] is [in the locker|under the chapel|gone|worthless], [Agent Cole|inspector|Natasha], [we've been betrayed|cut
the blue wire|trust no one|Berlin was a trap]. I never [loved|trusted|poisoned|betrayed|forgave] [your brother|the
duke|Isabella|my own sister], [I swear on my mother's grave|and you know it|Alejandro|your honor]. [drop the gun|
hands in the air|step away from the girl|slide over the briefcase], [Mahoney|it's over|we've got you surrounded|or
the professor gets it]. why was there [blood|mud|candle wax|gunpowder] on your [cuff|cane|glove] [after the murder|
during the gala|before the seance], [Lord Ashcombe|Mrs Peabody|butler]? captain, [the shields are failing|we're
losing oxygen|the aliens are hailing us|an asteroid off the bow|the reactor is critical], [your orders, sir|do we
fire|shall we jump]? Rosalind, [my darling|at last|you came], I [crossed the desert for you|thought you were dead|
kept every letter|gave up the throne], [kiss me|don't speak|say you forgive me]. I'd like to report [a missing
heiress|a stolen diamond|an intruder|strange lights], [sergeant|sheriff|Detective Moss], [and I know who did it|it
all began at midnight|no, I haven't been drinking]. we ride at [dawn|sundown|first light], [boys|brothers|men of the
north], [for the king|to the canyon|and may the gods help us|leave the wagons]. doctor, [she's flatlining|we're
losing him|he's stopped breathing|the pressure's dropping], [charge to two hundred|get me a scalpel|clamp that
artery|page cardiology], [stat|now, people|Nurse Jackson]. you have [your father's eyes|no idea who I am|the wrong
man|one last chance], [child of the forest|Mister Valentine|stranger], [and now you will learn|so choose wisely|take
this amulet].""",
    "stories": """
the [shutter|gate|floorboard|weathervane] [creaked|rattled|trembled|groaned], and [Eleanor|the orphan|old Mister
Thwaite|the governess] [dared not breathe|clutched the letter|rose from the armchair|stared into the dark]. once
upon a time, [in a kingdom by the sea|in a hollow oak|deep in the forest|beyond seven hills], there lived a [poor
cobbler|vain peacock|lonely giant|barefoot princess|spinner of gold]. chapter [nine|fourteen|twenty one], in which
[our hero|Sir Godfrey|the widow|Captain Flint] [loses a boot|boards the schooner|receives an unwelcome visitor|meets
the hermit|is taken for a burglar]. [he|she] had always been [a cautious creature|fond of marmalade|a poor sailor|
proud of that orchard], [thought Agatha|said the colonel|mused Julian], but [tonight was different|pride comes
before a fall|the debts were mounting]. the [troll|fox|wizard|goblin|ogre] [grinned|bowed|snarled|chuckled] and
said, who has been [eating my turnips|sleeping in my straw|stealing my spells|trampling my toadstools], [little one|
you scoundrel|traveler]? [mist|ash|moonlight|frost] lay over the [vineyards|battlements|slate roofs|moor], and [a
bell tolled|no bird sang|the regiment slept|somewhere a mare neighed] [in the distance|before daybreak|beneath the
stars]. my dear [Charlotte|Mister Pemberton|cousin], [you forget yourself|I am engaged to another|the carriage is
waiting|one does not duel on Sundays], [she replied coldly|cried the baronet|he stammered|said Lady Maud]. the
[murderer|spy|true heir|blackmailer|impostor], [my friends|said the detective|he announced], is [in this room|none
other than the cook|already dead|sitting beside you]. [three|six|nine] [pirates|dwarfs|mice|acrobats] [marched|
hurried|crept|wandered] [over the drawbridge|to the edge of the map|into the dragon's cave], [singing merrily|one by
one|without a plan]. she [unfolded|sealed|burned|reread|hid] the [telegram|confession|testament|note] and [wept|
poured a brandy|knew he was lying|rang for the maid], [for the war was not yet over|as dusk fell|pale as a ghost].""",
    "lectures": """
the [male|female|young|dominant] [lyrebird|walrus|gorilla|stickleback|iguana] [defends|guards|returns to|marks] its
[territory|resting place|feeding ground] [against rivals|at dusk|all summer|with great care]. if we [differentiate|
expand|square|integrate] [both sides|this polynomial|the right hand term], we [obtain|get|arrive at] [an ellipse|the
wave equation|a contradiction|Bernoulli's theorem], [as you'll recall|on slide thirty|trivially]. in [eighteen forty
eight|the twelfth century|the late Bronze Age|nineteen seventeen], [peasants|settlers|merchants|rebels] [stormed|
abandoned|rebuilt|fortified] the [granaries|citadel|harbor|monastery] [near the Danube|on the steppe|in Flanders].
so, class, [supply|demand|inflation|liquidity|investment] [shifts|falls|stagnates|contracts] when [banks panic|wages
lag behind|consumers hoard cash|tariffs bite], [see chapter eleven|that is Keynes in a nutshell|all else being
equal]. this [fresco|altarpiece|manuscript|mosaic|tapestry] dates from [the reign of Charles the Fifth|around
fifteen hundred|his Venetian period], [note the blue pigment|and was long thought lost|though experts quarrel]. deep
[in the trench|beneath the ice|below the canopy|under the sand], a [squid|larva|parasite|scorpion|predator] [waits|
pulses|stirs|glows], [unseen for centuries|sensing its prey|patient and deadly|in perpetual darkness]. Kant [would
object|argues|never claimed] that [duty|reason|pleasure|beauty|free will] is [a mere illusion|prior to experience|
beyond proof|its own reward], [and Hume disagrees|please write that down|but more on that next week]. the
[mitochondrion|enzyme|neuron|ribosome|membrane] [releases|absorbs|binds|transports] [calcium|glucose|a proton|
oxygen|these peptides], [as the diagram shows|here in magenta|and the cycle repeats]. on your left, [the opera
house|King Magnus on horseback|the oldest pharmacy in town|the gothic granary], [restored in the sixties|a gift from
the guilds|known locally as the Toad], [follow the umbrella please|dear visitors|mind the tram]. every [second|year|
spring], [glaciers|rivers|winds|tides] [carry|sweep|shift] [billions of grains|tons of sediment|seeds|nutrients]
[across the plains|toward the delta|into the fjord].""",
    "quiz": """
for [two thousand|ten|five hundred|sixteen thousand] [pounds|points|dollars], [Deborah|Keith|gentlemen], which
[river flows through Budapest|king had six wives|planet has a hexagonal storm|metal melts in your hand]? is that
your final answer, [Colin|Shanice|Brian|Lakshmi], or would you like to [phone a friend|ask the audience|take the
money|change your mind]? [fingers on buzzers|hands on your heads|no conferring|pencils down], [teams|please|
contestants], [starter for ten|here comes the picture round|this one's worth double]. oh, [I'm so sorry|bad luck|
that's incorrect], [Janet|Team Tango|Mister Popov], it was [Vasco da Gama|the liver|a bassoon|Reykjavik|rhubarb],
[but you keep the microwave|over to Leeds|so close]. [spin the wheel|pick a box|choose a letter|open door number
two], [Gladys|Mike from Tulsa|champ], [the audience is waiting|and good luck|big money]. and the [winner|star baker|
first runner up|contestant going home] [tonight|this week] is [Jean Paul|Winifred|revealed after the break|oh my
goodness, Tyrone]. a [vowel|consonant] please, Rachel, and [another|a final one|one more], [thirty seconds on the
clock|good luck everybody|the dictionary corner is ready]. I [loved your voice|didn't buy that high note|felt
goosebumps|was bored], [Tyler|honestly|my sweet], so it's a [yes|no|maybe|firm pass] from [me|the jury|Sir Len]. on
your marks, [bakers|chefs|cooks|amateurs], you have [ninety minutes|one hour|until the gong], [get set|make us
proud|use the pistachios|and off you go]. name [a fruit|something you'd hide|an animal with stripes|a reason to call
in sick], [we asked a hundred people|for the top answer|Henderson family], [the board please|you have control|go].""",
    "talk": """
welcome back to [Morning Glory|Deep Dive|The Late Hour|Crime and Coffee], and with me [in the studio|on the line|
today] is [a beekeeper|Senator Boyle|the novelist Rhea Stone|a hostage negotiator]. this episode is brought to you
by [Mattressly|Brewbox|Legal Eagle], use code [panda|jazz|lucky] for [fifteen percent off|a free month|your first
crate]. so take us back to [that day|Somalia|the recording studio|your first album], [Wes|doctor|ambassador], what
[went through your mind|did it smell like|were your parents thinking]? that was [the Velvet Otters|Mabel Jones|the
Copper Kings] with [Sugar Moon|Leave It Burning|their latest single], [stay tuned|it's ten past four|now here's
traffic|you're listening to Radio Cosmo]. on line [two|five|nine] we have [Sergio from Queens|Patty in Perth|a
trucker named Hank|an anonymous listener], [you're on the air|go ahead|turn your radio down please]. honestly, I
think [the sequel|late capitalism|his apology|the whole league] is [overrated|a symptom|kind of brilliant|broken],
and, like, [nobody says it|the data backs me up|my cohost disagrees]. dear [friends|brothers and sisters|children|
pilgrims], let us [pray|give thanks|turn to the Psalms|remember the poor], [this Sabbath|with humble hearts|and ask
for mercy]. breathe [in|out|deeply], [let your shoulders sink|notice your toes|picture a meadow], and [release the
day|float|let each thought drift by], [my friend|dear listener|wonderful]. fold in the [egg whites|almonds|cocoa|
buttermilk], [viewers|Delphine|as in Provence], then [rest the dough|grease the tin|bake until golden], [and voila|
simple as that|I made one earlier]. my first guest is [a comedian|an Olympic rower|a ventriloquist|a legend] who
[needs no introduction|survived a shipwreck|collects typewriters], [please welcome Ozzie Grant|give it up for
Bianca]. and what do you say to [critics|the fans|taxpayers|young mothers] who [feel cheated|call it greed|want you
to resign|can't afford it], [minister|coach|Madam Mayor]?""",
    "announcements": """
the [nine fifteen|delayed|ten forty|express] [train|service|coach] to [Brighton|Zurich|Penzance|Kyoto] is [now
boarding at platform six|cancelled due to signal failure|running twenty minutes late]. [mind the gap|stand behind
the yellow line|let passengers off first|keep your belongings with you], [please|ladies and gentlemen|this is
Euston], [all change|doors closing|this train terminates here]. final call for passengers [Abbott and Greene|
Schneider and Rossi|Li and Castellanos] [flying|traveling] to [Lisbon|Doha|Winnipeg|Krakow], [proceed to gate forty|
your baggage will be offloaded]. would the owner of a [silver hatchback|black suitcase|lost teddy|pink scooter]
please [come to|report to] [the information desk|security|the main entrance], [immediately|thank you|at your
earliest convenience]. cleanup in aisle [seven|four|eleven], [broken jar|spilled yogurt|loose eggs|leaking
detergent], and [Gina to checkout two|all staff to the tills|the store closes shortly]. cabin crew, [arm doors|
prepare for landing|take your seats|cross check], we're [expecting turbulence|starting our descent|next for
departure], [folks|thank you|welcome to Oslo]. the [museum|library|rink|exhibition|aquarium] will be closing in
[ten|fifteen|twenty] minutes, please [make your way to the exit|collect your coats|return your locker keys],
[visitors|thank you]. this is a [test|fire drill|security announcement], [leave by the nearest exit|do not use the
lifts|remain calm|await instructions], [staff and students|all guests on deck five|residents]. next stop, [Harbor
Square|Castle Street|Botanical Gardens|University], [change here for the blue line|exit on the right|alight here for
the hospital]. thank you for holding, your call is [important to us|number six in line|being recorded], [our agents
are busy|press two for billing|or visit our website].""",
    "songs": """
oh [baby|Maria|my darling|sweet Louisiana], [don't you leave me|take me home|I'm on my knees|come dance with me]
[tonight|in the pouring rain|till the morning light|by the riverside]. [la la la|hey hey hey|sha la la|ooh ooh], [we
are young|the summer's calling|my heart's on fire|wild horses run], [la la la|yeah yeah|oh oh oh]. I [walked|drove|
drifted|stumbled] [a thousand miles|down a lonesome highway|through the valley of tears], just to [see you smile|
hear that whistle|find you gone|hold your hand]. the [sailor|rose|robin|candle|willow] [sleeps|weeps|waits|sways] in
the [garden|harbor wind|hollow of night|snow], [my love|fa la la|and so do I|lullaby]. who [broke your heart|stole
the moon|turned off the stars|made you so blue], [little sister|Caroline|mister lonely], [was it him|ooh was it me|
tell me true]? [raise|lift|throw] your [hands|hearts|voices|glasses] up, [everybody|Chicago|party people], [feel the
bass|it's Friday night|one more time|don't stop now]. [five|ten|eight] little [monkeys|ducks|kittens|teapots] [went
out to play|jumped on the bed|sat on a wall|danced in a ring], [quack quack|hey ho|and one fell off|over the hills].
[money|love|fame|whiskey] [can't buy|won't mend|don't heal] [a broken man|the pain I feel|my mama's tears], [no no|
Lord have mercy|that's the blues].""",
}
