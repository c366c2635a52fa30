"""Limits of a server, and who holds how many sessions. Pure bookkeeping: time is passed in.

Knows nothing of protocols; a refusal carries the HTTP status that fits it.
"""

from collections import Counter, deque
from dataclasses import dataclass

from microturn.core.errors import MicroturnError

RATE_WINDOW_S = 10.0


class Refusal(MicroturnError):
    """A session or message that is over a limit. `status`: HTTP; `code`: for protocols."""

    def __init__(self, message: str, status: int, code: str) -> None:
        super().__init__(message)
        self.status, self.code = status, code


@dataclass(frozen=True)
class Limits:
    """What one server allows; every field is an option of `microturn serve`."""

    max_sessions: int = 32  # fewer where the engine cannot hold them
    max_per_key: int = 4
    max_session_s: float = 3600.0
    idle_s: float = 300.0  # without a message from the client
    max_message_bytes: int = 1 << 20
    max_messages_per_s: float = 200.0


class Door:
    """Counts sessions by key; one is let in only while both counts allow it."""

    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self._held: Counter[str] = Counter()

    @property
    def num_sessions(self) -> int:
        return self._held.total()

    def enter(self, key: str) -> None:
        """Raises Refusal: 503 where the server is full, 429 where the key has its share."""
        if self.num_sessions >= self.limits.max_sessions:
            message = f"expected fewer than {self.limits.max_sessions} sessions on this server, all are taken"
            raise Refusal(f"{message}; try again in a minute", 503, "server_full")
        if self._held[key] >= self.limits.max_per_key:
            message = f"expected fewer than {self.limits.max_per_key} sessions of this key, all are open"
            raise Refusal(f"{message}; close one first", 429, "too_many_sessions")
        self._held[key] += 1

    def leave(self, key: str) -> None:
        assert self._held[key] > 0, key
        self._held[key] -= 1
        if not self._held[key]:
            del self._held[key]


class Pace:
    """Of one session: how long it lasts, how long it is idle, how many messages it sends."""

    def __init__(self, limits: Limits, now_s: float) -> None:
        self.limits, self.start_s, self.last_s = limits, now_s, now_s
        self._times: deque[float] = deque(maxlen=max(1, round(limits.max_messages_per_s * RATE_WINDOW_S)))

    def message(self, num_bytes: int, now_s: float) -> None:
        """Enters a message of the client. Raises Refusal: it is too large, or one of too many."""
        self.last_s = now_s
        if num_bytes > self.limits.max_message_bytes:
            raise Refusal(
                f"expected messages of at most {self.limits.max_message_bytes} bytes, got {num_bytes}", 413, "too_large"
            )
        if len(self._times) == self._times.maxlen and now_s - self._times[0] < RATE_WINDOW_S:
            raise Refusal(
                f"expected at most {self.limits.max_messages_per_s:g} messages a second, more came", 429, "rate_limited"
            )
        self._times.append(now_s)

    def ended(self, now_s: float) -> str:
        """Why the session is over by now; "" while it is not."""
        if now_s - self.start_s >= self.limits.max_session_s:
            return "max_duration"
        return "idle_timeout" if now_s - self.last_s >= self.limits.idle_s else ""
