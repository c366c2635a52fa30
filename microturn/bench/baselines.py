"""Trivial players with the interface of a session, for scores to be compared with and for checking the scorer.

They follow rules where the product follows its model, and make a tone instead of speech.
"""

import math

import numpy as np

from microturn.bench.items import Item
from microturn.bench.voice import is_voiced
from microturn.core.messages import Audio, MicroTurn, Source
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES, TICK_S

TONE_HZ, TONE = 220, 0.1  # whole periods in a micro-turn
TONE_WAVE = (TONE * np.sin(2 * np.pi * TONE_HZ / MOUTH_HZ * np.arange(MOUTH_TICK_SAMPLES))).astype(np.float32)
REPLY_S = 5.0
WORD_S = 0.36  # a word takes so long to say
SILENCE_S = 0.7
ORACLE_S = 0.4
MIN_SPEECH_S = 0.2  # of sound, for the rule to hear somebody


class Silent:
    """Never speaks. The other players say from when to when they do."""

    def __init__(self) -> None:
        self.tick = 0
        self.plan: list[tuple[float, float]] = []  # seconds from, to

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        """Text comes in; for a background result to be said, `read` decides."""
        if source is Source.BACKGROUND:
            self.read(len(text.split()) * WORD_S)

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        self.hear(np.zeros(EAR_TICK_SAMPLES, np.float32) if audio is None else audio)
        sound = self._sound((self.tick + 1) * TICK_S)
        self.tick += 1
        return MicroTurn(self.tick - 1, bool(sound.any()), sound)

    def _sound(self, from_s: float) -> Audio:
        """A tone where the plan has one: float32 [4800]."""
        sound = np.zeros(MOUTH_TICK_SAMPLES, np.float32)
        for start_s, end_s in self.plan:
            first, stop = (round((min(at, from_s + TICK_S) - from_s) * MOUTH_HZ) for at in (start_s, end_s))
            spot = slice(max(0, first), max(0, stop))
            sound[spot] = TONE_WAVE[spot]
        return sound

    def read(self, seconds: float) -> None:
        """A text has come in that takes so long to say."""

    def hear(self, audio: Audio) -> None:
        """Decides, at the end of the micro-turn, what sounds from then on."""


class AlwaysSpeaking(Silent):
    def __init__(self) -> None:
        super().__init__()
        self.plan = [(0.0, math.inf)]


class SilenceRule(Silent):
    """The rule of ordinary assistants: speaks 0.7 s after the user's sound ends, stops when there is sound."""

    def __init__(self) -> None:
        super().__init__()
        self._loud_s = 0.0  # of sound since it last began or stopped
        self._last_s = 0.0

    def read(self, seconds: float) -> None:
        self.plan = [((self.tick + 1) * TICK_S, (self.tick + 1) * TICK_S + seconds)]

    def hear(self, audio: Audio) -> None:
        start_s = self.tick * TICK_S
        frames = np.flatnonzero(is_voiced(audio, EAR_HZ))
        now_s = start_s + TICK_S
        if len(frames):
            self._last_s = start_s + (int(frames[-1]) + 1) * 0.01
            self._loud_s += len(frames) * 0.01
        is_speaking = any(a <= now_s < b for a, b in self.plan)
        if self._loud_s < MIN_SPEECH_S:
            return
        if is_speaking:
            self.plan, self._loud_s = [(a, min(b, now_s)) for a, b in self.plan], MIN_SPEECH_S
        elif now_s - self._last_s >= SILENCE_S:
            self.plan, self._loud_s = [(now_s, now_s + REPLY_S)], 0.0


class Oracle(Silent):
    """Knows the item: everything right, 0.4 s after its cause, to the sample."""

    def __init__(self, item: Item, delay_s: float = ORACLE_S) -> None:
        super().__init__()
        self._item, self._delay_s = item, delay_s
        if item.end_s:
            self._speak(item.end_s + delay_s, REPLY_S)

    def read(self, seconds: float) -> None:
        self._speak(self._delay_s, seconds)

    def _speak(self, start_s: float, seconds: float) -> None:
        self.plan = [(start_s, start_s + seconds)]
        if self._item.set == "interrupt" and self._item.overlap:
            onset_s = start_s + self._item.delay_s
            end_s = onset_s + self._item.overlap.end_s - self._item.overlap.onset_s
            self.plan = [(start_s, onset_s + self._delay_s), (end_s + self._delay_s, math.inf)]


def silent(_: Item) -> Silent:
    return Silent()


def always(_: Item) -> Silent:
    return AlwaysSpeaking()


def rule(_: Item) -> Silent:
    return SilenceRule()


def oracle(item: Item) -> Silent:
    return Oracle(item)


BASELINES = {"silent": silent, "always": always, "0.7 s rule": rule, "oracle": oracle}
