"""A saved session goes on as if nothing had been; what cannot be gone on with says why."""

from dataclasses import fields, replace
from pathlib import Path

import numpy as np
import pytest

from microturn.audio import framer, pcm
from microturn.core.clock import SystemClock
from microturn.core.errors import BadSave
from microturn.core.messages import MicroTurn
from microturn.engine import saved
from microturn.engine.client import ASSETS, Session, runner_of
from microturn.engine.past import ANCHOR, MAX_TICKS
from microturn.engine.runner import Runner
from microturn.engine.saving import finish, restore_steps, save_steps
from microturn.model.state import TrunkState
from tests.engine.checkpoints import tiny_checkpoint

WIDE, NARROW = 4096, 40  # windows: never full, and full after some six micro-turns
LONG = 40  # micro-turns: the ring of the narrow one has turned three times


def sound(num: int, seed: int = 0) -> list[np.ndarray]:
    return list(np.random.default_rng(seed).normal(0, 0.1, (num, 3200)).astype(np.float32))


def live(folder: Path, num: int = LONG, is_seeing: bool = True) -> Session:
    """After so many micro-turns, with text that still waits and pictures now and then."""
    session, rng = Session.open(folder, seed=7, instructions="be brief"), np.random.default_rng(1)
    for tick, samples in enumerate(sound(num)):
        if is_seeing and tick % 5 < 2:
            session.see(rng.integers(0, 256, (120, 160, 3)).astype(np.uint8))
        if tick == num - 2:
            session.tell("one two three four five six seven eight nine ten " * 8)
        session.step(samples)
    if is_seeing:
        session.see(np.zeros((120, 160, 3), np.uint8))
    return session


def words(turn: MicroTurn) -> tuple[object, ...]:
    return turn.tick, turn.is_voice, turn.heard, turn.said, turn.seen, turn.is_delegate, turn.is_drop


def assert_same(ours: Session, theirs: Session, audio: list[np.ndarray]) -> None:
    """Bit for bit."""
    num_voice = 0
    for samples in audio:
        one, two = ours.step(samples), theirs.step(samples)
        num_voice += one.is_voice
        assert words(one) == words(two)
        assert one.num_tokens == two.num_tokens
        assert np.array_equal(one.audio, two.audio)
    assert num_voice > 0, "expected speech"


@pytest.mark.parametrize("window", [WIDE, NARROW])
def test_it_goes_on_bit_for_bit(tmp_path: Path, window: int) -> None:
    """Also when the window is full and the ring has turned, with sinks; and when it is saved again, and taken back."""
    folder = tiny_checkpoint(tmp_path, window, is_talkative=True)
    session = live(folder)
    again = Session.restore(folder, session.save())
    assert again.num_waiting == session.num_waiting > 0
    assert_same(session, again, sound(30, 2))
    third = Session.restore(folder, again.save())
    for each in (session, third):
        each.unhear(LONG + 20)
    assert_same(session, third, sound(20, 3))
    for each in (session, third):
        each.unhear(0)
    assert_same(session, third, sound(10, 4))


def test_a_new_session_can_be_saved(tmp_path: Path) -> None:
    folder = tiny_checkpoint(tmp_path, is_talkative=True)
    for is_exact in (True, False):
        session = Session.open(folder, seed=3)
        assert_same(session, Session.restore(folder, session.save(is_exact)), sound(10))


def test_the_shipped_checkpoint_goes_on() -> None:
    """From either form it decides and says the same. Read again, what it says sounds the same, but its waves lie
    elsewhere: of what was spoken in bf16, the last bits differ, and with them the pitch, by some tenths of a hertz."""
    frames = list(framer.micro_turns(pcm.read_mono(str(ASSETS / "example.ogg"), 16_000)))
    session = Session.open("nano")
    for samples in frames[:15]:
        session.step(samples)
    exact, read = (Session.restore("nano", session.save(is_exact)) for is_exact in (True, False))
    assert len(frames[15:]) >= 50
    for samples in frames[15:]:
        turn, same, close = (each.step(samples) for each in (session, exact, read))
        assert words(turn) == words(same) == words(close)
        assert np.array_equal(turn.audio, same.audio)
        plans, mels = ([getattr(s.state.before, n) for s in (session, read)] for n in ("plan_V8", "mel_VTM"))
        assert plans[0].equal(plans[1])
        assert (mels[0] - mels[1]).abs().max() < 0.1  # of natural logarithms


