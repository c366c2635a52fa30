"""A server of the test's own, on a port of this machine: in the test's event loop, or as `microturn serve`."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncGenerator
from pathlib import Path

from microturn.bench.host import is_well
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


@contextlib.asynccontextmanager
async def started(checkpoint: Path, port: int, *options: str) -> AsyncGenerator[asyncio.subprocess.Process]:
    """`microturn serve`, once it is ready; it is for the test to end it."""
    command = ["serve", "--open", "--port", str(port), "--checkpoint", str(checkpoint), "--background", "none"]
    quiet = asyncio.subprocess.DEVNULL
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "microturn", *command, *options, stdout=quiet, stderr=quiet
    )
    try:
        async with asyncio.timeout(100):
            while not await asyncio.to_thread(is_well, f"http://127.0.0.1:{port}/healthz"):
                assert process.returncode is None
                await asyncio.sleep(0.1)
        yield process
        await asyncio.wait_for(process.wait(), 30)
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
