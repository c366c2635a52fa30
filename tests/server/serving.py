"""A server of the test's own, on a free port of this machine, in the test's event loop."""

import asyncio
import contextlib
import socket
from collections.abc import AsyncGenerator

from microturn.server.app import Server, ServerConfig
from microturn.server.listen import PING_S, listener


@contextlib.asynccontextmanager
async def serving(config: ServerConfig, ping_s: float = PING_S) -> AsyncGenerator[tuple[Server, int]]:
    """The server and its port, from when the engine has loaded."""
    server = Server(config)
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        port = bound.getsockname()[1]
        web = listener(server, ping_s, log_level="warning", timeout_graceful_shutdown=5)
        task = asyncio.create_task(web.serve(sockets=[bound]))
        try:
            while not web.started:
                assert not task.done(), "the server did not start"
                await asyncio.sleep(0.05)
            yield server, port
        finally:
            web.should_exit = True
            await task
