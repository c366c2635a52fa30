"""Who works in the background: one agent a server, one desk a session, several delegations at a desk.

A desk reports steps on the event loop, in order. Knows neither protocols nor when the voice speaks.
"""

import asyncio
import logging
import secrets
from collections.abc import Callable, Sequence
from contextlib import aclosing

from microturn.agent.chat import ChatModel
from microturn.agent.conversation import Conversation
from microturn.agent.notes import Notes
from microturn.agent.step import State, Step
from microturn.agent.tool import Tool
from microturn.agent.work import SORRY, Job, Limits, work
from microturn.core.clock import Clock, SystemClock

SMALL_CHARS = 3_000  # a model that takes no more of a conversation than this is told the request alone
MAX_RUNNING = 4  # delegations of one session at once
ENDS = (State.DONE, State.FAILED, State.DROPPED)
log = logging.getLogger(__name__)


class Agent:
    """`keeps_notes`: the endpoint is good enough to write running notes."""

    def __init__(
        self,
        endpoint: ChatModel,
        tools: Sequence[Tool] = (),
        clock: Clock | None = None,
        limits: Limits | None = None,
        keeps_notes: bool = True,
    ) -> None:
        self.keeps_notes = keeps_notes
        self.endpoint, self.tools = endpoint, tools
        self.clock, self.limits = clock or SystemClock(), limits or Limits()

    def desk(
        self,
        conversation: Conversation,
        report: Callable[[Step], object],
        note: Callable[[str], object] | None = None,
    ) -> "Desk":
        """For one session; inside an event loop. `note` gets the running notes; without it none are kept."""
        return Desk(self, conversation, report, note)

    async def close(self) -> None:
        await self.endpoint.close()


class Desk:
    """`more_tools`: those of the session, asked for whenever work is handed on. They replace the agent's of the same
    name."""

    def __init__(
        self,
        agent: Agent,
        conversation: Conversation,
        report: Callable[[Step], object],
        note: Callable[[str], object] | None = None,
    ) -> None:
        self.more_tools: Callable[[], Sequence[Tool]] = tuple
        self._agent, self._conversation, self._report = agent, conversation, report
        self._running: dict[str, asyncio.Task[None]] = {}  # at most MAX_RUNNING, the newest last
        self._refused: set[str] = set()  # their FAILED step is on its way
        self._notes = Notes(agent.endpoint, conversation, note, self._has_work) if note else None
        if self._notes:
            self._notes.start()

    def delegate(self) -> str:
        """Hands the conversation on as it is now -> the delegation's name; its first step comes later."""
        name = f"delegation_{secrets.token_hex(8)}"
        if len(self._running) >= MAX_RUNNING:
            self._refused.add(name)
            asyncio.get_running_loop().call_soon(self._refuse, name)
            return name
        if self._notes:
            self._notes.yield_now()
        task = asyncio.get_running_loop().create_task(self._work(name, self._job(name)), name=name)
        self._running[name] = task
        return name

    def drop(self) -> str | None:
        """Stops the newest that still runs -> its name, None where none does."""
        name = next(reversed(self._running), None)
        return name if name and self.cancel(name) else None

    def cancel(self, name: str) -> bool:
        """-> whether it still ran. DROPPED is its last step."""
        task = self._running.get(name)
        if task is None:
            return False
        task.cancel()
        self._tell(Step(name, State.DROPPED))
        return True

    def close(self) -> None:
        """Stops all; nothing is reported any more."""
        running, self._running = self._running, {}
        self._refused.clear()
        for task in running.values():
            task.cancel()
        if self._notes:
            self._notes.close()

    def _has_work(self) -> bool:
        return bool(self._running)

    def _job(self, name: str) -> Job:
        endpoint = self._agent.endpoint
        if endpoint.context_chars <= SMALL_CHARS:
            return Job(name, self._conversation.request())
        return Job(name, self._conversation.messages(endpoint.context_chars, endpoint.sees_images))

    def _tools(self) -> list[Tool]:
        """One a name."""
        return list({tool.spec.name: tool for tool in (*self._agent.tools, *self.more_tools())}.values())

    async def _work(self, name: str, job: Job) -> None:
        """A fault of ours ends this delegation, not the session."""
        agent = self._agent
        try:
            async with aclosing(work(job, agent.endpoint, self._tools(), agent.clock, agent.limits)) as steps:
                async for step in steps:
                    self._tell(step)
        except Exception:
            log.exception("delegation %s crashed", name)
            self._tell(Step(name, State.FAILED, say=SORRY.format("something went wrong")))
        finally:
            self._running.pop(name, None)

    def _refuse(self, name: str) -> None:
        if name in self._refused:
            self._refused.discard(name)
            say = "Sorry, I am still busy with your other requests."
            self._call(Step(name, State.FAILED, say=say))

    def _tell(self, step: Step) -> None:
        """Only what still runs has anything to tell, and nothing after its last step."""
        if step.delegation not in self._running:
            return
        if step.state in ENDS:
            del self._running[step.delegation]
        self._call(step)

    def _call(self, step: Step) -> None:
        try:
            self._report(step)
        except Exception:
            log.exception("a step of %s could not be reported", step.delegation)
