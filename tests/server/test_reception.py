"""Packets in, micro-turns out: each at the same place in the sound whatever was lost, and heard as well as can be."""

from collections.abc import Collection

import numpy as np
import pytest

from microturn.bench.network.condition import Condition
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, TICK_S
from microturn.server.patience import LEAST_S
from microturn.server.reception import CONCEALED_S, Reception
from tests.server.lossy import FRAME, FRAME_S, arrivals
from tests.server.packets import EAR_FRAME, decoded, likeness, loud, packets
from tests.server.test_decoder import tone, tone_in

OPUS = "audio/opus"


def heard(
    reception: Reception, came: list[tuple[float, bytes, int]], kind: str = OPUS, frame: int = FRAME, source: int = 1
) -> tuple[Audio, list[float]]:
    """Of packets: when they come, and their numbers -> the sound, float32 [n] at 16 kHz, and when each micro-turn of it
    was whole."""
    turns, times_s = list[Audio](), list[float]()

    def take(now_s: float) -> None:
        found = reception.take(now_s)
        turns.extend(found)
        times_s.extend([now_s] * len(found))

    for at_s, payload, number in came:
        while reception.due_s < at_s:
            take(reception.due_s)
        reception.put(kind, source, number * frame, payload, at_s)
        take(at_s)
    return np.concatenate([np.zeros(0, np.float32), *turns]), times_s


def sent(lost: Collection[int] = ()) -> list[tuple[float, bytes, int]]:
    return [((k + 1) * FRAME_S, payload, k) for k, payload in enumerate(packets()) if k not in lost]


def test_without_losses_it_is_the_decoded_sound_and_no_later_than_its_last_packet() -> None:
    sound, times_s = heard(Reception(), sent())
    np.testing.assert_array_equal(sound, decoded())
    np.testing.assert_allclose(times_s, TICK_S * np.arange(1, len(times_s) + 1))


def test_a_lost_packet_is_heard_from_its_copy_and_nothing_moves() -> None:
    lost = set(loud()[3::4])
    assert not any(k + 1 in lost for k in lost)
    reception = Reception()
    sound, _ = heard(reception, sent(lost))
    assert len(sound) == len(decoded())
    assert likeness(sound, decoded()) > 0.97
    assert reception.restored_s == pytest.approx(reception.counts.missing_s) == pytest.approx(len(lost) * FRAME_S)


@pytest.mark.parametrize(("loss", "least"), [(1, 0.98), (5, 0.95), (10, 0.9), (20, 0.8)])
def test_speech_over_a_lossy_network_keeps_its_shape(loss: float, least: float) -> None:
    came = arrivals(Condition(loss), len(packets()) * FRAME_S)
    sound, _ = heard(Reception(), [(each.at_s, packets()[each.number], each.number) for each in came])
    num = len(sound)
    assert num >= len(decoded()) - 2 * EAR_TICK_SAMPLES
    assert likeness(sound, decoded()[:num]) > least


def test_a_long_gap_fades_into_silence_of_its_length() -> None:
    first, num_made_up = loud()[30], round(CONCEALED_S / FRAME_S)
    sound, _ = heard(Reception(), sent(range(first, first + 40)))
    rows = sound.reshape(-1, EAR_FRAME)
    levels = [float(np.std(row)) for row in rows[first : first + num_made_up]]
    assert levels[0] > 0.005 and levels[-1] < levels[0]
    assert not rows[first + num_made_up : first + 39].any(), "the last packet may be there, from its copy"
    after = slice((first + 45) * EAR_FRAME, (first + 70) * EAR_FRAME)
    assert likeness(sound[after], decoded()[after]) > 0.95, "what follows is in its place"


def test_where_nothing_comes_any_more_it_is_silence_at_the_pace_of_time() -> None:
    reception = Reception()
    heard(reception, sent())
    last_s, num, now_s = len(packets()) * FRAME_S, 0, 0.0
    while reception.due_s < last_s + 10:
        now_s = reception.due_s
        num += len(reception.take(now_s))
    assert num == pytest.approx(10 / TICK_S, abs=1) and now_s - last_s == pytest.approx(num * TICK_S + LEAST_S)


def test_another_codec_and_another_sender_take_over() -> None:
    reception = Reception()
    heard(reception, sent())
    at_s = len(packets()) * FRAME_S
    tones = [(at_s + (k + 1) * FRAME_S, payload, 77 + k) for k, payload in enumerate(tone_in("audio/PCMU", 60))]
    sound, times_s = heard(reception, tones, "audio/PCMU", 160)
    truth = tone(len(sound), EAR_HZ)
    assert max(likeness(sound[800 + k : 4000], truth[: 3200 - k]) for k in range(40)) > 0.95
    assert times_s[-1] - at_s == pytest.approx(TICK_S * len(times_s) + 3 * FRAME_S)
    at_s += 60 * FRAME_S
    again = [(at_s + each_s, payload, 10**6 + k) for each_s, payload, k in sent()]
    sound, _ = heard(reception, again, source=2)
    assert abs(len(sound) - len(decoded())) <= EAR_TICK_SAMPLES
    reception.put("audio/unheard-of", 3, 0, b"x", at_s)
    reception.put(OPUS, 2, 0, b"", at_s)
    assert reception.slack_s(at_s) >= 0


def test_a_micro_turn_that_needs_a_filter_does_not_wait_for_what_is_lost_behind_it() -> None:
    """Of G.711: its end comes out of the resampler with the packets after it."""
    payloads = tone_in("audio/PCMU", 60)
    came = [((k + 1) * FRAME_S, payload, k) for k, payload in enumerate(payloads) if k not in (40, 41)]
    _, times_s = heard(Reception(), came, "audio/PCMU", 160)
    delays_s = np.array(times_s) - TICK_S * np.arange(1, len(times_s) + 1)
    assert delays_s.max() <= 3 * FRAME_S + LEAST_S + 0.03


def test_broken_packets_leave_gaps_and_the_rest_goes_on() -> None:
    bad = loud()[40]
    came = [(at_s, b"\xff\xff\xff" if k == bad else payload, k) for at_s, payload, k in sent()]
    sound, _ = heard(Reception(), came)
    assert abs(len(sound) - len(decoded())) <= EAR_TICK_SAMPLES
    assert likeness(sound[-16_000:], decoded()[len(sound) - 16_000 : len(sound)]) > 0.9
