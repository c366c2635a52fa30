"""What became of a request over a network: scores of calls that are known."""

from dataclasses import replace

import numpy as np
import pytest

from microturn.bench.judge import Judge
from microturn.bench.network.call import Call
from microturn.bench.network.score import num_filled, score
from microturn.bench.transports import Heard, Sound
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES
from tests.bench.network_calls import call_of, hum, item_of, tone


def test_a_call_over_a_good_network_has_nothing_to_complain_of() -> None:
    found = score(call_of(), item_of("Stop it now!"), Judge(lambda sound: "all right", lambda sound: 0.0))
    latency_s, result_s = found["latency_s"], found["result_s"]
    assert latency_s is not None
    assert result_s is not None
    assert (found["connected"], found["answered"], found["soon"], found["starts"]) == (1, 1, 0, 0)
    assert latency_s == pytest.approx(0.6, abs=0.021)
    assert result_s == pytest.approx(0.0, abs=0.021)
    assert (found["heard_errors"], found["heard_words"], found["said_errors"], found["said_words"]) == (0, 3, 0, 2)
    assert (found["gap_s"], found["filled"], found["lost_out_s"]) == (0, 0, 0)
    assert found["lost_in_s"] == pytest.approx(0, abs=0.02)


def test_delay_silence_and_loss_show_as_what_they_are() -> None:
    found = score(call_of(delay_s=0.5), item_of("Stop it!"), None)
    assert found["latency_s"] == pytest.approx(1.1, abs=0.021)
    assert found["heard_errors"] == 1
    assert "said_errors" not in found
    found = score(call_of(lost=(8,)), item_of("stop it now"), None)
    assert found["lost_out_s"] == pytest.approx(0.2, abs=0.02)
    assert found["gap_s"] == pytest.approx(0.2, abs=0.02)
    assert score(call_of(filled=2), item_of(""), None)["filled"] == 2


def test_voice_before_the_users_end_is_too_soon_and_a_second_beginning_counts() -> None:
    call = call_of()
    model = call.heard.model.copy()
    model[: 2 * MOUTH_TICK_SAMPLES] = tone(0.4, MOUTH_HZ)
    call.heard = replace(call.heard, model=model)
    call.arrivals = [Sound(10.0, model), *call.ticks]
    found = score(call, item_of("stop it now"), None)
    assert (found["soon"], found["starts"]) == (1, 1)


def test_silence_before_the_first_word_and_behind_the_last_does_no_harm() -> None:
    silence, voice = np.zeros(EAR_TICK_SAMPLES, np.float32), tone(0.2, EAR_HZ)
    assert num_filled(np.concatenate([silence, voice, silence, silence, voice, silence])) == 2
    assert num_filled(np.concatenate([silence, silence])) == 0
    assert num_filled(np.concatenate([voice, hum(0.4, EAR_HZ), voice])) == 0


def test_a_call_that_never_came_about_and_one_without_a_recording() -> None:
    assert score(Call(hum(1, EAR_HZ), 1.0), item_of("stop"), None) == {"connected": 0, "answered": 0}
    call = call_of()
    call.heard = Heard(np.zeros(0, np.float32), np.zeros(0, np.float32))
    found = score(call, item_of("stop it now"), None)
    assert found["answered"] == 1
    assert "filled" not in found


def test_a_call_is_over_once_the_answer_has_been_heard() -> None:
    call = call_of()
    assert not call.is_over(12.4)
    assert call.is_over(13.5)
    silent = call_of(lost=tuple(range(20)))
    assert not silent.is_over(13.5)
    assert silent.is_over(17.2)
    call.arrivals = list(call.sounds)  # nothing is known of what was heard of the user
    assert not call.is_over(13.5)
