"""How people lead up to a request in everyday talk, and how they end it: parts of forms (see `forms`). Data only."""

PARTS = {
    "um": (
        "[|um, |uh, |hmm, |so, um, |okay so |you know what, |let's see, |oh, |right, |actually, |hey, so |well, um, "
        "|oh hey, |alright so |listen, |quick favor, |one thing, |hi, |sorry, |let me think, |yeah, so ]"
    ),
    "kindly": (
        "[could you maybe |can you just |could you just |would you maybe |do you think you could |why don't you "
        "|is it okay if I ask you to |I'd love it if you could |I'd appreciate it if you would |how about you "
        "|it would help if you could |it'd be great if you could |you could maybe |I was hoping you could "
        "|can I get you to |would you be able to |mind if I ask you to |maybe you could |if you don't mind, "
        "|if it's not too much trouble, |be a friend and |could you be so nice and |could you, um, "
        "|you'd help me if you |I'd be glad if you'd |can you, like, |what if you |I want you to |just |please ]"
    ),
    "maybe": (
        "[think you could|any chance you could|do you reckon you could|is there any way you could|can I ask you to"
        "|may I ask you to|do you mind if I ask you to]"
    ),
    "so": "[, so|.|, so um,|, so yeah,|, so look,|, that's why I ask,]",
    "kind": (
        "[| please|, if you don't mind|, if that's okay|, thanks|, would you|, alright|, that would help"
        "|, that'd be great|, if you can|, yeah|, okay|, thank you|, could you do that|, will you]"
    ),
}
