"""Work that a Live session hands on: to the client, or to the server's own background model. No sockets.

The model says when; who works is settled when the session begins.
"""

from collections.abc import Callable, Sequence
from typing import Any

from microturn.agent.step import State
from microturn.agent.tool import Spec, Tool
from microturn.core.messages import MicroTurn, Source
from microturn.core.units import TICK_MS
from microturn.server.background import Background, Said
from microturn.server.functions import Answer, Functions
from microturn.server.reporting import Responses, told
from microturn.wire.base import Event
from microturn.wire.errors import BadEvent
from microturn.wire.live import client, server
from microturn.wire.live.delegation import (
    ClientDelegation,
    Delegation,
    DelegationUpdate,
    ResponsesConfig,
    ResponsesDelegation,
    ResponsesDelegationUpdate,
)

BACKGROUND_MODEL = "microturn-background"


class Handing:
    """`wants_delegations`: the client asked for our own events, too."""

    def __init__(self, background: Background, make_id: Callable[[str], str]) -> None:
        self.background, self.make_id = background, make_id
        self.functions = Functions(make_id)
        self.responses: Responses | None = None  # of the server's model; None: the client does the work
        self.wants_delegations = False
        self._config: ResponsesConfig | None = None
        background.offer(self._tools)

    def settle(self, wanted: Delegation | None) -> Delegation | None:
        """What is asked for -> what is: the server's model only where there is one, and by its own name."""
        is_ours = isinstance(wanted, ResponsesDelegation) and self.background.has_agent
        self.background.is_at_work = is_ours
        if not is_ours:
            return wanted if wanted is None or isinstance(wanted, ClientDelegation) else ClientDelegation()
        assert isinstance(wanted, ResponsesDelegation)
        self.responses = Responses(self.make_id, BACKGROUND_MODEL)
        self._config = wanted.responses.model_copy(update={"model": BACKGROUND_MODEL})
        if self._config.instructions:
            self.background.conversation.instructions(self._config.instructions)
        return wanted.model_copy(update={"responses": self._config})

    def change(self, wanted: DelegationUpdate, now: Delegation | None) -> Delegation | None:
        """Settings that change while the session goes on; who does the work stays."""
        if isinstance(wanted, ClientDelegation):
            return wanted if self.responses is None else now
        if not isinstance(wanted, ResponsesDelegationUpdate) or self._config is None or wanted.responses is None:
            return now
        fields = wanted.responses.model_fields_set - {"model"}
        self._config = self._config.model_copy(update={name: getattr(wanted.responses, name) for name in fields})
        if "instructions" in fields and self._config.instructions:
            self.background.conversation.instructions(self._config.instructions)
        assert isinstance(now, ResponsesDelegation), now
        return now.model_copy(update={"responses": self._config})

    def step(self, turn: MicroTurn) -> list[Event]:
        """What is handed on in a micro-turn, and what has become of the rest."""
        made: list[Event] = []
        offset_ms = (turn.tick + 1) * TICK_MS
        if turn.is_delegate and self.responses is None:
            made.append(self._created(self.make_id("delegation"), offset_ms))
        for report in self.background.step(turn):
            if self.wants_delegations:
                made.append(told(report, self.make_id("event")))
            if self.responses is None or isinstance(report, Said):
                continue
            if report.state is State.ASKED:
                made.append(self._created(report.delegation, offset_ms, self.responses.begin(report.delegation)))
            made += self.responses.tell(report)
        while self.functions.calls and self.responses is not None:
            made.append(self.responses.call(self.functions.calls.popleft()))
        return made

    def take(self, event: client.ResponseItemCreate | client.ResponseCreate) -> Sequence[Event]:
        """Something for the background model. Raises BadEvent where there is none, or it cannot be used."""
        if self.responses is None:
            raise BadEvent("expected a session that delegates to `responses`", event.event_id, "type", "invalid_value")
        if isinstance(event, client.ResponseCreate):
            self.background.hand_on()
            return []
        item = event.item
        if item.get("type") == "function_call_output":
            self._answer(str(item.get("call_id")), str(item.get("output", "")), event.event_id)
        elif text := text_of(item):
            self.background.conversation.typed(text, self.background.tick + 1)
        else:
            message = f"expected a function_call_output or a message with text, got {item.get('type')!r}"
            raise BadEvent(message, event.event_id, "item.type", "invalid_value")
        return []

    def _answer(self, call_id: str, text: str, event_id: str | None) -> None:
        became = self.functions.answer(call_id, text)
        if became is Answer.LATE:
            self.background.tell(text, Source.TOOL)
        elif became is not Answer.TAKEN:
            raise BadEvent(
                f"expected a call that waits, {call_id!r} does not", event_id, "item.call_id", "invalid_value"
            )

    def _created(self, name: str, offset_ms: int, response_id: str | None = None) -> Event:
        target: dict[str, Any] = {"target": "responses", "response_id": response_id} if response_id else {}
        info = server.DelegationInfo.model_validate({"id": name, "target": "client", **target})
        return server.DelegationCreated(event_id=self.make_id("event"), delegation=info, offset_ms=offset_ms)

    def _tools(self) -> list[Tool]:
        config = self._config
        if config is None or config.tool_choice == "none":
            return []
        specs = [
            Spec(tool.name, tool.description or "", tool.parameters or {})
            for tool in config.tools or []
            if tool.type == "function"
        ]
        return self.functions.tools(specs)


def text_of(item: dict[str, Any]) -> str:
    """The words of a message in the terms of OpenAI's Responses; "" for anything else."""
    content = item.get("content")
    if isinstance(content, str):
        return content
    parts = content if isinstance(content, list) else []
    return " ".join(str(part.get("text", "")) for part in parts if isinstance(part, dict)).strip()
