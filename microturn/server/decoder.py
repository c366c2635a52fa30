"""Sound of packets, and something in its place where they have not come. Knows codecs, nothing of networks or time.

Opus goes to libopus itself: PyAV brings the library along, but opens neither its concealment nor the copies that
packets hold of those before them (in-band FEC).
"""

import ctypes
import ctypes.util
import weakref
from collections.abc import Callable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Protocol

import av
import numpy as np
from av import AudioCodecContext, AudioFrame, CodecContext, Packet
from av.error import FFmpegError

from microturn.core import pcm16
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ

OPUS_HZ = 48_000  # the clock of its timestamps (RFC 7587, section 4.1)
MOST_MS = 120  # of sound in a packet of Opus (RFC 6716, section 3.2.5)
NEEDED = "opus_packet_has_lbrr"  # libopus has it from 1.5 on
PLACES = ("av.libs/libopus*", "av.libs/opus*", "av/.dylibs/libopus*")  # of it in wheels of PyAV: Linux, Windows, macOS


class Decoder(Protocol):
    """Of one stream. `clock_hz`: of its timestamps; `rate_hz`: of its sound."""

    clock_hz: int
    rate_hz: int

    def samples(self, payload: bytes, /) -> int:
        """How long the sound of a packet is, by the clock; 0: it holds none."""
        ...

    def decode(self, payload: bytes) -> Audio | None:
        """The next packet -> float32 [n]; None: it is broken."""
        ...

    def conceal(self, num: int) -> Audio:
        """What might have come next, float32 [num]."""
        ...

    def restore(self, num: int, behind: bytes) -> Audio | None:
        """What came right before this packet, float32 [num], from the copy in it; None: it holds none."""
        ...


class Opus:
    """Straight to the rate of the ear."""

    clock_hz, rate_hz = OPUS_HZ, EAR_HZ

    def __init__(self, library: ctypes.CDLL) -> None:
        self._library = library
        self._state = library.opus_decoder_create(self.rate_hz, 1, None)
        if not self._state:
            raise MemoryError("expected libopus to make a decoder, it made none")
        weakref.finalize(self, library.opus_decoder_destroy, self._state)

    def samples(self, payload: bytes) -> int:
        return opus_samples(payload)

    def decode(self, payload: bytes) -> Audio | None:
        return self._decode(payload, self.rate_hz * MOST_MS // 1000)

    def conceal(self, num: int) -> Audio:
        sound = self._decode(None, self._whole(num))
        return np.zeros(num, np.float32) if sound is None else sound[:num]

    def restore(self, num: int, behind: bytes) -> Audio | None:
        if self._library.opus_packet_has_lbrr(behind, len(behind)) != 1:
            return None
        sound = self._decode(behind, self._whole(num), is_copy=True)
        return None if sound is None else sound[:num]

    def _whole(self, num: int) -> int:
        """As much or more: a gap is filled in units of 2.5 ms."""
        unit = self.rate_hz // 400
        return -(-num // unit) * unit

    def _decode(self, payload: bytes | None, most: int, is_copy: bool = False) -> Audio | None:
        sound = np.zeros(most, np.float32)
        size = len(payload) if payload is not None else 0
        num = self._library.opus_decode_float(self._state, payload, size, sound.ctypes.data, most, is_copy)
        return sound[:num] if num > 0 else None


class Plain:
    """By PyAV. Nothing is known of what is missing: the last packet is heard again, backwards and forwards in turn, so
    that nothing jumps. `samples`: see `Decoder`."""

    def __init__(self, codec: str, clock_hz: int, rate_hz: int, samples: Callable[[bytes], int] = len) -> None:
        self.clock_hz, self.rate_hz, self.samples = clock_hz, rate_hz, samples
        context = CodecContext.create(codec, "r")
        assert isinstance(context, AudioCodecContext), context
        context.sample_rate, context.layout = rate_hz, "mono"
        self._context, self._last = context, np.zeros(1, np.float32)

    def decode(self, payload: bytes) -> Audio | None:
        try:
            frames: list[AudioFrame] = self._context.decode(Packet(payload))
        except FFmpegError:
            return None
        if not frames:
            return None
        self._last = np.concatenate([pcm16.to_mono(frame.to_ndarray().astype(np.int16), 1) for frame in frames])
        return self._last

    def conceal(self, num: int) -> Audio:
        return np.resize(np.concatenate([self._last[::-1], self._last]), num)

    def restore(self, num: int, behind: bytes) -> Audio | None:
        return None


def decoder_of(kind: str) -> Decoder | None:
    """`kind`: as in "audio/opus"; None for one that is not known."""
    match kind.lower():
        case "audio/opus":
            library = libopus()
            return Opus(library) if library else Plain("libopus", OPUS_HZ, OPUS_HZ, opus_samples)
        case "audio/pcmu":
            return Plain("pcm_mulaw", 8_000, 8_000)
        case "audio/pcma":
            return Plain("pcm_alaw", 8_000, 8_000)
        case "audio/g722":
            return Plain("g722", 8_000, 16_000)  # its clock goes at half its rate (RFC 3551, section 4.5.2)
        case _:
            return None


def opus_samples(payload: bytes) -> int:
    """By the clock of 48 kHz; 0 where this is no packet of Opus (RFC 6716, sections 3.1 and 3.2)."""
    if not payload:
        return 0
    config, code = payload[0] >> 3, payload[0] & 3
    if config < 12:
        frame = (480, 960, 1920, 2880)[config & 3]
    elif config < 16:
        frame = (480, 960)[config & 1]
    else:
        frame = (120, 240, 480, 960)[config & 3]
    counted = payload[1] & 63 if len(payload) > 1 else 0
    samples = frame * (1, 2, 2, counted)[code]
    return samples if samples <= OPUS_HZ * MOST_MS // 1000 else 0


@lru_cache
def libopus() -> ctypes.CDLL | None:
    """None: there is none, or it is too old."""
    for name in _candidates():
        try:
            library = ctypes.CDLL(name)
        except OSError:
            continue
        if hasattr(library, NEEDED):
            return _declared(library)
    return None


def _candidates() -> Iterator[str]:
    """PyAV's, then the system's."""
    packages = Path(av.__file__).parent.parent
    yield from (str(path) for place in PLACES for path in packages.glob(place))
    if found := ctypes.util.find_library("opus"):
        yield found


def _declared(library: ctypes.CDLL) -> ctypes.CDLL:
    """With the types of what is used of it (opus.h)."""
    pointer, text, whole = ctypes.c_void_p, ctypes.c_char_p, ctypes.c_int
    library.opus_decoder_create.argtypes, library.opus_decoder_create.restype = [whole, whole, pointer], pointer
    library.opus_decoder_destroy.argtypes, library.opus_decoder_destroy.restype = [pointer], None
    library.opus_decode_float.argtypes = [pointer, text, whole, pointer, whole, whole]
    library.opus_packet_has_lbrr.argtypes = [text, whole]
    return library
