"""`POST /v1/realtime/client_secrets`: short-lived keys for browsers, each bound to one configuration."""

from typing import Annotated, Literal

from pydantic import Field

from microturn.wire.base import Count, Maybe, Wire
from microturn.wire.realtime.session import Session, SessionConfig


class ExpiresAfter(Wire, frozen=True):
    anchor: Literal["created_at"] = "created_at"
    seconds: Annotated[int, Field(ge=10, le=7200)] = 600


class SecretRequest(Wire, frozen=True):
    """Both fields may be left out: ten minutes, and the server's own configuration."""

    expires_after: ExpiresAfter = ExpiresAfter()
    session: Maybe[SessionConfig] = None


class SecretResponse(Wire, frozen=True):
    """`value`: the key; `expires_at`: seconds since 1970. In `session`, clients expect the voice by name."""

    value: Annotated[str, Field(pattern=r"^ek_.")]
    expires_at: Count
    session: Session
