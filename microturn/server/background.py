"""One session's share of the agent: keeps the conversation, hands work on when the model says so, and lets the model
read what comes of it. The model decides when to say it. Knows no protocol.
"""

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from microturn.agent.agent import Agent, Desk
from microturn.agent.clock import Timers
from microturn.agent.conversation import Conversation
from microturn.agent.step import State, Step
from microturn.agent.tool import Tool
from microturn.core.messages import Audio, MicroTurn, Picture, Source
from microturn.server.delivery import Delivery
from microturn.video.decode import media_type, view


class Line(Protocol):
    """The session's way to the model."""

    def feed(self, audio: Audio) -> None: ...

    def tell(self, text: str, source: Source = Source.TYPED) -> None: ...

    def unhear(self, tick: int) -> None: ...

    @property
    def has_eyes(self) -> bool: ...

    def see(self, picture: Picture) -> None: ...


@dataclass(frozen=True)
class Said:
    """All that a delegation brought has been spoken."""

    delegation: str


Report = Step | Said


class Background:
    """A line to the model that remembers what went over it. `agent` None: nobody works here, and nothing is handed
    on. `step` takes the session's micro-turns in order."""

    def __init__(self, line: Line, agent: Agent | None = None) -> None:
        self.line, self.conversation = line, Conversation()
        self.tick = -1
        self._reports: deque[Step] = deque()  # bounded by the agent
        self._delivery = Delivery(line)
        self._timers = Timers(self._ring)
        self._desk: Desk | None = None
        if agent:
            note = self._note if agent.keeps_notes else None
            self._desk = agent.desk(self.conversation, self._reports.append, note)
            self._desk.more_tools = lambda: self._timers.tools
        self._saying: dict[str, bool] = {}  # delegations of which something is to be said, and whether they are over
        self.is_at_work = agent is not None  # False: the client does the work

    def feed(self, audio: Audio) -> None:
        self.line.feed(audio)

    def tell(self, text: str, source: Source = Source.TYPED) -> None:
        self.line.tell(text, source)
        if source is Source.TYPED:
            self.conversation.typed(text, self.tick + 1)
        elif source is Source.INSTRUCTIONS:
            self.conversation.instructions(text)
        else:
            self.conversation.result(text, self.tick + 1)

    def unhear(self, tick: int) -> None:
        self.line.unhear(tick)
        self.conversation.unhear(tick)

    def see(self, image: bytes) -> None:
        """A picture of the user's camera, for the model, where it can see, and the background model. Raises BadPicture
        for what is no JPEG or PNG, and for a broken one that the model was to see."""
        kind = media_type(image)
        if self.line.has_eyes:
            self.line.see(view(image))
        self.conversation.see(image, kind, self.tick + 1)

    def played(self, tick: int) -> None:
        """The client has played the sound of this micro-turn."""
        self.conversation.played(tick)

    @property
    def has_agent(self) -> bool:
        return self._desk is not None

    def hand_on(self) -> None:
        """Gives the conversation to the agent."""
        if self._desk:
            self._desk.delegate()

    def offer(self, tools: Callable[[], Sequence[Tool]]) -> None:
        """Tools of the session's client, asked for whenever work is handed on."""
        if self._desk:
            self._desk.more_tools = lambda: [*tools(), *self._timers.tools]

    def step(self, turn: MicroTurn) -> list[Report]:
        """-> what there is to report since the last micro-turn."""
        self.tick = turn.tick
        self.conversation.take(turn)
        if self._desk and self.is_at_work:
            if turn.is_drop:
                self._desk.drop()
            if turn.is_delegate:
                self.hand_on()
        made: list[Report] = [self._taken(step) for step in self._drained()]
        self._delivery.step(turn)
        for name in [name for name, is_over in self._saying.items() if is_over and not self._delivery.holds(name)]:
            del self._saying[name]
            made.append(Said(name))
        return made

    def cancel(self, delegation: str) -> bool:
        """-> whether it was still at work."""
        return self._desk is not None and self._desk.cancel(delegation)

    def close(self) -> None:
        self._timers.stop()
        if self._desk:
            self._desk.close()

    def _drained(self) -> list[Step]:
        steps = list(self._reports)
        self._reports.clear()
        return steps

    def _taken(self, step: Step) -> Step:
        if step.say:
            self._delivery.put(step.delegation, step.say)
            self.conversation.result(step.say, self.tick + 1)
            self._saying.setdefault(step.delegation, False)
        if step.state is State.DROPPED:
            self._delivery.forget(step.delegation)
            self._saying.pop(step.delegation, None)
        if step.state in (State.DONE, State.FAILED) and step.delegation in self._saying:
            self._saying[step.delegation] = True
        return step

    def _ring(self, text: str) -> None:
        """A timer is over."""
        self._delivery.put("timer", text)
        self.conversation.result(text, self.tick + 1)

    def _note(self, text: str) -> None:
        """What has been said before the model's window, for it to know."""
        self.line.tell(text, Source.INSTRUCTIONS)
