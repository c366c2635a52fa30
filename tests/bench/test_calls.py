from dataclasses import replace

import numpy as np
import pytest

from microturn.bench.calls import crosstalk
from microturn.bench.calls.call import Call, hear
from microturn.bench.calls.events import Event, events_of, overlaps
from microturn.bench.calls.levels import voice_of
from microturn.bench.calls.measures import Analysis, analyse, histogram, measure
from microturn.bench.calls.turns import sides_of
from microturn.bench.voice import Stretch
from microturn.core.errors import BadAudio
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ
from microturn.data import augment

LOUD = 0.1
Spans = tuple[tuple[float, float], ...]


def spoken(spans: Spans, seconds: float, seed: int = 0, rate_hz: int = EAR_HZ) -> Audio:
    """Noise in syllables of 0.1 s, silence elsewhere: speech as far as levels go."""
    rng = np.random.default_rng(seed)
    out = np.zeros(round(seconds * rate_hz), np.float32)
    for start_s, end_s in spans:
        times = np.arange(round((end_s - start_s) * rate_hz)) / rate_hz
        loudness = 0.15 + 0.85 * np.abs(np.cos(np.pi * times / 0.2))
        start = round(start_s * rate_hz)
        out[start : start + len(times)] = LOUD * loudness * rng.standard_normal(len(times))
    return out


def call(user: Spans, agent: Spans, seconds: float = 12.0) -> Call:
    return Call("call", spoken(user, seconds, 1), spoken(agent, seconds, 2), EAR_HZ, EAR_HZ)


def noise(num: int, level_db: float, seed: int = 0) -> Audio:
    return augment.coloured(num, -3.0, np.random.default_rng(seed)) * np.float32(augment.gain(level_db))


def units(*spans: tuple[float, float]) -> list[Stretch]:
    return [Stretch(*span) for span in spans]


def happened(user: list[Stretch], agent: list[Stretch], seconds: float = 20.0) -> list[Event]:
    return events_of(*sides_of(user, agent), seconds)


def kinds(events: list[Event]) -> list[str]:
    return [event.kind for event in events]


@pytest.mark.parametrize("loss_db", [0.0, -20.0, -40.0])
@pytest.mark.parametrize("noise_db", [None, -30.0, -20.0])
@pytest.mark.parametrize("rate_hz", [8_000, 16_000, 24_000])
def test_voice_is_found_at_any_level_and_rate_and_over_noise(
    loss_db: float, noise_db: float | None, rate_hz: int
) -> None:
    sound = spoken(((1.0, 2.0), (4.0, 6.5)), 10.0, rate_hz=rate_hz)
    if noise_db is not None:
        sound = sound + noise(len(sound), -23 + noise_db)
    found = voice_of(sound * np.float32(augment.gain(loss_db)), rate_hz).units
    assert np.array(found) == pytest.approx(np.array([(1.0, 2.0), (4.0, 6.5)]), abs=0.04)


@pytest.mark.parametrize("level_db", [-65.0, -50.0, -35.0])
def test_noise_alone_is_no_voice(level_db: float) -> None:
    assert not voice_of(noise(EAR_HZ * 20, level_db), EAR_HZ).units


def test_clicks_are_no_voice() -> None:
    sound = spoken(((5.0, 6.0),), 10.0)
    sound[EAR_HZ : EAR_HZ + 160] = 0.9
    assert len(voice_of(sound, EAR_HZ).units) == 1


def test_a_voice_that_never_stops_is_one_turn() -> None:
    tone = LOUD * np.sin(np.arange(EAR_HZ * 10) * 0.1).astype(np.float32)
    assert voice_of(tone, EAR_HZ).units == [(0.0, 10.0)]


def test_an_offset_changes_nothing_but_is_told() -> None:
    plain = call(((1, 3),), ((3.4, 6),))
    moved = hear(replace(plain, user=plain.user + np.float32(0.2)))
    assert moved.user.units == hear(plain).user.units
    assert any("constant offset" in warning for warning in moved.warnings)


