import numpy as np
import pytest

from microturn.data.timers import Timer, parse, sayings, timers


@pytest.mark.parametrize(
    ("text", "timer"),
    [
        ("Remind me to drink every four seconds.", Timer("every", 4.0, ("Drink.",))),
        ("Every ten seconds tell me to sit up.", Timer("every", 10.0, ("Sit up.",))),
        ("Tell me when ninety seconds have passed.", Timer("after", 90.0, ("Ninety seconds have passed.",))),
        ("Count to three slowly.", Timer("count", 1.0, ("One.", "Two.", "Three."))),
        ("Wait five seconds, then say go.", Timer("wait", 5.0, ("Go.",))),
        ("In twelve seconds say hello.", Timer("wait", 12.0, ("Hello.",))),
        ("What time is it?", None),
    ],
)
def test_what_is_asked_for(text: str, timer: Timer | None) -> None:
    assert parse(text) == timer


def test_every_request_is_understood_and_can_be_said() -> None:
    known = set(sayings())
    pairs = timers(np.random.default_rng(0), 400)
    kinds = set()
    for text, reply in pairs:
        timer = parse(text)
        assert timer is not None, text
        assert set(timer.sayings) <= known, text
        assert reply.startswith("Okay")
        kinds.add(timer.kind)
    assert kinds == {"every", "after", "count", "wait"}
