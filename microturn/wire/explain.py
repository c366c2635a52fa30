"""What pydantic found wrong, as a path and a sentence for the client: what was expected, what came."""

from collections.abc import Sequence
from typing import cast

from pydantic import JsonValue
from pydantic_core import ErrorDetails

from microturn.wire.base import JsonObject
from microturn.wire.errors import BadEvent, Code

MAX_ERRORS, MAX_ECHO_CHARS = 50, 40
WORDS: dict[type, str] = {dict: "an object", list: "an array", type(None): "null"}
EXPECTED = {
    "missing": "expected a value",
    "union_tag_not_found": "expected a value",
    "model_type": "expected an object",
    "model_attributes_type": "expected an object",
    "dict_type": "expected an object",
    "list_type": "expected an array",
    "string_type": "expected a string",
    "int_type": "expected an integer",
}


def explain(errors: Sequence[ErrorDetails], data: JsonObject, event_id: str | None) -> BadEvent:
    """One of pydantic's `errors` about `data`: the deepest, which is the union member that was meant."""
    error = max(errors[:MAX_ERRORS], key=lambda error: len(_path(error, data)))
    param = ".".join(_path(error, data)) or None
    message = f"{_expected(error)}, got {_came(error)}"
    return BadEvent(f"{param}: {message}" if param else message, event_id, param, _code(error))


def _path(error: ErrorDetails, data: JsonObject) -> list[str]:
    """Where in `data`: pydantic's location without the names of union members, which the client never wrote."""
    path: list[str] = []
    value = cast(JsonValue, data)
    for step in error["loc"]:
        name = str(step)
        if isinstance(value, dict):
            if name not in value:
                continue
            value = value[name]
        elif isinstance(value, list) and isinstance(step, int):
            value = value[step]
        else:
            continue
        path.append(name)
    if error["type"] == "missing":
        path.append(str(error["loc"][-1]))
    if error["type"].startswith("union_tag"):
        path.append(_tag(error))
    return path


def _tag(error: ErrorDetails) -> str:
    """Name of the field that tells the members of a union apart."""
    return str(error.get("ctx", {}).get("discriminator", "type")).strip("'")


def _expected(error: ErrorDetails) -> str:
    if error["type"] == "union_tag_invalid":
        return f"expected one of {error.get('ctx', {})['expected_tags']}"
    return EXPECTED.get(error["type"]) or error["msg"].replace("Input should be", "expected", 1)


def _came(error: ErrorDetails) -> str:
    value: object = error["input"]
    if error["type"] in ("missing", "union_tag_not_found"):
        return "none"
    if error["type"] == "union_tag_invalid":
        value = value.get(_tag(error)) if isinstance(value, dict) else value
    return shown(value)


def shown(value: object) -> str:
    """A value as the client wrote it, if it is small."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str) and len(value) > MAX_ECHO_CHARS:
        return f"{value[:MAX_ECHO_CHARS]!r}… of {len(value)} characters"
    return WORDS.get(type(value)) or repr(value)[:MAX_ECHO_CHARS]


def _code(error: ErrorDetails) -> Code:
    if error["type"] in ("missing", "union_tag_not_found"):
        return "missing_required_parameter"
    return "invalid_type" if error["type"].endswith("_type") else "invalid_value"
