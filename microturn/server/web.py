"""Starlette's side of a connection: keys and origins of a request, a WebSocket as a session's connection."""

import asyncio
from collections.abc import Sequence
from contextlib import suppress

from starlette.requests import HTTPConnection
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

SUBPROTOCOL, SUBPROTOCOL_KEY = "realtime", "openai-insecure-api-key."
NORMAL, GOING, NO_STATUS, POLICY_VIOLATION, INTERNAL, RESTART = 1000, 1001, 1005, 1008, 1011, 1012  # RFC 6455, 7.4.1
CLOSE_S = 2.0  # a client that does not read cannot be told
CLOSE_CODES = {
    "client_closed": NORMAL, "close_requested": NORMAL, "session_over": NORMAL, "resumed_elsewhere": NORMAL,
    "max_duration": GOING, "idle_timeout": GOING, "server_shutdown": RESTART, "engine_lost": INTERNAL,
    "internal_error": INTERNAL,
}  # fmt: skip


class Connection:
    """A WebSocket that has been accepted."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def receive(self) -> str | bytes | None:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            is_broken = message.get("code") == NO_STATUS and "reason" not in message  # so uvicorn tells of a lost one
            if is_broken or message.get("code") not in (NORMAL, GOING, NO_STATUS, RESTART):
                raise ConnectionError(f"the connection broke, code {message.get('code')}")
            return None
        return message.get("text") or message.get("bytes") or ""

    async def send(self, text: str) -> None:
        try:
            await self._socket.send_text(text)
        except (WebSocketDisconnect, RuntimeError) as error:
            raise ConnectionError(str(error)) from error

    async def close(self, reason: str) -> None:
        """Does nothing to a connection that is closed already, or whose client takes nothing any more."""
        states = (self._socket.application_state, self._socket.client_state)
        if states == (WebSocketState.CONNECTED, WebSocketState.CONNECTED):
            with suppress(TimeoutError, WebSocketDisconnect, RuntimeError):
                async with asyncio.timeout(CLOSE_S):
                    await self._socket.close(CLOSE_CODES.get(reason, POLICY_VIOLATION), reason)


def is_welcome(connection: HTTPConnection, origins: Sequence[str]) -> bool:
    """Programs send no origin; pages must come from here or from an origin that is allowed."""
    origin = connection.headers.get("origin")
    own = {f"{scheme}://{connection.headers.get('host', '')}" for scheme in ("http", "https")}
    return origin is None or origin in own or origin in origins or "*" in origins


def token_of(connection: HTTPConnection) -> str:
    """The key of a request: the Bearer header, or the subprotocol by which browsers send it."""
    header = connection.headers.get("authorization", "")
    if header.lower().startswith("bearer "):
        return header[7:].strip()
    for name in connection.scope.get("subprotocols", ()):
        if name.startswith(SUBPROTOCOL_KEY):
            return name.removeprefix(SUBPROTOCOL_KEY)
    return ""
