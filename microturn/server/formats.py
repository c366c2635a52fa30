"""Sound as clients send and want it: bytes of a format to samples and back. Knows bytes, not protocols.

Formats go by their names in OpenAI's protocols: "audio/pcm" (16 bits, little-endian), "audio/pcmu", "audio/pcma".
"""

from dataclasses import dataclass

from microturn.audio import g711
from microturn.audio.framer import Framer
from microturn.audio.resample import StreamResampler
from microturn.core import pcm16
from microturn.core.errors import BadAudio
from microturn.core.messages import Audio
from microturn.core.units import EAR_HZ, MOUTH_HZ

TELEPHONE_HZ = 8000
LAWS = {"audio/pcmu": "pcmu", "audio/pcma": "pcma"}


@dataclass(frozen=True)
class Format:
    """`rate_hz` of PCM; telephone formats have their own."""

    name: str = "audio/pcm"
    rate_hz: int = MOUTH_HZ

    @property
    def bytes_per_s(self) -> int:
        return self.rate_hz if self.name in LAWS else 2 * self.rate_hz

    def ms(self, num_bytes: int) -> int:
        return num_bytes * 1000 // self.bytes_per_s


def telephone(name: str) -> Format:
    assert name in LAWS, name
    return Format(name, TELEPHONE_HZ)


class Intake:
    """A client's bytes -> micro-turns for the model, float32 [3200] at 16 kHz; chunks of any size."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self._resampler = StreamResampler(form.rate_hz, EAR_HZ)
        self._framer, self._odd = Framer(), b""

    def step(self, data: bytes) -> list[Audio]:
        """A sample that is cut in two waits for its other half."""
        return self._framer.step(self._resampler.step(self._samples(data)))

    def flush(self) -> list[Audio]:
        """What is left, padded with silence to a micro-turn. Raises BadAudio for half a sample."""
        if self._odd:
            self._odd = b""
            raise BadAudio("expected samples of two bytes, the last one has one; send whole samples")
        return self._framer.flush()

    def drop(self) -> None:
        """Forgets what is not a whole micro-turn yet."""
        self._framer.rest()
        self._odd = b""

    def _samples(self, data: bytes) -> Audio:
        if self.form.name in LAWS:
            return g711.decode(data, LAWS[self.form.name])
        data = self._odd + data
        whole = len(data) // 2 * 2
        self._odd = data[whole:]
        return pcm16.to_samples(data[:whole])


class Outlet:
    """The model's sound, float32 [n] at 24 kHz -> bytes of a format, without a seam."""

    def __init__(self, form: Format) -> None:
        self.form = form
        self._resampler = StreamResampler(MOUTH_HZ, form.rate_hz)

    def step(self, samples: Audio) -> bytes:
        samples = self._resampler.step(samples)
        if self.form.name in LAWS:
            return g711.encode(samples, LAWS[self.form.name])
        return pcm16.to_bytes(samples)
