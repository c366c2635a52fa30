"""A BadEvent as the protocol's own error event."""

from collections.abc import Callable
from typing import Literal, overload

from microturn.wire.errors import BadEvent
from microturn.wire.live import server as live
from microturn.wire.parse import Protocol
from microturn.wire.realtime import server as realtime


@overload
def refuse(protocol: Literal["realtime"], bad: BadEvent, make_id: Callable[[], str]) -> realtime.ErrorEvent: ...
@overload
def refuse(protocol: Literal["live"], bad: BadEvent, make_id: Callable[[], str]) -> live.ErrorEvent: ...
def refuse(protocol: Protocol, bad: BadEvent, make_id: Callable[[], str]) -> realtime.ErrorEvent | live.ErrorEvent:
    """The error event that answers a bad message; `make_id` gives the event its id."""
    kind = "invalid_request_error"
    if protocol == "realtime":
        error = realtime.Error(type=kind, code=bad.code, message=bad.message, param=bad.param, event_id=bad.event_id)
        return realtime.ErrorEvent(event_id=make_id(), error=error)
    details = live.Error(type=kind, code=bad.code, message=bad.message, param=bad.param, client_event_id=bad.event_id)
    return live.ErrorEvent(event_id=make_id(), error=details, client_event_id=bad.event_id)
