"""One request over a network that may be bad, in a session of its own: what its caller sent and what came. No scores.

The caller speaks on whatever the network does: sound that cannot leave yet waits, as in a browser. Times are those at
which it was spoken. Whatever breaks is noted.
"""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass, field
from typing import Any

import soundfile
from websockets.exceptions import WebSocketException

from microturn.bench.items import Item
from microturn.bench.network.loudspeaker import Played, play
from microturn.bench.trace import FIRST_VOICE_S, JUDGED_S, Trace
from microturn.bench.transports import CHUNK_MS, Link, Transport, Written
from microturn.bench.voice import Stretch
from microturn.bench.wire import receive, sound_of
from microturn.core.clock import Clock
from microturn.core.errors import MicroturnError
from microturn.core.units import EAR_HZ, TICK_S

CONNECT_S, CLOSE_S = 30.0, 30.0
AFTER_S = FIRST_VOICE_S + 8.0  # of the caller's sound behind the request: the longest answer that is heard whole
QUIET_S = 1.0  # after speech: it was the answer
CHECK_CHUNKS = 20  # 0.4 s, between two looks at all that came
WRITTEN_S = 1.0  # after the user's end: the words are written down
BROKEN = (OSError, TimeoutError, WebSocketException, MicroturnError, soundfile.SoundFileError)


@dataclass(eq=False)
class Call(Trace):
    """`connect_s`: until sound could be sent; None: never. `failure`: why it was over too soon. `lateness_s`: of each
    20 ms, by which this machine was late to speak it."""

    connect_s: float | None = None
    failure: str = ""
    lateness_s: list[float] = field(default_factory=lambda: list[float]())

    @property
    def played(self) -> Played:
        return play(self.sounds)

    def voice(self) -> list[Stretch]:
        """Of the model, as it is heard: pieces one after the other."""
        return self.played.voice

    def written(self, is_user: bool) -> str:
        """Words that came as events: what was understood of the user, or what the model says."""
        texts = (each.text for each in self.arrivals if isinstance(each, Written) and each.is_user == is_user)
        return " ".join("".join(texts).split())

    def is_over(self, now_s: float) -> bool:
        """The answer has been heard, or there is none; and results have come for what the user said."""
        ended_s = self.turn_ended_s
        if ended_s is None or len(self.ticks) * TICK_S < self.end_s + WRITTEN_S:
            return False
        if now_s > ended_s + FIRST_VOICE_S + JUDGED_S and self.answer() is None:
            return True
        voice = self.voice()
        return bool(voice) and now_s > max(voice[-1].end_s, ended_s) + QUIET_S and self.answer() is not None


async def converse(transport: Transport, item: Item, clock: Clock) -> Call:
    """At the pace of speech. Raises nothing for what a network does."""
    call, start_s = Call(sound_of(item, AFTER_S), item.end_s), clock.now_s()
    try:
        link = await asyncio.wait_for(transport.open(item, call.user), CONNECT_S)
    except BROKEN as error:
        call.failure = f"not connected: {told(error)}"
        return call
    call.connect_s = clock.now_s() - start_s
    try:
        await _talk(link, call, clock)
    except BROKEN as error:
        call.failure = f"broke off: {told(error)}"
    try:
        call.heard = await asyncio.wait_for(link.close(), CLOSE_S)
    except BROKEN as error:
        call.failure = call.failure or f"did not end well: {told(error)}"
    return call


async def _talk(link: Link, call: Call, clock: Clock) -> None:
    """Until nothing more can be learned. Raises what the connection breaks with."""
    chunks: asyncio.Queue[int] = asyncio.Queue()  # at most the call's sound
    await _first(_speak(call, chunks, clock), _send(link, chunks), receive(link, call))


async def _first(*works: Coroutine[Any, Any, None]) -> None:
    """Runs all until one ends; raises what it ended with."""
    tasks = [asyncio.create_task(work) for work in works]
    try:
        done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    for task in done:
        task.result()


async def _speak(call: Call, chunks: asyncio.Queue[int], clock: Clock) -> None:
    start_s = clock.now_s()
    for chunk in range(len(call.user) * 1000 // EAR_HZ // CHUNK_MS):
        due_s = start_s + (chunk + 1) * CHUNK_MS / 1000
        await asyncio.sleep(max(0.0, due_s - clock.now_s()))
        call.sent_s.append(due_s)
        call.lateness_s.append(clock.now_s() - due_s)
        chunks.put_nowait(chunk)
        if chunk % CHECK_CHUNKS == 0 and call.is_over(clock.now_s()):
            return


async def _send(link: Link, chunks: asyncio.Queue[int]) -> None:
    while True:
        await link.send(await chunks.get())


def told(error: BaseException) -> str:
    """A line; errors of libraries may say nothing."""
    return " ".join(f"{type(error).__name__} {error}".split())
