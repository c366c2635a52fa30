"""Stories are told, not asked: the assistant shows now and then that it listens, and takes no turn."""

import numpy as np
import pytest

from microturn.data import cues
from microturn.data.grammars.tell import SIGN_DELAY_S
from microturn.data.pool import Pool
from microturn.data.scene import Scene, tick_at
from microturn.data.shards import grammar
from microturn.data.stories import FORMS, stories
from tests.data.banks import SIDE, TOLD, tiny_bank


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> list[Scene]:
    pool = Pool(tiny_bank(tmp_path_factory.mktemp("bank")))
    return [grammar("tell")(np.random.default_rng(seed), pool) for seed in range(100)]


def is_story(scene: Scene) -> bool:
    return any(speech.utterance.text in TOLD["story"] for speech in scene.speech)


def test_talk_to_others_is_not_answered(scenes: list[Scene]) -> None:
    """But for a request that follows it."""
    others = [s for s in scenes if any(speech.utterance.text in SIDE for speech in s.speech)]
    assert 8 < len(others) < 35 and not any(map(is_story, others))
    for scene in others:
        last_s = max(speech.end_s for speech in scene.speech if speech.utterance.text in SIDE)
        first_s = min(speech.onset_s for speech in scene.speech if speech.utterance.text in SIDE)
        assert not [own for own in scene.own if first_s < own.start_tick * 0.2 < last_s]


def test_every_form_can_be_filled() -> None:
    told = [text for text, reply in stories(np.random.default_rng(0), 1500) if not reply]
    assert len(told) == 1500
    assert len(set(told)) > 500
    assert all(text[0].isupper() and text[-1] in ".?" and "{" not in text for text in told)
    assert {text for text in FORMS if "{" not in text} <= set(told)


def test_a_story_gets_signs_and_no_reply(scenes: list[Scene]) -> None:
    """Signs come at the end of a sentence and are rare; all else that is said answers a request after the story."""
    num_signs, seconds = 0, 0.0
    for scene in filter(is_story, scenes):
        told = [speech for speech in scene.speech if speech.utterance.text in TOLD["story"]]
        ends = {tick_at(speech.end_s + SIGN_DELAY_S) for speech in told}
        inside = [own for own in scene.own if told[0].onset_s < own.start_tick * 0.2 < told[-1].onset_s]
        signs = [own for own in inside if own.utterance.text in cues.NODS]
        assert signs == inside
        assert {own.start_tick for own in signs} <= ends
        num_signs += len(signs)
        seconds += told[-1].end_s - told[0].onset_s
    assert 1 < num_signs / (seconds / 60) < 8


def test_some_stories_end_in_a_request(scenes: list[Scene]) -> None:
    is_asked = [scene.speech[-1].utterance.text not in TOLD["story"] for scene in filter(is_story, scenes)]
    assert 0.25 < np.mean(is_asked) < 0.6
