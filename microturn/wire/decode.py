"""A message's text as one JSON object, under limits. Knows no event.

The limits keep a hostile message cheap: bytes before anything is read, then values and levels.
"""

from math import isfinite
from typing import cast

from pydantic import JsonValue
from pydantic_core import from_json

from microturn.wire.base import MAX_ID_CHARS, JsonObject
from microturn.wire.errors import BadEvent, Code
from microturn.wire.explain import shown

MAX_BYTES = 16 << 20  # OpenAI takes 15 MiB of audio in one append
MAX_LEVELS = 64  # JSON schemas of tools are the deepest honest content
MAX_VALUES = 20_000


def read_object(text: str | bytes, max_bytes: int = MAX_BYTES) -> JsonObject:
    """The JSON object that `text` holds; BadEvent for anything else."""
    value = _read(_as_bytes(text, max_bytes))
    if not isinstance(value, dict):
        raise _refused(f"expected a JSON object, got {shown(value)}", "invalid_type")
    _check_values(value)
    return value


def event_id_of(data: JsonObject) -> str | None:
    """The client's own id of the event, if there is a usable one."""
    event_id = data.get("event_id")
    return event_id if isinstance(event_id, str) and 0 < len(event_id) <= MAX_ID_CHARS else None


def _as_bytes(text: str | bytes, max_bytes: int) -> bytes:
    num_bytes = len(text)  # of str: at least as many bytes
    if num_bytes <= max_bytes and isinstance(text, str):
        try:
            text = text.encode()
        except UnicodeEncodeError:
            raise _refused("expected Unicode text, got a lone surrogate", "invalid_json") from None
        num_bytes = len(text)
    if num_bytes > max_bytes:
        raise _refused(f"expected at most {max_bytes} bytes, got {num_bytes}", "message_too_large")
    return cast(bytes, text)


def _read(text: bytes) -> JsonValue:
    try:
        return from_json(text, allow_inf_nan=False)
    except ValueError as error:
        if "recursion limit" in str(error):
            raise _refused(f"expected at most {MAX_LEVELS} levels of JSON, got more", "message_too_large") from None
        raise _refused(f"expected JSON in UTF-8, got something else: {error}", "invalid_json") from None


def _check_values(data: JsonObject) -> None:
    """Refuse too many or too deep values, and numbers that only infinity can hold (1e999)."""
    level: list[JsonValue] = [data]
    num_levels = num_values = 0
    while level:
        num_levels, num_values = num_levels + 1, num_values + len(level)
        if num_levels > MAX_LEVELS or num_values > MAX_VALUES:
            limit = f"at most {MAX_LEVELS} levels and {MAX_VALUES} values"
            raise _refused(f"expected {limit} of JSON, got more", "message_too_large", data)
        if any(isinstance(value, float) and not isfinite(value) for value in level):
            raise _refused("expected finite numbers, got one beyond 1.8e308", "invalid_value", data)
        level = [child for value in level for child in _children(value)]


def _children(value: JsonValue) -> list[JsonValue]:
    if isinstance(value, dict):
        return list(value.values())
    return value if isinstance(value, list) else []


def _refused(message: str, code: Code, data: JsonObject | None = None) -> BadEvent:
    return BadEvent(message, event_id_of(data) if data else None, None, code)
