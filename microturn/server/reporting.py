"""What the background does, as events: our own for whoever asked, and the Responses stream of Live's delegations.

Knows events, not connections. OpenAI's stream is kept to what clients act on: begun, function to call, text, over.
"""

import time
from collections.abc import Callable, Sequence
from typing import Any

from microturn.agent.step import State, Step
from microturn.core.errors import BadPicture
from microturn.core.messages import MicroTurn
from microturn.server.background import Background, Report, Said
from microturn.server.functions import FunctionCall
from microturn.wire.base import JsonObject
from microturn.wire.errors import BadEvent
from microturn.wire.extension import Delegation, Tick, VideoAppend
from microturn.wire.live.server import ResponseEvent

OVER = {State.DONE: "completed", State.FAILED: "failed", State.DROPPED: "cancelled"}


def told(report: Report, event_id: str) -> Delegation:
    """A report as our own event."""
    if isinstance(report, Said):
        return Delegation(event_id=event_id, delegation=report.delegation, state="said")
    return Delegation(
        event_id=event_id, delegation=report.delegation, state=report.state.value, tool=report.tool, say=report.say,
        markdown=report.markdown,
    )  # fmt: skip


def look(background: Background, event: VideoAppend) -> None:
    """Shows a picture to the model and the background model. Raises BadEvent for what is none."""
    try:
        background.see(event.image)
    except BadPicture as error:
        raise BadEvent(str(error), event.event_id, "image", "invalid_value") from error


def tick_of(turn: MicroTurn, event_id: str) -> Tick:
    """A micro-turn as our own event."""
    return Tick(
        event_id=event_id, tick=turn.tick, decision="voice" if turn.is_voice else "quiet", heard=turn.heard,
        said=turn.said, seen=turn.seen, compute_ms=turn.compute_ms, delegate=turn.is_delegate, drop=turn.is_drop,
    )  # fmt: skip


class Responses:
    """Live's delegations to the server's background model, each as one response of OpenAI's."""

    def __init__(self, make_id: Callable[[str], str], model: str) -> None:
        self._make_id, self._model, self._number = make_id, model, 0
        self._open: dict[str, str] = {}  # delegation -> response
        self._texts: dict[str, str] = {}

    def begin(self, delegation: str) -> str:
        """-> the id of its response."""
        self._open[delegation], self._texts[delegation] = self._make_id("resp"), ""
        return self._open[delegation]

    def tell(self, step: Step) -> Sequence[ResponseEvent]:
        name = step.delegation
        if name not in self._open:
            return []
        if step.state is State.ASKED:
            return [self._event(name, "response.created", response=self._response(name, "in_progress"))]
        made: list[ResponseEvent] = []
        if step.say:
            self._texts[name] += f"{' ' if self._texts[name] else ''}{step.say}"
            made.append(self._event(name, "response.output_text.delta", **self._place(name), delta=step.say))
        if step.state in OVER:
            made.append(self._event(name, "response.output_text.done", **self._place(name), text=self._texts[name]))
            status = OVER[step.state]
            kind = "failed" if status == "failed" else "completed"
            made.append(self._event(name, f"response.{kind}", response=self._response(name, status)))
            del self._open[name], self._texts[name]
        return made

    def call(self, call: FunctionCall) -> ResponseEvent:
        """A function for the client to run; its output comes as `response.item.create`."""
        item = {"type": "function_call", "id": self._make_id("fc"), "status": "completed", **vars(call)}
        return self._event(None, "response.output_item.done", output_index=0, item=item)

    def _place(self, name: str) -> dict[str, Any]:
        return {"item_id": f"msg_{name}", "output_index": 0, "content_index": 0, "logprobs": []}

    def _response(self, name: str, status: str) -> JsonObject:
        """Without what was put in and what came out: those come piece by piece."""
        return {
            "id": self._open[name], "object": "response", "created_at": int(time.time()), "model": self._model,
            "status": status, "output": [], "parallel_tool_calls": True, "tool_choice": "auto", "tools": [],
        }  # fmt: skip

    def _event(self, delegation: str | None, kind: str, **fields: Any) -> ResponseEvent:
        self._number += 1
        event = {"type": kind, "sequence_number": self._number, **fields}
        return ResponseEvent(event_id=self._make_id("event"), delegation_id=delegation, event=event)
