"""The web application: routes, keys, and one task a session. Knows protocols by their handlers only."""

import contextlib
import logging
import secrets
import time
from collections.abc import AsyncGenerator
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import HTTPConnection, Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket, WebSocketDisconnect, WebSocketState

from microturn.core.clock import SystemClock
from microturn.core.errors import MicroturnError
from microturn.core.messages import MicroTurn
from microturn.engine.remote import Engine, EngineConfig
from microturn.server.call import Call, PacedLine
from microturn.server.keys import Grant, Keys
from microturn.server.limits import Door, Limits, Refusal
from microturn.server.live import Live
from microturn.server.metrics import CONTENT_TYPE, Metrics
from microturn.server.realtime import Realtime
from microturn.server.settings import Settings
from microturn.server.store import Store, Word, connect, words_of
from microturn.wire.base import ServerEvent
from microturn.wire.errors import BadEvent
from microturn.wire.extension import Capabilities
from microturn.wire.parse import Protocol, dump, parse_body
from microturn.wire.realtime.secrets import SecretRequest, SecretResponse
from microturn.wire.realtime.session import SessionConfig

PAGE = Path(__file__).parents[1] / "web"
log = logging.getLogger("microturn.server")
SUBPROTOCOL, SUBPROTOCOL_KEY = "realtime", "openai-insecure-api-key."
POLICY_VIOLATION, TRY_LATER, INTERNAL = 1008, 1013, 1011  # RFC 6455, section 7.4.1
CLOSE_CODES = {"engine_lost": INTERNAL, "client_closed": 1000, "max_duration": 1001, "idle_timeout": 1001}


@dataclass(frozen=True)
class ServerConfig:
    """`origins`: those of web pages that may connect; none are needed for programs, which send no origin."""

    engine: EngineConfig = field(default_factory=EngineConfig)
    limits: Limits = field(default_factory=Limits)
    database: Path | None = None
    is_open: bool = False
    origins: tuple[str, ...] = ()


