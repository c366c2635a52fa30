"""What requests about time are worded like. Data only. {n}: a number of seconds, {what}: what is to be said."""

CHORES = (
    "breathe", "drink", "blink", "stretch", "sit up", "look away", "stand up", "relax", "smile", "turn around", "move",
    "take a sip", "switch sides", "check the oven", "stir the soup", "drink water", "call home", "turn the page",
    "flip the pancake", "close the window", "look up", "take a break", "write it down", "change hands", "wash the cup",
    "feed the cat", "lock the door", "take the pill", "press the button", "shake the bottle", "hold still", "jump",
    "rest", "push", "pull", "swallow", "open the lid", "turn off the stove", "water the plant", "check the phone",
)  # fmt: skip
MATTERS = (
    "the oven", "the soup", "the door", "the window", "the laundry", "the tea", "the kettle", "the stove", "the cake",
    "the meeting", "the phone", "the bread", "the lamp", "the car", "the letter", "the medicine", "the dog", "the bath",
    "the rice", "the eggs", "the coffee", "the iron", "the heater", "the mail", "my posture", "my shoulders",
)  # fmt: skip
THINGS = (
    "go", "now", "time", "hello", "ready", "stop", "okay", "done", "surprise", "begin", "apple", "banana", "orange",
    "bicycle", "window", "table", "mountain", "river", "garden", "yellow", "purple", "butter", "pepper", "sugar",
    "rabbit", "tiger", "elephant", "monkey", "spider", "eagle", "rocket", "planet", "island", "forest", "desert",
    "ocean", "thunder", "rainbow", "winter", "summer", "morning", "evening", "pencil", "paper", "hammer", "ladder",
    "basket", "bottle", "blanket", "pillow", "mirror", "candle", "carpet", "kitchen", "balcony", "castle", "village",
    "airport", "station", "ticket", "suitcase", "umbrella", "jacket", "button", "pocket", "ribbon", "diamond", "silver",
    "copper", "marble", "pebble", "feather", "tomato", "potato", "carrot", "onion", "cherry", "peach", "melon", "lemon",
    "coconut", "pineapple", "honey", "cookie", "pancake", "noodle", "cheese", "chocolate", "guitar", "piano", "violin",
    "trumpet", "doctor", "teacher", "farmer", "sailor", "dragon", "wizard", "harbor", "bridge", "tunnel", "tower",
)  # fmt: skip
EVERY = (
    "remind me to {what} every {n} seconds", "every {n} seconds tell me to {what}", "say {what} every {n} seconds",
    "please tell me to {what} every {n} seconds", "every {n} seconds say {what}",
    "keep saying {what} every {n} seconds",
    "I want you to say {what} every {n} seconds", "could you tell me every {n} seconds to {what}",
    "once every {n} seconds say {what}", "say {what} again and again with {n} seconds in between",
    "each {n} seconds remind me to {what} until I say stop", "keep telling me to {what} every {n} seconds",
    "say {what} every {n} seconds until I tell you to stop", "at intervals of {n} seconds say {what}",
    "remind me of {what} every {n} seconds", "whenever {n} seconds have gone say {what}",
    "call out {what} every {n} seconds", "mention {what} every {n} seconds until I say stop",
    "every {n} seconds remind me of {what}", "repeat {what} every {n} seconds please",
)  # fmt: skip
ONCE = (
    "remind me to {what} in {n} seconds", "in {n} seconds remind me to {what}", "remind me in {n} seconds to {what}",
    "after {n} seconds tell me to {what}", "can you remind me to {what} in {n} seconds",
    "tell me to {what} {n} seconds from now", "please remind me of {what} in {n} seconds",
    "in {n} seconds please remind me of {what}", "remind me about {what} in {n} seconds",
    "could you mention {what} in {n} seconds", "in {n} seconds I need to {what} so tell me then",
    "when {n} seconds have gone by tell me to {what}", "bring up {what} in {n} seconds",
    "give me a nudge to {what} in {n} seconds", "I have to {what} in {n} seconds remind me",
    "nudge me in {n} seconds to {what}", "let me think of {what} in {n} seconds",
)  # fmt: skip
AFTER = (
    "tell me when {n} seconds have passed", "let me know in {n} seconds", "tell me when {n} seconds are over",
    "give me a sign after {n} seconds", "set a timer for {n} seconds", "can you time {n} seconds for me",
    "start a timer of {n} seconds", "say something in {n} seconds", "speak up in {n} seconds",
    "call out when {n} seconds are up", "I need a signal after {n} seconds", "shout when {n} seconds are gone",
    "watch the clock and tell me when {n} seconds are up", "let me hear from you when {n} seconds are over",
    "tell me once {n} seconds have gone by", "clock {n} seconds for me", "measure {n} seconds and then tell me",
    "give me {n} seconds and then speak up", "a timer of {n} seconds please", "count off {n} seconds in silence",
)  # fmt: skip
COUNT = ("count to {n} slowly", "please count to {n}", "count slowly from one to {n}", "can you count to {n} for me")
PACED = (
    "count to {m} with {n} seconds in between", "count to {m} one number every {n} seconds",
    "say a number every {n} seconds from one to {m}", "every {n} seconds say the next number up to {m}",
    "count up to {m} and take {n} seconds for each", "count from one to {m} at {n} seconds a number",
    "count to {m} leaving {n} seconds before each number", "give me the numbers to {m} every {n} seconds",
    "in {n} seconds say one and so on to {m} as slowly", "count to {m} very slowly every {n} seconds one",
)  # fmt: skip
WAIT = (
    "wait {n} seconds then say {what}", "say {what} in {n} seconds", "in {n} seconds say {what}",
    "after {n} seconds say {what}", "be quiet for {n} seconds then say {what}", "say {what} after {n} seconds",
    "wait for {n} seconds and then say {what}", "let {n} seconds pass and then say {what}",
    "say nothing for {n} seconds and then {what}", "can you say {what} in {n} seconds",
    "hold on for {n} seconds then say the word {what}", "the word {what} please in {n} seconds",
    "when {n} seconds are over say {what}", "give it {n} seconds and say {what}",
    "pause for {n} seconds then say {what}",
    "not a word for {n} seconds and after that say {what}", "only say {what} when {n} seconds have passed",
)  # fmt: skip
DOING = (
    "run", "hold my breath", "tie my shoes", "stand on one leg", "brush my teeth", "climb the stairs", "pack my bag",
    "balance this book", "hold the plank", "read this page", "make the bed", "keep quiet", "get dressed",
    "do my squats",
)  # fmt: skip
START = (
    "time me while I {doing}", "measure the time while I {doing}", "see how long I can {doing}",
    "I'm going to {doing} please take the time", "watch the clock now", "start the clock", "start timing now",
    "take the time from now on", "I will {doing} now keep track of the time", "start the stopwatch",
    "count the seconds in your head while I {doing}", "the time starts now", "clock me I'm about to {doing}",
)  # fmt: skip
SPAN = (
    "how long was that", "how long did it take", "how many seconds was it", "stop the clock how long was it",
    "and stop how many seconds", "I'm done how long was that", "okay how much time was that",
    "how much time has passed",
    "tell me how long that was", "finished how many seconds did I need", "that was it how long did I take",
    "how many seconds have passed", "stop and tell me the time it took", "how long has it been",
)  # fmt: skip