def test_what_is_doubtful_is_told() -> None:
    plain = call(((1, 3), (6, 8)), ((3.4, 5),))
    assert [w for w in hear(plain).warnings if "few events" not in w] == []
    clipped = hear(replace(plain, agent=np.clip(plain.agent * 30, -1, 1)))
    assert any("the agent's channel is clipped" in warning for warning in clipped.warnings)
    noisy = hear(replace(plain, user=plain.user + noise(len(plain.user), -35.0)))
    assert any("noise in the user's channel" in warning for warning in noisy.warnings)
    silent = hear(replace(plain, agent=plain.agent * 0))
    assert "no voice in the agent's channel" in silent.warnings


def test_calls_that_cannot_be_judged() -> None:
    plain = call(((1, 3),), ((3.4, 6),))
    with pytest.raises(BadAudio, match="both hold the same sound"):
        hear(replace(plain, agent=plain.user * np.float32(0.5)))
    with pytest.raises(BadAudio, match="both are silent"):
        hear(replace(plain, user=plain.user * 0, agent=plain.agent * 0))
    with pytest.raises(BadAudio, match="expected at least 1 s"):
        hear(replace(plain, user=plain.user[:100], agent=plain.agent[:100]))


@pytest.mark.parametrize(("gain_db", "delay_s"), [(-12.0, 0.0), (-20.0, 0.08), (-25.0, 0.3)])
def test_echo_is_found_told_and_not_taken_for_the_users_voice(gain_db: float, delay_s: float) -> None:
    plain = call(((1, 3), (7, 9)), ((3.4, 6), (9.5, 11)))
    late = round(delay_s * EAR_HZ)
    echo = np.pad(plain.agent, (late, 0))[: len(plain.agent)] * np.float32(augment.gain(gain_db))
    mixed = replace(plain, user=plain.user + echo)
    assert len(voice_of(mixed.user, EAR_HZ).units) > 2
    heard = hear(mixed)
    assert heard.echo is not None
    assert heard.echo.gain_db == pytest.approx(gain_db, abs=1)
    assert heard.echo.delay_s == pytest.approx(delay_s, abs=0.001)
    assert heard.crosstalk is None
    assert np.array(heard.user.units) == pytest.approx(np.array([(1, 3), (7, 9)]), abs=0.05)
    assert any("the agent is heard in the user's channel" in warning for warning in heard.warnings)


def test_people_who_talk_at_once_are_no_crosstalk() -> None:
    plain = call(((1, 5), (6, 10)), ((2, 7), (8, 11)))
    sounds = (plain.user, EAR_HZ), (plain.agent, EAR_HZ)
    voices = [voice_of(*sound) for sound in sounds]
    assert crosstalk.find(voices[0], voices[1], *sounds) is None


def test_channels_of_different_rates_and_lengths() -> None:
    both = Call("call", spoken(((1, 3),), 4.0, 1, 8_000), spoken(((3.5, 6),), 9.0, 2, 24_000), 8_000, 24_000)
    numbers = measure([analyse(both)])
    assert both.seconds == 9.0
    assert numbers["offset_median_s"] == pytest.approx(0.5, abs=0.05)


def test_a_short_sound_is_a_backchannel_only_while_the_other_keeps_the_floor() -> None:
    _, agent = sides_of(units((0, 4)), units((2, 2.5)))
    assert len(agent.backchannels) == 1
    _, agent = sides_of(units((0, 2), (3.2, 6)), units((2.3, 2.8)))
    assert len(agent.backchannels) == 1
    _, agent = sides_of(units((0, 2), (3.2, 3.7)), units((2.3, 2.8)))  # an answer, and thanks
    assert len(agent.turns) == 1
    _, agent = sides_of(units((0, 2), (5, 8)), units((2.3, 2.8)))
    assert len(agent.turns) == 1
    _, agent = sides_of(units((0, 4)), units((2, 3.2)))
    assert len(agent.turns) == 1


def test_a_turn_goes_on_over_pauses_in_which_nobody_else_speaks() -> None:
    user, _ = sides_of(units((0, 1), (2.4, 3)), [])
    assert [(turn.start_s, turn.end_s) for turn in user.turns] == [(0, 3)]
    user, _ = sides_of(units((0, 1), (2.6, 3)), [])
    assert len(user.turns) == 2
    user, _ = sides_of(units((0, 1), (2.4, 3)), units((1.2, 2.6)))
    assert len(user.turns) == 2


