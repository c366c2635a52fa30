"""A client of Gemini Live through google-genai (https://ai.google.dev/gemini-api/docs/live-guide).

`serverContent.interrupted` is all it is told of an interruption: the server has stopped by itself, and the client stops
playing and empties its queue, as the package's own types say it should (`google.genai.types.LiveServerContent`). The
server is not told how much was heard. Content comes faster than real time; transcripts come beside it, in no order that
is promised, so words are placed with the sound that came last.
"""

import contextlib
import os
import re
from importlib import import_module
from typing import Any

from microturn.bench.remote.link import samples_of
from microturn.bench.remote.playback import Playback
from microturn.bench.suite.take import TargetBroke
from microturn.core.errors import BadConfig
from microturn.core.messages import Source
from microturn.core.units import EAR_HZ, MOUTH_HZ

CONFIG: dict[str, Any] = {
    "response_modalities": ["AUDIO"],
    "input_audio_transcription": {},
    "output_audio_transcription": {},
}
KEYS = ("GOOGLE_API_KEY", "GEMINI_API_KEY")  # in the order in which google-genai looks
RATE = re.compile(r"rate=(\d+)")


class GeminiLink:
    rate_hz = EAR_HZ

    def __init__(self, session: Any, playback: Playback, stack: contextlib.AsyncExitStack | None = None) -> None:
        """`session`: a google.genai.live.AsyncSession."""
        self._session, self._playback, self._stack = session, playback, stack or contextlib.AsyncExitStack()

    @classmethod
    async def open(cls, model: str, playback: Playback) -> "GeminiLink":
        """GOOGLE_GEMINI_BASE_URL names another server. Raises TargetBroke."""
        stack = contextlib.AsyncExitStack()
        try:
            live = import_module("google.genai").Client().aio.live
            session = await stack.enter_async_context(live.connect(model=model, config=CONFIG))
            if session.setup_complete is None:
                raise TargetBroke("expected setupComplete from the server, something else came first")
        except TargetBroke:
            await stack.aclose()
            raise
        except Exception as error:  # whatever the package trips over
            await stack.aclose()
            raise TargetBroke(f"expected {model} to open a session: {_reason(error)}") from error
        return cls(session, playback, stack)

    async def send(self, pcm: bytes) -> None:
        await self._call("send_realtime_input", audio={"data": pcm, "mime_type": f"audio/pcm;rate={EAR_HZ}"})

    async def tell(self, text: str, source: Source) -> None:
        """What is typed and what is to be said ask for an answer; the rest is put into the context."""
        if source in (Source.TYPED, Source.BACKGROUND):
            content = f"Say exactly: {text}" if source is Source.BACKGROUND else text
            await self._call("send_realtime_input", text=content)
        else:
            turn = {"role": "user", "parts": [{"text": text}]}
            await self._call("send_client_content", turns=turn, turn_complete=False)

    async def see(self, jpeg: bytes, at_s: float) -> None:
        await self._call("send_realtime_input", video={"data": jpeg, "mime_type": "image/jpeg"})

    async def run(self) -> None:
        while True:
            try:
                async for message in self._session.receive():  # ends with every turn
                    self.take(message)
            except TargetBroke:
                raise
            except Exception as error:  # whatever the package trips over
                raise TargetBroke(f"expected the session to go on: {_reason(error)}") from error

    async def close(self) -> None:
        await self._stack.aclose()

    def take(self, message: Any) -> None:
        """A google.genai.types.LiveServerMessage."""
        content = message.server_content
        if content is None:
            return
        if content.interrupted:
            self._playback.cut()
        for part in (content.model_turn.parts or []) if content.model_turn else []:
            if part.inline_data is not None:
                self._play(part.inline_data)
        if content.output_transcription and content.output_transcription.text:
            self._playback.say(content.output_transcription.text)
        if content.input_transcription and content.input_transcription.text:
            self._playback.hear(content.input_transcription.text)

    def _play(self, blob: Any) -> None:
        kind = str(blob.mime_type)
        rate = RATE.search(kind)
        if not kind.startswith("audio/pcm") or (rate and int(rate[1]) != MOUTH_HZ):
            raise TargetBroke(f"expected sound as audio/pcm at {MOUTH_HZ} Hz, got {kind[:80]!r}")
        self._playback.put(samples_of(blob.data or b""))

    async def _call(self, name: str, **values: Any) -> None:
        try:
            await getattr(self._session, name)(**values)
        except Exception as error:  # a closed connection, above all
            raise TargetBroke(f"expected the session to go on: {_reason(error)}") from error


def check_gemini() -> None:
    """Raises BadConfig without the package or a key."""
    try:
        import_module("google.genai")
    except ImportError as error:
        raise BadConfig("expected the package google-genai, `pip install microturn[gemini]`") from error
    if not any(os.environ.get(name) for name in KEYS):
        raise BadConfig("expected a key of the Gemini API in GEMINI_API_KEY, there is none")


def _reason(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:300]