class Server:
    """What all connections share."""

    def __init__(self, config: ServerConfig) -> None:
        self.config, self.clock, self.door = config, SystemClock(), Door(config.limits)
        database = connect(config.database)
        self.keys, self.store = Keys(database, time.time, config.is_open), Store(database)
        self.engine, self.metrics = Engine(config.engine), Metrics()
        self.capabilities = Capabilities(
            extensions=["microturn.tick", "microturn.text.append"],
            input_rates_hz=[24000, 8000],
            output_rates_hz=[24000, 8000],
            max_message_bytes=config.limits.max_message_bytes,
            max_session_s=round(config.limits.max_session_s),
        )

    def app(self) -> Starlette:
        routes = [
            Route("/healthz", self.health),
            Route("/metrics", self.measure),
            Route("/v1/realtime/client_secrets", self.make_secret, methods=["POST"]),
            WebSocketRoute("/v1/realtime", self.realtime),
            WebSocketRoute("/v1/live/sessions", self.live),
            Mount("/", StaticFiles(directory=PAGE, html=True)),
        ]
        return Starlette(routes=routes, lifespan=self._lifespan)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncGenerator[None]:
        self.engine = await Engine.start(self.config.engine)
        try:
            yield
        finally:
            await self.engine.close()

    async def health(self, _: Request) -> Response:
        is_well = self.engine.is_ready
        return PlainTextResponse("ok" if is_well else "the engine is starting", 200 if is_well else 503)

    async def measure(self, _: Request) -> Response:
        self.metrics.engine_starts.set(self.engine.num_starts)
        self.metrics.sessions_open.set(self.door.num_sessions)
        return Response(self.metrics.text(), media_type=CONTENT_TYPE)

    async def make_secret(self, request: Request) -> Response:
        """A short-lived key for a browser, bound to one configuration."""
        grant = self.keys.check(token_of(request))
        if grant is None or grant.config is not None:
            return refusal(
                "expected an API key in `Authorization: Bearer`, got none that is valid", 401, "invalid_api_key"
            )
        try:
            wanted = parse_body(SecretRequest, await request.body() or b"{}", self.config.limits.max_message_bytes)
            settings = Settings(self.capabilities)
            if wanted.session:
                settings.update(wanted.session)
        except BadEvent as bad:
            return refusal(bad.message, 400, bad.code)
        config = wanted.session.model_dump(mode="json") if wanted.session else {}
        secret, until_s = self.keys.make_secret(grant, config, wanted.expires_after.seconds)
        session = settings.session(make_id("sess"), int(until_s))
        answer = SecretResponse(value=secret, expires_at=int(until_s), session=session)
        return Response(dump(answer), media_type="application/json")

    async def realtime(self, socket: WebSocket) -> None:
        """`GET /v1/realtime`: one session from the opening to the end of the connection."""
        await self._serve(socket, "realtime")

    async def live(self, socket: WebSocket) -> None:
        """`GET /v1/live/sessions`: the same without turns."""
        await self._serve(socket, "live")

    async def _serve(self, socket: WebSocket, protocol: Protocol) -> None:
        grant = self.keys.check(token_of(socket))
        try:
            if grant is None:
                raise Refusal("expected an API key, got none that is valid", 401, "invalid_api_key")
            if not self._is_welcome(socket):
                raise Refusal("expected a page of an origin that is allowed; see --origin", 403, "bad_origin")
            self.door.enter(grant.key)
        except Refusal as refused:
            self.metrics.refused.labels(refused.code).inc()
            await socket.send_denial_response(refusal(str(refused), refused.status, refused.code))
            return
        try:
            await socket.accept(SUBPROTOCOL if SUBPROTOCOL in socket.scope["subprotocols"] else None)
            await self._converse(socket, grant, protocol)
        finally:
            self.door.leave(grant.key)

    async def _converse(self, socket: WebSocket, grant: Grant, protocol: Protocol) -> None:
        name, start_s = make_id("sess"), time.time()
        try:
            line = PacedLine(await self.engine.open(name, seed=secrets.randbits(31)), self.clock)
        except MicroturnError as error:
            await socket.close(TRY_LATER, str(error)[:120])
            return
        self.store.begin(name, grant.key, protocol, start_s)
        expires_at, greeting = int(start_s + self.config.limits.max_session_s), list[ServerEvent]()
        if protocol == "live":
            session = Live(line, make_id, self.capabilities, expires_at)
        else:
            session = Realtime(line, make_id, self.capabilities, expires_at)
            greeting = session.greet(SessionConfig.model_validate(grant.config) if grant.config else None)
        session.wants_ticks = socket.query_params.get("microturn") == "ticks"
        words: list[Word] = []

        def watch(turn: MicroTurn) -> None:
            self.metrics.turn(turn)
            words.extend(words_of(turn))

        ending = await Call(Connection(socket), session, line, self.config.limits, watch).run(greeting)
        self.store.add(name, words)
        self.metrics.sessions.labels(protocol, ending.reason).inc()
        self.metrics.heard_seconds.inc(ending.usage.heard_ms / 1000)
        self.metrics.spoken_seconds.inc(ending.usage.spoken_ms / 1000)
        self.store.end(name, ending.reason, ending.usage, time.time())
        log.info("session %s ended: %s, %d ms heard", name, ending.reason, ending.usage.heard_ms)
        if socket.application_state is WebSocketState.CONNECTED and socket.client_state is WebSocketState.CONNECTED:
            await socket.close(CLOSE_CODES.get(ending.reason, POLICY_VIOLATION), ending.reason)

    def _is_welcome(self, socket: WebSocket) -> bool:
        """Programs send no origin; pages must come from here or from an origin that is allowed."""
        origin = socket.headers.get("origin")
        own = {f"{scheme}://{socket.headers.get('host', '')}" for scheme in ("http", "https")}
        return origin is None or origin in own or origin in self.config.origins or "*" in self.config.origins


class Connection:
    """Starlette's WebSocket as a session's connection."""

    def __init__(self, socket: WebSocket) -> None:
        self._socket = socket

    async def receive(self) -> str | bytes | None:
        message = await self._socket.receive()
        if message["type"] == "websocket.disconnect":
            return None
        return message.get("text") or message.get("bytes") or ""

    async def send(self, text: str) -> None:
        try:
            await self._socket.send_text(text)
        except (WebSocketDisconnect, RuntimeError) as error:
            raise ConnectionError(str(error)) from error


def token_of(connection: HTTPConnection) -> str:
    """The key of a request: the Bearer header, or the subprotocol by which browsers send it."""
    header = connection.headers.get("authorization", "")
    if header.lower().startswith("bearer "):
        return header[7:].strip()
    for name in connection.scope.get("subprotocols", ()):
        if name.startswith(SUBPROTOCOL_KEY):
            return name.removeprefix(SUBPROTOCOL_KEY)
    return ""


def make_id(prefix: str) -> str:
    return f"{prefix}_{secrets.token_hex(12)}"


def refusal(message: str, status: int, code: str) -> JSONResponse:
    """An error in the form that OpenAI's clients read."""
    error = {"message": message, "type": "invalid_request_error", "code": code, "param": None}
    return JSONResponse({"error": error}, status)
