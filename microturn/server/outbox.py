"""What one connection is to be sent, in order and bounded. Knows texts, not protocols."""

import asyncio
from collections.abc import Iterable
from typing import Protocol

MAX_UNSENT = 2000  # messages: some minutes of speech; beyond that the client is not reading


class Sender(Protocol):
    async def send(self, text: str) -> None: ...


class Outbox:
    """What could not be sent stays first: a client that comes back on another connection gets it there."""

    def __init__(self) -> None:
        self._waiting: asyncio.Queue[str] = asyncio.Queue(MAX_UNSENT)
        self._is_full = asyncio.Event()
        self._unsent = ""

    def put(self, text: str) -> None:
        """Never waits and never fails; what does not fit any more is left out, and `overflowed` returns."""
        try:
            self._waiting.put_nowait(text)
        except asyncio.QueueFull:
            self._is_full.set()

    async def overflowed(self) -> None:
        """Returns once a message did not fit."""
        await self._is_full.wait()

    async def send_to(self, socket: Sender) -> None:
        """For as long as the connection holds."""
        while True:
            self._unsent = self._unsent or await self._waiting.get()
            await socket.send(self._unsent)
            self._unsent = ""

    async def empty_to(self, socket: Sender, last: Iterable[str] = ()) -> None:
        """What there is now, and then `last`."""
        rest = [self._waiting.get_nowait() for _ in range(self._waiting.qsize())]
        for text in [self._unsent, *rest, *last]:
            if text:
                await socket.send(text)
