"""What all models of the wire share: frozen, strictly typed, and clear about null and absent.

`T | None` is written as null when it is None. `Maybe[T]` is left out when it is None, for fields in which official
clients refuse null. `Sparse` models tell "not mentioned" from "set to null". Knows no protocol.
"""

from typing import Annotated, Any, TypeAlias, TypeVar

from pydantic import BaseModel, Field, JsonValue, SerializerFunctionWrapHandler, model_serializer

T = TypeVar("T")


def is_none(value: object) -> bool:
    return value is None


Maybe: TypeAlias = Annotated[T | None, Field(exclude_if=is_none)]
JsonObject: TypeAlias = dict[str, JsonValue]
# A number of ms, tokens or places; above 2^53 readers of JSON disagree (RFC 8259, section 6).
Count: TypeAlias = Annotated[int, Field(ge=0, le=2**53 - 1)]
MAX_ID_CHARS = 512
Id: TypeAlias = Annotated[str, Field(min_length=1, max_length=MAX_ID_CHARS)]


class Wire(BaseModel, frozen=True, strict=True, extra="ignore", allow_inf_nan=False):
    """Base of every model; fields it does not know are tolerated and kept out."""


class Open(Wire, frozen=True, extra="allow"):
    """An object that is handed on as it came: what it holds besides its own fields is any JSON (`model_extra`)."""


class Sparse(Wire, frozen=True):
    """Settings of which a client mentions some: `model_fields_set` names those, null ones included.

    Written with the fields that were set, and with defaults other than None.
    """

    @model_serializer(mode="wrap")
    def _leave_out_unset(self, write: SerializerFunctionWrapHandler) -> dict[str, Any]:
        fields: dict[str, Any] = write(self)
        return {name: value for name, value in fields.items() if value is not None or name in self.model_fields_set}


class Event(Wire, frozen=True):
    """Anything sent as a message of its own."""

    type: str


class ClientEvent(Event, frozen=True):
    """From a client; `event_id` is its own and comes back in an error."""

    event_id: Maybe[Id] = None


class ServerEvent(Event, frozen=True):
    """From the server, which makes the `event_id`."""

    event_id: Id
