"""The program of the cascade's process: a conversation a connection, one at a time. It ends with its input.

Runs in the cascade's own environment.
"""

import asyncio
import contextlib
import json
import os
import sys
from collections.abc import Callable
from importlib import import_module
from typing import Any, NoReturn, Protocol

from microturn.bench.cascade.config import INSTALL, CascadeConfig
from microturn.bench.cascade.lines import MAX_LINE_BYTES, Kind, Line, Send, pack, unpack

MAX_REASON = 2000


class Talk(Protocol):
    """A conversation: opened before all else, closed after it."""

    async def open(self) -> None: ...

    async def take(self, line: Line) -> None: ...

    async def close(self) -> None: ...


Make = Callable[[Send], Talk]


def main(socket: str, config: str) -> None:
    out = os.dup(1)
    os.dup2(2, 1)  # whatever prints goes to the log
    try:
        make = load(CascadeConfig(**json.loads(config)))
    except ImportError as error:
        fail(out, f"expected Pipecat in {sys.executable}: {error}; {INSTALL}")
    except Exception as error:  # whatever a runtime raises, the other side has to say
        fail(out, f"{type(error).__name__}: {error}")
    asyncio.run(serve(socket, make, 0, out))
    os._exit(0)  # the runtimes' threads do not end by themselves


def fail(out: int, reason: str) -> NoReturn:
    os.write(out, pack(Line(Kind.BROKE, reason[:MAX_REASON])))
    os._exit(1)


def load(config: CascadeConfig) -> Make:
    """Pipecat writes much down; what is wrong is kept, or what LOGURU_LEVEL asks for."""
    log: Any = import_module("loguru").logger
    log.remove()
    log.add(sys.stderr, level=os.environ.get("LOGURU_LEVEL", "WARNING"))
    models = import_module("microturn.bench.cascade.models").load(config)
    conversation = import_module("microturn.bench.cascade.pipeline").Conversation
    return lambda send: conversation(models, send)


async def serve(socket: str, make: Make, in_fd: int, out_fd: int) -> None:
    """Until the input ends. READY goes out when it listens."""
    turn = asyncio.Lock()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        async with turn:
            with contextlib.suppress(ConnectionError):
                await converse(reader, writer, make)
            writer.close()

    server = await asyncio.start_unix_server(connected, socket, limit=MAX_LINE_BYTES)
    os.write(out_fd, pack(Line(Kind.READY)))
    ends = asyncio.StreamReader()
    pipe = os.fdopen(in_fd, "rb", buffering=0)
    transport, _ = await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(ends), pipe)
    await ends.read()
    transport.close()
    server.close()


async def converse(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, make: Make) -> None:
    """Until the other side hangs up."""
    conversation = make(lambda line: writer.write(pack(line)))
    await conversation.open()
    try:
        writer.write(pack(Line(Kind.READY)))
        while raw := await reader.readline():
            await conversation.take(unpack(raw))
    finally:
        await conversation.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
