"""What requests about what is seen are worded like. Data only. {action}: as "squats", {doing}: as "doing squats",
{thing}: as "the red cup"; [a|b]: one of them, <name>: one of PARTS (see `forms`)."""

PARTS = {
    "open": (
        "[|||||okay |hey |alright |so |please |now |could you |can you |would you |will you |I want you to "
        "|I'd like you to |I need you to |look and |be so kind and ]"
    ),
    "please": "[||||| please| for me| thanks| if you can]",
    "tell": "[tell me|let me know|say so|give me a sign|speak up|report|say it|alert me|inform me|call out]",
    "when": "[when|as soon as|once|the moment|the instant]",
}
COUNT = (
    "<open>count [my |the |all the |all my |their |]{action}[ out loud| aloud|][<please>|]", "count reps {action}",
    "how many {action} [do you see|can you see|are there|am I doing|do I do|will I do]",
    "count every one of the {action}", "<open>keep [count|track|score] of [my |the |]{action}<please>",
    "<open>count along [with |][my |the |]{action}<please>",
    "I [do|will do|am doing] {action}[,|] [and you count|you count|count them|please count|count for me]",
    "<open>tell me the number of {action} as they come", "<open>say the number [after|at|with] each of the {action}",
    "<open>number [my|the] {action}[ as they come| one by one|]",
    "{action}[,|] [count them|please count|count them for me]",
    "I want to know how many {action} [I do|there are|I manage]", "<open>watch [my|the] {action} and count<please>",
)  # fmt: skip
SPAN = (
    "<open>say start when [they begin|I begin|somebody begins] {doing} and stop when [they end|I end|it ends]",
    "<tell> when somebody is {doing}[,|] start and stop", "<open>say start and stop for {doing}<please>",
    "start when {doing} begins and stop when it [is over|ends]",
    "<open>mark the [beginning|start] and the end of {doing}",
    "<open>say start <when> you see {doing} and stop [after it|when it is over|at the end]",
    "<open>say start at the first moment of {doing} and stop at the last",
    "when does {doing} start and when does it stop",
    "[at|with] the start of {doing} say start[,|] and [at|with] its end say stop",
)  # fmt: skip
APPEARS = (
    "<open><tell> <when> [you see|you can see|you spot|there is] {thing}<please>",
    "<open>[watch|look out|wait] for {thing}",
    "<open><tell> <when> {thing} [comes|shows up|is there|comes in|turns up|arrives|comes into view|enters]<please>",
    "<when> {thing} [comes|shows up|comes into view|is there|turns up][,|] <tell>",
    "<tell> if {thing} [comes|turns up]", "I'm waiting for {thing}[,|] <tell> when it [comes|is there]",
)  # fmt: skip
LEAVES = (
    "<open><tell> <when> {thing} [goes away|has left|disappears|leaves|vanishes|is taken away|goes out"
    "|is no longer there]<please>", "<open>watch whether {thing} is taken away",
    "<when> {thing} [disappears|goes away|leaves][,|] <tell>",
    "<open>keep an eye on {thing} and <tell> when it [leaves|goes|is away]",
    "<tell> if {thing} [goes away|disappears]",
)  # fmt: skip
CHANGES = (
    "<open><tell> <when> {thing} [gets another color|changes its color|turns into another color"
    "|has a new color]<please>", "what color does {thing} [turn into|get|take]", "<open>watch the color of {thing}",
    "which color will {thing} get", "<open>say the new color of {thing} <when> it changes",
    "<when> {thing} changes its color[,|] say the new one", "<open>name the color that {thing} turns into",
)  # fmt: skip
MOVES = (
    "<open><tell> <when> {thing} [is moved|is pushed|begins to move|starts to move|is shifted|slides]<please>",
    "<open>watch {thing} and <tell> <when> it moves", "<tell> if {thing} [moves|is moved|is pushed]",
    "<when> {thing} [is moved|is pushed|starts to move][,|] <tell>",
    "has anybody moved {thing}[,|] <tell> when they do",
)  # fmt: skip
ANY_COMES = (
    "<open>tell me what comes[ in|]", "<open>name everything that [appears|comes|shows up]<please>",
    "name what shows up", "<open>say what you see when something new comes",
    "<open>tell me about every new thing<please>", "what is put on the table",
    "<open>name each thing that [comes in|is put down|is new]", "<open>announce what comes",
)  # fmt: skip
ANY_GOES = (
    "<open>tell me what [disappears|leaves|goes|is taken]", "<open>name everything that [goes away|leaves|disappears]",
    "<open>say what is gone when something leaves", "<open>tell me what is taken off the table<please>",
    "name what leaves", "<open>name each thing that [leaves|is taken away]", "what is taken away",
)  # fmt: skip
