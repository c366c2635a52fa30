"""A session on a server as a live player. Its connection lives on a thread of its own, and never waits for scores.

Packet i of a micro-turn leaves when its last sample would have been recorded, so nothing is known before its time.
"""

import asyncio
import contextlib
import threading
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any, TypeVar

import numpy as np

from microturn.bench.remote.link import Dial, Link
from microturn.bench.remote.pace import Pace
from microturn.bench.remote.picture import jpeg_of
from microturn.bench.remote.playback import Playback
from microturn.bench.remote.upsampler import Upsampler
from microturn.bench.suite.take import TargetBroke
from microturn.bench.transports import CHUNK_MS
from microturn.core import pcm16
from microturn.core.messages import Audio, MicroTurn, Picture, Source
from microturn.core.units import EAR_HZ, EAR_TICK_SAMPLES, TICK_MS, TICK_S

PACKETS = TICK_MS // CHUNK_MS  # of 20 ms in a micro-turn
OPEN_S = 10.0  # to connect, and to be told that the session has begun
STALL_S = 10.0  # for a server to take a message
LEAVE_S = 2.0
PICTURE_S = 1.0  # between two pictures: what Gemini and our server take, and what Realtime is spared
T = TypeVar("T")


class RemotePlayer:
    """`step` takes 200 ms. All that a server does wrong is raised as TargetBroke, by `open` or by the next call."""

    is_live = True

    def __init__(self, pace: Pace, can_close_pauses: bool = False) -> None:
        self._pace, self._playback = pace, Playback(pace.now_s, can_close_pauses)
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="remote target", daemon=True)
        self._upsampler = Upsampler()
        self._tick, self._seen_s = 0, -PICTURE_S
        self._link: Link | None = None
        self._reading: asyncio.Task[None] | None = None

    @classmethod
    def open(cls, dial: Dial, pace: Pace, can_close_pauses: bool = False) -> "RemotePlayer":
        """A session that is ready to hear. Raises TargetBroke."""
        player = cls(pace, can_close_pauses)
        player._thread.start()
        try:
            player._wait(player._open(dial))
        except BaseException:
            player.close()
            raise
        return player

    def step(self, audio: Audio | None = None, text: str = "") -> MicroTurn:
        """float32 [3200] at 16 kHz go out (None: silence); what was heard meanwhile comes back."""
        if text:
            self.tell(text)
        self._pace.begin()
        return self._use(self._step(np.zeros(EAR_TICK_SAMPLES, np.float32) if audio is None else audio))

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        self._use(self._do(lambda link: link.tell(text, source)))

    @property
    def has_eyes(self) -> bool:
        """What becomes of pictures is up to the other side."""
        return True

    def see(self, picture: Picture) -> None:
        """One a second; others are left out."""
        now_s = self._tick * TICK_S
        if now_s - self._seen_s >= PICTURE_S - TICK_S / 2:
            self._seen_s = now_s
            jpeg = jpeg_of(picture)
            self._use(self._do(lambda link: link.see(jpeg, now_s)))

    def close(self) -> None:
        if self._loop.is_closed():
            return
        self._wait(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()
        self._loop.close()

    def _use(self, work: Coroutine[Any, Any, T]) -> T:
        """A session that breaks is left at once: whoever plays it may not think of closing it."""
        if self._loop.is_closed():
            work.close()
            raise TargetBroke("expected a session that is open, it is closed")
        try:
            return self._wait(work)
        except TargetBroke:
            self.close()
            raise

    def _wait(self, work: Coroutine[Any, Any, T]) -> T:
        """Does it on the connection's thread."""
        return asyncio.run_coroutine_threadsafe(work, self._loop).result()

    async def _open(self, dial: Dial) -> None:
        try:
            async with self._pace.limit(OPEN_S):
                self._link = await dial(self._playback)
        except TimeoutError as error:
            raise TargetBroke(f"expected a session to open within {OPEN_S:.0f} s, none did") from error
        self._reading = asyncio.create_task(self._link.run())

    async def _step(self, audio: Audio) -> MicroTurn:
        assert self._link is not None
        tick, link = self._tick, self._link
        pcm = pcm16.to_bytes(audio if link.rate_hz == EAR_HZ else self._upsampler.step(audio))
        size = len(pcm) // PACKETS
        for i in range(PACKETS):
            await self._pace.until(tick * TICK_S + (i + 1) * CHUNK_MS / 1000)
            packet = pcm[i * size : (i + 1) * size]
            await self._do(lambda link, packet=packet: link.send(packet))
        self._tick += 1
        moment = self._playback.take(self._tick * TICK_S)
        return MicroTurn(tick, bool(moment.audio.any()), moment.audio, moment.heard, moment.said)

    async def _do(self, work: Callable[[Link], Awaitable[None]]) -> None:
        """Sends something, unless the session has broken."""
        assert self._link is not None and self._reading is not None
        if self._reading.done():
            self._reading.result()  # raises why
        try:
            async with self._pace.limit(STALL_S):
                await work(self._link)
        except TimeoutError as error:
            raise TargetBroke(f"expected the server to take what is sent within {STALL_S:.0f} s") from error
        except TargetBroke:  # the connection is gone; what came last over it may say why
            await asyncio.wait({self._reading}, timeout=LEAVE_S)
            if self._reading.done():
                self._reading.result()
            raise

    async def _leave(self) -> None:
        """Nobody waits for a server that does not let go."""
        if self._link is not None:
            with contextlib.suppress(Exception):
                await asyncio.wait_for(self._link.close(), LEAVE_S)
        left = asyncio.all_tasks() - {asyncio.current_task()}
        for task in left:
            task.cancel()
        await asyncio.gather(*left, *([self._reading] if self._reading else []), return_exceptions=True)
