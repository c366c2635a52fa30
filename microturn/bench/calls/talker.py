"""The user of a conversation that nobody wrote the other half of: says its parts, each when the other has finished."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from microturn.bench.calls.people import OFFSET_S, OFFSET_SHARES, PAUSE_S, PAUSE_SHARES
from microturn.bench.drive import FIRST_VOICE_S, MARGIN_S
from microturn.bench.score import EARLY_S, MIN_REPLY_S
from microturn.bench.sources import Clip
from microturn.bench.voice import Stretch, covered_s, is_voiced, stretches
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES, TICK_S
from microturn.data import augment

FINISHED_S = 0.6  # of silence, before anybody can tell an end from a pause inside the answer
MAX_REPLY_S = 12.0  # of an answer that does not end; then the user talks into it
FLOOR_DB = -60.0
CUT_SAMPLES = 64  # fade at a pause
JOIN_S = 0.15  # between sentences of a story: too short to be a pause
Rng = np.random.Generator


@dataclass(frozen=True, eq=False)
class Part:
    """Sound float32 [n] at 16 kHz; speech from `onset_s` to `end_s` of it; pauses of 0.4 s and more in it."""

    samples: Audio
    onset_s: float
    end_s: float
    pauses: tuple[Stretch, ...] = ()
    text: str = ""


@dataclass(frozen=True, eq=False)
class Conversation:
    """A case of the suite. `gaps_s`: how long after the other has finished each part begins."""

    number: int
    kind: str
    seed: int
    parts: tuple[Part, ...]
    gaps_s: tuple[float, ...]
    clips: tuple[Clip, ...] = field(repr=False, default=())


def part_of(clip: Clip) -> Part:
    return Part(clip.samples, clip.onset_s, clip.end_s, (), clip.text)


def story(clips: Sequence[Clip], rng: Rng) -> Part:
    """Sentences with almost nothing between them, and in each one a pause at a word boundary, drawn from people's."""
    sounds, pauses = list[Audio](), list[Stretch]()
    at_s = 0.0
    for clip in clips:
        sound, pause = _paused(clip, pause_s(rng), rng)
        sounds += [sound, np.zeros(round(JOIN_S * EAR_HZ), np.float32)]
        if pause:
            pauses.append(Stretch(at_s + pause.start_s, at_s + pause.end_s))
        at_s += len(sound) / EAR_HZ + JOIN_S
    whole = np.concatenate(sounds)
    end_s = at_s - JOIN_S - (len(clips[-1].samples) / EAR_HZ - clips[-1].end_s)
    return Part(whole, clips[0].onset_s, end_s, tuple(pauses), " ".join(clip.text for clip in clips))


def _paused(clip: Clip, seconds: float, rng: Rng) -> tuple[Audio, Stretch | None]:
    """A pause before a word that is not the first; None for one word."""
    if len(clip.words) < 2:
        return clip.samples[: round(clip.end_s * EAR_HZ)], None
    before = int(rng.integers(1, len(clip.words)))
    cut = round((clip.words[before - 1][1] + clip.words[before][0]) / 2 * EAR_HZ)
    head, tail = clip.samples[:cut].copy(), clip.samples[cut : round(clip.end_s * EAR_HZ)].copy()
    size = min(CUT_SAMPLES, len(head), len(tail))
    ramp = np.linspace(0, 1, size, dtype=np.float32)
    head[len(head) - size :] *= ramp[::-1]
    tail[:size] *= ramp
    silence = np.zeros(round(seconds * EAR_HZ), np.float32)
    pause = Stretch(clip.words[before - 1][1], clip.words[before][0] + seconds)
    return np.concatenate([head, silence, tail]), pause


def offset_s(rng: Rng) -> float:
    """A floor-transfer offset of people; nobody can begin before the other has been heard to finish."""
    return max(0.0, float(np.interp(rng.uniform(OFFSET_SHARES[0], OFFSET_SHARES[-1]), OFFSET_SHARES, OFFSET_S)))


def pause_s(rng: Rng) -> float:
    """Of the longer half of people's pauses: .48 to 1.28 s."""
    return float(np.interp(rng.uniform(PAUSE_SHARES[0], PAUSE_SHARES[-1]), PAUSE_SHARES, PAUSE_S))


class Talker:
    """Knows what the other does until the end of the micro-turn it is about to speak in; `lead_s`: silence that comes
    before the other's first micro-turn (0 for a live one, whose sound is known when it has been heard)."""

    def __init__(self, case: Conversation, lead_s: float) -> None:
        self._case, self._num_ticks, self._next = case, 0, 0
        self._frames = [is_voiced(np.zeros(round(lead_s * MOUTH_HZ), np.float32), MOUTH_HZ)]
        self._voice: list[Stretch] = []
        self._part: tuple[Audio, int] = np.zeros(0, np.float32), 0  # what is being said, and its first sample
        rng = np.random.default_rng([case.seed, case.number])
        self._floor = augment.coloured(1 << 16, -3.0, rng) * np.float32(augment.gain(FLOOR_DB))
        self.said: list[Stretch] = []  # parts, from the first to the last word

    @property
    def now_s(self) -> float:
        return self._num_ticks * TICK_S

    @property
    def is_done(self) -> bool:
        return self._next == len(self._case.parts) and self.now_s >= self._free_s() + FINISHED_S

    def speak(self) -> Audio:
        """The next 200 ms: float32 [3200]."""
        self._begin()
        start = self._num_ticks * EAR_TICK_SAMPLES
        sound = self._floor[(start + np.arange(EAR_TICK_SAMPLES)) % len(self._floor)]
        part, first = self._part
        piece = part[max(0, start - first) : max(0, start - first + EAR_TICK_SAMPLES)]
        at = max(0, first - start)
        piece = piece[: max(0, EAR_TICK_SAMPLES - at)]
        sound[at : at + len(piece)] += piece
        self._num_ticks += 1
        return np.clip(sound, -1, 1)

    def listen(self, audio: Audio) -> None:
        """What the other did in it: float32 [4800]."""
        assert audio.shape == (MOUTH_TICK_SAMPLES,), audio.shape
        self._frames.append(is_voiced(audio, MOUTH_HZ))
        self._voice = stretches(np.concatenate(self._frames))

    def _begin(self) -> None:
        """Plans the next part where it begins in this micro-turn."""
        if self._next == len(self._case.parts):
            return
        part, start_s = self._case.parts[self._next], self._free_s() + self._case.gaps_s[self._next]
        start_s = max(start_s, self.now_s)
        if start_s < self.now_s + TICK_S:
            first = max(round((start_s - part.onset_s) * EAR_HZ), self._num_ticks * EAR_TICK_SAMPLES)
            onset_s = first / EAR_HZ + part.onset_s
            self._part, self._next = (part.samples, first), self._next + 1
            self.said.append(Stretch(onset_s, onset_s - part.onset_s + part.end_s))

    def _free_s(self) -> float:
        """From when on the floor is free for the user: the other has answered and is quiet, or will not answer."""
        if not self.said:
            return self._quiet_s(0.0) if self._voice else 0.0
        end_s = self.said[-1].end_s
        if covered_s(self._voice, end_s - EARLY_S, self.now_s + TICK_S) < MIN_REPLY_S:
            return end_s + FIRST_VOICE_S + MARGIN_S
        return self._quiet_s(end_s)

    def _quiet_s(self, end_s: float) -> float:
        return min(max(self._voice[-1].end_s, end_s) + FINISHED_S, end_s + FIRST_VOICE_S + MAX_REPLY_S)
