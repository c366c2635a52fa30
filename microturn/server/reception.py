"""What comes in over a track: packets become micro-turns, each in its place in time, whatever the network did to them.

Pure: time is passed in. A gap is filled from the copy in the packet behind it where there is one, else with what might
have been said, for 60 ms and fading, and then with silence.
"""

from dataclasses import dataclass
from math import inf

import numpy as np

from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ
from microturn.server.decoder import Decoder, decoder_of
from microturn.server.jitter import Buffer, Counts, Piece
from microturn.server.media import Ear

CONCEALED_S, FADE_S = 0.06, 0.04  # of a gap; the end of that, over which it fades
FILTER_S = 0.06  # what the ear needs beyond a micro-turn's end where it converts rates


@dataclass(frozen=True)
class Stream:
    """Of one sender (its SSRC) in one codec, as "audio/opus"."""

    kind: str
    source: int
    decoder: Decoder
    buffer: Buffer


class Reception:
    """`counts`: of all that has come. `restored_s`: of what was missing, from copies."""

    def __init__(self) -> None:
        self.counts, self.restored_s = Counts(), 0.0
        self._ear = Ear()
        self._stream: Stream | None = None

    @property
    def due_s(self) -> float:
        """When to take again, if nothing comes before; inf: nothing has come yet."""
        return self._stream.buffer.due_s if self._stream else inf

    def slack_s(self, now_s: float) -> float:
        """How much later than now the micro-turn that was just taken might have come."""
        return self._stream.buffer.slack_s(now_s) if self._stream else 0.0

    def put(self, kind: str, source: int, timestamp: int, payload: bytes, now_s: float) -> None:
        """A packet has come. A sender may change its codec, and another may take its place."""
        stream = self._stream
        if stream is None or (stream.kind, stream.source) != (kind, source):
            decoder = decoder_of(kind)
            if decoder is None:
                return
            lead_s = FILTER_S if decoder.rate_hz != EAR_HZ else 0.0
            stream = self._stream = Stream(kind, source, decoder, Buffer(decoder.clock_hz, lead_s, self.counts))
        samples = stream.decoder.samples(payload)
        if samples:
            stream.buffer.put(timestamp, samples, payload, now_s)

    def take(self, now_s: float) -> list[Audio]:
        """The micro-turns that are whole now, float32 [3200] at 16 kHz each."""
        if self._stream is None:
            return []
        buffer, decoder, taken = self._stream.buffer, self._stream.decoder, list[Audio]()
        for piece in buffer.take(now_s):
            taken += self._ear.step(self._sound(piece, decoder), decoder.rate_hz)
        return taken

    def _sound(self, piece: Piece, decoder: Decoder) -> Audio:
        """float32 [n] at the decoder's rate."""
        sound = decoder.decode(piece.payload) if piece.payload is not None else None
        if sound is not None:
            return sound
        num = round(piece.samples * decoder.rate_hz / decoder.clock_hz)
        copy = decoder.restore(num, piece.behind) if piece.behind is not None else None
        if copy is not None:
            self.restored_s += num / decoder.rate_hz
            return copy
        gap_s = piece.before / decoder.clock_hz
        if gap_s >= CONCEALED_S:
            return np.zeros(num, np.float32)
        fade = np.clip((CONCEALED_S - gap_s - np.arange(num) / decoder.rate_hz) / FADE_S, 0, 1)
        return decoder.conceal(num) * fade.astype(np.float32)
