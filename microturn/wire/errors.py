"""What a client's message can be guilty of."""

from typing import Literal

Code = Literal[
    "message_too_large",  # more bytes, values or levels than the server reads
    "invalid_json",
    "missing_required_parameter",
    "invalid_type",
    "invalid_value",
]


class BadEvent(Exception):
    """A message that is no event of its protocol; the message says what was expected and what came.

    `event_id`: the client's own, where it could be read. `param`: path of the field at fault ("item.content.0.text"),
    None when the whole message is.
    """

    def __init__(self, message: str, event_id: str | None, param: str | None, code: Code) -> None:
        super().__init__(message)
        self.message = message
        self.event_id = event_id
        self.param = param
        self.code: Code = code
