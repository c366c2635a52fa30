"""A small HTTP server on the loopback that answers as a test says, and notes what was asked."""

import asyncio
import re
from collections.abc import AsyncGenerator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field


@dataclass
class Endpoint:
    """`body` is sent after `wait_s`, again and again if it is `endless`."""

    body: bytes = b"{}"
    status: str = "200 OK"
    headers: str = ""
    wait_s: float = 0.0
    is_endless: bool = False
    url: str = ""
    requests: list[str] = field(default_factory=list[str])

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            self.requests.append((await reader.readuntil(b"\r\n\r\n")).decode())
            if length := re.search(r"(?i)content-length: *(\d+)", self.requests[-1]):
                await reader.readexactly(int(length[1]))  # what is left unread would reset the connection
            await asyncio.sleep(self.wait_s)
            writer.write(f"HTTP/1.1 {self.status}\r\nConnection: close\r\n{self.headers}\r\n".encode() + self.body)
            while self.is_endless:
                writer.write(self.body)
                await writer.drain()
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def serving(endpoint: Endpoint) -> AsyncGenerator[Endpoint]:
    server = await asyncio.start_server(endpoint.serve, "127.0.0.1", 0)
    endpoint.url = f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}"
    try:
        yield endpoint
    finally:
        server.close()
