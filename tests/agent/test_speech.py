"""What is said of an answer: sentences as they come, without Markdown, within bounds; and what a voice can read."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from microturn.agent.reading import readable
from microturn.agent.speech import ALL, MAX_CHARS, PIECE_CHARS, REST, Splitter

MARKS = (
    "Hello there. ", "- one\n", "* two", "\n", "\n\n", "---\n", "```py\nx = 1.\n```\n", "# Head\n", "**bold** ", "3.",
    "Dr. ", "e.g. ", "etc. ", "3.5 ", "| a | b |\n", "[a](http://x.org) ", "http://x.org/a?b ", "Yes! ", "- ", "`",
)  # fmt: skip


def sayable(text: str) -> list[str]:
    """A whole answer, two short sentences a piece."""
    splitter, pieces, is_alone = Splitter(), list[str](), False
    for sentence in [*splitter.feed(text), *splitter.finish()]:
        if is_alone and len(pieces[-1]) + len(sentence) < PIECE_CHARS:
            pieces[-1] += f" {sentence}"
            is_alone = False
        else:
            pieces.append(sentence)
            is_alone = True
    return pieces


def stream(text: str, size: int) -> tuple[list[str], bool]:
    splitter, pieces = Splitter(), list[str]()
    for start in range(0, len(text), size):
        pieces += splitter.feed(text[start : start + size])
    return pieces + splitter.finish(), splitter.has_more


@settings(deadline=None, max_examples=200)
@given(st.lists(st.sampled_from(MARKS), max_size=20).map("".join), st.integers(1, 7))
def test_any_chunks_give_the_same(text: str, size: int) -> None:
    assert stream(text, size) == stream(text, len(text) + 1)


@settings(deadline=None, max_examples=100)
@given(st.text(max_size=600), st.integers(1, 50))
def test_any_text_is_bounded(text: str, size: int) -> None:
    pieces, _ = stream(text, size)
    assert sum(map(len, pieces)) <= MAX_CHARS + len(ALL)
    assert all(pieces)


def test_a_sentence_comes_as_soon_as_it_is_complete() -> None:
    splitter = Splitter()
    assert splitter.feed("It is fi") == []
    assert splitter.feed("ve. ") == []
    assert splitter.feed("A") == ["It is five."]
    assert splitter.feed("nd warm") == []
    assert splitter.finish() == ["And warm"]
    assert not splitter.has_more


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Dr. Smith met J. R. Miller. He left.", ["Doctor Smith met J. R. Miller. He left."]),
        ("It costs 3.50 vs. 4.20. Fine.", ["It costs 3.50 versus 4.20. Fine."]),
        ("We eat at 7 p.m. today. We leave at 8 p.m. You too.", None),
        ("The answer is\n42. And so\non.", ["The answer is 42. And so on."]),
        ("**Note:** use `pip` and *wait*.", ["Note: use pip and wait."]),
        ("# Plan\n\n- go\n- stop\n", ["Plan. go.", "stop."]),
        ("1. First\n2. Second", ["First. Second."]),
        ("See [the map](https://x.org/a_b).", ["See the map."]),
        ("Fine 😀.", ["Fine."]),
        ("snake_case and 2 * 3 * 4", ["snake_case and 2 * 3 * 4"]),
        ("", []),
        ("***", []),
    ],
)
def test_sentences(text: str, pieces: list[str] | None) -> None:
    made = sayable(text)
    assert " ".join(made) == "We eat at 7 p m today. We leave at 8 p m. You too." if pieces is None else made == pieces


def test_what_follows_a_line_is_shown() -> None:
    assert stream("It is five.\n---\nLong. Story.", 3) == (["It is five.", REST], True)
    assert stream("It is five.\n---\n", 3) == (["It is five."], False)


def test_code_and_tables_are_shown() -> None:
    assert stream("Here:\n```py\nx = 1\n```\nDone.", 2) == (["Here:", "Done.", REST], True)
    assert stream("| a | b |\n|---|---|\n| 1 | 2 |", 2) == ([ALL], True)


def test_addresses_are_left_out_and_shown() -> None:
    pieces, has_more = stream("Look at https://x.org/a now.", 5)
    assert pieces == ["Look at now."] and has_more


def test_not_more_than_the_bound_is_said() -> None:
    pieces, has_more = stream("This is a sentence of some words. " * 50, 9)
    assert pieces[-1] == REST and has_more
    assert MAX_CHARS - 40 < sum(map(len, pieces[:-1])) <= MAX_CHARS


def test_a_long_sentence_is_cut_where_it_breathes() -> None:
    sentence = "When the sun goes down behind the hills, " * 3 + "and the birds are silent, we all go home."
    pieces = sayable(sentence)
    assert all(len(piece) <= PIECE_CHARS for piece in pieces)
    assert all(piece.endswith((",", ".")) for piece in pieces)
    assert " ".join(pieces) == sentence


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("120 km/h", "120 kilometers an hour"),
        ("25 °C or 77°F", "25 degrees Celsius or 77 degrees Fahrenheit"),
        ("1 kg, 3.5 kg, 512 MB", "1 kilogram, 3.5 kilograms, 512 megabytes"),
        ("1 km², 1 ft, 1 kWh", "1 square kilometer, 1 foot, 1 kilowatt hour"),
        ("the 1990s and the 15s", "the 1990s and the 15s"),
        ("$3.5 million", "3.5 million dollars"),
        ("$1.2bn, $3M, US$20", "1.2 billion dollars, 3 million dollars, 20 dollars"),
        ("$1, $0.99, $1,200.50", "1 dollar, 99 cents, 1,200 dollars and 50 cents"),
        ("20 € or £5", "20 euros or 5 pounds"),
        ("2026-11-25", "November 25th, 2026"),
        ("2026-11-25T14:30:00Z", "November 25th, 2026, 14:30 UTC"),
        ("2026-02-31 is none", "2026 to 02 to 31 is none"),
        ("+1 555-123-4567", "plus 1, 5 5 5, 1 2 3, 4 5 6 7"),
        ("555-0199 or 0301234567", "5 5 5, 0 1 9 9 or 0 3 0 1 2 3 4 5 6 7"),
        ("8,336,817 people", "8,336,817 people"),
        ("3-5 days at -5 °C", "3 to 5 days at minus 5 degrees Celsius"),
        ("Python 3.12.4", "Python 3 point 12 point 4"),
        ("e.g. apples, etc. And pears", "for example apples, and so on. And pears"),
        ("No. It's No. 5.", "No. It's number 5."),
        ("Mr. Lee vs. Mrs. Lee", "Mister Lee versus Missus Lee"),
        ("in the U.S. today, and/or 24/7", "in the U S today, and or 24 7"),
        ("x ≈ 3 & y", "x about 3 and y"),
    ],
)
def test_what_a_voice_cannot_read_is_written_out(text: str, said: str) -> None:
    assert readable(text) == said
