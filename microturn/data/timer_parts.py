"""What requests about time are made of: words to be said, and parts that many forms share. Data only; see
`timer_forms`."""

from microturn.data.asking import PARTS as ASKING

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
DOING = (
    "run", "hold my breath", "tie my shoes", "stand on one leg", "brush my teeth", "climb the stairs", "pack my bag",
    "balance this book", "hold the plank", "read this page", "make the bed", "keep quiet", "get dressed",
    "do my squats", "sing the song", "solve this puzzle", "walk to the gate", "lie still", "hum one note", "sit here",
)  # fmt: skip
PARTS = ASKING | {
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
    "busy": (
        "[I'm cooking|I'm working out|I'm doing stretches|I'm at my desk|I'm in the middle of something|I'm reading"
        "|I've got my hands full|I'm in the kitchen|I'm practicing something|I'm on my bike|my hands are wet"
        "|I can't see the clock from here|I left my watch at home|my phone is in the other room|I'm bad with time"
        "|I always lose track of time|there's no clock in here|I'm a bit distracted|I can't look at my phone right now"
        "|I'm doing my exercises|I'm busy with the kids|I've got flour on my fingers|I'm painting a wall"
        "|it's one of those days]"
    ),
    "while": (
        "[while the pasta boils|while I stir|while the tea steeps|while I wait for the bus|while I'm on the phone"
        "|while I do my yoga|while the water heats up|while I'm typing|while I sort these papers|while the paint dries"
        "|while the pan gets hot|while I get ready|as I work|during my exercises|while I'm at it|while this loads"
        "|since I'm busy here|as I can't look at the clock|now that I'm sitting down|before I start anything else"
        "|since you have a clock|while we wait]"
    ),
    "why": (
        "[|, I keep losing track|, I always lose track of time|, I can't see the clock|, my hands are full"
        "|, I'm bad with time|, it helps me|, I have no watch on|, I can't do it myself right now|, I'm too busy"
        "|, I need both hands here|, I'm not looking at the clock|, I tend to drift off|, my phone is dead"
        "|, that would be a big help|, because I can't check myself|, I'm kind of busy]"
    ),
    "beat": (
        "[every {n} seconds|every {n} seconds or so|about every {n} seconds|every, um, {n} seconds"
        "|like every {n} seconds|once every {n} seconds|any time {n} seconds go by"
        "|each time another {n} seconds [go by|are up|have passed]|every {n} seconds from here on"
        "|every {n} seconds on the dot|every {n} seconds, give or take"
        "|every, let's say, {n} seconds|roughly every {n} seconds|each time it's been {n} seconds]"
    ),
    "soon": (
        "[in {n} seconds|in about {n} seconds|in, um, {n} seconds|in like {n} seconds|about {n} seconds from now"
        "|{n} seconds from now|in {n} seconds or so|in {n} seconds flat|when {n} seconds <up>|after, say, {n} seconds"
        "|once {n} seconds <up>|in another {n} seconds|after {n} seconds or so|in {n} more seconds"
        "|when it's been {n} seconds|once it's been {n} seconds|in, let's say, {n} seconds]"
    ),
    "up": "[are up|are over|have gone by|have passed|are gone|have run out|are through|are done]",
    "shout": (
        "[give me a shout|give me a yell|give me a heads up|give me a holler|let me know|tell me|say something"
        "|chime in|speak up|call me back|poke me|buzz me|make some noise|sound the alarm|give me a little signal"
        "|tell me it's time|tell me that's it|come back to me]"
    ),
    "then_up": "[when that's up|when time's up|when they're over|when it's over|when it's done|at the end]",
    "apart": (
        "[one every {n} seconds|a number every {n} seconds|with {n} seconds in between|with {n} seconds between them"
        "|leaving {n} seconds each time|{n} seconds apart|waiting {n} seconds each time|one number each {n} seconds"
        "|pausing {n} seconds before each one|taking {n} seconds over each one|at one number per {n} seconds"
        "|with a gap of {n} seconds each time|and give me {n} seconds for each one|one every, um, {n} seconds]"
    ),
    "clock": (
        "[time me|clock me|take my time|keep track of the time|keep time|count the seconds|start the clock"
        "|run the stopwatch|keep an eye on the time|start timing|get a stopwatch going|run the clock]"
    ),
    "phew": (
        "[|okay, |whew, |alright, I'm done, |that's it, |there we go, |I'm out of breath, |oh, that was hard, "
        "|um, okay, |I give up, |finally, |I can't any more, |done, I think, |right, that's me, |and stop, "
        "|that's enough for me, |there, finished, |so, um, |hold it there, |yes, made it, |that's all, ]"
    ),
    "was": "[that was|it took|that took me|I took|I lasted|I was at it|that lasted|it's been]",
    "remind": (
        "[remind me to|tell me to|nudge me to|poke me to|get me to|prompt me to|give me a nudge to|ping me to"
        "|help me remember to|make sure I remember to|give me a hint to|bug me to|give me a push to] {what}"
    ),
    "about": (
        "[remind me about|remind me of|bring up|mention|say something about|make me think of|nudge me about"
        "|ping me about|ask me about|get me thinking of|tell me about|poke me about] {what}"
    ),
}
