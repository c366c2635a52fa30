"""One conversation: Pipecat's pipeline as its documentation builds it, with its own settings of turns and pauses.

Silero starts turns and interrupts, smart-turn v3 ends them, sentences go to the voice as they are written.
Runs in the cascade's own environment.
"""
# pyright: reportMissingImports=false, reportUntypedBaseClass=false, reportUnknownParameterType=false

import asyncio
import time
from typing import Any

from pipecat.audio.vad.silero import SileroVADAnalyzer
from pipecat.frames.frames import (
    LLMFullResponseEndFrame,
    LLMFullResponseStartFrame,
    LLMMessagesAppendFrame,
    LLMTextFrame,
    TranscriptionFrame,
)
from pipecat.observers.base_observer import BaseObserver
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair, LLMUserAggregatorParams
from pipecat.services.kokoro.tts import KokoroTTSService
from pipecat.services.ollama.llm import OLLamaLLMService
from pipecat.services.whisper.stt import WhisperSTTService
from pipecat.workers.runner import WorkerRunner

from microturn.bench.cascade.device import Device
from microturn.bench.cascade.lines import FRAME_MS, Kind, Line, Send
from microturn.bench.cascade.models import VOICE, WHISPER, Models

SYSTEM = "You are a voice assistant. Answer in one or two short sentences of plain words."
MAX_TOKENS = 100  # a small model does not always stop
SLOW_S = 15.0  # for a sentence's sound: after Pipecat's 3 s a slow machine's voice counts as failed
TOLD_EVERY = 1000 // FRAME_MS  # frames: once a second


class Ears(BaseObserver):
    """Tells what was recognised."""

    def __init__(self, send: Send) -> None:
        super().__init__(observe_every_push=False)
        self._send = send

    async def on_push_frame(self, data: Any) -> None:
        if isinstance(data.frame, TranscriptionFrame):
            self._send(Line(Kind.HEARD, data.frame.text))


class Conversation:
    """`open` before all else, `close` after it."""

    def __init__(self, models: Models, send: Send) -> None:
        self._send, self._device = send, Device(send)
        self._voice = voice_of(models)
        self._chat = chat_of(models)
        user, assistant = LLMContextAggregatorPair(
            LLMContext(), user_params=LLMUserAggregatorParams(vad_analyzer=SileroVADAnalyzer())
        )
        steps = [self._device.input(), ears_of(models), user, self._chat, self._voice, self._device.output(), assistant]
        self._worker = PipelineWorker(
            Pipeline(steps),
            observers=[Ears(send)],
            enable_rtvi=False,
            enable_turn_tracking=False,
            idle_timeout_secs=None,
        )
        self._runner = WorkerRunner(handle_sigint=False)
        self._running: asyncio.Task[None] | None = None
        self._cpu_s, self._num_frames = 0.0, 0

    async def open(self) -> None:
        started = asyncio.Event()

        async def on_started(*_: Any) -> None:
            started.set()

        self._worker.add_event_handler("on_pipeline_started", on_started)
        self._worker.add_event_handler("on_pipeline_error", self._on_error)
        await self._runner.add_workers(self._worker)
        self._running = asyncio.create_task(self._runner.run())
        await started.wait()
        self._cpu_s = time.process_time()

    async def take(self, line: Line) -> None:
        if line.kind is Kind.HEAR:
            await self._device.microphone.hear(line.audio)
            self._count()
        elif line.kind is Kind.SAY:  # as if the language model wrote it, so that it is spoken sentence by sentence
            for frame in (LLMFullResponseStartFrame(), LLMTextFrame(line.text), LLMFullResponseEndFrame()):
                await self._voice.queue_frame(frame)
        elif line.kind in (Kind.TYPE, Kind.INSTRUCT):
            is_user = line.kind is Kind.TYPE
            message = {"role": "user" if is_user else "system", "content": line.text}
            await self._worker.queue_frame(LLMMessagesAppendFrame([message], run_llm=is_user))

    async def close(self) -> None:
        await self._runner.cancel()
        if self._running is not None:
            await self._running

    def _count(self) -> None:
        """The language model's server is a thread of this process: its time is counted."""
        self._num_frames += 1
        if self._num_frames % TOLD_EVERY == 0:
            minutes = self._num_frames * FRAME_MS / 60_000
            self._send(Line(Kind.SPENT, value=(time.process_time() - self._cpu_s) / minutes))

    async def _on_error(self, _: Any, frame: Any) -> None:
        """A sentence that cannot be spoken is left out; without the language model nothing goes on."""
        if frame.processor is self._chat or not getattr(frame.processor, "is_usable", True):
            self._send(Line(Kind.BROKE, f"the cascade's {frame.processor} failed: {frame.error}"))


def ears_of(models: Models) -> WhisperSTTService:
    return WhisperSTTService(settings=WhisperSTTService.Settings(model=models.whisper), **WHISPER)


def chat_of(models: Models) -> OLLamaLLMService:
    """Pipecat's service for OpenAI-compatible servers of local models."""
    settings = OLLamaLLMService.Settings(model=models.llm, system_instruction=SYSTEM, max_tokens=MAX_TOKENS)
    return OLLamaLLMService(base_url=models.url, api_key=models.key, settings=settings)


def voice_of(models: Models) -> KokoroTTSService:
    settings = KokoroTTSService.Settings(voice=VOICE)
    return KokoroTTSService(
        model_path=str(models.kokoro),
        voices_path=str(models.voices),
        settings=settings,
        stop_frame_timeout_s=SLOW_S,
    )
