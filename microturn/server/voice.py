"""What the model says as a track: 20 ms after 20 ms in real time, in Opus that survives losses."""

import asyncio
from fractions import Fraction
from typing import Any

import numpy as np
from aiortc.mediastreams import MediaStreamError, MediaStreamTrack
from av import AudioCodecContext, AudioFrame, CodecContext, Packet

from microturn.core import pcm16
from microturn.core.clock import Clock
from microturn.core.messages import Audio
from microturn.server.media import FRAME_SAMPLES, TRACK_HZ, Playout

LATE_S = 0.5  # behind by more, the track goes on from now and sends no burst
BITS_PER_S = 48_000  # one channel of speech, copies included
EXPECTED_LOSS = 10  # percent; the more, the larger the copies
CLOCK = Fraction(1, TRACK_HZ)


class Voice(MediaStreamTrack):
    """`is_opus`: gives out packets; else frames, for whatever codec the peers have agreed on."""

    kind = "audio"

    def __init__(self, playout: Playout, clock: Clock) -> None:
        super().__init__()
        self.is_opus = False
        self._playout, self._clock, self._encoder = playout, clock, Encoder()
        self._start_s, self._num_frames, self._pts = clock.now_s(), 0, 0

    async def recv(self) -> "AudioFrame | Packet[Any]":  # of PyAV; generic in its stubs alone
        if self.readyState != "live":
            raise MediaStreamError
        due_s = self._start_s + self._num_frames * FRAME_SAMPLES / TRACK_HZ - self._clock.now_s()
        if due_s < -LATE_S:
            self._start_s, self._num_frames = self._clock.now_s(), 0
        elif due_s > 0:
            await asyncio.sleep(due_s)
        frame = frame_of(self._playout.frame(), self._pts)
        self._num_frames, self._pts = self._num_frames + 1, self._pts + FRAME_SAMPLES
        return await asyncio.to_thread(self._encoder.encode, frame) if self.is_opus else frame


class Encoder:
    """Each packet holds a coarse copy of the one before it where that was speech (in-band FEC, RFC 6716, 2.1.7): who
    loses one hears its copy."""

    def __init__(self) -> None:
        context = CodecContext.create("libopus", "w")
        assert isinstance(context, AudioCodecContext), context
        context.bit_rate, context.sample_rate, context.time_base = BITS_PER_S, TRACK_HZ, CLOCK
        context.format, context.layout = "s16", "mono"
        context.options = {"application": "voip", "fec": "1", "packet_loss": str(EXPECTED_LOSS)}
        self._context = context

    def encode(self, frame: AudioFrame) -> "Packet[Any]":
        """20 ms, as `frame_of` makes them -> a packet with the same time."""
        [packet] = self._context.encode(frame)
        packet.pts, packet.time_base = frame.pts, CLOCK
        return packet


def frame_of(samples: Audio, pts: int) -> AudioFrame:
    """float32 [n] at 48 kHz -> a frame of 16 bits, as encoders take it; `pts` in samples."""
    pcm = np.frombuffer(pcm16.to_bytes(samples), "<i2")
    frame = AudioFrame.from_ndarray(pcm.reshape(1, -1), format="s16", layout="mono")
    frame.sample_rate, frame.pts, frame.time_base = TRACK_HZ, pts, CLOCK
    return frame
