"""Small hand-written stand-ins. They follow rules where the product follows its model: for tests only."""

from dataclasses import dataclass, field

import numpy as np

from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import EAR_TICK_SAMPLES, MOUTH_HZ, MOUTH_TICK_SAMPLES

LOUD = 0.01  # RMS
TONE_HZ = 300


@dataclass
class FakeClock:
    """Goes on by `step_s` whenever it is read."""

    step_s: float = 0.0
    time_s: float = 0.0

    def now_s(self) -> float:
        self.time_s += self.step_s
        return self.time_s


@dataclass
class FakeSession:
    """Echoes a tone when the input of the previous tick was loud. `texts`: the text that came in, by tick."""

    texts: dict[int, str] = field(default_factory=lambda: {})
    is_closed: bool = False
    _tick: int = 0
    _was_loud: bool = False

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        assert audio is None or audio.shape == (EAR_TICK_SAMPLES,), audio.shape
        tick, is_voice = self._tick, self._was_loud
        is_loud = audio is not None and bool(np.sqrt(np.mean(audio**2)) > LOUD)
        self._tick, self._was_loud = tick + 1, is_loud
        if text:
            self.texts[tick] = text
        times = (tick * MOUTH_TICK_SAMPLES + np.arange(MOUTH_TICK_SAMPLES)) / MOUTH_HZ
        sound = 0.2 * np.sin(2 * np.pi * TONE_HZ * times) if is_voice else np.zeros(MOUTH_TICK_SAMPLES)
        return MicroTurn(
            tick=tick,
            is_voice=is_voice,
            audio=sound.astype(np.float32),
            heard=f" loud{tick}" if is_loud else "",
            said=" tone" if is_voice else "",
            is_delegate=tick == 3,
            compute_ms={"prefill": 2.0, "decode": 1.0},
        )

    def close(self) -> None:
        self.is_closed = True

    def __enter__(self) -> "FakeSession":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
