"""The machine's microphone and loudspeaker, for a conversation in a terminal. Needs `pip install microturn[mic]`.

Echo is not cancelled: use headphones, or talk to the page, whose browser cancels it.
"""

import asyncio
import queue
from collections.abc import AsyncIterator
from typing import Any

import numpy as np

from microturn.core.errors import BadConfig
from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import MOUTH_HZ, MOUTH_TICK_SAMPLES

MAX_WAITING = 50  # micro-turns of sound that wait for the loudspeaker


class Microphone:
    """Both devices as one stream: what comes in is cut into micro-turns, what goes out is played in order."""

    def __init__(self, device: Any) -> None:
        """`device`: a sounddevice.Stream that is open and has started."""
        self._device = device
        self._out: queue.Queue[Audio] = queue.Queue(MAX_WAITING)

    @staticmethod
    def open() -> "Microphone":
        """Raises BadConfig where there are no devices, or no library for them."""
        try:
            import sounddevice  # pyright: ignore[reportMissingImports]

            device = sounddevice.Stream(samplerate=MOUTH_HZ, channels=1, dtype="float32", latency="low")
            device.start()
        except (ImportError, OSError) as error:
            message = "expected the package sounddevice and its PortAudio, `pip install microturn[mic]`"
            raise BadConfig(f"{message} (Debian: apt install libportaudio2), got: {error}") from error
        except Exception as error:  # sounddevice.PortAudioError, which needs the import above
            message = f"expected a microphone and a loudspeaker, got: {error}"
            raise BadConfig(f"{message}; give a recording, `microturn talk IN -o OUT --server URL`") from error
        return Microphone(device)

    async def blocks(self) -> AsyncIterator[tuple[Audio, str]]:
        """Micro-turns from the microphone, for ever; plays meanwhile."""
        playing = asyncio.create_task(asyncio.to_thread(self._play))
        try:
            while True:
                block, _ = await asyncio.to_thread(self._device.read, MOUTH_TICK_SAMPLES)
                yield block[:, 0], ""
        finally:
            self._out.put(np.zeros(0, np.float32))
            await playing

    def play(self, turn: MicroTurn) -> None:
        """Never waits; where the loudspeaker is far behind, the oldest sound is left out."""
        while self._out.full():
            self._out.get_nowait()
        self._out.put_nowait(turn.audio)

    def close(self) -> None:
        self._device.close()

    def _play(self) -> None:
        while len(block := self._out.get()):
            self._device.write(block[:, None])
