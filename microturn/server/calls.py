"""Sessions over WebRTC as requests open them: an offer in, an answer out, and the session in the background.

Knows HTTP and sessions; what a peer connection is, `webrtc` knows.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field, replace
from email.parser import BytesParser
from email.policy import HTTP

from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from microturn.core.clock import SystemClock
from microturn.core.errors import MicroturnError
from microturn.server.call import Socket
from microturn.server.gate import Gate
from microturn.server.keys import Grant
from microturn.server.limits import Door, Refusal
from microturn.server.media import Playout
from microturn.server.sessions import Media, Open, Sessions, Wishes, make_id
from microturn.server.web import is_welcome
from microturn.server.webrtc import Peer
from microturn.wire.live.create import CreatedSession, CreateRequest, CreateResponse, Transport
from microturn.wire.live.session import SessionConfig as LiveConfig
from microturn.wire.parse import Protocol, dump, parse_body
from microturn.wire.realtime.session import SessionConfig

SDP, FORM = "application/sdp", "multipart/form-data"
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True)
class Calls:
    """`grant_of`: who asks; raises Refusal."""

    grant_of: Callable[[Request], Grant]
    door: Door
    sessions: Sessions
    origins: Sequence[str] = ()
    _running: set[asyncio.Task[None]] = field(default_factory=lambda: set[asyncio.Task[None]]())

    def routes(self) -> list[Route]:
        return [self._route("/v1/realtime/calls", self.realtime), self._route("/v1/live/sessions", self.live)]

    async def realtime(self, request: Request) -> Response:
        """`POST /v1/realtime/calls`: the offer alone, or a form with `sdp` and `session`."""
        grant = self._admit(request)
        body = await read(request, self.sessions.limits.max_message_bytes)
        kind = request.headers.get("content-type", "")
        fields = form(kind, body) if kind.startswith(FORM) else {"sdp": body}
        config = parse_body(SessionConfig, fields["session"]) if fields.get("session") else None
        name, answer = await self._open(request, grant, "realtime", text_of(fields.get("sdp", b"")), config)
        return Response(answer, 201, {"location": f"/v1/realtime/calls/{name}"}, SDP)

    async def live(self, request: Request) -> Response:
        """`POST /v1/live/sessions`: configuration and offer as JSON."""
        grant = self._admit(request)
        wanted = parse_body(CreateRequest, await read(request, self.sessions.limits.max_message_bytes))
        name, answer = await self._open(request, grant, "live", wanted.transport.sdp, wanted.session)
        made = CreateResponse(session=CreatedSession(id=name), transport=Transport(sdp=answer))
        return Response(dump(made), 201, {"location": f"/v1/live/sessions/{name}"}, "application/json")

    async def finish(self) -> None:
        """Until the sessions, whose end somebody else has asked for, have ended."""
        await asyncio.gather(*self._running, return_exceptions=True)

    def _route(self, path: str, handler: Handler) -> Route:
        """Pages of other origins may post, see where the session is, and ask (OPTIONS) whether they may."""
        shared = Middleware(
            CORSMiddleware, allow_origins=self.origins, allow_methods=["POST"], allow_headers=["*"],
            expose_headers=["Location"],
        )  # fmt: skip
        return Route(path, handler, methods=["POST", "OPTIONS"], middleware=[shared])

    def _admit(self, request: Request) -> Grant:
        try:
            grant = self.grant_of(request)
            if not is_welcome(request, self.origins):
                raise Refusal("expected a page of an origin that is allowed; see --origin", 403, "bad_origin")
        except Refusal as refusal:
            self.sessions.metrics.refused.labels(refusal.code).inc()
            raise
        return grant

    async def _open(
        self, request: Request, grant: Grant, protocol: Protocol, offer: str, config: SessionConfig | LiveConfig | None
    ) -> tuple[str, str]:
        """-> the session's name and the answer. The seat is held from here on, until the session ends."""
        playout = Playout()
        self.door.enter(grant.key)
        peer = Peer(playout, SystemClock())
        try:
            answer = await peer.answer(offer)
            wishes = replace(Wishes.of(request.query_params.get("microturn", "")), resume=False)
            try:
                opened = await self.sessions.open(grant, protocol, wishes, Media(playout, config))
            except MicroturnError as error:
                raise Refusal(str(error), 503, "server_full") from error
        except BaseException:
            self.door.leave(grant.key)
            await peer.close("refused")
            raise
        peer.join(opened.call.arrive, opened.call.hear)
        frontend = config.client if isinstance(config, LiveConfig) else None
        limits = self.sessions.limits
        socket = Gate(peer, frontend.data_channel, limits.max_message_bytes, make_id) if frontend else peer
        task = asyncio.create_task(self._run(opened, socket))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return opened.name, answer

    async def _run(self, opened: Open, socket: Socket) -> None:
        reason = "internal_error"
        try:
            reason = (await self.sessions.run(opened, socket, is_there=False)).reason
        finally:
            self.door.leave(opened.grant.key)
            await socket.close(reason)


async def read(request: Request, max_bytes: int) -> bytes:
    """The body. Raises Refusal for one that is too large, without reading on."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > max_bytes:
            raise Refusal(f"expected a body of at most {max_bytes} bytes, got more", 413, "too_large")
    return body


def form(kind: str, body: bytes) -> dict[str, bytes]:
    """The fields of a form (RFC 7578): its type with the boundary, and its body -> what each field holds."""
    whole = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {kind}\r\n\r\n".encode() + body)
    fields: dict[str, bytes] = {}
    for part in whole.iter_parts():
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            fields[str(part.get_param("name", header="content-disposition"))] = content
    return fields


def text_of(offer: bytes) -> str:
    try:
        return offer.decode()
    except UnicodeDecodeError as error:
        raise Refusal(
            f"expected an SDP offer as text, got bytes that are none: {error}", 400, "invalid_offer"
        ) from error
