import numpy as np

from microturn.core.messages import MicroTurn
from microturn.server.turns import Change, Heard, HeardBegan, HeardEnded, Reply, ReplyBegan, ReplyEnded, Turns


def play(*script: tuple[str, str]) -> list[Change]:
    """(heard, said) of each tick; said "" is quiet, "-" is voice without a new word."""
    turns, changes = Turns(), list[Change]()
    for tick, (heard, said) in enumerate(script):
        audio = np.full(4800, tick, np.float32) if said else np.zeros(4800, np.float32)
        changes += turns.step(MicroTurn(tick, bool(said), audio, heard, said.replace("-", "")))
    return changes + turns.finish(len(script) - 1)


def kinds(changes: list[Change]) -> list[type]:
    return [type(change) for change in changes]


def test_a_request_and_its_reply() -> None:
    made = play(("", ""), (" what", ""), ("", ""), (" time", ""), ("", " It"), ("", "-"), *[("", "")] * 4)
    assert kinds(made) == [HeardBegan, Heard, Heard, HeardEnded, ReplyBegan, Reply, Reply, ReplyEnded]
    assert made[0] == HeardBegan(0)
    assert made[3] == HeardEnded(1000, "what time")
    assert made[7] == ReplyEnded(1800, "It", is_yielded=False)


def test_own_pauses_belong_to_the_reply_and_keep_their_length() -> None:
    made = play(("", " one"), ("", ""), ("", ""), ("", " two"), ("", ""))
    replies = [change for change in made if isinstance(change, Reply)]
    assert [len(reply.audio) for reply in replies] == [4800, 3 * 4800]
    assert kinds(made)[-1] is ReplyEnded
    assert kinds(made).count(ReplyBegan) == 1


def test_words_heard_while_it_speaks_make_it_a_yield() -> None:
    made = play(("", " one"), (" wait", "-"), ("", ""), ("", ""), ("", ""))
    assert [change.is_yielded for change in made if isinstance(change, ReplyEnded)] == [True]
    assert made[-1] == HeardEnded(1000, "wait")


def test_words_nobody_answers_are_complete_after_a_while() -> None:
    made = play((" hm", ""), *[("", "")] * 7)
    assert made[-1] == HeardEnded(1400, "hm")


def test_nothing_happens_in_silence() -> None:
    assert play(*[("", "")] * 10) == []
