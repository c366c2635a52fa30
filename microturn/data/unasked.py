"""Statements in words that requests use, which ask for nothing, by what such words ask for elsewhere. Data only: forms
as sentences, with choices in brackets and <names> for parts that they share (see `forms`, `tellings`)."""

UNASKED = {
    "advice": """
<well>I should [drink more water|go to bed earlier|stretch more often|eat fewer sweets|call my mother more|exercise]
but [I never do|life gets in the way|I'm too lazy|evenings are short|the couch is comfy]. <well>I really ought to
[water the ferns|back up my photos|see a dentist|clean the oven|renew my passport|answer her letter] [one of these
days|before the trip|some time|sooner or later]. <past>she told me to [close the window|turn off the lamp|feed the
parrot|turn down the radio|lock the gate|wait outside] [and I did|but I forgot|in a whisper|for the hundredth time].
my [dentist|coach|wife|yoga teacher|physiotherapist] says I should [breathe slowly|sit up straight|drink less
coffee|take a break|stand up and stretch|rest my eyes] [more often|at work|from time to time|after meals]. the
doctor told him to [walk more|cut down on salt|rest|keep the leg up|take one pill a day|sleep on his back] [for
three weeks|until Easter|but he won't|over and over]. the recipe said to [wait an hour|stir constantly|add two eggs|
whisk the cream|lower the heat|use a thermometer] [but I was hungry|and I obeyed|in tiny print|on the last page].
the sign said [no swimming|keep left|closed for repairs|beware of the dog|push|mind the step] [in four languages|
upside down|in faded letters|but nobody cared]. I was told to [wait|turn left|sit down|keep quiet|come back later|
take a number] by [a guard|the receptionist|a machine|a very small girl|the usher]. they asked me to [sing|say a few
words|hold the baby|carry the flag|guess the weight|describe the thief] and I [blushed|agreed|panicked|made a mess
of it|said no].""",
    "questions": """
<past>he asked me how far [the moon|the next village|the airport|the sun|Madrid|the summit] is and I [had no clue|
guessed|made something up|laughed|changed the subject]. the [pupils|tourists|twins|recruits] wanted to know how
[high the tower was|deep the lake was|old the castle was|heavy a whale is|fast light travels] and nobody [knew|could
say|answered|cared]. I asked the [driver|nurse|librarian|conductor|policeman|clerk] for [directions|the time|change|
a blanket|the way out|a receipt] and [got a shrug|was sent upstairs|waited forever|got lost anyway]. a [tourist|boy|
lady|cyclist] asked me [the way to the cathedral|what time it was|where the river starts|for a lighter|if I spoke
Dutch] and [I pointed left|my mind went blank|I shrugged|we got talking]. I never know [what to cook|what to wear|
when to leave|whom to trust|what to say|how much to tip] [at weddings|on Mondays|in foreign cities|when guests come|
after an argument]. I often wondered [why she left|what he did for a living|where the path led|who lived there|how
they met] but [never asked|it was none of my business|that's over|she kept it secret]. the quiz asked who [invented
the zipper|painted that ceiling|wrote the anthem|discovered penicillin|won the cup] and [we guessed wrong|my team
argued|nobody knew|only grandma knew|I froze].""",
    "facts": """
somebody told me that [octopuses have three hearts|honey never spoils|bananas are berries|bats are mammals|camels
can swim] and I [believed it|wrote it down|laughed|looked it up|told the kids]. I read that [coffee|sleep|walking|
laughter|garlic|cold water] is good for [the heart|your memory|the skin|digestion|your mood|bad knees]. I never
understood how [airplanes|magnets|vaccines|mortgages|engines|tides] work so [my uncle explained it|I read a book|I
nod politely|I gave up|I stay out of it]. at school we learned the capitals of [Europe|Asia|every country|South
America|all the states] [by heart|in a song|before we could swim|and I forgot them]. the tallest [tower|dune|tree|
ladder|church] I ever climbed was [in Chile|half rotten|on my street|higher than it looked|covered in moss]. <past>I
had to look up [the word|the recipe|her address|the spelling|the train times|what it meant] [three times|in an old
dictionary|afterwards|before I answered|on my phone]. it takes [an hour|ten minutes|half a day|ages|three trains] to
get to [the airport|my mother's|the beach|the nearest shop|work] [from here|in the snow|with the kids|these days].
the price of [gas|butter|bread|copper|coffee|houses] [doubled|fell|went up|shocked my mother|hardly moved] [last
year|over the summer|within a month|after the war].""",
    "waiting": """
<past>we waited for [ten|twenty|five|fifteen|forty] minutes and then [left|went home|a bus came|it started to rain|
somebody waved|the curtain rose]. it took me [four|six|nine|twelve] [seconds|minutes|days|tries] to [open the jar|
notice the wig|find the exit|solve the riddle|thread the needle]. I held my breath for [a minute|forty seconds|as
long as I could|two whole bars] [under water|when the judge stood up|in the tunnel|because of the smell]. time
[flew|dragged|stood still|passed slowly|meant nothing] [at camp|in the waiting room|on the island|during the siege|
with him]. the [clock|sundial|church clock|kitchen clock|cuckoo clock] was [ten minutes fast|always wrong|a wedding
present|stuck at noon|louder than the rain]. we'll [see|decide|talk|find out|leave] [when the rain stops|on
Thursday|after the results|in the morning|once he's home].""",
    "timers": """
the timer on our [oven|dishwasher|heater|coffee maker|sprinkler|microwave] is [broken|far too loud|five minutes
slow|useless|a mystery to me]. I had set [an alarm|two alarms|a reminder|a timer] for [the eggs|six o'clock|the
interview|my pills|the parking meter] and [slept right through|still forgot|heard nothing|ignored everything]. the
alarm clock [rang|went off|fell down|stopped|buzzed] [at five|in the middle of a dream|too late|under my pillow|
while I was showering]. I forgot to [set the alarm|buy milk|cancel the subscription|send the invitation|call the
landlord|charge my phone] [again|last night|because of the guests|on Monday].""",
    "reminders": """
<well>I wish somebody would [remind|wake|warn|call|interrupt|tell] me [before the train leaves|when dinner is ready|
in time|once in a while|when I talk too much]. she reminds me of [my aunt|an old actress|a heron|my first teacher|
autumn|a friendly witch] [every time|when she laughs|in that coat|somehow]. he reminded us [twice|of the deadline|
about the tickets|to bring boots|that lunch was at noon] and [we still forgot|nobody listened|nothing happened|it
helped]. I can never remember [a punch line|phone numbers|birthdays|where I parked|her middle name|what day it is]
[when it matters|without my diary|these days|under pressure]. nobody [told|reminded|warned|informed] us about the
[dress code|toll road|early closing|altitude|jellyfish|extra fee]. <well>my [calendar|diary|schedule|planner|to do
list] is [full until June|a complete mess|in my other bag|mostly blank|covered in coffee].""",
    "counting": """
my [teacher|grandfather|nanny|coach|mother] always counted to [ten|three|five|twenty|twelve] before [shouting|
diving|opening the present|answering|letting us go]. <past>I counted [the sheep|the stairs|the ships|nineteen swans|
every lamppost|the ceiling tiles] [twice|until I fell asleep|out of boredom|on the way up|to calm down]. <past>we
counted [the votes|our coins|the seconds|the cars|shooting stars] [together|out loud|by torchlight|over and over|for
two hours]. the children counted [backwards|to a hundred|up to thirty|in French|the seconds] [until the rocket went
up|before midnight|in the back seat|with their eyes shut]. there are [eleven|seventeen|four|sixty] [stairs|windows|
cats|clocks|paintings] in [our building|that castle|her novel|my uncle's house] and I've [counted them all|only seen
two|drawn every one|never liked any].""",
    "sums": """
<past>I added up the [receipts|invoices|points|miles|votes] and got [a different number|forty seven|far too much|it
wrong|less than we hoped]. [seven times eight|six times nine|long division|adding fractions|subtracting in my head]
was always [hard for me|a torment|his favorite|like a foreign language]. they divided [the prize|twelve apples|the
profit|the chores|the estate] [into four parts|evenly|by age|in half|down to the penny] and [still argued|shook
hands|went to bed|somebody cheated]. the calculator on my [desk|watch|phone|old laptop] [has no batteries|is missing
a key|shows nonsense|belongs to my son|only does percentages].""",
    "languages": """
my [girlfriend|cousin|landlady|interpreter|guide] translated every [joke|word|menu|sign|proverb] into [Spanish|
Italian|German|Polish|English|Arabic] [for us|very slowly|with both hands|and nobody laughed]. I once knew the
[Spanish|French|Turkish|Russian|Swedish] word for [spoon|thunder|dentist|wheelbarrow|pear|nightmare] but [forgot it|
it's gone|never used it|I was five then]. at the [border|market|hotel|dinner|clinic] I tried to speak [Portuguese|
Japanese|Danish|Hindi|Czech] and [everybody giggled|they answered in English|insulted the waiter|forgot every verb].""",
    "repeating": """
the [parrot|toddler|echo|little boy|student] repeated everything [I said|we said|the priest said|grandma said] [word
for word|with a lisp|all through dinner|a second later]. we had to repeat [every sentence|the vows|the oath|each
number|the tongue twister] [three times|out loud|after the teacher|in a whisper|until it was perfect]. my mother
corrected [my spelling|every letter|my posture|the waiter|our grammar|my pronunciation] [in red|in public|without
mercy|at dinner|until she died]. he interrupted [me|the speaker|the priest|every story|the bride] [twice|with a
sneeze|to ask for salt|in mid sentence|about the parking].""",
    "stopping": """
<past>he said [stop|wait|no|enough|quiet|go] and [I said no|we kept walking|nobody moved|the dog sat down|everything
went silent]. the [bus|music|clock|rain|elevator|carousel] stopped [suddenly|at noon|for an hour|without warning|
just before the end] and [everybody looked up|I held my breath|the kids cried|nobody noticed]. I stopped [smoking|
eating meat|counting|reading the news|waiting for him|taking the bus] [years ago|in March|when she was born|for my
health|after the accident]. she wouldn't stop [talking|laughing|humming|sneezing|apologizing|asking questions] [on
the phone|during the movie|until we landed|for a second|at dinner]. they finally stopped [the leak|the digging|the
fight|the noise|serving breakfast|ringing the bells] [at noon|last Friday|after the petition|when the police came].""",
    "music": """
they were playing [jazz|folk songs|old waltzes|swing|reggae|carols] [all night|in the lobby|on the ferry|at the
bakery|much too loudly]. <past>she put on [a record|some music|the news|her favorite song|the radio|an audiobook]
and [danced|wept|fell asleep|started ironing|forgot the soup]. we couldn't [hear|find|enjoy|finish|start] the [song|
playlist|concert|record|radio show] because [the speaker was broken|of the rain|the power went out|someone kept
talking]. I can play [one song|the anthem|two chords|a waltz|nothing] on the [piano|harmonica|guitar|recorder|
organ]. <past>my brother turned the [music|volume|heating|television|air conditioning] [up|down|off|way up] and
[nobody complained|the dog hid|we froze|dad shouted|I went to bed].""",
    "lights": """
the lights in the [hallway|cellar|barn|theater|elevator|bathroom] [went out|flickered|buzzed|stayed on all night|
came on by themselves]. I left the [lamp|stove|iron|garage light|heater|tap] on [all night|again|for a week|when we
left|by mistake]. nobody [switched on|dimmed|fixed|noticed|replaced] the [lantern|floodlight|chandelier|porch light|
neon sign] [until nine|that evening|for months|after the wedding].""",
    "weather": """
nobody knew what the weather would [be|be like|bring|do] [that weekend|on the mountain|by evening|at sea|for the
wedding]. the forecast [promised|predicted|mentioned|warned of] [sunshine|snow|thunderstorms|a heat wave|strong
winds|light rain] but [it stayed gray|we got fog|nothing came|we went anyway]. it was [minus twelve|thirty degrees|
too cold|pouring|foggy|windy] [on the platform|at the summit|when we landed|all day long] and I had no [gloves|
umbrella|hat|boots|sunscreen]. grandpa could tell the [weather|time|season|hour] by [his knee|the swallows|the smell
of the wind|the church bells|the color of the sea].""",
    "calls": """
<past>my phone rang [every five minutes|during the funeral|all afternoon|at four in the morning|in the middle of the
exam] and [it was my sister|nobody spoke|I ignored it|everyone stared|my battery died]. I called [the bank|my
mother|the clinic|customer service|the school|an ambulance] [four times|this morning|and got nobody|from a gas
station|in tears]. I'll [call|write to|text|email|ask] [her|the bank|my cousin|them|the landlord] [tomorrow|after
lunch|when I'm calmer|from the office|myself]. <past>somebody rang [the doorbell|the bell|the buzzer|the church
bell] at [midnight|dawn|three in the morning|lunchtime] and [ran away|asked for sugar|sold us brushes|needed the
phone]. <past>I wanted to [say hello|ask for help|stop|turn back|order dessert|call you] but [my voice failed|the
line was busy|it was too late|everyone was staring|I lost my nerve].""",
    "messages": """
I texted [my boss|the babysitter|a wrong number|my ex|our landlord|the whole team] [by accident|from the bus|at
midnight|about the leak|an hour ago]. she never [answers|returns|wants|expects|ignores] my [messages|calls|emails|
letters|texts] [before noon|on weekends|these days|anymore]. his message said [he was late|the deal was off|nothing
at all|happy birthday|they had landed|to bring wine] and [I deleted it|we panicked|I read it twice|nobody replied|it
made my day]. <past>I wrote [a list|an email|a complaint|a will|a shopping list] and [lost it|threw it away|nobody
read it|felt better at once|left it on the bus].""",
    "news": """
the news was all about [the election|the flood|a royal baby|the strike|an escaped tiger|interest rates] [again|that
evening|for weeks|and I switched it off]. I heard on the [radio|news|bus|train] that [the bridge is closed|prices
are rising|a bear escaped|they found oil|the mine will reopen|schools stay shut]. my [grandfather|neighbor|barber|
roommate] read the [headlines|obituaries|sports pages|stock prices|horoscopes] aloud [at breakfast|every Saturday|in
a deep voice|until we begged].""",
    "orders": """
<past>I ordered [a pizza|a taxi|new curtains|two coffees|size nine boots|a birthday cake] and [nothing came|got
something else|paid twice|waited an hour|changed my mind]. <past>the waiter brought [the wrong soup|three spoons|
cold fish|somebody else's steak|only the bill] and [apologized|I was too shy to complain|winked|left us alone].
<past>we booked [a table|two rooms|the cheap flight|a ferry|a haircut|a sauna] for [Friday|the twins|the whole
family|her birthday] and [they cancelled|the place was closed|it snowed|it was worth it]. <past>I tried to find a
[hotel|dentist|parking space|babysitter|decent bakery|plumber] [near the station|on a Sunday|for hours|at short
notice|in that town]. I couldn't find [my keys|my charger|her number|the receipt|a clean shirt|the other sock]
[anywhere|after the move|without my glasses|in that mess].""",
    "jokes": """
<past>my uncle told [a joke|the same joke|a terrible joke|the one about the priest|a riddle] [at the funeral|three
times|in the sauna|and forgot the ending|to the customs officer]. his jokes are [older than me|never funny|worse
than the food|mostly about fish|too long] and [we laugh anyway|my aunt knows them all|the kids groan|he knows it].
we played [hide and seek|chess|cards|charades|a guessing game] [every Sunday|until the lights went out|for buttons|
with the neighbors].""",
    "wishes": """
<well>I want [a quieter life|a dog|longer holidays|to see the desert|my old job back|to learn the harp] [one day|
more than anything|but my wife doesn't|and I'm not joking]. <well>I need [a new coat|more sleep|a holiday|stronger
glasses|a better chair] [these days|before winter|more than money|like everybody else]. <well>I don't [need|want|
like|understand|miss] [advice|poetry|his emails|the news|loud music] [anymore|at my age|on holiday|before coffee].""",
    "seen": """
<past>I took [a photo|a video|a picture|a snapshot|a short film] of [the menu|the eclipse|her whiteboard|our feet|
the crash] but [the light was bad|it was blurry|my thumb was in it|the flash failed]. my sister [waved|pointed|
nodded|clapped|jumped] [nine times|when she saw us|at the wrong bus|for the camera|like crazy]. the man on the
[ladder|stage|bench|balcony|trampoline] [raised his arms|did ten push ups|jumped twice|waved a red flag|bowed] and
[sat down|disappeared|people cheered|fell off]. something [red|yellow|shiny|furry|striped] [moved|appeared|fell|
flashed|vanished] [behind the curtain|on the table|in the mirror|between the parked cars]. the cup on the
[windowsill|shelf|counter|dashboard|piano] [moved|fell|turned brown|was gone|cracked] when [the train passed|I
sneezed|we came back|the baby cried]. <past>I looked at the [map|timetable|menu|calendar|manual|thermometer] and
[sighed|understood nothing|changed my plans|put it back|felt hopeful].""",
    "machines": """
my [smart speaker|phone|robot vacuum|laptop|answering machine] [talks too much|woke the baby|got us lost|speaks to
itself|misunderstands me|died last night]. <past>I told the [robot|machine|computer|receptionist|ticket machine] [my
name|yes|what I needed|to hurry|good morning] and [nothing happened|it beeped|I felt silly|got no answer]. her
[flight|train|coach|ship] [left early|was three hours late|got cancelled|arrived on time] so [she took a taxi|we ate
twice|the party began without her|nobody met her]. the [play|film|service|lecture|match] started [an hour late|
without us|with a scream|in the dark|at eight] and [bored the kids|we had no seats|ended past midnight|everyone
whispered].""",
    "attempts": """
<past>I tried to [sew a curtain|fix the radio|write a song|draw the harbor|train the dog|tame a crow|make sushi]
for [a whole week|my father|the contest|days|our anniversary]. <well>I'm trying to [learn the tango|eat less sugar|
worry less|grow a beard|finish my thesis|save for a boat] [this year|at the moment|but it's slow|for the third
time]. <past>we had to [push the car|carry the piano|dig out the gate|boil the water|cancel the trip|find a new
roof] [in the dark|before dawn|without any help|because of him]. he promised to [paint the fence|write every week|
bring the tent|mow our lawn|play at the wedding|read my book] and [never did|kept his word|forgot at once|moved to
Canada]. she helped me [find the leak|choose a tie|set up the stall|translate the form|spell the names|hang the
lamps] [for free|all morning|without complaining|on her day off]. my parents made us [practice scales|eat liver|
write thank you notes|share a bed|sweep the yard|save our coins] [every week|until we moved|even in summer|as
punishment]. it was hard to [explain the joke|leave the island|find the right words|keep a straight face|forgive the
twins|sell the boat] [after that|in front of everyone|at first|with a cold]. he let us [ring the bell|drive the
tractor|taste the cheese|feed the seals|hold the snake|play in the hay] [when nobody looked|once a year|after the
harvest|for a coin]. there was no way to [reach the island|open the safe|warn the others|stop the flood|check the
story|cancel the order] [in that storm|before Monday|without a key|at night]. <well>I would like to have [met his
mother|seen the old bridge|known the truth|studied music|stayed longer|heard her sing] [back then|just once|before
it was too late|in my twenties]. she keeps [asking about|mentioning|dreaming of|singing about|reminding us of] [her
ex|the inheritance|a certain sailor|that cruise|the lost cat] [at breakfast|lately|on the phone|for some reason].""",
}
