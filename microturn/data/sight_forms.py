"""What requests about what is seen are worded like. Data only. {action}: as "squats", {doing}: as "doing squats",
{thing}: as "the red cup"; [a|b]: one of them, <name>: one of PARTS (see `forms`)."""

from microturn.data.asking import PARTS as ASKING

PARTS = ASKING | {
    "open": (
        "[|||||okay |hey |alright |so |please |now |could you |can you |would you |will you |I want you to "
        "|I'd like you to |I need you to |look and |be so kind and ]"
    ),
    "please": "[||||| please| for me| thanks| if you can]",
    "tell": "[tell me|let me know|say so|give me a sign|speak up|report|say it|alert me|inform me|call out]",
    "when": "[when|as soon as|once|the moment|the instant]",
    "fit": (
        "[I'm working out|I always lose count|I can't count while I move|my coach wants numbers|I'm out of shape"
        "|I'm trying to beat my record|it's time for my exercises|I'm warming up|I'm doing my morning routine"
        "|I promised to move more|I'm on my mat|I'm getting started here|I'm in front of the camera|I'm in training]"
    ),
    "away": (
        "[I can't look right now|I have to look away for a moment|I'm looking the other way|my hands are full"
        "|I'm on the phone|I've got something on the stove|I'm busy over here|my eyes are tired"
        "|I can't see it from here|I don't have my glasses on|I need to answer this message|I'm doing something else"
        "|I'll be reading meanwhile|I'm not paying attention]"
    ),
}
COUNT = (
    "<fit><so> <kindly>count [my |the |]{action}", "would you mind counting [my |the |]{action}<kind>",
    "<um><kindly>count [my |the |]{action} [as I go|out loud|one by one]<kind>",
    "<maybe> count [my |the |]{action}<kind>", "while I do [my |some |]{action}[,|] <kindly>count [them|along|for me]",
    "I'm about to do [some |a few |a round of |]{action}<so> [count them|count along|keep count|you count]",
    "let's see how many {action} I can do[,|.] [you count|keep count|count them|count out loud]",
    "I lose track when I do {action}<so> <kindly>[keep count|count for me|do the counting|count them out loud]",
    "you do the counting[,|] I'll do the {action}",
    "how many {action} is that[,|] [count along|keep count|count them as I go]",
    "for each of [my |the |]{action} [you see|I do][,|] say [the|its|the next] number",
    "eyes on me[,|.] I'll do [my |some |]{action} and you [count them|keep count|count]",
    "next up[,|] {action}[,|.] [keep count|you count|count with me|count for me]<kind>",
    "can you see me[,|] I'm doing {action} [now|here]<so> count them",
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
    "<um><kindly>say start when I [begin|start] {doing} and stop when I'm [done|finished|through]<kind>",
    "I'm about to start {doing}<so> say start when [it begins|I begin|you see it] and stop when [it's over|I'm done]",
    "<fit><so> <kindly>[call|say|call out] start and stop for {doing}", "<maybe> say start and stop for {doing}<kind>",
    "would you mind saying start and stop [for|around] {doing}",
    "let's mark {doing}[,|.] say start and then stop at the end",
    "watch me[,|.] when I [begin|start] {doing} say start[,|] and when [I quit|I'm done|it's over] say stop",
    "I want to know when {doing} [begins|starts] and when it [ends|stops]<so> say start and stop",
    "be the referee[,|.] start [as soon as|once|when] somebody is {doing}[,|] stop when [they're done|it's over]",
    "somebody will be {doing} [soon|later][,|.] say start when it [begins|starts] and stop when it [ends|is over]",
    "keep your eyes [open|on me][,|.] [when|once] you see {doing} say start[,|] and stop when it [ends|is over]",
    "I'm recording this<so> <kindly>mark the start and [the |]end of {doing}",
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
    "<away><so> <kindly><tell> when {thing} [shows up|comes in|appears|is on the table]",
    "<um><kindly><tell> [when|if|once] {thing} [pops up|comes along|appears|gets here]<kind>",
    "<maybe> <tell> when you see {thing}",
    "would you mind telling me when {thing} [shows up|appears|comes in|is there]<kind>",
    "I'm [looking for|missing|expecting|hoping for] {thing}<so> <kindly><tell> when [you see it|it appears|it's there]",
    "somebody will [bring|put down|show you] {thing}[,|.] <tell> when [you see it|it's there]",
    "keep your eyes [peeled|open] for {thing}[,| and] <tell> when [you see it|it's there]",
    "any sign of {thing}[,|] <tell> when [it's there|you see it|it shows up]",
    "if you [happen to see|notice|catch sight of] {thing}[,|] <kindly><tell>",
    "don't say anything until {thing} [shows up|appears|is there|comes in][, then <tell>|]",
    "I need {thing} [in a minute|for this|right away]<so> <tell> when [it's there|it comes|you see it]",
    "the only thing I care about is {thing}[,|.] <tell> when it [shows up|appears|comes in]",
    "has {thing} come [in |]yet[,|] <tell> when it [does|has]",
    "<open><tell> <when> [you see|you can see|you spot|there is] {thing}<please>",
    "<open>[watch|look out|wait] for {thing}",
    "<open><tell> <when> {thing} [comes|shows up|is there|comes in|turns up|arrives|comes into view|enters]<please>",
    "<when> {thing} [comes|shows up|comes into view|is there|turns up][,|] <tell>",
    "<tell> if {thing} [comes|turns up]", "I'm waiting for {thing}[,|] <tell> when it [comes|is there]",
)  # fmt: skip
LEAVES = (
    "<away><so> <kindly><tell> when {thing} is [gone|taken|no longer there|off the table]",
    "<um><kindly><tell> [when|if|once] {thing} [is gone|gets taken|isn't there any more|goes missing]<kind>",
    "would you mind telling me when {thing} [is gone|disappears|is taken away]<kind>",
    "<maybe> <tell> when {thing} is gone",
    "I'm [afraid|worried|sure] somebody will take {thing}<so> <kindly><tell> when [it's gone|that happens|it goes]",
    "guard {thing} [for me|for a moment] and <tell> when it's [gone|taken]",
    "is {thing} still there[,|] <tell> when it [isn't|goes|leaves]",
    "somebody will [take|remove|pick up|carry off] {thing}[,|.] <tell> when [it's gone|they do|that happens]",
    "if [anybody|somebody|someone] takes {thing}[,|] <kindly><tell>",
    "{thing} won't be here [for long|much longer][,|.] <tell> when it's gone",
    "don't [lose sight of|let anyone take] {thing}[,|.] <tell> if it [goes|leaves|is gone]",
    "as long as {thing} is there[,|] stay quiet[, but|.] <tell> when it [goes|leaves|is gone]",
    "I want to know [when|the moment] {thing} is [gone|taken away|no longer there]<kind>",
    "<open><tell> <when> {thing} [goes away|has left|disappears|leaves|vanishes|is taken away|goes out"
    "|is no longer there]<please>", "<open>watch whether {thing} is taken away",
    "<when> {thing} [disappears|goes away|leaves][,|] <tell>",
    "<open>keep an eye on {thing} and <tell> when it [leaves|goes|is away]", "<tell> if {thing} [goes away|disappears]",
)  # fmt: skip
CHANGES = (
    "<away><so> <kindly><tell> when {thing} [changes color|turns another color|gets a different color]",
    "<um><kindly>tell me [what color|which color] {thing} [turns|changes to|becomes|ends up with]<kind>",
    "would you mind telling me [when {thing} changes color|what color {thing} turns]<kind>",
    "<maybe> <tell> when {thing} changes color",
    "{thing} [is about to|might|will soon|is going to] change color[,|.] <tell> when it does",
    "watch {thing}[,|] it's going to change color[,|.] <tell> when [it does|that happens]",
    "I [like|wonder about|keep looking at] the color of {thing}[,|.] <tell> when it changes",
    "if the color of {thing} changes[,|] <kindly><tell>",
    "any change in the color of {thing}[,|] <tell>[ right away| at once|]",
    "keep an eye on the color of {thing} and <tell> when it changes",
    "I'm [curious|wondering] what color {thing} will [turn|get|become][,|.] <tell> when [it changes|you see it]",
    "somebody will paint {thing}[,|.] [tell me|say] [what color it gets|the new color|which color it gets]",
    "does {thing} stay that color[,|] <tell> when it [doesn't|changes]",
    "<open><tell> <when> {thing} [gets another color|changes its color|turns into another color"
    "|has a new color]<please>", "what color does {thing} [turn into|get|take]", "<open>watch the color of {thing}",
    "which color will {thing} get", "<open>say the new color of {thing} <when> it changes",
    "<when> {thing} changes its color[,|] say the new one", "<open>name the color that {thing} turns into",
)  # fmt: skip
MOVES = (
    "<away><so> <kindly><tell> when {thing} [moves|gets moved|is pushed|is in another place]",
    "<um><kindly><tell> [when|if|once] {thing} [moves|gets pushed|shifts|starts sliding|gets moved]<kind>",
    "would you mind telling me when {thing} [moves|is moved|gets pushed]<kind>", "<maybe> <tell> when {thing} moves",
    "somebody [might|will|is going to] [push|move|shift] {thing}[,|.] <tell> when [they do|that happens|it moves]",
    "if [anybody|somebody|someone] [pushes|moves|shifts] {thing}[,|] <kindly><tell>",
    "nobody is allowed to move {thing}[,|.] <tell> [if|when] [they do|somebody does|it moves]",
    "{thing} has to stay [where it is|put|right there][,|.] <tell> [if|when] it [moves|doesn't|shifts]",
    "as long as {thing} stays put[,|] say nothing[, but|.] <tell> when it moves",
    "I think {thing} is about to [move|slide|shift][,|.] <tell> when it does",
    "keep [watching|looking at|your eyes on] {thing} and <tell> when it [moves|shifts|is pushed]",
    "does {thing} stay where it is[,|] <tell> [if|when] it [moves|doesn't]",
    "the moment {thing} [budges|shifts|so much as moves][,|] <kindly><tell>",
    "<open><tell> <when> {thing} [is moved|is pushed|begins to move|starts to move|is shifted|slides]<please>",
    "<open>watch {thing} and <tell> <when> it moves", "<tell> if {thing} [moves|is moved|is pushed]",
    "<when> {thing} [is moved|is pushed|starts to move][,|] <tell>",
    "has anybody moved {thing}[,|] <tell> when they do",
)  # fmt: skip
ANY_COMES = (
    "<away><so> <kindly>tell me what [comes in|appears|shows up|is new]", "<maybe> tell me what comes in<kind>",
    "<um><kindly>[name|announce|call out] [whatever|everything that] [comes in|shows up|is put down]<kind>",
    "would you mind [naming|announcing|telling me] what [appears|comes in|shows up]<kind>",
    "we're [filling|setting|decorating] the table<so> <kindly>[name|announce] [each|every] thing that [comes|shows up]",
    "each time something new [shows up|comes in|appears|lands on the table][,|] [tell me what it is|name it]",
    "whenever [you see something new|somebody puts something down|a thing comes in][,|] [name it|tell me what it is]",
    "let's play a game[,|.] I put things [down|on the table] and you [name them|tell me what they are]",
    "what's new on the table[,|] [keep telling me|keep me posted|tell me as it comes]",
    "<um>keep me [posted|up to date] on what [comes in|appears|shows up]<kind>",
    "I want to know about everything that [comes in|shows up|appears|is added]",
    "be my eyes[,|.] [tell me|say] what [comes in|appears|is put on the table|shows up]",
    "<open>tell me what comes[ in|]", "<open>name everything that [appears|comes|shows up]<please>",
    "name what shows up", "<open>say what you see when something new comes",
    "<open>tell me about every new thing<please>", "what is put on the table",
    "<open>name each thing that [comes in|is put down|is new]", "<open>announce what comes",
)  # fmt: skip
ANY_GOES = (
    "<away><so> <kindly>tell me what [is taken away|goes missing|leaves|disappears]",
    "<maybe> tell me what is taken away<kind>",
    "<um><kindly>[name|call out] [whatever|everything that] [goes missing|is taken|disappears|is removed]<kind>",
    "would you mind [naming|telling me] what [disappears|is taken away|goes missing]<kind>",
    "we're clearing the table<so> <kindly>[name|call out] [each|every] thing that [goes|is taken away|leaves]",
    "each time something [is taken away|goes missing|leaves][,|] [tell me what it was|say what is gone|name it]",
    "whenever [something is gone|somebody takes something|a thing disappears][,|] [name it|tell me what it was]",
    "let's play a memory game[,|.] I take things away and you [name them|say what's gone|tell me what's missing]",
    "<um>keep me [posted|up to date] on what [goes|leaves|disappears|is taken]<kind>",
    "I want to know about everything that [leaves|goes missing|is taken away|disappears]",
    "be my eyes[,|.] [tell me|say] what [leaves|is taken off the table|goes missing]",
    "what's gone from the table[,|] [keep telling me|keep me posted|tell me as it goes]",
    "<open>tell me what [disappears|leaves|goes|is taken]", "<open>name everything that [goes away|leaves|disappears]",
    "<open>say what is gone when something leaves", "<open>tell me what is taken off the table<please>",
    "name what leaves", "<open>name each thing that [leaves|is taken away]", "what is taken away",
)  # fmt: skip
