"""Objects that both protocols have."""

from typing import Literal

from microturn.wire.base import JsonObject, Maybe, Wire


class Voice(Wire, frozen=True):
    """A custom voice; built-in ones are plain names."""

    id: str


class FunctionTool(Wire, frozen=True):
    """A function the client will run when asked to. `parameters`: JSON schema of its arguments."""

    type: Literal["function"] = "function"
    name: str
    description: Maybe[str] = None
    parameters: Maybe[JsonObject] = None
