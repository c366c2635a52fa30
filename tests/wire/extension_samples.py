"""One of each event of our extension."""

from typing import Any

from microturn.wire.base import ServerEvent
from microturn.wire.extension import Capabilities, CapabilitiesEvent, Delegation, Tick, Ticket, VideoLimits

CAPABILITIES = Capabilities(
    extensions=["microturn.tick", "microturn.video.append"],
    input_rates_hz=[24000, 8000],
    output_rates_hz=[24000, 8000],
    max_message_bytes=1 << 20,
    video=VideoLimits(media_types=["image/jpeg"], max_per_s=5.0, max_bytes=1 << 17),
)
FROM_CLIENT: list[dict[str, Any]] = [
    {"type": "microturn.video.append", "event_id": "e", "image": "/9j/", "t": 12.4},
    {"type": "microturn.playback", "event_id": "e", "item_id": "i", "played_ms": 640},
    {"type": "microturn.playback", "event_id": "e", "tick": 7, "played_ms": 200},
    {"type": "microturn.delegation.cancel", "event_id": "e", "delegation": "deleg_1"},
]
FROM_SERVER: list[ServerEvent] = [
    Tick(event_id="event_1", tick=7, decision="voice", heard=" hello", said=" hi", compute_ms={"decode": 12.5}),
    Ticket(event_id="event_1", ticket="rt_abc", session="sess_1", seconds=60),
    Delegation(event_id="event_1", delegation="deleg_1", state="working", tool="search_web"),
    CapabilitiesEvent(event_id="event_1", capabilities=CAPABILITIES),
]
TYPES = {str(sample["type"]) for sample in FROM_CLIENT} | {event.type for event in FROM_SERVER}
