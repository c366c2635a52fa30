"""What a page may send and see on its data channel, where the program that started its Live session says so.

Sidebands are not bound by it.
"""

import json

from microturn.server.call import Socket
from microturn.server.realtime import MakeId
from microturn.wire.decode import event_id_of, read_object
from microturn.wire.errors import BadEvent
from microturn.wire.live.session import DataChannel
from microturn.wire.parse import dump
from microturn.wire.refuse import refuse


class Gate:
    """A connection of which only what `allowed` names passes; a field that is absent names everything."""

    def __init__(self, socket: Socket, allowed: DataChannel, max_bytes: int, make_id: MakeId) -> None:
        self._socket, self._max_bytes, self._make_id = socket, max_bytes, make_id
        sent, seen = allowed.allowed_client_events, allowed.allowed_server_events
        self._sent = None if sent is None or sent == "all" else sent
        self._seen = None if seen is None or seen == "all" else [each.type for each in seen]

    async def receive(self) -> str | bytes | None:
        while (message := await self._socket.receive()) is not None:
            if (fault := self._fault(message)) is None:
                return message
            await self.send(dump(refuse("live", fault, lambda: self._make_id("event"))))
        return None

    async def send(self, text: str) -> None:
        if self._seen is None or json.loads(text)["type"] in self._seen:
            await self._socket.send(text)

    async def close(self, reason: str) -> None:
        await self._socket.close(reason)

    def _fault(self, message: str | bytes) -> BadEvent | None:
        """What is no event is for the session to refuse."""
        if self._sent is None:
            return None
        try:
            event = read_object(message, self._max_bytes)
        except BadEvent:
            return None
        if event.get("type") in self._sent:
            return None
        told = f"expected an event that this data channel may send, got {event.get('type')}"
        return BadEvent(told, event_id_of(event), "type", "invalid_value")
