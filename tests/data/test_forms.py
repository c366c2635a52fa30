from microturn.data.forms import Reader, capital, ended, one_of, plain

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
