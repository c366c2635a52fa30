"""Bytes inside JSON: base64 with the standard alphabet and padding (RFC 4648, section 4)."""

import base64
import binascii
from typing import Annotated, TypeAlias

from pydantic import BeforeValidator, PlainSerializer
from pydantic_core import PydanticCustomError


def encode(data: bytes) -> str:
    """Bytes as base64."""
    return base64.b64encode(data).decode("ascii")


def decode(text: str) -> bytes:
    """Base64 as bytes; a ValueError says what is wrong with it."""
    try:
        return base64.b64decode(text, validate=True)
    except ValueError as error:  # binascii.Error is one; the other is a character that is not ASCII
        reason = str(error) if isinstance(error, binascii.Error) else "not ASCII"
        raise PydanticCustomError("base64", "expected base64 ({reason})", {"reason": reason}) from None


def _from_wire(value: object) -> object:
    return decode(value) if isinstance(value, str) else value


# Bytes for whoever builds or reads an event, base64 on the wire: decoded once, when the event is parsed.
Base64: TypeAlias = Annotated[bytes, BeforeValidator(_from_wire), PlainSerializer(encode, return_type=str)]
