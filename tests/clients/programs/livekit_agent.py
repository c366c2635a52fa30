"""An agent of livekit-agents on its plugin for OpenAI, without a room. Argument: "realtime" or "live"."""

import asyncio
import sys

import aiohttp
from livekit import rtc
from livekit.agents import Agent, AgentSession, llm
from livekit.agents.voice import io
from livekit.plugins.openai.realtime import GPTLiveModel, RealtimeModel
from talk import HOST, RATE_HZ, log, report, speech, until


class Microphone(io.AudioInput):
    """The recording."""

    def __init__(self) -> None:
        super().__init__(label="recording")
        self._speech = speech()

    async def __anext__(self) -> rtc.AudioFrame:
        chunk = await anext(self._speech)
        return rtc.AudioFrame(chunk, RATE_HZ, 1, len(chunk) // 2)


class Loudspeaker(io.AudioOutput):
    """Keeps the model's sound; a segment of it counts as played when its time is over, or when it is cut off."""

    def __init__(self) -> None:
        super().__init__(label="memory", capabilities=io.AudioOutputCapabilities(pause=False), sample_rate=RATE_HZ)
        self.sound, self._pending_s = b"", 0.0

    async def capture_frame(self, frame: rtc.AudioFrame) -> None:
        await super().capture_frame(frame)
        self.sound += bytes(frame.data)
        self._pending_s += frame.duration

    def flush(self) -> None:
        super().flush()
        asyncio.get_running_loop().call_later(self._pending_s, self._finish, False)

    def clear_buffer(self) -> None:
        self._finish(True)

    def _finish(self, interrupted: bool) -> None:
        if self._pending_s:
            played_s, self._pending_s = self._pending_s, 0.0
            self.on_playback_finished(playback_position=played_s, interrupted=interrupted)


def make_model(protocol: str, http: aiohttp.ClientSession) -> llm.RealtimeModel | llm.DuplexModel:
    url = f"http://{HOST}/v1"
    if protocol == "realtime":
        return RealtimeModel(base_url=url, http_session=http)
    return GPTLiveModel(base_url=url, http_session=http)


def words(session: AgentSession, role: str) -> str:
    """What a side said, as livekit has it in its history."""
    return " ".join(message.text_content or "" for message in session.history.messages() if message.role == role)


async def main() -> None:
    async with aiohttp.ClientSession() as http:
        session, loudspeaker = AgentSession(llm=make_model(sys.argv[1], http)), Loudspeaker()
        session.on("error", lambda event: log(f"error: {event.error!r}"))
        session.on("agent_state_changed", lambda event: log(f"agent: {event.new_state}"))
        session.on("user_input_transcribed", lambda event: log(f"heard: {event.transcript}"))
        session.on("conversation_item_added", lambda event: log(f"item: {event.item}"))
        session.input.audio, session.output.audio = Microphone(), loudspeaker
        await session.start(Agent(instructions="keep your answers short"))
        await until(lambda: bool(words(session, "user") and words(session, "assistant")))
        report(words(session, "user"), words(session, "assistant"), loudspeaker.sound)
        await session.aclose()


if __name__ == "__main__":
    asyncio.run(main())
