"""How the server listens: uvicorn, with what it leaves open for us. Knows connections, not what is said over them.

A client that vanished or does not read keeps no connection: what it was to be sent is thrown away. When the server
ends, sessions are told first and connections closed after.
"""

import asyncio
import logging
import signal
import socket
import threading
from asyncio import TimerHandle
from typing import Any

import uvicorn
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol

from microturn.server.app import Server

PING_S = 20.0  # between pings, and for an answer to one: within twice that a client that vanished is let go
LINGER_S = 5.0  # for the last bytes to leave after a session
FAREWELL_S = 4.0  # for sessions to end before their connections are closed


class Wire(WebSocketsSansIOProtocol):
    """A WebSocket that never outlives its client."""

    _linger: TimerHandle | None = None

    def keepalive_timeout(self) -> None:
        """No answer to a ping. Closing alone would wait for ever where there are bytes that nobody takes."""
        super().keepalive_timeout()
        self.transport.abort()

    async def run_asgi(self) -> None:
        await super().run_asgi()
        if not self.disconnected:
            self._linger = self.loop.call_later(LINGER_S, self.transport.abort)

    async def send(self, message: Any) -> None:
        await super().send(message)
        if message["type"] == "websocket.http.response.body" and self.close_sent:
            self.handshake_complete = True  # by a refusal; else uvicorn takes the handshake for forgotten

    def connection_lost(self, exc: Exception | None) -> None:
        if self._linger:
            self._linger.cancel()
        super().connection_lost(exc)


class Web(uvicorn.Server):
    """uvicorn, which tells the sessions before it closes their connections. SIGHUP: the engine is restarted, and no
    session ends."""

    def __init__(self, server: Server, config: uvicorn.Config) -> None:
        super().__init__(config)
        self._desk, self._restart = server.sessions.desk, server.restart

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if hasattr(signal, "SIGHUP") and threading.current_thread() is threading.main_thread():
            asyncio.get_running_loop().add_signal_handler(signal.SIGHUP, self._restart)

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        self._desk.end_all("server_shutdown")
        try:
            async with asyncio.timeout(FAREWELL_S):
                while len(self._desk):
                    await asyncio.sleep(0.02)
        except TimeoutError:
            logging.getLogger("microturn.server").warning("sessions left open", extra={"sessions": len(self._desk)})
        await super().shutdown(sockets)


def listener(server: Server, ping_s: float = PING_S, **options: Any) -> Web:
    """uvicorn for a server; `options` are uvicorn's own."""
    timing: dict[str, Any] = {"ws_ping_interval": ping_s, "ws_ping_timeout": ping_s}
    return Web(server, uvicorn.Config(server.app(), ws=Wire, **timing, **options))
