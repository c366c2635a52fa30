"""Streaming sample-rate conversion whose output does not depend on how the input was cut into chunks."""

import numpy as np
import soxr

from microturn.audio.framer import Framer
from microturn.core.messages import Audio

BLOCKS_PER_S = 50  # soxr sees blocks of 20 ms, whatever comes in: equal calls, equal bits


class StreamResampler:
    """Mono, float32. The output lags by the filter's delay (about 30 ms at 16 kHz) until `flush`."""

    def __init__(self, rate_in_hz: int, rate_out_hz: int) -> None:
        assert rate_in_hz > 0 and rate_out_hz > 0, (rate_in_hz, rate_out_hz)
        self._is_same = rate_in_hz == rate_out_hz
        self._framer = Framer(max(1, rate_in_hz // BLOCKS_PER_S))
        self._stream = soxr.ResampleStream(rate_in_hz, rate_out_hz, 1, dtype="float32", quality="HQ")

    def step(self, samples: Audio) -> Audio:
        """float32 [n] at the input rate, any n -> what can be given out now, float32 [m] at the output rate."""
        assert samples.ndim == 1, samples.shape
        if self._is_same:
            return samples.astype(np.float32, copy=False)
        parts = [self._stream.resample_chunk(block) for block in self._framer.step(samples)]
        return np.concatenate(parts) if parts else np.zeros(0, np.float32)

    def flush(self) -> Audio:
        """The end of the stream, float32 [m]: in all, n in give round(n * rate_out / rate_in) out. Call it once."""
        if self._is_same:
            return np.zeros(0, np.float32)
        return self._stream.resample_chunk(self._framer.rest(), last=True)
