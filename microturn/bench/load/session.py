"""Opens a Live session for a simulated caller, and says what is wrong where that fails."""

import asyncio
import json
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit, urlunsplit

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus, InvalidURI

from microturn.bench.transports import MAX_EVENT_BYTES
from microturn.core.errors import BadConfig, EngineLost, SessionFull

OPEN_S = 30.0
PATH = "/v1/live/sessions"
SCHEMES = {"http": "ws", "https": "wss", "ws": "ws", "wss": "wss"}
FULL, FORBIDDEN = (429, 503), (401, 403)


@dataclass(frozen=True)
class Server:
    """`url`: of its Live endpoint. `key`: "" for a server that asks for none."""

    url: str
    key: str = ""

    @staticmethod
    def at(url: str, key: str = "") -> "Server":
        """http://host:port, ws://host:port or the whole address of the endpoint. Raises BadConfig."""
        parts = urlsplit(url)
        if parts.scheme not in SCHEMES or not parts.netloc:
            raise BadConfig(f"expected the URL of a server, as in ws://127.0.0.1:8200, got {url!r}")
        path = parts.path if parts.path.strip("/") else PATH
        query = f"{parts.query}&microturn=ticks" if parts.query else "microturn=ticks"
        return Server(urlunsplit((SCHEMES[parts.scheme], parts.netloc, path, query, "")), key)


async def open_session(server: Server, rate_hz: int) -> ClientConnection:
    """A session that has started. Raises SessionFull where the server refuses, EngineLost where there is none,
    BadConfig where it wants a key or does not speak Live."""
    headers = {"Authorization": f"Bearer {server.key}"} if server.key else {}
    form = {"format": {"type": "audio/pcm", "rate": rate_hz}}
    start = {"type": "session.start", "session": {"model": "microturn", "audio": form}}
    try:
        socket = await connect(
            server.url, additional_headers=headers, max_size=MAX_EVENT_BYTES, compression=None, open_timeout=OPEN_S
        )
    except InvalidStatus as error:
        raise _refusal(server, error.response.status_code, error.response.body) from error
    except (InvalidHandshake, InvalidURI) as error:
        raise BadConfig(f"expected a WebSocket at {server.url}: {error}") from error
    except OSError as error:
        told = str(error) or f"no answer within {OPEN_S:.0f} s"
        raise EngineLost(f"expected a server at {server.url}: {told}; start one with `microturn serve`") from error
    try:
        async with asyncio.timeout(OPEN_S):
            await socket.send(json.dumps(start))
            _check_started(server, await socket.recv())
    except BadConfig:
        await socket.close()
        raise
    except TimeoutError as error:
        await socket.close()
        raise _stranger(server, f"nothing within {OPEN_S:.0f} s") from error
    except ConnectionClosed as error:
        raise _stranger(server, f"its hanging up ({error})") from error
    return socket


def _check_started(server: Server, text: str | bytes) -> None:
    try:
        event: Any = json.loads(text)
        kind = event["type"]
    except (ValueError, TypeError, KeyError, IndexError) as error:
        raise _stranger(server, repr(text[:80])) from error
    if kind != "session.started":
        raise _stranger(server, repr(text[:200]))


def _stranger(server: Server, came: str) -> BadConfig:
    return BadConfig(f"expected OpenAI's Live protocol at {server.url}: session.started, got {came}")


def _refusal(server: Server, status: int, body: bytes | None) -> BadConfig | SessionFull:
    try:
        told = json.loads(body or b"")["error"]["message"]
    except (ValueError, TypeError, KeyError, IndexError):
        told = (body or b"").decode(errors="replace")[:80]
    if status in FULL:
        return SessionFull(f"expected a session at {server.url}, refused with {status}: {told}")
    if status in FORBIDDEN:
        return BadConfig(f"expected to be let in at {server.url}, got {status}: {told}; set MICROTURN_API_KEY")
    return BadConfig(f"expected OpenAI's Live protocol at {server.url}, got HTTP {status}: {told}")
