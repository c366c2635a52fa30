"""A data channel on which a page may not do everything."""

import asyncio
import json
from typing import Any

from microturn.server.call import Socket
from microturn.server.gate import Gate
from microturn.wire.live.session import DataChannel, EventSelector
from tests.server.lines import counting_ids


class Wire:
    """A socket that has two messages."""

    def __init__(self) -> None:
        self.messages = ['{"type": "session.close", "event_id": "e"}', '{"type": "microturn.playback"}']
        self.sent: list[dict[str, Any]] = []

    async def receive(self) -> str | bytes | None:
        return self.messages.pop(0) if self.messages else None

    async def send(self, text: str) -> None:
        self.sent.append(json.loads(text))

    async def close(self, reason: str) -> None: ...


def test_a_page_sends_and_sees_what_it_may() -> None:
    async def run() -> None:
        wire = Wire()
        allowed = DataChannel(allowed_client_events=["microturn.playback"], allowed_server_events=None)
        gate: Socket = Gate(wire, allowed, 1 << 20, counting_ids())
        assert await gate.receive() == '{"type": "microturn.playback"}'
        assert wire.sent[0]["error"]["client_event_id"] == "e"
        assert await gate.receive() is None
        seen = DataChannel(allowed_server_events=[EventSelector(type="session.started")])
        gate = Gate(wire, seen, 1 << 20, counting_ids())
        for kind in ("session.started", "session.output_transcript.delta"):
            await gate.send(json.dumps({"type": kind}))
        assert [event["type"] for event in wire.sent] == ["error", "session.started"]

    asyncio.run(asyncio.wait_for(run(), 60))
