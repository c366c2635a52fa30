"""A server for a benchmark: `microturn serve` as a process of its own, on a free port. Knows nothing of sessions."""

import asyncio
import contextlib
import socket
import sys
import urllib.error
import urllib.request
from collections.abc import AsyncGenerator
from dataclasses import dataclass
from pathlib import Path

from microturn.core.errors import EngineLost

START_S = 120.0
HERE = "127.0.0.1"
STOP_S = 15.0


@dataclass(frozen=True)
class Place:
    """Where a server runs, if not here: the address it listens on, what stands before its command, and the database
    with the keys that it asks for."""

    address: str
    prefix: tuple[str, ...]
    database: Path


@contextlib.asynccontextmanager
async def host(
    checkpoint: str, folder: Path, max_sessions: int, place: Place | None = None, num_replicas: int = 1
) -> AsyncGenerator[str]:
    """-> "127.0.0.1:PORT", or that of `place`, once the model has loaded. `folder` gets recordings and the log. Raises
    EngineLost."""
    port, log, address = free_port(), folder / "server.log", place.address if place else HERE
    seats = str(max_sessions + 1)  # one that has just ended may still be leaving
    command = [
        *(*(place.prefix if place else ()), sys.executable, "-m", "microturn", "serve", "--checkpoint", checkpoint),
        *(("--database", str(place.database)) if place else ("--open",)),
        *("--host", address, "--port", str(port), "--background", "none"),
        *("--recordings", str(folder), "--max-sessions", seats, "--min-sessions", seats, "--max-per-key", seats),
        *("--replicas", str(num_replicas)),
    ]
    with log.open("wb") as out:
        process = await asyncio.create_subprocess_exec(*command, stdout=out, stderr=out)
    try:
        await _wait_ready(process, f"http://{address}:{port}/healthz", log)
        yield f"{address}:{port}"
    finally:
        await stop(process)


async def new_key(database: Path) -> str:
    """An API key in a database, which is made where there is none. Raises EngineLost."""
    command = (sys.executable, "-m", "microturn", "serve", "--database", str(database), "--new-key", "bench")
    process = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE)
    told, _ = await process.communicate()
    if process.returncode:
        raise EngineLost(f"expected a key from `microturn serve --new-key`, it ended with {process.returncode}")
    return told.decode().split()[-1]


async def stop(process: asyncio.subprocess.Process) -> None:
    """Asks it to end; ends it where it does not."""
    if process.returncode is None:
        process.terminate()
        try:
            await asyncio.wait_for(process.wait(), STOP_S)
        except TimeoutError:
            process.kill()
            await process.wait()


async def _wait_ready(process: asyncio.subprocess.Process, url: str, log: Path) -> None:
    try:
        async with asyncio.timeout(START_S):
            while process.returncode is None:
                if await asyncio.to_thread(is_well, url):
                    return
                await asyncio.sleep(0.1)
    except TimeoutError:
        pass
    last = log.read_text(errors="replace").strip().splitlines()[-1:]
    raise EngineLost(f"expected the server to start within {START_S:.0f} s, it did not; it said: {last}")


def is_well(url: str) -> bool:
    try:
        with urllib.request.urlopen(url, timeout=5) as answer:
            return answer.status == 200
    except (urllib.error.URLError, OSError):
        return False


def free_port() -> int:
    """Of this machine; free a moment ago."""
    with socket.socket() as bound:
        bound.bind((HERE, 0))
        return int(bound.getsockname()[1])