@pytest.mark.parametrize("window", [WIDE, NARROW])
def test_read_again_it_decides_the_same(tmp_path: Path, window: int) -> None:
    """Computed exactly. What is kept goes back further than any path of layers, so nothing is missing."""
    runner = Runner(tiny_checkpoint(tmp_path, window), SystemClock(), is_packed=False)
    session = Session(runner, runner.init_state(7), runner.clock)
    for samples in sound(MAX_TICKS + 3 * ANCHOR if window == NARROW else LONG):
        session.step(samples)
    again = finish(restore_steps(runner, b"".join(save_steps(session, False))))
    assert (len(again.state.past.recent) < again.state.tick) == (window == NARROW), "expected a gap behind the sinks"
    for samples in sound(30, 2):
        assert words(session.step(samples)) == words(again.step(samples))


def test_small_is_small(tmp_path: Path) -> None:
    folder = tiny_checkpoint(tmp_path)
    session = live(folder, is_seeing=False)
    assert len(session.save(is_exact=False)) < len(session.save()) / 2


def test_nothing_of_the_memory_is_forgotten() -> None:
    """Who adds a field saves it, too (`saving.py`)."""
    names = {"keys", "values", "index", "time", "count", "conv", "num_sinks", "window", "num_used"}
    assert {field.name for field in fields(TrunkState)} == names


@pytest.mark.parametrize("is_exact", [True, False])
def test_bad_data_says_what_is_wrong(tmp_path: Path, is_exact: bool) -> None:
    folder = tiny_checkpoint(tmp_path / "one", NARROW)
    data = live(folder, 12).save(is_exact)
    rng = np.random.default_rng(0)
    for size in (0, 5, len(saved.MAGIC), 60, *rng.integers(61, len(data), 20).tolist(), len(data) - 1):
        with pytest.raises(BadSave, match=r"expected .*, got .*; save the session again"):
            Session.restore(folder, data[:size])
    for at in rng.integers(0, len(data), 20).tolist():
        changed = bytearray(data)
        changed[at] ^= 0x55
        with pytest.raises(BadSave, match="expected"):
            Session.restore(folder, bytes(changed))
    for bad in (data + b"more", b"PK" + data, bytes(5000)):
        with pytest.raises(BadSave, match="expected"):
            Session.restore(folder, bad)


def test_of_another_version_or_checkpoint(tmp_path: Path) -> None:
    folder, other = tiny_checkpoint(tmp_path / "one"), tiny_checkpoint(tmp_path / "two", is_talkative=True)
    session = live(folder, 3)
    data, print_ = session.save(), runner_of(folder).fingerprint
    with pytest.raises(BadSave, match=f"got one of {print_}; use that one"):
        Session.restore(other, data)
    head = saved.check(data, print_)
    rest = data[len(saved.start(head)) :]
    newer = saved.start(replace(head, version=9)) + rest
    with pytest.raises(BadSave, match="expected a session saved as version 1, got 9; use the microturn"):
        Session.restore(folder, newer)
    with pytest.raises(BadSave, match="arrays"):
        Session.restore(folder, saved.start(replace(head, num_parts=3)) + rest)
    with pytest.raises(BadSave, match="micro-turns"):
        Session.restore(folder, saved.start(replace(head, tick=99)) + rest)


def test_arrays_that_are_whole_but_wrong(tmp_path: Path) -> None:
    """With a sum that is right: made by something else."""
    runner = Runner(tiny_checkpoint(tmp_path), SystemClock())
    session = Session(runner, runner.init_state(0), runner.clock)
    pieces = list(save_steps(session, True))
    wrong = (
        saved.Part("text", lambda: np.array([-1], np.int32)),
        saved.Part("text", lambda: np.zeros((2, 2), np.int32)),
        saved.Part("ear", lambda: np.zeros(4, np.float32)),
    )
    for part in (*(part.encode() for part in wrong), saved.frame(b""), saved.frame(b"\x02\x00[]"), saved.frame(b"abc")):
        with pytest.raises(BadSave, match="expected"):
            finish(restore_steps(runner, b"".join([pieces[0], part, *pieces[2:]])))
