"""The web application: routes, keys, and who is let in. Knows sessions by their opening and their end."""

import asyncio
import contextlib
import logging
import time
from collections.abc import AsyncGenerator, Awaitable, Callable
from dataclasses import dataclass, field
from pathlib import Path

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import FileResponse, JSONResponse, PlainTextResponse, Response
from starlette.routing import Mount, Route, WebSocketRoute
from starlette.staticfiles import StaticFiles
from starlette.websockets import WebSocket

from microturn.agent.agent import Agent
from microturn.agent.host import AgentConfig, open_agent
from microturn.core.errors import EngineLost, MicroturnError
from microturn.engine.fleet import Fleet, FleetConfig, Moved
from microturn.engine.remote import EngineConfig
from microturn.server import recorder
from microturn.server.calls import Calls
from microturn.server.desk import Seat
from microturn.server.keys import Grant, Keys
from microturn.server.limits import Door, Limits, Refusal
from microturn.server.metrics import CONTENT_TYPE, Metrics
from microturn.server.sessions import Sessions, Wishes, make_id
from microturn.server.settings import Settings
from microturn.server.store import Store, connect
from microturn.server.web import SUBPROTOCOL, Connection, is_welcome, token_of
from microturn.video.decode import STARTS
from microturn.wire.errors import BadEvent
from microturn.wire.extension import Capabilities, VideoLimits
from microturn.wire.parse import Protocol, dump, parse_body
from microturn.wire.realtime.secrets import SecretRequest, SecretResponse

HANDING = ("microturn.delegation", "microturn.delegation.cancel")
VIDEO = VideoLimits(media_types=list(STARTS), max_per_s=1.0, max_bytes=1 << 17)  # for the background
SEEN_PER_S = 5.0  # by the model itself
PAGE = Path(__file__).parents[1] / "web"
log = logging.getLogger("microturn.server")
Admitted = Callable[[WebSocket, Grant], Awaitable[None]]


@dataclass(frozen=True)
class ServerConfig:
    """`origins`: those of web pages that may connect; none are needed for programs, which send no origin.
    `num_replicas`: processes of the engine."""

    engine: EngineConfig = field(default_factory=EngineConfig)
    limits: Limits = field(default_factory=Limits)
    database: Path | None = None
    is_open: bool = False
    origins: tuple[str, ...] = ()
    recordings: Path | None = None
    logs_words: bool = False
    agent: AgentConfig | None = None  # None: nobody does what the model hands on, and nobody says so
    num_replicas: int = 1


def video_of(config: ServerConfig, has_eyes: bool) -> VideoLimits | None:
    """What pictures the server takes: for the model, or for a background model that sees; None where nobody does."""
    if has_eyes:
        return VIDEO.model_copy(update={"max_per_s": SEEN_PER_S})
    is_seen = config.agent and config.agent.endpoint and config.agent.endpoint.sees_images
    return VIDEO if is_seen else None


