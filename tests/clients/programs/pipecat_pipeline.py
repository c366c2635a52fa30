"""A pipeline of pipecat-ai around its service for OpenAI. Argument: "realtime" or "live"."""

import asyncio
import sys

from pipecat.frames.frames import Frame, InputAudioRawFrame, LLMRunFrame, OutputAudioRawFrame
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.worker import PipelineWorker
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.processors.aggregators.llm_response_universal import LLMContextAggregatorPair
from pipecat.processors.frame_processor import FrameDirection, FrameProcessor
from pipecat.services.llm_service import LLMService
from pipecat.services.openai.live.llm import OpenAILiveLLMService
from pipecat.services.openai.realtime.llm import OpenAIRealtimeLLMService
from pipecat.workers.runner import WorkerRunner
from talk import HOST, KEY, RATE_HZ, report, speech, until


class Loudspeaker(FrameProcessor):
    """Keeps the model's sound."""

    def __init__(self) -> None:
        super().__init__()
        self.sound = b""

    async def process_frame(self, frame: Frame, direction: FrameDirection) -> None:
        await super().process_frame(frame, direction)
        if isinstance(frame, OutputAudioRawFrame):
            self.sound += frame.audio
        await self.push_frame(frame, direction)


def make_service(protocol: str) -> LLMService:
    if protocol == "realtime":
        return OpenAIRealtimeLLMService(api_key=KEY, base_url=f"ws://{HOST}/v1/realtime")
    return OpenAILiveLLMService(api_key=KEY, base_url=f"ws://{HOST}/v1/live/sessions")


def words(context: LLMContext, role: str) -> str:
    """What a side said, as pipecat has it in its context."""
    return " ".join(message["content"] for message in context.get_messages() if message["role"] == role)


async def speak(worker: PipelineWorker) -> None:
    async for chunk in speech():
        await worker.queue_frame(InputAudioRawFrame(chunk, RATE_HZ, 1))


async def main() -> None:
    context = LLMContext([{"role": "system", "content": "keep your answers short"}])
    sides, loudspeaker = LLMContextAggregatorPair(context), Loudspeaker()
    pipeline = Pipeline([sides.user(), make_service(sys.argv[1]), loudspeaker, sides.assistant()])
    worker, runner = PipelineWorker(pipeline), WorkerRunner()
    await runner.add_workers(worker)
    running = asyncio.create_task(runner.run())
    await worker.queue_frame(LLMRunFrame())
    talking = asyncio.create_task(speak(worker))
    await until(lambda: bool(words(context, "user") and words(context, "assistant")) or running.done())
    talking.cancel()
    await worker.cancel()
    await running
    report(words(context, "user"), words(context, "assistant"), loudspeaker.sound)


if __name__ == "__main__":
    asyncio.run(main())
