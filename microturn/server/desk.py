"""Sessions that are open, and how others come to them: sidebands by name, clients that return by a ticket.

Knows nothing of protocols or the web. A ticket is good for one return; the next one is another.
"""

import secrets
from dataclasses import dataclass

from microturn.server.call import Call
from microturn.server.keys import digest
from microturn.server.limits import Refusal
from microturn.wire.parse import Protocol

TICKET_PREFIX = "rt_"


@dataclass(frozen=True)
class Seat:
    """One open session. `key`: whose it is."""

    name: str
    key: str
    protocol: Protocol
    call: Call


class Desk:
    def __init__(self) -> None:
        self._seats: dict[str, Seat] = {}
        self._tickets: dict[str, str] = {}  # hash of a ticket -> name of the session

    def __len__(self) -> int:
        return len(self._seats)

    def sit(self, seat: Seat) -> None:
        assert seat.name not in self._seats, seat.name
        self._seats[seat.name] = seat

    def leave(self, name: str) -> None:
        """The session is over; its tickets are void."""
        del self._seats[name]
        self._tickets = {ticket: held for ticket, held in self._tickets.items() if held != name}

    def find(self, name: str, key: str) -> Seat:
        """Raises Refusal when this key has no such session open."""
        seat = self._seats.get(name)
        if seat is None or seat.key != key:
            raise Refusal(f"expected the id of an open session of this key, {name!r} is none", 404, "session_not_found")
        return seat

    def ticket(self, name: str) -> str:
        """A new ticket to return to a session; older ones of it are void."""
        assert name in self._seats, name
        ticket = TICKET_PREFIX + secrets.token_urlsafe(32)
        self._tickets = {other: held for other, held in self._tickets.items() if held != name}
        self._tickets[digest(ticket)] = name
        return ticket

    def redeem(self, ticket: str, key: str) -> Seat:
        """Raises Refusal for a ticket that was used, or whose session is over."""
        name = self._tickets.get(digest(ticket))
        if name is None or self._seats[name].key != key:
            message = "expected a ticket of a session that is still open and not used before; open a new session"
            raise Refusal(message, 404, "session_not_found")
        del self._tickets[digest(ticket)]
        return self._seats[name]

    def end_all(self, reason: str) -> None:
        for seat in list(self._seats.values()):
            seat.call.end(reason)
