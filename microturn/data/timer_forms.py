"""What requests about time are worded like. Data only. {n}: a number of seconds, {what}: what is to be said; [a|b]: one
of them, <name>: one of PARTS (see `forms`)."""

CHORES = (
    "breathe", "drink", "blink", "stretch", "sit up", "look away", "stand up", "relax", "smile", "turn around", "move",
    "take a sip", "switch sides", "check the oven", "stir the soup", "drink water", "call home", "turn the page",
    "flip the pancake", "close the window", "look up", "take a break", "write it down", "change hands", "wash the cup",
    "feed the cat", "lock the door", "take the pill", "press the button", "shake the bottle", "hold still", "jump",
    "rest", "push", "pull", "swallow", "open the lid", "turn off the stove", "water the plant", "check the phone",
)  # fmt: skip
MATTERS = (
    "the oven", "the soup", "the door", "the window", "the laundry", "the tea", "the kettle", "the stove", "the cake",
    "the meeting", "the phone", "the bread", "the lamp", "the car", "the letter", "the medicine", "the dog",
    "the bath", "the rice", "the eggs", "the coffee", "the iron", "the heater", "the mail", "my posture",
    "my shoulders",
)  # fmt: skip
THINGS = (
    "go", "now", "time", "hello", "ready", "stop", "okay", "done", "surprise", "begin", "apple", "banana", "orange",
    "bicycle", "window", "table", "mountain", "river", "garden", "yellow", "purple", "butter", "pepper", "sugar",
    "rabbit", "tiger", "elephant", "monkey", "spider", "eagle", "rocket", "planet", "island", "forest", "desert",
    "ocean", "thunder", "rainbow", "winter", "summer", "morning", "evening", "pencil", "paper", "hammer", "ladder",
    "basket", "bottle", "blanket", "pillow", "mirror", "candle", "carpet", "kitchen", "balcony", "castle", "village",
    "airport", "station", "ticket", "suitcase", "umbrella", "jacket", "button", "pocket", "ribbon", "diamond",
    "silver", "copper", "marble", "pebble", "feather", "tomato", "potato", "carrot", "onion", "cherry", "peach",
    "melon", "lemon", "coconut", "pineapple", "honey", "cookie", "pancake", "noodle", "cheese", "chocolate", "guitar",
    "piano", "violin", "trumpet", "doctor", "teacher", "farmer", "sailor", "dragon", "wizard", "harbor", "bridge",
    "tunnel", "tower",
)  # fmt: skip
PARTS = {
    "open": (
        "[||||okay |hey |alright |so |please |now |well |listen |look |could you |can you |would you |will you "
        "|could you please |can you please |I want you to |I'd like you to |I need you to |you should |just "
        "|be so good and |do me a favor and |and ]"
    ),
    "please": "[|||| please| for me| would you| if you can| thanks| okay]",
    "over": (
        "[have passed|have gone by|have gone|are over|are up|are through|have elapsed|are behind us|went by|ran out]"
    ),
    "in": "[<first>|{n} seconds from now|{n} seconds later]",
    "first": (
        "[in {n} seconds|in {n} seconds from now|after {n} seconds|in exactly {n} seconds|at the end of {n} seconds"
        "|[when|once|as soon as|the moment] {n} seconds <over>|after the next {n} seconds|after a wait of {n} seconds"
        "|when we are {n} seconds further]"
    ),
    "every": (
        "[every {n} seconds|each {n} seconds|once every {n} seconds|at intervals of {n} seconds"
        "|in steps of {n} seconds|with {n} seconds in between|[whenever|every time"
        "|each time|always when] {n} seconds [have passed|have gone by|pass|are over|went by|are done|come to an end]"
        "|again after every {n} seconds"
        "|at a pace of {n} seconds|with a break of {n} seconds each time|in {n} second steps|in {n} second cycles"
        "|with {n} second [breaks|pauses|gaps]|once per {n} seconds|in a rhythm of {n} seconds"
        "|[each|every] {n} second step|on a {n} second [beat|loop]|one time per {n} seconds|always after {n} seconds]"
    ),
    "until": (
        "[||||[,|] [until|till] I [say stop|tell you to stop|stop you|say enough|say so|ask you to stop|say otherwise"
        "|speak again|say that's it|cancel it|don't need it any more|send you away|say quit]|[,"
        "|] as long as I don't [stop you|say stop]| over and over| again and again[,| until I say stop]"
        "| without stopping| for as long as I want|[,|] [until|till] I {doing}|[,|] [until|till] I [am done"
        "|am finished|have finished|am ready|am through]|[,|] as long as I {doing}]"
    ),
    "till": (
        "[until|till] I [stop you|say stop|tell you to stop|say enough|say otherwise|speak again"
        "|cancel it|am done|am through|say quit|lose interest|want no more|am sick of it|change my mind|{doing}]"
    ),
    "to": (
        "[remind me|tell me|prompt me|give me a nudge|give me a hint|poke me|urge me|ping me|nudge me|get me|ask me"
        "|push me|order me|help me remember|don't let me forget|make sure I remember] to {what}"
    ),
    "of": (
        "[remind me of|remind me about|make me think of|bring up|mention|talk about|come back to|tell me about"
        "|ping me about|point me to|bring me back to|say something about|let me think of|don't let me forget] {what}"
    ),
    "say": (
        "[say the word|say|call out the word|call out|shout the word|shout|whisper|pronounce|let me hear the word"
        "|let me hear|utter|announce|read out|repeat|throw in|sing out|speak the word|drop the word|cry|yell] {what}"
    ),
    "sign": (
        "[tell me|let me know|give me a sign|give me a signal|give me a call|alert me|notify me|inform me|speak up"
        "|make a sound|report back|call me|warn me|get back to me|ping me|shout|yell|talk to me again|say something"
        "|raise the alarm|wake me|call out|make yourself heard|break your silence|tell me the time is over]"
    ),
    "then": "[,|] [and then|then|and|and after that|after that|and finally|and at the end|and only then|next]",
    "hush": (
        "[wait|wait for|hold on for|pause for|pause|be quiet for|keep quiet for|be silent for|remain silent for"
        "|do nothing for|rest for|say nothing for|take a break of|hang on for|sit tight for|not a word for|count off"
        "|let me have]"
    ),
    "spaced": (
        "[every {n} seconds|one every {n} seconds|one number every {n} seconds|with {n} seconds in between"
        "|with {n} seconds between the numbers|with {n} seconds before each number|at {n} seconds a number"
        "|taking {n} seconds for each|leaving {n} seconds before each number|and take {n} seconds for each"
        "|and wait {n} seconds before each number|a number every {n} seconds|in steps of {n} seconds]"
    ),
    "go": (
        "[|||. And go|. Go|. Now|. Ready[,| and] go|. I begin now|. Here we go|. Let's go|. Three two one go"
        "|. It starts]"
    ),
    "done": (
        "[|||okay, |done. |stop. |finished, |alright, |there. |and stop. |back. |time's up. |I have it. |ready. "
        "|here I am. |I made it. |phew, |I'm through. |enough. |that was it. |well, |I'm done, |so ]"
    ),
}
EVERY = (
    "say {what} again and again with {n} seconds in between", "whenever {n} seconds have gone say {what}",
    "could you tell me <every> to {what}", "<open><to> <every><until><please>", "<every>[,|] [please |]<to><until>",
    "<open><of> <every><until><please>", "<every>[,|] [please |]<of><until>", "<open><say> <every><until><please>",
    "<till>[,|] <say> <every>", "<till>[,|] <to> <every>", "<till>[,|] <every> [please |]<of>",
    "<every>[,|] [please |I want you to |]<say><until>", "<open>keep saying {what} <every><until>",
    "<open>keep telling me to {what} <every><until>", "<open>go on saying {what} <every><until>",
    "I [want|need] to {what} <every>[,|] so [tell me|remind me]<until>",
    "I [want|would like] to hear {what} <every><until>", "I should {what} <every>[,|] [tell me then|remind me]<until>",
)  # fmt: skip
ONCE = (
    "nudge me in {n} seconds to {what}", "<open><to> <in><please>", "<first>[,|] [please |you can |]<to>",
    "<open><of> <in><please>", "<first>[,|] [please |]<of>",
    "<first>[,|] I [need|have|want|ought] to {what}[,|] so tell me then",
    "I [need|have|want|ought] to {what} <in>[,|] [remind me|tell me then|don't let me forget|say so when it's time]",
    "<open>[remind me|tell me] <in> to {what}<please>", "<open>[remind me|nudge me] <in> [of|about] {what}<please>",
    "I'd like a reminder to {what} <in>", "a reminder of {what} please <in>", "I need a reminder about {what} <in>",
)  # fmt: skip
AFTER = (
    "<open>shout when {n} seconds are gone", "<open><sign> <in><please>",
    "<first>[,|] [please |I want you to |you can |]<sign>",
    "<open>[set|start|make|begin|put on|run|give me|launch] a [timer|countdown|clock|stopwatch] [of|for"
    "|over] {n} seconds<please>", "a [timer|countdown] [of|for] {n} seconds<please>",
    "{n} seconds on the [clock|timer]<please>",
    "<open>[time|measure|clock|track|watch|count off] {n} seconds[ for me|<then> [tell me|let me know|speak up]"
    "| in silence| and say when]<please>", "[I need|how about|I'd like] a [timer|signal] [of|after] {n} seconds",
    "I [want|would like|need] to know [when|once] {n} seconds <over>",
    "<open>[keep an eye on the clock|look at the clock|mind the time|follow the clock|watch the clock] and [tell me"
    "|let me know|say so|inform me] [when|once] {n} seconds <over>",
    "<open>let me hear from you when {n} seconds <over>", "<open>give me {n} seconds<then> speak up",
    "<open>[wait|hold on for] {n} seconds<then> <sign>",
    "I have {n} seconds[,|] [tell me|let me know|shout] when [they are over|they are up|that is over|time is up]",
)  # fmt: skip
COUNT = (
    "<open>count [slowly |calmly |out loud |aloud |][from one |up |]to {n}[ slowly| out loud| calmly||]<please>",
    "<open>[say|tell me|give me] the numbers [from one |up |]to {n}<please>",
)  # fmt: skip
PACED = (
    "count to {m} very slowly every {n} seconds one",
    "<open>count [up |slowly |very slowly |from one |out loud |]to {m}[,|] <spaced><please>",
    "<spaced>[,|] count [up |from one |]to {m}",
    "<open>[say|call out|give me|tell me] the numbers [from one |up |]to {m}[,|] <spaced>",
    "<open>say a number every {n} seconds[,|] from one [up |]to {m}",
    "every {n} seconds say the next number [up |]to {m}", "in {n} seconds say one and so on to {m} as slowly",
    "[I want to hear|let me hear|I'd like] the numbers [from one |up |]to {m}[,|] <spaced>",
)  # fmt: skip
WAIT = (
    "<open><hush> {n} seconds<then> <say>", "<open><say> <in><please>", "<first>[,|] [please |I want you to |]<say>",
    "<open>[let|leave] {n} seconds [pass|go|be]<then> <say>", "<open>give it {n} seconds<then> <say>",
    "the word {what} please <in>", "<open>only <say> [when|once] {n} seconds <over>",
    "<open><say>[,|] but [not before|only when|only once|not until] {n} seconds <over>",
    "<open><say>[,|] but [wait|wait for] {n} seconds [first|before that|before]",
    "say nothing for {n} seconds and then {what}", "I [want|would like] to hear {what} <in>",
    "<open>[don't|do not] say {what} before {n} seconds <over>",
    "<open>hold on for {n} seconds<then> say the word {what}",
)  # fmt: skip
START = (
    "<open>[time|clock|measure|stop|track] [me|how long I need] while I {doing}<go>",
    "<open>[measure|take|keep|track|mind] the time while I {doing}<go>",
    "count the seconds [in your head |]while I {doing}",
    "<open>[see|watch|note|check|find out|look|tell me later] how long I [can|manage to] {doing}<go>",
    "I'm [going|about] to {doing}[,|.] [please |][take the time|time me|clock me|keep track of the time"
    "|count the seconds]<go>",
    "I [will|want to|have to|must] {doing}[ now|][,|.] [keep|please keep] track of the time<go>",
    "I'll {doing} and you [take|keep|track] the time<go>",
    "how long can I {doing}[, count the seconds|, you time it|]<go>",
    "I want to know how long [I can {doing}|I need to {doing}]<go>", "clock me[,|] I'm about to {doing}<go>",
    "<open>[watch|start|run|look at] the [clock|stopwatch|timer][ now||]<go>", "<open>start timing[ now|]<go>",
    "[take the time|time me|clock this|time this][ from now on| now|]<go>", "the time [starts|is running] now",
    "<open>[be my stopwatch|be my clock|keep the time|count along in silence]<go>",
)  # fmt: skip
DOING = (
    "run", "hold my breath", "tie my shoes", "stand on one leg", "brush my teeth", "climb the stairs", "pack my bag",
    "balance this book", "hold the plank", "read this page", "make the bed", "keep quiet", "get dressed",
    "do my squats", "sing the song", "solve this puzzle", "walk to the gate", "lie still", "hum one note", "sit here",
)  # fmt: skip
SPAN = (
    "and stop how many seconds",
    "<done>how long [was that|did it take|did that take|was it|did I need|did I last|has it been|was I at it"
    "|did I {doing}|was I busy|did I take|did that last]",
    "<done>how much time [was that|has passed|did I use|went by|did I need|was it]",
    "<done>how many seconds [was it|was that|have passed|did I need|did I last|went by|has it been|was I gone"
    "|did I {doing}|came together|are on the clock]", "<done>[what was|what is|what's] [my|the] time",
    "<done>tell me [how long it was|how long that was|the time it took|my time|the seconds"
    "|how many seconds I needed]", "<done>stop the clock[,|] how long was it", "stop and tell me the time it took",
    "<done>[say|give me] the [time|seconds]", "<done>for how long did I {doing}", "<done>and my time",
)  # fmt: skip
SO_FAR = (
    "how [long|many seconds|much time] [is|was] it [now|so far|until now|by now|already]", "how long so far",
    "how [long|many seconds|much time] has it been [|so far|by now]",
    "[don't stop|go on|keep going][,|] how long is it",
    "[what|how many seconds] [does the clock|do you] [say|have] now", "where are we [now|at]", "my time so far",
    "[how many|how many seconds] have gone by", "what is it now",
)  # fmt: skip