def test_offsets_and_what_is_none() -> None:
    def offsets(user: list[Stretch], agent: list[Stretch]) -> list[float | None]:
        return [round(event.value_s or 0, 3) for event in happened(user, agent) if event.kind == "answer"]

    assert offsets(units((0, 2)), units((2.3, 4))) == [0.3]
    assert offsets(units((0, 2)), units((1.6, 4))) == [-0.4]
    assert offsets(units((0, 4)), units((1, 2.5))) == []  # the user keeps the floor
    assert offsets(units((0, 2)), units((8, 10))) == []
    assert offsets(units((0, 2)), units((2.3, 4), (7, 8))) == [0.3]  # the second one follows itself


def test_a_turn_is_missed_only_if_its_five_seconds_passed() -> None:
    assert "missed" in kinds(happened(units((0, 2)), []))
    assert "missed" not in kinds(happened(units((0, 2)), [], seconds=6.0))
    assert "missed" not in kinds(happened(units((0, 2), (5, 6)), units((6.2, 8))))
    assert "missed" not in kinds(happened(units((0, 2)), units((1, 4))))


def test_cutting_in_and_starting_together_differ() -> None:
    assert "cut_in" in kinds(happened(units((0, 4)), units((3, 6))))
    assert "cut_in" not in kinds(happened(units((0, 4)), units((3.6, 6))))
    assert "cut_in" not in kinds(happened(units((0, 4)), units((0.1, 6))))


def test_a_pause_that_is_taken_is_neither_answered_nor_an_interruption() -> None:
    found = happened(units((0, 2), (2.9, 5)), units((2.5, 3.6), (5.3, 8)))
    assert [event.is_good for event in found if event.kind == "pause"] == [False]
    assert [event.start_s for event in found if event.kind == "answer"] == [5]
    assert not {"interruption", "cut_in"} & set(kinds(found))
    found = happened(
        units((0, 2), (2.9, 5)), units((3.0, 3.9), (5.3, 8))
    )  # at once with the user: decided in the pause
    assert [event.is_good for event in found if event.kind == "pause"] == [True]  # a sound under 1 s
    found = happened(units((0, 2), (2.9, 5)), units((3.0, 4.2), (5.3, 8)))
    assert [event.is_good for event in found if event.kind == "pause"] == [False]
    assert "cut_in" not in kinds(found)


def test_an_interruption_is_followed_to_its_end() -> None:
    found = {event.kind: event for event in happened(units((0, 2), (5, 7)), units((2.3, 5.7), (7.4, 9)))}
    assert found["interruption"].value_s == pytest.approx(0.7)
    assert (found["recovery"].is_good, found["recovery"].value_s) == (True, pytest.approx(0.4))
    found = {event.kind: event for event in happened(units((0, 2), (5, 7)), units((2.3, 9)))}
    assert found["interruption"].is_good is False
    assert "recovery" not in found
    found = {event.kind: event for event in happened(units((0, 2), (5, 7)), units((2.3, 5.7)), seconds=8.0)}
    assert "recovery" not in found  # the call ends too soon


def test_overlaps_are_where_both_talk() -> None:
    assert overlaps(units((0, 2), (4, 6)), units((1, 5), (5.95, 8))) == [(1, 2), (4, 5)]


def test_calls_are_pooled_by_their_events() -> None:
    quick, slow = analyse(call(((1, 3),), ((3.2, 6),))), analyse(call(((1, 3),), ((4.2, 6),)))
    numbers = measure([quick, slow])
    assert numbers["offset_median_s"] == pytest.approx(0.7, abs=0.05)
    assert (numbers["calls"], numbers["answered"], numbers["response_rate"]) == (2, 2, 1)
    assert numbers["w1_offset_s"] is not None
    nothing = measure([Analysis(quick.heard, *sides_of([], []))])
    assert nothing["response_rate"] is None
    assert nothing["silence_misclassification"] is None


def test_the_histogram_keeps_what_lies_outside() -> None:
    counts = histogram([-9.0, 0.1, 9.0])
    assert (counts[0], counts[10], counts[-1], counts.sum()) == (1, 1, 1, 3)
