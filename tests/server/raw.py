"""A client that speaks WebSocket byte by byte, so that it can also misbehave: not read, not answer, vanish."""

import asyncio
import json
import socket
from typing import Any

from websockets.client import ClientProtocol
from websockets.protocol import State
from websockets.uri import parse_uri

SMALL_BYTES = 4096  # of the receive buffer: what a client does not read fills it at once


class Raw:
    """After the handshake it reads nothing, not even pings."""

    def __init__(self, bound: socket.socket, protocol: ClientProtocol) -> None:
        self.socket, self.protocol, self._loop = bound, protocol, asyncio.get_running_loop()

    @classmethod
    async def connect(cls, port: int, path: str, key: str) -> "Raw":
        bound = socket.socket()
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, SMALL_BYTES)
        bound.setblocking(False)
        raw = cls(bound, ClientProtocol(parse_uri(f"ws://127.0.0.1:{port}{path}")))
        await raw._loop.sock_connect(bound, ("127.0.0.1", port))
        request = raw.protocol.connect()
        request.headers["Authorization"] = f"Bearer {key}"
        raw.protocol.send_request(request)
        await raw.flush()
        while raw.protocol.state is State.CONNECTING:
            raw.protocol.receive_data(await asyncio.wait_for(raw._loop.sock_recv(bound, 64), 20))
        assert raw.protocol.state is State.OPEN, raw.protocol.handshake_exc
        return raw

    async def say(self, message: dict[str, Any]) -> None:
        self.protocol.send_text(json.dumps(message).encode())
        await self.flush()

    async def flush(self) -> None:
        for data in self.protocol.data_to_send():
            await self.write(data)

    async def write(self, data: bytes) -> None:
        """Raw bytes. Raises ConnectionError or TimeoutError when the server takes them no more."""
        await asyncio.wait_for(self._loop.sock_sendall(self.socket, data), 20)

    async def is_dropped(self) -> bool:
        """The server has let go of it: there is an end to what can be read."""
        try:
            while await asyncio.wait_for(self._loop.sock_recv(self.socket, 1 << 20), 10):
                pass
        except ConnectionError:
            return True
        except TimeoutError:
            return False
        return True

    def close(self) -> None:
        self.socket.close()