class Server:
    """What all connections share."""

    def __init__(self, config: ServerConfig) -> None:
        self.config, self.door = config, Door(config.limits)
        database = connect(config.database)
        self.keys, self.store = Keys(database, time.time, config.is_open), Store(database)
        self.fleet_config = FleetConfig(config.engine, config.num_replicas)
        self.engine, self.metrics = Fleet(self.fleet_config), Metrics()
        self.agent: Agent | None = None
        self._restarting: asyncio.Task[None] | None = None
        self.capabilities = Capabilities(
            extensions=["microturn.tick", "microturn.text.append", "microturn.ticket", "microturn.playback", *HANDING],
            input_rates_hz=[24000, 8000],
            output_rates_hz=[24000, 8000],
            max_message_bytes=config.limits.max_message_bytes,
            max_session_s=round(config.limits.max_session_s),
            video=video_of(config, self.engine.has_eyes),
        )
        self.sessions = Sessions(
            lambda: self.engine, self.store, self.metrics, config.limits, self.capabilities, config.recordings,
            config.logs_words, lambda: self.agent,
        )  # fmt: skip
        self.calls = Calls(self.grant_of, self.door, self.sessions, config.origins)

    def app(self) -> Starlette:
        routes = [
            Route("/healthz", self.health),
            Route("/metrics", self.measure),
            Route("/v1/realtime/client_secrets", self.make_secret, methods=["POST"]),
            WebSocketRoute("/v1/realtime", self.realtime),
            WebSocketRoute("/v1/live/sessions", self.live),
            WebSocketRoute("/v1/live/sessions/{name}/attach", self.attach),
            Route("/v1/live/sessions/{name}/hangup", self.hang_up, methods=["POST"]),
            Route("/v1/realtime/calls/{name}/hangup", self.hang_up, methods=["POST"]),
            Route("/v1/live/sessions/{name}/content", self.recording),
            *self.calls.routes(),
            Mount("/", StaticFiles(directory=PAGE, html=True)),
        ]
        handlers = {Refusal: refused, BadEvent: refused}
        return Starlette(routes=routes, lifespan=self._lifespan, exception_handlers=handlers)

    @contextlib.asynccontextmanager
    async def _lifespan(self, _: Starlette) -> AsyncGenerator[None]:
        self.store.lost(time.time())
        async with contextlib.AsyncExitStack() as stack:
            if self.config.agent:
                self.agent = await stack.enter_async_context(open_agent(self.config.agent))
            self.engine = await Fleet.start(self.fleet_config, self._moved)
            try:
                yield
            finally:
                self.sessions.desk.end_all("server_shutdown")
                await self.calls.finish()
                if self._restarting:
                    self._restarting.cancel()
                await self.engine.close()

    def restart(self) -> None:
        """Replaces the processes of the engine, one after the other; sessions go on. Not twice at the same time."""
        if self._restarting is None or self._restarting.done():
            self._restarting = asyncio.create_task(self._restart())

    async def _restart(self) -> None:
        log.info("engine restarts", extra={"sessions": len(self.engine.lines)})
        try:
            await self.engine.restart()
        except EngineLost as error:
            log.error("engine not restarted", extra={"error": str(error)})
        else:
            log.info("engine restarted", extra={"sessions": len(self.engine.lines)})

    def _moved(self, moved: Moved) -> None:
        self.metrics.moved(moved)
        (log.error if moved.error else log.info)("session moved", extra=vars(moved))

    async def health(self, _: Request) -> Response:
        is_well = self.engine.is_ready
        return PlainTextResponse("ok" if is_well else "the engine is starting", 200 if is_well else 503)

    async def measure(self, _: Request) -> Response:
        self.metrics.sessions_open.set(self.door.num_sessions)
        for number, engine in enumerate(self.engine.engines):
            self.metrics.replica(number, len(engine.lines), engine.num_starts, engine.load)
        return Response(self.metrics.text(), media_type=CONTENT_TYPE)

    async def make_secret(self, request: Request) -> Response:
        """A short-lived key for a browser, bound to one configuration."""
        grant = self.grant_of(request)
        if grant.config is not None:
            raise Refusal("expected an API key, got a secret, which makes no others", 401, "invalid_api_key")
        wanted = parse_body(SecretRequest, await request.body() or b"{}", self.config.limits.max_message_bytes)
        settings = Settings(self.capabilities)
        if wanted.session:
            settings.update(wanted.session)
        config = wanted.session.model_dump(mode="json") if wanted.session else {}
        secret, until_s = self.keys.make_secret(grant, config, wanted.expires_after.seconds)
        session = settings.session(make_id("sess"), int(until_s))
        answer = SecretResponse(value=secret, expires_at=int(until_s), session=session)
        return Response(dump(answer), media_type="application/json")

    async def hang_up(self, request: Request) -> Response:
        """Ends a session from outside."""
        self.sessions.desk.find(request.path_params["name"], self.grant_of(request).key).call.end("close_requested")
        return Response(status_code=200)

    async def recording(self, request: Request) -> Response:
        """The sound of a session that was recorded, once it has ended."""
        name, key = request.path_params["name"], self.grant_of(request).key
        path = recorder.find(self.config.recordings, name) if name in self.store.sessions(key) else None
        if path is None:
            raise Refusal(f"expected the id of a session with a recording, {name!r} has none", 404, "not_found")
        return FileResponse(path, media_type="audio/flac", filename=path.name)

    async def realtime(self, socket: WebSocket) -> None:
        """`GET /v1/realtime`: one session, or with `call_id` a sideband of one."""
        name = socket.query_params.get("call_id")
        if name:
            await self._admit(socket, lambda socket, grant: self._follow(socket, grant, name), is_session=False)
        else:
            await self._serve(socket, "realtime")

    async def live(self, socket: WebSocket) -> None:
        """`GET /v1/live/sessions`: the same without turns."""
        await self._serve(socket, "live")

    async def attach(self, socket: WebSocket) -> None:
        """`GET /v1/live/sessions/{id}/attach`: a sideband."""
        name = socket.path_params["name"]
        await self._admit(socket, lambda socket, grant: self._follow(socket, grant, name), is_session=False)

    def grant_of(self, request: Request) -> Grant:
        """Raises Refusal without a valid key."""
        grant = self.keys.check(token_of(request))
        if grant is None:
            message = "expected an API key in `Authorization: Bearer`, got none that is valid"
            raise Refusal(message, 401, "invalid_api_key")
        return grant

    async def _serve(self, socket: WebSocket, protocol: Protocol) -> None:
        ticket = socket.query_params.get("resume")
        if ticket:
            await self._admit(socket, lambda socket, grant: self._resume(socket, grant, ticket), is_session=False)
        else:
            await self._admit(socket, lambda socket, grant: self._converse(socket, grant, protocol))

    async def _admit(self, socket: WebSocket, go_on: Admitted, is_session: bool = True) -> None:
        """Lets a connection in or turns it away. `is_session`: it takes a seat of its own."""
        grant = self.keys.check(token_of(socket))
        try:
            if grant is None:
                raise Refusal("expected an API key, got none that is valid", 401, "invalid_api_key")
            if not is_welcome(socket, self.config.origins):
                raise Refusal("expected a page of an origin that is allowed; see --origin", 403, "bad_origin")
            if is_session:
                self.door.enter(grant.key)
            try:
                await go_on(socket, grant)
            finally:
                if is_session:
                    self.door.leave(grant.key)
        except Refusal as refusal:
            self.metrics.refused.labels(refusal.code).inc()
            await socket.send_denial_response(denial(str(refusal), refusal.status, refusal.code))

    async def _converse(self, socket: WebSocket, grant: Grant, protocol: Protocol) -> None:
        try:
            opened = await self.sessions.open(grant, protocol, Wishes.of(socket.query_params.get("microturn", "")))
        except MicroturnError as error:
            raise Refusal(str(error), 503, "server_full") from error
        try:
            connection = await accepted(socket)
        except BaseException:
            opened.discard()
            raise
        ending = await self.sessions.run(opened, connection)
        await connection.close(ending.reason)

    async def _resume(self, socket: WebSocket, grant: Grant, ticket: str) -> None:
        seat = self.sessions.desk.redeem(ticket, grant.key)
        connection = await accepted(socket)
        reason = await seat.call.resume(connection, [self.sessions.ticket(seat.name, is_resumed=True)])
        await connection.close(reason)

    async def _follow(self, socket: WebSocket, grant: Grant, name: str) -> None:
        seat: Seat = self.sessions.desk.find(name, grant.key)
        connection = await accepted(socket)
        await connection.close(await seat.call.attach(connection))


async def accepted(socket: WebSocket) -> Connection:
    await socket.accept(SUBPROTOCOL if SUBPROTOCOL in socket.scope["subprotocols"] else None)
    return Connection(socket)


async def refused(_: Request, error: Exception) -> Response:
    """What is wrong with a request, in the form that OpenAI's clients read."""
    if isinstance(error, Refusal):
        return denial(str(error), error.status, error.code)
    assert isinstance(error, BadEvent), error
    return denial(error.message, 400, error.code)


def denial(message: str, status: int, code: str) -> JSONResponse:
    error = {"message": message, "type": "invalid_request_error", "code": code, "param": None}
    return JSONResponse({"error": error}, status)
