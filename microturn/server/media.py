"""Sound of a track, both ways: what is decoded becomes micro-turns, what the model says waits to be played.

Pure: no network, no clock; whoever takes the frames keeps the time.
"""

from collections import deque

import numpy as np

from microturn.audio.framer import Framer
from microturn.audio.resample import StreamResampler
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ

TRACK_HZ = 48_000  # Opus (RFC 7587, section 4.1)
FRAME_SAMPLES = TRACK_HZ // 50  # 20 ms, what goes into one packet
BLOCK_SAMPLES = MOUTH_HZ // 50  # the same before it is resampled
CUSHION_S = 0.06  # of quiet before speech, so that a micro-turn that comes a little late leaves no hole in a word
MAX_QUEUED_S = 60.0


class Ear:
    """Decoded sound of a track -> micro-turns for the model, float32 [3200] at 16 kHz; chunks of any size."""

    def __init__(self) -> None:
        self._rate_hz, self._resampler, self._framer = EAR_HZ, StreamResampler(EAR_HZ, EAR_HZ), Framer()

    def step(self, samples: Audio, rate_hz: int) -> list[Audio]:
        """float32 [n]. A sender may go over to another codec, and with it to another rate."""
        if rate_hz != self._rate_hz:
            self._rate_hz, self._resampler = rate_hz, StreamResampler(rate_hz, EAR_HZ)
        return self._framer.step(self._resampler.step(samples))


class Playout:
    """What the model has said and the track has not played yet, in order; quiet where there is nothing.

    `owner`: whose sound it is, so that one response can be taken back and the next one stays. `cushion_s`: how much
    quiet comes before sound for which nothing is waiting; what is made now may come so much later the next time.
    """

    def __init__(self) -> None:
        self.cushion_s = CUSHION_S
        self._waiting: deque[tuple[str, Audio]] = deque()
        self._resampler, self._ready = StreamResampler(MOUTH_HZ, TRACK_HZ), np.zeros(0, np.float32)
        self._is_dry, self._num_held = True, 0  # nothing is there to play; blocks of quiet before what is there

    @property
    def seconds(self) -> float:
        """How long the model is ahead of what is heard."""
        return sum(len(audio) for _, audio in self._waiting) / MOUTH_HZ

    def put(self, audio: Audio, owner: str = "") -> None:
        """float32 [n] at 24 kHz. Bounded: what does not fit any more is not played."""
        if self._is_dry:
            self._is_dry, self._num_held = False, round(self.cushion_s * MOUTH_HZ / BLOCK_SAMPLES)
        if self.seconds < MAX_QUEUED_S:
            self._waiting.append((owner, audio))

    def holds(self, owner: str) -> bool:
        return any(name == owner for name, _ in self._waiting)

    def drop(self, owner: str) -> None:
        """Its sound is not played any more."""
        self._waiting = deque(each for each in self._waiting if each[0] != owner)

    def frame(self) -> Audio:
        """The next 20 ms, float32 [960] at 48 kHz: one stream for the resampler, quiet included, so without seams."""
        while len(self._ready) < FRAME_SAMPLES:
            self._ready = np.concatenate([self._ready, self._resampler.step(self._next())])
        frame, self._ready = self._ready[:FRAME_SAMPLES], self._ready[FRAME_SAMPLES:]
        return frame

    def _next(self) -> Audio:
        """float32 [480] at 24 kHz."""
        if not self._waiting:
            self._is_dry = True
        elif self._num_held:
            self._num_held -= 1
        else:
            return self._take()
        return np.zeros(BLOCK_SAMPLES, np.float32)

    def _take(self) -> Audio:
        block = np.zeros(BLOCK_SAMPLES, np.float32)
        num = 0
        while num < BLOCK_SAMPLES and self._waiting:
            owner, audio = self._waiting.popleft()
            part = audio[: BLOCK_SAMPLES - num]
            block[num : num + len(part)] = part
            num += len(part)
            if len(part) < len(audio):
                self._waiting.appendleft((owner, audio[len(part) :]))
        return block
