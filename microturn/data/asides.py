"""Speech that a microphone picks up and that is not meant for the model: what people say to somebody else in the room
and into a phone. Data only: forms as sentences, with choices in brackets (see `forms`); `broadcasts` has the rest."""

TO_OTHERS = {
    "partner": """
[did you feed|have you fed] the [rabbits|goldfish|hens|neighbor's cat] [already|this morning|or should I], [honey|
darling|love|sweetheart]? [Ben|Marta|Ravi|Lucille|Tobias], pass me the [salt|remote|scissors|gravy|tea towel|
corkscrew], [please|I can't reach|my hands are wet]. your mother [phoned|stopped by|rang] [while you slept|an hour
ago], she wants [her casserole dish back|to borrow the trailer|us over at Easter|an apology]. why are you wearing my
[bathrobe|cardigan|slippers|raincoat|reading glasses], [Frank|Yolanda|dear|you thief]? darling, does this [tie|
scarf|blouse|belt|necklace] go with [these trousers|my green shoes|the gray suit], or [do I look silly|is it too
much|should I change]? you [snored|kicked me|talked in your sleep|stole the blanket|ground your teeth] [all night|
again last night|half the night], [Gerald|my love|you brute]. scratch my back, [Nina|Lars|babe|sweetie], [a bit
lower|no, further left|between the shoulder blades|gently, I'm sunburned]. whose turn is it to [take out the trash|
clean the litter box|scrub the bathtub|descale the kettle|do the ironing], [yours or mine|Pete|Ines's or mine]? I
love you but [that haircut|your goulash|this wallpaper|that mustache|your yodeling] [has to go|is driving me mad|
frightens the children], [Henrik|honey|pumpkin]. do you want to [break it to|invite|phone] [your parents|the
Hendersons|my brother], or [shall I|are you still sulking|will you chicken out], [Kim|darling|Joel]? come here,
you've got [toothpaste|flour|ink|lipstick|cobwebs] [on your chin|in your hair|behind your ear|all over your sleeve],
[silly|love|Otto].""",
    "children": """
[Lily|Noah|Amira|kids|you two], [wash your hands|put on your boots|tidy up those crayons|stop bouncing on the sofa]
[right now|before Grandma gets here|or no pudding]. where are your [mittens|gym shoes|snow pants|swimming goggles],
[young man|Chloe|sweetie|Oscar], [the bus is coming|we're late already|did you lose them again]? who [drew on the
wall|fed cereal to the fish|let the hamster out|ate all the raisins], was it [you|your brother|Mia and you|the
little elf]? no, you can't have [a pony|another lollipop|a tattoo|ice cream for breakfast|Daddy's drill], [Ella|
buddy|my little monster|and that's final]. [hold still|don't wriggle|chin up|stand nice and straight], [pumpkin|
Jonas|big guy], while I [pull out the splinter|zip you up|dab on the ointment|trim your bangs]. did you [share your
snack|behave|make a friend|nap|play outside] [at kindergarten|with Miss Wu|at Theo's house|today], [munchkin|Hazel|
my treasure]? show Auntie [Carol|Bea|Fatima] your [drawing|wobbly tooth|new sandals|cartwheel|ladybug], [go on|don't
be shy|darling|Felix]. Mommy has to [finish this email|stir the soup|feed the baby|lie down], [go and play|wait your
turn|ask Papa instead], [sugar plum|Leo|dearest]. that is not how we [talk to Grandpa|hold a fork|treat library
books|say thank you|pet a kitten], [understood|young lady|Benjamin|mister]. Mom, [Sofie|Dylan|he|she] [pinched me|
spat on me|took my marble|pulled my hair|keeps copying me|wrecked my sandcastle], [and I did nothing|for no reason|
make it stop]. Dad, can I [stay up|sleep over at Mika's|get my ears pierced|borrow your hammer|ride in front],
[pretty please|everyone else may|I'm nearly nine]? three more bites of [spinach|porridge|turnip|fish pie], [Milo|
champ|princess], [and you may get down|then dessert|for Granny].""",
    "colleagues": """
[Sandra|Kwame|Mister Hill|Priya], could you [sign this|look over my slides|shift the meeting|cover the front desk]
[before lunch|by Thursday|when you get a moment]? who [unplugged|broke|moved|kicked|messed with] the [printer|
copier|shredder|coffee machine|projector] [this time|without telling anybody], [guys|Nadia|was it Derek]? as I
[said|wrote|explained] to [the board|legal|our client|Monique], the [budget|forecast|merger|deadline] is
[unrealistic|on hold|a formality|unchanged]. let's [go around the table|start with the agenda|park that|circle back
to pricing|vote on it], [Gretchen|team|everybody], [time is short|if nobody objects|shall we]. you're on mute,
[Rajesh|Colleen|Bob|whoever is talking], we can [see your lips move|only see your ceiling|hear nothing|watch you
chewing]. [nice|great|strong|decent] work on the [tender|campaign|prototype|audit|brochure], [Anders|everyone|Yuki],
[the client was thrilled|drinks are on me|even the chairman smiled]. did the [courier|auditor|new intern|man from
headquarters] [show up|leave a card|ask for me|sign in] [while I was out|at reception|earlier], [Pamela|Joe]? I need
that [quote|contract|spreadsheet|floor plan|draft] on my desk [by noon|today|before the board meets], [Watkins|Ms
Ortega|people|no excuses]. fancy [a coffee|lunch|a pint|some fresh air|a sandwich] [downstairs|once the boss leaves|
across the road], [Hugo|mate|you lot|Annika]? take the other end of the [table|crate|banner|whiteboard|filing
cabinet], [Stan|Mireille|mate], and [lift on three|mind the doorframe|walk backwards]. do you really think [Marcus|
the new girl|upper management|the union] will [agree to that|work Saturdays|approve the overtime|move to Leeds],
[Jan|Olga|honestly]?""",
    "pets": """
[Bruno|Daisy|Rex|Biscuit|Luna], [sit|down|drop it|leave it|come here], [good dog|I mean it|no treats otherwise|you
rascal]. who's a [good|clever|hungry|pretty|naughty] [boy|girl|kitty|parrot|puppy], [is it you|is it Pepper|is it my
Mittens]? get [off|away from] the [table|curtains|laundry|keyboard|cake], you [wicked cat|hairy beast|little devil|
furry menace]. did you [roll in mud|chew my sandal|chase the postman|dig up the tulips|swallow a sock] [again|this
morning], [boy|Rocky|you silly mutt]? walkies, [Toby|old girl|come on], where's your [ball|leash|harness|squeaky
duck], [did you hide it|is it in your basket|shall we look]? stop [barking|growling|whining|howling] at the
[mailman|vacuum|window|neighbors|hedgehog], [Max|Bella|you daft dog]. there you go, [Whiskers|Snowball|my beauty|
little fella], nice [tuna|fresh hay|crunchy carrots|warm milk|dandelions] for [you|your supper|being so patient].
don't let the [cat|puppy|ferret|tortoise|geese] [out|near the roast|into the nursery|on the balcony], [Ursula|kids|
whoever is at the door]. [easy|whoa|steady|gently], [girl|Thunder|big fellow|Clementine], [lift your hoof|let me get
the saddle on|it's just a tractor|no biting]. [say hello|give me a kiss|step up|back in your cage], [Polly|Captain|
birdie|Mango], [pretty bird|there's a peanut in it|mind my finger].""",
    "guests": """
come in, come in, [let me take your coat|never mind the mess|shoes off please|what a lovely surprise], [Doris|both
of you|Reverend|my dears]. can I [get you|offer you|tempt you with] [a sherry|some tea|a slice of quiche|an olive],
[Margaret|Uncle Bill|while we wait|or is it too early]? you must be [Simon's fiancee|the new vicar|Eva's twin|our
exchange student|the famous Hector], [we've heard so much|do sit down|come and meet everyone]. Grandma, [sit here by
the fire|put your feet up|have some more trifle|tell them about the goat|let Kevin carry that], [you must be tired|
go on|we insist]. so how was the [crossing|flight|wedding|honeymoon|christening], [Aunt Ruth|you two|Leonard], [did
anyone cry|was it awful|or shouldn't I ask]? everybody [squeeze in|shuffle along|raise your glasses|find a chair|
hush], [Grandpa wants to speak|the cake is coming|Tess is taking the picture]. thank you for [the daffodils|coming
all this way|the chutney|bringing the twins|that speech], [Pauline|my friends|old boy], you [shouldn't have|made my
week]. the bathroom is [upstairs|second on the left|next to the pantry], [Gordon|dear|love], but [the lock sticks|
jiggle the handle|watch your head]. are you [staying for supper|warm enough|allergic to cats|leaving already|still
vegetarian], [Ingrid|Rodney|Cousin Mo], [may I ask|or did I mishear]? look who [finally made it|brought dessert|got
engaged|is back from Peru], [everyone|Mum|Walter|it's our Danny].""",
    "shops": """
excuse me, do you have these [loafers|jeans|gloves|pajamas] in [a larger size|navy|burgundy|a wider fit], [miss|sir|
or only what's out here]? half a [pound|kilo] of the [smoked ham|black olives|cheddar|minced lamb|cherries], please,
[and a bit of parsley|madam|if it's fresh]. how much is [this lampshade|that teapot|the rocking chair|a dozen
lilies], [ma'am|my friend|young man], and do you [take cards|deliver|haggle|wrap gifts]? I'd like to [return|
exchange|hand back] this [toaster|blender|hair dryer|sander], [it sparks|my husband hates it|here's the receipt],
[sir|miss]. are you [in the queue|being served|the end of the line], [love|sir|young lady], or [just looking|may I
go first|were you after me]? [keep the change|you gave me too much|no bag, thanks|just the paper today], [my dear|
Giorgio|have a nice day|see you Friday]. that'll be [nine eighty|forty two pounds|six dollars ten], [sir|ma'am|guv],
[cash or card|do you have our loyalty card|would you like the receipt]? [try on|hold up|feel] [the red one|this
cashmere|that linen jacket], [Bettina|Dad|girl], it [suits you|would match your eyes|hides the stomach|looks
expensive]. is the [lettuce|haddock|rye bread|asparagus] [local|from today|on offer], [Abdul|Mrs Novak|my good man],
or [what would you take|is there more out back]? put those [biscuits|batteries|comics|stickers] back, [Archie|both
of you|sonny], [we're only here for milk|they're overpriced|I haven't won the lottery]. sorry, could you reach that
[jar of pickles|tin of lentils|big pasta pot] for me, [you're taller|my arms are full|young man]?""",
    "restaurants": """
[waiter|excuse me|miss], could we [have the bill|see the wine list|get another chair|move to the window], [when
you're ready|please|the kids are starving]? I'll have the [sea bass|lamb shank|risotto|mushroom tart|house burger],
and [Craig|my wife|this little lady] will take the [chowder|lobster|tasting menu|same]. are you ready to order,
[folks|ladies|sir], or [do you need a minute|are you expecting someone|shall I bring drinks first]? this [soup|
steak|omelette|schnitzel|lasagna] is [stone cold|not what I ordered|burnt|swimming in butter], [young man|miss|I'm
afraid|Luigi]. can I try [your dumplings|one of your fries|the pink sauce|some of your sorbet], [Connor|babe|Leila],
you can have my [crackling|last shrimp|cherry]? is there [dairy|peanut|pork|gluten|shellfish] in the [dressing|
curry|filling|stuffing], [waiter|Maurice|do you know|because my son can't have it]? no, put your [wallet|purse|card|
money] away, [Jerome|Dad|Beatrice|darling], [this is my treat|you paid last time|I got the promotion]. table for
[two|five|eight], under [Hargreaves|Delgado|Nakamura|Kowalski], [we're a bit early|with a high chair|sorry we're
late]. who [ordered|gets|had] the [decaf|lemonade|stout|calamari|veggie burger], [was that you, sir|was it Nadine|or
is that table nine]? cheers, [everybody|Dmitri|old friend], to [good health|your new job|absent friends|forty years|
a better harvest], [drink up|chin chin|and many more]. two [flat whites|cappuccinos|hot chocolates|chai lattes] and
a [scone|cinnamon roll|muffin|pretzel] to [go|take away], [please|Jess|mate|extra napkins].""",
    "trades": """
the [leak|drip|smell|rattle|damp patch] is [behind the boiler|under the sink|up in the loft], [come through|mind the
bucket|Mister Doyle|see for yourself]. how long will the [rewiring|plastering|new roof|tiling] take, [Vince|boss|
Mister Cho], and [will it cost extra|is there much dust|can we stay in the house]? just a trim, [Giovanni|please|
Sylvie], [off the ears|nothing drastic|keep the sideburns], and [how's your mother|how was Corfu|did Ali pass his
exam]? does it hurt when I [press here|bend the knee|tap this tooth|twist your wrist], [Mrs Ashby|sir|be honest|or
only at night]? doctor, it's my [hip|shoulder|left ear|big toe|stomach], it [burns|throbs|itches|aches|tingles] [at
night|when I climb stairs|worse than Monday]. open wide, [Timmy|madam|please|Mister Osei], [a little wider|this
won't hurt|tongue down|rinse when I nod]. [drop us|pull over|let me out] [by the fountain|at the next corner|outside
the theater|behind that van], [driver|mate|keep the change|we're late for a wedding]. that's the wrong [valve|screw|
fuse|hinge], [Terry|lad|you muppet], hand me the [long|brass|bent|other] one, [quick|careful|would you]. where do
you want the [sofa|wardrobe|boxes|washing machine|piano], [lady|boss|Miss Carter], [upstairs|against that wall|here
in the hallway]? sign [here|on the dotted line|with your finger|next to the cross], [sir|ma'am|neighbor], it's [a
parcel for the Kims|heavy|from overseas|a bit dented]. you'll need [a new gasket|two coats of primer|a permit|longer
bolts], [pal|Mrs Lindqvist|I'm sorry to say], [whatever your brother claims|or it won't hold|and soon].""",
    "street": """
is [this seat|that spot|this bench|the aisle seat] [taken|free|yours], [sir|madam|young man|or may I]? [take the
second exit|get in the right lane|mind that cyclist|overtake him], [Howard|Mum|you're driving like a maniac], [I
know this road|we'll miss the ferry|the light is changing]. are we there yet, [Dad|Mummy|Papa], [my bottom hurts|
Rory feels sick|I need to pee|she's poking me]? mind the [puddle|curb|broken glass|icy patch|branch], [Gran|Edith|
careful], [take my arm|it's slippery|this way|lean on me]. could you [move your bag|take our picture|help me with
the pram|hold the door|lower your umbrella], [sir|miss|young fella]? tickets please, [ladies and gentlemen|young
man|anyone who joined at Reading], [and railcards|this is first class|have them ready]. [morning|evening|hello
there], [Mrs Petrov|Clive|neighbor], [is the hip better|how are the tomatoes|did your parcel come|off to church]?
your dog [dug up my lawn|is on my porch|got into our bins|knocked over my gran], [Mister Bell|Janine], [do
something|this must stop|I'm not amused]. you can't [park|smoke|camp|skate|busk] here, [sir|lads|buddy|miss], [it's
private land|read the sign|there's a school|move along]. sorry, [I'm not from here|we're lost too|I don't speak
Polish|I haven't a clue], [ask that policeman|try the kiosk|madam|my friend]. did you [lock the car|pack the
passports|unplug the iron|cancel the newspaper|bring the sunscreen], [Malcolm|because I didn't|hon]? stay [close|
behind me|on the path|together], [kids|Ahmed|everyone], there's [a bull|thin ice|a wasp nest|a steep drop] [over
there|just ahead|past that rock].""",
    "home": """
hold this [shelf|ladder|plank|curtain rod] [steady|while I climb up|for a second], [Gus|Ayesha|will you|it's
wobbling]. [lift your end|tilt it|push|a bit to the right], [Esther|come on lads|you lot], [it's stuck on the
banister|mind the chandelier|my thumb is under it|nearly there]. can you smell [gas|burning|that perfume|fish|wet
dog] [in here|too|by the stairs], [Rosa|Neil|or is it me]? taste this [sauce|stew|broth|batter|dip], [Omar|Vera|open
up], does it need [more pepper|a squeeze of lime|another hour|honey]? whose [muddy boots|wet towels|toenails|dirty
plates|dentures] are these [in the sink|on the stairs|by my bed], [boys|Zach|yours again]? who finished the [peanut
butter|oat milk|shampoo|toilet paper|good cheese] without [telling me|buying more|asking], [Nico|guys|was it you,
Tanya]? are you [done|nearly finished|drowning|asleep] in [there|the tub|that bathroom], [Pippa|Victor|because I'm
bursting|others are waiting]? [turn around|close your eyes|hands out|sit down], [Birgit|my darling|birthday girl],
[I have something for you|it's a surprise|and don't peek]. it's your [turn|deal|throw|move|bid], [Wally|Agnes|
partner], [stop stalling|clubs are trumps|you owe me a queen|no cheating]. quiet, [you lot|Rupert|both of you], I'm
trying to [watch the match|sleep|read|do the crossword|hear the results]. move your [elbow|big head|feet|knitting|
chair], [Gloria|bro|pal|sis], I can't [see the screen|get past|reach the chips|open the drawer]. why is there [a
bucket|sand|glitter|a toad|a sausage] in [our bed|the fridge|my handbag|the hallway], [Nigel|children|Carmen]?""",
    "banter": """
oh [come on|stop it|hush|give over], [Freddie|you big baby|Trish], [you loved it|that never happened|she isn't even
here|it was your idea]. what I [meant|wanted to say|was getting at], [Clara|before Hans cut in|dear], is that [your
father never|the two of you always|we as a family]. [Chuck|gather round|lads|Noreen], have you heard the one about
the [nun|penguin|plumber|two farmers] [in the elevator|with the trombone|at the pearly gates]? don't you [roll your
eyes at|turn your back on|lie to|make faces at] me, [Jasper|missy|Roland], [I saw that|not in my house|I wasn't born
yesterday]. you look [pale|gorgeous|exhausted|like a drowned rat|ten years younger], [Wendy|my boy|Auntie|
professor], [is it the new job|are you eating well|what have you done]? apologize to [your sister|the lady|Mister
Finch|Corinne], [this instant|Damian|young man], and [give it back|mean it this time|shake hands|no mumbling]. who's
that [tall chap|woman in the hat|fellow with the poodle], [Lorraine|don't look now|do you know], is it [your cousin|
the mayor|that actor|her ex]? I bet you [ten quid|a beer|my hat|five bucks] [Chelsea lose|she's late|he never
proposes|it's a girl|they split up], [Kenny|Dolores|any takers]. and then she [goes|says to me|whispers], [Tracy|get
this|listen], [it's over|you're fired|I'm pregnant|that's not my dog], [would you believe|just like that]. you
[promised|swore|told me] you'd [quit|fix it|be nice to Edgar|ring your gran], [Liam|Martina|and look at you|you
fibber]. well, [I never|fancy that|there you have it], [Hilda|vicar|my dears], and what did [he|Ethel|the judge|her
father] say to that? shall we [dance|go halves|sneak out|tell them], [Penelope|gorgeous|Rafael], [before the band
stops|while nobody's watching|or is your foot still sore]? bless you, [Sheila|grandad|that was a big one], [have a
tissue|you've caught Ron's cold|stay away from the baby]. after you, [madam|Bernard|your majesty|no, I insist], [age
before beauty|mind the door|it's a narrow stair].""",
    "school": """
open your books at [page ninety|chapter four|the map of Asia|the poem], [class|everybody|Year Six], and [no
whispering|read silently|Darren, spit that out]. [Emily|Kofi|you at the back|Stanley], since you're so [chatty|
clever|amused], what did [I just explain|Napoleon want|the poet mean|Judy answer]? pass the ball, [Diego|Callum|
striker], [wide|to your left|Sean is free|don't dribble], [come on|move it|now]. hands up who [did the homework|has
a pencil|saw the comet|walked to school|wants to be a tree], [not you again, Alfie|quietly|boys and girls]. knees
[bent|together|up], [ladies|Monika|everyone], and [breathe out|stretch those arms|hold it there|down to the mat].
sir, [Gavin|somebody|she] [hid my ruler|is chewing gum|threw a rubber|took my seat|cheated], [it's not fair|I saw
it|can I move]. once more from [bar twelve|the chorus|the top|the fugue], [altos|violins|Margot], [softer this time|
watch my baton|you were flat|with feeling]. well [played|tried|blocked|swum], [Hannah|boys|number seven], now [shake
hands|hit the showers|drink some water|stretch those calves]. take your partners, [Ivy with Ross|gents on the left|
everyone], [and one, two, three|noses high|don't stare at your feet].""",
}
ON_THE_PHONE = {
    "family": """
no, I'm still at the [office|dentist|garage|allotment|airport], I'll [call you back|be home by nine|text you], [love
you|okay|kiss the kids]. hi [Mum|Dad|Nana|sis], it's [me|Robbie|your favorite|only me], [is this a bad time|did I
wake you|how's the knee|are you sitting down]? yes Mother, I'm [eating|wearing a vest|sleeping enough|taking my
vitamins], [every day|stop worrying|honestly|ask Paula if you like]. put [Grandpa|Josie|your brother|Uncle Ned] on,
[sweetheart|will you|love], it's about [the boat|Sunday|the funeral|the spare keys]. you're [breaking up|very faint|
upside down|frozen], [Carlos|Granny|love], [go nearer the window|hold the phone higher|I'm going through a tunnel].
[happy birthday|congratulations|merry Christmas|sweet dreams], [Gramps|my angel|old girl], I wish I [were there|
could hug you|could see your face]. uh huh, and what did [the surgeon|the school|Trevor|the bank] say, [is it bad|
any news at all|were you upset]? I'm on the [train|bus|ferry|tram], [we're just pulling out|it's packed|I can't
talk], [see you at six|keep my dinner warm|feed Nelson]. okay, [bye|night night|take care|speak soon], [bye bye|no,
you hang up|big kiss|yes I will|love to Norma], bye. is [Ellie|the baby|your mother|Rufus] [asleep|any better|still
coughing], or [shall I come home|should we ring the nurse|can you manage]?""",
    "business": """
good [morning|afternoon], [Fletcher and Sons|Riverside Clinic|Bluebird Travel|Harmon Plumbing], [Stacy|Denise|Imran]
speaking, [who's calling please|can you hold|which department was it]? I'm calling about the [flat|vacancy|sofa you
advertised|used van|free piano], is it still [available|there], [or am I too late|Mister Ellis|by any chance]? he's
[in a meeting|at lunch|on the other line|abroad], can I [take a message|have him ring you|put you through to Lois],
[sir|Miss Tran]? yes, the [order|policy|booking|case] number is [four four nine|B as in Bravo|double seven zero],
[have you got that|shall I repeat it|can you see it on your end]? I've been on hold for [an hour|forty minutes|half
my lunch break], [madam|Kyle|with bagpipes], I want [your supervisor|my money back|a real answer]. the [shipment|
pallet|container|cement|flooring] [never arrived|went to Rotterdam|is stuck in customs], [Dieter|no, listen|mate],
and [we need it Friday|my crew is idle|the client is furious]. sell [half|everything|the copper|nothing], [Leonard|
do you hear me|you fool], [and buy wheat|the market is mad|before the bell|I'll explain later]. could you [courier
it over|put that in writing|knock off ten percent|fax the drawings], [Giles|Mrs Amari|as a favor], and [we have a
deal|I'll sign today]? is that [Tony's Pizza|the Golden Dragon|Lotus Kitchen], I'd like [two spring rolls|a family
platter|three margheritas] delivered to [Elm Road|Mill Lane|the top floor]. it's [for a tabby|an emergency|only a
checkup|about my ankle], have you anything [on Thursday|before noon|this week], [Janet|with Doctor Lim|or next
month]?""",
    "meeting": """
I'm [outside|at the gate|by the statue|under the big clock], [I'm waving|in the purple coat|holding balloons],
[where are you|can't you see me|which door is it]? do we need [bin bags|nappies|firelighters|candles|vinegar], [I'm
in aisle six|I'm at the till|the shop shuts soon], or [just the bread|can it wait|did Colin go]? wait, [I've got
another call|someone's at the door|my battery is dying|the kettle's boiling], [hang on|don't go|stay on the line],
[Bridget|Mister Cole|Mum]. pick me up [at the station|by the lighthouse|after choir|round the back], [Eddie|could
you|will you], [bring a coat|I've got the cello|it's pouring|and don't honk]. sorry, wrong [number|person|extension|
Linda], [I was after Gilbert|my mistake|there's no Raymond here], [goodbye|have a good day|no harm done]. left at
the [church|roundabout|petrol station|old mill], then [over the bridge|past the pub|up the hill], [no, the other
left|I'll leave the porch light on], [Gwen|okay]. we landed [an hour ago|safely|in the wrong city], [my suitcase
didn't|they lost the skis|Bob is green], so [don't wait up|start without us|we'll take a cab]. [leave|hide|drop] the
key [under the flowerpot|with Zelda|in the mailbox|behind the gnome], [and water my cactus|thanks a million|I owe
you]. [Monty|Auntie Vi|Captain Brandt], [speak up|you sound miles away|the line is terrible], [are you still in
Oslo|was that a seagull|did you say triplets]? [the buzzer|the lift|the bell] is broken, [come round the side|throw
a pebble|take the stairs|shout up], [fourth floor|Marlene|I'll come down].""",
    "gossip": """
no way, [Tessa|the headmaster|your ex|Brenda] is [moving to Cyprus|getting a divorce|writing a memoir|in rehab],
[since when|who told you|are you joking]? you'll never guess [who I bumped into|what Gillian said|who got fired|
where Stefan took me], [go on|three tries|not in a million years], [hun|dude|girl]. he [ghosted me|split the bill|
talked about his ex|brought his mum], [I swear|Becky|I kid you not], so I [left|faked a migraine|ordered dessert|
paid and ran]. I can't [speak freely|say much|talk], [she's right here|the walls are thin|they're listening], [I'll
message you|yes, that one|call me Saturday|just say yes or no]. so I said to [Phil|the landlord|that woman|the
council], [either the mold goes|over my dead body|enough is enough|find another fool], [and hung up|you should've
heard me]. are you [still mad at me|free on Saturday|bringing Gareth|over him], [babe|Lorna|mate|honestly], or [do I
ask Tina|should I drop it|have you made plans]? mm, [yeah|right|exactly|I know], [that's men for you|same here|poor
Doreen], [anyway|but listen], how's [the diet|the basement|your lodger|work]? don't [cry|hang up|say that|be daft|
apologize], [Fiona|pet|bud], [I'm coming over|he isn't worth it|we'll sort it out]. is it true that [Wayne|her boss|
the vicar's son] [crashed the van|won the raffle|sings in a band|eloped|was arrested], [or is it just talk|as Moira
says]? let me [grab a pen|close the door|check with Howie|ask the boys], [one sec|hold on|don't hang up], what [was
the street|did the vet say|were the dates]?""",
}
