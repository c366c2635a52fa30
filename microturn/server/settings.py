"""The configuration of a Realtime session: what clients set, over what the server starts with.

Says honestly what is: one voice, and a model that takes its turns by itself whatever `turn_detection` asks for.
"""

from typing import Any

from microturn.agent.tool import Spec
from microturn.server.formats import Format
from microturn.wire.base import JsonObject
from microturn.wire.extension import Capabilities
from microturn.wire.realtime.session import Session, SessionConfig

VOICE = "heart"
START: dict[str, Any] = {
    "type": "realtime",
    "model": "microturn-nano",
    "output_modalities": ["audio"],
    "instructions": "",
    "tools": [],
    "tool_choice": "auto",
    "max_output_tokens": "inf",
    "tracing": None,
    "truncation": "auto",
    "prompt": None,
    "include": None,
    "audio": {
        "input": {
            "format": {"type": "audio/pcm", "rate": 24000},
            "transcription": {"model": "microturn-nano"},
            "noise_reduction": None,
            "turn_detection": {"type": "server_vad", "create_response": True, "interrupt_response": True},
        },
        "output": {"format": {"type": "audio/pcm", "rate": 24000}, "voice": VOICE, "speed": 1.0},
    },
}
NESTED = ("audio", "input", "output")  # objects of which a client may set a part
NEVER_NULL = (*NESTED, "format", "output_modalities")  # null leaves them as they are


class Settings:
    def __init__(self, capabilities: Capabilities) -> None:
        self._values, self._capabilities = START, capabilities

    @property
    def instructions(self) -> str:
        return str(self._values.get("instructions") or "")

    @property
    def functions(self) -> list[Spec]:
        """What the client can do, for the background model to ask for."""
        if self._values.get("tool_choice") == "none":
            return []
        tools = [tool for tool in self._values.get("tools") or [] if tool.get("type") == "function"]
        return [Spec(t["name"], t.get("description") or "", t.get("parameters") or {}) for t in tools]

    @property
    def is_text_only(self) -> bool:
        return "audio" not in self._values["output_modalities"]

    @property
    def input_format(self) -> Format:
        return _format(self._values["audio"]["input"]["format"])

    @property
    def output_format(self) -> Format:
        return _format(self._values["audio"]["output"]["format"])

    def update(self, config: SessionConfig) -> None:
        """Takes what a client mentions; voice, speed and model stay what they are, and the answer says so."""
        self._values = merge(self._values, config.model_dump(mode="json"))
        fixed: JsonObject = {"model": START["model"], "audio": {"output": {"voice": VOICE, "speed": 1.0}}}
        self._values = merge(self._values, fixed)

    def session(self, session_id: str, expires_at: int | None) -> Session:
        values = {**self._values, "id": session_id, "expires_at": expires_at}
        return Session.model_validate({**values, "microturn": self._capabilities})


def merge(old: dict[str, Any], new: JsonObject) -> dict[str, Any]:
    """`old` with the fields of `new` in place of its own; nested settings field by field, null as a value."""
    out = dict(old)
    for name, value in new.items():
        if value is None and name in NEVER_NULL:
            continue
        is_nested = name in NESTED and isinstance(value, dict) and isinstance(old.get(name), dict)
        out[name] = merge(old[name], value) if is_nested and isinstance(value, dict) else value
    return out


def _format(values: dict[str, Any] | None) -> Format:
    name = (values or {}).get("type", "audio/pcm")
    return Format(name, int((values or {}).get("rate", 24000)) if name == "audio/pcm" else 8000)
