"""A client of OpenAI Live, the turnless protocol, over WebSocket (https://developers.openai.com/api/docs/guides/live).

There is nothing to cut: the server sends what is to be heard at the pace of speech, pauses included, and the model
itself stops when the user comes in; no event tells a client to flush. What came late is caught up in the next pause
(`Playback`), as the jitter buffer of the WebRTC connection does that OpenAI recommends.
"""

import contextlib
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from microturn.bench.remote.link import Line, can, check_format, fault, inner, sound_of, text_of
from microturn.bench.remote.playback import Playback
from microturn.bench.suite.take import TargetBroke
from microturn.core.messages import Source
from microturn.core.units import MOUTH_HZ
from microturn.wire.base import JsonObject
from microturn.wire.extension import TextAppend, VideoAppend
from microturn.wire.live import client
from microturn.wire.live.session import SessionConfig

MODEL = "gpt-live-1"
STARTED, TYPED, VIDEO = "session.started", "microturn.text.append", "microturn.video.append"
SAMPLES_PER_MS = MOUTH_HZ // 1000


class LiveLink:
    rate_hz = MOUTH_HZ

    def __init__(self, line: Line, playback: Playback) -> None:
        self._line, self._playback = line, playback
        self._session: JsonObject = {}

    @classmethod
    async def open(cls, url: str, key: str, playback: Playback) -> "LiveLink":
        """`url` may name the model by `?model=`, which goes into the first event. Raises TargetBroke."""
        address, model = parted(url)
        link = cls(await Line.dial(address, key), playback)
        config: dict[str, Any] = {"model": model, "audio": {"format": {"type": "audio/pcm", "rate": MOUTH_HZ}}}
        try:
            await link._line.send(client.SessionStart(session=SessionConfig.model_validate(config)))
            session = (await link._line.answer(STARTED)).get("session")
            check_format(inner(session, "audio", "format"))
            link._session = session if isinstance(session, dict) else {}
        except BaseException:
            await link.close()
            raise
        return link

    async def send(self, pcm: bytes) -> None:
        await self._line.send(client.InputAudioAppend(audio=pcm))

    async def tell(self, text: str, source: Source) -> None:
        """The protocol has no typed text: servers without our event for it are told about it."""
        if source is Source.TYPED and can(self._session, TYPED):
            await self._line.send(TextAppend(content=text))
        elif source is Source.TYPED:
            await self._line.send(client.InstructionsAppend(content=f"The user types: {text}"))
        elif source is Source.BACKGROUND:
            await self._line.send(client.CommentaryAppend(content=text))
        elif source is Source.TOOL:
            await self._line.send(client.ThinkingAppend(content=text))
        else:
            await self._line.send(client.InstructionsAppend(content=text))

    async def see(self, jpeg: bytes, at_s: float) -> None:
        """Live itself takes no pictures."""
        if can(self._session, VIDEO):
            await self._line.send(VideoAppend(image=jpeg, t=at_s))

    async def run(self) -> None:
        while True:
            self._take(await self._line.read())

    async def close(self) -> None:
        with contextlib.suppress(TargetBroke):  # it is closed
            await self._line.send(client.SessionClose())
        await self._line.close()

    def _take(self, event: JsonObject) -> None:
        kind = event.get("type")
        if kind == "session.output_audio.delta":
            self._playback.put(sound_of(event))
        elif kind == "session.output_transcript.delta":
            self._playback.say(text_of(event, "delta"), self._place(event))
        elif kind == "session.input_transcript.delta":
            self._playback.hear(text_of(event, "delta"))
        elif kind == "session.closed":
            raise TargetBroke(f"expected the session to go on, the server closed it: {str(event.get('reason'))[:200]}")
        elif kind == "error":
            raise TargetBroke(fault(event))

    def _place(self, event: JsonObject) -> int | None:
        """Where in the sound words are said: times are those of the session, and sound comes for all of it."""
        start_ms = event.get("start_ms")
        return start_ms * SAMPLES_PER_MS if isinstance(start_ms, int) and start_ms >= 0 else None


def parted(url: str) -> tuple[str, str]:
    """-> (the URL without the model, the model)."""
    parts = urlsplit(url)
    query = dict(parse_qsl(parts.query))
    model = query.pop("model", MODEL)
    return urlunsplit(parts._replace(query=urlencode(query, safe=","))), model
