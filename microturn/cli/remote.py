"""A conversation with a server, over the Live protocol: micro-turns of sound go out, what the model did comes back.

Knows nothing of where the sound comes from. A recording goes out a little faster than it comes back, never faster than
the server takes it.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from dataclasses import dataclass

import numpy as np
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidURI

from microturn.core import pcm16
from microturn.core.errors import BadConfig, EngineLost
from microturn.core.messages import Audio, MicroTurn
from microturn.core.units import MOUTH_TICK_SAMPLES
from microturn.wire.extension import TextAppend, Tick
from microturn.wire.live import client, server
from microturn.wire.live.session import SessionConfig
from microturn.wire.parse import dump, parse_server

PATH, MODEL = "/v1/live/sessions?microturn=ticks", "microturn"
MAX_AHEAD = 5  # micro-turns that may be on their way
SILENCE: Audio = np.zeros(MOUTH_TICK_SAMPLES, np.float32)
Blocks = AsyncIterator[tuple[Audio, str]]


@dataclass(frozen=True)
class Address:
    """`url`: http(s) or ws(s), with or without a path."""

    url: str
    key: str = ""

    @property
    def socket(self) -> str:
        url = self.url.rstrip("/")
        url = url.removesuffix("/v1/live/sessions").removesuffix("/v1")
        scheme, _, rest = url.rpartition("://")
        return f"{ {'': 'ws', 'http': 'ws', 'https': 'wss'}.get(scheme, scheme) }://{rest}{PATH}"


async def converse(
    address: Address, blocks: Blocks, instructions: str, hear: Callable[[MicroTurn], None], is_live: bool = False
) -> None:
    """`blocks`: micro-turns of sound, float32 [4800] at 24 kHz, each with what is typed then. `hear` gets every
    micro-turn of the model's. `is_live`: the blocks keep time themselves; else as many come back as went out.

    Raises BadConfig when nobody answers there, EngineLost when the session ends before its time.
    """
    headers = {"Authorization": f"Bearer {address.key}"} if address.key else {}
    try:
        socket = await connect(address.socket, additional_headers=headers, max_size=None)
    except (OSError, InvalidHandshake, InvalidURI, TimeoutError) as error:
        message = f"expected a microturn server at {address.url}, found none that lets us in ({error})"
        raise BadConfig(f"{message}; start one with `microturn serve --open`, or give --key") from error
    async with socket:
        config = SessionConfig.model_validate({"model": MODEL, "instructions": instructions or None})
        await socket.send(dump(client.SessionStart(session=config)))
        link = _Link(socket, hear, is_live)
        try:
            async with asyncio.TaskGroup() as group:
                receiving = group.create_task(link.receive())
                await link.send(blocks)
                receiving.cancel()
        except* ConnectionClosed as lost:
            raise EngineLost(f"expected the session to go on, the server ended it: {lost.exceptions[0]}") from lost


class _Link:
    def __init__(self, socket: ClientConnection, hear: Callable[[MicroTurn], None], is_live: bool) -> None:
        self.socket, self.hear, self.is_live = socket, hear, is_live
        self._ahead = asyncio.Semaphore(MAX_AHEAD)
        self._num_sent, self._num_heard, self._is_all = 0, 0, asyncio.Event()
        self._goal: int | None = None

    async def send(self, blocks: Blocks) -> None:
        async for audio, text in blocks:
            if text:
                await self.socket.send(dump(TextAppend(content=text)))
            if not self.is_live:
                await self._ahead.acquire()
            await self._send(audio)
        if not self.is_live:
            self._goal = self._num_sent
            while self._num_heard < self._goal:  # the last micro-turn is whole only when more sound comes
                await self._send(SILENCE)
                with suppress(TimeoutError):
                    await asyncio.wait_for(self._is_all.wait(), 1.0)

    async def receive(self) -> None:
        """Sound comes just before the micro-turn that it belongs to."""
        sound = SILENCE
        async for message in self.socket:
            event = parse_server("live", message)
            if isinstance(event, server.OutputAudioDelta):
                sound = pcm16.to_samples(event.delta)
            elif isinstance(event, Tick):
                self._take(event, sound)
            elif isinstance(event, server.ErrorEvent):
                raise EngineLost(f"expected the server to take what was sent, it said: {event.error.message}")

    async def _send(self, audio: Audio) -> None:
        await self.socket.send(dump(client.InputAudioAppend(audio=pcm16.to_bytes(audio))))
        self._num_sent += 1

    def _take(self, tick: Tick, sound: Audio) -> None:
        self._num_heard += 1
        if self._goal is None or self._num_heard <= self._goal:
            self._ahead.release()
            self.hear(
                MicroTurn(
                    tick.tick, tick.decision == "voice", sound, tick.heard, tick.said, tick.seen, tick.delegate,
                    tick.drop, compute_ms={**tick.compute_ms, "total": sum(tick.compute_ms.values())},
                )
            )  # fmt: skip
        if self._goal is not None and self._num_heard >= self._goal:
            self._is_all.set()
