"""Cuts a stream of chunks of any size into whole micro-turns. Knows nothing of where the chunks come from."""

from collections.abc import Iterator

import numpy as np

from microturn.core.messages import Audio
from microturn.core.units import EAR_TICK_SAMPLES


class Framer:
    """Holds the samples of the micro-turn that is not full yet."""

    def __init__(self, tick_samples: int = EAR_TICK_SAMPLES) -> None:
        assert tick_samples > 0, tick_samples
        self._tick_samples = tick_samples
        self._rest = np.zeros(0, np.float32)

    def step(self, samples: Audio) -> list[Audio]:
        """float32 [n], any n -> the micro-turns that are now whole, float32 [tick_samples] each."""
        line = np.concatenate([self._rest, samples.astype(np.float32, copy=False)])
        num_whole = len(line) // self._tick_samples * self._tick_samples
        self._rest = line[num_whole:]
        return list(line[:num_whole].reshape(-1, self._tick_samples))

    def rest(self) -> Audio:
        """Takes out what is left, float32 [n < tick_samples]."""
        rest, self._rest = self._rest, self._rest[:0]
        return rest

    def flush(self) -> list[Audio]:
        """What is left, padded with silence to one micro-turn; nothing if nothing is left."""
        rest = self.rest()
        return [np.pad(rest, (0, self._tick_samples - len(rest)))] if len(rest) else []


def micro_turns(samples: Audio, tick_samples: int = EAR_TICK_SAMPLES) -> Iterator[Audio]:
    """A whole recording, float32 [n] -> its micro-turns; the last one is padded with silence."""
    framer = Framer(tick_samples)
    yield from framer.step(samples)
    yield from framer.flush()
