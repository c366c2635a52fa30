"""Saved sessions as bytes: a head, then named arrays. Knows what makes them whole, nothing of what is in them.

MAGIC, then frames: number of bytes and CRC-32 (uint32 each, little-endian), then those bytes. The first holds the
head as JSON; each of the others the length of a JSON object (uint16), that object (`Form`), and an array.
"""

import json
import struct
import zlib
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from hashlib import blake2b
from math import prod
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from microturn.core.errors import BadSave

MAGIC, VERSION = b"microturn session\n", 1
FRAME, LENGTH = struct.Struct("<II"), struct.Struct("<H")
DTYPES = ("|u1", "<u2", "<i4", "<i8", "<f4", "<f8")
AGAIN = "save the session again"
Array = NDArray[Any]
FAR = 2**62  # above every number of a tick or position
Shape = tuple[int | None, ...]  # None: any number


@dataclass(frozen=True)
class Head:
    """What a saved session begins with. `checkpoint`: its fingerprint; `is_exact`: holds the network's memory itself,
    not only what it has read; `tick`, `count`: micro-turns and positions so far; `num_parts`: arrays that follow."""

    version: int
    checkpoint: str
    is_exact: bool
    tick: int
    count: int
    num_parts: int
    is_vocoder_idle: bool


@dataclass(frozen=True)
class Form:
    """Of an array. `is_packed`: with zlib."""

    name: str
    dtype: str
    shape: list[int]
    is_packed: bool


@dataclass(frozen=True)
class Part:
    """An array that is to be saved, made when its turn comes."""

    name: str
    make: Callable[[], Array]
    is_packed: bool = False

    def encode(self) -> bytes:
        array = np.ascontiguousarray(self.make())
        assert array.dtype.str in DTYPES, array.dtype
        form = json.dumps(asdict(Form(self.name, array.dtype.str, list(array.shape), self.is_packed))).encode()
        data = array.tobytes()
        data = zlib.compress(data, 1) if self.is_packed else data
        return frame(LENGTH.pack(len(form)) + form + data)


def frame(payload: bytes) -> bytes:
    return FRAME.pack(len(payload), zlib.crc32(payload)) + payload


def start(head: Head) -> bytes:
    return MAGIC + frame(json.dumps(asdict(head)).encode())


def fingerprint(*files: Path) -> str:
    """Of what is in files; what cannot be read has none."""
    digest = blake2b(digest_size=16)
    for file in files:
        if file.exists():
            digest.update(file.read_bytes())
    return digest.hexdigest()


class Reader:
    """Takes the arrays of a saved session in order. All it raises is BadSave."""

    def __init__(self, data: bytes, checkpoint: str) -> None:
        self.head = check(data, checkpoint)
        self._frames = frames(data)
        next(self._frames)

    def take(self, name: str, dtype: str, shape: Shape, below: int | None = None) -> Array:
        """The next array, a copy; integers lie from 0 up to `below`, where that is given."""
        form, data = self._next()
        fits = len(form.shape) == len(shape) and all(b in (None, a) for a, b in zip(form.shape, shape))
        if (form.name, form.dtype) != (name, dtype) or not fits:
            came = f"{form.name} {form.dtype} {form.shape}"
            raise BadSave(f"expected {name} {dtype} {list(shape)} in the saved session, got {came}; {AGAIN}")
        num_bytes = prod(form.shape) * np.dtype(dtype).itemsize
        raw = unpack(data, num_bytes) if form.is_packed else data
        if len(raw) != num_bytes:
            raise BadSave(f"expected {num_bytes} bytes of {name} in the saved session, got {len(raw)}; {AGAIN}")
        array = np.frombuffer(raw, dtype).reshape(form.shape).copy()
        if below is not None and array.size and not 0 <= array.min() <= array.max() < below:
            span = f"{array.min()}..{array.max()}"
            raise BadSave(f"expected {name} from 0 to {below - 1} in the saved session, got {span}; {AGAIN}")
        return array

    def _next(self) -> tuple[Form, memoryview]:
        payload = next(self._frames, None)
        if payload is None:
            raise BadSave(f"expected {self.head.num_parts} arrays in the saved session, there are fewer; {AGAIN}")
        try:
            (length,) = LENGTH.unpack_from(payload)
            form = Form(**json.loads(bytes(payload[LENGTH.size : LENGTH.size + length])))
            if min([int(size) for size in form.shape], default=0) < 0:
                raise ValueError(f"shape {form.shape}")
        except (ValueError, TypeError, struct.error) as error:
            raise BadSave(f"expected an array in the saved session, got none ({error}); {AGAIN}") from error
        return form, payload[LENGTH.size + length :]


def unpack(data: memoryview, num_bytes: int) -> bytes:
    """No more than so many and one. Raises BadSave."""
    try:
        return zlib.decompressobj().decompress(data, num_bytes + 1)
    except zlib.error as error:
        raise BadSave(f"expected packed bytes in the saved session, got others ({error}); {AGAIN}") from error


def frames(data: bytes) -> Iterator[memoryview]:
    """What is in each, the head first. Raises BadSave."""
    at = len(MAGIC)
    while at < len(data):
        size, crc = FRAME.unpack_from(data, at)
        payload = memoryview(data)[at + FRAME.size : at + FRAME.size + size]
        if zlib.crc32(payload) != crc:
            raise BadSave(f"expected the saved session as it was, its bytes from {at} on are changed; {AGAIN}")
        yield payload
        at += FRAME.size + size


def check(data: bytes, checkpoint: str) -> Head:
    """Whole, of this version and checkpoint; arrays are not looked into. Raises BadSave."""
    if not data.startswith(MAGIC):
        raise BadSave(f"expected a saved session, got {len(data)} bytes that begin with {data[:16]!r}; {AGAIN}")
    at, num = len(MAGIC), 0
    while at + FRAME.size <= len(data):
        at, num = at + FRAME.size + FRAME.unpack_from(data, at)[0], num + 1
    if at != len(data) or not num:
        raise BadSave(f"expected at least {max(at, len(data) + 1)} bytes of a saved session, got {len(data)}; {AGAIN}")
    head = read_head(next(frames(data)))
    if head.num_parts != num - 1:
        raise BadSave(f"expected {head.num_parts} arrays in the saved session, got {num - 1}; {AGAIN}")
    if head.checkpoint != checkpoint:
        came = head.checkpoint
        raise BadSave(f"expected a session saved with checkpoint {checkpoint}, got one of {came}; use that one")
    return head


def read_head(payload: memoryview) -> Head:
    try:
        text = json.loads(bytes(payload))
        version = text["version"]
    except (ValueError, TypeError, KeyError) as error:
        raise BadSave(f"expected the head of a saved session, could not read it ({error}); {AGAIN}") from error
    if version != VERSION:
        raise BadSave(f"expected a session saved as version {VERSION}, got {version}; use the microturn that saved it")
    try:
        head = Head(**text)
    except TypeError as error:
        raise BadSave(f"expected the head of a saved session, could not read it ({error}); {AGAIN}") from error
    numbers = (head.tick, head.count, head.num_parts)
    if not all(type(number) is int and 0 <= number < FAR for number in numbers):
        raise BadSave(f"expected whole numbers in the head of a saved session, got {numbers}; {AGAIN}")
    return head
