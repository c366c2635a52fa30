import numpy as np
import pytest

from microturn.data.forms import chosen
from microturn.data.timers import EVERY, FORMS, ONCE, SPAN, START, WAIT, Timer, parse, request, sayings, timers, took


@pytest.mark.parametrize(
    ("text", "timer"),
    [
        ("Remind me to drink every four seconds.", Timer("every", 4.0, ("Drink.",))),
        ("Every ten seconds tell me to sit up.", Timer("every", 10.0, ("Sit up.",))),
        ("Tell me when ninety seconds have passed.", Timer("after", 90.0, ("Ninety seconds have passed.",))),
        ("Count to three slowly.", Timer("count", 1.0, ("One.", "Two.", "Three."))),
        ("Wait five seconds, then say go.", Timer("wait", 5.0, ("Go.",))),
        ("In twelve seconds say hello.", Timer("wait", 12.0, ("Hello.",))),
        ("Remind me about the oven in thirty seconds.", Timer("once", 30.0, ("The oven.",))),
        ("Count to two, one number every five seconds.", Timer("paced", 5.0, ("One.", "Two."))),
        ("Start the clock.", Timer("start", 0.0, ())),
        ("How long was that?", Timer("span", 0.0, ())),
        ("What time is it?", None),
        ("Say abracadabra in two seconds.", Timer("wait", 2.0, ("Abracadabra.",))),
        (
            "While the pasta boils, could you just give me a shout in forty seconds.",
            Timer("after", 40.0, ("Forty seconds have passed.",)),
        ),
        ("I'm doing stretches, so every ten seconds nudge me to move.", Timer("every", 10.0, ("Move.",))),
        ("Would you mind saying lemon in, um, six seconds?", Timer("wait", 6.0, ("Lemon.",))),
        (
            "A timer for one hundred twelve seconds.",
            Timer("after", 112.0, ("One hundred twelve seconds have passed.",)),
        ),
        ("Say all the names of all the presidents in two seconds.", None),
    ],
)
def test_what_is_asked_for(text: str, timer: Timer | None) -> None:
    assert parse(text) == timer


def test_every_request_is_understood_and_can_be_said() -> None:
    pairs = timers(np.random.default_rng(0), 400)
    kinds = set[str]()
    for text, reply in pairs:
        timer = parse(text)
        assert timer is not None, text
        assert all(saying[0].isupper() and saying[-1] == "." for saying in timer.sayings), text
        assert timer.sayings or timer.kind in (START, SPAN), text
        assert reply.startswith("Okay") or timer.kind == SPAN
        kinds.add(timer.kind)
    assert kinds == set(FORMS)


def test_how_long_something_took_can_be_said() -> None:
    assert took(1) == "One second."
    assert took(46) in sayings()


def test_no_form_hides_behind_one_of_another_kind() -> None:
    rng, blanks = np.random.default_rng(2), {"n": "seven", "m": "three", "what": "drink", "doing": "hum one note"}
    for kind, forms in FORMS.items():
        for form in forms:
            read = [parse(chosen(rng, form).format(**blanks)) for _ in range(5)]
            assert any(timer is not None and timer.kind == kind for timer in read), form


def test_what_is_to_be_said_may_be_long() -> None:
    rng = np.random.default_rng(0)
    read = [parse(request(rng, kind)[0]) for kind in (ONCE, EVERY, WAIT) for _ in range(200)]
    lengths = [len(timer.sayings[0].split()) for timer in read if timer is not None and timer.sayings]
    assert len(lengths) > 550
    assert 0.05 < np.mean(np.array(lengths) > 4) < 0.5
    assert max(lengths) == 6
