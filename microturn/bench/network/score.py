"""What became of one request: its call -> scores. What each means is written here; how they are averaged, in `figures`.

A score of None, or none: the question does not arise.
"""

import numpy as np

from microturn.bench.items import Item
from microturn.bench.judge import Judge, at_ear
from microturn.bench.network.call import Call
from microturn.bench.score import EARLY_S, MIN_VOICE_S, Scores
from microturn.bench.trace import SILENT, ticks_ended_s
from microturn.bench.transports import CHUNK_SAMPLES
from microturn.bench.voice import FRAME_S, covered_s, is_voiced, stretches
from microturn.bench.words import compare
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ

EDGE = 200  # samples of a micro-turn into which a conversion smears its neighbours
MARGIN_S = 0.1  # of sound around what a recogniser gets


def score(call: Call, item: Item, judge: Judge | None) -> Scores:
    """Of what the caller saw, and of what the server did, where there is a recording of it.

    connected; connect: seconds until sound could be sent. answered, latency: as `bench wire`. heard: word errors of
    what the network understood; said: of what a recogniser makes of its speech as it was heard, against the words that
    it meant. soon: voice was heard more than 0.5 s before the user's end. gap: seconds in which speech stood still, of
    those that it took.
    """
    if call.connect_s is None:
        return {"connected": 0.0, "answered": 0.0}
    latency_s, ended_s, played = call.latency_s(), call.turn_ended_s, call.played
    scores: Scores = {"connected": 1.0, "connect_s": call.connect_s, "answered": float(latency_s is not None)}
    scores |= {"latency_s": latency_s, **_errors("heard", item.text, call.written(True))}
    if ended_s is not None:
        soon_s = covered_s(played.voice, -np.inf, ended_s - EARLY_S)
        scores["soon"] = float(soon_s >= MIN_VOICE_S)
    scores |= {"gap_s": sum(gap.seconds for gap in played.gaps), "num_gaps": float(len(played.gaps))}
    scores |= {"speech_s": sum(run.seconds for run in played.voice)}
    said = call.written(False)
    if judge is not None and said:
        scores |= _errors("said", said, _transcript(call, judge))
    return scores | (_of_server(call) if len(call.heard.user) else {})


def _of_server(call: Call) -> Scores:
    """starts: beyond the one that is wanted, in what the model gave out, whatever became of it. filled: micro-turns of
    silence that the server put between the user's first and last word. lost_in: seconds of the user's voice that the
    model never got, of all; lost_out: of the model's that never came. result: from a micro-turn's last sample to its
    result, median."""
    sent = call.user[: len(call.sent_s) * CHUNK_SAMPLES]
    user_s, model_s = voiced_s(sent, EAR_HZ), voiced_s(call.heard.model, MOUTH_HZ)
    came = np.concatenate([np.zeros(0, np.float32), *(sound.audio for sound in call.sounds)])
    ended_s = ticks_ended_s(call)
    times_s = [tick.at_s - ended_s[tick.tick] for tick in call.ticks if tick.tick in ended_s]
    return {
        "starts": float(max(0, len(stretches(is_voiced(call.heard.model, MOUTH_HZ))) - 1)),
        "filled": float(num_filled(call.heard.user)),
        "user_s": user_s,
        "lost_in_s": max(0.0, user_s - voiced_s(call.heard.user, EAR_HZ)),
        "model_s": model_s,
        "lost_out_s": max(0.0, model_s - voiced_s(came, MOUTH_HZ)),
        "result_s": float(np.median(times_s)) if times_s else None,
    }


def num_filled(heard: Audio) -> int:
    """float32 [n] at 16 kHz that went to the model -> micro-turns of nothing between its first and last voice. A
    microphone is never that silent."""
    rows = heard[: len(heard) // EAR_TICK_SAMPLES * EAR_TICK_SAMPLES].reshape(-1, EAR_TICK_SAMPLES)
    voiced = [k for k, row in enumerate(rows) if is_voiced(row, EAR_HZ).any()]
    between = rows[voiced[0] : voiced[-1]] if voiced else rows[:0]
    return int(np.sum(np.mean(np.square(between[:, EDGE:-EDGE]), axis=1) < SILENT))


def voiced_s(samples: Audio, rate_hz: int) -> float:
    return float(np.sum(is_voiced(samples, rate_hz))) * FRAME_S


def _transcript(call: Call, judge: Judge) -> str:
    """What a recogniser makes of what the caller heard."""
    played = call.played
    if not played.voice:
        return ""
    span = played.voice[0].start_s - MARGIN_S, played.voice[-1].end_s + MARGIN_S
    return judge.write(at_ear(played.audio, *(at_s - played.start_s for at_s in span)))


def _errors(name: str, truth: str, written: str) -> Scores:
    errors = compare(truth, written)
    return {f"{name}_errors": float(errors.total), f"{name}_words": float(errors.words)}
