import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from microturn.cli.replay import TextAt, inputs, replay, row, stereo, summarize, time_s, write_timeline
from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_TICK_SAMPLES
from tests.fakes import FakeClock, FakeSession

BURST = np.full(2 * EAR_TICK_SAMPLES, 0.5, np.float32)
QUIET = np.zeros(4 * EAR_TICK_SAMPLES, np.float32)


def conversation(user: Audio, texts: tuple[TextAt, ...] = (), tail_s: float = 0.0) -> list[MicroTurn]:
    return list(replay(FakeSession(), inputs(user, texts, tail_s), FakeClock(0.05)))


def test_the_model_hears_every_sample_once_then_the_tail() -> None:
    user = np.arange(2 * EAR_TICK_SAMPLES + 5, dtype=np.float32)
    steps = inputs(user, (), tail_s=1.0)
    assert len(steps) == 3 + 5
    line = np.concatenate([audio for audio, _ in steps])
    assert np.array_equal(line[: len(user)], user)
    assert not line[len(user) :].any()


def test_text_comes_in_the_tick_it_is_typed_in() -> None:
    texts = (TextAt("b", 3.2), TextAt("a", 0.0), TextAt("c", 3.39), TextAt("d", 5.0))
    typed = [text for _, text in inputs(BURST, texts, tail_s=2.0)]
    assert {tick: text for tick, text in enumerate(typed) if text} == {0: "a", 16: "b c", 25: "d"}
    assert len(typed) == 26 + 10  # the tail follows the last text


def test_ticks_are_exact() -> None:
    ticks = list(range(1_000))
    assert [TextAt("a", tick * 0.2).tick for tick in ticks] == ticks
    assert [TextAt("a", round(tick * 0.2, 1)).tick for tick in ticks] == ticks


def test_the_session_gets_it_all_and_total_is_measured_outside() -> None:
    session = FakeSession()
    turns = list(replay(session, inputs(BURST, (TextAt("hi", 0.2),), 0.4), FakeClock(0.05)))
    assert session.texts == {1: "hi"}
    assert [turn.tick for turn in turns] == [0, 1, 2, 3]
    assert turns[0].compute_ms == {"prefill": 2.0, "decode": 1.0, "total": pytest.approx(50)}


def test_stereo_lies_on_one_clock() -> None:
    turns = conversation(np.concatenate([BURST, QUIET]))
    user = np.full(2 * MOUTH_TICK_SAMPLES, 0.5, np.float32)
    sound = np.stack(list(stereo(user, turns)))
    assert sound.shape == (len(turns) + 1, MOUTH_TICK_SAMPLES, 2)
    is_loud = np.abs(sound).max(axis=1) > 0.1
    assert np.flatnonzero(is_loud[:, 0]).tolist() == [0, 1]
    # loud in 0 and 1: it speaks in ticks 1 and 2, which is heard from the ends of these ticks on
    assert np.flatnonzero(is_loud[:, 1]).tolist() == [2, 3]


@pytest.mark.parametrize("num_samples", [0, 1, MOUTH_TICK_SAMPLES, 100 * MOUTH_TICK_SAMPLES])
def test_stereo_is_as_long_as_the_conversation(num_samples: int) -> None:
    turns = conversation(QUIET)
    assert len(list(stereo(np.zeros(num_samples, np.float32), turns))) == len(turns) + 1


def test_summary() -> None:
    summary = summarize(conversation(np.concatenate([BURST, QUIET])))
    assert (summary.ticks, summary.seconds) == (6, 1.2)
    assert (summary.heard, summary.said) == ("loud0 loud1", "tone tone")
    assert (summary.first_voice_s, summary.voice_s) == (time_s(1), 0.4) == (0.4, 0.4)
    assert summary.p50_ms == summary.max_ms == 50
    assert summary.missed == 0


def test_summary_of_silence_and_of_missed_ticks() -> None:
    turns = list(replay(FakeSession(), inputs(QUIET, (), 0.0), FakeClock(0.3)))
    summary = summarize(turns)
    assert (summary.first_voice_s, summary.voice_s, summary.said) == (None, 0.0, "")
    assert summary.missed == len(turns) == 4


def test_words_that_go_on_in_the_next_tick_are_joined() -> None:
    first, second, third = conversation(QUIET)[:3]
    parts = [replace(first, said=" two plus thr"), replace(second, said="ee is"), replace(third, said=" five")]
    assert summarize(parts).said == "two plus three is five"


def test_timeline_file(tmp_path: Path) -> None:
    turns = conversation(np.concatenate([BURST, QUIET]))
    write_timeline(tmp_path / "new" / "t.json", turns)
    timeline = json.loads((tmp_path / "new" / "t.json").read_text())
    assert timeline["ticks"] == [row(turn) for turn in turns]
    assert timeline["ticks"][1] == {
        "tick": 1,
        "t": 0.4,
        "heard": " loud1",
        "said": " tone",
        "seen": "",
        "action": "voice",
        "delegate": False,
        "drop": False,
        "compute_ms": {"prefill": 2.0, "decode": 1.0, "total": 50.0},
    }
    assert timeline["summary"]["ticks"] == 6
    assert set(timeline["summary"]) == {
        *("ticks", "seconds", "p50_ms", "p95_ms", "p99_ms", "max_ms", "missed"),
        *("heard", "said", "first_voice_s", "voice_s"),
    }
