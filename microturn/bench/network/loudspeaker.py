"""What a caller hears of sound that comes late, in bunches or not at all. Pure, over what came and when.

Pieces are played in order, each from its arrival on at the earliest; quiet ones are left out while others wait, as
jitter buffers shorten pauses (the rule of `remote/playback`). Nothing is held back at the start of speech, and nothing
is made up for what is missing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from microturn.bench.remote.playback import QUIET, SLACK_S
from microturn.bench.transports import Sound
from microturn.bench.voice import Stretch, is_voiced, stretches
from microturn.core.messages import Audio
from microturn.core.units import MOUTH_HZ

MIN_GAP_S = 0.02  # a packet


@dataclass(frozen=True, eq=False)
class Played:
    """`audio`: float32 [n] at 24 kHz, from the first piece on, which is heard at `start_s`. `gaps`: inside of speech,
    on the same clock."""

    start_s: float
    audio: Audio
    gaps: tuple[Stretch, ...]

    @property
    def voice(self) -> list[Stretch]:
        """Speech as it is heard; a gap of more than 0.5 s parts it."""
        found = stretches(is_voiced(self.audio, MOUTH_HZ))
        return [Stretch(run.start_s + self.start_s, run.end_s + self.start_s) for run in found]


def play(sounds: Sequence[Sound]) -> Played:
    if not sounds:
        return Played(0.0, np.zeros(0, np.float32), ())
    quiet = [bool(np.abs(sound.audio).max(initial=0.0) < QUIET) for sound in sounds]
    starts = _starts(sounds, quiet)
    kept = [(start_s, sound.audio) for start_s, sound in zip(starts, sounds) if start_s is not None]
    first_s = kept[0][0]
    ends = [round((start_s - first_s) * MOUTH_HZ) + len(audio) for start_s, audio in kept]
    out = np.zeros(max(ends), np.float32)
    for end, (_, audio) in zip(ends, kept):
        out[end - len(audio) : end] = audio
    return Played(first_s, out, tuple(_gaps(sounds, quiet, starts)))


def _starts(sounds: Sequence[Sound], quiet: Sequence[bool]) -> list[float | None]:
    """When each piece is heard; None: it is left out."""
    out, free_s = list[float | None](), -np.inf
    for sound, is_quiet in zip(sounds, quiet):
        start_s = max(sound.at_s, free_s)
        is_left_out = start_s - sound.at_s > SLACK_S and is_quiet
        out.append(None if is_left_out else start_s)
        free_s = free_s if is_left_out else start_s + _seconds(sound)
    return out


def _gaps(sounds: Sequence[Sound], quiet: Sequence[bool], starts: Sequence[float | None]) -> list[Stretch]:
    """Where speech went on in what came, but there was nothing to play."""
    ends_s = np.cumsum([_seconds(sound) for sound in sounds])
    speech = stretches(is_voiced(np.concatenate([sound.audio for sound in sounds]), MOUTH_HZ))
    out: list[Stretch] = []
    for k, (before_s, start_s) in enumerate(pairwise(starts)):
        if before_s is None or start_s is None or quiet[k]:
            continue
        gap = Stretch(before_s + _seconds(sounds[k]), start_s)
        if gap.seconds >= MIN_GAP_S and any(run.start_s < ends_s[k] < run.end_s for run in speech):
            out.append(gap)
    return out


def _seconds(sound: Sound) -> float:
    return len(sound.audio) / MOUTH_HZ
