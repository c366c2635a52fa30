"""A client of OpenAI Realtime over WebSocket (https://platform.openai.com/docs/guides/realtime-conversations).

On `input_audio_buffer.speech_started` it does what OpenAI's own clients do (openai-agents-js `OpenAIRealtimeWebSocket`,
openai-agents-python `OpenAIRealtimeWebSocketModel`): it stops playing at once, says by `conversation.item.truncate` how
much of the item has been heard, and sends `response.cancel` unless the session says that the server does that itself
(`interrupt_response`). Sound of a truncated item that still comes is not played, as in openai-realtime-console.
Turn detection is left as the server has it.
"""

import base64
from typing import Any

from microturn.bench.remote.link import Line, can, check_format, fault, inner, sound_of, text_of
from microturn.bench.remote.playback import Playback
from microturn.bench.suite.take import TargetBroke
from microturn.core.messages import Source
from microturn.core.units import MOUTH_HZ
from microturn.wire.base import JsonObject
from microturn.wire.extension import VideoAppend
from microturn.wire.realtime import client
from microturn.wire.realtime.session import SessionConfig

PCM = {"type": "audio/pcm", "rate": MOUTH_HZ}
SESSION: dict[str, Any] = {
    "output_modalities": ["audio"],
    "audio": {
        "input": {"format": PCM, "transcription": {"model": "gpt-4o-mini-transcribe"}},
        "output": {"format": PCM},
    },
}
CREATED, BUSY = "session.created", "conversation_already_has_active_response"
SOUND = ("response.output_audio.delta", "response.audio.delta")  # the second: before general availability
WORDS = ("response.output_audio_transcript.delta", "response.audio_transcript.delta")
HEARD = "conversation.item.input_audio_transcription"


class RealtimeLink:
    rate_hz = MOUTH_HZ

    def __init__(self, line: Line, playback: Playback) -> None:
        self._line, self._playback = line, playback
        self._session: JsonObject = {}
        self._response = ""  # that is in progress
        self._cut: set[str] = set()  # items
        self._written: set[str] = set()  # items of the user whose words have begun to come
        self._num_sent, self._wants_response = 0, False

    @classmethod
    async def open(cls, url: str, key: str, playback: Playback) -> "RealtimeLink":
        """`url` with `?model=`. Raises TargetBroke."""
        link = cls(await Line.dial(url, key), playback)
        try:
            link._learn(await link._line.answer(CREATED))
            await link._line.send(client.SessionUpdate(session=SessionConfig.model_validate(SESSION)))
        except BaseException:
            await link.close()
            raise
        return link

    async def send(self, pcm: bytes) -> None:
        await self._line.send(client.InputAudioAppend(audio=pcm))

    async def tell(self, text: str, source: Source) -> None:
        """What is typed and what is to be said are messages of the user's that ask for a response; the rest the model
        is let know by the system."""
        is_asking = source in (Source.TYPED, Source.BACKGROUND)
        content = {Source.BACKGROUND: f"Say exactly: {text}", Source.TOOL: f"A tool returned: {text}"}.get(source, text)
        await self._create("user" if is_asking else "system", {"type": "input_text", "text": content})
        if is_asking:
            await self._ask()

    async def see(self, jpeg: bytes, at_s: float) -> None:
        if can(self._session, "microturn.video.append"):
            await self._line.send(VideoAppend(image=jpeg, t=at_s))
        else:
            url = f"data:image/jpeg;base64,{base64.b64encode(jpeg).decode()}"
            await self._create("user", {"type": "input_image", "image_url": url})

    async def run(self) -> None:
        while True:
            await self._take(await self._line.read())

    async def close(self) -> None:
        await self._line.close()

    async def _take(self, event: JsonObject) -> None:
        kind = event.get("type")
        if kind in SOUND:
            self._play(event)
        elif kind in WORDS:
            if text_of(event, "item_id") not in self._cut:
                self._playback.say(text_of(event, "delta"))
        elif kind == "input_audio_buffer.speech_started":
            await self._stop()
        elif kind in (f"{HEARD}.delta", f"{HEARD}.completed"):
            self._write(event)
        elif kind == "response.created":
            self._response = str(inner(event, "response", "id") or "")
        elif kind == "response.done":
            await self._end(event)
        elif kind in (CREATED, "session.updated"):
            self._learn(event)
        elif kind == "error":
            self._forgive(event)

    def _learn(self, event: JsonObject) -> None:
        session = event.get("session")
        self._session = session if isinstance(session, dict) else {}
        check_format(inner(session, "audio", "output", "format"))

    def _play(self, event: JsonObject) -> None:
        item, part, samples = text_of(event, "item_id"), event.get("content_index"), sound_of(event)
        if item not in self._cut:
            self._playback.put(samples, item, part if isinstance(part, int) and part >= 0 else 0)

    async def _stop(self) -> None:
        """The user has begun to speak."""
        cut = self._playback.cut()
        if (
            self._response
            and inner(self._session, "audio", "input", "turn_detection", "interrupt_response") is not True
        ):
            await self._line.send(client.ResponseCancel(event_id=self._name("cut")))
        if cut and cut.item:
            self._cut.add(cut.item)
            place: dict[str, Any] = {"item_id": cut.item, "content_index": cut.part, "audio_end_ms": cut.played_ms}
            await self._line.send(client.ItemTruncate(event_id=self._name("cut"), **place))

    def _write(self, event: JsonObject) -> None:
        """Words of the user; the whole text comes again at the end, or it is all that comes."""
        item, has_begun = text_of(event, "item_id"), text_of(event, "item_id") in self._written
        words = text_of(event, "delta") if event.get("type") == f"{HEARD}.delta" else text_of(event, "transcript")
        if words and not (has_begun and "transcript" in event):
            self._playback.hear(words if has_begun else f" {words.lstrip()}")
            self._written.add(item)

    async def _end(self, event: JsonObject) -> None:
        self._response = ""
        if inner(event, "response", "status") == "failed":
            details = inner(event, "response", "status_details", "error")
            raise TargetBroke(fault({"error": details}))
        if self._wants_response:
            await self._ask()

    async def _ask(self) -> None:
        """For a response; while another is in progress, after it."""
        self._wants_response = bool(self._response)
        if not self._response:
            await self._line.send(client.ResponseCreate(event_id=self._name("ask")))

    def _forgive(self, event: JsonObject) -> None:
        """An error that only says that we were late is none: the response was over, or another has begun."""
        cause = str(inner(event, "error", "event_id") or "")
        if cause.startswith("ask_") and (self._response or inner(event, "error", "code") == BUSY):
            self._wants_response = True
        elif not cause.startswith("cut_"):
            raise TargetBroke(fault(event))

    async def _create(self, role: str, part: dict[str, str]) -> None:
        item = {"type": "message", "role": role, "content": [part]}
        await self._line.send(client.ItemCreate.model_validate({"item": item}))

    def _name(self, kind: str) -> str:
        self._num_sent += 1
        return f"{kind}_{self._num_sent}"
