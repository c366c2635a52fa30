"""What every protocol's client offers the player, and how its WebSocket is opened and read without trust.

Whatever a server does wrong ends as TargetBroke, whose message is the reason that is printed.
"""

from collections.abc import Awaitable, Callable
from typing import Protocol

from pydantic import JsonValue
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidMessage, InvalidURI
from websockets.frames import CloseCode

from microturn.bench.remote.playback import Playback
from microturn.bench.suite.take import TargetBroke
from microturn.core import pcm16
from microturn.core.messages import Audio, Source
from microturn.core.units import MOUTH_HZ
from microturn.wire.base import JsonObject, Wire
from microturn.wire.binary import decode
from microturn.wire.decode import read_object
from microturn.wire.errors import BadEvent
from microturn.wire.parse import dump

CLOSE_S = 2.0
MAX_EVENT_BYTES = 4 << 20  # 65 s of sound as base64


class Link(Protocol):
    """A session that has been opened. `rate_hz`: of the sound it takes."""

    @property
    def rate_hz(self) -> int: ...

    async def send(self, pcm: bytes) -> None:
        """The next 20 ms of the user's sound."""
        ...

    async def tell(self, text: str, source: Source) -> None: ...

    async def see(self, jpeg: bytes, at_s: float) -> None:
        """A picture, where the protocol takes any."""
        ...

    async def run(self) -> None:
        """Plays what comes, until the session is over: always ends by raising TargetBroke."""
        ...

    async def close(self) -> None: ...


Dial = Callable[[Playback], Awaitable[Link]]  # opens a session that is heard through this loudspeaker


class Line:
    """A WebSocket that carries JSON events."""

    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    @classmethod
    async def dial(cls, url: str, key: str) -> "Line":
        """`key`: sent as a bearer token, "" for none."""
        headers = {"Authorization": f"Bearer {key}"} if key else {}
        try:
            socket = await connect(
                url, additional_headers=headers, max_size=MAX_EVENT_BYTES, compression=None, close_timeout=CLOSE_S
            )
        except (OSError, InvalidHandshake, InvalidMessage, InvalidURI, ConnectionClosed) as error:
            raise TargetBroke(f"expected {url} to let us in: {error or type(error).__name__}") from error
        return cls(socket)

    async def send(self, event: Wire) -> None:
        try:
            await self._socket.send(dump(event))
        except ConnectionClosed as error:
            raise TargetBroke(_ended(error)) from error

    async def read(self) -> JsonObject:
        """The next event."""
        try:
            message = await self._socket.recv()
        except ConnectionClosed as error:
            raise TargetBroke(_ended(error)) from error
        except UnicodeDecodeError as error:
            raise TargetBroke(f"expected JSON in UTF-8, got {error.object[:20]!r}") from error
        try:
            return read_object(message, MAX_EVENT_BYTES)
        except BadEvent as error:
            raise TargetBroke(f"expected events, {error.message}") from error

    async def answer(self, wanted: str) -> JsonObject:
        """The next event, which has to be `wanted`."""
        event = await self.read()
        if event.get("type") == "error":
            raise TargetBroke(fault(event))
        if event.get("type") != wanted:
            raise TargetBroke(f"expected {wanted}, got {str(event.get('type'))[:80]!r}")
        return event

    async def close(self) -> None:
        await self._socket.close()


def sound_of(event: JsonObject) -> Audio:
    """The sound in `delta`: float32 [n] at 24 kHz."""
    try:
        data = decode(text_of(event, "delta"))
    except ValueError as error:
        raise TargetBroke(f"expected sound as base64 in {event.get('type')}: {error}") from error
    return samples_of(data)


def samples_of(data: bytes) -> Audio:
    """PCM of 16 bits -> float32 [n]."""
    if len(data) % 2:
        raise TargetBroke(f"expected samples of 16 bits, got {len(data)} bytes")
    return pcm16.to_samples(data)


def text_of(event: JsonObject, name: str) -> str:
    value = event.get(name, "")
    if not isinstance(value, str):
        raise TargetBroke(f"expected text as {name} of {event.get('type')}, got {type(value).__name__}")
    return value


def inner(value: JsonValue, *path: str) -> JsonValue:
    """A value inside objects; None where there is none."""
    for name in path:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def check_format(found: JsonValue) -> None:
    """The format of the sound that a session announces; none is what was asked for."""
    if found is None:
        return
    kind, rate = inner(found, "type"), inner(found, "rate")
    if (found not in ("pcm16", {}) and kind != "audio/pcm") or rate not in (None, MOUTH_HZ):
        raise TargetBroke(f"expected sound as audio/pcm at {MOUTH_HZ} Hz, the session announces {found}"[:200])


def fault(event: JsonObject) -> str:
    """What an error event says."""
    error = event.get("error")
    said = [str(part)[:200] for part in (inner(error, "code"), inner(error, "message")) if part]
    return f"expected a session without errors, it said: {': '.join(said) or str(error)[:200]}"


def can(session: JsonValue, extension: str) -> bool:
    """Whether a session takes one of our own events."""
    known = inner(session, "microturn", "extensions")
    return isinstance(known, list) and extension in known


def _ended(error: ConnectionClosed) -> str:
    if error.sent is not None and error.sent.code == CloseCode.MESSAGE_TOO_BIG:
        return f"expected events of at most {MAX_EVENT_BYTES} bytes, it sent a larger one"
    return f"expected the session to go on, the server ended it: {error or type(error).__name__}"
