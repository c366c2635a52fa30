"""A Pipecat transport that is a sound card: 20 ms come in, chunks go out as fast as they are played.

Runs in the cascade's own environment.
"""
# pyright: reportMissingImports=false, reportUntypedBaseClass=false, reportUnknownParameterType=false

import asyncio
from typing import Any

from pipecat.frames.frames import (
    AggregatedTextFrame,
    InputAudioRawFrame,
    InterruptionFrame,
    StartFrame,
    TTSAudioRawFrame,
    TTSStoppedFrame,
    TTSTextFrame,
)
from pipecat.transports.base_input import BaseInputTransport
from pipecat.transports.base_output import BaseOutputTransport
from pipecat.transports.base_transport import BaseTransport, TransportParams

from microturn.bench.cascade.lines import Kind, Line, Send
from microturn.bench.cascade.script import Script
from microturn.core.units import EAR_HZ

SAMPLE_BYTES = 2


class Microphone(BaseInputTransport):
    async def start(self, frame: StartFrame) -> None:
        await super().start(frame)
        await self.set_transport_ready(frame)

    async def hear(self, audio: bytes) -> None:
        """int16 at 16 kHz."""
        await self.push_audio_frame(InputAudioRawFrame(audio=audio, sample_rate=EAR_HZ, num_channels=1))


class Loudspeaker(BaseOutputTransport):
    """Takes a chunk when the one before begins to sound, as a sound card of two buffers does."""

    def __init__(self, params: TransportParams, send: Send) -> None:
        super().__init__(params)
        self._send, self._script = send, Script()
        self._free_s = 0.0  # when all that was written has sounded

    async def start(self, frame: StartFrame) -> None:
        await super().start(frame)
        await self.set_transport_ready(frame)

    async def process_frame(self, frame: Any, direction: Any) -> None:
        """A sentence's text is announced before its sound; after it, it comes again for the context."""
        if isinstance(frame, AggregatedTextFrame) and not isinstance(frame, TTSTextFrame):
            self._script.begin(frame.text)
        elif isinstance(frame, TTSAudioRawFrame):
            self._script.add(len(frame.audio) // SAMPLE_BYTES)
        elif isinstance(frame, TTSStoppedFrame):
            self._script.pad(self.audio_chunk_size // SAMPLE_BYTES)
        await super().process_frame(frame, direction)
        if isinstance(frame, InterruptionFrame):
            self._script.drop()
            self._free_s = 0.0
            self._send(Line(Kind.FLUSH))

    async def write_audio_frame(self, frame: Any) -> bool:
        num = len(frame.audio) // SAMPLE_BYTES
        now_s = asyncio.get_running_loop().time()
        begin_s = max(now_s, self._free_s)
        self._free_s = begin_s + num / frame.sample_rate
        self._send(Line(Kind.SOUND, self._script.play(num), frame.audio))
        await asyncio.sleep(begin_s - now_s)
        return True


class Device(BaseTransport):
    def __init__(self, send: Send) -> None:
        super().__init__()
        params = TransportParams(audio_in_enabled=True, audio_out_enabled=True)
        self.microphone, self.loudspeaker = Microphone(params), Loudspeaker(params, send)

    def input(self) -> Microphone:
        return self.microphone

    def output(self) -> Loudspeaker:
        return self.loudspeaker
