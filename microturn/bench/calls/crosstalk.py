"""One speaker's sound in the other's channel: crosstalk of a line, or a loudspeaker that a microphone picks up.

Found by correlation of the two channels at every delay; frames that it explains are not voice.
"""

from dataclasses import dataclass, replace

import numpy as np
import soxr
from numpy.typing import NDArray

from microturn.bench.calls.levels import Levels, Voice
from microturn.bench.voice import FRAME_S
from microturn.core.messages import Audio

CORRELATED_HZ = 4_000
PIECE_S, MAX_PIECES = 8.0, 40  # what is correlated of a long call
MAX_DELAY_S = 0.5
LEVELLED_S, LEAST = 0.05, 1e-4  # of what is correlated; below -80 dB it stays soft
MIN_CORRELATION, MIN_PEAK = 0.15, 6.0  # and over that at other delays; voices that overlap have some at every delay
MAX_GAIN_DB = -3.0  # as loud as the speaker is no leak
MARGIN_DB = 8.0  # above what leaks in, it is the speaker's own
DECAY_DB = 1.2  # of a room, every 10 ms: 60 dB in half a second
SAME = 0.999
Sound = tuple[Audio, int]  # float32 [n], rate in Hz


@dataclass(frozen=True)
class Leak:
    """What a channel holds of the other one: `gain_db` of it, `delay_s` later; `correlation` at that delay."""

    correlation: float
    delay_s: float
    gain_db: float


def is_same(left: Audio, right: Audio) -> bool:
    """One recording in both channels."""
    power = float(np.dot(left, left)) * float(np.dot(right, right))
    return len(left) == len(right) and power > 0 and float(np.dot(left, right)) ** 2 >= SAME**2 * power


def find(into: Voice, of: Voice, into_sound: Sound, of_sound: Sound) -> Leak | None:
    """`of` in `into`. None where there is nothing of it that is taken for voice."""
    spectrum = np.zeros(_fft_size() // 2 + 1, np.complex64)
    power = np.zeros(2)
    sounding = _sounding(of)
    for start_s in _pieces(of):
        b = _piece(of_sound, start_s)
        a = _piece(into_sound, start_s) * _piece_mask(sounding, start_s)
        spectrum += np.fft.rfft(a, _fft_size()) * np.conj(np.fft.rfft(b, _fft_size()))
        power += [np.dot(a, a), np.dot(b, b)]
    if not power.all():
        return None
    near = np.abs(np.fft.irfft(spectrum, _fft_size())[: round(MAX_DELAY_S * CORRELATED_HZ)]) / np.sqrt(power.prod())
    delay = int(np.argmax(near))
    correlation, delay_s = float(near[delay]), delay / CORRELATED_HZ
    leak = Leak(correlation, delay_s, _gain_db(into.levels, of, delay_s))
    is_certain = correlation >= max(MIN_CORRELATION, MIN_PEAK * float(np.sqrt(np.mean(np.square(near)))))
    is_heard = leak.gain_db + of.speech_db > into.floor_db
    return leak if is_certain and is_heard and leak.gain_db <= MAX_GAIN_DB else None


def without(voice: Voice, of: Voice, leak: Leak) -> Voice:
    """`voice` less the frames that the other channel explains."""
    explained = _delayed(of.levels, leak.delay_s, len(voice.levels)) + leak.gain_db + MARGIN_DB
    return replace(voice, is_on=voice.is_on & (voice.levels > explained))


def _fft_size() -> int:
    return 1 << (2 * round(PIECE_S * CORRELATED_HZ)).bit_length()


def _pieces(voice: Voice) -> list[float]:
    """Starts of those pieces of the call in which there is most voice."""
    size = round(PIECE_S / FRAME_S)
    starts = range(0, len(voice.is_on), size)
    busiest = sorted(starts, key=lambda start: -int(np.count_nonzero(voice.is_on[start : start + size])))
    return [start * FRAME_S for start in busiest[:MAX_PIECES] if voice.is_on[start : start + size].any()]


def _piece(sound: Sound, start_s: float) -> Audio:
    """float32 [32,000], zeros after the end of the call."""
    samples, rate_hz = sound
    start = round(start_s * rate_hz)
    piece = samples[start : start + round(PIECE_S * rate_hz)]
    piece = np.asarray(soxr.resample(piece - piece.mean(), rate_hz, CORRELATED_HZ)) if len(piece) else piece
    size = round(PIECE_S * CORRELATED_HZ)
    return _levelled(np.pad(piece[:size], (0, max(0, size - len(piece)))))


def _levelled(piece: Audio) -> Audio:
    """Equally loud throughout, so that a few loud words do not hide what leaks in softly elsewhere."""
    frames = piece.reshape(-1, round(LEVELLED_S * CORRELATED_HZ))
    loud = np.sqrt(np.mean(np.square(frames), axis=1, keepdims=True))
    return np.asarray(frames / np.maximum(loud, LEAST), np.float32).reshape(-1)


def _sounding(voice: Voice) -> NDArray[np.bool_]:
    """Frames in which a delayed copy of the voice may sound."""
    num = round(MAX_DELAY_S / FRAME_S)
    counts = np.concatenate([[0], np.cumsum(voice.is_on)])
    ends = np.arange(1, len(counts))
    return counts[ends] > counts[np.maximum(0, ends - num)]


def _piece_mask(sounding: NDArray[np.bool_], start_s: float) -> NDArray[np.bool_]:
    """bool [32,000], as `_piece`."""
    start, num = round(start_s / FRAME_S), round(PIECE_S / FRAME_S)
    frames = sounding[start : start + num]
    return np.repeat(np.pad(frames, (0, num - len(frames))), round(FRAME_S * CORRELATED_HZ))


def _gain_db(into: Levels, of: Voice, delay_s: float) -> float:
    """Where the other is loud, and this channel's own speaker mostly listens."""
    levels = _delayed(of.levels, delay_s, len(into))
    is_loud = _delayed(np.where(of.is_on, of.levels, -np.inf), delay_s, len(into)) > of.speech_db - 15
    return float(np.median((into - levels)[is_loud])) if is_loud.any() else 0.0


def _delayed(levels: Levels, delay_s: float, num: int) -> Levels:
    """As they come in later, and die away in a room: [num]."""
    shift = int(delay_s / FRAME_S)
    out = np.full(num, -np.inf, np.float64)
    kept = levels[: max(0, num - shift)]
    out[shift : shift + len(kept)] = kept
    falling = DECAY_DB * np.arange(num, dtype=np.float64)
    return np.asarray(np.maximum.accumulate(out + falling) - falling, np.float64)
