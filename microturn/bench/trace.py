"""What one session over a transport tells: when each micro-turn's last sample was sent, and when its result was there.

Which of the sent samples a micro-turn held is not counted but found again in what the model has heard: so silence that
a server fills in, samples that a transport loses and the delay of filters all show as what they are. Pure.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from microturn.bench.transports import CHUNK_SAMPLES, Arrival, Heard, Sound, Ticked
from microturn.bench.voice import Stretch, is_voiced, lasting_past, stretches
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES

BACK_S, AHEAD_S = 0.2, 1.0  # around the expected place, where a micro-turn is looked for
SILENT = 1e-8  # mean square, -80 dB re full scale
LIKE = 0.6  # correlation from which two sounds are the same
SLACK_S = 0.001  # a sample more or less in a conversion is no chunk
FIRST_VOICE_S = 5.0  # docs/benchmarks.md, section 1
ANSWERED_S = 0.25
JUDGED_S = 1.0  # of the answer


@dataclass(eq=False)
class Trace:
    """One session as its client saw it. `sent_s`: when each 20 ms of `user` (float32 [n] at 16 kHz) went out."""

    user: Audio
    end_s: float  # of the user's turn, in `user`
    sent_s: list[float] = field(default_factory=lambda: list[float]())
    arrivals: list[Arrival] = field(default_factory=lambda: list[Arrival]())
    heard: Heard = field(default_factory=lambda: Heard(np.zeros(0, np.float32), np.zeros(0, np.float32)))

    @property
    def sounds(self) -> list[Sound]:
        return [arrival for arrival in self.arrivals if isinstance(arrival, Sound)]

    @property
    def ticks(self) -> list[Ticked]:
        return [arrival for arrival in self.arrivals if isinstance(arrival, Ticked)]

    def sent_at(self, num_samples: int) -> float | None:
        """When the last of the first `num_samples` went out; None while it has not."""
        chunk = max(0, -(-(num_samples - round(SLACK_S * EAR_HZ)) // CHUNK_SAMPLES) - 1)
        return self.sent_s[chunk] if chunk < len(self.sent_s) else None

    @property
    def turn_ended_s(self) -> float | None:
        """When the user's last sample went out."""
        return self.sent_at(round(self.end_s * EAR_HZ))

    def voice(self) -> list[Stretch]:
        """Of the model, on the client's clock."""
        sounds = self.sounds
        came = np.concatenate([np.zeros(0, np.float32), *(sound.audio for sound in sounds)])
        return [
            Stretch(heard_at(sounds, run.start_s), heard_at(sounds, run.end_s))
            for run in stretches(is_voiced(came, MOUTH_HZ))
        ]

    def answer(self) -> Stretch | None:
        """The answer, on the client's clock: the first voice that lasts past the user's end, if it is long enough."""
        ended_s = self.turn_ended_s
        if ended_s is None:
            return None
        found = lasting_past(self.voice(), ended_s)
        if found is None or found.seconds < ANSWERED_S or found.start_s > ended_s + FIRST_VOICE_S:
            return None
        return found

    def latency_s(self) -> float | None:
        """From the user's last sample sent to the first of the answer that can be heard; None without an answer."""
        answer, ended_s = self.answer(), self.turn_ended_s
        return None if answer is None or ended_s is None else max(0.0, answer.start_s - ended_s)

    def is_over(self, now_s: float) -> bool:
        """Nothing more can be learned."""
        ended_s, answer = self.turn_ended_s, self.answer()
        if ended_s is None:
            return False
        return now_s > ended_s + FIRST_VOICE_S + JUDGED_S or (answer is not None and answer.seconds >= JUDGED_S)


@dataclass(frozen=True)
class Delay:
    """Of one micro-turn, ms from its last sample sent: to its result, and (where it spoke) to its first sound."""

    result_ms: float
    compute_ms: float
    sound_ms: float | None

    @property
    def over_ms(self) -> float:
        """What was not spent on computing."""
        return self.result_ms - self.compute_ms


def delays(trace: Trace) -> list[Delay]:
    """Of the micro-turns whose sound is found in what was sent."""
    ended_s, played = ticks_ended_s(trace), dict(enumerate(sound_times(trace)))
    out: list[Delay] = []
    for result in trace.ticks:
        sent_s, sound_s = ended_s.get(result.tick), played.get(result.tick)
        if sent_s is not None:
            sound_ms = None if sound_s is None else (sound_s - sent_s) * 1000
            out.append(Delay((result.at_s - sent_s) * 1000, result.compute_ms, sound_ms))
    return out


def ticks_ended_s(trace: Trace) -> dict[int, float]:
    """When the last sample of each micro-turn went out, of those whose sound is found in what was sent."""
    starts = enumerate(places(trace.heard.user, trace.user, EAR_TICK_SAMPLES, EAR_HZ))
    sent_s = {tick: trace.sent_at(start + EAR_TICK_SAMPLES) for tick, start in starts if start is not None}
    return {tick: at_s for tick, at_s in sent_s.items() if at_s is not None}


def sound_times(trace: Trace) -> list[float | None]:
    """When the first sample of each micro-turn's voice could be heard; None where it was quiet or is not found."""
    sounds, model = trace.sounds, trace.heard.model
    line = np.concatenate([np.zeros(0, np.float32), *(sound.audio for sound in sounds)])
    rows = model[: len(model) // MOUTH_TICK_SAMPLES * MOUTH_TICK_SAMPLES].reshape(-1, MOUTH_TICK_SAMPLES)
    found = [place(row, line) if is_voiced(row, MOUTH_HZ).any() else None for row in rows]
    return [None if start is None else heard_at(sounds, start / MOUTH_HZ) for start in found]


def heard_at(sounds: Sequence[Sound], time_s: float) -> float:
    """When a time of the received sound can be heard: its block's arrival, and its place in it."""
    ends = np.cumsum([len(sound.audio) for sound in sounds])
    block = min(int(np.searchsorted(ends, round((time_s + SLACK_S) * MOUTH_HZ), "right")), len(sounds) - 1)
    start = int(ends[block]) - len(sounds[block].audio)
    return sounds[block].at_s + max(0.0, time_s - start / MOUTH_HZ)


def places(pieces: Audio, line: Audio, size: int, rate_hz: int) -> list[int | None]:
    """Where in `line` each `size` samples of `pieces` begin, one after the other; None for those that are not there."""
    out: list[int | None] = []
    expected = 0
    for at in range(0, len(pieces) - size + 1, size):
        piece = pieces[at : at + size]
        low = max(0, expected - round(BACK_S * rate_hz))
        found = place(piece, line[low : expected + size + round(AHEAD_S * rate_hz)])
        out.append(None if found is None else low + found)
        expected = expected if found is None else low + found + size
    return out


def place(piece: Audio, line: Audio) -> int | None:
    """Where `piece` is most like `line`; None where it is nowhere like it, or silent."""
    num = len(line) - len(piece) + 1
    energy = float(np.sum(np.square(piece, dtype=np.float64)))
    if num < 1 or energy < SILENT * len(piece):
        return None
    size = 1 << (len(line) + len(piece)).bit_length()
    spectrum = np.fft.rfft(line, size) * np.conj(np.fft.rfft(piece, size))
    squares = np.concatenate([[0.0], np.cumsum(np.square(line, dtype=np.float64))])
    norms = np.sqrt(np.maximum(squares[len(piece) :] - squares[:num], 1e-12) * energy)
    likeness = np.fft.irfft(spectrum, size)[:num] / norms
    best = int(np.argmax(likeness))
    return best if likeness[best] >= LIKE else None
