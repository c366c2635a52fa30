"""What the benchmark and the cascade's process tell each other: one JSON object a line. Times nothing."""

import base64
import json
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from microturn.core.errors import BadData

FRAME_MS = 20  # of sound that goes in
MAX_LINE_BYTES = 1 << 20


class Kind(StrEnum):
    """What goes in, then what comes out."""

    HEAR = "hear"  # 20 ms of the user at 16 kHz
    SAY = "say"  # text for the voice
    TYPE = "type"  # text of the user, to be answered
    INSTRUCT = "instruct"  # text for the language model

    READY = "ready"  # the models are loaded; a conversation has begun
    SOUND = "sound"  # for the loudspeaker, at 24 kHz, and the words that begin in it
    FLUSH = "flush"  # what has not been played is not to be played
    HEARD = "heard"  # what was recognised
    SPENT = "spent"  # CPU seconds a minute, of this conversation so far
    BROKE = "broke"  # why it cannot go on


@dataclass(frozen=True)
class Line:
    """`audio`: PCM of 16 bits, little-endian."""

    kind: Kind
    text: str = ""
    audio: bytes = b""
    value: float = 0.0


Send = Callable[[Line], None]


def pack(line: Line) -> bytes:
    audio = base64.b64encode(line.audio).decode()
    fields = {"kind": line.kind, "text": line.text, "audio": audio, "value": line.value}
    return json.dumps({name: value for name, value in fields.items() if value}).encode() + b"\n"


def unpack(raw: bytes) -> Line:
    """Raises BadData for what is no line."""
    try:
        fields = json.loads(raw)
        audio = base64.b64decode(fields.get("audio", ""), validate=True)
        return Line(Kind(fields["kind"]), str(fields.get("text", "")), audio, float(fields.get("value", 0)))
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BadData(f"expected a line of the cascade, got {raw[:80]!r}: {error}") from error
