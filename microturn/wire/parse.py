"""Text to events and back, for both protocols. Knows no connection: what may be sent when is the server's."""

from collections.abc import Callable
from functools import cache
from typing import Any, Literal, TypeVar, overload

from pydantic import TypeAdapter, ValidationError

from microturn.wire.base import JsonObject, Wire
from microturn.wire.decode import MAX_BYTES, event_id_of, read_object
from microturn.wire.explain import explain
from microturn.wire.live import client as live_client
from microturn.wire.live import server as live_server
from microturn.wire.realtime import client as realtime_client
from microturn.wire.realtime import server as realtime_server

Protocol = Literal["realtime", "live"]
Model = TypeVar("Model", bound=Wire)
Result = TypeVar("Result")


@overload
def parse_client(
    protocol: Literal["realtime"], text: str | bytes, max_bytes: int = MAX_BYTES
) -> realtime_client.AnyEvent: ...
@overload
def parse_client(protocol: Literal["live"], text: str | bytes, max_bytes: int = MAX_BYTES) -> live_client.AnyEvent: ...
def parse_client(protocol: Protocol, text: str | bytes, max_bytes: int = MAX_BYTES) -> Wire:
    """A client's message as an event; BadEvent, and nothing else, for any other text or bytes."""
    return _validate(_client_adapter(protocol).validate_python, text, max_bytes)


@overload
def parse_server(
    protocol: Literal["realtime"], text: str | bytes, max_bytes: int = MAX_BYTES
) -> realtime_server.AnyEvent: ...
@overload
def parse_server(protocol: Literal["live"], text: str | bytes, max_bytes: int = MAX_BYTES) -> live_server.AnyEvent: ...
def parse_server(protocol: Protocol, text: str | bytes, max_bytes: int = MAX_BYTES) -> Wire:
    """A server's message as an event; BadEvent for those we do not send either."""
    return _validate(_server_adapter(protocol).validate_python, text, max_bytes)


def parse_body(model: type[Model], text: str | bytes, max_bytes: int = MAX_BYTES) -> Model:
    """The body of a request, such as `SecretRequest` or `CreateRequest`; BadEvent for anything else."""
    return _validate(model.model_validate, text, max_bytes)


def dump(event: Wire) -> str:
    """Compact JSON, nulls and absent fields as the protocol wants them."""
    return event.model_dump_json()


@cache
def _client_adapter(protocol: Protocol) -> TypeAdapter[Any]:
    return TypeAdapter(realtime_client.AnyEvent if protocol == "realtime" else live_client.AnyEvent)


@cache
def _server_adapter(protocol: Protocol) -> TypeAdapter[Any]:
    return TypeAdapter(realtime_server.AnyEvent if protocol == "realtime" else live_server.AnyEvent)


def _validate(validate: Callable[[JsonObject], Result], text: str | bytes, max_bytes: int) -> Result:
    data = read_object(text, max_bytes)
    try:
        return validate(data)
    except ValidationError as error:
        # `from None`: pydantic's text would carry more of the client's message into logs than ours.
        raise explain(error.errors(include_url=False), data, event_id_of(data)) from None
