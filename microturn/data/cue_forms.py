"""What requests to speak while the user speaks are worded like. Data only. {word}: the cue, {language}: Spanish, say;
[a|b]: one of them, <name>: one of PARTS (see `forms`)."""

PARTS = {
    "open": (
        "[|||||okay |hey |alright |so |please |now |well |listen |could you |can you |would you |will you "
        "|could you please |I want you to |I'd like you to |I need you to |be so kind and |from now on ]"
    ),
    "please": "[||||| please| for me| if you can| okay| from now on]",
    "when": (
        "[when|whenever|if|as soon as|each time|every time|the second|the instant|any time|once] [I say|you hear"
        "|I use|I mention|I let out|there is|I come to|you notice|I drop] [the word |a |]{word}"
    ),
    "cut": (
        "[stop me|interrupt me|cut me off|break in|hold me up|say stop|call stop|shout stop|yell stop|cry stop"
        "|say the word stop|interrupt with stop|interrupt me with stop|stop me at once|just say stop"
        "|jump in with stop|call me out with stop|step in and say stop|give me a stop]"
    ),
    "wrong": (
        "[when I'm wrong|if I'm wrong|when I make a mistake|when something is wrong|where I'm wrong"
        "|if a number is wrong|if a sum is wrong|when one is wrong|if the result is wrong|whenever I get one wrong"
        "|if it isn't right|when it doesn't add up|if I miscalculate|when I get it wrong|at every mistake]"
    ),
    "fix": (
        "[correct me|correct it|tell me the right number|say the right number|give me the right number|put it right"
        "|say the right result|tell me the right one|name the right number|say what it should be"
        "|step in with the true number|interrupt me with the right answer|tell me what is right|fix it right away]"
    ),
    "sums": (
        "[I'll do some sums|I'm doing sums now|I'm practicing sums|I will add some numbers|here are a few sums"
        "|I'm going to say some sums|let me do a little math|I'll calculate out loud|a bit of math now"
        "|I'll add things up]"
    ),
    "soon": (
        "[while I say it|while I'm still talking|while I speak|as I speak|as I go|without waiting|before I'm done"
        "|while I keep talking|without a break|at the same time|with no delay|while I read]"
    ),
    "each": (
        "[each word|every word|every single word|all the words|my words|one word after the other|word after word]"
    ),
    "mm": "[mm-hmm|an mm-hmm|a short mm-hmm|a quiet mm-hmm|just mm-hmm|a simple mm-hmm|a friendly mm-hmm]",
    "often": (
        "[| after each sentence| after every sentence| now and then| from time to time| every now and then"
        "| once in a while| at the end of each sentence| whenever I pause| between the sentences"
        "| when I stop for a moment| here and there]"
    ),
    "tell": (
        "[while I talk|while I tell you something|while I tell a story|while I tell you about my day|as I speak"
        "|when I tell you this|while I explain something|as I go on|while I'm telling you what happened]"
    ),
}
STOP = (
    "if you hear {word} say stop at once", "break in when you hear {word} and say stop",
    "when {word} comes up call out stop", "<open><cut> <when><please>", "<when>[,|] [please |you |]<cut>",
    "<open><cut> at [the word|every|any|each] {word}",
    "I'm trying [not to say|to avoid|to get rid of|to stop saying] {word}[,|] so <cut>",
    "call stop on [every|any] {word}", "don't let me say {word}[,|] <cut> if I do",
    "[listen|watch out|look out] for [the word |]{word} and <cut>",
    "[whenever|when|if|each time] [the word |a |]{word} [comes up|slips out|is said|turns up|escapes me][,|] <cut>",
    "<open><cut> [when|whenever|if] [the word |a |]{word} [comes up|slips out|turns up|comes]",
    "no {word} please[,|] <cut>", "I don't want to hear {word} from me[,|] <cut>",
    "my bad habit is {word}[,|] <cut> [each time|if you hear it]",
)  # fmt: skip
TELL = (
    "notice when I say {word}",
    "<open>[tell me|let me know|point it out|notice it|report it|give me a hint] <when><please>",
    "<when>[,|] [tell me|let me know]",
    "<open>[watch|listen|look out] for [the word |]{word} and [tell me|let me know]",
    "I want to know [when|whenever|each time] I say {word}",
)  # fmt: skip
CORRECT = (
    "when I get a sum wrong <fix>", "<open>[break in|interrupt me|tell me] <wrong>",
    "say the right result when mine is wrong", "listen to my sums and correct the wrong ones",
    "if I say something wrong correct me at once", "cut in with the right number if I'm wrong",
    "interrupt me when a sum is wrong", "<open><fix> <wrong><please>", "<wrong>[,|] [please |]<fix>",
    "<sums>[,|.] [please |][correct me|<fix> <wrong>]",
    "<sums> and you [correct me|check them|correct the wrong ones|tell me the right number <wrong>]",
    "<open>[check|listen to|follow|watch|verify|mind] my [sums|math|numbers|results] and <fix> <wrong>",
    "<open>[check my sums as I say them|correct my mistakes while I speak|check what I say right away"
    "|correct what is wrong]", "<open>[interrupt me|break in|cut in] <wrong> and <fix>",
    "[I add numbers|I do the math] and you check them", "<open>[tell me at once|tell me right away] <wrong>",
    "<open>be my math teacher and <fix> <wrong>",
    "<open>[watch my sums for mistakes|don't let a wrong sum pass|don't let me get away with a wrong number]",
    "correct me on the spot", "<open>keep an eye on my [sums|math|numbers][,|.] <fix> <wrong>",
)  # fmt: skip
REPEAT = (
    "please repeat the words as I say them", "<open>repeat [<each> |the words |what I say |]after me<please>",
    "<open>say <each> after me", "echo what I say", "<open>say what I say <soon>",
    "<open>repeat [the words|my words] one by one", "<open>say back to me what I say", "<open>give me back <each>",
    "[I say a word|I'll say some words] and you repeat [it|them]",
)  # fmt: skip
SHADOW = (
    "be my echo", "repeat what I say while I go on", "<open>shadow [me|my words|what I say][ please||]",
    "<open>[repeat|copy|follow|mirror|speak] <each> <soon>",
    "<open>[repeat what I say|say what I say|repeat it|say my sentence|repeat my sentence|follow my speech] <soon>",
    "<open>[speak|talk] along [right|just|close|directly] behind me", "<open>say my words just after me",
    "<open>follow my words without waiting for the end", "<open>speak my sentence with me a word behind",
    "say it after me but don't wait for me to finish", "<open>repeat every word right behind me as I talk",
    "<open>copy my words as they come",
    "<open>[run|come|stay|keep] one word behind me[,|] [saying|repeating] what I say", "<open>echo me <soon>",
    "<open>mirror my speech[ <soon>||]", "I talk and you shadow me",
    "[whatever I say|what I say|everything I say][,|] you [say|repeat] it <soon>",
)  # fmt: skip
TRANSLATE = (
    "teach me {language} word by word as I say them", "say in {language} what I say",
    "<open>translate [<each> |what I say |everything |what I tell you |]into {language}[ <soon>| please||]",
    "<open>say [<each>|what I say|it all|everything] in {language}[ <soon>| please||]",
    "teach me {language} word by word",
    "<open>[put|turn] [what I say|my words|everything] into {language}[ <soon>| one by one||]",
    "<open>translate word [by word|for word] into {language}[ <soon>||]", "repeat after me in {language}",
    "<open>tell me [<each>|what I say] in {language}",
    "<open>interpret [for me |everything |]into {language}[ <soon>||]",
    "I speak English and you [speak|say it in|answer in|repeat it in] {language}", "what I say you say in {language}",
    "<open>be my [interpreter|translator] into {language}[ <soon>||]",
    "from English [in|]to {language}[,|] word by word",
    "[whatever I say|each word I say][,|] [say|repeat] it in {language}", "how is this in {language}[,|] word by word",
    "<open>give me [<each>|what I say] in {language}", "I want to hear <each> in {language}[ <soon>||]",
    "<open>help me with my {language}[,|] translate <each>", "{language} please[,|] <each>",
)  # fmt: skip
COUNT = (
    "let us count out loud together", "<open>count with me", "<open>count [along |together ]with me[ now||]",
    "<open>count along while I count", "<open>join me when I count", "let's count together",
    "<open>say the numbers with me", "I count and you count along", "both of us count now",
    "<open>count out loud together with me", "<open>count in step with me", "we say each number together",
    "[I'll count|I'm going to count|I count now] and you [count with me|say the numbers too|count along|do the same]",
    "<open>keep me company while I count", "<open>speak the numbers [at the same time|along with me|as I say them]",
)  # fmt: skip
LISTEN = (
    "let me tell you [about my day|what happened|about my week|something|a story|about last night]",
    "I [want|need|would like] to tell you [a story|something|what happened|about my day]", "guess what happened to me",
    "just listen for a while[,|] I'll tell you about my [trip|day|job|weekend|family]", "listen to [this|my story]",
    "can I tell you [about yesterday|something|a story|about my day]", "you won't believe what happened",
    "do you have a minute[,|] I want to talk", "I have to tell you about [this morning|yesterday|my weekend]",
)  # fmt: skip
NOD = (
    "just say mm-hmm while I tell you something", "give me an mm-hmm now and then while I tell this",
    "while I speak say mm-hmm<often>", "<open>say <mm><often> <tell>",
    "<open>[give me|let me hear|keep giving me|go] <mm><often> <tell>", "<open>keep saying mm-hmm <tell>",
    "<tell>[,|] [please |]say <mm><often>", "<tell>[,|] I [want|need] <mm><often>",
    "<open>listen to me and say <mm><often>", "<open>hear me out and say mm-hmm as I go",
    "nod along with mm-hmm please", "I only want <mm><often>", "let me talk and just say mm-hmm",
    "<open>show me that you listen with <mm><often>",
    "<open>[listen|just listen|pay attention] and [show it|confirm it|answer] with <mm><often>",
    "I'll talk for a while[,|] [you say|just say|only say|and you say] <mm><often>",
    "<open>nod with <mm><often> <tell>", "nothing but <mm><often> please[,|] <tell>",
    "I have a story[,|] [say|give me] <mm><often>",
)  # fmt: skip
