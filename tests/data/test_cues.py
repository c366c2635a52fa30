import numpy as np
import pytest

from microturn.data import cues
from microturn.data.cues import Cue, parse
from microturn.data.forms import chosen


@pytest.mark.parametrize(
    ("text", "cue"),
    [
        ("Stop me when I say um.", Cue("stop", "um")),
        ("Every time I say coffee, say stop.", Cue("stop", "coffee")),
        ("Could you tell me each time I say you know?", Cue("tell", "you know")),
        ("Correct me when I'm wrong.", Cue("correct")),
        ("Repeat after me.", Cue("repeat")),
        ("Let's count together.", Cue("count")),
        ("Can I tell you about yesterday?", Cue("listen")),
        ("I've got a habit of saying like, so yeah, just call me out on it whenever I do.", Cue("stop", "like")),
        (
            "I've always wanted to speak German, so could you just say each word in German.",
            Cue("translate", "", "german"),
        ),
        ("I need to vent a little. just go mm-hmm every so often.", Cue("nod")),
        ("What time is it?", None),
        ("Stop me when I say abracadabra.", Cue("stop", "abracadabra")),
    ],
)
def test_what_is_asked_for(text: str, cue: Cue | None) -> None:
    assert parse(text) == cue


def test_every_request_is_understood_and_can_be_said() -> None:
    known = set(cues.sayings())
    tasks = set[str]()
    for text, reply in cues.requests(np.random.default_rng(0), 400):
        cue = parse(text)
        assert cue is not None, text
        assert reply in known
        assert cue.word or cue.saying
        tasks.add(cue.task)
    assert tasks == set(cues.REQUESTS)


def test_sums_are_corrected_where_they_are_wrong() -> None:
    drawn = cues.sums(np.random.default_rng(1), 3000)
    pairs = dict(drawn)
    known = set(cues.sayings())
    assert pairs["One plus one is two."] == ""
    assert pairs["One plus one is four."] == "No, two."
    assert pairs["The capital of France is Paris."] == ""
    wrong = [reply for _, reply in drawn if reply]
    assert set(wrong) <= known
    assert 0.35 < len(wrong) / len(drawn) < 0.65


def test_counts_are_told_from_other_lists() -> None:
    assert cues.is_count(["one", "two", "three"])
    assert not cues.is_count(["two", "three", "four"])
    assert not cues.is_count(["red", "blue"])


def test_no_form_hides_behind_one_of_another_task() -> None:
    rng = np.random.default_rng(2)
    for task, forms in cues.REQUESTS.items():
        for form in forms:
            read = [parse(chosen(rng, form).format(word="pepper", language="German")) for _ in range(5)]
            assert any(cue is not None and cue.task == task for cue in read), form
