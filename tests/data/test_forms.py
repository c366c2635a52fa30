import numpy as np

from microturn.data.forms import Reader, capital, chosen, ended, one_of, plain, with_parts

FORMS = {"say": ("say {what} in {n} seconds", "in {n} seconds, say {what}"), "stop": ("stop it",)}
READER = Reader.of(FORMS, {"n": one_of(["two", "twenty two"]), "what": one_of(["ice cream", "ice"])})


def test_a_form_is_found_with_what_stands_in_it() -> None:
    assert READER.read("Say ice cream in twenty-two seconds.") == ("say", {"what": "ice cream", "n": "twenty two"})
    assert READER.read("in two seconds say ice") == ("say", {"what": "ice", "n": "two"})
    assert READER.read("Stop it!") == ("stop", {})


def test_other_texts_have_no_form() -> None:
    assert READER.read("say milk in two seconds") is None
    assert READER.read("say ice in two seconds now") is None


def test_texts_are_dressed_as_voices_like_them() -> None:
    assert ended("how long was that") == "How long was that?"
    assert ended("say it") == "Say it."
    assert capital("") == ""
    assert plain("Wait, what?") == "wait what"


def test_of_a_bracket_one_is_taken_and_all_of_them_are_read() -> None:
    form = with_parts(
        "<open>say {what}[, now| in [{n}|a few] seconds|]", {"open": "[please |<you>|]", "you": "can you "}
    )
    drawn = {chosen(np.random.default_rng(seed), form) for seed in range(300)}
    assert len(drawn) == 3 * 4
    assert "can you say {what} in a few seconds" in drawn
    reader = Reader.of({"say": (form,)}, {"n": one_of(["two"]), "what": "[a-z]+"})
    for text in drawn:
        found = reader.read(text.format(what="ice", n="two"))
        assert found == ("say", {"what": "ice"} | ({"n": "two"} if "{n}" in text else {}))


def test_a_blank_may_stand_in_several_alternatives() -> None:
    reader = Reader.of({"say": ("[in {n} seconds|{n} seconds on] stop",)}, {"n": one_of(["two"])})
    assert reader.read("In two seconds, stop.") == reader.read("two seconds on stop") == ("say", {"n": "two"})
