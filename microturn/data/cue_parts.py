"""Parts that many requests to speak while the user speaks share. Data only; see `cue_forms`."""

from microturn.data.asking import PARTS as ASKING

PARTS = ASKING | {
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
    "habit": (
        "[I've got a habit of saying|I have this habit of saying|I catch myself saying|people tell me I keep saying"
        "|I can't stop saying|I'm trying to quit saying|my teacher hates it when I say|I'm told I overuse"
        "|I want to get rid of|I'm sick of hearing myself say|I've got a bad case of|I lean too much on|I hate saying"
        "|I use way too much|I can't seem to stop saying|my friends laugh because I always say|I'm weaning myself off]"
        " [the word |]{word}"
    ),
    "speech": (
        "[I'm practicing a speech|I'm getting ready for an interview|I'm rehearsing a talk|I'm preparing a presentation"
        "|I'm recording a podcast|I'm working on my English|I want to sound more professional|I have a big meeting"
        "|I'm going to be on the radio|I'm learning to speak clearly|I'm training for a debate|I need to speak better]"
    ),
    "hear": (
        "[whenever I say|if I ever say|when I slip and say|every time you catch me saying|if you catch me saying"
        "|whenever you hear me say|when I start saying|the moment I say|should I say|as soon as I blurt out|when I go"
        "|if I happen to say|each time I let slip|every time I come out with] [the word |]{word}"
    ),
    "again": (
        "[whenever I do|every time I do|if I do it|when it happens|each time it slips out|as soon as you hear it"
        "|any time it comes out|the moment I do|if it slips out|when you catch it|every single time|if you hear it"
        "|when I do it again]"
    ),
    "catch": (
        "[stop me|cut me off|cut in|interrupt me|break in|say stop|call me out|jump in|pull me up"
        "|call me out on it|butt in|throw in a stop|shout stop|hold me back|call me on it|stop me right there]"
    ),
    "note": (
        "[tell me|let me know|point it out|say so|give me a heads up|mention it|flag it|make me aware of it"
        "|bring it to my attention|tell me that I did|report it to me]"
    ),
    "math": (
        "[I'm practicing mental math|I'm helping my kid with homework|I'm rusty at arithmetic|I've got a math test"
        "|I'm going over my sums|I'm learning my numbers again|I'm adding things up in my head"
        "|I want to practice adding|I'm brushing up on my math|I'm quizzing myself"
        "|I'm going through my homework|I'm teaching my son to add"
        "|I'm adding up the bill|I haven't done math in years|I'd like to do some sums out loud]"
    ),
    "mistake": (
        "[when I slip up|if I mess up|whenever I get it wrong|if I get one wrong|when the answer is off|when I'm off"
        "|if something's off|the moment I get one wrong|any time I'm wrong|if I botch one|where I go wrong"
        "|if that's not right|when I blunder|if it's off]"
    ),
    "right": (
        "[set me straight|give me the right answer|tell me the right one|jump in with the right number|correct me"
        "|put me right|chime in with the right answer|tell me what it really is|say the right one"
        "|help me out with the right answer|let me know the right number|tell me the real answer]"
    ),
    "along": (
        "[while I'm talking|right as I say it|without waiting for me to finish|as I go along|before I've even finished"
        "|on the fly|in real time|half a second behind me|just behind me|with as little delay as you can"
        "|as the words come out|while the words come|at the same time as me|right on my heels]"
    ),
    "travel": (
        "[I'm going on vacation next month|I'm learning {language}|my grandmother only speaks {language}"
        "|I've got a {language} class tomorrow|I want to learn some {language}|my neighbors speak {language}"
        "|I'm studying for a test|I have guests who don't speak English|I'm preparing for a trip"
        "|I've always wanted to speak {language}|my {language} is terrible|my {language} is a bit rusty"
        "|I'm teaching my kids some {language}|my new boss speaks {language}|I'm moving abroad]"
    ),
    "bit": "[each word|every word|what I say|everything I say|whatever I say|my words|it all]",
    "turn": "[translate <bit> into|say <bit> in|give me <bit> in|repeat <bit> in|put <bit> into] {language}",
    "story": (
        "[I've got a long story|I have to get something off my chest|I need to vent a little"
        "|I want to talk something through|I had a strange day|I just want to be heard|I've been alone all day"
        "|I'm rehearsing a story|I need to think out loud|there's a lot on my mind|something funny happened to me"
        "|I want to tell you about my trip]"
    ),
    "hum": (
        "[say mm-hmm|give me a little mm-hmm|go mm-hmm|throw in an mm-hmm|let out an mm-hmm|hum a short mm-hmm"
        "|say a quick mm-hmm|answer with mm-hmm|put in an mm-hmm|nod with an mm-hmm]"
    ),
    "now": (
        "[every so often|after every sentence|whenever I finish a sentence|when I take a breath|at every pause"
        "|each time I pause|now and again|after each thing I say|whenever there's a gap|so I know you're there"
        "|so I know you're listening|to show you're listening|at the end of every sentence|when I stop for air]"
    ),
}
