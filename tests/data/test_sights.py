import numpy as np
import pytest

from microturn.bench.sight import prompts
from microturn.data import sights
from microturn.data.pool import key_of
from microturn.data.sight.actions import HELD_OUT
from microturn.data.sight.tabletop import Event, Wanted
from microturn.data.sight.things import HELD_OUT_THINGS
from microturn.data.sights import Sight, parse


@pytest.mark.parametrize(
    ("text", "sight"),
    [
        ("Count my push-ups.", Sight("count", "push-ups")),
        ("Say start and stop for doing squats.", Sight("span", "squats")),
        ("Tell me when you see the red ball.", Sight("appears", wanted=Wanted("appears", "ball", "red"))),
        ("Watch the color of the box.", Sight("changes", wanted=Wanted("changes", "box"))),
        ("Name what leaves.", Sight("any_goes", wanted=Wanted("leaves"))),
        ("I always lose count, so could you just count my squats.", Sight("count", "squats")),
        ("If somebody takes the blue cup, just let me know.", Sight("leaves", wanted=Wanted("leaves", "cup", "blue"))),
        ("What time is it?", None),
        ("Tell me when you see the red dragon.", None),
    ],
)
def test_what_is_asked_for(text: str, sight: Sight | None) -> None:
    assert parse(text) == sight


def test_every_request_is_understood_and_its_reply_can_be_said() -> None:
    known, kinds = set(sights.sayings()), set[str]()
    for text, reply in sights.requests(np.random.default_rng(0), 500):
        sight = parse(text)
        assert sight is not None, text
        assert reply in known
        kinds.add(sight.kind)
    assert kinds == set(sights.FORMS)


def test_events_are_told_in_words_that_are_known() -> None:
    known = set(sights.sayings())
    assert sights.told(Event("appears", "ball", "red")) == "The red ball."
    assert sights.told(Event("changes", "ball", "blue")) == "It is blue now."
    assert {sights.told(Event(kind, "cup", "white")) for kind in ("leaves", "moves")} <= known


def test_what_is_kept_out_of_training_is_never_asked_for() -> None:
    drawn = {key_of(text) for text, _ in sights.requests(np.random.default_rng(1), 3000)}
    assert not drawn & {key_of(text) for text in prompts.texts()}
    assert not any(action.name in text for action in HELD_OUT for text in drawn)
    assert not any(f" {thing}" in text for thing in HELD_OUT_THINGS for text in drawn)
