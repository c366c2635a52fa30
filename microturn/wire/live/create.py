"""`POST /v1/live/sessions`: a Live session over WebRTC, configuration and offer in one request."""

from typing import Literal

from microturn.wire.base import Id, Wire
from microturn.wire.live.session import SessionConfig


class Transport(Wire, frozen=True):
    """`sdp`: the client's offer, or the server's answer to it."""

    type: Literal["webrtc"] = "webrtc"
    sdp: str


class CreateRequest(Wire, frozen=True):
    session: SessionConfig
    transport: Transport


class CreatedSession(Wire, frozen=True):
    """`id`: by which sidebands find the session."""

    id: Id


class CreateResponse(Wire, frozen=True):
    session: CreatedSession
    transport: Transport
