import numpy as np
from hypothesis import given

from microturn.audio.framer import Framer, micro_turns
from microturn.core.units import EAR_TICK_SAMPLES
from tests.audio.chunks import chunks, cuts, noise

SIGNAL = noise(10_000)


@given(cuts(len(SIGNAL)))
def test_any_chunking_gives_the_same_micro_turns(places: list[int]) -> None:
    framer = Framer()
    turns = [turn for chunk in chunks(SIGNAL, places) for turn in framer.step(chunk)] + framer.flush()
    assert np.array_equal(turns, list(micro_turns(SIGNAL)))


def test_the_last_micro_turn_is_padded_with_silence() -> None:
    turns = list(micro_turns(SIGNAL))
    assert [turn.shape for turn in turns] == [(EAR_TICK_SAMPLES,)] * 4
    assert np.array_equal(np.concatenate(turns)[: len(SIGNAL)], SIGNAL)
    assert not np.concatenate(turns)[len(SIGNAL) :].any()


def test_whole_micro_turns_leave_nothing() -> None:
    framer = Framer()
    assert len(framer.step(SIGNAL[: 2 * EAR_TICK_SAMPLES])) == 2
    assert framer.flush() == []
    assert list(micro_turns(SIGNAL[:0])) == []


def test_what_was_given_out_does_not_change() -> None:
    framer = Framer(4)
    chunk = np.arange(6, dtype=np.float32)
    (first,) = framer.step(chunk)
    chunk[:] = -1
    (second,) = framer.step(chunk[:2])
    assert first.tolist() == [0, 1, 2, 3]
    assert second.tolist() == [4, 5, -1, -1]
