"""What the background model reads of a conversation: order, times, what was heard, bounds."""

import numpy as np

from microturn.agent.chat import Message
from microturn.agent.conversation import ABOUT, HANDED_ON, MAX_ENTRIES, MAX_FRAMES, Conversation
from microturn.core.messages import MicroTurn
from microturn.core.units import MOUTH_TICK_SAMPLES


def turn(tick: int, heard: str = "", said: str = "", seen: str = "") -> MicroTurn:
    audio = np.zeros(MOUTH_TICK_SAMPLES, np.float32)
    return MicroTurn(tick, bool(said), audio, heard=heard, said=said, seen=seen)


def talk(*turns: MicroTurn) -> Conversation:
    conversation = Conversation()
    for one in turns:
        conversation.take(one)
    return conversation


def contents(messages: list[Message]) -> list[tuple[str, str]]:
    return [(message["role"], message["content"]) for message in messages]


def test_words_join_and_keep_their_times() -> None:
    conversation = talk(turn(5, " what"), turn(6, " ti"), turn(7, "me is it"), turn(12, said=" let me see"))
    first, second = conversation.entries
    assert (first.text, round(first.start_s, 3), round(first.end_s, 3)) == ("what time is it", 1.0, 1.6)
    assert (second.text, round(second.start_s, 3), round(second.end_s, 3)) == ("let me see", 2.6, 2.8)


def test_a_pause_ends_an_entry() -> None:
    joined, parted = talk(turn(0, " one"), turn(8, " two")), talk(turn(0, " one"), turn(9, " two"))
    assert [entry.text for entry in joined.entries] == ["one two"]
    assert [entry.text for entry in parted.entries] == ["one", "two"]


def test_an_answer_in_a_short_pause_keeps_its_place() -> None:
    conversation = talk(turn(0, " hello"), turn(2, said=" hi"), turn(5, " how are you"))
    assert [entry.text for entry in conversation.entries] == ["hello", "hi", "how are you"]


def test_words_over_other_words_cut_nothing() -> None:
    conversation = talk(turn(0, " I went"), turn(1, " to", said=" mm-hmm"), turn(2, " the zoo"))
    assert [entry.text for entry in conversation.entries] == ["I went to the zoo", "mm-hmm"]


def test_one_system_message_then_turns_and_the_user_last() -> None:
    conversation = talk(
        turn(0, " hello"), turn(3, said=" hi there"), turn(10, " the news"), turn(14, said=" one moment")
    )
    conversation.instructions("Call the user Bob.")
    conversation.notes = "Bob likes jazz."
    system, *rest = contents(conversation.messages())
    assert system[0] == "system"
    assert system[1].startswith(ABOUT) and "Call the user Bob." in system[1] and "Bob likes jazz." in system[1]
    assert rest == [
        ("user", "[0.0 s] hello"),
        ("assistant", "[0.8 s] hi there"),
        ("user", "[2.0 s] the news"),
        ("assistant", "[3.0 s] one moment"),
        ("user", f"[3.0 s] {HANDED_ON}"),
    ]


def test_a_greeting_does_not_come_first() -> None:
    _, *rest = contents(talk(turn(0, said=" hi")).messages())
    assert [role for role, _ in rest] == ["user", "assistant", "user"]


def test_typed_seen_and_found_are_marked() -> None:
    conversation = talk(turn(0, seen=" a wave"))
    conversation.typed("my name is Bob", 20)
    conversation.result("It is five.", 30)
    assert conversation.lines() == [
        "User [0.0 s, seen] a wave",
        "User [4.0 s, typed] my name is Bob",
        "Assistant [6.0 s, found] It is five.",
    ]


def test_what_was_not_heard_goes() -> None:
    conversation = talk(turn(0, " hello"), turn(3, said=" one"), turn(4, said=" two"), turn(5, said=" three"))
    conversation.unhear(4)
    assert [entry.text for entry in conversation.entries] == ["hello", "one"]
    conversation.unhear(0)
    assert [entry.text for entry in conversation.entries] == ["hello"]


def test_what_is_not_played_yet_is_marked() -> None:
    conversation = talk(turn(3, said=" one"), turn(4, said=" two"), turn(5, said=" three"))
    conversation.played(4)
    conversation.played(2)  # late: it takes nothing back
    assert conversation.lines() == ["Assistant [0.8 s] one two (not heard yet: three)"]
    conversation.played(5)
    assert conversation.lines() == ["Assistant [0.8 s] one two three"]


def test_the_oldest_goes_when_there_is_too_much() -> None:
    conversation = Conversation()
    for tick in range(0, 1_000, 10):
        conversation.typed(f"number {tick}", tick)
    _, *rest = contents(conversation.messages(max_chars=200))
    text = "\n".join(content for _, content in rest)
    assert len(text) < 200 + len(HANDED_ON) + 40
    assert "number 990" in text and "number 10 " not in text and text.startswith("…")


def test_a_long_session_is_bounded() -> None:
    conversation = Conversation()
    for tick in range(0, 20 * MAX_ENTRIES, 10):
        conversation.take(turn(tick, " word"))
        conversation.see(b"x", "image/jpeg", tick)
    assert len(conversation.entries) == MAX_ENTRIES and len(conversation.frames) == MAX_FRAMES


def test_an_endless_speech_is_many_entries() -> None:
    conversation = talk(*(turn(tick, " wordwordword") for tick in range(1_000)))
    assert max(len(entry.text) for entry in conversation.entries) < 1_100


def test_lines_since() -> None:
    conversation = talk(turn(0, " one"), turn(50, " two"))
    assert conversation.lines(5.0) == ["User [10.0 s] two"]


def test_frames_come_as_images_only_when_asked_for() -> None:
    conversation = talk(turn(0, " what is this"))
    conversation.see(b"abc", "image/png", 5)
    assert isinstance(conversation.messages()[-1]["content"], str)
    label, image, text = conversation.messages(with_images=True)[-1]["content"]
    assert label == {"type": "text", "text": "Camera at 1.0 s:"}
    assert image["image_url"]["url"] == "data:image/png;base64,YWJj"
    assert "what is this" in text["text"]


def test_a_very_small_model_is_told_the_request_alone() -> None:
    conversation = Conversation()
    assert conversation.request()[-1]["content"] == "Hello."
    conversation.take(MicroTurn(0, False, np.zeros(4800, np.float32), heard=" what is tea"))
    conversation.take(MicroTurn(5, True, np.zeros(4800, np.float32), said=" let me check"))
    system, user = conversation.request()
    assert (system["role"], user) == ("system", {"role": "user", "content": "what is tea"})
