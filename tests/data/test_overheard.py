"""What is said to others and by loudspeakers is said in many words, and never to the assistant."""

import re
from collections.abc import Callable

import numpy as np
import pytest

from microturn.data import cues, sights, timers
from microturn.data.overheard import ASIDES, BROADCASTS, aside, broadcast

NUM_DRAWS = 2000
Draw = Callable[[np.random.Generator], str]


@pytest.mark.parametrize(("forms", "draw", "least"), [(ASIDES, aside, 150), (BROADCASTS, broadcast, 100)])
def test_there_are_many_forms_of_many_words(forms: tuple[str, ...], draw: Draw, least: int) -> None:
    assert len(set(forms)) == len(forms) >= least
    rng = np.random.default_rng(0)
    drawn = {draw(rng) for _ in range(NUM_DRAWS)}
    assert len(drawn) > 0.7 * NUM_DRAWS
    assert len({word for text in drawn for word in re.findall(r"[a-z']+", text.lower())}) > 900
    for text in drawn:
        assert re.fullmatch(r"[A-Z][A-Za-z',. -]*[.?]", text), text
        assert 3 <= len(text.split()) <= 22, text


def test_none_is_read_as_a_request_about_time_cues_or_sight() -> None:
    rng = np.random.default_rng(1)
    for text in (draw(rng) for draw in (aside, broadcast) for _ in range(NUM_DRAWS)):
        assert timers.parse(text) is None and cues.parse(text) is None and sights.parse(text) is None, text
