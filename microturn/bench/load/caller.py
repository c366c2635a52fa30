"""One simulated caller in an open session: sends as its schedule says, notes when results come. Judges nothing."""

import asyncio
import json
from collections.abc import Sequence
from contextlib import suppress
from math import inf

from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from microturn.bench.load.judge import Log
from microturn.bench.load.schedule import Manner, packets
from microturn.bench.transports import Ticked, arrivals
from microturn.core.clock import Clock
from microturn.core.errors import MicroturnError
from microturn.core.units import MOUTH_HZ

DRAIN_S = 0.6  # for the last results; well under the lead, or the server may put in silence by right
CLOSE_S = 5.0
SOUND = "session.output_audio.delta"
CLOSE = json.dumps({"type": "session.close"})


class Caller:
    """`messages`: what it says, 20 ms each, over and over. It speaks until `until_s`, on the clock."""

    def __init__(self, socket: ClientConnection, messages: Sequence[str], manner: Manner, clock: Clock) -> None:
        self.socket, self.messages, self.manner, self.clock = socket, messages, manner, clock
        self.log, self.until_s = Log(), inf
        self.is_settled = asyncio.Event()  # its lead has come back, or its session is over

    async def run(self, start_s: float) -> None:
        """The whole session, from the first packet at `start_s`; whatever ends it too soon stands in the log."""
        tasks = [asyncio.create_task(work) for work in (self._speak(start_s), self._listen())]
        try:
            done, _ = await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            self.log.over_s = self.clock.now_s()
            self.log.end = next((task.result() for task in done if task.result()), "")
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            self.is_settled.set()
            await self._hang_up()

    async def _speak(self, start_s: float) -> str:
        """-> why it could not go on, "" when it is done and has waited for the last results.

        What a packet waits for a server that does not read is the server's time, not the caller's.
        """
        free_s = start_s  # since when the packet before has left
        for packet in packets(self.manner):
            due_s = start_s + packet.due_s
            if due_s > self.until_s:
                break
            await asyncio.sleep(max(0.0, due_s - self.clock.now_s()))
            self.log.offer(packet, start_s, self.clock.now_s() - max(due_s, free_s))
            try:
                await self.socket.send(self.messages[packet.number % len(self.messages)])
            except ConnectionClosed as error:
                return _reason(error)
            free_s = self.clock.now_s()
        await asyncio.sleep(DRAIN_S)
        return ""

    async def _listen(self) -> str:
        """-> why the session was over."""
        try:
            while True:
                self._note(await self.socket.recv(), self.clock.now_s())
        except ConnectionClosed as error:
            return _reason(error)
        except MicroturnError as error:
            return str(error)
        except (ValueError, KeyError, TypeError) as error:
            return f"expected events of the Live protocol, got something else: {error!r}"

    def _note(self, text: str | bytes, at_s: float) -> None:
        event = json.loads(text)
        if event["type"] == SOUND:
            return
        for arrival in arrivals(event, at_s, MOUTH_HZ):
            if isinstance(arrival, Ticked):
                self.log.results[arrival.tick] = arrival
        if len(self.log.results) >= self.manner.lead_ticks:
            self.is_settled.set()

    async def _hang_up(self) -> None:
        """Says goodbye and lets the server close; one that does not is left."""
        with suppress(ConnectionClosed, TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self.socket.send(CLOSE)
                async for _ in self.socket:
                    pass
        with suppress(TimeoutError):
            async with asyncio.timeout(CLOSE_S):
                await self.socket.close()


def _reason(error: ConnectionClosed) -> str:
    return f"the server ended it: {error.rcvd.reason or error.rcvd.code}" if error.rcvd else "the connection broke"
